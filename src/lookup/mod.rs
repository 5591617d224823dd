//! What people and programs ask of a graph, for those who do not write SPARQL: actors, events, articles, ready questions.
//!
//! Every answer carries the sentences that prove it. The server, the pages and the assistants' tools give the same answers, from here.

mod actors;
mod articles;
mod events;
mod explain;
mod questions;
mod words;

pub use actors::{Actor, ActorFilter, ActorSummary, Named, OfficeHeld, Tie};
pub use articles::{Article, ArticleFilter, ArticleSummary, SpanOf};
pub use events::{Event, EventFilter, Kind, Place, Sentence};
pub use explain::{Explanation, Statement};
pub use questions::{Answered, Filters, NotAsked, QUESTIONS, Question, class_of, ready, whole_words};
pub use words::in_words;

use crate::ontology::{EventType, Ontology};
use crate::rdf::{Iris, is_iri, vocab};
use crate::store::{KnowledgeBase, QueryOptions, Stop, StoreError, Values};
use std::collections::BTreeMap;

/// Asks a graph, in one vocabulary.
pub struct Lookup<'a> {
    kb: &'a KnowledgeBase,
    iris: &'a Iris,
    ontology: &'a Ontology,
    stop: Stop,
}

/// The most things that one answer holds, whatever was asked for.
pub const MOST: usize = 1000;

impl<'a> Lookup<'a> {
    /// Asks this graph.
    #[must_use]
    pub fn new(kb: &'a KnowledgeBase, iris: &'a Iris, ontology: &'a Ontology) -> Self {
        Self { kb, iris, ontology, stop: Stop::default() }
    }

    /// With what stops it.
    #[must_use]
    pub fn with_stop(mut self, stop: Stop) -> Self {
        self.stop = stop;
        self
    }

    fn select(&self, sparql: &str) -> Result<Values, StoreError> {
        let options = QueryOptions { stop: self.stop.clone(), ..QueryOptions::default() };
        self.kb.query_with(sparql, self.iris.base(), &options)?.into_cells()
    }

    /// The rows of a SELECT query, as values by the names of their variables; what has no value is left out. IRIs are shortened by
    /// prefixes and base, as people write them.
    ///
    /// # Errors
    /// Those of the store.
    pub fn rows(&self, sparql: &str) -> Result<Vec<BTreeMap<String, String>>, StoreError> {
        let options = QueryOptions { stop: self.stop.clone(), ..QueryOptions::default() };
        let rows = self.kb.query_with(sparql, self.iris.base(), &options)?.into_rows()?;
        let named = |row: Vec<String>| rows.columns.iter().cloned().zip(row).filter(|(_, value)| !value.is_empty()).collect();
        Ok(rows.rows.into_iter().map(named).collect())
    }

    /// Of an event's classes the finest, and what the ontology says of it.
    fn kind(&self, classes: &[String]) -> Option<&EventType> {
        let kinds = classes.iter().filter_map(|class| {
            let local = class.strip_prefix(vocab::rel::NAMESPACE)?;
            self.ontology.types().find(|kind| kind.class == local)
        });
        kinds.min_by_key(|kind| kind.class.eq_ignore_ascii_case(&kind.root))
    }

    /// What stands in a graph by an IRI that a client may have shortened: `actor/karl`, `actor:karl`.
    #[must_use]
    pub fn whole(&self, typed: &str) -> String {
        whole(typed, self.iris)
    }
}

/// The IRI as it stands in the graph, from what somebody typed.
#[must_use]
pub fn whole(typed: &str, iris: &Iris) -> String {
    let typed = typed.trim().trim_start_matches('<').trim_end_matches('>');
    match typed.split_once(':') {
        Some(("actor" | "article", rest)) => format!("{}{}/{rest}", iris.base(), &typed[..typed.len() - rest.len() - 1]),
        Some(_) if !typed.starts_with("article/") && !typed.starts_with("actor/") => typed.to_owned(),
        _ => format!("{}{typed}", iris.base()),
    }
}

/// An IRI in the syntax of SPARQL.
fn iri(text: &str) -> Result<String, StoreError> {
    if is_iri(text) { Ok(format!("<{text}>")) } else { Err(StoreError::Syntax(format!("{text:?} is no IRI"))) }
}

/// Rows that are asked for at once.
fn page(limit: usize, offset: usize) -> String {
    format!("LIMIT {} OFFSET {offset}", limit.min(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_may_be_typed_short() {
        let iris = Iris::default();
        let expected = "https://w3id.org/relata/actor/zoë";
        for typed in ["actor/zoë", "actor:zoë", "<actor/zoë>", expected, "<https://w3id.org/relata/actor/zoë>"] {
            assert_eq!(whole(typed, &iris), expected, "{typed}");
        }
        let evidence = "article/note.txt#char=0,48";
        assert_eq!(whole(evidence, &iris), format!("https://w3id.org/relata/{evidence}"));
    }

    #[test]
    fn nothing_slips_into_a_query_through_an_iri() {
        for bad in ["a b", "https://x.example/>", "https://x.example/\"", "x", "https://x.example/\n", "https://x.example/{}"] {
            assert!(iri(bad).is_err(), "{bad:?}");
        }
        assert_eq!(iri("https://x.example/é").unwrap(), "<https://x.example/é>");
    }
}
