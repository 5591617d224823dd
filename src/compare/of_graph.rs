//! The statements of a graph.

use super::{Factuality, Party, Statement, Statements};
use crate::ontology::Ontology;
use crate::rdf::NamedGraph;
use crate::rdf::vocab::{dcterms, oa, rel};
use crate::store::{KnowledgeBase, StoreError};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The statements of each article in a graph. `ontology` tells which of an event's classes is its root.
///
/// # Errors
/// If the store fails.
pub fn statements_of_graph(kb: &KnowledgeBase, ontology: &Ontology) -> Result<Statements, StoreError> {
    let roots: BTreeSet<String> = ontology.types().map(|kind| kind.root.to_lowercase()).collect();
    let mut statements = Statements::new();
    for name in kb.graph_names()? {
        let graph = kb.graph(&name)?;
        let things = Things::of(&graph);
        let Some(doc) = things.value(&name, dcterms::IDENTIFIER) else { continue };
        let of_article = things.by_subject.keys().filter_map(|subject| things.statement(subject, &roots));
        statements.insert(doc, of_article.collect());
    }
    Ok(statements)
}

/// What a graph says of each thing.
struct Things<'g> {
    by_subject: BTreeMap<&'g str, Vec<(NamedNodeRef<'g>, &'g Term)>>,
}

impl<'g> Things<'g> {
    fn of(graph: &'g NamedGraph) -> Self {
        let mut by_subject: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for quad in &graph.quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                by_subject.entry(subject.as_str()).or_default().push((quad.predicate.as_ref(), &quad.object));
            }
        }
        Self { by_subject }
    }

    fn values(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<String> {
        let all = self.by_subject.get(subject).map(Vec::as_slice).unwrap_or_default();
        let values = all.iter().filter(|(predicate, _)| *predicate == property);
        values
            .map(|(_, object)| match object {
                Term::NamedNode(node) => node.as_str().to_owned(),
                Term::Literal(literal) => literal.value().to_owned(),
                Term::BlankNode(node) => node.as_str().to_owned(),
            })
            .collect()
    }

    fn value(&self, subject: &str, property: NamedNodeRef<'_>) -> Option<String> {
        self.values(subject, property).into_iter().next()
    }

    fn label(&self, actor: &str) -> String {
        self.value(actor, rdfs::LABEL).unwrap_or_else(|| actor.to_owned())
    }

    fn parties(&self, subject: &str, property: NamedNodeRef<'_>) -> Vec<Party> {
        let actors = self.values(subject, property).into_iter();
        actors.map(|actor| Party { label: self.label(&actor), actor: Some(actor) }).collect()
    }

    fn sentence(&self, subject: &str) -> String {
        let evidence = self.value(subject, rel::HAS_EVIDENCE).unwrap_or_default();
        self.value(&evidence, oa::EXACT).unwrap_or_default()
    }

    fn statement(&self, subject: &str, roots: &BTreeSet<String>) -> Option<Statement> {
        let classes = self.values(subject, rdf::TYPE);
        if classes.iter().any(|class| class == rel::OFFICE.as_str()) {
            return Some(self.office(subject));
        }
        let modality = local(&self.value(subject, rel::MODALITY)?).to_lowercase();
        let mut classes: Vec<&str> = classes.iter().map(|class| local(class)).collect();
        // The finest class says it; a root alone says itself.
        classes.sort_by_key(|class| (roots.contains(&class.to_lowercase()), class.to_string()));
        Some(Statement {
            kind: classes.first().copied().unwrap_or("Event").to_owned(),
            agents: self.parties(subject, rel::AGENT),
            patients: self.parties(subject, rel::PATIENT),
            role: String::new(),
            factuality: Factuality {
                modality,
                negated: self.value(subject, rel::POLARITY).is_some_and(|polarity| polarity == rel::NEGATIVE.as_str()),
                attributed_to: self.value(subject, rel::ATTRIBUTED_TO).map(|source| self.label(&source)),
            },
            place: self.value(subject, rel::PLACE_TEXT),
            time: self.value(subject, rel::TIME_TEXT),
            sentence: self.sentence(subject),
        })
    }

    /// Offices are told by names alone, as readings tell them.
    fn office(&self, subject: &str) -> Statement {
        let named = |property| {
            let parties = self.parties(subject, property).into_iter();
            parties.map(|party| Party { actor: None, ..party }).collect()
        };
        let former = self.value(subject, rel::FORMER).is_some_and(|former| former == "true");
        Statement {
            kind: "Office".to_owned(),
            agents: named(rel::HOLDER),
            patients: named(rel::BODY),
            role: self.value(subject, rel::ROLE).unwrap_or_default(),
            factuality: Factuality { modality: super::standing(former).to_owned(), ..Factuality::default() },
            place: None,
            time: None,
            sentence: self.sentence(subject),
        }
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}
