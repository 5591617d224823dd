//! Descriptions of several by their number or kind: "the two leaders", "both sides", "leaders of France and Germany".

use super::ActorKind;
use super::cast::{Cast, EntityId};
use super::lexicon::{BodyNoun, Noun, PersonNoun};
use super::memory::Memory;
use super::phrases::{Phrase, Reference, number_word};
use super::view::View;
use crate::text::{Deprel, TokenId};

/// What kind of participant a description of several asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    States,
    People,
    Bodies,
    /// States and bodies, and people where there are none.
    Sides,
    Anyone,
}

/// The members that a phrase stands for, where they can be told.
pub(super) fn resolve(view: &View, cast: &Cast, memory: &Memory, phrase: &Phrase) -> Option<Vec<EntityId>> {
    listed(view, cast, phrase).or_else(|| among_them(view, cast, phrase)).or_else(|| counted(view, cast, memory, phrase))
}

/// "Leaders of France and Germany", "states including A and B".
fn listed(view: &View, cast: &Cast, phrase: &Phrase) -> Option<Vec<EntityId>> {
    if !phrase.plural {
        return None;
    }
    let representing = matches!(
        phrase.meaning,
        Noun::Person(PersonNoun::Leader | PersonNoun::Minister | PersonNoun::Envoy | PersonNoun::Office, _)
    ) || matches!(phrase.meaning, Noun::Body(BodyNoun::Government));
    view.doc.dependents_by(phrase.head, &[Deprel::Nmod, Deprel::Appos]).find_map(|first| {
        let preposition = view.preposition(first);
        let members = members(view, cast, first)?;
        let states = members.iter().all(|id| cast.entity(*id).kind == ActorKind::State);
        let fits = match preposition.as_deref() {
            Some("of" | "from") => representing && states && members.len() > 1,
            Some("including" | "like") => true,
            Some("such") => true,
            None => view.deprel(first) == Deprel::Appos && members.len() > 1,
            _ => false,
        };
        fits.then_some(members)
    })
}

/// "Four companies, among them Al Junaid".
fn among_them(view: &View, cast: &Cast, phrase: &Phrase) -> Option<Vec<EntityId>> {
    let words = ["among", "them"];
    let mut at = TokenId(phrase.tokens.end);
    let sentence = view.sentence(phrase.head);
    if !phrase.plural || at.0 + 3 >= sentence.end {
        return None;
    }
    if view.doc.form(at) == "," {
        at = TokenId(at.0 + 1);
    }
    let said = words.iter().enumerate().all(|(place, word)| {
        let token = TokenId(at.0 + place as u32);
        token.0 < sentence.end && view.lower(token) == *word
    });
    let next = TokenId(at.0 + 2);
    let name = cast.drafts.iter().find(|draft| said && draft.tokens.start == next.0)?;
    members(view, cast, name.head)
}

/// The participants of a coordination, if each is known.
fn members(view: &View, cast: &Cast, first: TokenId) -> Option<Vec<EntityId>> {
    let mut members = Vec::new();
    for conjunct in view.conjuncts(first) {
        for entity in &cast.headed_by(conjunct)?.entities {
            if !members.contains(entity) {
                members.push(*entity);
            }
        }
    }
    Some(members)
}

/// "The two leaders", "both sides", "the pair", "the neighbours".
fn counted(view: &View, cast: &Cast, memory: &Memory, phrase: &Phrase) -> Option<Vec<EntityId>> {
    let each = matches!(view.determiner(phrase.head).as_deref(), Some("both" | "each" | "either" | "neither"));
    if phrase.reference != Reference::Definite && phrase.count != Some(2) || phrase.possessor.is_some() {
        return None;
    }
    let number = number_word(&phrase.noun).or(phrase.count).or(each.then_some(2));
    let wanted = wanted(phrase)?;
    let number = match number {
        Some(number) => number,
        None if matches!(phrase.noun.as_str(), "side" | "neighbour" | "neighbor" | "rival") && phrase.plural => 2,
        None => return None,
    };
    if number < 2 || phrase.reference != Reference::Definite && !each {
        return None;
    }
    gather(cast, memory, wanted, number as usize, view.doc.sentence_of(phrase.head))
}

fn wanted(phrase: &Phrase) -> Option<Wanted> {
    let word = phrase.noun.as_str();
    Some(match (word, phrase.meaning) {
        ("two" | "three" | "four" | "both" | "pair" | "duo" | "trio" | "quartet", _) => Wanted::Anyone,
        ("side" | "party" | "foe" | "adversary" | "enemy" | "rival" | "ally" | "partner", _) => Wanted::Sides,
        ("neighbour" | "neighbor" | "capital" | "power" | "superpower" | "host", _) => Wanted::States,
        (_, Noun::Body(BodyNoun::Country | BodyNoun::Government)) => Wanted::States,
        (_, Noun::Body(_)) => Wanted::Bodies,
        (_, Noun::Person(PersonNoun::Person, _)) if !matches!(word, "man" | "woman" | "politician" | "candidate") => return None,
        (_, Noun::Person(..)) => Wanted::People,
        _ => return None,
    })
}

/// "Both", "the two" as a pronoun.
pub(super) fn pronoun(view: &View, cast: &Cast, memory: &Memory, token: TokenId) -> Option<Vec<EntityId>> {
    let number = match view.lower(token).as_ref() {
        "both" | "neither" => 2,
        _ => return None,
    };
    let slot = matches!(view.deprel(token), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod);
    slot.then(|| gather(cast, memory, Wanted::Anyone, number, view.doc.sentence_of(token))).flatten()
}

/// The latest coordination of so many that fit; else the last so many that were spoken of.
fn gather(cast: &Cast, memory: &Memory, wanted: Wanted, number: usize, sentence: usize) -> Option<Vec<EntityId>> {
    let fits = |id: EntityId| {
        let entity = cast.entity(id);
        match wanted {
            Wanted::States => entity.kind == ActorKind::State,
            Wanted::People => entity.kind == ActorKind::Person && !entity.plural,
            Wanted::Bodies => entity.kind == ActorKind::Organization,
            Wanted::Sides => matches!(entity.kind, ActorKind::State | ActorKind::Organization),
            Wanted::Anyone => {
                matches!(entity.kind, ActorKind::State | ActorKind::Organization | ActorKind::Person) && !entity.plural
            }
        }
    };
    if let Some(set) =
        memory.salient_set(sentence, |seen| seen.entities.len() == number && seen.entities.iter().all(|id| fits(*id)))
    {
        return Some(set.to_vec());
    }
    let mut found: Vec<EntityId> = Vec::new();
    let reach = if matches!(wanted, Wanted::States | Wanted::Sides) { 6 } else { 3 };
    for seen in memory.all().take_while(|seen| seen.sentence + reach >= sentence) {
        for id in seen.entities.iter().rev().filter(|id| fits(**id)) {
            if !found.contains(id) && seen.weight > 20.0 {
                found.push(*id);
            }
        }
        if found.len() >= number {
            break;
        }
    }
    found.truncate(number);
    found.reverse();
    (found.len() == number).then_some(found)
}
