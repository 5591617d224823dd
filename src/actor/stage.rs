//! [`identify`]: the actor stage as a whole.

use super::cast::{Cast, Draft, EntityId};
use super::lexicon::PersonNoun;
use super::posts::Post;
use super::view::View;
use super::{Actor, ActorId, ActorKind, Actors, Mention, Office};
use super::{acronyms, identity, linking, names, phrases, posts, resolve};
use crate::ontology::KnownActors;
use crate::text::{Document, SentenceKind, TokenId};
use std::collections::{BTreeMap, HashSet};

/// Finds the participants of an article: every mention by name, description or pronoun, who is meant, and which posts they hold.
///
/// Total: odd input gives fewer mentions. The same document and known actors give the same result. The cost is near
/// linear in the length of the document: pronouns and descriptions look a few sentences back.
#[must_use]
pub fn identify(document: &Document, known: &KnownActors) -> Actors {
    let view = View::new(document, known);
    let mut cast = Cast::new(view.len());
    let explained = acronyms::explained(&view);
    let spotted = names::spot(&view, &explained);
    linking::link(&view, &spotted, &explained, &mut cast);
    let home = home(&view, &cast);
    let phrases = phrases::read(&view, &cast);
    let posts = posts::read(&view, &cast, &phrases);
    entitle(&view, &mut cast, &posts);
    resolve::resolve(&view, &mut cast, &phrases, &posts, home);
    finish(&view, cast, &posts, home)
}

/// The state that the article is mostly about: the one most often named, the state of the dateline before others.
fn home(view: &View, cast: &Cast) -> Option<EntityId> {
    let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
    for draft in &cast.drafts {
        let entity = draft.entities[0];
        let state = if cast.entity(entity).kind == ActorKind::State { Some(entity) } else { cast.entity(entity).part_of };
        let Some(state) = state.filter(|state| cast.entity(*state).kind == ActorKind::State) else { continue };
        *counts.entry(state).or_default() += if is_dateline(view, draft.tokens.start) { 4 } else { 1 };
    }
    // Of equals the one that comes first.
    counts.into_iter().max_by_key(|(state, count)| (*count, std::cmp::Reverse(*state))).map(|(state, _)| state)
}

/// Whether a token stands in the dateline, or in capitals at the start of the first sentence after the title.
fn is_dateline(view: &View, token: u32) -> bool {
    let span = view.doc.token(TokenId(token)).span;
    if view.doc.article().dateline.is_some_and(|dateline| dateline.contains(span)) {
        return true;
    }
    let first = view.doc.sentences().iter().find(|sentence| sentence.kind == SentenceKind::Body);
    let form = view.doc.form(TokenId(token));
    first.is_some_and(|sentence| sentence.tokens.start == token) && form.len() > 3 && form.chars().all(char::is_uppercase)
}

/// Lets people be called by their posts and titles: "the general", "the prince".
fn entitle(view: &View, cast: &mut Cast, posts: &[Post]) {
    let heads: Vec<(TokenId, u32, EntityId)> = cast
        .drafts
        .iter()
        .filter(|draft| cast.entity(draft.entities[0]).kind == ActorKind::Person)
        .map(|draft| (draft.head, draft.tokens.start, draft.entities[0]))
        .collect();
    for (_, start, person) in heads {
        let mut at = TokenId(start);
        while let Some(title) = view.before(at).filter(|title| view.lexicon.is_title(view.doc.form(*title))) {
            cast.entity_mut(person).describe(&view.lower(title));
            at = title;
        }
    }
    for post in posts.iter().filter(|post| !post.noun.is_empty()) {
        if let Some(person) = cast.referent(post.holder).filter(|id| cast.entity(*id).kind == ActorKind::Person) {
            cast.entity_mut(person).describe(&post.noun);
        }
    }
}

/// Posts that one state alone calls so.
const NATIONAL_POSTS: &[(&str, &str)] = &[
    ("chancellor of the exchequer", "united-kingdom"),
    ("defense secretary", "united-states"),
    ("foreign secretary", "united-kingdom"),
    ("home secretary", "united-kingdom"),
    ("national security adviser", "united-states"),
    ("national security advisor", "united-states"),
    ("secretary of defense", "united-states"),
    ("secretary of state", "united-states"),
    ("taoiseach", "ireland"),
    ("treasury secretary", "united-states"),
];

/// The body of a post of government that the text leaves unsaid: the state that alone has such a post, if the article speaks of
/// it; else the state that the article is about.
fn implied_body(view: &View, cast: &Cast, post: &Post, home: Option<EntityId>) -> Option<EntityId> {
    let governing = matches!(post.kind, PersonNoun::Leader | PersonNoun::Minister)
        || matches!(post.noun.as_str(), "attorney general" | "ambassador" | "press secretary" | "vice president");
    if !governing {
        return None;
    }
    let role = post.role.to_lowercase();
    let national = NATIONAL_POSTS.iter().find(|(name, _)| role == *name).and_then(|(_, key)| view.known.find(key));
    national.and_then(|state| cast.known(state)).or(home)
}

/// Turns the cast into the stage's result.
fn finish(view: &View, cast: Cast, posts: &[Post], home: Option<EntityId>) -> Actors {
    let mut drafts: Vec<&Draft> = cast.drafts.iter().collect();
    drafts.sort_by_key(|draft| (draft.head, draft.tokens.start));
    let mut numbering = Numbering { view: *view, cast: &cast, ids: vec![None; cast.entities.len()], order: Vec::new() };
    let mentions = drafts
        .into_iter()
        .map(|draft| Mention {
            span: view.doc.span_of(&draft.tokens),
            tokens: draft.tokens.clone(),
            head: draft.head,
            kind: draft.kind,
            actors: draft.entities.iter().map(|entity| numbering.actor(*entity)).collect(),
        })
        .collect();
    let offices = offices(view, &cast, posts, home, &mut numbering);
    let actors = numbering.actors();
    Actors::new(view.doc.tokens().len(), mentions, actors, offices)
}

fn offices(view: &View, cast: &Cast, posts: &[Post], home: Option<EntityId>, numbering: &mut Numbering) -> Vec<Office> {
    let mut seen = HashSet::new();
    let mut offices = Vec::new();
    for post in posts {
        let Some(holder) = cast.referent(post.holder) else { continue };
        let mut body = post.body.and_then(|body| cast.headed_by(body)).map(|draft| draft.entities[0]);
        // "Its board" is the company's.
        let board = |id: EntityId| !cast.entity(id).named && cast.entity(id).nouns.iter().any(|noun| noun == "board");
        if let Some(owner) = body.filter(|id| board(*id)).and_then(|id| cast.entity(id).part_of) {
            body = Some(owner);
        }
        if body.is_none() {
            let stated =
                |other: &&Post| other.noun == post.noun && other.body.is_some() && cast.referent(other.holder) == Some(holder);
            body = posts.iter().find(stated).and_then(|other| cast.referent(other.body?));
            body = body.or_else(|| implied_body(view, cast, post, home));
        }
        if body == Some(holder) || !seen.insert((holder, body, post.role.to_lowercase())) {
            continue;
        }
        offices.push(Office {
            holder: numbering.actor(holder),
            body: body.map(|body| numbering.actor(body)),
            role: post.role.clone(),
            membership: post.membership,
            former: post.former,
            span: view.doc.span_of(&post.tokens),
            head: post.holder,
        });
    }
    offices
}

/// Gives the entities that are spoken of their numbers, in the order of their first mention.
struct Numbering<'v, 'd> {
    view: View<'d>,
    cast: &'v Cast,
    ids: Vec<Option<ActorId>>,
    order: Vec<EntityId>,
}

impl Numbering<'_, '_> {
    fn actor(&mut self, entity: EntityId) -> ActorId {
        if let Some(id) = self.ids[entity.0 as usize] {
            return id;
        }
        let id = ActorId(self.order.len() as u32);
        self.ids[entity.0 as usize] = Some(id);
        self.order.push(entity);
        if let Some(body) = self.cast.entity(entity).part_of {
            self.actor(body);
        }
        id
    }

    fn actors(&self) -> Vec<Actor> {
        let doc = &self.view.doc.article().doc;
        let mut likes: BTreeMap<String, usize> = BTreeMap::new();
        let make = |entity: &EntityId| {
            let entity = self.cast.entity(*entity);
            let label = identity::label(entity);
            let key = if entity.named {
                identity::named_key(&self.view, entity)
            } else {
                let number = likes.entry(identity::slug(&label)).or_default();
                *number += 1;
                identity::unnamed_key(doc, &label, *number)
            };
            let mut aliases: Vec<String> = entity.names.iter().filter(|name| **name != label).cloned().collect();
            aliases.sort();
            let part_of = entity.part_of.and_then(|body| self.ids[body.0 as usize]);
            Actor { label, kind: entity.kind, key, aliases, named: entity.named, part_of }
        };
        self.order.iter().map(make).collect()
    }
}
