//! What the graph says of one thing, and the sentences that prove it.

use super::events::{Sentence, characters, sentence};
use super::{Lookup, iri, page};
use crate::store::{StoreError, Values};
use serde::Serialize;

/// What the graph says of one thing, and the sentences that prove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// Its IRI.
    pub iri: String,
    /// What is said of it itself; whole texts are left out.
    pub statements: Vec<Statement>,
    /// The sentences behind it, or behind the events and offices that it has part in.
    pub sentences: Vec<Sentence>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Statement {
    /// IRI of the property.
    pub property: String,
    /// IRI or literal.
    pub value: String,
    /// The value's name, if it has one.
    pub label: Option<String>,
}

impl Lookup<'_> {
    /// What the graph says of one thing; none if it says nothing.
    ///
    /// # Errors
    /// Those of the store.
    pub fn explain(&self, thing: &str, limit: usize) -> Result<Option<Explanation>, StoreError> {
        let node = iri(thing)?;
        let rows = self.select(&format!(
            "SELECT ?property ?value (SAMPLE(?name) AS ?label) {{
                {node} ?property ?value . FILTER (?property != schema:articleBody)
                OPTIONAL {{ ?value rdfs:label ?name }}
            }} GROUP BY ?property ?value ORDER BY ?property ?value"
        ))?;
        let statements: Vec<_> = (rows.rows())
            .map(|row| Statement {
                property: row.text("property").to_owned(),
                value: row.text("value").to_owned(),
                label: row.get("label").map(str::to_owned),
            })
            .collect();
        if statements.is_empty() {
            return Ok(None);
        }
        let sentences = self.select(&format!(
            "SELECT DISTINCT ?article ?doc ?published ?publisher ?start ?end ?text ?trigger {{ GRAPH ?article {{
                {{ {node} rel:evidence ?evidence . BIND ({node} AS ?event) }}
                UNION {{ ?event ?role {node} ; rel:evidence ?evidence }}
                UNION {{ {node} oa:exact ?itself . BIND ({node} AS ?evidence) }}
                {SENTENCE}
            }} }} ORDER BY ?doc ?start ?trigger {}",
            page(limit, 0)
        ))?;
        Ok(Some(Explanation { iri: thing.to_owned(), statements, sentences: read(&sentences) }))
    }

    /// Sentences of events and offices that all of these have part in: what proves a row of an answer.
    ///
    /// # Errors
    /// Those of the store.
    pub fn sentences_of(&self, things: &[&str], limit: usize) -> Result<Vec<Sentence>, StoreError> {
        let mut conditions = String::new();
        for (number, thing) in things.iter().enumerate() {
            let node = iri(thing)?;
            conditions.push_str(&format!("?event ?role{number} {node} .\n"));
        }
        let sentences = self.select(&format!(
            "SELECT DISTINCT ?article ?doc ?published ?publisher ?start ?end ?text ?trigger {{ GRAPH ?article {{
                {conditions} ?event rel:evidence ?evidence .
                {SENTENCE}
            }} }} ORDER BY ?doc ?start ?trigger {}",
            page(limit, 0)
        ))?;
        Ok(read(&sentences))
    }
}

const SENTENCE: &str = "
    ?evidence oa:start ?start ; oa:end ?end ; oa:exact ?text . ?article dcterms:identifier ?doc .
    OPTIONAL { ?article schema:datePublished ?published } OPTIONAL { ?article schema:publisher ?publisher }
    OPTIONAL { ?event rel:trigger ?trigger }";

fn read(rows: &Values) -> Vec<Sentence> {
    rows.rows().map(|row| Sentence { trigger: row.get("trigger").and_then(characters), ..sentence(row) }).collect()
}
