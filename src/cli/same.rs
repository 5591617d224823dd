//! `relata same` and `relata different`: who is whom across articles, as people say.

use super::args::{DifferentArgs, JudgementArgs, SameArgs};
use super::{Context, Exit, inputs};
use crate::rdf::{Identities, Iris};
use crate::store::{GraphUpdate, StoreError};
use anyhow::Context as _;
use oxigraph::model::NamedNode;

/// Says that one actor is another.
pub fn same(args: &SameArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.judgement.base.base)?;
    let (one, other) = (actor(&args.one, &iris)?, actor(&args.other, &iris)?);
    let say = |identities: &mut Identities| identities.same(&one, &other);
    change(&args.judgement, &iris, context, (&one, &other), say)
}

/// Says that one actor is not another, or not the one whom an article names so.
pub fn different(args: &DifferentArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.judgement.base.base)?;
    let one = actor(&args.one, &iris)?;
    let other = match (&args.other, &args.article) {
        (Some(other), _) => actor(other, &iris)?,
        (None, Some(article)) if article.contains("://") => checked(article)?,
        (None, article) => iris.article(article.as_deref().unwrap_or_default()),
    };
    let say = |identities: &mut Identities| identities.different(&one, &other);
    change(&args.judgement, &iris, context, (&one, &other), say)
}

/// Changes what the graph says of who is whom.
fn change(
    args: &JudgementArgs,
    iris: &Iris,
    context: &Context,
    (one, other): (&str, &str),
    say: impl FnOnce(&mut Identities),
) -> anyhow::Result<Exit> {
    let store = &args.store.store;
    if !store.exists() {
        return Err(StoreError::Missing(store.clone()).into());
    }
    let mut graph = GraphUpdate::open(store)?;
    let mut identities = graph.identities()?;
    if !args.forget {
        say(&mut identities);
    } else if !identities.forget(one, other) {
        context.messages.error(&format!("nothing was said of {one} and {other}"));
        return Ok(Exit::NotFound);
    }
    graph.replace(&identities.to_graph(iris))?;
    graph.finish()?;
    context.messages.info("articles that are built from now on are read so; build those again that the graph has already");
    Ok(Exit::Done)
}

/// An actor's IRI, from it or from its last part.
fn actor(name: &str, iris: &Iris) -> anyhow::Result<String> {
    if name.contains("://") || name.starts_with("urn:") { checked(name) } else { Ok(iris.actor(name)) }
}

/// An IRI, if it is one.
fn checked(iri: &str) -> anyhow::Result<String> {
    Ok(NamedNode::new(iri).with_context(|| format!("{iri:?} is no IRI"))?.into_string())
}
