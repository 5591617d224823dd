//! Any article gives a reading whose spans lie in the text and whose graph is valid.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oxigraph::io::{RdfFormat, RdfParser};
use relata::rdf::{Iris, Mapper};
use relata::{Article, Pipeline};
use std::sync::LazyLock;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builder().build().expect("the built-in model is whole"));

fuzz_target!(|text: &str| {
    // Enough for every rule, little enough for many runs.
    let Some(text) = text.get(..text.len().min(600)) else { return };
    let reading = PIPELINE.read(Article::new("fuzz.txt", text)).output;
    for event in &reading.events.events {
        assert!(text.get(event.trigger_span.start as usize..event.trigger_span.end as usize).is_some_and(|words| !words.is_empty()));
    }
    let graph = Mapper::new(PIPELINE.ontology(), PIPELINE.known_actors(), Iris::default()).map(&reading);
    let lines: String = graph.quads.iter().map(|quad| format!("{quad} .\n")).collect();
    let parsed: Result<Vec<_>, _> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&lines).collect();
    assert_eq!(parsed.expect("what is written can be read"), graph.quads);
});
