//! Ties between the same two, in whatever direction, as one line of a picture; and which lines are drawn first.

use super::actor_network::ActorNetwork;
use super::types::{Sign, Tie};
use crate::event::Modality;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// All ties between two actors.
#[derive(Clone, Debug)]
pub(super) struct Pair<'n> {
    /// The two, by node index; the smaller first.
    pub ends: (usize, usize),
    /// Each tie, and whether it goes from the first to the second.
    ties: Vec<(bool, &'n Tie)>,
    /// Events that happened, as the texts have it.
    pub happened: usize,
    /// All events.
    pub events: usize,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineSign {
    Cooperation,
    Conflict,
    Mixed,
    Neutral,
}

/// Which way a line points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    ToSecond,
    ToFirst,
    Neither,
}

impl Pair<'_> {
    pub fn sign(&self) -> LineSign {
        let has = |sign| self.ties.iter().any(|(_, tie)| tie.sign == sign);
        match (has(Sign::Cooperation), has(Sign::Conflict)) {
            (true, true) => LineSign::Mixed,
            (true, false) => LineSign::Cooperation,
            (false, true) => LineSign::Conflict,
            (false, false) => LineSign::Neutral,
        }
    }

    pub fn heading(&self) -> Heading {
        let there = self.ties.iter().any(|(there, tie)| *there || tie.kind.mutual);
        let back = self.ties.iter().any(|(there, tie)| !*there || tie.kind.mutual);
        match (there, back) {
            (true, false) => Heading::ToSecond,
            (false, true) => Heading::ToFirst,
            _ => Heading::Neither,
        }
    }

    /// What happens most often between the two, with a mark if there is more.
    pub fn words(&self) -> String {
        let mut counts = BTreeMap::<&str, usize>::new();
        for (_, tie) in &self.ties {
            *counts.entry(&tie.kind.words).or_default() += tie.weight.events;
        }
        let most = counts.iter().max_by_key(|(words, count)| (**count, Reverse(**words)));
        let (words, count) = most.map_or(("", 0), |(words, count)| (*words, *count));
        let times = if count > 1 { format!(" ×{count}") } else { String::new() };
        let more = if counts.len() > 1 { " …" } else { "" };
        format!("{words}{times}{more}")
    }
}

/// Pairs by strength, as the page ranks them: what happened first; of equals those between the most active actors, so that what is shown
/// hangs together.
pub(super) fn ranked_pairs(network: &ActorNetwork) -> Vec<Pair<'_>> {
    let mut pairs = BTreeMap::<(usize, usize), Pair<'_>>::new();
    for (_, source, target, tie) in network.ties() {
        let (source, target) = (source.index(), target.index());
        let ends = (source.min(target), source.max(target));
        let pair = pairs.entry(ends).or_insert_with(|| Pair { ends, ties: Vec::new(), happened: 0, events: 0 });
        pair.ties.push((source <= target, tie));
        pair.events += tie.weight.events;
        if tie.modality == Modality::Asserted && !tie.negated {
            pair.happened += tie.weight.events;
        }
    }
    let mut strength = vec![0; network.graph().node_count()];
    for pair in pairs.values() {
        strength[pair.ends.0] += pair.happened;
        strength[pair.ends.1] += pair.happened;
    }
    let mut pairs: Vec<_> = pairs.into_values().collect();
    pairs.sort_by_key(|pair| {
        let ends = strength[pair.ends.0] + strength[pair.ends.1];
        Reverse((pair.happened, ends, pair.events, Reverse(pair.ends)))
    });
    pairs
}
