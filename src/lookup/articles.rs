//! Articles: listed, and shown with their text and the places in it that prove something.

use super::questions::string;
use super::{Event, EventFilter, Lookup, MOST, OfficeHeld, iri, page};
use crate::store::{Row, StoreError};
use jiff::civil::Date;
use serde::Serialize;

/// Which articles.
#[derive(Clone, Debug, Default)]
pub struct ArticleFilter {
    /// Letters of the name, headline or publisher, in any case.
    pub text: String,
    /// Not published before this day.
    pub since: Option<Date>,
    /// Not published after this day.
    pub until: Option<Date>,
    /// The most articles.
    pub limit: usize,
    /// Articles passed over.
    pub offset: usize,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct ArticleSummary {
    /// Its IRI.
    pub iri: String,
    /// Its name.
    pub doc: String,
    /// Its headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// An article with its text and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct Article {
    /// What it is.
    #[serde(flatten)]
    pub summary: ArticleSummary,
    /// Its text, unless the graph was built without texts.
    pub text: Option<String>,
    /// What it tells.
    pub events: Vec<Event>,
    /// Posts and memberships that it tells of.
    pub offices: Vec<OfficeHeld>,
    /// The places in the text that something was read from, by their first characters.
    pub spans: Vec<SpanOf>,
}

/// A place in an article's text, in Unicode characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "serve", derive(schemars::JsonSchema))]
pub struct SpanOf {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// `trigger`: words that evoke an event. `sentence`: a sentence that proves something.
    pub kind: &'static str,
    /// IRI of what it proves.
    pub iri: String,
}

impl Lookup<'_> {
    /// Articles, the newest first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn articles(&self, filter: &ArticleFilter) -> Result<Vec<ArticleSummary>, StoreError> {
        let mut conditions = String::new();
        let text = filter.text.trim().to_lowercase();
        if !text.is_empty() {
            let all = "CONCAT(?doc, \" \", COALESCE(STR(?title), \"\"), \" \", COALESCE(STR(?publisher), \"\"))";
            conditions.push_str(&format!("FILTER (CONTAINS(LCASE({all}), {}))\n", string(&text)));
        }
        if let Some(since) = filter.since {
            conditions.push_str(&format!("FILTER (?date >= \"{since}\"^^xsd:date)\n"));
        }
        if let Some(until) = filter.until {
            conditions.push_str(&format!("FILTER (?date <= \"{until}\"^^xsd:date)\n"));
        }
        let rows = self.select(&format!(
            "SELECT DISTINCT ?article ?doc ?title ?date ?publisher ?author ?url {{
                ?article a schema:NewsArticle ; dcterms:identifier ?doc . {OPTIONAL_FACTS}
                {conditions}
            }} ORDER BY DESC(?date) ?doc ?article {}",
            page(filter.limit, filter.offset)
        ))?;
        Ok(rows.rows().map(|row| summary(row, row.text("article"))).collect())
    }

    /// One article by its IRI.
    ///
    /// # Errors
    /// Those of the store.
    pub fn article(&self, article: &str) -> Result<Option<Article>, StoreError> {
        let node = iri(article)?;
        let rows = self.select(&format!(
            "SELECT ?doc ?title ?date ?publisher ?author ?url ?text {{ GRAPH {node} {{
                BIND ({node} AS ?article)
                ?article a schema:NewsArticle ; dcterms:identifier ?doc . {OPTIONAL_FACTS}
                OPTIONAL {{ ?article schema:articleBody ?text }}
            }} }} LIMIT 1"
        ))?;
        let Some(row) = rows.rows().next() else { return Ok(None) };
        let events = self.events_in(article)?;
        let offices = self.offices_in(article)?;
        let mut spans = Vec::new();
        for event in &events {
            let sentence = &event.sentence;
            spans.push(SpanOf { start: sentence.start, end: sentence.end, kind: "sentence", iri: event.iri.clone() });
            if let Some((start, end)) = sentence.trigger {
                spans.push(SpanOf { start, end, kind: "trigger", iri: event.iri.clone() });
            }
        }
        spans.sort();
        let text = row.get("text").map(str::to_owned);
        Ok(Some(Article { summary: summary(row, article), text, events, offices, spans }))
    }

    /// The text of an article, if the graph holds it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn article_text(&self, article: &str) -> Result<Option<(ArticleSummary, String)>, StoreError> {
        let node = iri(article)?;
        let rows = self.select(&format!(
            "SELECT ?doc ?title ?date ?publisher ?author ?url ?text {{ GRAPH {node} {{
                BIND ({node} AS ?article)
                ?article dcterms:identifier ?doc ; schema:articleBody ?text . {OPTIONAL_FACTS}
            }} }} LIMIT 1"
        ))?;
        Ok(rows.rows().next().map(|row| (summary(row, article), row.text("text").to_owned())))
    }

    /// All events of an article, in the order of the text.
    fn events_in(&self, article: &str) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        loop {
            let filter =
                EventFilter { article: Some(article.to_owned()), limit: MOST, offset: events.len(), ..EventFilter::default() };
            let more = self.events(&filter)?;
            let last = more.len() < MOST;
            events.extend(more);
            if last {
                break;
            }
        }
        events.sort_by(|one, other| (one.sentence.start, &one.iri).cmp(&(other.sentence.start, &other.iri)));
        Ok(events)
    }

    fn offices_in(&self, article: &str) -> Result<Vec<OfficeHeld>, StoreError> {
        let rows = self.select(&format!(
            "SELECT DISTINCT ?office ?holder ?holderName ?body ?bodyName ?role ?former ?doc ?sentence ?start {{ GRAPH {node} {{
                ?office rel:holder ?holder ; rel:former ?former ; rel:evidence ?evidence .
                ?holder rdfs:label ?holderName . ?evidence oa:exact ?sentence ; oa:start ?start . {node} dcterms:identifier ?doc .
                OPTIONAL {{ ?office rel:body ?body . ?body rdfs:label ?bodyName }}
                OPTIONAL {{ ?office rel:role ?role }}
            }} }} ORDER BY ?start ?office {page}",
            node = iri(article)?,
            page = page(MOST, 0)
        ))?;
        Ok(rows.rows().map(super::actors::office).collect())
    }
}

const OPTIONAL_FACTS: &str = "
    OPTIONAL { ?article schema:headline ?title } OPTIONAL { ?article schema:datePublished ?date }
    OPTIONAL { ?article schema:publisher ?publisher } OPTIONAL { ?article schema:author ?author } OPTIONAL { ?article schema:url ?url }";

fn summary(row: Row<'_>, iri: &str) -> ArticleSummary {
    let text = |column: &str| row.get(column).map(str::to_owned);
    ArticleSummary {
        iri: iri.to_owned(),
        doc: row.text("doc").to_owned(),
        title: text("title"),
        date: text("date"),
        publisher: text("publisher"),
        author: text("author"),
        url: text("url"),
    }
}
