//! Descriptions of states and bodies: "the kingdom", "the government", "the court", "the Dutch carmaker".

use super::super::ActorKind;
use super::super::cast::{Cast, EntityId};
use super::super::kinship::{self, Kinship, is_called};
use super::super::lexicon::{BodyNoun, Noun};
use super::super::memory::Seen;
use super::super::phrases::{Phrase, Reference};
use super::{MANY, Scene};
use crate::text::{Deprel, TokenId};

/// Words before "government" that make it another than the state's own.
const OTHER_GOVERNMENTS: &[&str] = &[
    "city",
    "civilian",
    "exile",
    "former",
    "local",
    "municipal",
    "previous",
    "provincial",
    "puppet",
    "regional",
    "rival",
    "shadow",
];

/// Nouns that say what a body is whose name stands before them. A *UN agency* or a *Fatah government* is another than the one named.
const TELLING: &[&str] = &[
    "airline",
    "alliance",
    "bloc",
    "broadcaster",
    "carmaker",
    "cartel",
    "channel",
    "charity",
    "coalition",
    "company",
    "consortium",
    "corporation",
    "daily",
    "faction",
    "firm",
    "forum",
    "foundation",
    "gang",
    "giant",
    "group",
    "grouping",
    "magazine",
    "militia",
    "movement",
    "network",
    "newspaper",
    "organisation",
    "organization",
    "outfit",
    "party",
    "sect",
    "think_tank",
    "weekly",
];

impl Scene<'_, '_> {
    /// "The Russian government", "the government": the state.
    pub(super) fn government(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let words = self.view.words(&phrase.tokens).to_lowercase();
        if words.split([' ', '-']).any(|word| OTHER_GOVERNMENTS.contains(&word)) || phrase.plural {
            return None;
        }
        match self.owner(phrase, cast) {
            // "His administration" is his state's; "the government of Abdalla Hamdok" is one of several.
            Some(owner) if cast.entity(owner).kind == ActorKind::Person => {
                phrase.possessor.and_then(|_| self.state_of(owner, cast))
            }
            Some(owner) => self.state_of(owner, cast).or(Some(owner)),
            // A junta may rule a part, or another state than the one the article is about.
            None if phrase.reference == Reference::Definite && phrase.noun != "junta" => self.home,
            None => None,
        }
    }

    /// "The kingdom", "his country".
    pub(super) fn country(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        if phrase.plural || !phrase.is_definite() {
            return None;
        }
        if phrase.reference == Reference::Possessed {
            let person = self.owner(phrase, cast).is_some_and(|owner| cast.entity(owner).kind == ActorKind::Person);
            return self.owner_state(phrase, cast).or(self.home.filter(|_| person));
        }
        let state = |id: EntityId| cast.entity(id).kind == ActorKind::State;
        if !matches!(phrase.noun.as_str(), "country" | "nation" | "state" | "homeland" | "motherland" | "republic" | "power") {
            return self.memory.most_mentioned(|id| state(id) && is_called(cast.entity(id), &phrase.noun));
        }
        let sentence = self.view.doc.sentence_of(phrase.head);
        let near = |seen: &Seen| seen.sentence + 1 >= sentence && seen.weight > 30.0;
        let beside = self.clause_mates(phrase, cast);
        let free = |id: EntityId| !beside.contains(&id);
        let salient = self.memory.salient(sentence, |id, seen| state(id) && free(id) && near(seen));
        salient.or(self.home.filter(|home| free(*home)))
    }

    /// "The group", "the council", "the company": the body that is called so; else the one that may be, of the same place if the
    /// description names one, by how well the noun fits and then by prominence.
    pub(super) fn body(&self, phrase: &Phrase, cast: &mut Cast) -> Option<EntityId> {
        if phrase.plural && phrase.noun != "police" || !phrase.is_definite() {
            return None;
        }
        if let Some(named) = self.name_within(phrase, cast) {
            return Some(named);
        }
        let owner = self.owner(phrase, cast);
        let called = |cast: &Cast, id: EntityId| {
            cast.entity(id).kind == ActorKind::Organization && is_called(cast.entity(id), &phrase.noun)
        };
        let own = |cast: &Cast, id: EntityId| owner.is_none() || cast.entity(id).part_of == owner;
        let told = phrase.reference == Reference::Definite && self.is_told_apart(phrase);
        if let Some(found) = self.memory.latest(|id| called(cast, id) && own(cast, id) && !(told && cast.entity(id).named)) {
            return Some(found);
        }
        let person = |id: EntityId| cast.entity(id).kind == ActorKind::Person;
        if let Some(owner) = owner.filter(|owner| person(*owner)) {
            return self.body_of_person(phrase, owner, cast);
        }
        if phrase.reference == Reference::Possessed {
            return None;
        }
        let Noun::Body(kind) = phrase.meaning else { return None };
        let public = matches!(kind, BodyNoun::Organ | BodyNoun::Government | BodyNoun::Country);
        if public && owner.is_some() {
            return None;
        }
        if let Some(named) = self.only_one(|id| called(cast, id) && cast.entity(id).named && own(cast, id), cast) {
            return Some(named);
        }
        let families = !self.view.lexicon.families(&phrase.noun).is_empty();
        let found = self.kindred(phrase, owner, cast, Kinship::Close).filter(|_| families);
        let found = found.or_else(|| self.kindred(phrase, owner, cast, Kinship::Unknown).filter(|_| families && !public));
        let Some(found) = found else {
            // "The gang" are several people, if no body is called so.
            let band = matches!(phrase.noun.as_str(), "band" | "gang" | "group");
            let doers = || self.by_deed(phrase, cast, |id| cast.entity(id).plural && !cast.entity(id).named);
            return if band && owner.is_none() { doers().or_else(|| self.people_before(phrase, cast)) } else { None };
        };
        let taken = cast.entity_mut(found);
        if taken.kind != ActorKind::Organization {
            // The model took the name for a person's or a place's.
            taken.kind = ActorKind::Organization;
            taken.gender = None;
        }
        taken.side = taken.side.or(owner);
        Some(found)
    }

    /// The body whose name stands before a noun that only says what it is: "the *Hamas* movement", "the Union of Bakers (*UB*) party".
    fn name_within(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        if !TELLING.contains(&phrase.noun.as_str()) {
            return None;
        }
        let names = self.view.doc.dependents_by(phrase.head, &[Deprel::Compound]).filter(|name| *name < phrase.head);
        let body = |name: TokenId| match cast.headed_by(name)?.entities[..] {
            [only] => Some(only).filter(|id| cast.entity(*id).kind == ActorKind::Organization && cast.entity(*id).named),
            _ => None,
        };
        names.filter_map(body).last()
    }

    /// "His party", "her company", "his ministry": where somebody holds a post or belongs.
    fn body_of_person(&self, phrase: &Phrase, person: EntityId, cast: &Cast) -> Option<EntityId> {
        let bodies: Vec<EntityId> = self.posts_of(person, cast).filter_map(|post| post.body_in(cast)).collect();
        let fits = |wanted: Kinship| {
            let body = |id: &&EntityId| cast.entity(**id).kind == ActorKind::Organization;
            bodies
                .iter()
                .filter(body)
                .find(|id| kinship::of(self.view.lexicon, cast.entity(**id), &phrase.noun) == wanted)
                .copied()
        };
        fits(Kinship::Same).or_else(|| fits(Kinship::Close)).or_else(|| fits(Kinship::Unknown))
    }

    /// Whether a description sets its referent apart from what is called by its noun alone: "the new court".
    pub(super) fn is_told_apart(&self, phrase: &Phrase) -> bool {
        let mut words = (phrase.tokens.start..phrase.head.0).map(|token| self.view.lower(TokenId(token)));
        words.any(|word| matches!(word.as_ref(), "new" | "rival" | "another" | "separate"))
    }

    /// The most prominent named body of the last sentences whose known nouns stand in this kinship to the description's.
    pub(super) fn kindred(&self, phrase: &Phrase, owner: Option<EntityId>, cast: &Cast, wanted: Kinship) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let subject = self.clause_mates(phrase, cast);
        let reach = if wanted == Kinship::Close { 4 } else { 2 };
        let fits = |id: EntityId, seen: &Seen| {
            let entity = cast.entity(id);
            // Where something happens is no body: "in Kitwe".
            let acting = entity.kind != ActorKind::Place || self.view.preposition(seen.head).is_none();
            let body = entity.kind == ActorKind::Organization || entity.is_open() && acting && wanted == Kinship::Unknown;
            let place =
                owner.is_none() || entity.part_of.or(entity.side).is_none_or(|state| self.same_place(Some(state), owner, cast));
            let strange = wanted == Kinship::Unknown && entity.known.is_some();
            // A name, not the word of a description that the model took for one; unnamed ones only by what they are called.
            let proper = entity.named && (wanted == Kinship::Close || entity.label.starts_with(char::is_uppercase));
            body && (proper || wanted == Kinship::Close && !entity.plural)
                && place
                && !strange
                && seen.sentence + reach >= sentence
                && !subject.contains(&id)
                && kinship::of(self.view.lexicon, entity, &phrase.noun) == wanted
        };
        self.memory.salient(sentence, fits)
    }

    /// Whether two places or states are one, or one lies in the other.
    pub(super) fn same_place(&self, one: Option<EntityId>, other: Option<EntityId>, cast: &Cast) -> bool {
        one == other || self.same_state(one, other, cast)
    }

    /// The other arguments of the description's clause: nobody is called two things beside one verb.
    pub(super) fn clause_mates(&self, phrase: &Phrase, cast: &Cast) -> Vec<EntityId> {
        const ARGUMENTS: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Obj, Deprel::Iobj, Deprel::OblAgent];
        let first = self.view.first_conjunct(phrase.head);
        if !ARGUMENTS.contains(&self.view.deprel(first)) {
            return Vec::new();
        }
        let Some(verb) = self.view.head(first) else { return Vec::new() };
        let mates = self.view.doc.dependents_by(verb, ARGUMENTS).filter(|token| *token != phrase.head);
        mates.filter_map(|token| cast.headed_by(token)).flat_map(|draft| draft.entities.iter().copied()).collect()
    }

    /// The only entity of the whole article that fits, even if it is named later.
    pub(super) fn only_one(&self, fits: impl Fn(EntityId) -> bool, cast: &Cast) -> Option<EntityId> {
        let mut fitting = (0..cast.entities.len().min(MANY) as u32).map(EntityId).filter(|id| fits(*id));
        fitting.next().filter(|_| fitting.next().is_none())
    }
}
