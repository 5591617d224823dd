//! What can be said of a network in numbers: [`Measures`].
//!
//! Each is checked against networkx on the same graphs, to six digits and more (`tests/network/`). The definitions are those of networkx,
//! so that figures can be compared.

mod communities;
mod paths;
mod projection;
mod rank;
mod structure;

pub use communities::Communities;
pub use paths::PathMeasures;
pub use projection::Projection;
pub use rank::page_rank;
pub use structure::{Balance, constraint, core_numbers, reciprocity};

use super::actor_network::ActorNetwork;
use super::types::Measure;

/// Nodes times edges up to which paths are measured unasked: a second or so of work.
const PATHS_UNASKED: usize = 100_000_000;

/// The numbers of one actor.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorMeasures {
    /// How many others an actor has ties with.
    pub degree: usize,
    /// From how many others ties come.
    pub in_degree: usize,
    /// To how many others ties go.
    pub out_degree: usize,
    /// Strength of all ties, each counted once.
    pub strength: f64,
    /// Strength of the ties that come in; mutual ones among them.
    pub in_strength: f64,
    /// Strength of the ties that go out; mutual ones among them.
    pub out_strength: f64,
    /// See [`page_rank`].
    pub page_rank: f64,
    /// See [`PathMeasures`]; `None` if paths were not measured.
    pub betweenness: Option<f64>,
    /// See [`PathMeasures`]; `None` if paths were not measured.
    pub closeness: Option<f64>,
    /// Number of the community; 0 is the largest.
    pub community: usize,
    /// See [`core_numbers`].
    pub core: usize,
    /// See [`constraint`]; `None` for actors without ties.
    pub constraint: Option<f64>,
}

/// The numbers of a network and of its actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures {
    /// What strength was counted in.
    pub measure: Measure,
    /// One for each actor, in the order of the nodes.
    pub actors: Vec<ActorMeasures>,
    /// How many communities there are.
    pub communities: usize,
    /// Their modularity.
    pub modularity: f64,
    /// Pairs with a tie in any direction.
    pub pairs: usize,
    /// Pairs in one direction, of all that there could be.
    pub density: f64,
    /// Parts of the network without ties between them.
    pub components: usize,
    /// See [`reciprocity`].
    pub reciprocity: Option<f64>,
    /// See [`Balance`].
    pub balance: Balance,
}

/// Whether paths (betweenness, closeness) are measured, which takes O(actors · ties).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paths {
    /// If it takes about a second at most.
    #[default]
    IfQuick,
    /// In any case.
    Always,
    /// Not at all.
    Never,
}

impl Measures {
    /// Measures a network; strength is counted in `measure`.
    #[must_use]
    pub fn of(network: &ActorNetwork, measure: Measure, paths: Paths) -> Self {
        let projection = Projection::of(network, measure);
        let nodes = projection.nodes();
        let wanted = match paths {
            Paths::IfQuick => nodes.saturating_mul(projection.outgoing.edges()) <= PATHS_UNASKED,
            Paths::Always => true,
            Paths::Never => false,
        };
        let path_measures = wanted.then(|| PathMeasures::of(&projection));
        let (rank, communities) = rayon::join(|| page_rank(&projection), || Communities::of(&projection));
        let (cores, constraint) = (core_numbers(&projection), constraint(&projection));
        let actors = (0..nodes)
            .map(|node| ActorMeasures {
                degree: projection.undirected.of(node).len(),
                in_degree: projection.incoming.of(node).len(),
                out_degree: projection.outgoing.of(node).len(),
                strength: projection.undirected.weights(node).iter().sum(),
                in_strength: projection.incoming.weights(node).iter().sum(),
                out_strength: projection.outgoing.weights(node).iter().sum(),
                page_rank: rank[node],
                betweenness: path_measures.as_ref().map(|paths| paths.betweenness[node]),
                closeness: path_measures.as_ref().map(|paths| paths.closeness[node]),
                community: communities.of[node],
                core: cores[node],
                constraint: constraint[node],
            })
            .collect();
        let possible = nodes as f64 * nodes.saturating_sub(1) as f64;
        Self {
            measure,
            actors,
            communities: communities.count,
            modularity: communities.modularity,
            pairs: projection.undirected.edges() / 2,
            density: if possible > 0.0 { projection.outgoing.edges() as f64 / possible } else { 0.0 },
            components: petgraph::algo::connected_components(network.graph()),
            reciprocity: reciprocity(&projection),
            balance: Balance::of(network),
        }
    }
}
