//! Proof that a graph is whole: quotes against articles, SHACL shapes, the ontology's axioms, and queries that must find nothing.
//!
//! ```
//! use relata::check::Checker;
//! use relata::ontology::Ontology;
//! use relata::store::KnowledgeBase;
//!
//! let (kb, ontology) = (KnowledgeBase::in_memory(), Ontology::built_in());
//! let checker = Checker::new(&kb, &ontology, "https://w3id.org/relata/");
//! assert!(checker.quotes()?.findings.is_empty());
//! # Ok::<(), relata::store::StoreError>(())
//! ```

mod axioms;
mod queries;
mod quotes;
mod schema;
mod shapes;

use crate::ontology::Ontology;
use crate::store::{KnowledgeBase, Rows, StoreError};

/// What is checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// Every quote, byte for byte, against the text of its article.
    Quotes,
    /// The SHACL shapes of `ontology/shapes.ttl`, one graph after another.
    Shapes,
    /// Domains, ranges, disjoint classes and unknown terms, by `ontology/core.ttl` and the event types.
    Ontology,
    /// The queries of `ontology/checks/`.
    Queries,
}

impl Part {
    /// All of them, in the order in which they are run.
    pub const ALL: [Self; 4] = [Self::Quotes, Self::Shapes, Self::Ontology, Self::Queries];

    /// Its name on the command line and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quotes => "quotes",
            Self::Shapes => "shapes",
            Self::Ontology => "ontology",
            Self::Queries => "queries",
        }
    }
}

/// One thing that does not hold.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// What it breaks: the name of a shape's path, of a query, of an axiom.
    pub rule: String,
    /// What breaks it: an IRI of the graph.
    pub node: String,
    /// In words.
    pub message: String,
}

/// What one part of the check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checked {
    /// Which part.
    pub part: Part,
    /// How many things it looked at.
    pub count: usize,
    /// What these are, in the plural: "quotes".
    pub unit: &'static str,
    /// What does not hold, sorted.
    pub findings: Vec<Finding>,
}

impl Checked {
    fn new(part: Part, count: usize, unit: &'static str, mut findings: Vec<Finding>) -> Self {
        findings.sort();
        findings.dedup();
        Self { part, count, unit, findings }
    }
}

/// Checks one graph. Reads it only; what it finds is sorted, and the same for the same graph.
#[derive(Clone, Copy)]
pub struct Checker<'k> {
    kb: &'k KnowledgeBase,
    ontology: &'k Ontology,
    base: &'k str,
}

impl<'k> Checker<'k> {
    /// Checks a graph against this vocabulary; `base` is what IRIs of its data begin with.
    #[must_use]
    pub fn new(kb: &'k KnowledgeBase, ontology: &'k Ontology, base: &'k str) -> Self {
        Self { kb, ontology, base }
    }

    fn select(&self, sparql: &str) -> Result<Rows, StoreError> {
        self.kb.query(sparql, self.base)?.into_values()
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! Graphs to be broken.

    use crate::ontology::KnownActors;
    use crate::rdf::{Iris, Mapper, event_types};
    use crate::reading::sample;
    use crate::store::KnowledgeBase;

    /// The graph of two small articles and of the vocabulary that they were read by, changed by an update.
    pub(crate) fn graph(update: &str) -> KnowledgeBase {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        let mapper = Mapper::new(&ontology, &known, Iris::default());
        let mut kb = KnowledgeBase::in_memory();
        for doc in ["a.txt", "b.txt"] {
            kb.replace(&mapper.map(&sample::reading(doc))).unwrap();
        }
        kb.replace(&event_types(&ontology)).unwrap();
        if !update.is_empty() {
            kb.update(update, Iris::DEFAULT_BASE).unwrap();
        }
        kb
    }
}
