//! Scores to tags, trees and names.

use super::batch::Block;
use super::clauses::clauses;
use super::events::events;
use super::names::{best_names, rival};
use super::network::{Scores, Table};
use super::tree::best_tree;
use super::{Labels, NameReading, SentenceReading, WordReading};
use crate::text::{Deprel, Margin};
use std::ops::Range;

/// The score of an arc between two words that no window holds together: worse than any other.
const UNSEEN: f32 = -1e4;
/// The network and the splitter both begin from how rare ends are; so much makes up for that. Chosen on the development data.
const BOTH: f32 = 3.0;

/// Adds what the network says to what speaks for the end of a sentence after each word that a block is asked for. `window` is the number
/// of the block's only window in the batch, `said` the output for the batch.
pub(super) fn add_verdicts(ends: &mut [f32], block: &Block, window: usize, said: &Table) {
    for word in block.asked.clone() {
        let row = said.row(window, word + 1);
        ends[block.range.start + word] += row[1] - row[0] + BOTH;
    }
}

/// Reads a block that is one sentence. `first` is the number of its first window in the batch.
pub(super) fn decode(block: &Block, first: usize, scores: &Scores, labels: &Labels) -> SentenceReading {
    let places: Vec<Place> = (0..block.words.len()).map(|word| Place::of(block, word, first)).collect();
    let xpos: Vec<_> = places.iter().map(|place| labels.xpos[best(scores.xpos.row(place.window, place.row))]).collect();
    let clauses = clauses(&block.breaks, &xpos);
    let arcs = arcs(&places, scores, &clauses);
    let heads = best_tree(&arcs, places.len());
    let words = places.iter().zip(&heads).map(|(place, head)| {
        let row = &arcs[place.word * (places.len() + 1)..][..=places.len()];
        let mut margin = Margin { arc: arc_margin(row, place.word, *head), label: SURE };
        let upos = scores.upos.row(place.window, place.row);
        let entity = scores.entity.row(place.window, place.row);
        let head = head.checked_sub(1);
        WordReading {
            upos: labels.upos[best(upos)],
            xpos: xpos[place.word],
            head,
            deprel: head.map_or(Deprel::Root, |head| {
                let (deprel, distance) = label(place, &places[head], scores, labels);
                margin.label = distance;
                if clauses[place.word] == clauses[head] { deprel } else { between_clauses(deprel) }
            }),
            entity: labels.entity[best(entity)],
            margin,
        }
    });
    let words = words.collect();
    let names: Vec<f32> = places.iter().flat_map(|place| scores.name.row(place.window, place.row)).copied().collect();
    let kinds = labels.name.len();
    let named = best_names(&names, kinds).into_iter().map(|(range, kind)| {
        let rival = rival(&names, kinds, &range, kind).map(|(other, margin)| (labels.name[other], margin));
        NameReading { range, kind: labels.name[kind], rival }
    });
    let names = named.collect();
    let events = events(&places, scores, labels);
    SentenceReading { range: block.range.clone(), words, names, events }
}

/// The relation of a main clause to another: none that a part of it could have.
fn between_clauses(deprel: Deprel) -> Deprel {
    match deprel {
        Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp => deprel,
        _ => Deprel::Parataxis,
    }
}

/// Where the scores of a word stand.
pub(super) struct Place {
    /// The word's number in the block.
    pub(super) word: usize,
    /// The number of its window in the batch, and its row there.
    pub(super) window: usize,
    pub(super) row: usize,
    /// The window's words in the block.
    pub(super) words: Range<usize>,
}

impl Place {
    fn of(block: &Block, word: usize, first: usize) -> Self {
        let (window, index) = block.best_window(word);
        Self { word, window: first + window, row: index + 1, words: block.windows[window].clone() }
    }
}

/// What an arc from one main clause to another costs, so that the best tree has no more of them than it must.
const CROSSING: f32 = 1e3;

/// The table of arcs for the whole block, each word's as its own window sees them.
fn arcs(places: &[Place], scores: &Scores, clauses: &[usize]) -> Vec<f32> {
    let columns = places.len() + 1;
    let mut arcs = vec![UNSEEN; places.len() * columns];
    for (place, row) in places.iter().zip(arcs.chunks_exact_mut(columns)) {
        let seen = scores.arc.row(place.window, place.row);
        row[0] = seen[0];
        row[place.words.start + 1..=place.words.end].copy_from_slice(&seen[1..=place.words.len()]);
        for (arc, head) in row[1..].iter_mut().zip(clauses) {
            if *head != clauses[place.word] {
                *arc -= CROSSING;
            }
        }
    }
    arcs
}

/// The margin of what has no rival.
const SURE: f32 = 100.0;

/// By how much a word's head scores better than the best other one.
fn arc_margin(row: &[f32], word: usize, head: usize) -> f32 {
    let others = row.iter().enumerate().filter(|(other, _)| *other != head && *other != word + 1).map(|(_, score)| *score);
    (row[head] - others.fold(f32::NEG_INFINITY, f32::max)).min(SURE)
}

/// The best relation of a word to its head, and its margin; `root` is for words that have none.
fn label(dependent: &Place, head: &Place, scores: &Scores, labels: &Labels) -> (Deprel, f32) {
    let head = if dependent.words.contains(&head.word) {
        scores.label_head.row(dependent.window, head.word - dependent.words.start + 1)
    } else {
        scores.label_head.row(head.window, head.row)
    };
    let vectors = scores.label_dep.row(dependent.window, dependent.row).chunks_exact(labels.label_dim);
    let scored = labels.deprel.iter().zip(vectors).filter(|(label, _)| **label != Deprel::Root);
    let scored = scored.map(|(label, vector)| (*label, product(vector, head)));
    let (mut best, mut second) = ((Deprel::Dep, f32::NEG_INFINITY), f32::NEG_INFINITY);
    for other in scored {
        if other.1 > best.1 {
            (best, second) = (other, best.1);
        } else {
            second = second.max(other.1);
        }
    }
    (best.0, (best.1 - second).min(SURE))
}

/// The scalar product, summed in eight strands so that the processor need not wait for each addition.
pub(super) fn product(left: &[f32], right: &[f32]) -> f32 {
    let mut strands = [0.0f32; 8];
    let (left, right) = (left.chunks(8), right.chunks(8));
    for (left, right) in left.zip(right) {
        for ((strand, a), b) in strands.iter_mut().zip(left).zip(right) {
            *strand += a * b;
        }
    }
    strands.iter().sum()
}

/// The place of the highest score, the first of equals.
fn best(scores: &[f32]) -> usize {
    (0..scores.len()).reduce(|best, other| if scores[other] > scores[best] { other } else { best }).unwrap_or(0)
}
