//! What the ontology says that data can break: domains, ranges, classes above classes, classes that share nothing.

use crate::ontology::Ontology;
use crate::rdf::{event_types, vocab};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The classes and properties of the graph.
const CORE: &str = include_str!("../../ontology/core.ttl");
const DISJOINT: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#AllDisjointClasses");
const MEMBERS: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2002/07/owl#members");
/// Frames and relations are known to the program, and named in the graph without a class.
const NOT_DESCRIBED: &[&str] = &["Frame", "Relation"];

/// The axioms, by IRI.
#[derive(Clone, Debug, Default)]
pub(super) struct Schema {
    /// Property → class that its subjects have.
    pub domains: BTreeMap<String, String>,
    /// Property → class or data type that its objects have.
    pub ranges: BTreeMap<String, String>,
    /// Classes of which nothing has two.
    pub disjoint: Vec<String>,
    /// All classes and properties of the ontology.
    pub terms: BTreeSet<String>,
    /// Things that the ontology itself describes, by class.
    instances: BTreeMap<String, BTreeSet<String>>,
    above: BTreeMap<String, BTreeSet<String>>,
}

impl Schema {
    /// The axioms of the core, and the event types of this vocabulary.
    pub fn new(ontology: &Ontology) -> Self {
        let core: Vec<Quad> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(CORE.as_bytes())
            .collect::<Result<_, _>>()
            .expect("the core is part of the program");
        let mut schema = Self::default();
        for quad in core.iter().chain(&event_types(ontology).quads) {
            schema.add(quad);
        }
        schema.disjoint = disjoint(&core);
        schema
    }

    /// Puts one class below another, as a graph's own event types do.
    pub fn put_below(&mut self, class: &str, above: &str) {
        self.terms.insert(class.to_owned());
        self.above.entry(class.to_owned()).or_default().insert(above.to_owned());
    }

    fn add(&mut self, quad: &Quad) {
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (&quad.subject, &quad.object) else { return };
        let (subject, object) = (subject.as_str().to_owned(), object.as_str().to_owned());
        let property = quad.predicate.as_ref();
        if subject.starts_with(vocab::rel::NAMESPACE) {
            self.terms.insert(subject.clone());
        }
        if property == rdfs::SUB_CLASS_OF {
            self.put_below(&subject, &object);
        } else if property == rdfs::DOMAIN {
            self.domains.insert(subject, object);
        } else if property == rdfs::RANGE {
            if !NOT_DESCRIBED.iter().any(|local| object == vocab::ontology_term(local).as_str()) {
                self.ranges.insert(subject, object);
            }
        } else if property == rdf::TYPE {
            self.instances.entry(object).or_default().insert(subject);
        } else if property == vocab::rel::RELATION {
            self.terms.insert(object);
        }
    }

    /// A class and all below it.
    pub fn below(&self, class: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::from([class.to_owned()]);
        loop {
            let next: Vec<_> =
                self.above.iter().filter(|(below, above)| !found.contains(*below) && !above.is_disjoint(&found)).collect();
            if next.is_empty() {
                return found;
            }
            found.extend(next.into_iter().map(|(below, _)| below.clone()));
        }
    }

    /// What the ontology itself describes as instances of a class.
    pub fn instances(&self, class: &str) -> BTreeSet<String> {
        self.instances.get(class).cloned().unwrap_or_default()
    }
}

/// The members of `owl:AllDisjointClasses`, which is a list.
fn disjoint(core: &[Quad]) -> Vec<String> {
    let object = |subject: &Term, property: NamedNodeRef<'_>| {
        let of_subject = |quad: &&Quad| Term::from(quad.subject.clone()) == *subject && quad.predicate == property;
        core.iter().find(of_subject).map(|quad| quad.object.clone())
    };
    let axiom = core.iter().find(|quad| quad.object == Term::from(DISJOINT.into_owned()));
    let mut list = axiom.and_then(|axiom| object(&axiom.subject.clone().into(), MEMBERS));
    let mut members = Vec::new();
    while let Some(Term::NamedNode(class)) = list.as_ref().and_then(|cell| object(cell, rdf::FIRST)) {
        members.push(class.into_string());
        list = list.and_then(|cell| object(&cell, rdf::REST));
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::sample;

    #[test]
    fn the_core_has_axioms_that_data_can_break() {
        let schema = Schema::new(&sample::ontology());
        let rel = |local: &str| vocab::ontology_term(local).into_string();
        assert_eq!(schema.domains[&rel("agent")], rel("Event"));
        assert_eq!(schema.ranges[&rel("evidence")], rel("Evidence"));
        assert!(!schema.ranges.contains_key(&rel("frame")));
        assert!(schema.below(&rel("Event")).contains(&rel("Meeting")));
        assert!(schema.disjoint.contains(&rel("Person")) && schema.disjoint.contains(&rel("Event")));
        assert!(schema.instances(&rel("Modality")).contains(&rel("Planned")));
        assert!(schema.terms.contains(&rel("metWith")));
    }
}
