//! Where the actors of a dossier stand: one layout for the strongest ties, and larger ones for when the reader asks for more.
//!
//! A layout of thousands of ties is no good picture of its seventy strongest. So each step, four times as many ties as the one before, is
//! laid out for itself, and the page glides from one to the next.

use super::actor_network::ActorNetwork;
use super::layout::{Layout, LayoutOptions};
use crate::event::Modality;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Ties in the first layout: what fits on a screen with names and deeds to be read.
const FIRST: usize = 70;
/// How many times more each further layout has.
const GROWTH: usize = 4;
/// Room around each actor for its mark and some of its name, where two tied actors would like to stand 100 apart.
const RADIUS: f64 = 24.0;

/// Places of some of the actors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Arrangement {
    /// Who stands in it, ascending.
    actors: Vec<usize>,
    x: Vec<f64>,
    y: Vec<f64>,
}

/// The ties between two, in whatever direction.
struct Pair {
    ends: (usize, usize),
    /// Events that happened; these are what the page opens with.
    happened: usize,
    events: usize,
}

/// The layouts of a network, the smallest first; the last has all actors.
pub(super) fn arrange(network: &ActorNetwork) -> Vec<Arrangement> {
    let pairs = ranked_pairs(network);
    let mut arrangements = Vec::new();
    let mut ties = FIRST;
    while ties < pairs.len() {
        let actors: BTreeSet<_> = pairs[..ties].iter().flat_map(|pair| [pair.ends.0, pair.ends.1]).collect();
        arrangements.push(lay_out(actors.into_iter().collect(), &pairs));
        ties *= GROWTH;
    }
    arrangements.push(lay_out((0..network.graph().node_count()).collect(), &pairs));
    arrangements
}

/// Pairs by strength, as the page ranks them: what happened first; of equals those between the most active actors.
fn ranked_pairs(network: &ActorNetwork) -> Vec<Pair> {
    let mut pairs = BTreeMap::<(usize, usize), (usize, usize)>::new();
    for (_, source, target, tie) in network.ties() {
        let ends = (source.index().min(target.index()), source.index().max(target.index()));
        let (happened, events) = pairs.entry(ends).or_default();
        *events += tie.weight.events;
        if tie.modality == Modality::Asserted && !tie.negated {
            *happened += tie.weight.events;
        }
    }
    let mut strength = vec![0; network.graph().node_count()];
    for ((one, other), (happened, _)) in &pairs {
        strength[*one] += happened;
        strength[*other] += happened;
    }
    let mut pairs: Vec<_> = pairs.into_iter().map(|(ends, (happened, events))| Pair { ends, happened, events }).collect();
    pairs.sort_by_key(|pair| {
        Reverse((pair.happened, strength[pair.ends.0] + strength[pair.ends.1], pair.events, Reverse(pair.ends)))
    });
    pairs
}

fn lay_out(actors: Vec<usize>, pairs: &[Pair]) -> Arrangement {
    let local = |actor: usize| actors.binary_search(&actor).ok();
    let edges: Vec<_> =
        pairs.iter().filter_map(|pair| Some((local(pair.ends.0)?, local(pair.ends.1)?, pair.events as f64))).collect();
    let options = LayoutOptions::default().with_radii(vec![RADIUS; actors.len()]).with_aspect(1.6);
    let layout = Layout::of_edges(actors.len(), &edges, &options);
    let round = |value: f64| (value * 10.0).round() / 10.0;
    Arrangement {
        x: layout.points().iter().map(|point| round(point.x)).collect(),
        y: layout.points().iter().map(|point| round(point.y)).collect(),
        actors,
    }
}

/// The community of each actor: for now, the part of the network that hangs together.
pub(super) fn groups(network: &ActorNetwork) -> Vec<usize> {
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(network.graph().node_count());
    for (_, source, target, _) in network.ties() {
        sets.union(source.index(), target.index());
    }
    sets.into_labeling()
}
