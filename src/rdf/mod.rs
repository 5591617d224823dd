//! The one place where Rust becomes RDF: vocabulary, IRIs, the mapping of a reading to quads, and Turtle for people.

mod format;
mod iri;
mod mapper;
mod turtle;
mod types;
pub mod vocab;

pub use format::{GraphFormat, write_graph};
pub use iri::{BaseError, Iris, local_name};
pub use mapper::{Mapper, NamedGraph, text_hash};
pub use turtle::write_turtle;
pub use types::event_types;
