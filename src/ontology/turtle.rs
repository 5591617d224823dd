//! Turtle in, resources out: the little of RDF that loading the vocabulary needs.

use super::OntologyError;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::HashMap;

/// A resource with its properties, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Resource {
    /// IRI.
    pub iri: String,
    properties: Vec<(String, String)>,
}

impl Resource {
    /// The values of a property (lexical forms and IRIs alike).
    pub fn values<'r, 'p>(&'r self, property: &'p str) -> impl Iterator<Item = &'r str> + use<'r, 'p> {
        self.properties.iter().filter(move |(name, _)| name == property).map(|(_, value)| value.as_str())
    }

    /// The first value of a property.
    pub fn value(&self, property: &str) -> Option<&str> {
        self.values(property).next()
    }

    /// Whether it is an instance of a class.
    pub fn is_a(&self, class: &str) -> bool {
        self.values(RDF_TYPE).any(|value| value == class)
    }
}

pub(super) const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// Reads a Turtle text into its named resources, in the order of their first appearance.
pub(super) fn resources(name: &str, turtle: &str) -> Result<Vec<Resource>, OntologyError> {
    let mut resources: Vec<Resource> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
        let quad = quad.map_err(|error| OntologyError::Turtle { file: name.to_owned(), message: error.to_string() })?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let value = match quad.object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => continue,
        };
        let iri = subject.into_string();
        // The triples of a resource mostly come together: look at the last one first.
        let at = match resources.last() {
            Some(last) if last.iri == iri => resources.len() - 1,
            _ => *index.entry(iri.clone()).or_insert_with(|| {
                resources.push(Resource { iri, properties: Vec::new() });
                resources.len() - 1
            }),
        };
        resources[at].properties.push((quad.predicate.into_string(), value));
    }
    Ok(resources)
}

/// The part of an IRI after the last `#` or `/`.
pub(super) fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
