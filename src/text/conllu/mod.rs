//! CoNLL-U, the file format of Universal Dependencies, in both directions.
//!
//! It carries the whole of a [`Document`](super::Document): sentences, tokens, multiword tokens, tags and trees in their columns, and in the last
//! column `SpaceAfter=No`, names (`Name=B-PER`, `Name=I-PER`) and kinds of mentioned things (`Entity=person`). Comments carry
//! `# newdoc id`, `# date` (of the article), `# newpar`, `# sent_id`, `# text`, and `# kind = title` before the headline.
//! Morphological features are not part of a document: they are skipped in reading, and written as `_`.

mod reader;
mod writer;

pub use reader::{ConlluError, read};
pub use writer::write;
