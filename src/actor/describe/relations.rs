//! Descriptions by what somebody is to somebody else: "its neighbour", "his predecessor", "her Turkish counterpart", "its suitor".
//!
//! The possessor is one side of the relation; whoever is meant is on the other, and of the same kind.

use super::super::ActorKind;
use super::super::cast::{Cast, EntityId};
use super::super::memory::Seen;
use super::super::phrases::{Phrase, Reference};
use super::Scene;
use crate::text::{Deprel, TokenId, Upos};
use std::collections::BTreeSet;

/// Nouns for the other side of a relation, whoever it is.
const OTHERS: &[&str] = &[
    "accuser",
    "adversary",
    "ally",
    "captive",
    "captor",
    "challenger",
    "creditor",
    "debtor",
    "employer",
    "enemy",
    "foe",
    "guest",
    "host",
    "jailer",
    "opponent",
    "partner",
    "prisoner",
    "protector",
    "rival",
    "suitor",
    "target",
    "tormentor",
    "visitor",
];

/// Nouns for another state.
const STATES: &[&str] = &["colony", "neighbor", "neighbour", "ruler"];

/// How many words around a description are searched for who followed whom in a post.
const AROUND: u32 = 1500;

impl Scene<'_, '_> {
    /// The other side, where the description is one of these.
    pub(super) fn related(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        if phrase.plural || phrase.reference != Reference::Possessed && phrase.noun != "counterpart" {
            return None;
        }
        let owner = phrase.possessor.and_then(|possessor| cast.referent(possessor)).or_else(|| self.owner(phrase, cast))?;
        match phrase.noun.as_str() {
            "predecessor" | "successor" => self.succession(phrase, owner, cast),
            "counterpart" | "opposite number" => self.counterpart(phrase, owner, cast),
            noun if STATES.contains(&noun) => self.other_state(phrase, owner, cast),
            noun if OTHERS.contains(&noun) => self.other_side(phrase, owner, cast),
            _ => None,
        }
    }

    /// "Its neighbour": the other state here, or that the article speaks of most.
    fn other_state(&self, phrase: &Phrase, owner: EntityId, cast: &Cast) -> Option<EntityId> {
        let state = |id: EntityId| cast.entity(id).kind == ActorKind::State;
        if !state(owner) {
            return None;
        }
        self.memory.most_mentioned(|id| state(id) && id != owner).filter(|id| !self.clause_mates(phrase, cast).contains(id))
    }

    /// "Its suitor": the one of the same kind that is prominent beside the possessor.
    fn other_side(&self, phrase: &Phrase, owner: EntityId, cast: &Cast) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let beside = self.clause_mates(phrase, cast);
        let kind = cast.entity(owner).kind;
        let fits = |id: EntityId, seen: &Seen| {
            let entity = cast.entity(id);
            let alike = entity.kind == kind || kind == ActorKind::Organization && entity.is_open();
            id != owner && entity.named && alike && !beside.contains(&id) && seen.sentence + 3 >= sentence
        };
        // First whoever stood beside one verb with the possessor: "Turkey sent milk to Qatar. … its ally".
        let own = self.memory.recent(sentence).filter(|seen| seen.sentence < sentence && seen.entities.contains(&owner));
        let clauses: BTreeSet<TokenId> = own.map(|seen| self.view.clause(seen.head)).collect();
        let with_owner = |id: EntityId, seen: &Seen| clauses.contains(&self.view.clause(seen.head)) && fits(id, seen);
        self.memory.protagonist(sentence, with_owner).or_else(|| self.memory.protagonist(sentence, fits))
    }

    /// "Her predecessor": whom she followed, by a verb of the article, or who held the same post before.
    fn succession(&self, phrase: &Phrase, owner: EntityId, cast: &Cast) -> Option<EntityId> {
        let before = phrase.noun == "predecessor";
        let view = &self.view;
        let near = phrase.head.0.saturating_sub(AROUND)..view.len().min(phrase.head.0 + AROUND);
        let told = view.doc.ids(&near).filter(|verb| view.upos(*verb) == Upos::Verb).find_map(|verb| {
            let (follower, followed) = self.followed(verb)?;
            let (follower, followed) = (cast.referent(follower)?, cast.referent(followed)?);
            let person = |id: EntityId| cast.entity(id).kind == cast.entity(owner).kind;
            let (given, sought) = if before { (follower, followed) } else { (followed, follower) };
            (given == owner && person(sought)).then_some(sought)
        });
        told.or_else(|| {
            let held: Vec<&str> = self.posts_of(owner, cast).map(|post| post.noun.as_str()).collect();
            let other = |id: EntityId| {
                id != owner && self.posts_of(id, cast).any(|post| held.contains(&post.noun.as_str()) && post.former == before)
            };
            self.memory.latest(other)
        })
    }

    /// Who follows whom by this verb: "X succeeded Y", "Y was replaced by X", "X took over from Y".
    fn followed(&self, verb: TokenId) -> Option<(TokenId, TokenId)> {
        let view = &self.view;
        let dependent = |relations: &[Deprel]| view.doc.dependents_by(verb, relations).next();
        match view.lemma(verb).as_ref() {
            "succeed" | "replace" => match dependent(&[Deprel::OblAgent]) {
                Some(agent) => Some((agent, dependent(&[Deprel::NsubjPass])?)),
                None => Some((dependent(&[Deprel::Nsubj])?, dependent(&[Deprel::Obj])?)),
            },
            "take" => {
                let from = view
                    .doc
                    .dependents_by(verb, &[Deprel::Obl])
                    .find(|noun| view.preposition(*noun).as_deref() == Some("from"))?;
                let over = view.doc.dependents_by(verb, &[Deprel::CompoundPrt]).any(|word| view.lower(word) == "over");
                over.then_some((dependent(&[Deprel::Nsubj])?, from))
            }
            _ => None,
        }
    }

    /// "Her Turkish counterpart": who holds such a post in the other state, or the person of that state spoken of last.
    fn counterpart(&self, phrase: &Phrase, owner: EntityId, cast: &Cast) -> Option<EntityId> {
        let before =
            self.view.doc.dependents_by(phrase.head, &[Deprel::Amod, Deprel::Compound]).filter(|word| *word < phrase.head);
        let state = before.filter_map(|word| cast.referent(word)).find(|id| cast.entity(*id).kind == ActorKind::State);
        let held: Vec<&str> = self.posts_of(owner, cast).map(|post| post.noun.as_str()).collect();
        let person = |id: EntityId| id != owner && cast.entity(id).kind == ActorKind::Person && !cast.entity(id).plural;
        let there = |id: EntityId| state.is_none_or(|state| self.state_of(id, cast) == Some(state));
        let alike = |id: EntityId| self.posts_of(id, cast).any(|post| held.contains(&post.noun.as_str()));
        let known = self.memory.latest(|id| person(id) && there(id) && alike(id));
        known.or_else(|| self.memory.latest(|id| person(id) && state.is_some() && there(id)))
    }
}
