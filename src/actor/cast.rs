//! [`Cast`]: the participants and mentions of one article while they are being worked out.

use super::lexicon::Gender;
use super::{ActorKind, MentionKind};
use crate::ontology::KnownId;
use crate::text::TokenId;
use std::collections::HashMap;
use std::ops::Range;

/// Index of an entity in the [`Cast`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct EntityId(pub u32);

/// How many words a name may have for what stands beside it to find it.
const LONGEST_NAME: u32 = 12;

/// A participant, or a place, as far as it is known by now.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub kind: ActorKind,
    /// The known actor that it is.
    pub known: Option<KnownId>,
    /// Whether it has a name of its own.
    pub named: bool,
    /// Whether only the model says what kind of thing the name names.
    pub guessed: bool,
    /// Canonical name.
    pub label: String,
    /// All names and descriptions by which the text calls it, without repetition.
    pub names: Vec<String>,
    pub gender: Option<Gender>,
    /// Whether it is several people or things.
    pub plural: bool,
    pub part_of: Option<EntityId>,
    /// The state that a description gives a person ("the American president") without stating a post.
    pub side: Option<EntityId>,
    /// The lemmas of the nouns that describe it: "president", "company".
    pub nouns: Vec<String>,
}

impl Entity {
    /// An entity of a kind with a label, and nothing else known.
    pub fn new(kind: ActorKind, label: impl Into<String>) -> Self {
        Self {
            kind,
            known: None,
            named: false,
            guessed: false,
            label: label.into(),
            names: Vec::new(),
            gender: None,
            plural: false,
            part_of: None,
            side: None,
            nouns: Vec::new(),
        }
    }

    /// Adds a name unless it has it.
    pub fn call(&mut self, name: &str) {
        if !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    /// Adds a describing noun unless it has it.
    pub fn describe(&mut self, noun: &str) {
        if !self.nouns.iter().any(|known| known == noun) {
            self.nouns.push(noun.to_owned());
        }
    }

    /// Whether what it is has been guessed from one word alone, and nothing else speaks for a person or a place.
    pub fn is_open(&self) -> bool {
        let single = self.names.iter().all(|name| !name.contains(' '));
        self.guessed && single && self.gender.is_none() && self.nouns.is_empty() && self.known.is_none()
    }

    /// Whether it can act.
    pub fn can_act(&self) -> bool {
        !matches!(self.kind, ActorKind::Place | ActorKind::Thing)
    }
}

/// A mention in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub tokens: Range<u32>,
    pub head: TokenId,
    pub kind: MentionKind,
    /// Whom it refers to.
    pub entities: Vec<EntityId>,
    /// How likely it is that it refers to them, where that was a choice; otherwise 1.
    pub odds: f32,
}

/// The participants and mentions of one article while they are being worked out.
#[derive(Debug)]
pub(super) struct Cast {
    pub entities: Vec<Entity>,
    pub drafts: Vec<Draft>,
    /// Whose what somebody is among kin: of "his wife Asha" the owner, "wife" and Asha.
    pub kin: Vec<(EntityId, String, EntityId)>,
    /// For each entity how many mentions refer to it alone.
    counts: Vec<u32>,
    by_head: Vec<Option<u32>>,
    by_known: HashMap<KnownId, EntityId>,
}

impl Cast {
    /// An empty cast for a document of so many tokens.
    pub fn new(tokens: u32) -> Self {
        Self {
            entities: Vec::new(),
            drafts: Vec::new(),
            kin: Vec::new(),
            counts: Vec::new(),
            by_head: vec![None; tokens as usize],
            by_known: HashMap::new(),
        }
    }

    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    pub fn entity_mut(&mut self, id: EntityId) -> &mut Entity {
        &mut self.entities[id.0 as usize]
    }

    /// Adds an entity; a known one can be found by [`Cast::known`] from then on, unless it is a place in its state.
    pub fn add(&mut self, entity: Entity) -> EntityId {
        let id = EntityId(self.entities.len() as u32);
        if let Some(known) = entity.known {
            self.by_known.insert(known, id);
        }
        self.entities.push(entity);
        self.counts.push(0);
        id
    }

    /// The entity of a known actor, if the article has spoken of it.
    pub fn known(&self, known: KnownId) -> Option<EntityId> {
        self.by_known.get(&known).copied()
    }

    /// Adds a mention; of two with one head the later counts.
    pub fn mention(&mut self, draft: Draft) {
        debug_assert!(!draft.entities.is_empty());
        if let [only] = draft.entities.as_slice() {
            self.counts[only.0 as usize] += 1;
        }
        self.by_head[draft.head.index()] = Some(self.drafts.len() as u32);
        self.drafts.push(draft);
    }

    /// How often an entity is spoken of: by all names of the article, and by what else has been resolved so far.
    pub fn count(&self, id: EntityId) -> u32 {
        self.counts[id.0 as usize]
    }

    /// The mention that a token heads.
    pub fn headed_by(&self, token: TokenId) -> Option<&Draft> {
        self.by_head[token.index()].map(|index| &self.drafts[index as usize])
    }

    /// The name that begins with a token.
    pub fn name_from(&self, first: TokenId) -> Option<&Draft> {
        let heads = (first.0..first.0 + LONGEST_NAME).map(TokenId).take_while(|head| head.index() < self.by_head.len());
        let names = heads.filter_map(|head| self.headed_by(head)).filter(|draft| draft.kind == MentionKind::Name);
        names.into_iter().find(|draft| draft.tokens.start == first.0)
    }

    /// The name that ends right before a token.
    pub fn name_until(&self, end: TokenId) -> Option<&Draft> {
        let heads = (end.0.saturating_sub(LONGEST_NAME)..end.0).rev().map(TokenId);
        let names = heads.filter_map(|head| self.headed_by(head)).filter(|draft| draft.kind == MentionKind::Name);
        names.into_iter().find(|draft| draft.tokens.end == end.0)
    }

    /// The single entity that the mention headed by a token refers to.
    pub fn referent(&self, token: TokenId) -> Option<EntityId> {
        match self.headed_by(token)?.entities.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}
