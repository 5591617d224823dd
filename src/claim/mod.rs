//! What several articles tell: the same deed of the same parties at the same time is one claim, with its reports, its independent sources and
//! whoever disputes it.
//!
//! A **claim** is that one actor did something to another around a day. Its **reports** are events that are told as having happened,
//! of types of one family (`ontology/families.ttl`), with the actor among their agents and the other among their patients; **denials** are such
//! events told as not having happened, up to a month later. Reports without a time are taken to mean the two days before publication or that day.
//! Two reports tell the same deed if there is a day that both may mean; a deed each day (shelling) so stays a claim each day.
//!
//! **Support** counts publishers, not articles: copies of one text count as their original ([`Sketch`]), and all articles whose publisher is
//! not known count together as one. A claim is kept if two articles tell it, or if somebody disputes what another tells.
//!
//! ```
//! use relata::claim::corroborate;
//! use relata::rdf::Iris;
//! use relata::store::KnowledgeBase;
//!
//! let claims = corroborate(&KnowledgeBase::in_memory(), &relata::ontology::Ontology::built_in(), &Iris::default())?;
//! assert!(claims.claims.is_empty());
//! # Ok::<(), relata::store::StoreError>(())
//! ```

mod copies;
mod graph;
mod group;
mod report;

pub use copies::{Sketch, copies};

use crate::ontology::Ontology;
use crate::rdf::Iris;
use crate::store::{KnowledgeBase, StoreError};
use jiff::civil::Date;
use report::Reports;
use std::collections::{BTreeMap, BTreeSet};

/// That somebody did something to somebody, as several articles tell it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Its IRI: who, what, to whom, when.
    pub iri: String,
    /// IRI of who did it; of a mutual deed the first of both.
    pub who: Option<String>,
    /// Local name of the class that most reports have.
    pub did: String,
    /// IRI of whom it was done to.
    pub whom: Option<String>,
    /// The days that all reports may mean.
    pub days: Option<(Date, Date)>,
    /// IRIs of the events that tell it.
    pub reports: BTreeSet<String>,
    /// IRIs of the events that deny it.
    pub denials: BTreeSet<String>,
    /// Names of the publishers that tell it, copies left out; empty: not known.
    pub sources: BTreeSet<String>,
    /// Whose word it is: actors and unnamed sources, or the article where it is the writer's.
    pub told_by: BTreeSet<String>,
    /// Whose word its denial is.
    pub disputed_by: BTreeSet<String>,
}

impl Claim {
    /// How many independent sources tell it.
    #[must_use]
    pub fn support(&self) -> usize {
        self.sources.len()
    }
}

/// What a graph's articles tell together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Claims {
    /// Claims by IRI.
    pub claims: Vec<Claim>,
    /// Articles that are copies, each with its original.
    pub copies: BTreeMap<String, String>,
}

/// Finds the claims of a graph. A pure function of what its articles say: the order in which they came does not matter.
///
/// # Errors
/// If the store fails.
pub fn corroborate(kb: &KnowledgeBase, ontology: &Ontology, iris: &Iris) -> Result<Claims, StoreError> {
    let reports = Reports::of(kb, iris.base())?;
    let claims = group::claims(&reports, ontology, iris);
    let copies = reports.sources.iter().filter_map(|(article, source)| Some((article.clone(), source.copy_of.clone()?)));
    Ok(Claims { claims, copies: copies.collect() })
}
