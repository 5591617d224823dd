//! Lesson 6: whom a pronoun means, and why.
//!
//! Where grammar leaves a choice, the weights of named features decide. This prints each choice as a line of JSON, with all candidates
//! and their features: what `models/training/antecedents.py` trains the weights on.
//!
//! ```text
//! cargo run --release --example antecedents [ARTICLES…]
//! ```

use relata::Pipeline;
use relata::actor::{ChoiceOption, antecedents};
use relata::source::Sources;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push("examples/articles/gulf-thaw.txt".to_owned());
    }
    let pipeline = Pipeline::builder().build()?;
    for article in Sources::new(paths) {
        // The text stage alone: sentences, words and how they hang together. The choices are the actor stage's.
        let document = pipeline.analyzer().analyze(article?).output;
        let choices = antecedents(&document, pipeline.known_actors());
        let option = |option: &ChoiceOption| {
            let mentions: Vec<Vec<_>> =
                option.mentions.iter().map(|spans| spans.iter().map(|span| (span.start, span.end)).collect()).collect();
            json!({"labels": option.labels, "mentions": mentions, "features": option.features, "score": option.score})
        };
        let choices: Vec<_> = choices
            .iter()
            .map(|choice| {
                json!({
                    "start": choice.span.start, "end": choice.span.end, "sort": choice.sort, "role": choice.role,
                    "chosen": choice.chosen, "options": choice.options.iter().map(option).collect::<Vec<_>>(),
                })
            })
            .collect();
        println!("{}", json!({"doc": document.article().doc, "text": document.text(), "choices": choices}));
    }
    Ok(())
}
