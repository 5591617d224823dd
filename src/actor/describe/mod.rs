//! Descriptions: whom "the Ukrainian leader", "the group", "the government", "the gunmen" refer to.

mod beside;
mod bodies;
mod deeds;
mod groups;
mod kin;
mod people;
mod relations;

pub(super) use kin::is_kin;

use super::ActorKind;
use super::cast::{Cast, Entity, EntityId};
use super::kinship::is_called;
use super::lexicon::{BodyNoun, Noun};
use super::memory::Memory;
use super::phrases::{Phrase, Reference};
use super::posts::Post;
use super::view::View;
use crate::text::{Deprel, TokenId, Upos};

/// How many posts or participants a description is compared with at most: more than any article has.
const MANY: usize = 1000;

/// What the resolution of descriptions reads.
pub(super) struct Scene<'v, 'd> {
    pub view: View<'d>,
    pub memory: &'v Memory,
    pub posts: &'v [Post],
    /// The state that the article is mostly about or written from.
    pub home: Option<EntityId>,
}

impl Scene<'_, '_> {
    /// The posts that a description is compared with.
    fn posts_near(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter().take(MANY)
    }

    /// The participants that a phrase refers to: ones known by now, or a new one.
    pub fn resolve(&self, phrase: &Phrase, cast: &mut Cast) -> Vec<EntityId> {
        if let Some(entities) = self.beside(phrase, cast) {
            self.learn(phrase, &entities, cast);
            return entities;
        }
        if phrase.noun == "side" && !phrase.plural {
            // "The Indian side", "his side".
            if let Some(owner) = self.owner(phrase, cast) {
                return vec![self.state_of(owner, cast).unwrap_or(owner)];
            }
        }
        if let Some(other) = self.related(phrase, cast) {
            return vec![other];
        }
        if let Some(kin) = self.kin(phrase, self.owner(phrase, cast), cast) {
            return vec![kin];
        }
        let found = match phrase.meaning {
            Noun::Body(BodyNoun::Government) => self.government(phrase, cast),
            Noun::Body(BodyNoun::Country) => self.country(phrase, cast),
            Noun::Body(_) => self.body(phrase, cast),
            Noun::Person(kind, _) if !phrase.plural => self.person(phrase, kind, cast),
            Noun::Person(..) | Noun::Crowd | Noun::Thing | Noun::Place => self.group(phrase, cast),
        };
        let entity = found.or_else(|| self.same_words(phrase, cast)).unwrap_or_else(|| self.new_entity(phrase, cast));
        let side = self.owner(phrase, cast).filter(|owner| cast.entity(*owner).kind == ActorKind::State);
        let described = cast.entity_mut(entity);
        described.describe(&phrase.noun);
        if described.kind == ActorKind::Person && phrase.is_definite() {
            described.side = described.side.or(side);
        }
        vec![entity]
    }

    /// What a description beside a name tells of it: "Zentora, the Dutch carmaker", "Michael Spavor, a businessman".
    fn learn(&self, phrase: &Phrase, entities: &[EntityId], cast: &mut Cast) {
        let &[only] = entities else { return };
        let state = self.owner(phrase, cast).filter(|owner| cast.entity(*owner).kind == ActorKind::State);
        self.relate(phrase, only, cast);
        let entity = cast.entity_mut(only);
        match phrase.meaning {
            Noun::Body(_) if entity.is_open() => entity.kind = ActorKind::Organization,
            Noun::Person(_, gender) if !phrase.plural => {
                entity.kind = if entity.is_open() { ActorKind::Person } else { entity.kind };
                entity.gender = entity.gender.or(gender);
            }
            _ => {}
        }
        if entity.known.is_none() {
            entity.side = entity.side.or(state);
        }
        entity.describe(&phrase.noun);
    }

    /// The state or body that a phrase's modifier, possessor or complement names.
    pub fn owner(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let actor = |token: TokenId| cast.referent(token);
        let possessor = phrase.possessor.and_then(actor);
        let modifiers =
            self.view.doc.dependents_by(phrase.head, &[Deprel::Amod, Deprel::Compound, Deprel::NmodDesc, Deprel::Nmod]);
        possessor.or_else(|| {
            modifiers
                .filter(|token| match self.view.preposition(*token) {
                    Some(word) => matches!(word.as_ref(), "of" | "from" | "in"),
                    None => *token < phrase.head,
                })
                .find_map(actor)
        })
    }

    /// The owner as a state: a person's is the state of his post.
    fn owner_state(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let owner = self.owner(phrase, cast)?;
        self.state_of(owner, cast)
    }

    /// The state that an entity is, belongs to, or holds a post in.
    pub fn state_of(&self, entity: EntityId, cast: &Cast) -> Option<EntityId> {
        let mut at = entity;
        for _ in 0..4 {
            if cast.entity(at).kind == ActorKind::State {
                return Some(at);
            }
            let post = || self.posts_of(at, cast).find_map(|post| post.body_in(cast));
            at = cast.entity(at).side.or(cast.entity(at).part_of).or_else(post)?;
        }
        None
    }

    fn same_state(&self, one: Option<EntityId>, other: Option<EntityId>, cast: &Cast) -> bool {
        let state = |id: Option<EntityId>| id.and_then(|id| self.state_of(id, cast));
        state(one).is_some() && state(one) == state(other)
    }

    /// An unnamed one of the same description and owner, if this one is definite or it is a body of which there is one.
    fn same_words(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let label = self.label(phrase, cast);
        let organ = matches!(phrase.meaning, Noun::Body(BodyNoun::Organ)) && !phrase.plural;
        if !organ && (phrase.count.is_some() || phrase.reference == Reference::Indefinite) {
            return None;
        }
        let owner = self.part_of(phrase, cast);
        let same = |id: EntityId| {
            let entity = cast.entity(id);
            let alike = entity.label.eq_ignore_ascii_case(&label)
                || owner.is_some() && entity.part_of == owner && is_called(entity, &phrase.noun);
            !entity.named && entity.plural == phrase.plural && alike && (entity.part_of == owner || owner.is_none())
        };
        self.memory.latest(same)
    }

    fn new_entity(&self, phrase: &Phrase, cast: &mut Cast) -> EntityId {
        let kind = match phrase.meaning {
            Noun::Person(..) if phrase.plural => ActorKind::Group,
            Noun::Person(..) => ActorKind::Person,
            Noun::Body(_) if phrase.plural && phrase.noun != "police" => ActorKind::Group,
            Noun::Body(_) => ActorKind::Organization,
            Noun::Crowd => ActorKind::Group,
            Noun::Thing => ActorKind::Thing,
            Noun::Place => ActorKind::Place,
        };
        let label = self.label(phrase, cast);
        let mut entity = Entity::new(kind, label.clone());
        entity.plural = phrase.plural;
        entity.gender = phrase.gender().filter(|_| !phrase.plural);
        entity.part_of = self.part_of(phrase, cast);
        entity.call(&label);
        cast.add(entity)
    }

    /// The body or state that a described participant belongs to.
    fn part_of(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let owner = self.owner(phrase, cast)?;
        let entity = cast.entity(owner);
        let belongs = entity.can_act() && entity.kind != ActorKind::Group && entity.kind != ActorKind::Person;
        (belongs || entity.kind == ActorKind::Place).then_some(owner).filter(|_| !matches!(phrase.meaning, Noun::Place))
    }

    /// The description as a label. An organ of a state that only its possessor names gets the state's name.
    fn label(&self, phrase: &Phrase, cast: &Cast) -> String {
        let mut words = self.view.words(&phrase.tokens);
        let first = TokenId(phrase.tokens.start);
        // A capital at the start of a sentence is no part of the word, unless it is a name's, a demonym's or an acronym's.
        let form = self.view.doc.form(first);
        let acronym = form.chars().filter(|c| c.is_uppercase()).count() > 1;
        let starts = self.view.sentence(first).start == first.0;
        if starts && !acronym && self.view.upos(first) != Upos::Propn && cast.headed_by(first).is_none() {
            let initial: String = words.chars().take(1).flat_map(char::to_lowercase).collect();
            words = initial + words.get(words.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        let organ = matches!(phrase.meaning, Noun::Body(BodyNoun::Organ)) && !phrase.plural;
        match phrase.possessor.and_then(|possessor| cast.referent(possessor)).map(|owner| cast.entity(owner)) {
            Some(owner) if organ && owner.kind == ActorKind::State => format!("{}'s {words}", owner.label),
            _ => words,
        }
    }
}
