//! What the tools answer.

use crate::lookup::Sentence;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was read in an article.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ArticleRead {
    /// Who is mentioned, by their names.
    pub actors: Vec<String>,
    /// Who did what to whom.
    pub events: Vec<EventRead>,
    /// Who holds which office.
    pub offices: Vec<OfficeRead>,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// An event that was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventRead {
    /// Type of event: `Accusation`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its PLOVER root: `ACCUSE`.
    pub plover: String,
    /// Who did it.
    pub agents: Vec<String>,
    /// To whom.
    pub patients: Vec<String>,
    /// asserted (it happened), planned, possible, requested or hypothetical.
    pub modality: String,
    /// Whether the text says that it did not happen.
    pub negated: bool,
    /// Whose word it is, where it is not the writer's.
    pub attributed_to: Option<String>,
    /// Where, as worded.
    pub place: Option<String>,
    /// When, as worded.
    pub time: Option<String>,
    /// First day that the time may mean.
    pub from: Option<String>,
    /// Last day that the time may mean.
    pub until: Option<String>,
    /// The sentence that says so.
    pub sentence: String,
}

/// An office or membership that was read.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OfficeRead {
    /// Who holds it.
    pub holder: String,
    /// In or for whom.
    pub body: Option<String>,
    /// The post as worded; empty for a mere membership.
    pub role: String,
    /// Whether it is over.
    pub former: bool,
    /// The sentence that says so.
    pub sentence: String,
}

/// Actors that were found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActorsFound {
    /// Those of exactly the name first, then those with the most events.
    pub actors: Vec<ActorFound>,
}

/// An actor that was found.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActorFound {
    /// Its IRI, for `explain` and `sparql`.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Person, State, Organization, Group or Place.
    #[serde(rename = "type")]
    pub kind: String,
    /// Events that it has part in.
    pub events: u64,
    /// Some sentences that speak of it.
    pub sentences: Vec<Sentence>,
}

/// The answer to a SPARQL query.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct SparqlAnswer {
    /// The answer to ASK.
    pub boolean: Option<bool>,
    /// The answer to SELECT: values by the names of the variables.
    pub rows: Vec<BTreeMap<String, String>>,
    /// Whether there are more rows.
    pub more: bool,
    /// The answer to CONSTRUCT and DESCRIBE, as Turtle.
    pub turtle: Option<String>,
    /// Sentences that prove the rows: of the events and offices in them, or in which the actors of a row have part together.
    pub sentences: Vec<Sentence>,
}

/// A reading as `JsonLines` writes it, as far as the tools need it.
#[derive(Deserialize)]
pub(super) struct Record {
    sentences: Vec<Excerpt>,
    mentions: Vec<Labelled>,
    events: Vec<Happening>,
    facts: Vec<Fact>,
    warnings: Vec<Warned>,
}

#[derive(Deserialize)]
struct Excerpt {
    text: String,
}

#[derive(Deserialize)]
struct Labelled {
    label: String,
}

#[derive(Deserialize)]
struct Timed {
    text: String,
    from: Option<String>,
    until: Option<String>,
}

#[derive(Deserialize)]
struct Happening {
    #[serde(rename = "type")]
    kind: String,
    plover: String,
    agents: Vec<Labelled>,
    patients: Vec<Labelled>,
    modality: String,
    negated: bool,
    attributed_to: Option<String>,
    place: Option<Excerpt>,
    time: Option<Timed>,
    sentence: usize,
}

#[derive(Deserialize)]
struct Fact {
    subject: String,
    object: Option<String>,
    role: String,
    former: bool,
    sentence: usize,
}

#[derive(Deserialize)]
struct Warned {
    message: String,
}

impl From<Record> for ArticleRead {
    fn from(record: Record) -> Self {
        let sentences = record.sentences;
        let sentence = |index: usize| sentences.get(index).map(|sentence| sentence.text.clone()).unwrap_or_default();
        let labels = |named: Vec<Labelled>| named.into_iter().map(|one| one.label).collect::<Vec<_>>();
        let mut actors = labels(record.mentions);
        actors.sort();
        actors.dedup();
        let events = record.events.into_iter().map(|event| {
            let (from, until) = event.time.as_ref().map(|time| (time.from.clone(), time.until.clone())).unwrap_or_default();
            EventRead {
                kind: event.kind,
                plover: event.plover,
                agents: labels(event.agents),
                patients: labels(event.patients),
                modality: event.modality,
                negated: event.negated,
                attributed_to: event.attributed_to,
                place: event.place.map(|place| place.text),
                time: event.time.map(|time| time.text),
                from,
                until,
                sentence: sentence(event.sentence),
            }
        });
        let offices = record.facts.into_iter().map(|fact| OfficeRead {
            holder: fact.subject,
            body: fact.object,
            role: fact.role,
            former: fact.former,
            sentence: sentence(fact.sentence),
        });
        Self {
            actors,
            events: events.collect(),
            offices: offices.collect(),
            warnings: record.warnings.into_iter().map(|warning| warning.message).collect(),
        }
    }
}
