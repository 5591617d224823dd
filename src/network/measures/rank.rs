//! PageRank.

use super::projection::Projection;

/// The share of rank that is passed on, as in the paper and in networkx.
const DAMPING: f64 = 0.85;
/// Iterations end when all ranks together move by less.
const TOLERANCE: f64 = 1e-12;
const MOST_STEPS: usize = 1000;

/// PageRank (Page and Brin 1998) by the strength of ties: how often somebody would end at an actor who follows ties at random. Sums to 1.
///
/// petgraph's own takes no weights and compares all pairs of nodes; this one costs O(edges) a step.
#[must_use]
pub fn page_rank(projection: &Projection) -> Vec<f64> {
    let nodes = projection.nodes();
    let even = 1.0 / nodes as f64;
    let strength: Vec<f64> = (0..nodes).map(|node| projection.outgoing.weights(node).iter().sum()).collect();
    let mut rank = vec![even; nodes];
    for _ in 0..MOST_STEPS {
        // Actors with no ties outward pass their rank to all.
        let dangling: f64 = rank.iter().zip(&strength).filter(|(_, strength)| **strength == 0.0).map(|(rank, _)| rank).sum();
        let base = (1.0 - DAMPING) * even + DAMPING * dangling * even;
        let step = |node| {
            let from = projection.incoming.weighted(node);
            base + DAMPING * from.map(|(source, weight)| rank[source] * weight / strength[source]).sum::<f64>()
        };
        let next: Vec<f64> = (0..nodes).map(step).collect();
        let moved: f64 = rank.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        rank = next;
        if moved < TOLERANCE {
            break;
        }
    }
    rank
}
