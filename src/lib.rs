//! relata reads news and answers who did what to whom, who says so, and which sentence proves it.

#![warn(missing_docs)]

pub mod actor;
pub mod diagnostic;
pub mod event;
pub mod ontology;
pub mod source;
pub mod span;
pub mod text;

pub use source::Article;
