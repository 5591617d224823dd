//! Every quote against the text of its article, byte for byte.

use super::{Checked, Checker, Finding, Part};
use crate::rdf::vocab::{dcterms, oa, rel, schema};
use crate::rdf::{Iris, NamedGraph, text_hash};
use crate::source::Article;
use crate::store::StoreError;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

impl Checker<'_> {
    /// Every quote against the text that the graph itself keeps. A quote whose text is not kept cannot be checked, and is a finding.
    ///
    /// # Errors
    /// If the store fails.
    pub fn quotes(&self) -> Result<Checked, StoreError> {
        let (mut count, mut findings) = (0, Vec::new());
        for name in self.kb.graph_names()? {
            let graph = self.kb.graph(&name)?;
            let quotes = Quotes::of(&graph);
            count += quotes.evidence.len();
            let kept = quotes.body.clone();
            match (kept, quotes.evidence.is_empty()) {
                (Some(text), _) => quotes.check(&text, &mut findings),
                (None, false) => {
                    findings.push(quotes.finding("text", "its text is not kept in the graph; --articles names where it is"))
                }
                (None, true) => {}
            }
        }
        Ok(Checked::new(Part::Quotes, count, "quotes", findings))
    }

    /// Every quote against these articles, which are those that the graph was built from, by their names. An article of the graph that is
    /// not among them is a finding; one that the graph does not know is none. One article is in memory at a time.
    ///
    /// # Errors
    /// If the store fails.
    pub fn quotes_in(&self, articles: impl IntoIterator<Item = Article>, iris: &Iris) -> Result<Checked, StoreError> {
        let (mut count, mut findings) = (0, Vec::new());
        let mut seen = BTreeSet::new();
        for article in articles {
            let name = iris.article(&article.doc);
            let graph = self.kb.graph(&name)?;
            if graph.quads.is_empty() {
                continue;
            }
            let quotes = Quotes::of(&graph);
            count += quotes.evidence.len();
            quotes.check(&article.text, &mut findings);
            if quotes.body.as_deref().is_some_and(|kept| kept != article.text) {
                findings.push(quotes.finding("text", "the text that the graph keeps is not the article's"));
            }
            seen.insert(name);
        }
        for name in self.kb.graph_names()?.into_iter().filter(|name| !seen.contains(name)) {
            let graph = self.kb.graph(&name)?;
            let quotes = Quotes::of(&graph);
            count += quotes.evidence.len();
            if quotes.is_article || !quotes.evidence.is_empty() {
                let doc = quotes.doc.clone().unwrap_or_default();
                findings.push(quotes.finding("text", &format!("no article \"{doc}\" is among those given")));
            }
        }
        Ok(Checked::new(Part::Quotes, count, "quotes", findings))
    }
}

/// What a graph says of its article and quotes from it.
struct Quotes {
    graph: String,
    doc: Option<String>,
    is_article: bool,
    hash: Option<String>,
    body: Option<String>,
    evidence: BTreeMap<String, Quote>,
}

/// One sentence as the graph has it.
#[derive(Default)]
struct Quote {
    start: Option<u32>,
    end: Option<u32>,
    exact: Option<String>,
    source: Option<String>,
}

impl Quotes {
    fn of(graph: &NamedGraph) -> Self {
        let name = graph.name.as_str();
        let value = |property: NamedNodeRef<'_>| {
            let of_article = |quad: &&Quad| quad.predicate == property && is(&quad.subject.to_string(), name);
            graph.quads.iter().find(of_article).and_then(|quad| string(&quad.object))
        };
        let mut evidence: BTreeMap<String, Quote> = BTreeMap::new();
        for quad in &graph.quads {
            // By class or by any of its properties: a quote is one however much of it is lost.
            let property = quad.predicate.as_ref();
            let of_class = property == rdf::TYPE && quad.object == rel::EVIDENCE.into_owned().into();
            if !of_class && ![oa::START, oa::END, oa::EXACT, oa::HAS_SOURCE].contains(&property) {
                continue;
            }
            let quote = evidence.entry(bare(&quad.subject.to_string())).or_default();
            let value = string(&quad.object);
            if property == oa::START {
                quote.start = value.and_then(|value| value.parse().ok());
            } else if property == oa::END {
                quote.end = value.and_then(|value| value.parse().ok());
            } else if property == oa::EXACT {
                quote.exact = value;
            } else if property == oa::HAS_SOURCE {
                quote.source = value;
            }
        }
        Self {
            graph: name.to_owned(),
            doc: value(dcterms::IDENTIFIER),
            is_article: graph.quads.iter().any(|quad| quad.object == schema::NEWS_ARTICLE.into_owned().into()),
            hash: value(rel::TEXT_HASH),
            body: value(schema::ARTICLE_BODY),
            evidence,
        }
    }

    fn finding(&self, rule: &str, message: &str) -> Finding {
        Finding { rule: rule.to_owned(), node: self.graph.clone(), message: message.to_owned() }
    }

    fn check(&self, text: &str, findings: &mut Vec<Finding>) {
        match &self.hash {
            Some(hash) if *hash == text_hash(text) => {}
            Some(_) => findings.push(self.finding("hash", "the text is not the one that was read: its SHA-256 is another")),
            None => findings.push(self.finding("hash", "the hash of the text that was read is missing")),
        }
        // The byte at which each character begins, and the end.
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        for (node, quote) in &self.evidence {
            if let Some(message) = self.fault(node, quote, text, &bytes) {
                findings.push(Finding { rule: "quote".to_owned(), node: node.clone(), message });
            }
        }
    }

    fn fault(&self, node: &str, quote: &Quote, text: &str, bytes: &[usize]) -> Option<String> {
        let (Some(start), Some(end), Some(exact)) = (quote.start, quote.end, &quote.exact) else {
            return Some("it lacks its words, or where they stand".to_owned());
        };
        if quote.source.as_ref() != Some(&self.graph) {
            return Some("it does not name its article as its source".to_owned());
        }
        if node != Iris::characters(&self.graph, (start, end)) {
            return Some(format!("its name gives other characters than {start} to {end}"));
        }
        let range = bytes.get(start as usize).zip(bytes.get(end as usize)).filter(|_| start < end);
        let Some((&from, &until)) = range else {
            return Some(format!("the article has no characters {start} to {end}"));
        };
        let found = &text.as_bytes()[from..until];
        (found != exact.as_bytes())
            .then(|| format!("the article has “{}” there, the graph “{}”", short(&text[from..until]), short(exact)))
    }
}

/// The value of a literal, or an IRI.
fn string(term: &Term) -> Option<String> {
    match term {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::BlankNode(_) => None,
    }
}

fn bare(written: &str) -> String {
    written.trim_start_matches('<').trim_end_matches('>').to_owned()
}

fn is(written: &str, iri: &str) -> bool {
    written.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) == Some(iri)
}

/// The beginning of a quote, for messages.
fn short(words: &str) -> String {
    const LONGEST: usize = 60;
    if words.chars().count() <= LONGEST { words.to_owned() } else { words.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::graph;
    use crate::ontology::Ontology;
    use crate::reading::sample;
    use crate::store::KnowledgeBase;

    fn rules(kb: &KnowledgeBase) -> Vec<String> {
        let ontology = Ontology::default();
        let checked = Checker::new(kb, &ontology, Iris::DEFAULT_BASE).quotes().unwrap();
        assert_eq!(checked.count, if checked.findings.is_empty() { 4 } else { checked.count });
        checked.findings.into_iter().map(|finding| finding.rule).collect()
    }

    fn exchange(property: &str, from: &str, to: &str) -> String {
        format!(
            "DELETE {{ GRAPH ?g {{ ?s {property} ?o }} }} INSERT {{ GRAPH ?g {{ ?s {property} {to} }} }} WHERE {{ GRAPH ?g {{ ?s {property} ?o . FILTER ({from}) }} }}"
        )
    }

    #[test]
    fn a_graph_as_it_is_built_passes() {
        assert_eq!(rules(&graph("")), Vec::<String>::new());
    }

    #[test]
    fn every_kind_of_damage_to_a_quote_is_found() {
        let of_karl = "CONTAINS(STR(?o), \"Karl\") && CONTAINS(STR(?g), \"a.txt\")";
        for (update, expected) in [
            // One letter, one blank at the end, one byte that looks the same.
            (exchange("oa:exact", of_karl, "\"Officials said Karl accused Zoe.\""), vec!["quote"; 2]),
            (
                exchange("oa:exact", "?o = \"Officials said Karl accused Zoë.\"", "\"Officials said Karl accused Zoë. \""),
                vec!["quote"; 2],
            ),
            (
                exchange("oa:exact", "?o = \"Officials said Karl accused Zoë.\"", "\"Officials said Karl accused Zoe\u{308}.\""),
                vec!["quote"; 2],
            ),
            (exchange("oa:start", "?o = 49", "48"), vec!["quote"; 2]),
            (exchange("oa:end", "?o = 81", "9999"), vec!["quote"; 2]),
            (exchange("oa:end", "?o = 81", "\"soon\""), vec!["quote"; 2]),
            (exchange("oa:hasSource", "true", "<article/elsewhere.txt>"), vec!["quote"; 4]),
            ("DELETE WHERE { GRAPH ?g { ?s oa:exact ?o } }".to_owned(), vec!["quote"; 4]),
            ("DELETE WHERE { GRAPH ?g { ?s rel:textHash ?o } }".to_owned(), vec!["hash"; 2]),
            (
                exchange("schema:articleBody", "true", "\"Another text.\""),
                vec!["hash", "hash", "quote", "quote", "quote", "quote"],
            ),
            ("DELETE WHERE { GRAPH ?g { ?s schema:articleBody ?o } }".to_owned(), vec!["text"; 2]),
        ] {
            assert_eq!(rules(&graph(&update)), expected, "{update}");
        }
    }

    #[test]
    fn quotes_are_held_against_the_articles_themselves() {
        let ontology = Ontology::default();
        let article = |doc: &str| sample::reading(doc).document.article().clone();
        let checked = |kb: &KnowledgeBase, articles: Vec<Article>| {
            let checked = Checker::new(kb, &ontology, Iris::DEFAULT_BASE).quotes_in(articles, &Iris::default()).unwrap();
            checked.findings.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
        };
        let without_text = graph("DELETE WHERE { GRAPH ?g { ?s schema:articleBody ?o } }");
        assert_eq!(checked(&without_text, vec![article("a.txt"), article("b.txt"), article("c.txt")]), Vec::<String>::new());
        assert_eq!(checked(&without_text, vec![article("b.txt")]), ["text"]);
        let mut changed = article("a.txt");
        changed.text = changed.text.replace("yesterday", "on Sunday night");
        assert_eq!(checked(&graph(""), vec![changed, article("b.txt")]), ["hash", "quote", "quote", "text"]);
    }
}
