//! [`Analyzer`]: the door of the text stage.

use super::document::Parts;
use super::model::{Model, ModelFiles};
use super::split::Draft;
use super::{Document, EventHint, Margin, Name, Sentence, Splitter, Token, TokenId};
use crate::diagnostic::Warned;
use crate::source::Article;
use crate::text::{Deprel, ModelError};
use std::ops::Range;

/// Turns articles into documents: splits the text by rules, and has the language model read what it found; the model also says where sentences end.
///
/// Built once and shared by all threads. One call keeps to one core, so that articles can be read in parallel. The same
/// article gives the same document, whatever else is read beside it.
pub struct Analyzer {
    splitter: Splitter,
    model: Model,
}

impl Analyzer {
    /// Loads the built-in language model for English.
    ///
    /// # Errors
    /// If the model is damaged, which its tests rule out for the built-in one.
    pub fn load() -> Result<Self, ModelError> {
        Ok(Self { splitter: Splitter::load()?, model: Model::load(&ModelFiles::ENGLISH)? })
    }

    /// Splits an article into sentences and tokens, and reads their syntax and names.
    ///
    /// Time and memory grow with the length of the text, whatever is in it.
    #[must_use]
    pub fn analyze(&self, article: Article) -> Warned<Document> {
        let Draft { article, mut tokens, ends, parts } = self.splitter.draft(article);
        let Read { sentences: ranges, names, margins, events } = self.read(&article.text, &ends, &mut tokens);
        let mut parts = parts.into_iter().peekable();
        let sentences = ranges.into_iter().map(|range| {
            // No sentence crosses the end of a part.
            while parts.next_if(|part| part.tokens.end <= range.start).is_some() {}
            parts.peek().map_or_else(|| unreachable!("parts cover all tokens"), |part| part.sentence(range, &tokens))
        });
        let sentences = sentences.collect();
        let document = Document::new(article, sentences, tokens, names).with_margins(margins).with_event_hints(events);
        Warned { output: document, warnings: Vec::new() }
    }

    /// Reads syntax and names of given sentences and tokens (as [`conllu::read`](super::conllu::read) gives them); what the
    /// tokens had of them is replaced.
    #[must_use]
    pub fn annotate(&self, document: Document) -> Warned<Document> {
        let Parts { article, sentences, mut tokens, sentence_ids } = document.into_parts();
        let mut ends = vec![f32::NEG_INFINITY; tokens.len()];
        for sentence in &sentences {
            ends[sentence.tokens.end as usize - 1] = f32::INFINITY;
        }
        let Read { names, margins, events, .. } = self.read(&article.text, &ends, &mut tokens);
        for sentence in &sentences {
            join_parts(&mut tokens, sentence);
        }
        let document = Document::new(article, sentences, tokens, names).with_sentence_ids(sentence_ids);
        Warned { output: document.with_margins(margins).with_event_hints(events), warnings: Vec::new() }
    }

    /// Fills in what the model says of the tokens.
    fn read(&self, text: &str, ends: &[f32], tokens: &mut [Token]) -> Read {
        let words: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        let (mut sentences, mut names, mut events) = (Vec::new(), Vec::new(), Vec::new());
        let mut margins = vec![Margin::default(); tokens.len()];
        self.model.read(&words, ends, |reading| {
            let first = reading.range.start as u32;
            sentences.push(first..reading.range.end as u32);
            let places = tokens[reading.range.clone()].iter_mut().zip(&mut margins[reading.range]);
            for ((token, margin), word) in places.zip(reading.words) {
                *margin = word.margin;
                token.lemma = self.model.lemmas().lemma(token.span.of(text), word.upos, word.xpos);
                (token.upos, token.xpos, token.deprel, token.entity) = (word.upos, word.xpos, word.deprel, word.entity);
                token.head = word.head.map(|head| TokenId(first + head as u32));
            }
            let placed = reading.names.into_iter();
            names.extend(placed.map(|name| Name {
                tokens: first + name.range.start as u32..first + name.range.end as u32,
                kind: name.kind,
                rival: name.rival,
            }));
            let moved =
                |fillers: Vec<(TokenId, f32)>| fillers.into_iter().map(|(token, p)| (TokenId(first + token.0), p)).collect();
            events.extend(reading.events.into_iter().map(|hint| EventHint {
                token: TokenId(first + hint.token.0),
                roots: hint.roots,
                sources: moved(hint.sources),
                targets: moved(hint.targets),
            }));
        });
        sentences.sort_by_key(|sentence| sentence.start);
        names.sort_by_key(|name| name.tokens.start);
        events.sort_by_key(|hint| hint.token);
        Read { sentences, names, margins, events }
    }
}

/// What the model finds besides the readings of single words, each in the order of the text.
struct Read {
    /// Runs of tokens.
    sentences: Vec<Range<u32>>,
    names: Vec<Name>,
    /// One a token.
    margins: Vec<Margin>,
    events: Vec<EventHint>,
}

/// An overlong sentence is read in several trees: the later ones are hung on the first.
fn join_parts(tokens: &mut [Token], sentence: &Sentence) {
    let mut root = None;
    for id in sentence.tokens.clone() {
        let token = &mut tokens[id as usize];
        match root {
            _ if token.head.is_some() => {}
            None => root = Some(TokenId(id)),
            Some(_) => (token.head, token.deprel) = (root, Deprel::Parataxis),
        }
    }
}
