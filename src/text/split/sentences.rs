//! Tokens to sentences: learned weights say between which tokens a sentence ends.
//!
//! `models/training/sentences.py` learns the weights and must build the same features.

use super::words::RawToken;
use crate::text::ModelError;
use std::borrow::Cow;
use std::collections::HashMap;

/// Steps of the length that a sentence has so far.
const LENGTHS: [usize; 9] = [1, 2, 3, 5, 8, 13, 21, 34, 55];
/// What speaks for the end of a sentence where the weights were not asked: inside a phrase, before a mark that closes.
const HARDLY_EVER: f32 = -4.0;
/// How much more must speak for the end of a sentence after a word or a mark that does not usually end one.
const UNUSUAL_END: f32 = 3.0;
/// The same in a paragraph that is not all of the text and itself ends with a mark: who writes so, ends sentences with marks.
const PUNCTUATED: f32 = 8.0;
/// A paragraph longer than this that is all of the text may have lost its line breaks, and with them headings and lists, which
/// end without a mark: there every end is usual.
const LONGEST_PARAGRAPH: usize = 25;
/// Longer words are all alike to the weights.
const LONGEST_WORD: usize = 12;

/// Finds where sentences end.
#[derive(Debug)]
pub(super) struct SentenceFinder {
    /// By the hash of a feature.
    weights: HashMap<u64, f32>,
}

impl SentenceFinder {
    /// Reads a table of features and weights.
    pub(super) fn parse(table: &str) -> Result<Self, ModelError> {
        let row = |(index, row): (usize, &str)| {
            let damaged = || ModelError::Table { file: "sentences.tsv", problem: format!("line {}", index + 1) };
            let (feature, weight) = row.split_once('\t').ok_or_else(damaged)?;
            Ok((hash(feature), weight.parse().map_err(|_| damaged())?))
        };
        Ok(Self { weights: table.lines().enumerate().map(row).collect::<Result<_, _>>()? })
    }

    /// Adds for each token of a paragraph how much speaks for the end of a sentence after it: infinite where that is sure, else as
    /// log odds. `alone`: whether the paragraph is all of the text.
    pub(super) fn find(&self, text: &str, tokens: &[RawToken], alone: bool, ends: &mut Vec<f32>) {
        let view = View::new(text, tokens);
        let unusual_end = match alone {
            true if tokens.len() > LONGEST_PARAGRAPH => 0.0,
            false if !tokens.is_empty() && view.is_usual_end(tokens.len()) => PUNCTUATED,
            _ => UNUSUAL_END,
        };
        let mut open = Open::default();
        for gap in 1..tokens.len() {
            open.take(view.forms[gap - 1]);
            let score = view.bar(gap).unwrap_or_else(|| self.score(&view, &open, gap));
            let score = if view.is_usual_end(gap) { score } else { score - unusual_end };
            ends.push(score);
            if score > 0.0 {
                open = Open { start: gap, ..Open::default() };
            }
        }
        if !tokens.is_empty() {
            ends.push(f32::INFINITY);
        }
    }

    /// How much speaks for the end of a sentence before token `gap`.
    fn score(&self, view: &View, open: &Open, gap: usize) -> f32 {
        let at = |index: Option<usize>| index.filter(|index| *index >= open.start && *index < view.forms.len());
        let shape = |index| at(index).map_or("<>", |index| &*view.shapes[index]);
        let word = |index| at(index).map_or("<>", |index| &*view.words[index]);
        let (l1, l0, r0, r1) = (gap.checked_sub(2), Some(gap - 1), Some(gap), Some(gap + 1));
        let (a1, a0, b0, b1) = (shape(l1), shape(l0), shape(r0), shape(r1));
        let (first, first_word) = (shape(Some(open.start)), word(Some(open.start)));
        let steps = LENGTHS.iter().filter(|limit| gap - open.start > **limit).count();
        let length = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"][steps];
        let flag = |flag: bool| if flag { "1" } else { "0" };
        let features: [&[&str]; 17] = [
            &["0", a0, b0],
            &["1", a0, b0, flag(view.is_spaced(gap))],
            &["2", a1, a0, b0],
            &["3", a0, b0, b1],
            &["4", a1, a0, b0, b1],
            &["5", word(l0), b0],
            &["6", a0, word(r0)],
            &["7", word(l0), word(r0)],
            &["8", a0, b0, length],
            &["9", a0, b0, flag(open.in_quotes)],
            &["10", a0, b0, flag(open.brackets > 0)],
            &["11", word(l1), a0, b0],
            &["12", a0, b0, word(r1)],
            &["13", first, a0, b0],
            &["14", first, length, b0],
            &["15", length, a0],
            &["16", first_word, b0],
        ];
        features.iter().filter_map(|parts| self.weights.get(&hash_parts(parts))).sum()
    }
}

/// What the open sentence has opened and not closed.
#[derive(Default)]
struct Open {
    start: usize,
    in_quotes: bool,
    brackets: u32,
}

impl Open {
    fn take(&mut self, form: &str) {
        match form {
            "\"" | "“" | "”" | "''" | "``" => self.in_quotes = !self.in_quotes,
            "(" | "[" | "{" => self.brackets += 1,
            ")" | "]" | "}" => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }
}

/// The tokens of a paragraph and what they look like.
struct View<'t> {
    tokens: &'t [RawToken],
    forms: Vec<&'t str>,
    shapes: Vec<Cow<'static, str>>,
    words: Vec<Cow<'t, str>>,
}

impl<'t> View<'t> {
    fn new(text: &'t str, tokens: &'t [RawToken]) -> Self {
        let forms: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        let shapes = forms.iter().map(|form| shape(form)).collect();
        let words = forms.iter().map(|form| word(form)).collect();
        Self { tokens, forms, shapes, words }
    }

    /// Whether a blank stands before a token.
    fn is_spaced(&self, at: usize) -> bool {
        self.tokens[at - 1].span.end < self.tokens[at].span.start
    }

    /// What speaks against the end of a sentence before token `gap`, if one hardly ever ends there.
    fn bar(&self, gap: usize) -> Option<f32> {
        if self.tokens[gap].joined {
            return Some(f32::NEG_INFINITY);
        }
        (!self.is_candidate(gap)).then_some(HARDLY_EVER)
    }

    /// Whether a sentence might end before token `gap`.
    fn is_candidate(&self, gap: usize) -> bool {
        let last = self.forms[gap - 1].chars().next_back().unwrap_or(' ');
        let first = self.forms[gap].chars().next().unwrap_or(' ');
        if matches!(first, ',' | ';' | ':' | '.' | '?' | '!' | ')' | ']' | '}' | '%' | '…' | '”' | '»') {
            return false;
        }
        if self.is_spaced(gap) {
            return !(first.is_lowercase() && last.is_alphanumeric());
        }
        matches!(last, '.' | '?' | '!' | '…' | ')' | '"' | '”' | '\'' | '’' | ']') && !first.is_lowercase()
    }

    /// Whether what stands before token `gap` usually ends sentences, or closes what does.
    fn is_usual_end(&self, gap: usize) -> bool {
        self.forms[gap - 1].ends_with(['.', '?', '!', '…', ')', '"', '”', '\'', '’', ']'])
    }
}

/// What a token looks like: numbers and words by kind, marks as they are.
fn shape(form: &str) -> Cow<'static, str> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if form.bytes().any(|byte| byte.is_ascii_digit()) {
        let numbered = form.strip_suffix('.').is_some_and(is_number);
        return if is_number(form) {
            "9"
        } else if numbered {
            "9."
        } else {
            "9x"
        }
        .into();
    }
    let letters = || form.chars().filter(|letter| letter.is_alphabetic());
    let (count, upper) = (letters().count(), letters().filter(|letter| letter.is_uppercase()).count());
    let stop = form.ends_with('.');
    let pick = |plain, stopped| if stop { stopped } else { plain };
    match (count, upper) {
        (0, _) => form.chars().take(3).map(plain_mark).collect::<String>().into(),
        (_, 0) => pick("a", "a.").into(),
        (1, 1) => pick("A", "A.").into(),
        _ if upper == count => pick("AA", "AA.").into(),
        (_, 1) if letters().next().is_some_and(char::is_uppercase) => pick("Aa", "Aa.").into(),
        _ => pick("aA", "aA.").into(),
    }
}

/// Quotation marks and dashes in their simplest form.
fn plain_mark(mark: char) -> char {
    match mark {
        '“' | '”' | '«' | '»' | '„' => '"',
        '‘' | '’' | '`' | '´' => '\'',
        '–' | '—' => '-',
        other => other,
    }
}

/// A word in lower case, if it is not too long to be told from others.
fn word(form: &str) -> Cow<'_, str> {
    if form.chars().take(LONGEST_WORD + 1).count() > LONGEST_WORD {
        "_".into()
    } else if form.chars().any(char::is_uppercase) {
        form.to_lowercase().into()
    } else {
        form.into()
    }
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: short, and the same on every machine.
fn hash_on(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn hash(feature: &str) -> u64 {
    hash_on(HASH_START, feature)
}

/// The hash of the parts with bars between them.
fn hash_parts(parts: &[&str]) -> u64 {
    let (first, rest) = parts.split_first().unwrap_or((&"", &[]));
    rest.iter().fold(hash(first), |hash, part| hash_on(hash_on(hash, "|"), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_kinds_of_tokens() {
        let forms =
            ["12", "3.", "9/11", "talks", "etc.", "J.", "NATO", "U.S.", "Putin", "Inc.", "iPhone", "—", "”", "....", "'s"];
        let shapes = ["9", "9.", "9x", "a", "a.", "A.", "AA", "AA.", "Aa", "Aa.", "aA", "-", "\"", "...", "a"];
        assert_eq!(forms.map(|form| shape(form).into_owned()), shapes);
    }

    #[test]
    fn parts_hash_like_the_feature_they_make() {
        assert_eq!(hash_parts(&["4", "a", ".", "Aa", "a"]), hash("4|a|.|Aa|a"));
    }

    #[test]
    fn damaged_weights_are_named() {
        assert!(SentenceFinder::parse("0|a|b\t1.5\n5|no weight\n").is_err());
    }
}
