//! Splitting: an article's text to paragraphs, tokens and sentences, in the conventions of UD English.

mod addresses;
mod layout;
mod sentences;
mod vocabulary;
mod words;

use super::{Deprel, Document, EntityKind, ModelError, Sentence, Token, Upos, Xpos};
use crate::source::Article;
use sentences::SentenceFinder;

/// Splits articles: rules for tokens, learned weights for the ends of sentences. Needs no network.
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
        let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
        let parts = layout::parts(&article);
        for part in &parts {
            let found = words::tokenize(&article.text, part.span);
            for run in self.finder.sentences(&article.text, &found, parts.len() == 1) {
                let first = tokens.len() as u32;
                let found = &found[run];
                let span = found[0].span.cover(found[found.len() - 1].span);
                tokens.extend(found.iter().map(unread));
                sentences.push(Sentence { span, tokens: first..tokens.len() as u32, kind: part.kind, paragraph: part.paragraph });
            }
        }
        Document::new(article, sentences, tokens, Vec::new())
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
