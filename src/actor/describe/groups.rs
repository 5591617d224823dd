//! Descriptions of several, and of things and places: "the gunmen", "the rebels", "the judges", "the peninsula".

use super::super::ActorKind;
use super::super::cast::{Cast, EntityId};
use super::super::kinship::{self, Kinship, is_called};
use super::super::lexicon::Noun;
use super::super::memory::Seen;
use super::super::phrases::{Phrase, Reference};
use super::Scene;

/// Families of nouns for several people, any of which may take up any other.
const FAMILIES: &[&[&str]] = &[
    &["assailant", "attacker", "bomber", "gunman", "killer", "kidnapper", "hijacker", "raider", "assassin"],
    &["protester", "demonstrator", "marcher", "crowd", "rally-goer"],
    &["rebel", "guerrilla", "guerilla", "insurgent", "militant", "fighter", "jihadist", "islamist", "separatist", "militiaman"],
    &["soldier", "troop", "serviceman", "conscript"],
    &["migrant", "refugee", "asylum seeker", "castaway"],
    &["captive", "hostage", "abductee"],
    &["detainee", "prisoner", "inmate"],
    &["striker", "picket", "worker", "employee", "staff"],
];

/// Nouns for several people that tell nothing of them, and so nobody new.
const PLAIN: &[&str] = &["man", "woman", "people", "person", "youth", "boy", "girl", "teenager", "child"];

/// Plural nouns that stand for a body of such people, and a noun of the body's family.
const BODIES: &[(&[&str], &str)] = &[
    (&["fighter", "guerrilla", "guerilla", "insurgent", "islamist", "jihadist", "militant", "rebel", "separatist"], "militia"),
    (&["judge", "justice"], "court"),
    (&["general"], "army"),
];

/// Nouns for bodies of any kind, among them armed ones.
const GENERAL: &[&str] = &["body", "group", "nation", "network", "organisation", "organization"];

/// Nouns for craft: the general ones, then the special ones that they take up.
const CRAFT: &[(&[&str], &[&str])] = &[
    (
        &["boat", "craft", "ship", "vessel", "warship"],
        &[
            "cargo ship",
            "carrier",
            "container ship",
            "corvette",
            "cruiser",
            "destroyer",
            "dinghy",
            "ferry",
            "fishing boat",
            "freighter",
            "frigate",
            "minehunter",
            "submarine",
            "tanker",
            "trawler",
            "yacht",
            "ship",
            "vessel",
            "boat",
            "warship",
        ],
    ),
    (
        &["aircraft", "jet", "plane"],
        &["airliner", "bomber", "fighter jet", "helicopter", "jet", "plane", "warplane", "aircraft", "airplane"],
    ),
];

impl Scene<'_, '_> {
    /// "The ship", "the plane": the craft spoken of last, be it named or not.
    fn craft(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let noun = phrase.noun.as_str();
        let fits = |id: EntityId| {
            let entity = cast.entity(id);
            let known = |nouns: &[&str]| entity.nouns.iter().any(|known| nouns.contains(&known.as_str()));
            let kin = CRAFT.iter().any(|(general, special)| {
                general.contains(&noun) && known(special) || special.contains(&noun) && known(general) && entity.named
            });
            matches!(entity.kind, ActorKind::Thing | ActorKind::Organization) && entity.plural == phrase.plural && kin
        };
        let sentence = self.view.doc.sentence_of(phrase.head);
        self.memory.salient(sentence, |id, _| fits(id)).or_else(|| self.memory.latest(fits))
    }

    /// Those spoken of whom a description of several means.
    pub(super) fn group(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let owner = self.owner(phrase, cast);
        if phrase.meaning == Noun::Place && phrase.reference == Reference::Definite && !phrase.plural && owner.is_none() {
            let place = |id: EntityId| matches!(cast.entity(id).kind, ActorKind::Place | ActorKind::State);
            return self.memory.latest(|id| place(id) && is_called(cast.entity(id), &phrase.noun));
        }
        if phrase.reference != Reference::Definite || phrase.count.is_some() {
            return None;
        }
        let sentence = self.view.doc.sentence_of(phrase.head);
        let several = |id: EntityId| !cast.entity(id).named && cast.entity(id).plural == phrase.plural;
        let own = |id: EntityId| owner.is_none() || cast.entity(id).part_of == owner;
        let called = self.memory.latest(|id| several(id) && own(id) && is_called(cast.entity(id), &phrase.noun));
        if called.is_some() || owner.is_some() {
            return called;
        }
        if phrase.meaning == Noun::Thing && self.modifiers(phrase).is_empty() {
            return self.craft(phrase, cast);
        }
        if !phrase.plural {
            return None;
        }
        if let Some(family) = FAMILIES.iter().find(|family| family.contains(&phrase.noun.as_str())) {
            let kin = |id: EntityId| several(id) && cast.entity(id).nouns.iter().any(|noun| family.contains(&noun.as_str()));
            if let Some(found) = self.memory.latest(kin) {
                return Some(found);
            }
        }
        let plain = !self.is_restricted(phrase);
        if let Some(found) = self.by_deed(phrase, cast, several).filter(|_| plain) {
            return Some(found);
        }
        if PLAIN.contains(&phrase.noun.as_str()) && plain && self.modifiers(phrase).is_empty() {
            return self.people_before(phrase, cast);
        }
        let (_, body) = BODIES.iter().find(|(nouns, _)| nouns.contains(&phrase.noun.as_str()))?;
        let beside = self.clause_mates(phrase, cast);
        // "The rebels" take up a movement rather than a group, which may be a company.
        let fits = |id: EntityId, by: &dyn Fn(&str) -> bool| {
            let (lexicon, entity) = (self.view.lexicon, cast.entity(id));
            let close = |noun: &&String| by(noun) && kinship::between(lexicon, noun, body) >= Kinship::Close;
            entity.kind == ActorKind::Organization && !beside.contains(&id) && entity.nouns.iter().any(|noun| close(&noun))
        };
        let telling = self.memory.salient(sentence, |id, _: &Seen| fits(id, &|noun| !GENERAL.contains(&noun)));
        telling.or_else(|| self.memory.salient(sentence, |id, _: &Seen| cast.entity(id).known.is_none() && fits(id, &|_| true)))
    }
}
