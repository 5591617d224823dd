//! Names from scores: the best sequence of tags in which no name goes on that has not begun.

use std::ops::Range;

/// The named runs of words, with the number of their kind.
///
/// `scores` has for each word `2 × kinds + 1` columns: outside, then beginning and going on for each kind. Viterbi search;
/// time and memory grow with words × columns.
pub(super) fn best_names(scores: &[f32], kinds: usize) -> Vec<(Range<usize>, usize)> {
    let columns = 2 * kinds + 1;
    let mut best = vec![0.0f32; columns];
    let mut steps: Vec<u8> = Vec::with_capacity(scores.len());
    for (word, row) in scores.chunks_exact(columns).enumerate() {
        let top = (0..columns).fold(0, |top, tag| if best[tag] > best[top] { tag } else { top });
        let mut next = vec![f32::NEG_INFINITY; columns];
        for (tag, score) in row.iter().enumerate() {
            let goes_on = tag > 0 && tag % 2 == 0;
            let from = match goes_on {
                false => top,
                true if word == 0 => tag,
                true if best[tag] >= best[tag - 1] => tag,
                true => tag - 1,
            };
            if !(goes_on && word == 0) {
                next[tag] = best[from] + score;
            }
            steps.push(from as u8);
        }
        best = next;
    }
    let words = steps.len() / columns;
    let mut tag = (0..columns).fold(0, |top, tag| if best[tag] > best[top] { tag } else { top });
    let mut tags = vec![0; words];
    for word in (0..words).rev() {
        tags[word] = tag;
        tag = usize::from(steps[word * columns + tag]);
    }
    spans(&tags)
}

/// The kind that fits a run best but for one, and by how much the one fits better: the mean difference of the scores of a word.
pub(super) fn rival(scores: &[f32], kinds: usize, range: &Range<usize>, kind: usize) -> Option<(usize, f32)> {
    let columns = 2 * kinds + 1;
    let score = |kind: usize| {
        let tags = range.clone().map(|word| scores[word * columns + 1 + 2 * kind + usize::from(word > range.start)]);
        tags.sum::<f32>() / range.len() as f32
    };
    let others = (0..kinds).filter(|other| *other != kind).map(|other| (other, score(other)));
    let (other, second) = others.reduce(|best, other| if other.1 > best.1 { other } else { best })?;
    Some((other, score(kind) - second))
}

/// The runs that a sequence of tags describes.
fn spans(tags: &[usize]) -> Vec<(Range<usize>, usize)> {
    let mut names: Vec<(Range<usize>, usize)> = Vec::new();
    for (word, tag) in tags.iter().enumerate().filter(|(_, tag)| **tag > 0) {
        match names.last_mut() {
            Some((range, _)) if tag % 2 == 0 => range.end = word + 1,
            _ => names.push((word..word + 1, (tag - 1) / 2)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_begins_before_it_goes_on() {
        // Two kinds; the second word would rather go on with kind 1 than begin, and the first is outside by a hair.
        let scores = [1.0, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(best_names(&scores, 2), [(0..2, 0)]);
    }

    #[test]
    fn the_second_best_kind_and_its_distance() {
        let scores = [0.0, 3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 2.0, 0.0, 1.0];
        assert_eq!(rival(&scores, 2, &(0..2), 0), Some((1, 1.5)));
        assert_eq!(rival(&[0.0, 1.0, 0.0], 1, &(0..1), 0), None);
    }

    #[test]
    fn adjacent_names_stay_apart() {
        let scores = [0.0, 2.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0];
        assert_eq!(best_names(&scores, 1), [(0..1, 0), (1..3, 0)]);
        assert_eq!(best_names(&[], 1), []);
    }
}
