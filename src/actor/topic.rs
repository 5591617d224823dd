//! The state that an article is about, which "the government" and "the president" without more are understood to be of.

use super::ActorKind;
use super::cast::{Cast, EntityId};
use super::view::View;
use crate::text::{SentenceKind, TokenId};
use std::collections::BTreeMap;

/// How much a mention in the dateline counts: where an article was written from it is often, but not always, about.
const DATELINE: u32 = 4;
/// How much a mention in the headline counts.
const TITLE: u32 = 2;
/// What a state must count to be what an article is about: one named in passing, as the owner of a company, is not.
const LEAST: u32 = 3;

/// The state that the article is mostly about: the one most often named, by itself, its people or what belongs to it; of equals
/// the first; none if none is named more than in passing.
pub(super) fn home(view: &View, cast: &Cast) -> Option<EntityId> {
    let mut counts: BTreeMap<EntityId, u32> = BTreeMap::new();
    for draft in &cast.drafts {
        let entity = draft.entities[0];
        let state = if cast.entity(entity).kind == ActorKind::State { Some(entity) } else { cast.entity(entity).part_of };
        let Some(state) = state.filter(|state| cast.entity(*state).kind == ActorKind::State) else { continue };
        let first = TokenId(draft.tokens.start);
        let title = view.doc.sentences()[view.doc.sentence_of(first)].kind == SentenceKind::Title;
        *counts.entry(state).or_default() += match (is_dateline(view, first), title) {
            (true, _) => DATELINE,
            (_, true) => TITLE,
            _ => 1,
        };
    }
    let counts = counts.into_iter().filter(|(_, count)| *count >= LEAST);
    counts.max_by_key(|(state, count)| (*count, std::cmp::Reverse(*state))).map(|(state, _)| state)
}

/// Whether a token stands in the dateline, or in capitals at the start of the first sentence after the title.
fn is_dateline(view: &View, token: TokenId) -> bool {
    let span = view.doc.token(token).span;
    if view.doc.article().dateline.is_some_and(|dateline| dateline.contains(span)) {
        return true;
    }
    let first = view.doc.sentences().iter().find(|sentence| sentence.kind == SentenceKind::Body);
    let form = view.doc.form(token);
    first.is_some_and(|sentence| sentence.tokens.start == token.0) && form.len() > 3 && form.chars().all(char::is_uppercase)
}
