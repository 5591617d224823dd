//! A graph, and the coarser graph in which neighbours are one.

use std::collections::BTreeMap;

/// The largest cluster that becomes one node. Larger ones would hide too much of a star from the coarser level.
const LARGEST_CLUSTER: usize = 6;

/// A graph on one level: nodes with their masses, and the neighbours of each.
pub(super) struct Level {
    /// How many nodes of the finest level a node stands for.
    pub masses: Vec<f64>,
    /// Where each node's neighbours begin; one more at the end.
    starts: Vec<usize>,
    /// Neighbours and strength, in the order of the nodes.
    neighbors: Vec<(u32, f64)>,
}

impl Level {
    /// A level with these undirected edges, each given once.
    pub fn new(masses: Vec<f64>, edges: Vec<(usize, usize, f64)>) -> Self {
        let mut starts = vec![0; masses.len() + 1];
        for (one, other, _) in &edges {
            starts[one + 1] += 1;
            starts[other + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut filled = starts.clone();
        let mut neighbors = vec![(0, 0.0); edges.len() * 2];
        for (one, other, weight) in edges {
            for (node, neighbor) in [(one, other), (other, one)] {
                neighbors[filled[node]] = (neighbor as u32, weight);
                filled[node] += 1;
            }
        }
        Self { masses, starts, neighbors }
    }

    pub fn len(&self) -> usize {
        self.masses.len()
    }

    pub fn neighbors(&self, node: usize) -> &[(u32, f64)] {
        &self.neighbors[self.starts[node]..self.starts[node + 1]]
    }

    /// The coarser level, and to which of its nodes each node belongs; `None` where it would hardly be smaller.
    pub fn coarser(&self) -> Option<(Self, Vec<u32>)> {
        let (cluster_of, clusters) = self.clusters();
        if clusters * 10 > self.len() * 9 {
            return None;
        }
        let mut masses = vec![0.0; clusters];
        for (node, cluster) in cluster_of.iter().enumerate() {
            masses[*cluster as usize] += self.masses[node];
        }
        let mut edges = BTreeMap::<(u32, u32), f64>::new();
        for node in 0..self.len() {
            for (neighbor, weight) in self.neighbors(node).iter().filter(|(neighbor, _)| *neighbor as usize > node) {
                let (one, other) = (cluster_of[node], cluster_of[*neighbor as usize]);
                if one != other {
                    *edges.entry((one.min(other), one.max(other))).or_default() += weight;
                }
            }
        }
        let edges = edges.into_iter().map(|((one, other), weight)| (one as usize, other as usize, weight)).collect();
        Some((Self::new(masses, edges), cluster_of))
    }

    /// Each node joins the free neighbour to which its tie is strongest for their masses; where none is free, the cluster of such a
    /// neighbour. Nodes with few neighbours choose first.
    fn clusters(&self) -> (Vec<u32>, usize) {
        const FREE: u32 = u32::MAX;
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by_key(|node| (self.neighbors(*node).len(), *node));
        let mut cluster_of = vec![FREE; self.len()];
        let mut sizes: Vec<usize> = Vec::new();
        for node in order {
            if cluster_of[node] != FREE {
                continue;
            }
            let strength = |(neighbor, weight): &(u32, f64)| weight / (self.masses[node] * self.masses[*neighbor as usize]);
            let strongest = |may: &dyn Fn(u32) -> bool| {
                let candidates = self.neighbors(node).iter().filter(|(neighbor, _)| may(*neighbor));
                candidates
                    .max_by(|one, other| strength(one).total_cmp(&strength(other)).then(other.0.cmp(&one.0)))
                    .map(|(neighbor, _)| *neighbor as usize)
            };
            if let Some(neighbor) = strongest(&|neighbor| cluster_of[neighbor as usize] == FREE) {
                let cluster = sizes.len() as u32;
                cluster_of[node] = cluster;
                cluster_of[neighbor] = cluster;
                sizes.push(2);
            } else if let Some(neighbor) = strongest(&|neighbor| {
                let cluster = cluster_of[neighbor as usize];
                cluster != FREE && sizes[cluster as usize] < LARGEST_CLUSTER
            }) {
                let cluster = cluster_of[neighbor];
                cluster_of[node] = cluster;
                sizes[cluster as usize] += 1;
            } else {
                cluster_of[node] = sizes.len() as u32;
                sizes.push(1);
            }
        }
        (cluster_of, sizes.len())
    }
}
