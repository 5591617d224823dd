//! The text stage: an [`Article`](crate::Article) in, a [`Document`] out.
//!
//! [`Splitter`] cuts the text into paragraphs, sentences and tokens, in the conventions of UD English: rules, and learned weights for
//! the ends of sentences. [`Analyzer`] has the language model read the tokens: parts of speech, dependencies, dictionary forms, names, and
//! what kind of thing each mention is of. [`conllu`] reads and writes documents, so that the stage can be measured by itself
//! and later stages can be tested on trees that somebody else has made.
//!
//! ```
//! use relata::{Article, text::Analyzer};
//!
//! let analyzer = Analyzer::load()?;
//! let document = analyzer.analyze(Article::new("note", "Poland accused Russia of lying.")).output;
//! let verb = document.sentences()[0].tokens.start + 1;
//! assert_eq!(document.lemma(relata::text::TokenId(verb)), "accuse");
//! assert_eq!(document.names().len(), 2);
//! # Ok::<(), relata::text::ModelError>(())
//! ```

mod analyzer;
pub mod conllu;
mod document;
mod model;
mod split;
mod tags;

pub use analyzer::Analyzer;
pub use document::{Document, EventHint, Margin, Name, Sentence, SentenceKind, Token, TokenId};
pub use model::ModelError;
pub use split::Splitter;
pub use tags::{Deprel, EntityKind, EventRoot, NameKind, Upos, Xpos};
