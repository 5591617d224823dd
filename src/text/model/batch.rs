//! What the network reads at once: words cut into runs and windows, windows of like length put together.

use super::pieces::{MOST_PIECES, Pieces, Word};
use std::ops::Range;

/// A block longer than this is read in windows.
const WINDOW: usize = 120;
/// How many words two neighbouring windows share.
const OVERLAP: usize = 40;
/// So many words on either side of a doubtful end are looked at. Text that comes without line breaks is in doubt everywhere: with whole
/// paragraphs asked, reading such text took twice as long, and its ends were found no better.
const CONTEXT: usize = 12;
/// A run of words in which no sentence ends is cut, where most speaks for an end, before it gets longer than this.
const LONGEST_RUN: usize = 240;
/// No such cut leaves fewer words than this before it.
const SHORTEST_CUT: usize = 40;
/// A sentence longer than this is read in blocks, each a tree of its own.
const BLOCK: usize = 400;
/// What speaks for an end, or against one, by more than this, settles it if nothing near it is in doubt.
const SURE: f32 = 3.5;
/// How many pieces a batch has at most, padding included: few enough to stay in a core's own cache. With 1024 reading took half as
/// long again.
const BUDGET: usize = 224;
/// What a batch costs besides its pieces, in pieces: the weights have to be fetched once more.
const COST_OF_BATCH: usize = 12;

/// Words that are read together: one sentence, a part of an overlong one, or what is looked at to see where sentences end.
#[derive(Debug)]
pub(super) struct Block {
    /// The block's words among all.
    pub(super) range: Range<usize>,
    pub(super) words: Vec<Word>,
    /// The places of semicolons and colons.
    pub(super) breaks: Vec<usize>,
    /// Those of the block's words that it is read for; the others are there for context.
    pub(super) asked: Range<usize>,
    /// The windows among the block's words; they cover all, in order.
    pub(super) windows: Vec<Range<usize>>,
}

/// The parts of the text in which it is in doubt where sentences end, with some words of context on either side, but none from beyond
/// where a sentence ends for certain. No part is longer than `most` words: longer ones come in pieces.
pub(super) fn doubtful_parts(ends: &[f32], most: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for certain in ends.split_inclusive(|end| *end == f32::INFINITY) {
        let whole = start..start + certain.len();
        for place in (whole.clone()).filter(|&place| ends[place].abs() < SURE) {
            let near = whole.start.max(place.saturating_sub(CONTEXT))..whole.end.min(place + 1 + CONTEXT);
            match parts.last_mut().filter(|last| last.end >= near.start && last.start >= whole.start) {
                Some(last) => last.end = near.end,
                None => parts.push(near),
            }
        }
        start = whole.end;
    }
    parts.into_iter().flat_map(|part| part.clone().step_by(most).map(move |first| first..part.end.min(first + most))).collect()
}

/// Cuts words into sentences: where more speaks for an end than against one, and where else a sentence would get too long.
pub(super) fn runs(ends: &[f32]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    while start < ends.len() {
        let end = start + run(&ends[start..]);
        runs.push(start..end);
        start = end;
    }
    runs
}

/// The length of the first run.
fn run(ends: &[f32]) -> usize {
    let mut best: Option<usize> = None;
    for (index, end) in ends.iter().enumerate().take(BLOCK) {
        if *end > 0.0 {
            return index + 1;
        }
        if index + 1 >= SHORTEST_CUT && *end > best.map_or(f32::NEG_INFINITY, |best| ends[best]) {
            best = Some(index);
        }
        if let Some(best) = best.filter(|_| index + 1 == LONGEST_RUN) {
            return best + 1;
        }
    }
    ends.len().min(BLOCK)
}

impl Block {
    /// A block that is read for all of its words.
    pub(super) fn new(range: Range<usize>, forms: &[&str], pieces: &Pieces) -> Self {
        let words: Vec<Word> = forms[range.clone()].iter().map(|form| pieces.word(form)).collect();
        let windows = windows(&words);
        let is_break = |place: &usize| matches!(forms[range.start + place], ";" | ":");
        let breaks = (0..words.len()).filter(is_break).collect();
        Self { asked: 0..words.len(), range, words, breaks, windows }
    }

    /// The block's windows as blocks of their own, each read for the words that it has most context for.
    pub(super) fn apart(&self) -> impl Iterator<Item = Self> {
        self.windows.iter().enumerate().map(|(index, window)| {
            let middle = |left: &Range<usize>, right: &Range<usize>| (right.start + left.end).div_ceil(2) - window.start;
            let before = index.checked_sub(1).map(|before| &self.windows[before]);
            let first = before.map_or(0, |before| middle(before, window));
            let last = self.windows.get(index + 1).map_or(window.len(), |after| middle(window, after));
            Self {
                range: self.range.start + window.start..self.range.start + window.end,
                words: self.words[window.clone()].to_vec(),
                breaks: Vec::new(),
                asked: first..last,
                windows: std::iter::once(0..window.len()).collect(),
            }
        })
    }

    /// The number of pieces of the longest window, with the marks at both ends.
    fn width(&self) -> usize {
        let pieces = |window: &Range<usize>| 2 + self.words[window.clone()].iter().map(|word| word.ids.len()).sum::<usize>();
        self.windows.iter().map(pieces).max().unwrap_or(0)
    }

    /// The window in which a word has most context on its shorter side, and the word's place in it.
    pub(super) fn best_window(&self, word: usize) -> (usize, usize) {
        let context = |window: &Range<usize>| window.contains(&word).then(|| (word - window.start).min(window.end - 1 - word));
        let mut best = (0, None);
        for (index, window) in self.windows.iter().enumerate() {
            if context(window) > best.1 {
                best = (index, context(window));
            }
        }
        (best.0, word - self.windows[best.0].start)
    }
}

/// Cuts words into windows that the network can hold.
fn windows(words: &[Word]) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let mut start = 0;
    loop {
        let (mut end, mut pieces) = (start, 0);
        while end < words.len() && end - start < WINDOW && pieces + words[end].ids.len() <= MOST_PIECES {
            pieces += words[end].ids.len();
            end += 1;
        }
        windows.push(start..end);
        if end == words.len() {
            return windows;
        }
        start = (end.saturating_sub(OVERLAP)).max(start + 1 + (end - start) / 2).min(end);
    }
}

/// The inputs of one run of the network.
pub(super) struct Batch<'b> {
    pub(super) blocks: Vec<&'b Block>,
    /// Number of windows, of rows (the root's and one for each word) and of pieces.
    pub(super) shape: [usize; 3],
    pub(super) ids: Vec<i32>,
    pub(super) case: Vec<i32>,
    pub(super) mask: Vec<i32>,
    /// For each window and row the share that each piece has in the word.
    pub(super) pool: Vec<f32>,
}

impl<'b> Batch<'b> {
    fn new(blocks: Vec<&'b Block>, pieces: &Pieces) -> Self {
        let count = blocks.iter().map(|block| block.windows.len()).sum();
        let rows = 1 + blocks.iter().flat_map(|block| &block.windows).map(ExactSizeIterator::len).max().unwrap_or(0);
        let width = blocks.iter().map(|block| block.width()).max().unwrap_or(0);
        let mut batch = Self {
            blocks,
            shape: [count, rows, width],
            ids: vec![0; count * width],
            case: vec![0; count * width],
            mask: vec![0; count * width],
            pool: vec![0.0; count * rows * width],
        };
        let mut index = 0;
        for block in batch.blocks.clone() {
            for window in &block.windows {
                batch.fill(index, &block.words[window.clone()], pieces);
                index += 1;
            }
        }
        batch
    }

    fn fill(&mut self, index: usize, words: &[Word], pieces: &Pieces) {
        let [_, rows, width] = self.shape;
        let line = index * width..(index + 1) * width;
        let (ids, case) = (&mut self.ids[line.clone()], &mut self.case[line.clone()]);
        let pool = &mut self.pool[index * rows * width..(index + 1) * rows * width];
        ids[0] = pieces.first;
        pool[0] = 1.0;
        let mut at = 1;
        for (row, word) in words.iter().enumerate() {
            let range = at..at + word.ids.len();
            ids[range.clone()].copy_from_slice(&word.ids);
            case[range.clone()].fill(word.case);
            let row = (row + 1) * width;
            pool[row + range.start..row + range.end].fill(1.0 / word.ids.len() as f32);
            at = range.end;
        }
        ids[at] = pieces.last;
        self.mask[line][..=at].fill(1);
    }
}

/// Puts blocks of like length together, so that least is spent on padding and on batches. What is in which batch depends on the
/// blocks alone.
pub(super) fn batches<'b>(blocks: &'b [Block], pieces: &'b Pieces) -> impl Iterator<Item = Batch<'b>> {
    let mut order: Vec<(usize, &Block)> = blocks.iter().map(|block| (block.width(), block)).collect();
    order.sort_by_key(|(width, _)| *width);
    let sizes: Vec<(usize, usize)> = order.iter().map(|(width, block)| (*width, block.windows.len())).collect();
    let groups = cheapest_groups(&sizes).into_iter();
    groups.map(move |group| Batch::new(order[group].iter().map(|(_, block)| *block).collect(), pieces))
}

/// Cuts blocks, given as their width and number of windows and sorted by width, into the batches that cost least.
fn cheapest_groups(blocks: &[(usize, usize)]) -> Vec<Range<usize>> {
    // For each number of first blocks: what they cost, and where their last batch begins.
    let mut best = vec![(0, 0)];
    for (last, (width, _)) in blocks.iter().enumerate() {
        let (mut cheapest, mut windows) = ((usize::MAX, last), 0);
        for start in (0..=last).rev() {
            windows += blocks[start].1;
            if windows * width > BUDGET && start < last {
                break;
            }
            cheapest = cheapest.min((best[start].0 + windows * width + COST_OF_BATCH, start));
        }
        best.push(cheapest);
    }
    let mut groups = Vec::new();
    let mut end = blocks.len();
    while end > 0 {
        groups.push(best[end].1..end);
        end = best[end].1;
    }
    groups.reverse();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, pieces: usize) -> Vec<Word> {
        vec![Word { ids: vec![1; pieces], case: 1 }; count]
    }

    const NEVER: f32 = f32::NEG_INFINITY;
    const ALWAYS: f32 = f32::INFINITY;

    fn lengths(ends: &[f32]) -> Vec<usize> {
        runs(ends).iter().map(ExactSizeIterator::len).collect()
    }

    /// Sentences of so many words.
    fn given(lengths: &[usize]) -> Vec<f32> {
        lengths.iter().flat_map(|length| std::iter::repeat_n(NEVER, length - 1).chain([ALWAYS])).collect()
    }

    #[test]
    fn runs_end_where_sentences_surely_end() {
        assert_eq!(lengths(&given(&[20, 60, 1])), [20, 60, 1]);
        assert_eq!(lengths(&given(&[900])), [400, 400, 100]);
        assert_eq!(lengths(&[]), [0; 0]);
    }

    #[test]
    fn runs_without_an_end_are_cut_where_most_speaks_for_one() {
        let mut ends = vec![-2.0; 600];
        ends[99] = -1.0;
        ends[10] = -0.5;
        assert_eq!(lengths(&ends)[0], 100);
        assert!(lengths(&ends).into_iter().all(|length| length <= LONGEST_RUN));
    }

    #[test]
    fn parts_in_doubt_have_context_but_none_beyond_a_certain_end() {
        let mut ends = given(&[20, 60, 10]);
        assert_eq!(doubtful_parts(&ends, 40), [0..0; 0]);
        ends[30] = 5.0;
        assert_eq!(doubtful_parts(&ends, 40), [0..0; 0]);
        ends[40] = -3.0;
        assert_eq!(doubtful_parts(&ends, 40), std::iter::once(40 - CONTEXT..41 + CONTEXT).collect::<Vec<_>>());
        ends[22] = 1.0;
        assert_eq!(doubtful_parts(&ends, 20), [20..40, 40..41 + CONTEXT]);
    }

    #[test]
    fn batches_hold_blocks_of_like_width() {
        let widths = [(5, 1), (5, 1), (6, 1), (40, 1), (41, 1), (42, 1), (100, 1), (300, 1)];
        assert_eq!(cheapest_groups(&widths), [0..3, 3..6, 6..7, 7..8]);
        assert_eq!(cheapest_groups(&[(120, 9)]), vec![0..1; 1]);
        assert_eq!(cheapest_groups(&[]), [0..0; 0]);
    }

    #[test]
    fn windows_cover_all_words_and_fit() {
        for (count, pieces) in [(1, 1), (120, 1), (121, 1), (400, 1), (400, 6), (60, 48), (0, 1)] {
            let words = words(count, pieces);
            let windows = windows(&words);
            assert_eq!(windows[0].start, 0);
            assert_eq!(windows.last().unwrap().end, count);
            for window in &windows {
                assert!(window.len() <= WINDOW && window.len() * pieces <= MOST_PIECES);
            }
            for pair in windows.windows(2) {
                assert!(pair[0].start < pair[1].start && pair[1].start <= pair[0].end, "{windows:?}");
            }
        }
    }

    #[test]
    fn a_word_is_read_where_it_has_context() {
        let words = words(200, 1);
        let windows = windows(&words);
        let block = Block { range: 0..200, words, breaks: Vec::new(), asked: 0..200, windows };
        assert_eq!(block.windows, [0..120, 80..200]);
        assert_eq!(block.best_window(0), (0, 0));
        assert_eq!(block.best_window(90), (0, 90));
        assert_eq!(block.best_window(110), (1, 30));
        assert_eq!(block.best_window(199), (1, 119));
        let apart: Vec<_> = block.apart().map(|part| (part.range, part.asked)).collect();
        assert_eq!(apart, [(0..120, 0..100), (80..200, 20..120)]);
    }
}
