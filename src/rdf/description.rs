//! What a graph and the service that opens it are, as RDF: VoID and SPARQL 1.1 Service Description.

use super::GraphFormat;
use super::format::write_graph;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::io::{self, Write};

const VOID: &str = "http://rdfs.org/ns/void#";
const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// What is counted in a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Triples, each once.
    pub triples: u64,
    /// Articles.
    pub articles: u64,
    /// Classes with the number of their instances.
    pub classes: Vec<(String, u64)>,
    /// Properties with the number of their triples.
    pub properties: Vec<(String, u64)>,
    /// Namespaces that are used.
    pub vocabularies: Vec<String>,
}

/// A description of a graph and its service.
#[derive(Clone, Debug)]
pub struct Description {
    quads: Vec<Quad>,
    base: String,
}

/// Describes the service at `root` (an address that ends in `/`) and its data, whose IRIs begin with `base`.
#[must_use]
pub fn describe(root: &str, base: &str, statistics: &Statistics, updates: bool) -> Description {
    let mut description = Description { quads: Vec::new(), base: root.to_owned() };
    let (service, dataset) = (named(&format!("{root}sparql#service")), named(&format!("{root}.well-known/void#dataset")));
    let graph = named(&format!("{root}.well-known/void#graph"));
    let sd = |local: &str| format!("{SD}{local}");
    let void = |local: &str| format!("{VOID}{local}");

    description.is_a(&service, &sd("Service"));
    description.add(&service, &sd("endpoint"), named(&format!("{root}sparql")));
    description.add(&service, &sd("supportedLanguage"), named(&sd("SPARQL11Query")));
    if updates {
        description.add(&service, &sd("supportedLanguage"), named(&sd("SPARQL11Update")));
    }
    description.add(&service, &sd("feature"), named(&sd("UnionDefaultGraph")));
    for format in ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"].iter().chain(&GRAPHS)
    {
        description.add(&service, &sd("resultFormat"), named(&format!("{FORMATS}{format}")));
    }
    if updates {
        for format in GRAPHS {
            description.add(&service, &sd("inputFormat"), named(&format!("{FORMATS}{format}")));
        }
    }
    description.add(&service, &sd("defaultDataset"), dataset.clone());
    description.is_a(&dataset, &sd("Dataset"));
    description.add(&dataset, &sd("defaultGraph"), graph.clone());
    description.is_a(&graph, &sd("Graph"));

    for node in [&dataset, &graph] {
        description.is_a(node, &void("Dataset"));
        description.add(node, &void("triples"), Literal::from(statistics.triples as i64));
    }
    description.add(&dataset, &void("sparqlEndpoint"), named(&format!("{root}sparql")));
    description.add(&dataset, &void("uriSpace"), Literal::from(base));
    description.add(&dataset, &void("documents"), Literal::from(statistics.articles as i64));
    description.add(&dataset, &void("classes"), Literal::from(statistics.classes.len() as i64));
    description.add(&dataset, &void("properties"), Literal::from(statistics.properties.len() as i64));
    for namespace in &statistics.vocabularies {
        description.add(&dataset, &void("vocabulary"), named(namespace));
    }
    description.partitions(&dataset, ("classPartition", "class", "entities"), &statistics.classes);
    description.partitions(&dataset, ("propertyPartition", "property", "triples"), &statistics.properties);
    description
}

const GRAPHS: [&str; 6] = ["Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG", "N-Quads"];

impl Description {
    fn add(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        self.add_to(subject.clone(), predicate, object);
    }

    fn add_to(&mut self, subject: impl Into<NamedOrBlankNode>, predicate: &str, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject, named(predicate), object, GraphName::DefaultGraph));
    }

    fn is_a(&mut self, subject: &NamedNode, class: &str) {
        self.add(subject, rdf::TYPE.as_str(), named(class));
    }

    fn partitions(&mut self, dataset: &NamedNode, (kind, term, count): (&str, &str, &str), terms: &[(String, u64)]) {
        for (number, (iri, counted)) in terms.iter().enumerate() {
            // Names of our own make the same description come out the same.
            let part = BlankNode::new_unchecked(format!("{term}{number}"));
            self.add(dataset, &format!("{VOID}{kind}"), part.clone());
            self.add_to(part.clone(), &format!("{VOID}{term}"), named(iri));
            self.add_to(part, &format!("{VOID}{count}"), Literal::from(*counted as i64));
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write(self, format: GraphFormat, out: impl Write) -> io::Result<()> {
        write_graph(self.quads, format, &self.base, out)
    }
}

/// An IRI that is one: our own, or one that stands in a graph.
fn named(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfParser;

    #[test]
    fn a_description_is_valid_in_every_format_and_tells_classes_and_properties() {
        let statistics = Statistics {
            triples: 5,
            articles: 1,
            classes: vec![("https://example.org/Class".to_owned(), 2)],
            properties: vec![("https://example.org/property".to_owned(), 5)],
            vocabularies: vec!["https://example.org/".to_owned()],
        };
        let description = describe("http://localhost:7878/", "https://w3id.org/relata/", &statistics, true);
        for format in GraphFormat::ALL {
            let mut out = Vec::new();
            description.clone().write(format, &mut out).unwrap();
            let quads: Vec<_> = RdfParser::from_format(format.as_oxigraph()).for_slice(&out).collect::<Result<_, _>>().unwrap();
            assert_eq!(quads.len(), description.quads.len(), "{format:?}");
            for object in ["https://example.org/Class", "https://example.org/property"] {
                assert!(quads.iter().any(|quad| quad.object == named(object).into()), "{format:?}");
            }
        }
    }
}
