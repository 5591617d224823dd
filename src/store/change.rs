//! [`Change`]: what can be done to a graph while others read it.

use super::StoreError;
use super::guard;
use super::query::{QueryOptions, graph};
use crate::rdf::{GraphFormat, write_graph};
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Transaction;
use spargebra::SparqlParser;
use std::io::Write;

/// A change to the graph: an update, or one of the operations of the SPARQL 1.1 Graph Store HTTP Protocol.
#[derive(Clone, Debug)]
pub enum Change {
    /// A SPARQL 1.1 update. `LOAD` fails: nothing is fetched from anywhere.
    Update(String),
    /// These statements in the place of those of a graph.
    Put(GraphContent),
    /// These statements beside those of a graph.
    Add(GraphContent),
    /// A graph goes, with all its statements; the default graph is emptied. The graph's IRI, or none for the default graph.
    Drop(Option<String>),
}

/// Statements for one graph.
#[derive(Clone, Debug)]
pub struct GraphContent {
    graph: Option<String>,
    quads: Vec<Quad>,
}

/// What a change found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Whether the graph that was put, added to or dropped was there before.
    pub existed: bool,
}

impl GraphContent {
    /// Reads the statements of a graph. Relative IRIs are resolved against the graph's IRI, or `base` for the default graph.
    ///
    /// # Errors
    /// If the bytes are not of the format, name other graphs, or refer to a JSON-LD context elsewhere: nothing is fetched.
    pub fn parse(name: Option<&str>, format: GraphFormat, bytes: &[u8], base: &str) -> Result<Self, StoreError> {
        let syntax = |error: &dyn std::fmt::Display| StoreError::Syntax(error.to_string());
        let target = graph_name(name)?;
        let parser = RdfParser::from_format(format.as_oxigraph())
            .with_base_iri(name.unwrap_or(base))
            .map_err(|error| syntax(&error))?
            .without_named_graphs()
            .with_default_graph(target)
            .rename_blank_nodes();
        let quads = parser.for_slice(bytes).collect::<Result<Vec<_>, _>>().map_err(|error| syntax(&error))?;
        Ok(Self { graph: name.map(str::to_owned), quads })
    }

    /// Statements of one graph of the store.
    pub(super) fn of_quads(quads: Vec<Quad>) -> Self {
        let graph = quads.first().and_then(|quad| match &quad.graph_name {
            GraphName::NamedNode(node) => Some(node.as_str().to_owned()),
            _ => None,
        });
        Self { graph, quads }
    }

    /// Writes the statements, without the graph's name: it is no part of what the graph says.
    ///
    /// # Errors
    /// Those of the writer, and for RDF/XML a character or property that it cannot express.
    pub fn write(self, format: GraphFormat, base: &str, out: impl Write) -> Result<(), StoreError> {
        let nameless = |quad: Quad| Quad { graph_name: GraphName::DefaultGraph, ..quad };
        write_graph(self.quads.into_iter().map(nameless).collect(), format, base, out).map_err(StoreError::Write)
    }
}

impl Change {
    pub(super) fn apply(
        &self,
        transaction: &mut Transaction<'_>,
        parser: SparqlParser,
        options: &QueryOptions,
    ) -> Result<Changed, StoreError> {
        match self {
            Self::Update(sparql) => update(sparql, transaction, parser, options),
            Self::Put(content) => {
                let name = graph_name(content.graph.as_deref())?;
                let existed = exists(transaction, &name)?;
                transaction.clear_graph(name.as_ref())?;
                content.add_to(transaction, &name);
                Ok(Changed { existed })
            }
            Self::Add(content) => {
                let name = graph_name(content.graph.as_deref())?;
                let existed = exists(transaction, &name)?;
                content.add_to(transaction, &name);
                Ok(Changed { existed })
            }
            Self::Drop(name) => {
                let name = graph_name(name.as_deref())?;
                let existed = exists(transaction, &name)?;
                match &name {
                    GraphName::NamedNode(node) => transaction.remove_named_graph(node.as_ref())?,
                    _ => transaction.clear_graph(name.as_ref())?,
                }
                Ok(Changed { existed })
            }
        }
    }
}

impl GraphContent {
    fn add_to(&self, transaction: &mut Transaction<'_>, name: &GraphName) {
        if let GraphName::NamedNode(node) = name {
            transaction.insert_named_graph(node.as_ref());
        }
        transaction.extend(self.quads.iter().map(Quad::as_ref));
    }
}

fn update(
    sparql: &str,
    transaction: &mut Transaction<'_>,
    parser: SparqlParser,
    options: &QueryOptions,
) -> Result<Changed, StoreError> {
    if options.guarded {
        guard::check_text(sparql)?;
    }
    let update = parser.parse_update(sparql).map_err(|error| StoreError::Syntax(error.to_string()))?;
    let mut update = SparqlEvaluator::new().with_cancellation_token(options.stop.token()).for_update(update);
    for dataset in update.using_datasets_mut() {
        if !dataset.is_default_dataset() {
            if options.has_graphs() {
                return Err(StoreError::Syntax("graphs are named both in the update (USING, WITH) and beside it".to_owned()));
            }
            continue;
        }
        if options.has_graphs() {
            options.apply(dataset)?;
        } else {
            dataset.set_default_graph_as_union();
        }
    }
    let stopped = |error| if options.stop.is_stopped() { StoreError::Stopped } else { StoreError::update(error) };
    update.on_transaction(transaction).execute().map_err(stopped)?;
    Ok(Changed { existed: true })
}

fn exists(transaction: &Transaction<'_>, name: &GraphName) -> Result<bool, StoreError> {
    Ok(match name {
        GraphName::NamedNode(node) => transaction.contains_named_graph(node.as_ref())?,
        _ => true,
    })
}

/// The name of a graph, or of the default graph.
pub(super) fn graph_name(name: Option<&str>) -> Result<GraphName, StoreError> {
    name.map_or(Ok(GraphName::DefaultGraph), |iri| graph(iri).map(Into::into))
}
