//! [`Analyzer`]: the door of the text stage.

use super::document::Parts;
use super::model::{Model, ModelFiles};
use super::{Document, Name, Sentence, Splitter, Token, TokenId};
use crate::diagnostic::Warned;
use crate::source::Article;
use crate::text::{Deprel, ModelError};

/// Turns articles into documents: splits the text by rules, and has the language model read what it found.
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
        self.annotate(self.splitter.split(article))
    }

    /// Reads syntax and names of given sentences and tokens (as [`conllu::read`](super::conllu::read) gives them); what the
    /// tokens had of them is replaced.
    #[must_use]
    pub fn annotate(&self, document: Document) -> Warned<Document> {
        let Parts { article, sentences, mut tokens, sentence_ids } = document.into_parts();
        let names = self.read(&article.text, &sentences, &mut tokens);
        let document = Document::new(article, sentences, tokens, names).with_sentence_ids(sentence_ids);
        Warned { output: document, warnings: Vec::new() }
    }

    /// Fills in what the model says of the tokens, and gives the names.
    fn read(&self, text: &str, sentences: &[Sentence], tokens: &mut [Token]) -> Vec<Name> {
        let run = |sentence: &Sentence| sentence.tokens.start as usize..sentence.tokens.end as usize;
        let forms = |sentence| tokens[run(sentence)].iter().map(|token: &Token| token.span.of(text)).collect();
        let words: Vec<Vec<&str>> = sentences.iter().map(forms).collect();
        let mut names = Vec::new();
        // An overlong sentence is read in several trees; the later ones hang on the first.
        let mut later_roots = Vec::new();
        self.model.read(&words, |block, reading| {
            let first = sentences[block.sentence].tokens.start + block.range.start as u32;
            for (index, word) in reading.words.into_iter().enumerate() {
                let token = &mut tokens[first as usize + index];
                token.lemma = self.model.lemmas().lemma(token.span.of(text), word.upos, word.xpos);
                (token.upos, token.xpos, token.deprel, token.entity) = (word.upos, word.xpos, word.deprel, word.entity);
                token.head = word.head.map(|head| TokenId(first + head as u32));
                if word.head.is_none() && block.range.start > 0 {
                    later_roots.push((block.sentence, first as usize + index));
                }
            }
            let placed = reading.names.into_iter();
            names.extend(placed.map(|(range, kind)| Name { tokens: first + range.start as u32..first + range.end as u32, kind }));
        });
        for (sentence, token) in later_roots {
            let root = (sentences[sentence].tokens.clone()).find(|id| tokens[*id as usize].head.is_none()).map(TokenId);
            (tokens[token].head, tokens[token].deprel) = (root, Deprel::Parataxis);
        }
        names.sort_by_key(|name| name.tokens.start);
        names
    }
}
