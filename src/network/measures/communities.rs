//! Communities by the Leiden algorithm, and modularity.

use super::projection::Projection;
use std::collections::{BTreeMap, VecDeque};

/// Rounds of moving, refining and merging end after so many, if they have not come to rest before.
const MOST_ROUNDS: usize = 50;
/// Gains below this are rounding errors.
const LEAST_GAIN: f64 = 1e-10;

/// Which nodes belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The community of each node: 0 is the largest; of equals, the one with the first node.
    pub of: Vec<usize>,
    /// How many there are.
    pub count: usize,
    /// Modularity (Newman 2004): how many more ties lie inside communities than chance would put there, from −0.5 to 1.
    pub modularity: f64,
}

impl Communities {
    /// Finds communities by the Leiden algorithm (Traag, Waltman and van Eck 2019) for modularity, on strengths without directions.
    ///
    /// Nothing is left to chance: nodes are taken in order, and merge where the gain is greatest. Every community is connected.
    #[must_use]
    pub fn of(projection: &Projection) -> Self {
        let finest = Weighted::of(projection);
        let mut community = leiden(&finest, (0..finest.nodes()).collect());
        loop {
            let before = modularity(&finest, &community);
            let again = leiden(&finest, community.clone());
            if modularity(&finest, &again) <= before + LEAST_GAIN {
                break;
            }
            community = again;
        }
        let community = ordered(&connected(&finest, &community));
        let count = community.iter().max().map_or(0, |last| last + 1);
        Self { modularity: modularity(&finest, &community), of: community, count }
    }
}

/// An undirected graph whose nodes may stand for many.
struct Weighted {
    /// Neighbours and strengths, without the node itself.
    neighbors: Vec<Vec<(usize, f64)>>,
    /// Strength inside a node, each tie counted twice.
    inside: Vec<f64>,
    /// Strength of all ties of a node.
    strength: Vec<f64>,
    /// The same of all nodes.
    total: f64,
}

impl Weighted {
    fn of(projection: &Projection) -> Self {
        let neighbors: Vec<Vec<_>> = (0..projection.nodes()).map(|node| projection.undirected.weighted(node).collect()).collect();
        let inside = vec![0.0; neighbors.len()];
        Self::new(neighbors, inside)
    }

    fn new(neighbors: Vec<Vec<(usize, f64)>>, inside: Vec<f64>) -> Self {
        let strength: Vec<f64> =
            neighbors.iter().zip(&inside).map(|(ties, inside)| ties.iter().map(|tie| tie.1).sum::<f64>() + inside).collect();
        Self { total: strength.iter().sum(), neighbors, inside, strength }
    }

    fn nodes(&self) -> usize {
        self.neighbors.len()
    }

    /// The graph whose nodes are these clusters, numbered without gaps.
    fn merged(&self, cluster: &[usize], clusters: usize) -> Self {
        let mut inside = vec![0.0; clusters];
        let mut ties = vec![BTreeMap::<usize, f64>::new(); clusters];
        for node in 0..self.nodes() {
            let own = cluster[node];
            inside[own] += self.inside[node];
            for (neighbor, weight) in &self.neighbors[node] {
                let other = cluster[*neighbor];
                if other == own {
                    inside[own] += weight;
                } else {
                    *ties[own].entry(other).or_default() += weight;
                }
            }
        }
        Self::new(ties.into_iter().map(|ties| ties.into_iter().collect()).collect(), inside)
    }
}

/// How many more ties lie inside communities than chance would put there.
fn modularity(graph: &Weighted, community: &[usize]) -> f64 {
    if graph.total == 0.0 {
        return 0.0;
    }
    let count = community.iter().max().map_or(0, |last| last + 1);
    let (mut inside, mut strength) = (vec![0.0; count], vec![0.0; count]);
    for node in 0..graph.nodes() {
        let own = community[node];
        let within = graph.neighbors[node].iter().filter(|(neighbor, _)| community[*neighbor] == own);
        inside[own] += graph.inside[node] + within.map(|(_, weight)| weight).sum::<f64>();
        strength[own] += graph.strength[node];
    }
    (inside.iter().zip(&strength)).map(|(inside, strength)| inside / graph.total - (strength / graph.total).powi(2)).sum()
}

/// One run of the algorithm, from a first partition of the finest graph.
fn leiden(finest: &Weighted, first: Vec<usize>) -> Vec<usize> {
    let mut community = first;
    // Where each node of the finest graph is in the current one.
    let mut place: Vec<usize> = (0..finest.nodes()).collect();
    let mut merged: Option<Weighted> = None;
    for _ in 0..MOST_ROUNDS {
        let graph = merged.as_ref().unwrap_or(finest);
        move_nodes(graph, &mut community);
        let (refined, clusters) = refine(graph, &community);
        if clusters == graph.nodes() {
            break;
        }
        let next = graph.merged(&refined, clusters);
        let mut of_cluster = vec![0; clusters];
        for (node, cluster) in refined.iter().enumerate() {
            of_cluster[*cluster] = community[node];
        }
        place.iter_mut().for_each(|place| *place = refined[*place]);
        community = numbered(&of_cluster).0;
        merged = Some(next);
    }
    place.iter().map(|place| community[*place]).collect()
}

/// Moves nodes to the neighbouring community where modularity gains most, until no node gains.
fn move_nodes(graph: &Weighted, community: &mut [usize]) {
    let mut strength = vec![0.0; graph.nodes()];
    for (node, own) in community.iter().enumerate() {
        strength[*own] += graph.strength[node];
    }
    let mut links = Links::new(graph.nodes());
    let mut queue: VecDeque<usize> = (0..graph.nodes()).collect();
    let mut queued = vec![true; graph.nodes()];
    let mut sizes = vec![0_usize; graph.nodes()];
    community.iter().for_each(|own| sizes[*own] += 1);
    let mut empty: Vec<usize> = (0..graph.nodes()).rev().filter(|own| sizes[*own] == 0).collect();
    while let Some(node) = queue.pop_front() {
        queued[node] = false;
        let own = community[node];
        strength[own] -= graph.strength[node];
        links.gather(&graph.neighbors[node], |neighbor| Some(community[neighbor]));
        let gain = |links: &Links, target: usize| links.to[target] - graph.strength[node] * strength[target] / graph.total;
        let (mut best, mut most) = (own, gain(&links, own));
        for target in links.met.iter().copied().filter(|target| *target != own) {
            let gain = gain(&links, target);
            if gain > most + LEAST_GAIN || (gain > most - LEAST_GAIN && best != own && target < best) {
                (best, most) = (target, gain);
            }
        }
        // Alone is better than in a bad place.
        if most < -LEAST_GAIN && sizes[own] > 1 {
            best = empty.pop().unwrap_or(best);
        }
        links.clear();
        strength[best] += graph.strength[node];
        if best == own {
            continue;
        }
        sizes[own] -= 1;
        sizes[best] += 1;
        if sizes[own] == 0 {
            empty.push(own);
        }
        community[node] = best;
        for (neighbor, _) in &graph.neighbors[node] {
            if community[*neighbor] != best && !std::mem::replace(&mut queued[*neighbor], true) {
                queue.push_back(*neighbor);
            }
        }
    }
}

/// Splits each community into clusters that hold together well: single nodes merge, inside their community, where the gain is greatest.
/// Gives the cluster of each node, numbered without gaps, and how many there are.
fn refine(graph: &Weighted, community: &[usize]) -> (Vec<usize>, usize) {
    let mut of_community = vec![0.0; graph.nodes()];
    for (node, own) in community.iter().enumerate() {
        of_community[*own] += graph.strength[node];
    }
    let mut cluster: Vec<usize> = (0..graph.nodes()).collect();
    let mut strength = graph.strength.clone();
    let mut sizes = vec![1_usize; graph.nodes()];
    // Strength from a cluster to the rest of its community.
    let outside = |node: usize| -> f64 {
        let ties = graph.neighbors[node].iter();
        ties.filter(|(neighbor, _)| community[*neighbor] == community[node]).map(|(_, weight)| weight).sum()
    };
    let mut cut: Vec<f64> = (0..graph.nodes()).map(outside).collect();
    let mut links = Links::new(graph.nodes());
    for node in 0..graph.nodes() {
        let own = cluster[node];
        let all = of_community[community[node]];
        // Only nodes that are still alone move, and only if they are tied well to the rest of the community.
        let well = |cut: f64, strength: f64| cut + LEAST_GAIN >= strength * (all - strength) / graph.total;
        if sizes[own] > 1 || !well(cut[own], strength[own]) {
            continue;
        }
        links.gather(&graph.neighbors[node], |neighbor| (community[neighbor] == community[node]).then(|| cluster[neighbor]));
        let (mut best, mut most) = (own, 0.0);
        for target in links.met.iter().copied().filter(|target| *target != own && well(cut[*target], strength[*target])) {
            let gain = links.to[target] - graph.strength[node] * strength[target] / graph.total;
            if gain > most + LEAST_GAIN {
                (best, most) = (target, gain);
            }
        }
        if best != own {
            cut[best] += cut[own] - 2.0 * links.to[best];
            strength[best] += strength[own];
            sizes[best] += 1;
            sizes[own] = 0;
            cluster[node] = best;
        }
        links.clear();
    }
    numbered(&cluster)
}

/// Strength from one node to each group around it.
struct Links {
    to: Vec<f64>,
    /// The groups met, in order of their numbers.
    met: Vec<usize>,
}

impl Links {
    fn new(groups: usize) -> Self {
        Self { to: vec![0.0; groups], met: Vec::new() }
    }

    fn gather(&mut self, neighbors: &[(usize, f64)], group: impl Fn(usize) -> Option<usize>) {
        for (neighbor, weight) in neighbors {
            if let Some(group) = group(*neighbor) {
                self.to[group] += weight;
                self.met.push(group);
            }
        }
        self.met.sort_unstable();
        self.met.dedup();
    }

    fn clear(&mut self) {
        for group in self.met.drain(..) {
            self.to[group] = 0.0;
        }
    }
}

/// The same groups, numbered without gaps in the order in which they first occur.
fn numbered(groups: &[usize]) -> (Vec<usize>, usize) {
    let mut numbers = BTreeMap::new();
    let renumbered = groups
        .iter()
        .map(|group| {
            let next = numbers.len();
            *numbers.entry(*group).or_insert(next)
        })
        .collect();
    (renumbered, numbers.len())
}

/// Splits communities that moving has torn apart; modularity can only gain by it.
fn connected(graph: &Weighted, community: &[usize]) -> Vec<usize> {
    let mut parts = petgraph::unionfind::UnionFind::<usize>::new(graph.nodes());
    for node in 0..graph.nodes() {
        for (neighbor, _) in graph.neighbors[node].iter().filter(|(neighbor, _)| community[*neighbor] == community[node]) {
            parts.union(node, *neighbor);
        }
    }
    parts.into_labeling()
}

/// Numbers the largest community 0, and so on.
fn ordered(community: &[usize]) -> Vec<usize> {
    let (numbered, count) = numbered(community);
    let mut sizes = vec![0_usize; count];
    numbered.iter().for_each(|own| sizes[*own] += 1);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|own| (std::cmp::Reverse(sizes[*own]), *own));
    let mut place = vec![0; count];
    for (number, own) in order.into_iter().enumerate() {
        place[own] = number;
    }
    numbered.iter().map(|own| place[*own]).collect()
}
