//! Who speaks in quotation marks: "we" and "I" in a quotation are its speaker.

use super::view::View;
use crate::text::{Deprel, TokenId};

/// Verbs that bring a quotation.
const SAYING: &[&str] = &[
    "acknowledge",
    "add",
    "admit",
    "announce",
    "argue",
    "ask",
    "boast",
    "complain",
    "concede",
    "conclude",
    "confirm",
    "continue",
    "cry",
    "declare",
    "deny",
    "explain",
    "express",
    "insist",
    "joke",
    "lament",
    "note",
    "observe",
    "post",
    "promise",
    "quip",
    "recall",
    "remark",
    "repeat",
    "reply",
    "respond",
    "retort",
    "say",
    "shout",
    "state",
    "stress",
    "tell",
    "think",
    "tweet",
    "vow",
    "warn",
    "wonder",
    "write",
];

/// Whether a verb, by its lemma, brings what somebody says.
pub(super) fn is_saying(lemma: &str) -> bool {
    SAYING.contains(&lemma)
}

/// For each token the number of the quotation that it stands in, and for each quotation the subject of the verb that brings it.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    inside: Vec<Option<u32>>,
    speakers: Vec<Option<TokenId>>,
}

impl Quotes {
    /// Finds the document's quotations. Marks that are never closed end with their paragraph.
    pub fn read(view: &View) -> Self {
        let mut quotes = Self { inside: vec![None; view.len() as usize], speakers: Vec::new() };
        let mut open: Option<u32> = None;
        let mut paragraph = 0;
        let mut count = 0;
        for sentence in view.doc.sentences() {
            if sentence.paragraph != paragraph {
                paragraph = sentence.paragraph;
                open = None;
            }
            for token in view.doc.ids(&sentence.tokens) {
                match view.doc.form(token) {
                    "“" | "``" | "«" => open = Some(next(&mut count)),
                    "”" | "''" | "»" => open = None,
                    "\"" => open = if open.is_some() { None } else { Some(next(&mut count)) },
                    _ => quotes.inside[token.index()] = open,
                }
            }
        }
        quotes.speakers = vec![None; count as usize];
        quotes.find_speakers(view);
        quotes
    }

    /// The quotation that a token stands in.
    pub fn around(&self, token: TokenId) -> Option<u32> {
        self.inside[token.index()]
    }

    /// The word that names the speaker of the quotation around a token.
    pub fn speaker(&self, token: TokenId) -> Option<TokenId> {
        self.speakers[self.around(token)? as usize]
    }

    fn find_speakers(&mut self, view: &View) {
        let mut last: Option<(u32, TokenId)> = None;
        let mut waiting: Vec<u32> = Vec::new();
        for sentence in view.doc.sentences() {
            let outside = |token: &TokenId| self.around(*token).is_none();
            let verbs =
                view.doc.ids(&sentence.tokens).filter(outside).filter(|verb| SAYING.contains(&view.lemma(*verb).as_ref()));
            let subject = verbs.into_iter().find_map(|verb| {
                let own = view.doc.dependents_by(verb, &[Deprel::Nsubj]).next();
                // "…," said X: the tree may have hung the subject on the quotation's verb.
                let inverted = || view.doc.ids(&(verb.0 + 1..sentence.tokens.end.min(verb.0 + 7)));
                own.or_else(|| inverted().find(|token| view.deprel(*token) == Deprel::Nsubj)).filter(outside)
            });
            if let Some(subject) = subject {
                for quote in waiting.drain(..) {
                    self.speakers[quote as usize].get_or_insert(subject);
                }
                last = Some((sentence.paragraph, subject));
            }
            for token in view.doc.ids(&sentence.tokens) {
                let Some(quote) = self.around(token) else { continue };
                if self.speakers[quote as usize].is_some() {
                    continue;
                }
                match last {
                    Some((paragraph, speaker)) if paragraph == sentence.paragraph => {
                        self.speakers[quote as usize] = Some(speaker)
                    }
                    _ if waiting.last() != Some(&quote) => waiting.push(quote),
                    _ => {}
                }
            }
        }
    }
}

fn next(count: &mut u32) -> u32 {
    *count += 1;
    *count - 1
}
