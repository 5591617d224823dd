//! [`Upload`]: articles' graphs to a server, in batches, such that it can be broken off anywhere and begun again.

use super::{Endpoint, RemoteError};
use crate::rdf::NamedGraph;
use crate::rdf::vocab::rel;
use oxigraph::model::Quad;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Articles that are asked for at a time: below the number of rows that servers give at most.
const PAGE: usize = 5_000;

/// How graphs are sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Way {
    /// By SPARQL Update, several articles a request: about so many statements.
    Update {
        /// Statements in one request; an article is never divided.
        batch: usize,
    },
    /// By the Graph Store HTTP Protocol at this address, one article a request.
    GraphStore(String),
}

/// Brings articles' graphs to a server.
///
/// - **Idempotent**: an article's graph replaces what the server has of that article, so everything may be sent twice.
/// - **Resumable**: the hash of its text is the last that is sent of an article. What was broken off lacks it, and
///   [`has`](Self::has) tells which articles are there whole.
pub struct Upload<'e> {
    endpoint: &'e Endpoint,
    way: Way,
    there: BTreeSet<(String, String)>,
    waiting: String,
    statements: usize,
}

impl<'e> Upload<'e> {
    /// Asks the server what it has, and begins.
    ///
    /// # Errors
    /// If the server cannot be reached, or refuses.
    pub fn new(endpoint: &'e Endpoint, base: &str, way: Way) -> Result<Self, RemoteError> {
        let mut there = BTreeSet::new();
        let mut last = String::new();
        loop {
            let rows = endpoint.select(
                &format!(
                    "SELECT ?article ?hash {{ GRAPH ?article {{ ?article rel:textHash ?hash }} FILTER (STR(?article) > \"{last}\") }}
                     ORDER BY STR(?article) LIMIT {PAGE}"
                ),
                base,
            )?;
            let count = rows.rows.len();
            for row in rows.rows {
                let [article, hash] = <[String; 2]>::try_from(row).unwrap_or_default();
                last.clone_from(&article);
                there.insert((article, hash));
            }
            if count < PAGE {
                break;
            }
        }
        Ok(Self { endpoint, way, there, waiting: String::new(), statements: 0 })
    }

    /// Whether the server has an article of this text, whole.
    #[must_use]
    pub fn has(&self, article: &str, hash: &str) -> bool {
        self.there.contains(&(article.to_owned(), hash.to_owned()))
    }

    /// The articles that the server has whole, with the hashes of their texts.
    #[must_use]
    pub fn there(&self) -> &BTreeSet<(String, String)> {
        &self.there
    }

    /// One more graph. It is sent when a batch is full.
    ///
    /// # Errors
    /// If the server cannot be reached, or refuses.
    pub fn replace(&mut self, graph: &NamedGraph) -> Result<(), RemoteError> {
        let name = graph.name.as_str();
        match &self.way {
            Way::GraphStore(store) => {
                let triples = graph.quads.iter().fold(String::new(), |mut lines, quad| {
                    writeln!(lines, "{}", triple(quad)).expect("writing to a string cannot fail");
                    lines
                });
                self.endpoint.put(store, name, &triples)
            }
            Way::Update { batch } => {
                let batch = *batch;
                self.waiting.push_str(&update(graph));
                self.statements += graph.quads.len();
                if self.statements >= batch { self.flush() } else { Ok(()) }
            }
        }
    }

    /// Sends what is waiting.
    ///
    /// # Errors
    /// If the server cannot be reached, or refuses.
    pub fn flush(&mut self) -> Result<(), RemoteError> {
        self.statements = 0;
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() { Ok(()) } else { self.endpoint.update_whole(&waiting) }
    }
}

/// The update that puts a graph in the place of the old one. Its text's hash comes last, by itself.
fn update(graph: &NamedGraph) -> String {
    let name = &graph.name;
    let (last, first): (Vec<&Quad>, Vec<&Quad>) = graph.quads.iter().partition(|quad| quad.predicate == rel::TEXT_HASH);
    let mut update = format!("DROP SILENT GRAPH {name} ;\n");
    for quads in [first, last].iter().filter(|quads| !quads.is_empty()) {
        writeln!(update, "INSERT DATA {{ GRAPH {name} {{").expect("writing to a string cannot fail");
        for quad in quads {
            writeln!(update, "{}", triple(quad)).expect("writing to a string cannot fail");
        }
        update.push_str("} } ;\n");
    }
    update
}

/// A line of N-Triples, which SPARQL takes as well.
fn triple(quad: &Quad) -> String {
    format!("{} {} {} .", quad.subject, quad.predicate, quad.object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::KnownActors;
    use crate::rdf::{Iris, Mapper};
    use crate::reading::sample;
    use crate::store::KnowledgeBase;

    #[test]
    fn the_update_gives_the_graph_and_given_twice_the_same() {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        let graph = Mapper::new(&ontology, &known, Iris::default()).map(&sample::reading("a.txt"));
        let mut kb = KnowledgeBase::in_memory();
        for _ in 0..2 {
            kb.update(&update(&graph), Iris::DEFAULT_BASE).unwrap();
            assert_eq!(kb.named_graph(graph.name.as_str()).unwrap().quads, graph.quads);
            assert_eq!(kb.len().unwrap(), graph.quads.len());
        }
    }

    #[test]
    fn the_hash_of_the_text_is_the_last_that_is_sent_of_an_article() {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        let graph = Mapper::new(&ontology, &known, Iris::default()).map(&sample::reading("a.txt"));
        let update = update(&graph);
        assert!(update.rfind("INSERT").unwrap() < update.find("textHash").unwrap());
    }
}
