//! The graph on disk and in memory: [`KnowledgeBase`], SPARQL on it, and files that are replaced as a whole or not at all.

mod answer;
mod blocks;
mod error;
mod file;
mod knowledge_base;
mod runs;
mod update;

pub use answer::{Answer, AnswerFormat, Rows};
pub use error::StoreError;
pub use file::{Compression, write_atomically};
pub use knowledge_base::{ArticleSummary, KnowledgeBase};
pub use update::GraphUpdate;
