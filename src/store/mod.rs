//! The graph on disk and in memory: [`KnowledgeBase`], SPARQL on it, and files that are replaced as a whole or not at all.

mod answer;
mod blocks;
mod canonical;
mod change;
mod error;
mod file;
mod graphs;
mod guard;
mod knowledge_base;
mod query;
mod runs;
mod update;

pub use answer::{Answer, AnswerFormat, Row, Rows, Values};
pub use canonical::canonical_hash;
pub use change::{Change, Changed, GraphContent};
pub use error::StoreError;
pub(crate) use file::open;
pub use file::{Compression, write_atomically};
pub use knowledge_base::{ArticleSummary, KnowledgeBase};
pub use query::{QueryOptions, Stop};
pub use update::GraphUpdate;
