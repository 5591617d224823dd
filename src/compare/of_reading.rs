//! The statements of a reading in JSON Lines, as `relata extract --format jsonl` writes it.

use super::{Factuality, Party, Statement, Statements};
use serde::Deserialize;
use std::io::{self, BufRead};

/// Why a reading could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadingError {
    /// A line is no reading.
    #[error("line {line}: {cause}")]
    Line {
        /// Which, from 1.
        line: usize,
        /// What is wrong with it.
        #[source]
        cause: serde_json::Error,
    },
    /// The file could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// The statements of each article in a reading.
///
/// # Errors
/// If a line is no JSON, or lacks what every reading has.
pub fn statements_of_reading(lines: impl BufRead) -> Result<Statements, ReadingError> {
    let mut statements = Statements::new();
    for (index, line) in lines.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(&line).map_err(|cause| ReadingError::Line { line: index + 1, cause })?;
        let of_article =
            record.events.iter().map(|event| record.event(event)).chain(record.facts.iter().map(|fact| record.fact(fact)));
        statements.entry(record.doc.clone()).or_default().extend(of_article);
    }
    Ok(statements)
}

#[derive(Deserialize)]
struct Record {
    doc: String,
    sentences: Vec<Words>,
    events: Vec<Event>,
    facts: Vec<Fact>,
}

#[derive(Deserialize)]
struct Words {
    text: String,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    agents: Vec<Filler>,
    patients: Vec<Filler>,
    modality: String,
    negated: bool,
    attributed_to: Option<String>,
    place: Option<Words>,
    time: Option<Words>,
    sentence: usize,
}

#[derive(Deserialize)]
struct Filler {
    label: String,
    actor: Option<String>,
}

#[derive(Deserialize)]
struct Fact {
    subject: String,
    object: Option<String>,
    role: String,
    #[serde(default)]
    former: bool,
    sentence: usize,
}

impl Record {
    fn sentence(&self, number: usize) -> String {
        self.sentences.get(number).map(|sentence| sentence.text.clone()).unwrap_or_default()
    }

    fn event(&self, event: &Event) -> Statement {
        let parties = |fillers: &[Filler]| {
            let mut parties: Vec<_> =
                fillers.iter().map(|filler| Party { label: filler.label.clone(), actor: filler.actor.clone() }).collect();
            parties.sort_by(|one, other| one.actor.cmp(&other.actor));
            parties
        };
        Statement {
            kind: event.kind.clone(),
            agents: parties(&event.agents),
            patients: parties(&event.patients),
            role: String::new(),
            factuality: Factuality {
                modality: event.modality.clone(),
                negated: event.negated,
                attributed_to: event.attributed_to.clone(),
            },
            place: event.place.as_ref().map(|place| place.text.clone()),
            time: event.time.as_ref().map(|time| time.text.clone()),
            sentence: self.sentence(event.sentence),
        }
    }

    fn fact(&self, fact: &Fact) -> Statement {
        let named = |label: &str| Party { label: label.to_owned(), actor: None };
        Statement {
            kind: "Office".to_owned(),
            agents: vec![named(&fact.subject)],
            patients: fact.object.iter().map(|object| named(object)).collect(),
            role: fact.role.clone(),
            factuality: Factuality { modality: super::standing(fact.former).to_owned(), ..Factuality::default() },
            place: None,
            time: None,
            sentence: self.sentence(fact.sentence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{compare, statements_of_graph};
    use crate::ontology::KnownActors;
    use crate::rdf::{Iris, Mapper};
    use crate::reading::{JsonLines, sample};
    use crate::store::KnowledgeBase;

    /// The same reading as a graph and as JSON Lines says the same.
    #[test]
    fn a_graph_and_a_reading_of_one_article_do_not_differ() {
        let (ontology, known, reading) = (sample::ontology(), KnownActors::default(), sample::reading("a.txt"));
        let mut kb = KnowledgeBase::in_memory();
        kb.replace(&Mapper::new(&ontology, &known, Iris::default()).map(&reading)).unwrap();
        let mut lines = Vec::new();
        JsonLines::new(&ontology, Iris::default()).write(&reading, &[], &mut lines).unwrap();
        let (graph, json) = (statements_of_graph(&kb, &ontology).unwrap(), statements_of_reading(&lines[..]).unwrap());
        assert_eq!(graph["a.txt"].len(), 3);
        let difference = &compare(graph, json)["a.txt"];
        assert_eq!((difference.is_empty(), difference.same), (true, 3), "{difference:?}");
    }

    #[test]
    fn a_line_that_is_no_reading_is_named() {
        let error = statements_of_reading(&b"\n{\"doc\":\"a\"}\n"[..]).unwrap_err();
        assert!(error.to_string().starts_with("line 2: missing field"), "{error}");
    }
}
