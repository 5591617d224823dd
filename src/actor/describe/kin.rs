//! Kinship: "his wife Asha Menon … her husband", "his father, Hun Samnang … the son".

use super::super::cast::{Cast, EntityId};
use super::super::phrases::{Phrase, Reference};
use super::Scene;

/// Nouns for kin, each group with that of the other side.
const KIN: &[(&[&str], &[&str])] = &[
    (&["husband", "wife", "spouse", "partner"], &["husband", "wife", "spouse", "partner"]),
    (&["widow", "widower"], &["husband", "wife"]),
    (&["fiancé", "fiancée"], &["fiancé", "fiancée"]),
    (&["father", "mother", "parent"], &["son", "daughter", "child", "boy", "girl"]),
    (&["stepfather", "stepmother"], &["stepson", "stepdaughter"]),
    (&["grandfather", "grandmother"], &["grandson", "granddaughter", "grandchild"]),
    (&["brother", "sister", "sibling", "twin"], &["brother", "sister", "sibling", "twin"]),
    (&["uncle", "aunt"], &["nephew", "niece"]),
    (&["cousin"], &["cousin"]),
];

/// The nouns by which the other side of a kinship may be called; empty for other nouns.
fn converse(noun: &str) -> Vec<&'static str> {
    let sides = KIN.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    sides.filter(|(one, _)| one.contains(&noun)).flat_map(|(_, other)| other.iter().copied()).collect()
}

/// Whether a noun is one for kin.
pub(in super::super) fn is_kin(noun: &str) -> bool {
    !converse(noun).is_empty()
}

impl Scene<'_, '_> {
    /// Remembers whose kin a name beside the description is: "his wife Asha Menon".
    pub(super) fn relate(&self, phrase: &Phrase, person: EntityId, cast: &mut Cast) {
        let owner = phrase.possessor.and_then(|possessor| cast.referent(possessor)).or_else(|| self.owner(phrase, cast));
        if let Some(owner) = owner.filter(|owner| is_kin(&phrase.noun) && *owner != person) {
            cast.kin.push((owner, phrase.noun.clone(), person));
        }
    }

    /// Who stands in this kinship to the owner, or to anybody if the description names none, as far as the text has told.
    pub(super) fn kin(&self, phrase: &Phrase, owner: Option<EntityId>, cast: &Cast) -> Option<EntityId> {
        if !is_kin(&phrase.noun) || phrase.plural || owner.is_none() && phrase.reference != Reference::Definite {
            return None;
        }
        let gender = |id: EntityId| {
            let (told, known) = (phrase.gender(), cast.entity(id).gender);
            told.is_none() || known.is_none() || told == known
        };
        let of = |id: EntityId| owner.is_none_or(|owner| owner == id);
        let noun = phrase.noun.as_str();
        let direct = cast.kin.iter().rev().find(|(whose, called, who)| of(*whose) && called == noun && gender(*who));
        let other = || {
            let turned = |(whose, called, who): &&(EntityId, String, EntityId)| {
                of(*who) && converse(called).contains(&noun) && gender(*whose)
            };
            cast.kin.iter().rev().find(turned).map(|(whose, ..)| *whose)
        };
        direct.map(|(_, _, who)| *who).or_else(other)
    }
}
