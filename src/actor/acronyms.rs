//! Acronyms that the article explains: "the Committee on Foreign Investment in the United States (CFIUS)".

use super::lexicon::Noun;
use super::view::View;
use crate::text::{TokenId, Upos};
use std::ops::Range;

/// A full name and the acronym in brackets after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explained {
    pub long: Range<u32>,
    pub short: Range<u32>,
}

/// How many acronyms are read at most: more than any article explains.
const MANY: usize = 200;

/// All acronyms that the document explains, in order.
pub(super) fn explained(view: &View) -> Vec<Explained> {
    let brackets = (0..view.len()).map(TokenId).filter(|token| view.doc.form(*token) == "(");
    brackets.filter_map(|bracket| at(view, bracket)).take(MANY).collect()
}

/// Whether a word looks like an acronym.
pub(super) fn is_acronym(word: &str) -> bool {
    let length = word.chars().count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=12).contains(&length) && capitals >= 2 && capitals * 2 >= length && !word.contains(' ')
}

/// The first letters of the words of a name that begin with a capital.
pub(super) fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect()
}

/// How many words a bracket that explains may have.
const LONGEST: u32 = 12;

/// The acronym before a bracket that spells it out: "ADRA (Agency for Drought Relief in Africa)".
fn spelled_out(view: &View, bracket: TokenId, inside: Range<u32>) -> Option<Explained> {
    let short = view.before(bracket).filter(|word| is_acronym(view.doc.form(*word)))?;
    let long = long_form(view, inside.clone(), view.doc.form(short))?;
    (long.start <= inside.start + 1).then_some(Explained { long, short: short.0..bracket.0 })
}

fn at(view: &View, bracket: TokenId) -> Option<Explained> {
    let sentence = view.sentence(bracket);
    let close = (bracket.0 + 1..sentence.end.min(bracket.0 + LONGEST)).find(|token| view.doc.form(TokenId(*token)) == ")")?;
    let short = bracket.0 + 1..close;
    if short.is_empty() || !is_acronym(&view.words(&short)) {
        return spelled_out(view, bracket, short);
    }
    let before = sentence.start..bracket.0;
    let long = long_form(view, before.clone(), &view.words(&short)).or_else(|| translated(view, before))?;
    Some(Explained { long, short })
}

/// The shortest run of words just before the bracket that has the acronym's letters in order, the first at the beginning of a word.
fn long_form(view: &View, before: Range<u32>, short: &str) -> Option<Range<u32>> {
    let mut letters: Vec<char> = short.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let limit = (letters.len() * 2).min(letters.len() + 5) as u32;
    let mut start = before.end;
    while start > before.start && before.end - start < limit {
        start -= 1;
        let token = TokenId(start);
        if view.upos(token) == Upos::Punct && !matches!(view.doc.form(token), "-" | "–" | "&" | "'" | "’") {
            return None;
        }
        for (place, c) in view.lower(token).char_indices().rev() {
            let first = letters.len() == 1;
            if letters.last() == Some(&c) && (!first || place == 0) {
                letters.pop();
            }
        }
        if letters.is_empty() {
            let named = view.doc.form(token).starts_with(char::is_uppercase) && before.end - start > 1;
            return named.then_some(start..before.end);
        }
    }
    None
}

/// The name of a body before the bracket whose letters are those of another language: "the Spanish football federation (RFEF)".
fn translated(view: &View, before: Range<u32>) -> Option<Range<u32>> {
    let last = TokenId(before.end.checked_sub(1)?);
    let body = matches!(view.lexicon.noun(&view.lemma(last)), Some(Noun::Body(_))) && !view.is_plural(last);
    let mut start = last.0;
    while start > before.start && matches!(view.upos(TokenId(start - 1)), Upos::Adj | Upos::Noun | Upos::Propn) {
        start -= 1;
    }
    let named = (start..before.end).any(|token| view.doc.form(TokenId(token)).starts_with(char::is_uppercase));
    (body && named && start < last.0).then_some(start..before.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::tests::{document, known};

    #[test]
    fn the_letters_tell_where_the_name_begins() {
        let doc = document(
            "The the DET DT 2 det\nCommittee committee PROPN NNP 0 root\non on ADP IN 5 case\nForeign foreign ADJ NNP 5 amod\n\
             Investment investment PROPN NNP 2 nmod\n( ( PUNCT -LRB- 7 punct\nCFI CFI PROPN NNP 2 appos\n) ) PUNCT -RRB- 7 punct",
        );
        let found = explained(&View::new(&doc, &known()));
        assert_eq!(found, [Explained { long: 1..5, short: 6..7 }]);
    }

    #[test]
    fn other_brackets_explain_nothing() {
        let doc = document(
            "Poland Poland PROPN NNP 0 root\n( ( PUNCT -LRB- 3 punct\nNATO NATO PROPN NNP 1 appos\n) ) PUNCT -RRB- 3 punct",
        );
        assert_eq!(explained(&View::new(&doc, &known())), []);
    }
}
