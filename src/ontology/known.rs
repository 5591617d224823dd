//! [`KnownActors`]: the actors that the program knows before reading, found in text by name, demonym or seat.

use crate::actor::ActorKind;
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::HashMap;

/// The built-in files.
const BUILT_IN: &[(&str, &str)] = &[
    ("ontology/actors/states.ttl", include_str!("../../ontology/actors/states.ttl")),
    ("ontology/actors/bodies.ttl", include_str!("../../ontology/actors/bodies.ttl")),
];

const REL: &str = "https://w3id.org/relata/ontology#";
const ACTOR: &str = "https://w3id.org/relata/actor/";
const WIKIDATA: &str = "http://www.wikidata.org/entity/";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
const SAME_AS: &str = "http://www.w3.org/2002/07/owl#sameAs";

/// Why a file of known actors could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KnownActorsError {
    /// The text is no Turtle; the message holds the line.
    #[error("{file}: {source}")]
    Turtle {
        /// Where it stands.
        file: String,
        /// What the parser says.
        source: Box<RdfParseError>,
    },
    /// An actor without `rdfs:label`.
    #[error("{file}:{line}: <{iri}> is a known actor without a label")]
    NoLabel {
        /// Where it stands.
        file: String,
        /// Line of its first mention as a subject.
        line: usize,
        /// The actor.
        iri: String,
    },
    /// An actor that is none of the kinds there are.
    #[error("{file}:{line}: <{iri}> is a known actor of no known kind (Person, State, Organization, Group, Place)")]
    NoKind {
        /// Where it stands.
        file: String,
        /// Line of its first mention as a subject.
        line: usize,
        /// The actor.
        iri: String,
    },
}

/// An actor that the program knows before reading: a state, an international body, an armed group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownActor {
    /// Local part of its IRI: `russia`.
    pub key: String,
    /// Usual English name: "Russia".
    pub label: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names and acronyms: "Russian Federation", "EU". Matched with their case.
    pub names: Vec<String>,
    /// Adjectives and nouns of its people: "Russian", "Briton".
    pub demonyms: Vec<String>,
    /// Cities that stand for it when they act, and are places otherwise: "Moscow".
    pub capitals: Vec<String>,
    /// Buildings and streets that stand for it: "Kremlin".
    pub seats: Vec<String>,
    /// Common nouns that may take it up: "kingdom", "bloc", "militia".
    pub nouns: Vec<String>,
    /// The known actor that it belongs to: the Pentagon's key is followed by `united-states`.
    pub part_of: Option<String>,
    /// Wikidata identifier, only where a data package states it: `Q159`.
    pub wikidata: Option<String>,
    /// ISO 3166-1 alpha-3 code of a state.
    pub iso3: Option<String>,
}

/// By which of its forms a known actor was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KnownForm {
    /// Its label or another name.
    Name,
    /// An adjective or noun of its people.
    Demonym,
    /// Its capital.
    Capital,
    /// A seat of its government.
    Seat,
}

/// Index of an actor in [`KnownActors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownId(u32);

/// A form of a known actor, as it may stand in a text.
#[derive(Clone, Debug)]
struct Phrase {
    text: Box<str>,
    actor: KnownId,
    form: KnownForm,
}

/// The known actors, ready for look-up. Immutable once built; share it by reference.
#[derive(Clone, Debug, Default)]
pub struct KnownActors {
    actors: Vec<KnownActor>,
    by_key: HashMap<String, KnownId>,
    /// Forms by their first word, the longest first.
    by_word: HashMap<Box<str>, Vec<Phrase>>,
}

impl KnownActors {
    /// The actors that the program carries. Costs some milliseconds: build it once.
    ///
    /// # Panics
    /// Never in a released build: the files are part of the program, and a test reads them.
    #[must_use]
    pub fn built_in() -> Self {
        let mut known = Self::default();
        for (file, turtle) in BUILT_IN {
            known.add(file, turtle).expect("the built-in actors are checked by a test");
        }
        known
    }

    /// The same actors with those of another Turtle text; `file` names it in errors.
    /// A resource that is known already gets more names; resources that are no `rel:KnownActor` are passed over.
    ///
    /// # Errors
    /// If the text is no Turtle, or an actor in it lacks a label or a kind.
    pub fn with_turtle(mut self, file: &str, turtle: &str) -> Result<Self, KnownActorsError> {
        self.add(file, turtle)?;
        Ok(self)
    }

    /// All actors, in the order of the files.
    pub fn iter(&self) -> impl Iterator<Item = &KnownActor> {
        self.actors.iter()
    }

    /// One actor.
    #[must_use]
    pub fn actor(&self, id: KnownId) -> &KnownActor {
        &self.actors[id.0 as usize]
    }

    /// The actor with this key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<KnownId> {
        self.by_key.get(key).copied()
    }

    /// The longest known form that begins at byte `start` of `text`: the byte after its end, the actor and the kind of form.
    /// Where two actors share a form the earlier in the files is meant. It ends with a word; blanks within it may be of any kind.
    #[must_use]
    pub fn longest_at(&self, text: &str, start: usize) -> Option<(usize, KnownId, KnownForm)> {
        let rest = &text[start..];
        self.by_word.get(first_word(rest))?.iter().find_map(|phrase| {
            let length = prefix_length(rest, &phrase.text)?;
            let whole = !rest[length..].starts_with(char::is_alphanumeric);
            whole.then_some((start + length, phrase.actor, phrase.form))
        })
    }

    /// The first actor one of whose forms is exactly `phrase`.
    #[must_use]
    pub fn named(&self, phrase: &str) -> Option<(KnownId, KnownForm)> {
        let (end, actor, form) = self.longest_at(phrase, 0)?;
        (end == phrase.len()).then_some((actor, form))
    }

    fn add(&mut self, file: &str, turtle: &str) -> Result<(), KnownActorsError> {
        for (iri, draft) in drafts(file, turtle)? {
            let key = iri.strip_prefix(ACTOR).unwrap_or_else(|| iri.rsplit(['#', '/']).next().unwrap_or(&iri)).to_owned();
            let known = self.find(&key);
            if !draft.known && known.is_none() {
                continue;
            }
            let id = match known {
                Some(id) => id,
                None => self.insert(key, file, turtle, &iri, &draft)?,
            };
            self.extend(id, draft);
        }
        #[allow(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for phrases in self.by_word.values_mut() {
            phrases.sort_by_key(|phrase| (std::cmp::Reverse(phrase.text.len()), phrase.form, phrase.actor));
        }
        Ok(())
    }

    fn insert(&mut self, key: String, file: &str, turtle: &str, iri: &str, draft: &Draft) -> Result<KnownId, KnownActorsError> {
        let place = || (file.to_owned(), line_of(turtle, iri), iri.to_owned());
        let Some(label) = draft.label.clone() else {
            let (file, line, iri) = place();
            return Err(KnownActorsError::NoLabel { file, line, iri });
        };
        let Some(kind) = draft.kind else {
            let (file, line, iri) = place();
            return Err(KnownActorsError::NoKind { file, line, iri });
        };
        let id = KnownId(u32::try_from(self.actors.len()).expect("fewer actors than 32 bits can count"));
        self.index(&label, id, KnownForm::Name);
        self.by_key.insert(key.clone(), id);
        self.actors.push(KnownActor {
            key,
            label,
            kind,
            names: Vec::new(),
            demonyms: Vec::new(),
            capitals: Vec::new(),
            seats: Vec::new(),
            nouns: Vec::new(),
            part_of: None,
            wikidata: None,
            iso3: None,
        });
        Ok(id)
    }

    fn extend(&mut self, id: KnownId, draft: Draft) {
        for name in &draft.names {
            self.index(name, id, KnownForm::Name);
        }
        for demonym in &draft.demonyms {
            self.index(demonym, id, KnownForm::Demonym);
            if let Some(plural) = plural(demonym) {
                self.index(&plural, id, KnownForm::Demonym);
            }
        }
        for capital in &draft.capitals {
            self.index(capital, id, KnownForm::Capital);
        }
        for seat in &draft.seats {
            self.index(seat, id, KnownForm::Seat);
        }
        let actor = &mut self.actors[id.0 as usize];
        actor.names.extend(draft.names);
        actor.demonyms.extend(draft.demonyms);
        actor.capitals.extend(draft.capitals);
        actor.seats.extend(draft.seats);
        actor.nouns.extend(draft.nouns);
        actor.part_of = draft.part_of.or(actor.part_of.take());
        actor.wikidata = draft.wikidata.or(actor.wikidata.take());
        actor.iso3 = draft.iso3.or(actor.iso3.take());
    }

    /// Enters a form, and as a headline or a dateline writes it: in capitals.
    fn index(&mut self, text: &str, actor: KnownId, form: KnownForm) {
        let mut enter = |text: String| {
            let phrases = self.by_word.entry(first_word(&text).into()).or_default();
            phrases.push(Phrase { text: text.into(), actor, form });
        };
        let capitals = text.to_uppercase();
        // Short names in capitals ("CHAD" aside) are words or acronyms of something else.
        if capitals != text && text.len() > 3 {
            enter(capitals);
        }
        enter(text.replace('’', "'"));
    }
}

/// What a Turtle text says of one resource.
#[derive(Debug, Default)]
struct Draft {
    known: bool,
    label: Option<String>,
    kind: Option<ActorKind>,
    names: Vec<String>,
    demonyms: Vec<String>,
    capitals: Vec<String>,
    seats: Vec<String>,
    nouns: Vec<String>,
    part_of: Option<String>,
    wikidata: Option<String>,
    iso3: Option<String>,
}

impl Draft {
    fn take(&mut self, predicate: &str, value: String) {
        match predicate {
            RDF_TYPE => match value.strip_prefix(REL) {
                Some("KnownActor") => self.known = true,
                Some("Person") => self.kind = Some(ActorKind::Person),
                Some("State") => self.kind = Some(ActorKind::State),
                Some("Organization") => self.kind = Some(ActorKind::Organization),
                Some("Group") => self.kind = Some(ActorKind::Group),
                Some("Place") => self.kind = Some(ActorKind::Place),
                _ => {}
            },
            LABEL => self.label = Some(value),
            ALT_LABEL => self.names.push(value),
            SAME_AS => self.wikidata = value.strip_prefix(WIKIDATA).map(str::to_owned).or(self.wikidata.take()),
            _ => match predicate.strip_prefix(REL) {
                Some("demonym") => self.demonyms.push(value),
                Some("capital") => self.capitals.push(value),
                Some("noun") => self.nouns.push(value),
                Some("seat") => self.seats.push(value),
                Some("partOf") => self.part_of = Some(value.strip_prefix(ACTOR).unwrap_or(&value).to_owned()),
                Some("iso3") => self.iso3 = Some(value),
                _ => {}
            },
        }
    }
}

/// The named resources of a Turtle text, in the order of their first appearance as subjects.
fn drafts(file: &str, turtle: &str) -> Result<Vec<(String, Draft)>, KnownActorsError> {
    let mut drafts: Vec<(String, Draft)> = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
        let quad = quad.map_err(|error| KnownActorsError::Turtle {
            file: file.to_owned(),
            source: Box::new(RdfParseError::Syntax(error)),
        })?;
        let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
        let value = match quad.object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(_) => continue,
        };
        // The triples of a resource mostly come together: look at the last one first.
        let at = match drafts.last() {
            Some((iri, _)) if iri == subject.as_str() => drafts.len() - 1,
            _ => *seen.entry(subject.as_str().to_owned()).or_insert_with(|| {
                drafts.push((subject.as_str().to_owned(), Draft::default()));
                drafts.len() - 1
            }),
        };
        drafts[at].1.take(quad.predicate.as_str(), value);
    }
    Ok(drafts)
}

/// The line (from 1) where a resource is first spoken of; 1 if it is written in a way that cannot be searched for.
fn line_of(turtle: &str, iri: &str) -> usize {
    let local = iri.rsplit(['#', '/']).next().unwrap_or(iri);
    let offset = turtle.find(&format!(":{local} ")).or_else(|| turtle.find(iri)).unwrap_or(0);
    turtle[..offset].matches('\n').count() + 1
}

/// The plural of a demonym, where it has one of its own.
fn plural(demonym: &str) -> Option<String> {
    if let Some(stem) = demonym.strip_suffix("man") {
        return Some(format!("{stem}men"));
    }
    (!demonym.ends_with(['s', 'h'])).then(|| format!("{demonym}s"))
}

/// The letters and digits with which a text begins, cut after 64 of them; if it begins with something else, that character.
fn first_word(text: &str) -> &str {
    // No known word is as long, and a text without blanks must not be run through to its end from each of its characters.
    let letters = text.char_indices().take(64).take_while(|(_, c)| c.is_alphanumeric());
    let end = letters.last().map_or(0, |(at, c)| at + c.len_utf8());
    match end {
        0 => text.chars().next().map_or("", |c| &text[..c.len_utf8()]),
        end => &text[..end],
    }
}

/// The length of the beginning of `text` that reads like `phrase`: blanks of any kind and number for one, either apostrophe.
fn prefix_length(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text.char_indices().peekable();
    for wanted in phrase.chars() {
        let (_, found) = rest.next()?;
        let found = if found == '’' { '\'' } else { found };
        if wanted == ' ' {
            if !found.is_whitespace() {
                return None;
            }
            while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {}
        } else if wanted != found {
            return None;
        }
    }
    Some(rest.peek().map_or(text.len(), |(offset, _)| *offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_actors_are_sound() {
        let known = KnownActors::built_in();
        assert!(known.iter().count() > 600);
        for actor in known.iter() {
            if let Some(body) = &actor.part_of {
                assert!(known.find(body).is_some(), "{} is part of nothing known: {body}", actor.key);
            }
        }
    }

    #[test]
    fn the_longest_form_wins() {
        let known = KnownActors::built_in();
        let found = |text: &str| {
            known.longest_at(text, 0).map(|(end, id, form)| (text[..end].to_owned(), known.actor(id).key.clone(), form))
        };
        assert_eq!(found("US Congress voted"), Some(("US Congress".into(), "us-congress".into(), KnownForm::Name)));
        assert_eq!(found("South\nKorean troops"), Some(("South\nKorean".into(), "south-korea".into(), KnownForm::Demonym)));
        assert_eq!(found("N’Djamena said"), Some(("N’Djamena".into(), "chad".into(), KnownForm::Capital)));
        assert_eq!(found("Kremlinology"), None);
        assert_eq!(found("us all"), None);
    }

    #[test]
    fn demonyms_have_plurals() {
        let known = KnownActors::built_in();
        for (form, key) in [("Russians", "russia"), ("Frenchmen", "france"), ("Iraqis", "iraq"), ("Swiss", "switzerland")] {
            let (id, kind) = known.named(form).unwrap();
            assert_eq!((known.actor(id).key.as_str(), kind), (key, KnownForm::Demonym));
        }
    }

    #[test]
    fn a_file_adds_actors_and_names() {
        let turtle = "@prefix rel: <https://w3id.org/relata/ontology#> . @prefix actor: <https://w3id.org/relata/actor/> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            actor:new-front a rel:KnownActor , rel:Organization ; rdfs:label \"New Front\" .
            actor:russia skos:altLabel \"Mother Russia\" .";
        let known = KnownActors::built_in().with_turtle("mine.ttl", turtle).unwrap();
        assert_eq!(known.named("New Front").map(|(id, _)| known.actor(id).kind), Some(ActorKind::Organization));
        assert_eq!(known.named("Mother Russia").map(|(id, _)| known.actor(id).label.as_str()), Some("Russia"));
    }

    #[test]
    fn errors_say_where() {
        let turtle = "@prefix rel: <https://w3id.org/relata/ontology#> .\n@prefix actor: <https://w3id.org/relata/actor/> .\nactor:x a rel:KnownActor .";
        let error = KnownActors::default().with_turtle("mine.ttl", turtle).unwrap_err();
        assert!(error.to_string().starts_with("mine.ttl:3: "), "{error}");
        let error = KnownActors::default().with_turtle("mine.ttl", "actor:x a .").unwrap_err();
        assert!(error.to_string().contains("mine.ttl"), "{error}");
    }
}
