//! Quotations that run on: who speaks where no verb of speech stands over the words.

use super::standing::StandingReader;
use super::types::Attribution;
use crate::span::Span;
use crate::text::{Document, TokenId, Upos};

/// The stretches of an article between quotation marks, each with its speaker if one can be told.
#[derive(Debug, Default)]
pub(super) struct Quotes {
    quotes: Vec<(Span, Option<Attribution>)>,
}

impl Quotes {
    /// Finds the quotations of a document and their speakers: the subject of the nearest verb of speech outside, in the same sentence or else
    /// in the same paragraph before or after.
    pub fn find(document: &Document, reader: &StandingReader<'_>) -> Self {
        let spans = quoted(document);
        let verbs = speech_verbs(document, reader, &spans);
        let quotes = spans.into_iter().map(|span| (span, speaker(document, reader, span, &verbs))).collect();
        Self { quotes }
    }

    /// Whether a span stands in a quotation.
    pub fn holds(&self, span: Span) -> bool {
        let index = self.quotes.partition_point(|(quote, _)| quote.end <= span.start);
        self.quotes.get(index).is_some_and(|(quote, _)| quote.contains(span))
    }

    /// The speaker of the quotation that a span stands in.
    pub fn speaker_at(&self, span: Span) -> Option<Attribution> {
        let index = self.quotes.partition_point(|(quote, _)| quote.end <= span.start);
        let (quote, speaker) = self.quotes.get(index)?;
        speaker.clone().filter(|_| quote.contains(span))
    }
}

/// Shortest quotation that is taken for somebody's words, in bytes; a shorter one is a term or a title.
const SHORTEST: usize = 25;

/// The stretches between quotation marks. A paragraph's end closes what was left open, since each paragraph of a long quotation opens anew.
fn quoted(document: &Document) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for (offset, character) in document.text().char_indices() {
        match (character, open) {
            ('“', _) => open = Some((offset + character.len_utf8(), true)),
            ('"', None) => open = Some((offset + 1, false)),
            ('”', Some((start, true))) | ('"', Some((start, false))) | ('\n', Some((start, _))) => {
                found.push(Span::new(start, offset));
                open = None;
            }
            _ => {}
        }
    }
    found.retain(|span| span.len() >= SHORTEST);
    found
}

fn speech_verbs(document: &Document, reader: &StandingReader<'_>, quotes: &[Span]) -> Vec<TokenId> {
    let outside = |span: Span| {
        let index = quotes.partition_point(|quote| quote.end <= span.start);
        quotes.get(index).is_none_or(|quote| !quote.contains(span))
    };
    let is_speech = |token: TokenId| {
        document.token(token).upos == Upos::Verb
            && reader.contexts[token.index()].is_some_and(|found| reader.matcher.ontology.context(found.context).speech)
    };
    (0..document.tokens().len() as u32)
        .map(TokenId)
        .filter(|&token| is_speech(token) && outside(document.token(token).span))
        .collect()
}

fn speaker(document: &Document, reader: &StandingReader<'_>, quote: Span, verbs: &[TokenId]) -> Option<Attribution> {
    let sentences = document.sentences();
    let home = sentences.partition_point(|sentence| sentence.span.end <= quote.start);
    let paragraph = sentences.get(home)?.paragraph;
    let distance = |verb: TokenId| {
        let sentence = document.sentence_of(verb);
        let span = document.token(verb).span;
        let gap = if span.start >= quote.end { span.start - quote.end } else { quote.start.saturating_sub(span.end) };
        let same_sentence = sentences[sentence].span.overlaps(quote);
        (sentences[sentence].paragraph == paragraph).then_some((!same_sentence, gap))
    };
    let nearest = verbs.iter().filter_map(|&verb| Some((distance(verb)?, verb))).min_by_key(|(distance, _)| *distance)?;
    reader.speaker(nearest.1)
}
