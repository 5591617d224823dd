//! The text stage: an [`Article`](crate::Article) in, a [`Document`] out.

mod analyzer;
pub mod conllu;
mod document;
mod model;
mod split;
mod tags;

pub use analyzer::Analyzer;
pub use document::{Document, Name, Sentence, SentenceKind, Token, TokenId};
pub use model::ModelError;
pub use split::Splitter;
pub use tags::{Deprel, EntityKind, NameKind, Upos, Xpos};
