//! Descriptions of several by their number or kind: "the two leaders", "both sides", "leaders of France and Germany".

use super::ActorKind;
use super::cast::{Cast, EntityId};
use super::lexicon::{BodyNoun, Noun, PersonNoun};
use super::memory::{Memory, Seen};
use super::phrases::{Phrase, Reference, number_word};
use super::view::View;
use crate::text::{Deprel, TokenId};
use std::collections::BTreeSet;

/// How many words back "the two" looks in its own sentence.
const NEAR: u32 = 80;

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
    listed(view, cast, phrase)
        .or_else(|| among_them(view, cast, phrase))
        .or_else(|| counted(view, cast, memory, phrase))
        .or_else(|| all_of_them(view, cast, memory, phrase))
}

/// "The brothers", "the men", "the defendants": the people named together in the sentence before, however many.
fn all_of_them(view: &View, cast: &Cast, memory: &Memory, phrase: &Phrase) -> Option<Vec<EntityId>> {
    const NOUNS: &[&str] =
        &["accused", "brother", "candidate", "defendant", "man", "sibling", "sister", "suspect", "twin", "woman"];
    let plain = phrase.plural && phrase.reference == Reference::Definite && phrase.tokens.len() == 1;
    if !plain || !NOUNS.contains(&phrase.noun.as_str()) {
        return None;
    }
    let sentence = view.doc.sentence_of(phrase.head);
    let person = |id: &EntityId| cast.entity(*id).kind == ActorKind::Person && cast.entity(*id).named;
    let mut near = memory.all().take_while(|seen| seen.sentence + 1 >= sentence);
    let together = near.find(|seen| seen.sentence < sentence && seen.entities.len() > 1 && seen.entities.iter().all(person))?;
    Some(together.entities.clone())
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
    // "The British and Irish governments".
    let demonyms = view.doc.dependents_by(phrase.head, &[Deprel::Amod]).next().and_then(|first| members(view, cast, first));
    let states = demonyms.filter(|states| representing && states.len() > 1);
    let states = states.filter(|states| states.iter().all(|id| cast.entity(*id).kind == ActorKind::State));
    if states.is_some() {
        return states;
    }
    view.doc.dependents_by(phrase.head, &[Deprel::Nmod, Deprel::Appos]).find_map(|first| {
        let preposition = view.preposition(first);
        let members = members(view, cast, first)?;
        let states = members.iter().all(|id| cast.entity(*id).kind == ActorKind::State);
        let fits = match preposition.as_deref() {
            Some("of" | "from") => representing && states && members.len() > 1,
            Some("including" | "like") => true,
            Some("such") => true,
            // "One of her aides, Pablo Ruiz".
            None => view.deprel(first) == Deprel::Appos && (members.len() > 1 || super::phrases::is_one_of(view, phrase.head)),
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
    let name = cast.name_from(next).filter(|_| said)?;
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
    gather(view, cast, memory, wanted, number as usize, phrase.head)
        .or_else(|| unnamed_pair(view, cast, memory, number, phrase.head))
}

/// "The minister met the general. The two …": subject and object of the sentence before, where they have no names.
fn unnamed_pair(view: &View, cast: &Cast, memory: &Memory, number: u32, head: TokenId) -> Option<Vec<EntityId>> {
    let sentence = view.doc.sentence_of(head);
    let mut found: Vec<EntityId> = Vec::new();
    for seen in memory.all().take_while(|seen| seen.sentence + 1 >= sentence).filter(|seen| seen.sentence < sentence) {
        let Some(id) = super::memory::single(&seen.entities).filter(|_| seen.weight >= 90.0) else { continue };
        let entity = cast.entity(id);
        if matches!(entity.kind, ActorKind::Person | ActorKind::Organization) && !entity.plural && !found.contains(&id) {
            found.push(id);
        }
    }
    found.reverse();
    (number == 2 && found.len() == 2 && cast.entity(found[0]).kind == cast.entity(found[1]).kind).then_some(found)
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

/// "Both", "each", "the two", "the former" and "the latter", used alone.
pub(super) fn pronoun(view: &View, cast: &Cast, memory: &Memory, token: TokenId) -> Option<Vec<EntityId>> {
    let word = view.lower(token);
    let definite = view.determiner(token).as_deref() == Some("the");
    let argument = matches!(
        view.deprel(token),
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Iobj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
            | Deprel::Conj
    );
    if !argument {
        return None;
    }
    // "Each other" is whoever acts, as the events tell.
    let reciprocal = word == "each" && view.after(&(token.0..token.0 + 1)).is_some_and(|next| view.lower(next) == "other");
    match word.as_ref() {
        _ if reciprocal => None,
        "former" | "latter" if definite => one_of_two(view, cast, memory, token, word.as_ref() == "latter"),
        "both" | "neither" | "each" => gather(view, cast, memory, Wanted::Anyone, 2, token),
        number if definite => {
            let number = number_word(number)?;
            gather(view, cast, memory, Wanted::Anyone, number as usize, token)
                .or_else(|| unnamed_pair(view, cast, memory, number, token))
        }
        _ => None,
    }
}

/// "The former", "the latter": the first or the second of the last two named together.
fn one_of_two(view: &View, cast: &Cast, memory: &Memory, token: TokenId, latter: bool) -> Option<Vec<EntityId>> {
    let sentence = view.doc.sentence_of(token);
    let alike = |one: EntityId, other: EntityId| cast.entity(one).kind == cast.entity(other).kind;
    let near = || memory.all().take_while(|seen| seen.sentence + 1 >= sentence);
    let pair = near().find_map(|seen| match seen.entities.as_slice() {
        &[first, second] if alike(first, second) => Some((first, second)),
        _ => None,
    });
    let mut last: Vec<EntityId> = Vec::new();
    for entity in near().filter_map(|seen| super::memory::single(&seen.entities)).filter(|id| cast.entity(*id).named) {
        if last.len() < 2 && !last.contains(&entity) && last.first().is_none_or(|other| alike(*other, entity)) {
            last.push(entity);
        }
    }
    let (first, second) = pair.or_else(|| Some((*last.get(1)?, *last.first()?)))?;
    Some(vec![if latter { second } else { first }])
}

/// The latest set of so many that fit; else, of two, those that the article speaks of most. Whoever acts in the same clause
/// is none of them: "the American president, who rang both men".
fn gather(view: &View, cast: &Cast, memory: &Memory, wanted: Wanted, number: usize, head: TokenId) -> Option<Vec<EntityId>> {
    let sentence = view.doc.sentence_of(head);
    let beside = actors_beside(view, cast, head);
    let fits = |id: EntityId| {
        let entity = cast.entity(id);
        let kind = match wanted {
            Wanted::States => entity.kind == ActorKind::State,
            Wanted::People => entity.kind == ActorKind::Person,
            Wanted::Bodies => entity.kind == ActorKind::Organization,
            Wanted::Sides => matches!(entity.kind, ActorKind::State | ActorKind::Organization),
            Wanted::Anyone => matches!(entity.kind, ActorKind::State | ActorKind::Organization | ActorKind::Person),
        };
        kind && entity.named && !beside.contains(&id)
    };
    if let Some(people) = together(view, cast, head, number, |id| fits(id) && cast.entity(id).kind == ActorKind::Person) {
        return Some(people);
    }
    let set = |seen: &&Seen| seen.entities.len() == number && seen.weight > 30.0 && seen.entities.iter().all(|id| fits(*id));
    let mut earlier = memory.all().take_while(|seen| seen.sentence + 6 >= sentence);
    if let Some(seen) = earlier.find(set) {
        return Some(seen.entities.clone());
    }
    if number != 2 {
        return None;
    }
    let near = memory.all().take_while(|seen| seen.sentence + 6 >= sentence).flat_map(|seen| seen.entities.iter().copied());
    let near: BTreeSet<EntityId> = near.filter(|id| fits(*id)).collect();
    let mut counts: Vec<(EntityId, u32)> = near.into_iter().map(|id| (id, cast.count(id))).collect();
    if wanted == Wanted::Anyone {
        // "The two" are alike: both people, or neither.
        let person = |id: EntityId| cast.entity(id).kind == ActorKind::Person;
        let people = counts.iter().filter(|(id, _)| person(*id)).count() > 1;
        counts.retain(|(id, _)| person(*id) == people);
    }
    // The most spoken of; of equals the first in the article.
    counts.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let mut members: Vec<EntityId> = counts.into_iter().take(number).map(|(id, _)| id).collect();
    members.sort_unstable();
    (members.len() == number).then_some(members)
}

/// The participants that fit and stand before the word in its sentence, if they are just so many: "Biden had pressed Netanyahu when
/// the two spoke".
fn together(view: &View, cast: &Cast, head: TokenId, number: usize, fits: impl Fn(EntityId) -> bool) -> Option<Vec<EntityId>> {
    let mut found: Vec<EntityId> = Vec::new();
    for id in (view.sentence(head).start.max(head.0.saturating_sub(NEAR))..head.0)
        .filter_map(|token| cast.referent(TokenId(token)))
        .filter(|id| fits(*id))
    {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    (found.len() == number).then_some(found)
}

/// Who acts in the clause that a word stands in, and, of a relative clause, whom that describes.
fn actors_beside(view: &View, cast: &Cast, head: TokenId) -> Vec<EntityId> {
    let clause = view.clause(head);
    let subjects =
        view.doc.dependents_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(|subject| !view.doc.dominates(*subject, head));
    let conjuncts = subjects.flat_map(|subject| view.conjuncts(subject));
    conjuncts.filter_map(|subject| cast.headed_by(subject)).flat_map(|draft| draft.entities.iter().copied()).collect()
}
