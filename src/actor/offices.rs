//! The posts of an article as its result: who holds what in which body, each once.

use super::cast::{Cast, EntityId};
use super::lexicon::PersonNoun;
use super::posts::Post;
use super::view::View;
use super::{ActorId, ActorKind, Office};
use std::collections::HashSet;

/// How many posts one is compared with at most: more than any article states.
const MANY: usize = 1000;

/// Makes the offices; `number` gives an entity its place in the result.
pub(super) fn make(view: &View, cast: &Cast, posts: &[Post], mut number: impl FnMut(EntityId) -> ActorId) -> Vec<Office> {
    let mut seen = HashSet::new();
    let mut offices = Vec::new();
    for post in posts {
        let Some(holder) = cast.referent(post.holder) else { continue };
        let body = body(cast, posts, post, holder);
        if body == Some(holder) || !seen.insert((holder, body, post.role.to_lowercase())) {
            continue;
        }
        offices.push(Office {
            holder: number(holder),
            body: body.map(&mut number),
            role: post.role.clone(),
            membership: post.membership,
            former: post.former,
            span: view.doc.span_of(&post.tokens),
            head: post.holder,
        });
    }
    offices
}

/// In or for which body a post is held.
fn body(cast: &Cast, posts: &[Post], post: &Post, holder: EntityId) -> Option<EntityId> {
    let mut body = post.body.and_then(|body| cast.headed_by(body)).map(|draft| draft.entities[0]);
    // "Its board" is the company's, "the head of its games division" is held in the company.
    if let Some(owner) = body.and_then(|id| whole(cast, id)) {
        body = Some(owner);
    }
    // "Their president" is the state's whose people they are.
    if let Some(state) = body.and_then(|id| people_of(cast, id)) {
        body = Some(state);
    }
    // "His secretary of state" is his state's, "her deputy" is the deputy where she is.
    if let Some(superior) = body.filter(|id| cast.entity(*id).kind == ActorKind::Person) {
        let places = matches!(post.kind, PersonNoun::Minister) || post.noun == "deputy";
        body = held_by(cast, posts, superior).filter(|_| places).or(body);
    }
    body.or(post.implied).or_else(|| {
        let stated =
            |other: &&Post| other.noun == post.noun && other.body.is_some() && cast.referent(other.holder) == Some(holder);
        posts.iter().take(MANY).find(stated).and_then(|other| cast.referent(other.body?))
    })
}

/// The body that an unnamed part of it ("board", "games division") belongs to.
fn whole(cast: &Cast, part: EntityId) -> Option<EntityId> {
    const PARTS: &[&str] = &["arm", "board", "branch", "division", "secretariat", "unit"];
    let entity = cast.entity(part);
    let owner = entity.part_of.filter(|owner| cast.entity(*owner).kind == ActorKind::Organization)?;
    (!entity.named && entity.nouns.iter().any(|noun| PARTS.contains(&noun.as_str()))).then_some(owner)
}

/// The state whose people a group is: Colombia of "Colombians".
fn people_of(cast: &Cast, group: EntityId) -> Option<EntityId> {
    let entity = cast.entity(group);
    let state = entity.part_of.filter(|state| cast.entity(*state).kind == ActorKind::State)?;
    (entity.kind == ActorKind::Group && !entity.named && entity.label.starts_with(char::is_uppercase)).then_some(state)
}

/// The body or state that a person holds a post in, or is described as leading.
fn held_by(cast: &Cast, posts: &[Post], person: EntityId) -> Option<EntityId> {
    let held = posts
        .iter()
        .take(MANY)
        .filter(|post| cast.referent(post.holder) == Some(person) && !post.membership)
        .filter_map(|post| post.body_in(cast));
    held.chain(cast.entity(person).side).find(|id| !matches!(cast.entity(*id).kind, ActorKind::Person | ActorKind::Place))
}
