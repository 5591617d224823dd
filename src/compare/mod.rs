//! What differs between two graphs, or two readings: statements that are new, gone, or told in another light.
//!
//! Statements are compared article by article, by what they say and not by their IRIs, which count sentences and so move when a text is edited.

mod of_graph;
mod of_reading;

pub use of_graph::statements_of_graph;
pub use of_reading::{ReadingError, statements_of_reading};

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The statements of each article, by its name.
pub type Statements = BTreeMap<String, Vec<Statement>>;

/// Somebody who takes part in a statement.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Party {
    /// The name that people read.
    pub label: String,
    /// Who it is; missing where the source gives names alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
}

/// Whether it happened, and by whose word.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize)]
pub struct Factuality {
    /// asserted, planned, possible, requested, hypothetical; of an office: current or former.
    pub modality: String,
    /// Whether the text says that it did not happen.
    pub negated: bool,
    /// Whose word it is; missing: the writer's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<String>,
}

/// An event or an office, as one sentence tells it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Statement {
    /// Local name of the event's class, or "Office".
    #[serde(rename = "type")]
    pub kind: String,
    /// Who.
    pub agents: Vec<Party>,
    /// Whom; of an office: the body.
    pub patients: Vec<Party>,
    /// Which post, of an office.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// In what light.
    #[serde(flatten)]
    pub factuality: Factuality,
    /// Where, as worded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// When, as worded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The sentence that proves it.
    pub sentence: String,
}

/// One aspect in which two tellings of a statement differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Aspect {
    /// Happened, planned, possible …
    Modality,
    /// Happened, or did not.
    Polarity,
    /// Whose word.
    Attribution,
    /// Where.
    Place,
    /// When.
    Time,
    /// The words that prove it.
    Sentence,
}

impl Aspect {
    /// Whether it is about what is a fact.
    #[must_use]
    pub fn is_factuality(self) -> bool {
        matches!(self, Self::Modality | Self::Polarity | Self::Attribution)
    }
}

/// A statement that both have, told in another way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Change {
    /// In what it differs.
    pub aspects: Vec<Aspect>,
    /// As it was.
    pub old: Statement,
    /// As it is.
    pub new: Statement,
}

impl Change {
    /// Whether modality, polarity or attribution is another.
    #[must_use]
    pub fn is_factuality(&self) -> bool {
        self.aspects.iter().any(|aspect| aspect.is_factuality())
    }
}

/// What differs in one article.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ArticleDifference {
    /// Statements that only the new one has.
    pub new: Vec<Statement>,
    /// Statements that only the old one has.
    pub gone: Vec<Statement>,
    /// Statements that both have, told in another way.
    pub changed: Vec<Change>,
    /// How many are the same.
    pub same: usize,
}

impl ArticleDifference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty() && self.changed.is_empty()
    }
}

/// Compares article by article. Articles without a difference are in the result too, for their counts.
#[must_use]
pub fn compare(mut old: Statements, mut new: Statements) -> BTreeMap<String, ArticleDifference> {
    let docs: BTreeSet<String> = old.keys().chain(new.keys()).cloned().collect();
    docs.into_iter()
        .map(|doc| {
            let (before, after) = (old.remove(&doc).unwrap_or_default(), new.remove(&doc).unwrap_or_default());
            (doc, compare_article(before, after))
        })
        .collect()
}

fn compare_article(mut old: Vec<Statement>, mut new: Vec<Statement>) -> ArticleDifference {
    old.sort();
    new.sort();
    let mut difference = ArticleDifference::default();
    let whole = |statement: &Statement| (identity(statement), statement.clone().telling());
    difference.same = take_pairs(&mut old, &mut new, whole).len();
    // The same deed in the same sentence, in another light; then the same deed elsewhere.
    let mut changed = take_pairs(&mut old, &mut new, |statement| (identity(statement), Some(statement.sentence.clone())));
    changed.extend(take_pairs(&mut old, &mut new, |statement| (identity(statement), None::<String>)));
    difference.changed = changed.into_iter().map(|(old, new)| Change { aspects: aspects(&old, &new), old, new }).collect();
    difference.gone = old;
    difference.new = new;
    difference
}

/// The modality of an office.
fn standing(former: bool) -> &'static str {
    if former { "former" } else { "current" }
}

/// Who did what to whom.
fn identity(statement: &Statement) -> (String, Vec<String>, Vec<String>, String) {
    let parties = |parties: &[Party]| {
        let mut names: Vec<_> = parties.iter().map(|party| party.actor.clone().unwrap_or_else(|| party.label.clone())).collect();
        names.sort();
        names
    };
    (statement.kind.clone(), parties(&statement.agents), parties(&statement.patients), statement.role.clone())
}

impl Statement {
    /// How it is told: all but who did what to whom.
    fn telling(self) -> (Factuality, Option<String>, Option<String>, String) {
        (self.factuality, self.place, self.time, self.sentence)
    }
}

/// Takes out the pairs of statements of equal keys, in order.
fn take_pairs<K: Ord>(
    old: &mut Vec<Statement>,
    new: &mut Vec<Statement>,
    key: impl Fn(&Statement) -> K,
) -> Vec<(Statement, Statement)> {
    let mut partners: BTreeMap<K, Vec<Statement>> = BTreeMap::new();
    for statement in std::mem::take(old).into_iter().rev() {
        partners.entry(key(&statement)).or_default().push(statement);
    }
    let mut pairs = Vec::new();
    for statement in std::mem::take(new) {
        match partners.get_mut(&key(&statement)).and_then(Vec::pop) {
            Some(partner) => pairs.push((partner, statement)),
            None => new.push(statement),
        }
    }
    old.extend(partners.into_values().flatten());
    old.sort();
    pairs
}

fn aspects(old: &Statement, new: &Statement) -> Vec<Aspect> {
    let (before, after) = (&old.factuality, &new.factuality);
    let differ = [
        (Aspect::Modality, before.modality != after.modality),
        (Aspect::Polarity, before.negated != after.negated),
        (Aspect::Attribution, before.attributed_to != after.attributed_to),
        (Aspect::Place, old.place != new.place),
        (Aspect::Time, old.time != new.time),
        (Aspect::Sentence, old.sentence != new.sentence),
    ];
    differ.into_iter().filter(|(_, differs)| *differs).map(|(aspect, _)| aspect).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(kind: &str, sentence: &str) -> Statement {
        let party = |label: &str| Party { label: label.to_owned(), actor: Some(label.to_lowercase()) };
        Statement {
            kind: kind.to_owned(),
            agents: vec![party("Zoë")],
            patients: vec![party("Karl")],
            role: String::new(),
            factuality: Factuality { modality: "asserted".to_owned(), negated: false, attributed_to: None },
            place: None,
            time: None,
            sentence: sentence.to_owned(),
        }
    }

    #[test]
    fn the_same_statements_in_any_order_are_the_same() {
        let (met, accused) = (statement("Meeting", "One."), statement("Accusation", "Two."));
        let difference = compare_article(vec![met.clone(), accused.clone(), met.clone()], vec![accused, met.clone(), met]);
        assert_eq!((difference.is_empty(), difference.same), (true, 3));
    }

    #[test]
    fn each_kind_of_difference_is_told() {
        let met = statement("Meeting", "One.");
        let mut planned = met.clone();
        planned.factuality.modality = "planned".to_owned();
        planned.factuality.negated = true;
        planned.factuality.attributed_to = Some("officials".to_owned());
        planned.place = Some("Bern".to_owned());
        let difference = compare_article(
            vec![met.clone(), statement("Accusation", "Two.")],
            vec![planned.clone(), statement("Praise", "Three.")],
        );
        assert_eq!(difference.gone, [statement("Accusation", "Two.")]);
        assert_eq!(difference.new, [statement("Praise", "Three.")]);
        let aspects = vec![Aspect::Modality, Aspect::Polarity, Aspect::Attribution, Aspect::Place];
        assert_eq!(difference.changed, [Change { aspects, old: met, new: planned }]);
        assert!(difference.changed[0].is_factuality());
    }

    #[test]
    fn a_statement_that_only_moved_is_changed_and_is_a_fact_as_before() {
        let difference = compare_article(vec![statement("Meeting", "One.")], vec![statement("Meeting", "One more.")]);
        assert_eq!(difference.changed[0].aspects, [Aspect::Sentence]);
        assert!(!difference.changed[0].is_factuality());
    }

    #[test]
    fn the_same_sentence_is_preferred_as_the_partner() {
        let mut denied = statement("Meeting", "Two.");
        denied.factuality.negated = true;
        let difference = compare_article(vec![statement("Meeting", "One."), statement("Meeting", "Two.")], vec![denied.clone()]);
        assert_eq!(difference.changed[0].old.sentence, "Two.");
        assert_eq!(difference.gone, [statement("Meeting", "One.")]);
    }
}
