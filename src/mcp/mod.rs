//! The graph for assistants: a server of the Model Context Protocol on standard input and output.
//!
//! Five tools, all of which only read: read an article that is given, search actors, ask a ready question, ask in SPARQL, explain. Every
//! answer brings the sentences that prove it, so that an assistant can quote them instead of guessing.

mod answers;
mod tools;

pub use answers::{ActorFound, ActorsFound, ArticleRead, EventRead, OfficeRead, SparqlAnswer};
pub use tools::Tools;

use crate::serve::Shared;
use rmcp::ServiceExt;
use std::fmt::Display;

/// Why the conversation ended early.
#[derive(Debug, thiserror::Error)]
#[error("the conversation with the client broke off: {0}")]
pub struct McpError(String);

impl McpError {
    fn new(error: impl Display) -> Self {
        Self(error.to_string())
    }
}

/// Answers the client on standard input and output until it leaves.
///
/// # Errors
/// If the client does not speak the protocol.
pub async fn serve(app: Shared) -> Result<(), McpError> {
    let watched = app.clone();
    let watch = tokio::spawn(async move { watched.runner.watch().await });
    let running = Tools::new(app).serve(rmcp::transport::stdio()).await.map_err(McpError::new)?;
    let ended = running.waiting().await.map_err(McpError::new);
    watch.abort();
    ended.map(drop)
}
