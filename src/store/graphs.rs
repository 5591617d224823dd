//! The named graphs of a [`KnowledgeBase`], one by one: what checks and comparisons go through without a query.

use super::{KnowledgeBase, StoreError};
use crate::rdf::NamedGraph;
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode};

impl KnowledgeBase {
    /// The names of all named graphs, sorted.
    ///
    /// # Errors
    /// If the store fails.
    pub fn graph_names(&self) -> Result<Vec<String>, StoreError> {
        let mut names = Vec::new();
        for name in self.store()?.named_graphs() {
            match name? {
                NamedOrBlankNode::NamedNode(node) => names.push(node.into_string()),
                NamedOrBlankNode::BlankNode(_) => {}
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// One named graph with all its quads, sorted. There are none where there is no such graph.
    ///
    /// # Errors
    /// If the name is no IRI, or the store fails.
    pub fn named_graph(&self, name: &str) -> Result<NamedGraph, StoreError> {
        let name = NamedNode::new(name).map_err(|error| StoreError::Syntax(error.to_string()))?;
        let store = self.store()?;
        let quads = store.quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(name.as_ref())));
        let quads = quads.collect::<Result<Vec<_>, _>>()?;
        Ok(NamedGraph::new(name, quads))
    }
}
