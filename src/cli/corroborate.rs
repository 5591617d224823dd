//! `relata corroborate`: the claims of a graph, written into it.

use super::args::CorroborateArgs;
use super::{Context, Exit, inputs};
use crate::claim::corroborate;
use crate::store::{GraphUpdate, KnowledgeBase, StoreError};

/// Runs the command.
pub fn run(args: &CorroborateArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let (ontology, _) = inputs::vocabulary(&args.vocabulary)?;
    let path = &args.store.store;
    if !path.exists() {
        return Err(StoreError::Missing(path.clone()).into());
    }
    let claims = if path.is_dir() {
        let mut kb = KnowledgeBase::open_for_writing(path)?;
        let claims = corroborate(&kb, &ontology, &iris)?;
        kb.replace(&claims.graph(&iris))?;
        kb.save()?;
        claims
    } else {
        // The lock is taken before the graph is read, so that nobody changes it in between.
        let mut update = GraphUpdate::open(path)?;
        let claims = corroborate(&KnowledgeBase::open(path)?, &ontology, &iris)?;
        update.replace(&claims.graph(&iris))?;
        update.finish()?;
        claims
    };
    let corroborated = claims.claims.iter().filter(|claim| claim.support() > 1).count();
    let disputed = claims.claims.iter().filter(|claim| !claim.disputed_by.is_empty()).count();
    context.messages.info(&format!(
        "{} claims, {corroborated} of them told by several independent sources, {disputed} disputed; {} articles are copies",
        claims.claims.len(),
        claims.copies.len()
    ));
    Ok(Exit::Done)
}
