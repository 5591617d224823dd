//! `relata remove`: articles out of the graph.

use super::args::RemoveArgs;
use super::{Context, Exit, inputs};
use crate::store::KnowledgeBase;

/// Runs the command. Articles that are not in the graph are named, and the rest is removed.
pub fn run(args: &RemoveArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.base.base)?;
    let mut kb = KnowledgeBase::open_for_writing(&args.store.store)?;
    let known = kb.articles()?;
    let mut exit = Exit::Done;
    for name in &args.articles {
        let iri = known.iter().find(|article| article.doc == *name || article.iri == *name).map(|article| article.iri.clone());
        if !kb.remove(&iri.unwrap_or_else(|| iris.article(name)))? {
            context.messages.error(&format!("{name}: no such article in {}", args.store.store.display()));
            exit = Exit::NotFound;
        }
    }
    kb.save()?;
    Ok(exit)
}
