//! Which names of people are one person: the fullest name, and what is short for it.

use super::ActorKind;
use super::cast::{Cast, Entity, EntityId};
use super::lexicon::Gender;
use super::names::{Sort, Spotted};
use super::view::View;
use crate::text::{Deprel, TokenId, Upos};
use std::collections::HashMap;

/// Particles that alone tell nobody apart.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "ben", "abu", "abd", "de", "da", "do", "dos", "del", "della", "der", "den", "van", "von", "la",
    "le", "di", "du", "st", "jr", "sr", "ii", "iii", "y", "e", "and", "-", ".", "’", "'",
];

/// Titles that stay with a name of one word: "King Charles".
const REGNAL: &[&str] = &["King", "Queen", "Pope", "Prince", "Princess", "Emir", "Emperor", "Sultan"];

/// A name of a person as it stands in the text.
struct PersonName {
    /// Number in the list of names.
    index: usize,
    /// The words of the name without titles, in lower case.
    words: Vec<String>,
    /// As written, without titles.
    label: String,
    gender: Option<Gender>,
}

/// The person of each name that names one, made new in the cast; in the order of `spotted`.
pub(super) fn link(view: &View, spotted: &[Spotted], cast: &mut Cast) -> Vec<Option<EntityId>> {
    let names = read(view, spotted);
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Fuller names first; a shorter one then finds them all, wherever it stands.
    order.sort_by_key(|at| (std::cmp::Reverse(names[*at].words.len()), *at));
    let mut counts: HashMap<&[String], usize> = HashMap::new();
    for name in &names {
        *counts.entry(name.words.as_slice()).or_default() += 1;
    }
    let mut people: Vec<Person> = Vec::new();
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let mut persons = vec![None; names.len()];
    for at in order {
        let name = &names[at];
        let found = best(&people, &by_word, name);
        let number = found.unwrap_or_else(|| {
            people.push(Person {
                fullest: name.words.clone(),
                forms: Vec::new(),
                label: name.label.clone(),
                gender: None,
                mentions: 0,
            });
            for word in &name.words {
                by_word.entry(word.clone()).or_default().push(people.len() - 1);
            }
            people.len() - 1
        });
        people[number].take(name);
        persons[at] = Some(number);
    }
    merge_aliases(view, spotted, &names, &mut persons);
    enter(spotted, &names, &persons, &people, view, cast)
}

/// A person in the making.
struct Person {
    fullest: Vec<String>,
    /// All names, as written.
    forms: Vec<String>,
    label: String,
    gender: Option<Gender>,
    mentions: usize,
}

impl Person {
    fn take(&mut self, name: &PersonName) {
        self.mentions += 1;
        self.gender = self.gender.or(name.gender);
        if !self.forms.contains(&name.label) {
            self.forms.push(name.label.clone());
        }
    }

    /// How well a shorter name fits: not at all, by a word within, or by the last.
    fn fits(&self, name: &PersonName) -> Option<u8> {
        if name.gender.is_some() && self.gender.is_some() && name.gender != self.gender {
            return None;
        }
        if self.fullest == name.words {
            return Some(3);
        }
        let last = name.words.last()?;
        if name.words.len() == 1 {
            let telling = !PARTICLES.contains(&last.as_str()) && last.chars().count() > 1;
            let place = self.fullest.iter().position(|word| word == last).filter(|_| telling)?;
            return Some(if place + 1 == self.fullest.len() { 2 } else { 1 });
        }
        let mut words = self.fullest.iter();
        let within = name.words.iter().all(|word| words.any(|other| other == word || is_initial(word, other)));
        (within && (self.fullest.last() == Some(last) || self.fullest.first() == name.words.first())).then_some(2)
    }
}

/// Whether one word is the initial of the other: "J." and "John".
fn is_initial(short: &str, long: &str) -> bool {
    let bare = short.trim_end_matches('.');
    bare.chars().count() == 1 && long.starts_with(bare)
}

/// The person whom a name fits best; among equals the one most often named so far, then the first.
fn best(people: &[Person], by_word: &HashMap<String, Vec<usize>>, name: &PersonName) -> Option<usize> {
    let sharing = [name.words.first(), name.words.last()].into_iter().flatten().filter_map(|word| by_word.get(word)).flatten();
    let fitting = sharing.filter_map(|number| Some((people[*number].fits(name)?, people[*number].mentions, *number)));
    fitting.max_by_key(|(fit, mentions, number)| (*fit, *mentions, std::cmp::Reverse(*number))).map(|(_, _, number)| number)
}

fn read(view: &View, spotted: &[Spotted]) -> Vec<PersonName> {
    let people = spotted.iter().enumerate().filter(|(_, name)| name.sort == Sort::Person);
    people.map(|(index, name)| person_name(view, index, name)).collect()
}

fn person_name(view: &View, index: usize, name: &Spotted) -> PersonName {
    let mut start = name.tokens.start;
    let mut gender = None;
    let mut regnal = None;
    while start + 1 < name.tokens.end && view.lexicon.is_title(view.doc.form(TokenId(start))) {
        gender = gender.or(view.lexicon.title_gender(view.doc.form(TokenId(start))));
        regnal = Some(start).filter(|at| REGNAL.contains(&view.doc.form(TokenId(*at))));
        start += 1;
    }
    let mut before = TokenId(name.tokens.start);
    while let Some(title) = view.before(before).filter(|title| view.lexicon.is_title(view.doc.form(*title))) {
        gender = gender.or(view.lexicon.title_gender(view.doc.form(title)));
        if start == name.tokens.start {
            regnal = Some(title.0).filter(|at| REGNAL.contains(&view.doc.form(TokenId(*at))));
        }
        before = title;
    }
    gender = gender.or_else(|| gendered_post(view, name));
    let words: Vec<String> = view.doc.ids(&(start..name.tokens.end)).map(|token| view.lower(token).into_owned()).collect();
    gender = gender.or_else(|| view.lexicon.name_gender(view.doc.form(TokenId(start))).filter(|_| words.len() > 1));
    let alone = words.len() == 1 || words.len() == 2 && words[1].chars().all(|c| "ivx".contains(c));
    let label = view.words(&(regnal.filter(|_| alone).unwrap_or(start)..name.tokens.end));
    PersonName { index, words, label, gender }
}

/// The gender that a noun before the name or beside it tells: "spokeswoman Jane Roe".
fn gendered_post(view: &View, name: &Spotted) -> Option<Gender> {
    let beside = view.doc.dependents_by(name.head, &[Deprel::NmodDesc, Deprel::Appos, Deprel::Compound]);
    let mut nouns = beside.chain(view.head(name.head).filter(|_| view.deprel(name.head) == Deprel::Appos));
    nouns.find_map(|noun| match view.lexicon.noun(&view.lemma(noun)) {
        Some(super::lexicon::Noun::Person(_, gender)) => gender,
        _ => None,
    })
}

/// "Mohamed Hamdan Dagalo, who is better known as Hemedti": two names, one person.
fn merge_aliases(view: &View, spotted: &[Spotted], names: &[PersonName], persons: &mut [Option<usize>]) {
    for at in 1..names.len() {
        let tokens = &spotted[names[at].index].tokens;
        let Some(said) = view.before(TokenId(tokens.start)) else { continue };
        let known_as = view.lower(said) == "as"
            && view.before(said).is_some_and(|known| matches!(view.lower(known).as_ref(), "known" | "named" | "dubbed"));
        let alias = matches!(view.lower(said).as_ref(), "alias" | "aka") || known_as;
        let before = TokenId(spotted[names[at - 1].index].tokens.start);
        if alias && view.doc.sentence_of(before) == view.doc.sentence_of(said) && view.upos(said) != Upos::Noun {
            let (old, new) = (persons[at], persons[at - 1]);
            for person in persons.iter_mut().filter(|person| **person == old) {
                *person = new;
            }
        }
    }
}

/// Enters the people into the cast in the order of their first mention.
fn enter(
    spotted: &[Spotted],
    names: &[PersonName],
    persons: &[Option<usize>],
    people: &[Person],
    view: &View,
    cast: &mut Cast,
) -> Vec<Option<EntityId>> {
    let mut ids = vec![None; people.len()];
    let mut linked = vec![None; spotted.len()];
    for (at, name) in names.iter().enumerate() {
        let Some(number) = persons[at] else { continue };
        let id = *ids[number].get_or_insert_with(|| {
            let person = &people[number];
            let mut entity = Entity::new(ActorKind::Person, person.label.clone());
            entity.named = true;
            entity.guessed = true;
            entity.gender = person.gender;
            for form in &person.forms {
                entity.call(form);
            }
            cast.add(entity)
        });
        cast.entity_mut(id).call(&name.label);
        let whole = view.words(&spotted[name.index].tokens);
        cast.entity_mut(id).call(&whole);
        linked[name.index] = Some(id);
    }
    linked
}
