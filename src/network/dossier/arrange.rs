//! Where the actors of a dossier stand: one layout for the strongest ties, and larger ones for when the reader asks for more.
//!
//! A layout of thousands of ties is no good picture of its seventy strongest. So each step, four times as many ties as the one before, is
//! laid out for itself, and the page glides from one to the next.

use crate::network::actor_network::ActorNetwork;
use crate::network::layout::{Layout, LayoutOptions};
use crate::network::pairs::{Pair, ranked_pairs};
use serde::Serialize;
use std::collections::BTreeSet;

/// Ties in the layout for telephones, which is higher than wide.
const NARROW: usize = 16;
/// Ties in the first layout for other screens: what fits there with names to be read.
const FIRST: usize = 48;
/// How many times more each further layout has.
const GROWTH: usize = 4;
/// Room around each actor for its mark and some of its name, where two tied actors would like to stand 100 apart.
const RADIUS: f64 = 24.0;

/// Places of some of the actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Arrangement {
    /// Whether it is for screens that are higher than wide.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    narrow: bool,
    /// Who stands in it, ascending.
    actors: Vec<usize>,
    x: Vec<f64>,
    y: Vec<f64>,
}

/// The layouts of a network, the smallest first; the last has all actors.
pub(super) fn arrange(network: &ActorNetwork) -> Vec<Arrangement> {
    let pairs = ranked_pairs(network);
    let of_strongest = |ties: usize, aspect: f64| {
        let strongest = &pairs[..ties.min(pairs.len())];
        let actors: BTreeSet<_> = strongest.iter().flat_map(|pair| [pair.ends.0, pair.ends.1]).collect();
        lay_out(actors.into_iter().collect(), strongest, aspect)
    };
    let mut arrangements = vec![Arrangement { narrow: true, ..of_strongest(NARROW, 0.8) }];
    let mut ties = FIRST;
    while ties < pairs.len() {
        arrangements.push(of_strongest(ties, 1.9));
        ties *= GROWTH;
    }
    arrangements.push(lay_out((0..network.graph().node_count()).collect(), &pairs, 1.9));
    arrangements
}

/// Lays out some actors by these ties, of which those count that are between two of them.
fn lay_out(actors: Vec<usize>, pairs: &[Pair<'_>], aspect: f64) -> Arrangement {
    let local = |actor: usize| actors.binary_search(&actor).ok();
    let edges: Vec<_> =
        pairs.iter().filter_map(|pair| Some((local(pair.ends.0)?, local(pair.ends.1)?, pair.events as f64))).collect();
    let options = LayoutOptions::default().with_radii(vec![RADIUS; actors.len()]).with_aspect(aspect);
    let layout = Layout::of_edges(actors.len(), &edges, &options);
    let round = |value: f64| (value * 10.0).round() / 10.0;
    Arrangement {
        narrow: false,
        x: layout.points().iter().map(|point| round(point.x)).collect(),
        y: layout.points().iter().map(|point| round(point.y)).collect(),
        actors,
    }
}
