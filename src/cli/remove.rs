//! `relata remove`: articles out of the graph.

use super::args::RemoveArgs;
use super::{Context, Exit, inputs};
use crate::store::{GraphUpdate, StoreError};

/// Runs the command. Articles that are not in the graph are named, and the rest is removed.
pub fn run(args: &RemoveArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.base.base)?;
    if !args.store.store.exists() {
        return Err(StoreError::Missing(args.store.store.clone()).into());
    }
    let mut graph = GraphUpdate::open(&args.store.store)?;
    let mut exit = Exit::Done;
    for name in &args.articles {
        if !graph.remove(name)? && !graph.remove(&iris.article(name))? {
            context.messages.error(&format!("{name}: no such article in {}", args.store.store.display()));
            exit = Exit::NotFound;
        }
    }
    graph.finish()?;
    Ok(exit)
}
