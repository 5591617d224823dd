//! Descriptions of one person: "the American president", "the general", "the leftist".
//!
//! In this order: who holds the post that the description names; who has been called so; and, where the words tell
//! something else about somebody known already ("the 48-year-old", "the prisoner"), whoever is most prominent.

use super::super::ActorKind;
use super::super::cast::{Cast, EntityId};
use super::super::kinship::{self, is_called};
use super::super::lexicon::PersonNoun;
use super::super::memory::{Seen, single};
use super::super::phrases::{self, Phrase, Reference};
use super::super::posts::{self, Post};
use super::Scene;
use crate::text::{Deprel, TokenId, Upos};

/// Posts that somebody may be called by though nobody has told of them, for many hold the like.
const WORN: &[&str] = &[
    "commander",
    "congressman",
    "congresswoman",
    "councillor",
    "diplomat",
    "lawmaker",
    "legislator",
    "mep",
    "mp",
    "parliamentarian",
    "senator",
];

/// How far back, in sentences, an epithet looks for somebody without a name.
const EPITHET_REACH: usize = 2;

impl Scene<'_, '_> {
    /// Whom the description of one person means, if it is somebody spoken of.
    pub(super) fn person(&self, phrase: &Phrase, kind: PersonNoun, cast: &Cast) -> Option<EntityId> {
        if !phrase.is_definite() {
            return None;
        }
        // Nobody is two things beside one verb: "the mayor of Izmir met the mayor of Athens".
        let beside = self.clause_mates(phrase, cast);
        let owner = self.owner(phrase, cast);
        let possessor = owner.filter(|_| phrase.reference == Reference::Possessed);
        let human = |id: EntityId| self.is_human(phrase, id, cast) && !beside.contains(&id) && Some(id) != possessor;
        if let Some(holder) = self.holder(phrase, kind, owner, cast).filter(|id| human(*id)) {
            return Some(holder);
        }
        if let Some(leader) = owner.filter(|_| kind == PersonNoun::Leader).and_then(|state| self.known_leader(state, cast, human))
        {
            return Some(leader);
        }
        if let Some(owner) = owner.filter(|owner| cast.entity(*owner).kind != ActorKind::Place) {
            let posted = !matches!(kind, PersonNoun::Person | PersonNoun::Member);
            return self.newcomer(phrase, owner, cast).filter(|id| posted && human(*id));
        }
        if phrase.reference == Reference::Possessed {
            return None;
        }
        let alike = |id: EntityId| cast.entity(id).named || self.alike(phrase, owner, id, cast);
        let described = |id: EntityId| human(id) && is_called(cast.entity(id), &phrase.noun) && alike(id);
        let kind_of = |id: EntityId| human(id) && kinship::is_kind_of(cast.entity(id), &phrase.noun) && alike(id);
        let known = self.memory.latest(described).or_else(|| self.memory.latest(kind_of));
        known.or_else(|| self.by_deed(phrase, cast, human)).or_else(|| self.epithet(phrase, kind, cast))
    }

    /// Whether what a description tells beside its noun agrees with the description of somebody without a name: the health minister is
    /// not the defence minister, the mayor of Izmir not that of Athens.
    fn alike(&self, phrase: &Phrase, owner: Option<EntityId>, id: EntityId, cast: &Cast) -> bool {
        let entity = cast.entity(id);
        let place = |id: &EntityId| cast.entity(*id).kind == ActorKind::Place;
        if owner.filter(place).is_some_and(|place| entity.part_of.is_some_and(|other| other != place)) {
            return false;
        }
        let told = self.modifiers(phrase);
        let label = entity.label.to_lowercase();
        let before: Vec<&str> = label.split(" of ").next().unwrap_or_default().split([' ', '-']).collect();
        let words = before.split_last().map_or(&[][..], |(_, words)| words);
        told.is_empty() || words.is_empty() || told.iter().any(|word| words.contains(&word.as_str()))
    }

    /// Whether an entity is one person of the gender that the noun tells.
    fn is_human(&self, phrase: &Phrase, id: EntityId, cast: &Cast) -> bool {
        let (entity, gender) = (cast.entity(id), phrase.gender());
        entity.kind == ActorKind::Person
            && !entity.plural
            && (gender.is_none() || entity.gender.is_none() || entity.gender == gender)
    }

    /// A description that picks out nobody new: nothing follows that would tell whom it means, and the noun is no post. It means the
    /// person who is most prominent here, and in the article as a whole.
    fn epithet(&self, phrase: &Phrase, kind: PersonNoun, cast: &Cast) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let plain = matches!(kind, PersonNoun::Person | PersonNoun::Member) && !self.is_restricted(phrase);
        // "The far-right leader" leads no state by these words; "the president" may be anyone whose post nobody has told.
        let coloured = phrase.noun == "leader" && !self.modifiers(phrase).is_empty();
        let worn = WORN.contains(&phrase.noun.as_str())
            || (phrase.tokens.start..phrase.head.0).any(|word| posts::is_former(&self.view.lower(TokenId(word))));
        let post = (matches!(kind, PersonNoun::Leader | PersonNoun::Rank) || worn && !self.is_restricted(phrase)) && !coloured;
        if !plain && !coloured && !post {
            return None;
        }
        let beside = self.clause_mates(phrase, cast);
        let fits = |id: EntityId, seen: &Seen| {
            let entity = cast.entity(id);
            let untold = entity.nouns.iter().all(|noun| noun == "member");
            let free = !post || untold && self.posts_of(id, cast).all(|post| post.membership);
            let near = entity.named || seen.sentence + EPITHET_REACH >= sentence;
            near && free && (entity.named || plain) && self.is_human(phrase, id, cast) && !beside.contains(&id)
        };
        self.memory.protagonist(sentence, fits)
    }

    /// Whether something after the noun tells who is meant: "the man who shot him", "the mayor of Leeds".
    pub(super) fn is_restricted(&self, phrase: &Phrase) -> bool {
        const TELLING: &[Deprel] = &[Deprel::Nmod, Deprel::Acl, Deprel::AclRelcl, Deprel::Appos];
        let view = &self.view;
        let comma = phrase.tokens.end < view.len() && view.doc.form(TokenId(phrase.tokens.end)) == ",";
        let charge = |token: TokenId| phrases::is_charged(view, phrase.head) && view.preposition(token).as_deref() == Some("of");
        !comma && view.doc.dependents_by(phrase.head, TELLING).any(|token| token > phrase.head && !charge(token))
    }

    /// The words of a description that tell more than its noun: "foreign" of "the foreign minister", "far", "right" of "the far-right
    /// leader"; without names and words of time.
    pub(super) fn modifiers(&self, phrase: &Phrase) -> Vec<String> {
        let view = &self.view;
        let start = phrase.head.0.saturating_sub(phrase.noun.matches(' ').count() as u32);
        let words = (phrase.tokens.start..start).map(TokenId);
        let plain = words.filter(|word| {
            let name = cast_free(view.upos(*word)) && !view.doc.form(*word).starts_with(char::is_uppercase);
            name && !posts::is_ornament(&view.lower(*word))
        });
        plain.map(|word| view.lower(word).into_owned()).collect()
    }

    /// The person, latest spoken of, who is known to have led a state and whose post in it the article does not state.
    fn known_leader(&self, state: EntityId, cast: &Cast, human: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let key = &self.view.known.actor(cast.entity(state).known?).key;
        let led = |id: EntityId| {
            let names = &cast.entity(id).names;
            human(id) && names.iter().flat_map(|name| self.view.lexicon.led_by(name)).any(|led| led == key)
        };
        self.memory.latest(led)
    }

    /// The person named last, in this sentence or the one before, if no post of theirs speaks against it: "Donald Trump … The
    /// American president".
    fn newcomer(&self, phrase: &Phrase, owner: EntityId, cast: &Cast) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let person = |id: &EntityId| cast.entity(*id).kind == ActorKind::Person && cast.entity(*id).named;
        let last = self
            .memory
            .all()
            .take_while(|seen| seen.sentence + 1 >= sentence)
            .find_map(|seen| single(&seen.entities).filter(person))?;
        let mut bodies = self.posts_of(last, cast).map(|post| post.body_in(cast));
        let side = cast.entity(last).side;
        let fits = bodies.all(|body| body.is_none() || self.same_state(body, Some(owner), cast))
            && side.is_none_or(|side| self.same_state(Some(side), Some(owner), cast));
        (fits && phrase.reference == Reference::Definite).then_some(last)
    }

    /// The posts that somebody holds.
    pub(super) fn posts_of<'s>(&'s self, person: EntityId, cast: &'s Cast) -> impl Iterator<Item = &'s Post> {
        self.posts_near().filter(move |post| cast.referent(post.holder) == Some(person))
    }

    /// The holder, latest spoken of, of a post that the description names.
    fn holder(&self, phrase: &Phrase, kind: PersonNoun, owner: Option<EntityId>, cast: &Cast) -> Option<EntityId> {
        if matches!(kind, PersonNoun::Person | PersonNoun::Member) {
            return None;
        }
        let modifiers = self.modifiers(phrase);
        let former = (phrase.tokens.start..phrase.head.0).any(|word| posts::is_former(&self.view.lower(TokenId(word))));
        let fits = |post: &Post| {
            let any = phrase.noun == "leader" && modifiers.is_empty() && post.kind == PersonNoun::Leader;
            let same = post.noun == phrase.noun && agree(&modifiers, post) || any;
            let body = post.body_in(cast);
            let place = owner.is_none() || body.is_none() || body == owner || self.same_state(body, owner, cast);
            same && place && !post.membership
        };
        let holders = |over: Option<bool>| -> Vec<EntityId> {
            let posts = self.posts_near().filter(|post| fits(post) && over.is_none_or(|over| post.former == over));
            posts.filter_map(|post| cast.referent(post.holder)).collect()
        };
        let mut among = holders(Some(former));
        if among.is_empty() {
            among = holders(None);
        }
        let sentence = self.view.doc.sentence_of(phrase.head);
        let near = self.memory.salient(sentence, |id, seen| among.contains(&id) && seen.sentence + 1 >= sentence);
        near.or_else(|| self.memory.latest(|id| among.contains(&id))).or_else(|| single(&among))
    }
}

/// Whether a word of this kind may tell more about a noun.
fn cast_free(upos: Upos) -> bool {
    matches!(upos, Upos::Adj | Upos::Noun | Upos::Verb | Upos::Adv)
}

/// Whether the words before a description's noun and before a post's say the same, where both have some: the foreign minister is not
/// the minister of defence.
fn agree(modifiers: &[String], post: &Post) -> bool {
    let role = post.role.to_lowercase();
    let bare = role == post.noun;
    let ministerial = matches!(post.kind, PersonNoun::Minister | PersonNoun::Leader | PersonNoun::Spokesman);
    modifiers.is_empty() || bare && !ministerial || modifiers.iter().any(|word| role.split([' ', '-']).any(|other| other == word))
}
