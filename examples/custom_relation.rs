//! Lesson 2: a relation of your own, in five lines of Turtle and without a rebuild.
//!
//! Who married whom is no question of world politics any more, and no event type of the built-in vocabulary says it. Here is one that
//! does. On the command line the same lines go into a file: `relata build --ontology weddings.ttl articles/`.
//!
//! ```text
//! cargo run --release --example custom_relation
//! ```

use relata::event::Participant;
use relata::ontology::Ontology;
use relata::{Article, Pipeline};

/// An event type with its direct relation, and a frame: the words that evoke it, and where its participants stand.
/// `ontology/README.md` explains the language of patterns.
const WEDDINGS: &str = r#"
    @prefix rel: <https://w3id.org/relata/ontology#> .
    @prefix frame: <https://w3id.org/relata/frame/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

    rel:Marriage a rel:EventType ; rdfs:subClassOf rel:Agree ; rdfs:label "marriage"@en ; rel:symmetric true ; rel:relation rel:married .
    rel:married a rel:Relation ; rdfs:label "married"@en .
    frame:marry a rel:Frame ; rel:evokes rel:Marriage ;
        rel:pattern "marry|wed.v: subject <> object ; subject:person" , "marriage|wedding.n: of|between|possessive <> of|to|with" ;
        rel:example "[Grace Kelly] *married* {Prince Rainier} in Monaco." .
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // 1. What is wrong in the Turtle, in a pattern or in a name comes back as an error that says where.
    let ontology = Ontology::built_in().with_turtle("weddings.ttl", WEDDINGS)?;

    // 2. A pipeline with that vocabulary finds the new relation beside all the others, with the same care for what did not happen.
    let pipeline = Pipeline::builder().with_ontology(ontology).build()?;
    let text = "Boris Johnson married Carrie Symonds in London in May 2021. Princess Margaret did not marry Peter Townsend.";
    let reading = pipeline.read(Article::new("weddings.txt", text)).output;

    // 3. The event knows the frame that found it.
    let names = |participants: &[Participant]| {
        let labels = participants.iter().map(|participant| reading.actors.actor(participant.actor).label.as_str());
        labels.collect::<Vec<_>>().join(", ")
    };
    for event in &reading.events.events {
        let kind = pipeline.ontology().event_type(event.kind);
        let frame = &pipeline.ontology().frame(event.frame).name;
        let light = if event.negated { "did not happen" } else { event.modality.as_str() };
        println!("{}: {} and {} ({light}; found by frame:{frame})", kind.label, names(&event.agents), names(&event.patients));
    }
    Ok(())
}
