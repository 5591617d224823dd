//! Tokens to sentences.

use super::vocabulary::Abbreviation;
use super::words::RawToken;
use std::ops::Range;

/// A sentence is cut, at a comma or the like where there is one, before it gets longer than this many tokens.
const LONGEST_SENTENCE: usize = 250;

/// The sentences of one paragraph, as runs of its tokens.
pub(super) fn sentences(text: &str, tokens: &[RawToken]) -> Vec<Range<usize>> {
    let view = View { text, tokens };
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = view.end_after(at);
        match end {
            Some(end) => {
                cut_overlong(&view, start..end, &mut sentences);
                (start, at) = (end, end);
            }
            None => at += 1,
        }
    }
    cut_overlong(&view, start..tokens.len(), &mut sentences);
    sentences
}

/// The tokens of a paragraph and what they look like.
struct View<'t> {
    text: &'t str,
    tokens: &'t [RawToken],
}

impl<'t> View<'t> {
    fn form(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether a blank stands before a token.
    fn spaced(&self, at: usize) -> bool {
        at == 0 || at >= self.tokens.len() || self.tokens[at - 1].span.end < self.tokens[at].span.start
    }

    /// If the sentence ends with the token at `at` or with the closing marks after it: where the next begins.
    fn end_after(&self, at: usize) -> Option<usize> {
        let form = self.form(at);
        let strong = is_terminal(form);
        if !strong && self.tokens[at].abbreviation != Abbreviation::Closed {
            return None;
        }
        let mut next = at + 1;
        while next < self.tokens.len() && closes(self.form(next), self.spaced(next)) {
            next += 1;
        }
        if next >= self.tokens.len() {
            return Some(next);
        }
        let closed = next > at + 1;
        let follows = self.form(next);
        if !self.spaced(next) && !follows.starts_with(char::is_uppercase) {
            return None;
        }
        let first = follows.chars().next().unwrap_or(' ');
        let begins = first.is_uppercase() || first.is_ascii_digit() || opens(follows) || is_bullet(follows);
        let ends = match form {
            _ if !strong => first.is_uppercase() && starts_sentence(follows),
            "..." | ".." | "…" | "...." => first.is_uppercase() || opens(follows),
            "." => begins || !closed && !first.is_ascii_punctuation(),
            _ => begins || !closed && first.is_alphanumeric(),
        };
        ends.then_some(next)
    }
}

/// Whether a token ends sentences.
fn is_terminal(form: &str) -> bool {
    form.starts_with(['.', '?', '!', '…', '。', '؟', '।'])
        && form.chars().all(|mark| matches!(mark, '.' | '?' | '!' | '…' | '。' | '؟' | '।'))
}

/// Whether a token after the end of a sentence still belongs to it.
fn closes(form: &str, spaced: bool) -> bool {
    match form {
        ")" | "]" | "}" | "”" | "»" | "’’" | "''" => true,
        "\"" | "'" | "’" => !spaced,
        _ => is_terminal(form) && !spaced,
    }
}

/// Whether a token may open a sentence before its first word.
fn opens(form: &str) -> bool {
    matches!(
        form,
        "\"" | "“" | "'" | "‘" | "``" | "(" | "[" | "«" | "‘’" | "„" | "¿" | "¡" | "$" | "£" | "€" | "#" | "@" | "''" | "<<"
    )
}

fn is_bullet(form: &str) -> bool {
    matches!(form, "•" | "*" | "-" | "–" | "—" | "·" | "▪" | "●" | "■" | "◦" | "--" | "**" | "+")
}

/// Whether a capitalized word begins a sentence rather than a name: after "U.S." or "Inc.".
fn starts_sentence(form: &str) -> bool {
    matches!(
        form,
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "You"
            | "I"
            | "His"
            | "Her"
            | "Its"
            | "Their"
            | "Our"
            | "My"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "There"
            | "Here"
            | "In"
            | "On"
            | "At"
            | "By"
            | "For"
            | "From"
            | "To"
            | "With"
            | "As"
            | "After"
            | "Before"
            | "During"
            | "Since"
            | "While"
            | "When"
            | "If"
            | "But"
            | "And"
            | "Or"
            | "So"
            | "Yet"
            | "However"
            | "Although"
            | "Though"
            | "Both"
            | "All"
            | "Some"
            | "Many"
            | "Most"
            | "Several"
            | "Two"
            | "Three"
            | "One"
            | "No"
            | "Not"
            | "What"
            | "Who"
            | "Why"
            | "How"
            | "Where"
            | "Asked"
            | "Meanwhile"
            | "Earlier"
            | "Last"
            | "According"
            | "Under"
            | "Over"
            | "Among"
            | "Officials"
            | "Also"
            | "Now"
            | "Then"
            | "Such"
            | "Other"
            | "Another"
            | "Each"
    )
}

/// Adds a run of tokens, in pieces if it is overlong.
fn cut_overlong(view: &View, run: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let mut start = run.start;
    while run.end - start > LONGEST_SENTENCE {
        let limit = start + LONGEST_SENTENCE;
        let pause =
            |at: &usize| matches!(view.form(*at), ";" | ":" | "," | "—" | "–" | "|" | "•") && !view.tokens[*at + 1].joined;
        let end = (start + LONGEST_SENTENCE / 2..limit).rev().find(pause).map_or(limit, |at| at + 1);
        // The words of a multiword token stay together.
        let end = (start + 1..=end).rev().find(|at| !view.tokens[*at].joined).unwrap_or(end);
        sentences.push(start..end);
        start = end;
    }
    if start < run.end {
        sentences.push(start..run.end);
    }
}
