//! The stage as a whole: frames matched, their standing read, place and time added.

use super::circumstance::{place_of, time_of};
use super::deeds::blame_doers;
use super::ellipsis::add_elided;
use super::grounds::Seen;
use super::implied::imply_targets;
use super::inherit::{inherit_cosigners, inherit_from_answers, inherit_parties, inherit_patients};
use super::judge::Judge;
use super::learned::add_learned;
use super::matching::{MUTUAL_IN_ITSELF, Match, Matcher, trigger_span};
use super::proposition::propositions;
use super::quote::Quotes;
use super::reciprocal::divide_reciprocal;
use super::reply::address_replies;
use super::standing::StandingReader;
use super::types::{Confidence, Event, Events, Modality, Participant};
use crate::actor::{ActorKind, Actors, MentionKind};
use crate::ontology::Ontology;
use crate::text::{Deprel, Document, SentenceKind, Upos, Xpos};

/// Finds the events of a document, each with its confidence.
///
/// A pure function of its arguments; it cannot fail: what no frame knows gives no event. Its cost grows with the number of words, and is
/// small beside that of the text stage.
#[must_use]
pub fn extract(document: &Document, actors: &Actors, ontology: &Ontology, judge: &Judge) -> Events {
    with_matches(document, actors, ontology, |matches, reader| Events {
        events: events_of(matches, reader, judge),
        propositions: propositions(reader),
    })
}

/// The events that matches tell: those in the text, in no other's shade, with the roles that they cannot do without.
pub(super) fn events_of(matches: &[Match], reader: &StandingReader<'_>, judge: &Judge) -> Vec<Event> {
    let Matcher { document, actors, ontology, .. } = reader.matcher;
    let quotes = Quotes::find(document, reader);
    let told = matches.iter().filter(|found| is_told(found, document));
    let told = told.filter_map(|found| Some((event(found, reader, &quotes)?, found)));
    let (mut events, mut told): (Vec<Event>, Vec<&Match>) = told.unzip();
    address_replies(&mut events, actors, ontology);
    imply_targets(&mut events, actors, ontology);
    let whole: Vec<bool> =
        events.iter().zip(&told).map(|(event, found)| found.one_sided || is_whole(event, actors, ontology)).collect();
    let (mut of_events, mut of_told) = (whole.iter(), whole.iter());
    events.retain(|_| of_events.next() == Some(&true));
    told.retain(|_| of_told.next() == Some(&true));
    let mut seen = Seen::new(reader, &quotes);
    for index in 0..events.len() {
        let grounds = seen.grounds(told[index], &events[index], &events[..index]);
        events[index].confidence = judge.confidence(&grounds);
        events[index].grounds = grounds;
    }
    events
}

/// Finds the matches of a document, and hands them on with what reads their standing.
pub(super) fn with_matches<T>(
    document: &Document,
    actors: &Actors,
    ontology: &Ontology,
    then: impl FnOnce(&[Match], &StandingReader<'_>) -> T,
) -> T {
    let matcher = Matcher::new(document, actors, ontology);
    let mut matches = matcher.matches();
    add_learned(matcher, &mut matches);
    add_elided(matcher, &mut matches);
    divide_reciprocal(matcher, &mut matches);
    inherit_patients(matcher, &mut matches);
    inherit_from_answers(matcher, &mut matches);
    inherit_parties(matcher, &mut matches);
    inherit_cosigners(matcher, &mut matches);
    blame_doers(matcher, &mut matches);
    let contexts = matcher.contexts();
    let mut by_token = vec![None; document.tokens().len()];
    let mut carried = vec![None; document.tokens().len()];
    for found in &matches {
        by_token[found.trigger.index()] = Some(found);
        for noun in &found.consumed {
            carried[noun.index()] = Some(found);
        }
    }
    then(&matches, &StandingReader { matcher, matches: by_token, carried, contexts: &contexts })
}

/// What a headline says in its own grammar, the text below says again in plain words.
pub(super) fn is_told(found: &Match, document: &Document) -> bool {
    let has_body = document.sentences().iter().any(|sentence| sentence.kind == SentenceKind::Body);
    !has_body || document.sentences()[document.sentence_of(found.trigger)].kind == SentenceKind::Body
}

fn event(found: &Match, reader: &StandingReader<'_>, quotes: &Quotes) -> Option<Event> {
    let Matcher { document, actors, ontology, .. } = reader.matcher;
    let standing = reader.read(found.trigger);
    // "called for the *release* of the crew": who wants it tells it, by whomever it is to be done.
    let wanted = standing.modality == Modality::Requested && !found.patients.is_empty();
    if standing.suppressed || !wanted && is_bare_reference(found, &reader.matcher) {
        return None;
    }
    if standing.modality != Modality::Planned && is_generic(found, &reader.matcher) || is_private(found, &reader.matcher) {
        return None;
    }
    let kind = ontology.frame(found.frame).evokes;
    let sentence = document.sentence_of(found.trigger);
    let attribution = standing.attribution.or_else(|| quotes.speaker_at(document.token(found.trigger).span));
    Some(Event {
        kind,
        frame: found.frame,
        trigger: found.trigger,
        trigger_span: trigger_span(document, found),
        agents: unique(&found.agents),
        patients: unique(&found.patients),
        modality: standing.modality,
        negated: standing.negated,
        attribution,
        place: place_of(reader.matcher, found),
        time: time_of(document, actors, found.trigger),
        sentence,
        confidence: Confidence::new(1.0),
        grounds: Vec::new(),
    })
}

/// Whether a clause tells what happens in general, and no event: in the present tense or under "may" and "can", of nobody in particular ("parents
/// talk to doctors", "a state may withdraw").
pub(super) fn is_generic(found: &Match, matcher: &Matcher<'_>) -> bool {
    const MODAL: &[&str] = &["may", "can", "might", "ca"];
    const DEFINITE: &[&str] = &["the", "this", "that", "these", "those", "both"];
    let Matcher { document, actors, .. } = matcher;
    let trigger = document.token(found.trigger);
    let modal = || document.dependents_by(found.trigger, &[Deprel::Aux]).any(|aux| MODAL.contains(&document.form(aux)));
    if trigger.upos != Upos::Verb || !(matches!(trigger.xpos, Xpos::Vbp | Xpos::Vbz) || modal()) {
        return false;
    }
    let in_particular = |participant: &Participant| {
        let Some(mention) = participant.mention.map(|id| actors.mention(id)) else { return true };
        let determined = document.dependents(mention.head).iter().any(|&dependent| match document.token(dependent).deprel {
            Deprel::Det => DEFINITE.contains(&document.form(dependent).to_lowercase().as_str()),
            deprel => matches!(deprel, Deprel::NmodPoss | Deprel::Nummod | Deprel::Amod | Deprel::Compound | Deprel::Nmod),
        });
        actors.actor(participant.actor).named || mention.kind != MentionKind::Nominal || determined
    };
    !found.agents.iter().chain(&found.patients).any(in_particular)
}

/// Whether a deed stays among people of sport, the arts and private life whom nobody names: "the coach blamed the referee", "readers demanded a
/// sequel". What they do to others, and their protests, are told.
pub(super) fn is_private(found: &Match, matcher: &Matcher<'_>) -> bool {
    let Matcher { document, actors, ontology, .. } = matcher;
    let private = |participant: &Participant| {
        let Some(mention) = participant.mention.map(|id| actors.mention(id)) else { return false };
        let unnamed = mention.kind == MentionKind::Nominal && !actors.actor(participant.actor).named;
        unnamed && ontology.is_in_list("private_life", document.lemma(mention.head))
    };
    let beside = |participant: &Participant| {
        let actor = actors.actor(participant.actor);
        !actor.named && matches!(actor.kind, ActorKind::Place | ActorKind::Thing)
    };
    let (agents, patients) = (&found.agents, &found.patients);
    match (agents.is_empty(), patients.is_empty()) {
        (false, false) => agents.iter().all(private) && patients.iter().all(|patient| private(patient) || beside(patient)),
        (false, true) => agents.iter().all(private) && matcher.root_of(found) != "PROTEST",
        (true, false) => {
            patients.iter().all(private) && !matches!(matcher.root_of(found), "ASSAULT" | "COERCE" | "AID" | "RETREAT")
        }
        (true, true) => false,
    }
}

/// Whether a noun only refers to an event ("after the attack", "Kyiv's request") instead of telling it with its participants.
///
/// The codebook counts nouns that name who does it and to whom. Protests are told by who protests; their target often goes without saying.
pub(super) fn is_bare_reference(found: &Match, matcher: &Matcher<'_>) -> bool {
    let half = found.agents.is_empty() || found.patients.is_empty();
    let plural = |participant: &Participant| matcher.actors.actor(participant.actor).kind == ActorKind::Group;
    // "a summit of *African leaders*": they meet one another.
    let parties = found.agents.len() + found.patients.len() + usize::from(found.agents.iter().any(plural));
    let kind = matcher.ontology.event_type(matcher.ontology.frame(found.frame).evokes);
    matcher.document.token(found.trigger).upos == Upos::Noun
        && half
        && !(kind.symmetric && parties >= 2)
        && !found.one_sided
        && (!kind.noun_tells_agent || found.agents.is_empty())
        && (!kind.noun_tells_patient || found.patients.is_empty())
}

/// Whether an event has the roles without which a statement of its type says nothing: an accusation is of somebody, a meeting with somebody,
/// while one can march, resign or refuse without more. The types say which (`rel:requires`).
fn is_whole(event: &Event, actors: &Actors, ontology: &Ontology) -> bool {
    let kind = ontology.event_type(event.kind);
    let mutual = kind.symmetric || MUTUAL_IN_ITSELF.contains(&kind.root.as_str());
    // "African leaders met": one another.
    let is_group = |party: &Participant| actors.actor(party.actor).kind == ActorKind::Group;
    let peers = mutual && (event.agents.len() >= 2 || event.agents.iter().any(is_group));
    (!kind.requires_agent || !event.agents.is_empty()) && (!kind.requires_patient || !event.patients.is_empty() || peers)
}

/// Each actor once, by its first mention.
fn unique(participants: &[Participant]) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    for participant in participants {
        if found.iter().all(|other| other.actor != participant.actor) {
            found.push(participant.clone());
        }
    }
    found
}
