//! relata reads news and answers who did what to whom, who says so, and which sentence proves it.

#![warn(missing_docs)]

pub mod actor;
pub mod check;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod error;
pub mod eval;
pub mod event;
pub mod network;
pub mod ontology;
pub mod pipeline;
pub mod rdf;
pub mod reading;
pub mod source;
pub mod span;
pub mod store;
pub mod text;

pub use error::Error;
pub use pipeline::Pipeline;
pub use reading::Reading;
pub use source::Article;
