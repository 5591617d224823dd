//! Actors: searched by name, and shown with names, offices and ties.

use super::questions::string;
use super::{Lookup, iri, page};
use crate::rdf::vocab::rel;
use crate::store::{Row, StoreError};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which actors.
#[derive(Clone, Debug, Default)]
pub struct ActorFilter {
    /// Letters of a name, in any case; none: those with the most events.
    pub name: String,
    /// Person, State, Organization, Group or Place.
    pub kind: Option<String>,
    /// The most actors.
    pub limit: usize,
    /// Actors passed over.
    pub offset: usize,
}

/// An actor in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct ActorSummary {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Person, State, Organization, Group or Place.
    #[serde(rename = "type")]
    pub kind: String,
    /// Events that it has part in.
    pub events: u64,
}

/// Something with its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Named {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
}

/// An actor with all that the graph says of it itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Actor {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub label: String,
    /// Person, State, Organization, Group or Place.
    #[serde(rename = "type")]
    pub kind: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The same in other data sets.
    pub same_as: Vec<String>,
    /// ISO 3166-1 alpha-3 code of a state.
    pub iso3: Option<String>,
    /// What it belongs to.
    pub part_of: Vec<Named>,
    /// Posts and memberships that it holds, and those that others hold in it.
    pub offices: Vec<OfficeHeld>,
    /// To whom it did what, and who did what to it, as far as it happened; the most frequent first.
    pub ties: Vec<Tie>,
}

/// A post or membership, with the sentence that says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct OfficeHeld {
    /// Its IRI.
    pub iri: String,
    /// Who holds it.
    pub holder: Named,
    /// In or for whom.
    pub body: Option<Named>,
    /// The post as worded; none for a mere membership.
    pub role: Option<String>,
    /// Whether it is over.
    pub former: bool,
    /// The article's name.
    pub doc: String,
    /// The sentence that says so.
    pub sentence: String,
}

/// What happened between two actors, counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Tie {
    /// `out`: the actor did it to the other; `in`: the other did it to the actor.
    pub direction: &'static str,
    /// Class of the events: `Accusation`.
    #[serde(rename = "type")]
    pub kind: String,
    /// In words: "accused".
    pub label: String,
    /// The other.
    pub other: Named,
    /// Events.
    pub events: u64,
}

/// Classes of actors, as a list for SPARQL.
const KINDS: [&str; 5] = ["Person", "State", "Organization", "Group", "Place"];

impl Lookup<'_> {
    /// Actors by name: those of exactly this name first, then those with the most events.
    ///
    /// # Errors
    /// Those of the store.
    pub fn actors(&self, filter: &ActorFilter) -> Result<Vec<ActorSummary>, StoreError> {
        let kinds: Vec<_> = match &filter.kind {
            Some(kind) => KINDS.iter().filter(|known| known.eq_ignore_ascii_case(kind)).collect(),
            None => KINDS.iter().collect(),
        };
        if kinds.is_empty() {
            return Err(StoreError::Syntax(format!("actors are of the types {}", KINDS.join(", "))));
        }
        let kinds: String = kinds.iter().map(|kind| format!("rel:{kind} ")).collect();
        let name = filter.name.trim().to_lowercase();
        let (names, exactly) = if name.is_empty() {
            (String::new(), "false".to_owned())
        } else {
            let (any, pattern) = ("?actor rdfs:label|skos:altLabel ?name .", string(&name));
            (format!("{any} FILTER (CONTAINS(LCASE(STR(?name)), {pattern}))"), format!("MAX(LCASE(STR(?name)) = {pattern})"))
        };
        let rows = self.select(&format!(
            "SELECT ?actor ?kind ?exactly (MIN(?some) AS ?label) (COUNT(DISTINCT ?event) AS ?events) {{
                {{ SELECT ?actor ?kind ({exactly} AS ?exactly) {{ VALUES ?kind {{ {kinds} }} ?actor a ?kind . {names} }} GROUP BY ?actor ?kind }}
                ?actor rdfs:label ?some .
                OPTIONAL {{ ?event rel:agent|rel:patient ?actor }}
            }} GROUP BY ?actor ?kind ?exactly ORDER BY DESC(?exactly) DESC(?events) ?actor ?kind {}",
            page(filter.limit, filter.offset)
        ))?;
        Ok(rows
            .rows()
            .map(|row| ActorSummary {
                iri: row.text("actor").to_owned(),
                label: row.text("label").to_owned(),
                kind: local(row.text("kind")),
                events: row.text("events").parse().unwrap_or_default(),
            })
            .collect())
    }

    /// One actor by its IRI.
    ///
    /// # Errors
    /// Those of the store.
    pub fn actor(&self, actor: &str) -> Result<Option<Actor>, StoreError> {
        let node = iri(actor)?;
        let rows = self.select(&format!(
            "SELECT DISTINCT ?property ?value ?label {{
                VALUES ?property {{ rdf:type rdfs:label skos:altLabel owl:sameAs rel:iso3 rel:partOf }}
                {node} ?property ?value . OPTIONAL {{ ?value rdfs:label ?label }}
            }} ORDER BY ?property ?value ?label"
        ))?;
        let (mut labels, mut kinds) = (Vec::new(), Vec::new());
        let mut found = Actor {
            iri: actor.to_owned(),
            label: String::new(),
            kind: String::new(),
            aliases: Vec::new(),
            same_as: Vec::new(),
            iso3: None,
            part_of: Vec::new(),
            offices: Vec::new(),
            ties: Vec::new(),
        };
        for row in rows.rows() {
            let value = row.text("value").to_owned();
            match local(row.text("property")).as_str() {
                "type" if value.starts_with(rel::NAMESPACE) => kinds.push(local(&value)),
                "label" => labels.push(value),
                "altLabel" => found.aliases.push(value),
                "sameAs" => found.same_as.push(value),
                "iso3" => found.iso3 = Some(value),
                "partOf" => found.part_of.push(Named { iri: value, label: row.text("label").to_owned() }),
                _ => {}
            }
        }
        kinds.retain(|kind| KINDS.contains(&kind.as_str()) || kind == "UnnamedSource");
        if labels.is_empty() || kinds.is_empty() {
            return Ok(None);
        }
        found.label = labels.remove(0);
        found.aliases.extend(labels);
        found.aliases.dedup();
        found.part_of.dedup_by(|one, other| one.iri == other.iri);
        found.kind = kinds.remove(0);
        found.offices = self.offices(&node)?;
        found.ties = self.ties(&node)?;
        Ok(Some(found))
    }

    fn offices(&self, node: &str) -> Result<Vec<OfficeHeld>, StoreError> {
        let rows = self.select(&format!(
            "SELECT DISTINCT ?office ?holder ?holderName ?body ?bodyName ?role ?former ?doc ?sentence ?published ?start {{ GRAPH ?article {{
                {{ ?office rel:holder {node} }} UNION {{ ?office rel:body {node} }}
                ?office rel:holder ?holder ; rel:former ?former ; rel:evidence ?evidence .
                ?holder rdfs:label ?holderName . ?evidence oa:exact ?sentence ; oa:start ?start . ?article dcterms:identifier ?doc .
                OPTIONAL {{ ?office rel:body ?body . ?body rdfs:label ?bodyName }}
                OPTIONAL {{ ?office rel:role ?role }}
                OPTIONAL {{ ?article schema:datePublished ?published }}
            }} }} ORDER BY DESC(?published) ?doc ?start ?office {}",
            page(200, 0)
        ))?;
        let mut seen = BTreeSet::new();
        Ok(rows.rows().filter(|row| seen.insert(row.text("office").to_owned())).map(office).collect())
    }

    /// Events that happened, between the actor and each other, by type.
    fn ties(&self, node: &str) -> Result<Vec<Tie>, StoreError> {
        let happened = "rel:modality rel:Asserted ; rel:polarity rel:Positive ; a ?class";
        let rows = self.select(&format!(
            "SELECT DISTINCT ?event ?class ?direction ?other ?name {{
                {{ ?event rel:agent {node} ; rel:patient ?other ; {happened} . BIND (\"out\" AS ?direction) }}
                UNION {{ ?event rel:patient {node} ; rel:agent ?other ; {happened} . BIND (\"in\" AS ?direction) }}
                UNION {{
                    ?event rel:agent {node} ; rel:agent ?other ; {happened} . BIND (\"out\" AS ?direction)
                    FILTER NOT EXISTS {{ ?event rel:patient ?anybody }}
                }}
                FILTER (?other != {node})
                ?other rdfs:label ?name .
            }} ORDER BY ?event ?class ?direction ?other ?name"
        ))?;
        // An event has a row for each of its two classes, and for each of the other's names.
        let mut events: BTreeMap<(String, &str, String), (Vec<String>, String)> = BTreeMap::new();
        for row in rows.rows() {
            let direction = if row.text("direction") == "in" { "in" } else { "out" };
            let key = (row.text("event").to_owned(), direction, row.text("other").to_owned());
            let (classes, name) = events.entry(key).or_default();
            classes.push(row.text("class").to_owned());
            if name.is_empty() {
                row.text("name").clone_into(name);
            }
        }
        let mut counts: BTreeMap<(&str, String, String, Named), u64> = BTreeMap::new();
        for ((_, direction, other), (classes, name)) in events {
            let Some(kind) = self.kind(&classes) else { continue };
            let other = Named { iri: other, label: name };
            *counts.entry((direction, kind.class.clone(), super::in_words(&kind.relation), other)).or_default() += 1;
        }
        let mut ties: Vec<_> = counts
            .into_iter()
            .map(|((direction, kind, label, other), events)| Tie { direction, kind, label, other, events })
            .collect();
        ties.sort_by(|one, other| other.events.cmp(&one.events).then_with(|| one.cmp(other)));
        Ok(ties)
    }
}

/// A row that tells of an office.
pub(super) fn office(row: Row<'_>) -> OfficeHeld {
    OfficeHeld {
        iri: row.text("office").to_owned(),
        holder: named(row, "holder", "holderName"),
        body: row.get("body").map(|_| named(row, "body", "bodyName")),
        role: row.get("role").map(str::to_owned),
        former: row.text("former") == "true",
        doc: row.text("doc").to_owned(),
        sentence: row.text("sentence").to_owned(),
    }
}

/// What follows the last `#` or `/` of an IRI.
pub(super) fn local(iri: &str) -> String {
    iri.rsplit(['#', '/']).next().unwrap_or(iri).to_owned()
}

fn named(row: Row<'_>, iri: &str, label: &str) -> Named {
    Named { iri: row.text(iri).to_owned(), label: row.text(label).to_owned() }
}
