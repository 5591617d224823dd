//! Claims as RDF: one named graph, made anew from the articles' graphs whenever it is wanted.

use super::{Claim, Claims};
use crate::rdf::vocab::{ontology_term, rel, schema};
use crate::rdf::{Iris, NamedGraph};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::BTreeSet;

impl Claims {
    /// The graph of the claims. It names events, actors and articles of the articles' graphs, and repeats nothing of them.
    #[must_use]
    pub fn graph(&self, iris: &Iris) -> NamedGraph {
        let name = NamedNode::new_unchecked(iris.claims());
        let mut builder = Builder { graph: name.clone(), quads: Vec::new() };
        for claim in &self.claims {
            builder.add_claim(claim);
        }
        for (copy, original) in &self.copies {
            builder.add(&NamedNode::new_unchecked(copy), rel::COPY_OF, node(original));
        }
        NamedGraph::new(name, builder.quads)
    }
}

struct Builder {
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Builder {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn add_all(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, objects: &BTreeSet<String>) {
        for object in objects {
            self.add(subject, predicate, node(object));
        }
    }

    fn add_claim(&mut self, claim: &Claim) {
        let subject = NamedNode::new_unchecked(&claim.iri);
        self.add(&subject, rdf::TYPE, rel::CLAIM);
        self.add(&subject, rel::DID, ontology_term(&claim.did));
        for (property, actor) in [(rel::WHO, &claim.who), (rel::WHOM, &claim.whom)] {
            if let Some(actor) = actor {
                self.add(&subject, property, node(actor));
            }
        }
        if let Some((first, last)) = claim.days {
            self.add(&subject, schema::START_DATE, Literal::new_typed_literal(first.to_string(), xsd::DATE));
            self.add(&subject, schema::END_DATE, Literal::new_typed_literal(last.to_string(), xsd::DATE));
        }
        self.add(&subject, rel::SUPPORT, Literal::from(i64::try_from(claim.support()).unwrap_or(i64::MAX)));
        for source in &claim.sources {
            self.add(&subject, rel::SOURCE, Literal::new_simple_literal(source));
        }
        self.add_all(&subject, rel::REPORT, &claim.reports);
        self.add_all(&subject, rel::DENIAL, &claim.denials);
        self.add_all(&subject, rel::TOLD_BY, &claim.told_by);
        self.add_all(&subject, rel::DISPUTED_BY, &claim.disputed_by);
    }
}

fn node(iri: &str) -> NamedNode {
    NamedNode::new_unchecked(iri)
}
