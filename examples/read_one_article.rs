//! Lesson 1: read one article, and see who did what to whom, who says so, and which sentence proves it.
//!
//! ```text
//! cargo run --release --example read_one_article [ARTICLE]
//! ```

use relata::Pipeline;
use relata::event::Participant;
use relata::source::Sources;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // 1. Sources turn files into articles, whatever their format. They give a Result for each, because one bad file must not stop
    //    the others; here there is one file, so its error is ours.
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/articles/gulf-thaw.txt".to_owned());
    let article = Sources::new([path]).into_iter().next().ok_or("nothing to read")??;

    // 2. A pipeline holds the language model and the vocabulary. Loading takes a moment, so make one and keep it: it never changes,
    //    and many threads can read with it at once.
    let pipeline = Pipeline::builder().build()?;

    // 3. Reading cannot fail. What was odd about the text comes as warnings beside the result.
    let read = pipeline.read(article);
    for warning in &read.warnings {
        eprintln!("{warning}");
    }

    // 4. The reading owns the document, the actors and the events. Everything else is an index or a span into it.
    let reading = read.output;
    let names = |participants: &[Participant]| {
        let labels = participants.iter().map(|participant| reading.actors.actor(participant.actor).label.as_str());
        labels.collect::<Vec<_>>().join(", ")
    };
    for event in &reading.events.events {
        // The vocabulary says what kind of event it is; the event itself says in what light the text puts it.
        let kind = pipeline.ontology().event_type(event.kind);
        let not = if event.negated { "not " } else { "" };
        println!("{} — {not}{} ({}) — {}", names(&event.agents), kind.label, event.modality.as_str(), names(&event.patients));
        if let Some(attribution) = &event.attribution {
            println!("    says {}", attribution.label);
        }
        // And this is the proof: the sentence, by its place in the text.
        let sentence = &reading.document.sentences()[event.sentence];
        println!("    {:?} \"{}\"", sentence.span, sentence.span.of(reading.text()));
    }
    Ok(())
}
