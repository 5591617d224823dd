//! What the network reads at once: sentences cut into windows, windows of like length put together.

use super::pieces::{MOST_PIECES, Pieces, Word};
use std::ops::Range;

/// A block longer than this is read in windows.
const WINDOW: usize = 120;
/// How many words two neighbouring windows share.
const OVERLAP: usize = 40;
/// A sentence longer than this is read in blocks, each a tree of its own.
const BLOCK: usize = 400;
/// How many pieces a batch has, padding included: enough to keep the engine busy, few enough to stay in a core's own cache. Of
/// 64 to 2048, this was the fastest; with 1024 reading took half as long again.
const BUDGET: usize = 160;

/// Words that make one tree: a sentence, or a part of an overlong one.
#[derive(Debug)]
pub(in crate::text) struct Block {
    /// The sentence's place among those that were given.
    pub(in crate::text) sentence: usize,
    /// The block's words among the sentence's.
    pub(in crate::text) range: Range<usize>,
    pub(super) words: Vec<Word>,
    /// The places of semicolons and colons.
    pub(super) breaks: Vec<usize>,
    /// The windows among the block's words; they cover all, in order.
    pub(super) windows: Vec<Range<usize>>,
}

impl Block {
    /// Cuts a sentence into blocks, nearly always one.
    pub(super) fn of_sentence<'w>(sentence: usize, words: &'w [&str], pieces: &'w Pieces) -> impl Iterator<Item = Self> + 'w {
        (0..words.len()).step_by(BLOCK).map(move |start| {
            let range = start..words.len().min(start + BLOCK);
            let breaks =
                words[range.clone()].iter().enumerate().filter(|(_, form)| matches!(**form, ";" | ":")).map(|(place, _)| place);
            let breaks = breaks.collect();
            let words: Vec<Word> = words[range.clone()].iter().map(|form| pieces.word(form)).collect();
            let windows = windows(&words);
            Self { sentence, range, words, breaks, windows }
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

/// Puts blocks of like length together. What is in which batch depends on the blocks alone.
pub(super) fn batches<'b>(blocks: &'b [Block], pieces: &'b Pieces) -> impl Iterator<Item = Batch<'b>> {
    let mut order: Vec<(usize, &Block)> = blocks.iter().map(|block| (block.width(), block)).collect();
    order.sort_by_key(|(width, _)| *width);
    let mut groups: Vec<Vec<&Block>> = Vec::new();
    let mut count = 0;
    for (width, block) in order {
        count += block.windows.len();
        match groups.last_mut() {
            Some(group) if count * width <= BUDGET => group.push(block),
            _ => {
                count = block.windows.len();
                groups.push(vec![block]);
            }
        }
    }
    groups.into_iter().map(|group| Batch::new(group, pieces))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(count: usize, pieces: usize) -> Vec<Word> {
        vec![Word { ids: vec![1; pieces], case: 1 }; count]
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
        let block = Block { sentence: 0, range: 0..200, words, breaks: Vec::new(), windows };
        assert_eq!(block.windows, [0..120, 80..200]);
        assert_eq!(block.best_window(0), (0, 0));
        assert_eq!(block.best_window(90), (0, 90));
        assert_eq!(block.best_window(110), (1, 30));
        assert_eq!(block.best_window(199), (1, 119));
    }
}
