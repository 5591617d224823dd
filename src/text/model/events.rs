//! Which words tell an event, and which words stand in its roles, by the network alone.

use super::Labels;
use super::decode::{Place, product};
use super::labels::ROLES;
use super::network::Scores;
use crate::text::{EventHint, EventRoot, TokenId};

/// What is less likely than this is not told.
const LEAST: f32 = 0.02;

/// The words that may tell an event, in order; token numbers count from the block's first word.
pub(super) fn events(places: &[Place], scores: &Scores, labels: &Labels) -> Vec<EventHint> {
    let mut found = Vec::new();
    for place in places {
        let row = scores.event.row(place.window, place.row);
        // Most words tell none, by far: that can be seen without their probabilities.
        if row[1..].iter().all(|score| score - row[0] < LEAST.ln()) {
            continue;
        }
        let roots = likely(row, &labels.event);
        if !roots.is_empty() {
            let [sources, targets] = std::array::from_fn(|role| fillers(place, role, scores, labels));
            found.push(EventHint { token: TokenId(place.word as u32), roots, sources, targets });
        }
    }
    found
}

/// The roots with their probabilities, the likeliest first; the first column is that there is no event.
fn likely(scores: &[f32], roots: &[EventRoot]) -> Vec<(EventRoot, f32)> {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = weights.iter().sum();
    let mut likely: Vec<(EventRoot, f32)> = roots.iter().copied().zip(weights.iter().map(|weight| weight / sum)).collect();
    likely.retain(|(root, probability)| *root != EventRoot::None && *probability >= LEAST);
    likely.sort_by(|(one, p), (other, q)| q.total_cmp(p).then(one.cmp(other)));
    likely
}

/// The words that may fill a role of a trigger, with their probabilities.
fn fillers(trigger: &Place, role: usize, scores: &Scores, labels: &Labels) -> Vec<(TokenId, f32)> {
    debug_assert!(role < ROLES.len());
    let vector = &scores.role_trigger.row(trigger.window, trigger.row)[role * labels.role_dim..(role + 1) * labels.role_dim];
    let likely = |word: usize| {
        let row = word - trigger.words.start + 1;
        let odds = product(vector, scores.role_word.row(trigger.window, row));
        (TokenId(word as u32), 1.0 / (1.0 + (-odds).exp()))
    };
    let others = trigger.words.clone().filter(|word| *word != trigger.word);
    others.map(likely).filter(|(_, probability)| *probability >= LEAST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_likely_roots_are_told_the_likeliest_first() {
        let roots = [EventRoot::None, EventRoot::Aid, EventRoot::Assault, EventRoot::Protest];
        let found = likely(&[1.0, 0.5, 2.0, -9.0], &roots);
        assert_eq!(found.iter().map(|(root, _)| *root).collect::<Vec<_>>(), [EventRoot::Assault, EventRoot::Aid]);
        assert!((found[0].1 - 0.628_53).abs() < 1e-4, "{found:?}");
        assert!(likely(&[9.0, 0.5, 1.0, -9.0], &roots).is_empty());
    }
}
