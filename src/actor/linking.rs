//! Names to entities: which names are one participant, by what they are called alone.

use super::acronyms::{Explained, initials, is_acronym};
use super::cast::{Cast, Draft, Entity, EntityId};
use super::lexicon::{Lexicon, Noun};
use super::names::{Sort, Spotted};
use super::people;
use super::seats;
use super::view::View;
use super::{ActorKind, MentionKind};
use crate::ontology::{KnownForm, KnownId};
use crate::text::{Deprel, EntityKind, TokenId, Upos, Xpos};
use std::collections::HashMap;
use std::ops::Range;

/// Words that are no name of their own even if a longer name ends with them.
const GENERIC: &[&str] = &[
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "brigade",
    "bureau",
    "centre",
    "center",
    "church",
    "club",
    "coalition",
    "command",
    "commission",
    "committee",
    "company",
    "conference",
    "confederation",
    "congress",
    "corps",
    "council",
    "court",
    "democratic",
    "department",
    "east",
    "federation",
    "force",
    "forces",
    "foundation",
    "front",
    "fund",
    "general",
    "group",
    "guard",
    "guards",
    "institute",
    "international",
    "league",
    "liberation",
    "ministry",
    "mission",
    "movement",
    "national",
    "navy",
    "network",
    "new",
    "news",
    "north",
    "office",
    "organisation",
    "organization",
    "parliament",
    "party",
    "people",
    "police",
    "post",
    "press",
    "republic",
    "senate",
    "service",
    "society",
    "south",
    "state",
    "states",
    "street",
    "supreme",
    "team",
    "times",
    "trust",
    "union",
    "united",
    "university",
    "west",
    "workers",
    "world",
    "air",
    "red",
    "royal",
    "first",
    "human",
    "rights",
];

/// How many names or participants one is compared with at most: more than any article has.
const MANY: usize = 1000;

/// Turns the names of the document into entities and mentions.
pub(super) fn link(view: &View, spotted: &[Spotted], explained: &[Explained], cast: &mut Cast) {
    let people = people::link(view, spotted, cast);
    let mut bodies = Bodies::default();
    bodies.read(view, spotted, explained);
    for (index, name) in spotted.iter().enumerate() {
        let entity = match (people[index], name.sort) {
            (Some(person), _) => Some(person),
            (None, Sort::Known(known, form)) => bodies.known(view, name, known, form, cast),
            (None, sort) => bodies.other(view, name, sort, cast),
        };
        if let Some(entity) = entity {
            // A nationality is not a name.
            let demonym = matches!(name.sort, Sort::Known(_, KnownForm::Demonym));
            let kind = if demonym { MentionKind::Nominal } else { MentionKind::Name };
            cast.mention(Draft { tokens: name.tokens.clone(), head: name.head, kind, entities: vec![entity], odds: 1.0 });
        }
    }
}

/// The entity of a known actor, made if need be.
pub(super) fn known_entity(view: &View, known: KnownId, cast: &mut Cast) -> EntityId {
    if let Some(id) = cast.known(known) {
        return id;
    }
    let actor = view.known.actor(known);
    let mut entity = Entity::new(actor.kind, actor.label.clone());
    entity.known = Some(known);
    entity.named = true;
    entity.nouns.extend(head_nouns(&actor.label));
    entity.nouns.extend(actor.nouns.iter().cloned());
    let body = actor.part_of.as_ref().and_then(|key| view.known.find(key));
    let id = cast.add(entity);
    if let Some(body) = body {
        let body = known_entity(view, body, cast);
        cast.entity_mut(id).part_of = Some(body);
    }
    id
}

/// The words of a body's name by which it may be called later: "committee" of "Committee on Foreign Investment".
fn head_nouns(name: &str) -> Vec<String> {
    let lexicon = Lexicon::get();
    let words: Vec<String> = name.split([' ', '-']).map(str::to_lowercase).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let told = words.iter().filter_map(|word| lexicon.told_by(word.trim_end_matches('.'))).map(str::to_owned);
    let body = |noun: &String| matches!(lexicon.noun(noun), Some(Noun::Body(_) | Noun::Crowd));
    words.iter().cloned().chain(pairs).filter(body).chain(told).collect()
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// What bodies, places and things have been called.
#[derive(Default)]
struct Bodies {
    /// The full name that an acronym of the article stands for.
    expanded: HashMap<String, String>,
    /// Full names of bodies in the article, in order.
    full: Vec<String>,
    /// Entities by name in lower case.
    by_name: HashMap<String, EntityId>,
    /// Capitals as places.
    cities: HashMap<String, EntityId>,
}

impl Bodies {
    fn read(&mut self, view: &View, spotted: &[Spotted], explained: &[Explained]) {
        for name in spotted.iter().filter(|name| matches!(name.sort, Sort::Body | Sort::Other)) {
            let words = view.words(&name.tokens);
            let words = without_article(&words);
            if words.contains(' ') && self.full.len() < MANY && !self.full.iter().any(|full| full == words) {
                self.full.push(words.to_owned());
            }
        }
        for acronym in explained {
            let full = view.words(&acronym.long);
            self.expanded.entry(view.words(&acronym.short)).or_insert(full);
        }
    }

    fn known(&mut self, view: &View, name: &Spotted, known: KnownId, form: KnownForm, cast: &mut Cast) -> Option<EntityId> {
        let words = view.words(&name.tokens);
        // An acronym that the article explains is its own, whatever else it stands for in the world.
        if let Some(full) = self.expanded.get(&words).filter(|full| view.known.named(full).is_none_or(|(id, _)| id != known)) {
            let full = full.clone();
            return self.named(view, &full, ActorKind::Organization, name, cast);
        }
        let actor = view.known.actor(known);
        // The same where only the letters tell: the article's Food Safety Authority is its FSA.
        let spelled = |full: &&String| initials(full) == words && actor.label != **full && !actor.names.contains(full);
        let acronym = form == KnownForm::Name && words.len() > 2 && is_acronym(&words);
        if let Some(full) = self.full.iter().filter(|_| acronym).find(spelled).cloned() {
            return self.named(view, &full, ActorKind::Organization, name, cast);
        }
        match form {
            KnownForm::Capital if !seats::acts(view, &name.tokens, name.head) => Some(self.city(view, words, known, cast)),
            KnownForm::Seat if is_building(view, name.head) => Some(self.city(view, words, known, cast)),
            KnownForm::Demonym => demonym(view, name, known, cast),
            KnownForm::Name | KnownForm::Capital | KnownForm::Seat => {
                let id = known_entity(view, known, cast);
                if form == KnownForm::Name || actor.kind == ActorKind::State {
                    cast.entity_mut(id).call(&words);
                }
                Some(id)
            }
        }
    }

    /// A capital, or a seat of government, as a place in its state.
    fn city(&mut self, view: &View, words: String, state: KnownId, cast: &mut Cast) -> EntityId {
        if let Some(id) = self.cities.get(&words.to_lowercase()) {
            return *id;
        }
        let state = known_entity(view, state, cast);
        let mut entity = Entity::new(ActorKind::Place, words.clone());
        entity.named = true;
        entity.part_of = Some(state);
        entity.call(&words);
        entity.nouns.extend(["city".to_owned(), "capital".to_owned()]);
        let id = cast.add(entity);
        self.cities.insert(words.to_lowercase(), id);
        id
    }

    fn other(&mut self, view: &View, name: &Spotted, sort: Sort, cast: &mut Cast) -> Option<EntityId> {
        let kind = match sort {
            Sort::Body => ActorKind::Organization,
            Sort::Place if is_ship(&view.words(&name.tokens)) => ActorKind::Organization,
            Sort::Place => ActorKind::Place,
            _ => other_kind(view, name)?,
        };
        let words = view.words(&name.tokens);
        self.named(view, &words, kind, name, cast)
    }

    /// The entity of a name: the one that it is short for, or that is called so.
    fn named(&mut self, view: &View, words: &str, kind: ActorKind, name: &Spotted, cast: &mut Cast) -> Option<EntityId> {
        let words = without_article(words);
        let full = self.fuller(words, kind);
        let id = self.called(view, full.as_deref().unwrap_or(words), kind, name, cast);
        cast.entity_mut(id).call(words);
        Some(id)
    }

    /// The entity that is called so; else a new one.
    fn called(&mut self, view: &View, words: &str, kind: ActorKind, name: &Spotted, cast: &mut Cast) -> EntityId {
        if let Some((known, KnownForm::Name)) = view.known.named(words) {
            let id = known_entity(view, known, cast);
            cast.entity_mut(id).call(words);
            return id;
        }
        if let Some(id) = self.by_name.get(&words.to_lowercase()) {
            return *id;
        }
        let mut entity = Entity::new(kind, words);
        entity.named = true;
        let telling = is_acronym(words) || !head_nouns(words).is_empty();
        entity.guessed = kind == ActorKind::Place || kind == ActorKind::Organization && !telling;
        entity.plural = kind == ActorKind::Group;
        entity.call(words);
        entity.nouns.extend(head_nouns(words));
        if kind == ActorKind::Organization && is_ship(words) {
            entity.describe("ship");
        }
        entity.part_of = name.within.map(|state| known_entity(view, state, cast));
        let id = cast.add(entity);
        self.by_name.insert(words.to_lowercase(), id);
        id
    }

    /// The full name that a short one stands for: an acronym explained or made of initials, or one telling word of the name.
    fn fuller(&self, words: &str, kind: ActorKind) -> Option<String> {
        if let Some(full) = self.expanded.get(words) {
            return (full != words).then(|| full.clone());
        }
        if kind == ActorKind::Place {
            return None;
        }
        if words.contains(' ') {
            let edge = |full: &&String| full.strip_prefix(words).is_some_and(|rest| rest.starts_with(' '));
            let mut longer = self.full.iter().filter(edge);
            return longer.next().filter(|_| longer.next().is_none()).cloned();
        }
        if is_acronym(words) {
            return self.full.iter().find(|full| initials(full) == words).cloned();
        }
        if GENERIC.contains(&words.to_lowercase().as_str()) {
            return None;
        }
        let mut holding = self.full.iter().filter(|full| {
            let mut parts = full.split([' ', '-']);
            parts.next() == Some(words) || parts.next_back() == Some(words)
        });
        // A word of two full names ("Deutsche") stands for neither.
        holding.next().filter(|_| holding.next().is_none()).cloned()
    }
}

/// Whether the name of a building is where something stands or happens.
fn is_building(view: &View, head: TokenId) -> bool {
    let head = view.first_conjunct(head);
    let locative = ["in", "at", "outside", "near", "inside", "around", "into", "to", "from", "through", "behind"];
    matches!(view.deprel(head), Deprel::Obl | Deprel::Nmod)
        && view.preposition(head).is_some_and(|word| locative.contains(&word.as_ref()))
}

/// What a demonym names: the state ("Russian drone", "the Russians"), or some of its people ("35 Britons").
fn demonym(view: &View, name: &Spotted, known: KnownId, cast: &mut Cast) -> Option<EntityId> {
    let state = known_entity(view, known, cast);
    let head = name.head;
    let modifies =
        matches!(view.deprel(head), Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::OblUnmarked | Deprel::Flat)
            || view.upos(head) == Upos::Adj
                && !matches!(view.deprel(head), Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Nmod);
    if modifies || cast.entity(state).kind == ActorKind::Organization {
        return Some(state);
    }
    let determiner = view.determiner(head);
    let words = view.words(&name.tokens);
    let plural =
        matches!(view.doc.token(head).xpos, Xpos::Nns | Xpos::Nnps) || determiner.is_none() && words.ends_with(['e', 'h', 's']);
    let bare = view.doc.dependents_by(head, &[Deprel::Nummod, Deprel::Amod, Deprel::AclRelcl, Deprel::Acl]).next().is_none();
    // "The Russians" are Russia; the people of a state that others hold are not.
    let stateless = view.known.actor(known).key == "palestine" || cast.entity(state).kind == ActorKind::Place;
    if determiner.as_deref() == Some("the") && bare && !plural && is_singular(&words) {
        // "The Italian" is somebody whom the descriptions find.
        return None;
    }
    if determiner.as_deref() == Some("the") && bare && !stateless {
        return Some(state);
    }
    let label = counted(view, &name.tokens);
    let same = cast
        .entities
        .iter()
        .take(MANY)
        .position(|entity| entity.part_of == Some(state) && !entity.named && entity.label == label);
    if let Some(index) = same {
        return Some(EntityId(index as u32));
    }
    let kind = if plural { ActorKind::Group } else { ActorKind::Person };
    let mut people = Entity::new(kind, label);
    people.plural = plural;
    people.part_of = Some(state);
    people.describe(&words.to_lowercase());
    Some(cast.add(people))
}

/// Whether a demonym can be but one of its people: "the Italian", unlike "the French", "the Chinese" and "the Swiss".
fn is_singular(word: &str) -> bool {
    ["an", "i", "man", "woman", "ot", "ole", "ane", "urk", "eek"].iter().any(|ending| word.ends_with(ending))
}

/// The words of a demonym with the number or adjectives before it: "35 Britons".
fn counted(view: &View, tokens: &Range<u32>) -> String {
    let head = TokenId(tokens.end - 1);
    let mut start = tokens.start;
    while start > view.sentence(head).start {
        let before = TokenId(start - 1);
        if !matches!(view.upos(before), Upos::Num | Upos::Adj) || !view.doc.dominates(head, before) {
            break;
        }
        start -= 1;
    }
    view.words(&(start..tokens.end))
}

/// Whether a name is that of a ship by what stands before it.
fn is_ship(name: &str) -> bool {
    const PREFIXES: &[&str] = &["BRP", "HMAS", "HMCS", "HMS", "INS", "MT", "MV", "RFA", "RV", "SS", "USNS", "USS"];
    name.split_once(' ').is_some_and(|(prefix, _)| PREFIXES.contains(&prefix))
}

/// What a name is that is neither person, body nor place: a ship, a people; `None` for events, laws and the like.
fn other_kind(view: &View, name: &Spotted) -> Option<ActorKind> {
    if is_ship(&view.words(&name.tokens)) {
        return Some(ActorKind::Organization);
    }
    let token = view.doc.token(name.head);
    let people = name.tokens.len() == 1 && view.lexicon.is_people(view.doc.form(name.head));
    if people || token.xpos == Xpos::Nnps || token.xpos == Xpos::Nns {
        return Some(ActorKind::Group);
    }
    match token.entity {
        EntityKind::Person => Some(ActorKind::Group),
        EntityKind::Organization => Some(ActorKind::Organization),
        EntityKind::Object => Some(ActorKind::Thing),
        EntityKind::Place => Some(ActorKind::Place),
        _ => None,
    }
}
