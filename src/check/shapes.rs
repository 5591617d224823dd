//! The SHACL shapes, by a validator that works on Oxigraph's own terms.

use super::{Checked, Checker, Finding, Part};
use crate::rdf::NamedGraph;
use crate::store::StoreError;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, TermRef, TripleRef};
use shacl_rust::validation::dataset::ValidationDataset;
use shacl_rust::{Shape, ValidationResult, parse_shapes, validate};

/// The shapes that every graph must have.
const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

impl Checker<'_> {
    /// Every named graph against the shapes, each by itself: an article's graph says all that it needs, and memory stays that of one article.
    ///
    /// # Errors
    /// If the store fails.
    ///
    /// # Panics
    /// Never in a released build: the shapes are part of the program, and tests read them.
    pub fn shapes(&self) -> Result<Checked, StoreError> {
        let shapes_graph = shapes_graph();
        let shapes = parse_shapes(&shapes_graph).expect("the shapes are part of the program");
        let (mut count, mut findings) = (0, Vec::new());
        for name in self.kb.graph_names()? {
            let graph = self.kb.graph(&name)?;
            count += graph.quads.len();
            findings.extend(violations(&graph, &shapes_graph, &shapes));
        }
        Ok(Checked::new(Part::Shapes, count, "statements", findings))
    }
}

fn shapes_graph() -> Graph {
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(SHAPES.as_bytes());
    quads.map(|quad| oxigraph::model::Triple::from(quad.expect("the shapes are part of the program"))).collect()
}

fn violations(graph: &NamedGraph, shapes_graph: &Graph, shapes: &[Shape<'_>]) -> Vec<Finding> {
    let data: Graph = graph.quads.iter().map(|quad| TripleRef::from(quad.as_ref())).collect();
    let dataset = ValidationDataset::from_graphs(data, shapes_graph.clone()).expect("two graphs in memory are a dataset");
    let report = validate(&dataset, shapes);
    report.get_results().iter().map(finding).collect()
}

fn finding(result: &ValidationResult<'_>) -> Finding {
    let component = result.source_constraint_component().map_or("", |component| {
        let iri = component.as_str();
        iri.rsplit_once('#').map_or(iri, |(_, local)| local).trim_end_matches("ConstraintComponent")
    });
    let path = result.result_path().map(|path| local(&path.to_string())).unwrap_or_default();
    let rule = if path.is_empty() { component.to_owned() } else { format!("{component} of {path}") };
    let value = result.value().map(|value| format!("; it has {}", shown(value))).unwrap_or_default();
    let detail = result.constraint_detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
    Finding { rule, node: shown(result.focus_node()), message: format!("breaks the shape{detail}{value}") }
}

fn shown(term: TermRef<'_>) -> String {
    match term {
        TermRef::NamedNode(node) => node.as_str().to_owned(),
        TermRef::Literal(literal) => literal.value().to_owned(),
        TermRef::BlankNode(node) => node.to_string(),
    }
}

/// The last part of an IRI in angle brackets: `<https://…/ontology#agent>` gives `agent`.
fn local(written: &str) -> String {
    let iri = written.trim_start_matches('<').trim_end_matches('>');
    iri.rsplit(['#', '/']).next().unwrap_or(iri).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::check::Checker;
    use crate::check::testing::graph;
    use crate::ontology::Ontology;
    use crate::rdf::Iris;

    fn rules(update: &str) -> Vec<String> {
        let (kb, ontology) = (graph(update), Ontology::default());
        let checked = Checker::new(&kb, &ontology, Iris::DEFAULT_BASE).shapes().unwrap();
        let mut rules: Vec<_> = checked.findings.into_iter().map(|finding| finding.rule).collect();
        rules.dedup();
        rules
    }

    #[test]
    fn a_graph_as_it_is_built_has_the_shapes() {
        assert_eq!(rules(""), Vec::<String>::new());
    }

    /// Each way of breaking a graph, as SPARQL, and the rule that notices.
    pub(crate) const DAMAGE: &[(&str, &str)] = &[
        (
            "DELETE WHERE { GRAPH ?g { ?s rel:modality ?o } } ; INSERT { GRAPH ?g { ?s rel:modality 1 } } WHERE { GRAPH ?g { ?s rel:polarity ?o } }",
            "In of modality",
        ),
        ("INSERT { GRAPH ?g { ?s rel:modality rel:Planned } } WHERE { GRAPH ?g { ?s rel:modality ?o } }", "MaxCount of modality"),
        ("DELETE WHERE { GRAPH ?g { ?s rel:polarity ?o } }", "MinCount of polarity"),
        ("DELETE WHERE { GRAPH ?g { ?s rel:evidence ?o } }", "MinCount of evidence"),
        ("DELETE WHERE { GRAPH ?g { ?s rel:trigger ?o } }", "MinCount of trigger"),
        ("DELETE WHERE { GRAPH ?g { ?s rel:frame ?o } }", "MinCount of frame"),
        ("DELETE WHERE { GRAPH ?g { ?s rel:agent ?o } } ; DELETE WHERE { GRAPH ?g { ?s rel:patient ?o } }", "Or"),
        (
            "DELETE { GRAPH ?g { ?s rel:agent ?o } } INSERT { GRAPH ?g { ?s rel:agent \"Karl\" } } WHERE { GRAPH ?g { ?s rel:agent ?o } }",
            "NodeKind of agent",
        ),
        (
            "DELETE { GRAPH ?g { ?s rel:from ?o } } INSERT { GRAPH ?g { ?s rel:from \"yesterday\" } } WHERE { GRAPH ?g { ?s rel:from ?o } }",
            "Datatype of from",
        ),
        (
            "DELETE { GRAPH ?g { ?s rel:until ?o } } INSERT { GRAPH ?g { ?s rel:until \"1999-01-01\"^^xsd:date } } WHERE { GRAPH ?g { ?s rel:until ?o } }",
            "LessThanOrEquals of from",
        ),
        ("DELETE WHERE { GRAPH ?g { ?s oa:exact ?o } }", "MinCount of exact"),
        (
            "DELETE { GRAPH ?g { ?s oa:exact ?o } } INSERT { GRAPH ?g { ?s oa:exact \"\" } } WHERE { GRAPH ?g { ?s oa:exact ?o } }",
            "MinLength of exact",
        ),
        (
            "DELETE { GRAPH ?g { ?s oa:end ?o } } INSERT { GRAPH ?g { ?s oa:end 0 } } WHERE { GRAPH ?g { ?s oa:end ?o } }",
            "LessThan of start",
        ),
        ("DELETE WHERE { GRAPH ?g { ?s a schema:NewsArticle } }", "Class of hasSource"),
        ("DELETE WHERE { GRAPH ?g { ?s rel:holder ?o } }", "MinCount of holder"),
        (
            "DELETE { GRAPH ?g { ?s rel:former ?o } } INSERT { GRAPH ?g { ?s rel:former \"no\" } } WHERE { GRAPH ?g { ?s rel:former ?o } }",
            "Datatype of former",
        ),
        ("DELETE WHERE { GRAPH ?g { ?s rdfs:label ?o } }", "MinCount of label"),
        ("DELETE WHERE { GRAPH ?g { ?s dcterms:identifier ?o } }", "MinCount of identifier"),
        (
            "DELETE { GRAPH ?g { ?s rel:textHash ?o } } INSERT { GRAPH ?g { ?s rel:textHash \"abc\" } } WHERE { GRAPH ?g { ?s rel:textHash ?o } }",
            "Pattern of textHash",
        ),
    ];

    #[test]
    fn every_kind_of_damage_is_found() {
        for (update, expected) in DAMAGE {
            let rules = rules(update);
            assert!(rules.iter().any(|rule| rule == expected), "{expected} is not in {rules:?} after\n{update}");
        }
    }
}
