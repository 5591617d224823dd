//! The event types as a graph of their own, so that queries can ask for codes and scores.

use super::mapper::{NamedGraph, root_class};
use super::vocab::{ontology_term, rel, skos};
use crate::ontology::Ontology;
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

/// What the ontology says of its event types, in a graph named after it: label, root, CAMEO code (`skos:notation`), quad class,
/// Goldstein score, relation.
///
/// A store that holds it answers `?event a ?type . ?type skos:notation ?cameo` without another file.
#[must_use]
pub fn event_types(ontology: &Ontology) -> NamedGraph {
    let graph = NamedNode::new_unchecked(rel::NAMESPACE.trim_end_matches('#'));
    let mut quads = Vec::new();
    for kind in ontology.types() {
        let class = ontology_term(&kind.class);
        let root = root_class(kind);
        let above = if kind.class == root { rel::EVENT.into_owned() } else { ontology_term(&root) };
        let mut add = |predicate: NamedNodeRef<'_>, object: Term| {
            quads.push(Quad::new(class.clone(), predicate.into_owned(), object, graph.clone()));
        };
        add(rdf::TYPE, rel::EVENT_TYPE.into());
        add(rdfs::LABEL, Literal::new_simple_literal(&kind.label).into());
        add(rdfs::SUB_CLASS_OF, above.into());
        add(rel::ROOT, Literal::new_simple_literal(&kind.root).into());
        add(rel::RELATION, ontology_term(&kind.relation).into());
        add(skos::NOTATION, Literal::new_simple_literal(&kind.cameo).into());
        add(rel::QUAD, Literal::from(i32::from(kind.quad)).into());
        // Without a zero after the point, as the store would write it again: a file has one form, whoever wrote it.
        add(rel::GOLDSTEIN, Literal::new_typed_literal(kind.goldstein.to_string(), xsd::DECIMAL).into());
        if kind.symmetric {
            add(rel::SYMMETRIC, Literal::from(true).into());
        }
    }
    NamedGraph::new(graph, quads)
}
