//! [`QueryOptions`]: on which graphs a query is asked, and how it is stopped.

use super::StoreError;
use oxigraph::model::{GraphName, NamedNode};
use oxigraph::sparql::{CancellationToken, QueryDataset};

/// On which graphs a query is asked, and how it is stopped.
#[derive(Clone, Default)]
pub struct QueryOptions {
    /// IRIs of the graphs that together are the default graph, in the place of what the query says. See `named_graphs`.
    pub default_graphs: Vec<String>,
    /// IRIs of the graphs that `GRAPH` finds, in the place of what the query says. If there are graphs in one of the two lists, the
    /// other one holds nothing but what it names, as the SPARQL protocol has it.
    pub named_graphs: Vec<String>,
    /// Stops the query from another thread.
    pub stop: Stop,
    /// Refuses what could not be stopped while it is computed: for queries of people whom nobody knows.
    pub guarded: bool,
    /// Never copies the triples: what several articles say comes as often as they say it.
    pub repetitions: bool,
}

/// Stops a query from another thread: it fails at its next step with [`StoreError::Stopped`].
#[derive(Clone, Default)]
pub struct Stop(CancellationToken);

impl Stop {
    /// Stops the query.
    pub fn stop(&self) {
        self.0.cancel();
    }

    /// Whether the query was stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.is_cancelled()
    }

    pub(super) fn token(&self) -> CancellationToken {
        self.0.clone()
    }
}

impl QueryOptions {
    /// A query of somebody whom nobody knows.
    #[must_use]
    pub fn guarded(stop: Stop) -> Self {
        Self { stop, guarded: true, ..Self::default() }
    }

    /// Whether they name graphs.
    #[must_use]
    pub fn has_graphs(&self) -> bool {
        !self.default_graphs.is_empty() || !self.named_graphs.is_empty()
    }

    pub(super) fn apply(&self, dataset: &mut QueryDataset) -> Result<(), StoreError> {
        if !self.has_graphs() {
            return Ok(());
        }
        let default = self.default_graphs.iter().map(|iri| Ok(GraphName::from(graph(iri)?)));
        dataset.set_default_graph(default.collect::<Result<_, StoreError>>()?);
        let named = self.named_graphs.iter().map(|iri| Ok(graph(iri)?.into()));
        dataset.set_available_named_graphs(named.collect::<Result<_, StoreError>>()?);
        Ok(())
    }
}

/// A graph's name.
pub(super) fn graph(iri: &str) -> Result<NamedNode, StoreError> {
    NamedNode::new(iri).map_err(|error| StoreError::Syntax(format!("{iri:?} names no graph: {error}")))
}
