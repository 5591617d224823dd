//! The graph on disk and in memory: [`KnowledgeBase`], SPARQL on it, and files that are replaced as a whole or not at all.

mod answer;
mod blocks;
mod canonical;
mod error;
mod file;
mod graphs;
mod knowledge_base;
mod runs;
mod update;

pub use answer::{Answer, AnswerFormat, Rows};
pub use canonical::canonical_hash;
pub use error::StoreError;
pub(crate) use file::open;
pub use file::{Compression, write_atomically};
pub use knowledge_base::{ArticleSummary, KnowledgeBase};
pub use update::GraphUpdate;
