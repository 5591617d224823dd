//! Positions in an article: [`Span`], a range of bytes, and [`LineIndex`], which turns bytes into characters, lines and columns.
//!
//! Inside the program every position is a byte offset; only what is written out (JSON, RDF) counts Unicode characters.

use std::fmt;
use std::ops::Range;

/// A range of bytes in an article's text: the only currency of position.
///
/// Both ends lie on character boundaries of the text that the span was made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// If an offset does not fit into 32 bits; readers refuse texts of 4 GiB and more.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        let narrow = |n: usize| u32::try_from(n).expect("articles are shorter than 4 GiB");
        Self { start: narrow(start), end: narrow(end) }
    }

    /// The bytes as a range, to index a text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The part of `text` that the span names.
    ///
    /// # Panics
    /// If the span was made for another text and does not fit this one.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Turns byte offsets of one text into character offsets, lines and columns.
///
/// Building costs one pass over the text and four bytes for every 64 of it; a look-up scans at most 64 bytes.
#[derive(Debug, Clone)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// Characters before each multiple of [`Self::STRIDE`] bytes.
    characters: Vec<u32>,
    /// First byte of each line.
    lines: Vec<u32>,
}

impl<'t> LineIndex<'t> {
    const STRIDE: usize = 64;

    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut characters = Vec::with_capacity(text.len() / Self::STRIDE + 1);
        let mut lines = vec![0];
        let mut seen = 0;
        for (offset, byte) in text.bytes().enumerate() {
            if offset % Self::STRIDE == 0 {
                characters.push(seen);
            }
            seen += u32::from(starts_character(byte));
            if byte == b'\n' {
                lines.push(offset as u32 + 1);
            }
        }
        if text.len().is_multiple_of(Self::STRIDE) {
            characters.push(seen);
        }
        Self { text, characters, lines }
    }

    /// The number of Unicode characters before `offset` (a byte offset).
    #[must_use]
    pub fn character(&self, offset: u32) -> u32 {
        let block = offset as usize / Self::STRIDE;
        let rest = &self.text.as_bytes()[block * Self::STRIDE..offset as usize];
        self.characters[block] + rest.iter().filter(|byte| starts_character(**byte)).count() as u32
    }

    /// The span in Unicode characters instead of bytes, as written to JSON and RDF.
    #[must_use]
    pub fn characters(&self, span: Span) -> (u32, u32) {
        (self.character(span.start), self.character(span.end))
    }

    /// Line and column (both from 1, the column in characters) of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|start| *start <= offset) - 1;
        let column = self.character(offset) - self.character(self.lines[line]);
        (line as u32 + 1, column + 1)
    }
}

/// Whether a byte of UTF-8 begins a character.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_not_bytes() {
        let text = "Erdoğan met Mįlić\nin Zürich – twice".repeat(5);
        let index = LineIndex::new(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(index.character(offset as u32), count as u32);
        }
        assert_eq!(index.character(text.len() as u32), text.chars().count() as u32);
    }

    #[test]
    fn lines_and_columns_start_at_one() {
        let index = LineIndex::new("é\nab");
        assert_eq!(index.line_column(0), (1, 1));
        assert_eq!(index.line_column(4), (2, 2));
    }
}
