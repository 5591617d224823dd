//! The graph over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, a JSON API, linked data, and pages.
//!
//! Safe by default: on loopback, read-only, nothing fetched from anywhere, and limits on all that a client may use.

mod access;
mod api;
mod app;
mod description;
mod endpoints;
mod graph_store;
mod limits;
mod linked;
mod metrics;
mod negotiate;
mod openapi;
mod page;
mod problem;
mod request;
mod runner;
mod server;
mod sparql;
#[cfg(test)]
mod tests;

pub use access::{Access, Token};
pub use api::{AskAnswer, Pasted, answer_question, read_article};
pub use app::{App, Shared, router};
pub use limits::Limits;
pub use metrics::{Gauges, Metrics};
pub use problem::Problem;
pub use runner::{AnswerWriter, Runner, Task};
pub use server::{ServeError, bind, serve};
