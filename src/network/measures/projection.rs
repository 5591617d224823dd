//! [`Projection`]: a network with one weighted edge for each pair, which is what measures are defined on.

use crate::network::{ActorNetwork, Measure};
use petgraph::graph::DiGraph;
use std::collections::BTreeMap;

/// Neighbours of every node with the strength of the edge, in one array.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Neighbors {
    starts: Vec<usize>,
    targets: Vec<u32>,
    weights: Vec<f64>,
}

impl Neighbors {
    /// From edges that are sorted by source and target, no pair twice.
    fn new(nodes: usize, edges: &[(u32, u32, f64)]) -> Self {
        let mut starts = vec![0; nodes + 1];
        for (source, _, _) in edges {
            starts[*source as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let (targets, weights) = edges.iter().map(|(_, target, weight)| (*target, *weight)).unzip();
        Self { starts, targets, weights }
    }

    pub fn of(&self, node: usize) -> &[u32] {
        &self.targets[self.starts[node]..self.starts[node + 1]]
    }

    pub fn weights(&self, node: usize) -> &[f64] {
        &self.weights[self.starts[node]..self.starts[node + 1]]
    }

    pub fn weighted(&self, node: usize) -> impl Iterator<Item = (usize, f64)> {
        self.of(node).iter().zip(self.weights(node)).map(|(target, weight)| (*target as usize, *weight))
    }

    pub fn has(&self, node: usize, target: usize) -> bool {
        self.of(node).binary_search(&(target as u32)).is_ok()
    }

    pub fn edges(&self) -> usize {
        self.targets.len()
    }
}

/// A network with all ties from one actor to another summed up into one edge, and once more without directions.
///
/// A mutual tie ("met with") counts in both directions there, and once here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projection {
    nodes: usize,
    pub(super) outgoing: Neighbors,
    pub(super) incoming: Neighbors,
    pub(super) undirected: Neighbors,
}

impl Projection {
    /// The projection of a network, with strength counted in events, articles or sources.
    #[must_use]
    pub fn of(network: &ActorNetwork, measure: Measure) -> Self {
        let (mut directed, mut undirected) = (BTreeMap::new(), BTreeMap::new());
        for (_, source, target, tie) in network.ties().filter(|(_, source, target, _)| source != target) {
            let (source, target) = (source.index() as u32, target.index() as u32);
            let weight = tie.weight.by(measure) as f64;
            *directed.entry((source, target)).or_insert(0.0) += weight;
            if tie.kind.mutual {
                *directed.entry((target, source)).or_insert(0.0) += weight;
            }
            *undirected.entry((source, target)).or_insert(0.0) += weight;
            *undirected.entry((target, source)).or_insert(0.0) += weight;
        }
        Self::new(network.graph().node_count(), directed, undirected)
    }

    /// The projection of any weighted directed edges between nodes below `nodes`; those from a node to itself are passed over, and several
    /// between the same two are summed up.
    #[must_use]
    pub fn of_edges(nodes: usize, edges: impl IntoIterator<Item = (usize, usize, f64)>) -> Self {
        let (mut directed, mut undirected) = (BTreeMap::new(), BTreeMap::new());
        for (source, target, weight) in edges.into_iter().filter(|(source, target, _)| source != target) {
            let (source, target) = (source as u32, target as u32);
            *directed.entry((source, target)).or_insert(0.0) += weight;
            *undirected.entry((source, target)).or_insert(0.0) += weight;
            *undirected.entry((target, source)).or_insert(0.0) += weight;
        }
        Self::new(nodes, directed, undirected)
    }

    fn new(nodes: usize, directed: BTreeMap<(u32, u32), f64>, undirected: BTreeMap<(u32, u32), f64>) -> Self {
        let list = |edges: BTreeMap<(u32, u32), f64>| -> Vec<_> {
            edges.into_iter().map(|((source, target), weight)| (source, target, weight)).collect()
        };
        let directed = list(directed);
        let mut reversed: Vec<_> = directed.iter().map(|(source, target, weight)| (*target, *source, *weight)).collect();
        reversed.sort_by_key(|(source, target, _)| (*source, *target));
        Self {
            nodes,
            outgoing: Neighbors::new(nodes, &directed),
            incoming: Neighbors::new(nodes, &reversed),
            undirected: Neighbors::new(nodes, &list(undirected)),
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes
    }

    /// The directed edges with their weights, sorted.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        (0..self.nodes).flat_map(|node| self.outgoing.weighted(node).map(move |(target, weight)| (node, target, weight)))
    }

    /// The same as a graph of petgraph, for its algorithms.
    #[must_use]
    pub fn to_graph(&self) -> DiGraph<(), f64> {
        let mut graph = DiGraph::with_capacity(self.nodes, self.outgoing.edges());
        let nodes: Vec<_> = (0..self.nodes).map(|_| graph.add_node(())).collect();
        for (source, target, weight) in self.edges() {
            graph.add_edge(nodes[source], nodes[target], weight);
        }
        graph
    }
}
