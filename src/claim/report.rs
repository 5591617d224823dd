//! What the graph's articles report: the events that are told as having happened or as not having happened, read by SPARQL.

use super::copies::{Sketch, copies};
use crate::rdf::vocab::rel;
use crate::store::{KnowledgeBase, StoreError};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// An article, as far as its independence of others matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// Day of publication.
    pub date: Option<Date>,
    /// Who publishes it, in a form that can be compared; empty where that is not known.
    pub publisher: String,
    /// The article that this one is a copy of.
    pub copy_of: Option<String>,
}

/// An event as one article tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    pub article: String,
    /// Local names of its classes.
    pub classes: Vec<String>,
    pub denied: bool,
    pub agents: Vec<String>,
    pub patients: Vec<String>,
    pub attributed_to: Option<String>,
    pub from: Option<Date>,
    pub until: Option<Date>,
}

/// All that is needed of a graph.
#[derive(Debug, Default)]
pub(super) struct Reports {
    pub sources: BTreeMap<String, Source>,
    /// By the event's IRI.
    pub events: BTreeMap<String, Report>,
    /// Names of those whom one article alone knows, by description: "protesters".
    pub labels: BTreeMap<String, String>,
}

const ARTICLES: &str = "SELECT ?article ?date ?publisher ?url { GRAPH ?article { ?article a schema:NewsArticle .
    OPTIONAL { ?article schema:datePublished ?date } OPTIONAL { ?article schema:publisher ?publisher } OPTIONAL { ?article schema:url ?url } } }";
const TEXTS: &str = "SELECT ?article ?text { GRAPH ?article { ?article schema:articleBody ?text } }";
const TOLD: &str = "?event rel:modality rel:Asserted .";
const NAMES: &str =
    "SELECT DISTINCT ?actor ?label { GRAPH ?article { ?event rel:agent|rel:patient ?actor . ?actor rdfs:label ?label } }";

impl Reports {
    /// Reads a graph. Rows are taken one by one; what is kept is some hundred bytes an event, and some kilobytes an article.
    pub fn of(kb: &KnowledgeBase, base: &str) -> Result<Self, StoreError> {
        let mut reports = Self::default();
        let each = |sparql: &str, each: &mut dyn FnMut(&[String])| kb.query(sparql, base)?.for_each_value(each);
        each(ARTICLES, &mut |row| {
            let source = reports.sources.entry(row[0].clone()).or_default();
            source.date = row[1].parse().ok();
            source.publisher = publisher(&row[2], &row[3]);
        })?;
        let mut sketches = BTreeMap::new();
        each(TEXTS, &mut |row| {
            sketches.insert(row[0].clone(), Sketch::of(&row[1]));
        })?;
        reports.find_copies(sketches);
        each(&format!("SELECT ?article ?event ?class {{ GRAPH ?article {{ {TOLD} ?event a ?class }} }}"), &mut |row| {
            let report = reports.events.entry(row[1].clone()).or_default();
            report.article.clone_from(&row[0]);
            report.classes.push(row[2].trim_start_matches(rel::NAMESPACE).to_owned());
        })?;
        each(&format!("SELECT ?event ?property ?value {{ GRAPH ?article {{ {TOLD} ?event ?property ?value }} }}"), &mut |row| {
            let Some(report) = reports.events.get_mut(&row[0]) else { return };
            report.add(&row[1], &row[2]);
        })?;
        each(NAMES, &mut |row| {
            if is_of_one_article(&row[0]) {
                reports.labels.insert(row[0].clone(), row[1].to_lowercase());
            }
        })?;
        for report in reports.events.values_mut() {
            report.classes.sort();
            report.agents.sort();
            report.patients.sort();
        }
        Ok(reports)
    }

    /// Originals are the earlier ones; of one day the longer, since papers cut what they copy; then the first by name.
    fn find_copies(&mut self, mut sketches: BTreeMap<String, Sketch>) {
        let mut order: Vec<(bool, Option<Date>, Reverse<u64>, String)> = (self.sources.iter())
            .map(|(article, source)| {
                let length = sketches.get(article).map_or(0, Sketch::length);
                (source.date.is_none(), source.date, Reverse(length), article.clone())
            })
            .collect();
        order.sort();
        let texts = order.into_iter().filter_map(|(.., article)| Some((sketches.remove(&article)?, article)));
        let (sketches, articles): (Vec<_>, Vec<_>) = texts.unzip();
        for (index, original) in copies(&sketches).into_iter().enumerate() {
            if let (Some(original), Some(source)) = (original, self.sources.get_mut(&articles[index])) {
                source.copy_of = Some(articles[original].clone());
            }
        }
    }

    /// Whose reporting an article is: its publisher, or that of the article that it copies; empty where it is not known.
    pub fn origin(&self, article: &str) -> &str {
        let source = self.sources.get(article);
        let original = source.and_then(|source| source.copy_of.as_deref()).unwrap_or(article);
        self.sources.get(original).map_or("", |source| source.publisher.as_str())
    }
}

impl Report {
    fn add(&mut self, property: &str, value: &str) {
        let is = |term: oxigraph::model::NamedNodeRef<'_>| property == term.as_str();
        if is(rel::AGENT) {
            self.agents.push(value.to_owned());
        } else if is(rel::PATIENT) {
            self.patients.push(value.to_owned());
        } else if is(rel::POLARITY) {
            self.denied = value == rel::NEGATIVE.as_str();
        } else if is(rel::ATTRIBUTED_TO) {
            self.attributed_to = Some(value.to_owned());
        } else if is(rel::FROM) {
            self.from = value.parse().ok();
        } else if is(rel::UNTIL) {
            self.until = value.parse().ok();
        }
    }
}

/// Whether an actor is known to one article alone: its key then begins with the article's name and two dashes.
pub(super) fn is_of_one_article(actor: &str) -> bool {
    actor.rsplit('/').next().is_some_and(|key| key.contains("--"))
}

/// A publisher's name without its article and in lower case, or the host of the address.
fn publisher(name: &str, url: &str) -> String {
    let name = name.trim().to_lowercase();
    let name = name.strip_prefix("the ").unwrap_or(&name);
    if !name.is_empty() {
        return name.to_owned();
    }
    let host = url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    host.strip_prefix("www.").unwrap_or(host).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_are_compared_by_name_or_by_host() {
        assert_eq!(publisher("The Nairobi Courier ", ""), publisher("nairobi courier", "https://example.org"));
        assert_eq!(publisher("", "https://www.Courier.example/world?id=1"), "courier.example");
        assert_eq!(publisher("", "page 7"), "");
    }
}
