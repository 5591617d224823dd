//! The one place where Rust becomes RDF: vocabulary, IRIs, the mapping of a reading to quads, and Turtle for people.

mod format;
mod iri;
mod mapper;
mod turtle;
pub mod vocab;

pub use format::{GraphFormat, write_graph};
pub use iri::{BaseError, Iris, local_name};
pub use mapper::{ArticleGraph, Mapper};
pub use turtle::write_turtle;
