//! Splitting: an article's text to paragraphs, tokens and sentences, in the conventions of UD English.

mod addresses;
mod layout;
mod sentences;
mod vocabulary;
mod words;

use super::{Deprel, Document, EntityKind, ModelError, Sentence, SentenceKind, Token, Upos, Xpos};
use crate::source::Article;
use sentences::SentenceFinder;
use std::ops::Range;

/// Splits articles: rules for tokens, learned weights for the ends of sentences. Needs no network; what [`Analyzer`] says of the
/// ends of sentences is better, for it asks the network too.
///
/// [`Analyzer`]: super::Analyzer
#[derive(Debug)]
pub struct Splitter {
    finder: SentenceFinder,
}

impl Splitter {
    /// Loads the built-in weights for English.
    ///
    /// # Errors
    /// If the table of weights is damaged, which tests rule out for the built-in one.
    pub fn load() -> Result<Self, ModelError> {
        Ok(Self { finder: SentenceFinder::parse(include_str!("../../../models/en/sentences.tsv"))? })
    }

    /// Splits an article into sentences and tokens; their syntax is yet to be read.
    ///
    /// Tokens cover all characters of the text but blanks and control characters, in order and without overlap. Sentences
    /// cover all tokens. No sentence crosses the end of a paragraph, of the headline or of the dateline. Time and memory grow
    /// with the length of the text.
    ///
    /// ```
    /// use relata::{Article, text::Splitter};
    ///
    /// let doc = Splitter::load()?.split(Article::new("note", "The U.S. didn't object. He left."));
    /// let forms: Vec<_> = doc.ids(&doc.sentences()[0].tokens).map(|token| doc.form(token)).collect();
    /// assert_eq!(forms, ["The", "U.S.", "did", "n't", "object", "."]);
    /// # Ok::<(), relata::text::ModelError>(())
    /// ```
    #[must_use]
    pub fn split(&self, article: Article) -> Document {
        let Draft { article, tokens, ends, parts } = self.draft(article);
        let mut sentences = Vec::new();
        for part in &parts {
            let mut start = part.tokens.start;
            for token in part.tokens.clone() {
                if ends[token as usize] > 0.0 {
                    sentences.push(part.sentence(start..token + 1, &tokens));
                    start = token + 1;
                }
            }
        }
        Document::new(article, sentences, tokens, Vec::new())
    }

    /// The tokens, and what speaks for the ends of sentences.
    pub(super) fn draft(&self, article: Article) -> Draft {
        let (mut tokens, mut ends, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let layout = layout::parts(&article);
        let alone = layout.len() == 1;
        for layout::Part { span, kind, paragraph } in layout {
            let found = words::tokenize(&article.text, span);
            let first = tokens.len() as u32;
            self.finder.find(&article.text, &found, alone, &mut ends);
            tokens.extend(found.iter().map(unread));
            parts.push(Part { tokens: first..tokens.len() as u32, kind, paragraph });
        }
        Draft { article, tokens, ends, parts }
    }
}

/// An article cut into tokens.
pub(super) struct Draft {
    pub(super) article: Article,
    /// Tokens whose syntax is yet to be read.
    pub(super) tokens: Vec<Token>,
    /// How much speaks for the end of a sentence after each token: infinite where that is sure, else as log odds.
    pub(super) ends: Vec<f32>,
    /// Runs of tokens that no sentence crosses; they cover all.
    pub(super) parts: Vec<Part>,
}

/// A run of tokens that no sentence crosses.
pub(super) struct Part {
    pub(super) tokens: Range<u32>,
    kind: SentenceKind,
    paragraph: u32,
}

impl Part {
    /// The sentence that a run of the part's tokens makes.
    pub(super) fn sentence(&self, range: Range<u32>, tokens: &[Token]) -> Sentence {
        let span = tokens[range.start as usize].span.cover(tokens[range.end as usize - 1].span);
        Sentence { span, tokens: range, kind: self.kind, paragraph: self.paragraph }
    }
}

/// A token of which nothing is known but its place.
fn unread(raw: &words::RawToken) -> Token {
    Token {
        span: raw.span,
        joined: raw.joined,
        lemma: "_".into(),
        upos: Upos::X,
        xpos: Xpos::Fw,
        head: None,
        deprel: Deprel::Dep,
        entity: EntityKind::None,
    }
}
