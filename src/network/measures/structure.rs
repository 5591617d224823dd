//! Cores, reciprocity, signed triads and brokers.

use super::projection::Projection;
use crate::network::ActorNetwork;
use std::collections::BTreeMap;

/// The core number of each node (Seidman 1983; algorithm by Batagelj and Zaveršnik): the greatest k such that it belongs to a part of the
/// network, without directions, in which everybody is tied to at least k others.
#[must_use]
pub fn core_numbers(projection: &Projection) -> Vec<usize> {
    let ties = &projection.undirected;
    let mut degree: Vec<usize> = (0..projection.nodes()).map(|node| ties.of(node).len()).collect();
    let most = degree.iter().copied().max().unwrap_or(0);
    let mut buckets = vec![Vec::new(); most + 1];
    // Nodes wait in the bucket of their degree; one whose degree has fallen since is found in a lower bucket first.
    for (node, degree) in degree.iter().enumerate().rev() {
        buckets[*degree].push(node);
    }
    let mut done = vec![false; projection.nodes()];
    let mut level = 0;
    while level <= most {
        let Some(node) = buckets[level].pop() else {
            level += 1;
            continue;
        };
        if std::mem::replace(&mut done[node], true) {
            continue;
        }
        degree[node] = level;
        for neighbor in ties.of(node).iter().map(|neighbor| *neighbor as usize) {
            if !done[neighbor] && degree[neighbor] > level {
                degree[neighbor] -= 1;
                buckets[degree[neighbor]].push(neighbor);
            }
        }
    }
    degree
}

/// The share of directed edges whose reverse is there too; `None` where there are no edges.
#[must_use]
pub fn reciprocity(projection: &Projection) -> Option<f64> {
    let edges = projection.outgoing.edges();
    let answered = projection.edges().filter(|(source, target, _)| projection.outgoing.has(*target, *source)).count();
    (edges > 0).then(|| answered as f64 / edges as f64)
}

/// Triads of signed ties, by the number of hostile ties in them.
///
/// By the theory of structural balance (Heider 1946, Cartwright and Harary 1956), a friend's friend and an enemy's enemy are friends: triads
/// with no or two hostile ties are balanced, those with one or three are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// All three co-operate: balanced.
    pub none_hostile: usize,
    /// Two who are hostile to each other have a friend in common: not balanced.
    pub one_hostile: usize,
    /// Two friends have an enemy in common: balanced.
    pub two_hostile: usize,
    /// All three are hostile to each other: not balanced.
    pub three_hostile: usize,
}

impl Balance {
    /// Counts the triads of a network. What two actors are to each other is the sign of the sum over all their ties: strength in events
    /// times −1, 0 or 1; pairs for whom it is 0 are in no triad.
    #[must_use]
    pub fn of(network: &ActorNetwork) -> Self {
        let mut pairs = BTreeMap::<(usize, usize), i64>::new();
        for (_, source, target, tie) in network.ties().filter(|(_, source, target, _)| source != target) {
            let pair = (source.index().min(target.index()), source.index().max(target.index()));
            *pairs.entry(pair).or_default() += i64::from(tie.sign.as_number()) * tie.weight.events as i64;
        }
        pairs.retain(|_, sum| *sum != 0);
        // Each tie is kept at the end with fewer ties, so that nobody has many.
        let mut degree = vec![0_usize; network.graph().node_count()];
        for (one, other) in pairs.keys() {
            degree[*one] += 1;
            degree[*other] += 1;
        }
        let mut onward = vec![Vec::new(); degree.len()];
        for (one, other) in pairs.keys().copied() {
            let (from, to) = if (degree[one], one) < (degree[other], other) { (one, other) } else { (other, one) };
            onward[from].push(to);
        }
        let hostile = |one: usize, other: usize| pairs.get(&(one.min(other), one.max(other))).map(|sum| usize::from(*sum < 0));
        let mut balance = Self::default();
        for (node, targets) in onward.iter().enumerate() {
            for (index, one) in targets.iter().enumerate() {
                for other in &targets[index + 1..] {
                    let Some(third) = hostile(*one, *other) else { continue };
                    let sum = third + hostile(node, *one).unwrap_or(0) + hostile(node, *other).unwrap_or(0);
                    *match sum {
                        0 => &mut balance.none_hostile,
                        1 => &mut balance.one_hostile,
                        2 => &mut balance.two_hostile,
                        _ => &mut balance.three_hostile,
                    } += 1;
                }
            }
        }
        balance
    }

    /// All triads.
    #[must_use]
    pub fn triads(self) -> usize {
        self.none_hostile + self.one_hostile + self.two_hostile + self.three_hostile
    }

    /// The share of triads that are balanced; `None` where there are none.
    #[must_use]
    pub fn balanced(self) -> Option<f64> {
        let triads = self.triads();
        (triads > 0).then(|| (self.none_hostile + self.two_hostile) as f64 / triads as f64)
    }
}

/// Burt's constraint (1992) of each node, by strengths without directions: how much of an actor's ties lead back into one circle. Brokers,
/// who tie circles that have no other ties, have the least. `None` where there are no ties.
#[must_use]
pub fn constraint(projection: &Projection) -> Vec<Option<f64>> {
    let ties = &projection.undirected;
    let strength: Vec<f64> = (0..projection.nodes()).map(|node| ties.weights(node).iter().sum()).collect();
    let mut through = vec![0.0; projection.nodes()];
    let constraint = |node: usize| {
        if strength[node] == 0.0 {
            return None;
        }
        // What is invested in a neighbour, directly and through others.
        for (neighbor, weight) in ties.weighted(node) {
            through[neighbor] += weight / strength[node];
            for (next, onward) in ties.weighted(neighbor) {
                through[next] += weight / strength[node] * onward / strength[neighbor];
            }
        }
        let sum = ties.of(node).iter().map(|neighbor| through[*neighbor as usize].powi(2)).sum();
        for neighbor in ties.of(node).iter().map(|neighbor| *neighbor as usize) {
            through[neighbor] = 0.0;
            ties.of(neighbor).iter().for_each(|next| through[*next as usize] = 0.0);
        }
        Some(sum)
    };
    (0..projection.nodes()).map(constraint).collect()
}
