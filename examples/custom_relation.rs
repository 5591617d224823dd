//! Lesson 2: a relation of your own, in a few lines of Turtle and without a rebuild.
//!
//! Towns twin with towns, but no event type of the built-in vocabulary says so. Here is one that does. On the command line the same
//! lines go into a file: `relata build --ontology twinning.ttl articles/`.
//!
//! ```text
//! cargo run --release --example custom_relation
//! ```

use relata::ontology::Ontology;
use relata::{Article, Pipeline};

/// An event type with its direct relation, and a frame: the words that evoke it, and where its participants stand.
/// `ontology/README.md` explains the language of patterns. Examples in it are run by the tests.
const TWINNING: &str = r#"
    @prefix rel: <https://w3id.org/relata/ontology#> .
    @prefix frame: <https://w3id.org/relata/frame/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

    rel:Twinning a rel:EventType ; rdfs:subClassOf rel:Cooperate ; rdfs:label "twinning"@en ; rel:symmetric true ; rel:relation rel:twinnedWith .
    rel:twinnedWith a rel:Relation ; rdfs:label "twinned with"@en .
    frame:twin a rel:Frame ; rel:evokes rel:Twinning ;
        rel:pattern "twin.v: subject <> with" , "twin.v: subject > object" ;
        rel:example "[Coventry] *twinned* with {Volgograd} in 1944." .
"#;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // 1. What is wrong in the Turtle, in a pattern or in a name comes back as an error that says where.
    let ontology = Ontology::built_in().with_turtle("twinning.ttl", TWINNING)?;

    // 2. A pipeline with that vocabulary finds the new relation beside all the others, with the same care for what did not happen.
    let pipeline = Pipeline::builder().with_ontology(ontology).build()?;
    let text = "Coventry twinned with Volgograd in 1944. Dresden may twin with Lyon next year.";
    let reading = pipeline.read(Article::new("towns.txt", text)).output;

    // 3. The event knows the frame that found it.
    for event in &reading.events.events {
        let kind = pipeline.ontology().event_type(event.kind);
        let frame = &pipeline.ontology().frame(event.frame).name;
        let names =
            event.agents.iter().chain(&event.patients).map(|participant| reading.actors.actor(participant.actor).label.as_str());
        println!(
            "{}: {} ({}, found by frame:{frame})",
            kind.label,
            names.collect::<Vec<_>>().join(" and "),
            event.modality.as_str()
        );
    }
    Ok(())
}
