//! Events: who did what to whom, in what light, by whose word, and the sentence that says so.

use super::actors::{Named, local};
use super::{Lookup, iri, page};
use crate::rdf::vocab::{rel, schema};
use crate::store::{Row, StoreError};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which events.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Local name of a class: `Accusation`, or of a root, `Accuse`.
    pub class: Option<String>,
    /// IRI of somebody who has part in them.
    pub actor: Option<String>,
    /// IRI of somebody who has part in them too.
    pub other: Option<String>,
    /// `asserted`, `planned`, `possible`, `requested` or `hypothetical`.
    pub modality: Option<String>,
    /// Whether they are denied.
    pub negated: Option<bool>,
    /// IRI of whoever says so.
    pub source: Option<String>,
    /// IRI of the article that tells them.
    pub article: Option<String>,
    /// Not before this day.
    pub since: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    /// The most events.
    pub limit: usize,
    /// Events passed over.
    pub offset: usize,
}

/// An event with all that the graph says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Event {
    /// Its IRI.
    pub iri: String,
    /// What was done.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Who did it.
    pub agents: Vec<Named>,
    /// To whom.
    pub patients: Vec<Named>,
    /// `asserted`, `planned`, `possible`, `requested` or `hypothetical`.
    pub modality: String,
    /// Whether the text says that it did not happen.
    pub negated: bool,
    /// Whose word it is, where it is not the writer's.
    pub attributed_to: Option<Named>,
    /// Where it happened.
    pub place: Option<Place>,
    /// When it happened, as worded.
    pub time: Option<String>,
    /// First day that the time may mean.
    pub from: Option<String>,
    /// Last day that the time may mean.
    pub until: Option<String>,
    /// The frame that found it.
    pub frame: Option<String>,
    /// The sentence that says so.
    pub sentence: Sentence,
}

/// A type of event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Kind {
    /// Local name of its class: `Accusation`.
    pub class: String,
    /// In words: "accused".
    pub label: String,
    /// Its PLOVER root: `ACCUSE`.
    pub root: String,
}

/// Where an event happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Place {
    /// As worded.
    pub text: String,
    /// The actor or place that is meant, if that is known.
    pub iri: Option<String>,
}

/// A sentence that proves something; positions are Unicode characters of the article's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Sentence {
    /// The article's IRI.
    pub article: String,
    /// The article's name.
    pub doc: String,
    /// Day of publication.
    pub published: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The words themselves.
    pub text: String,
    /// First character and one past the last of the words that evoke the event.
    pub trigger: Option<(u32, u32)>,
}

impl Lookup<'_> {
    /// Events, by day and then in the order of their articles.
    ///
    /// # Errors
    /// Those of the store.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<Event>, StoreError> {
        let sparql = self.events_sparql(filter)?;
        let found = self.select(&sparql)?;
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        for row in found.rows() {
            let event = row.text("event").to_owned();
            if seen.insert(event.clone()) {
                order.push(event);
            }
        }
        self.events_of(&order)
    }

    fn events_sparql(&self, filter: &EventFilter) -> Result<String, StoreError> {
        let mut conditions = String::new();
        for actor in [&filter.actor, &filter.other].into_iter().flatten() {
            let actor = iri(&self.whole(actor))?;
            conditions.push_str(&format!("{{ ?event rel:agent {actor} }} UNION {{ ?event rel:patient {actor} }}\n"));
        }
        if let Some(source) = &filter.source {
            conditions.push_str(&format!("?event rel:attributedTo {} .\n", iri(&self.whole(source))?));
        }
        if let Some(class) = &filter.class {
            let class = super::class_of(class, self.ontology)
                .ok_or_else(|| StoreError::Syntax(format!("{class:?} is no type of event")))?;
            conditions.push_str(&format!("?event a rel:{class} .\n"));
        }
        conditions.push_str("?event rel:modality ?modality ; rel:polarity ?polarity ; rel:evidence/oa:start ?start .\n");
        if let Some(modality) = &filter.modality {
            let known = [rel::ASSERTED, rel::PLANNED, rel::POSSIBLE, rel::REQUESTED, rel::HYPOTHETICAL];
            let modality =
                known.into_iter().find(|known| local(known.as_str()).eq_ignore_ascii_case(modality)).ok_or_else(|| {
                    StoreError::Syntax("modality is asserted, planned, possible, requested or hypothetical".to_owned())
                })?;
            conditions.push_str(&format!("FILTER (?modality = {modality})\n"));
        }
        if let Some(negated) = filter.negated {
            conditions.push_str(&format!("FILTER (?polarity = rel:{})\n", if negated { "Negative" } else { "Positive" }));
        }
        let article = match &filter.article {
            Some(article) => iri(&self.whole(article))?,
            None => "?article".to_owned(),
        };
        let mut days = String::new();
        if let Some(since) = filter.since {
            days.push_str(&format!("FILTER (COALESCE(?until, ?published) >= \"{since}\"^^xsd:date)\n"));
        }
        if let Some(until) = filter.until {
            days.push_str(&format!("FILTER (COALESCE(?from, ?published) <= \"{until}\"^^xsd:date)\n"));
        }
        Ok(format!(
            "SELECT DISTINCT ?event ?day ?doc ?start {{ GRAPH {article} {{
                {conditions} {article} dcterms:identifier ?doc .
                OPTIONAL {{ ?event rel:from ?from ; rel:until ?until }}
                OPTIONAL {{ {article} schema:datePublished ?published }}
                BIND (COALESCE(?from, ?published) AS ?day)
                {days}
            }} }} ORDER BY ?day ?doc ?start ?event {}",
            page(filter.limit, filter.offset)
        ))
    }

    /// These events, in this order; IRIs of what is no event are passed over.
    pub(super) fn events_of(&self, iris: &[String]) -> Result<Vec<Event>, StoreError> {
        if iris.is_empty() {
            return Ok(Vec::new());
        }
        let values = iris.iter().map(|event| iri(event)).collect::<Result<Vec<_>, _>>()?.join(" ");
        let statements = self.select(&format!(
            "SELECT ?event ?property ?value ?label {{
                VALUES ?event {{ {values} }}
                GRAPH ?article {{ ?event ?property ?value . OPTIONAL {{ ?value rdfs:label ?label }} }}
            }} ORDER BY ?event ?property ?value ?label"
        ))?;
        let sentences = self.select(&format!(
            "SELECT ?event ?article ?doc ?published ?publisher ?start ?end ?text {{
                VALUES ?event {{ {values} }}
                GRAPH ?article {{
                    ?event rel:evidence ?evidence . ?evidence oa:start ?start ; oa:end ?end ; oa:exact ?text .
                    ?article dcterms:identifier ?doc .
                    OPTIONAL {{ ?article schema:datePublished ?published }}
                    OPTIONAL {{ ?article {publisher} ?publisher }}
                }}
            }}",
            publisher = schema::PUBLISHER
        ))?;
        let mut events: BTreeMap<&str, Draft> = BTreeMap::new();
        for row in statements.rows() {
            events.entry(row.text("event")).or_default().add(row);
        }
        for row in sentences.rows() {
            events.entry(row.text("event")).or_default().sentence = Some(sentence(row));
        }
        Ok(iris.iter().filter_map(|iri| events.remove(iri.as_str())?.finish(iri, self)).collect())
    }
}

/// An event while its statements come in.
#[derive(Default)]
struct Draft {
    classes: Vec<String>,
    agents: Vec<Named>,
    patients: Vec<Named>,
    source: Option<Named>,
    place: Option<String>,
    single: BTreeMap<String, String>,
    sentence: Option<Sentence>,
}

impl Draft {
    fn add(&mut self, row: Row<'_>) {
        let value = row.text("value").to_owned();
        let named = || Named { iri: value.clone(), label: row.text("label").to_owned() };
        let add = |list: &mut Vec<Named>| {
            // A second name of the same actor is no second actor.
            if list.iter().all(|other| other.iri != value) {
                list.push(named());
            }
        };
        match local(row.text("property")).as_str() {
            "type" => self.classes.push(value),
            "agent" => add(&mut self.agents),
            "patient" => add(&mut self.patients),
            "attributedTo" => {
                self.source.get_or_insert_with(named);
            }
            "place" => self.place = Some(value),
            other => {
                self.single.insert(other.to_owned(), value);
            }
        }
    }

    fn finish(mut self, iri: &str, lookup: &Lookup<'_>) -> Option<Event> {
        let kind = lookup.kind(&self.classes)?;
        let mut sentence = self.sentence?;
        sentence.trigger = self.single.get("trigger").and_then(|iri| characters(iri));
        let mut take = |property: &str| self.single.remove(property);
        let place = take("placeText");
        Some(Event {
            iri: iri.to_owned(),
            kind: Kind { class: kind.class.clone(), label: super::in_words(&kind.relation), root: kind.root.clone() },
            modality: take("modality").map(|modality| local(&modality).to_lowercase()).unwrap_or_default(),
            negated: take("polarity").is_some_and(|polarity| polarity == rel::NEGATIVE.as_str()),
            time: take("timeText"),
            from: take("from"),
            until: take("until"),
            frame: take("frame"),
            agents: self.agents,
            patients: self.patients,
            attributed_to: self.source,
            place: place.map(|text| Place { text, iri: self.place }),
            sentence,
        })
    }
}

pub(super) fn sentence(row: Row<'_>) -> Sentence {
    Sentence {
        article: row.text("article").to_owned(),
        doc: row.text("doc").to_owned(),
        published: row.get("published").map(str::to_owned),
        publisher: row.get("publisher").map(str::to_owned),
        start: row.text("start").parse().unwrap_or_default(),
        end: row.text("end").parse().unwrap_or_default(),
        text: row.text("text").to_owned(),
        trigger: None,
    }
}

/// The characters that an IRI such as `…#char=12,15` means.
pub(super) fn characters(iri: &str) -> Option<(u32, u32)> {
    let (start, end) = iri.rsplit_once("#char=")?.1.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}
