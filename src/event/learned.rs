//! What the language model sees of events: words that tell one though no frame knows them, and who stands in the roles.
//!
//! The model says how likely a word tells an event of a root, and which words stand in its roles ([`EventHint`]). Where it finds an event at a
//! word that no frame knows, the event is one of the root's plainest type, which a frame marked `rel:learned` gives. Whether it is worth
//! telling is for the [judge](super::Judge); all that holds for the events of other frames (light, negation, whose word) holds for these.
//! What the model sees at the words of other frames is a [ground](super::grounds) among others.

use super::matching::{Match, Matcher};
use super::parties::Role;
use super::types::Participant;
use crate::text::{EventHint, TokenId};

/// How likely an event must be to be looked at. Of those between .3 and this, a third was right in sentences that nothing was learnt from.
const LEAST: f32 = 0.5;

/// How likely a word must fill a role to be seated there.
const FILLS: f32 = 0.5;

/// A word so many arcs above or below a frame's trigger is taken to belong to the frame's event, if both are of one root.
const NEAR: usize = 2;

/// Adds the events that the language model finds and no frame does.
pub(super) fn add_learned(matcher: Matcher<'_>, matches: &mut Vec<Match>) {
    let in_name = matcher.tokens_in_names();
    let hints = matcher.document.event_hints().iter().filter(|hint| !in_name[hint.token.index()]);
    let added: Vec<Match> = hints.filter_map(|hint| learned(matcher, hint, matches)).collect();
    matches.extend(added);
    matches.sort_by_key(|found| found.trigger);
}

fn learned(matcher: Matcher<'_>, hint: &EventHint, matches: &[Match]) -> Option<Match> {
    let &(root, probability) = hint.roots.first()?;
    if probability < LEAST || matcher.is_bare_participle(hint.token) {
        return None;
    }
    let tells_it = |found: &Match| {
        found.trigger == hint.token
            || found.consumed.contains(&hint.token)
            || matcher.root_of(found) == root.as_str() && is_near(matcher, found.trigger, hint.token)
    };
    if matches.iter().any(tells_it) {
        return None;
    }
    let frame = matcher.ontology.learned(root.as_str())?;
    let agents = seated(matcher, &hint.sources, Role::Agent, &[]);
    let patients = seated(matcher, &hint.targets, Role::Patient, &agents);
    // The model has learnt from sentences in which it is told who does it or to whom; whether both must be, it knows better than lists.
    let one_sided = !(agents.is_empty() && patients.is_empty());
    one_sided.then(|| Match {
        trigger: hint.token,
        frame,
        pattern: 0,
        consumed: Vec::new(),
        one_sided,
        negation: false,
        agents,
        patients,
    })
}

/// Whom likely fillers of a role name, each actor once, but those who have the other role.
fn seated(matcher: Matcher<'_>, fillers: &[(TokenId, f32)], role: Role, others: &[Participant]) -> Vec<Participant> {
    let mut named: Vec<Participant> = Vec::new();
    let words = fillers.iter().filter(|(_, probability)| *probability >= FILLS).map(|(word, _)| *word);
    for participant in words.flat_map(|word| matcher.participants(word)) {
        let Some(participant) = matcher.in_role(participant, role) else { continue };
        if named.iter().chain(others).all(|other| other.actor != participant.actor) {
            named.push(participant);
        }
    }
    named
}

/// How likely the model sees a party in a role (0 to 1); `None` where the party is not mentioned by words of its own.
pub(super) fn likely_filler(matcher: Matcher<'_>, party: &Participant, fillers: &[(TokenId, f32)]) -> Option<f32> {
    let mention = matcher.actors.mention(party.mention?);
    let inside = fillers.iter().filter(|(word, _)| mention.tokens.contains(&word.0));
    Some(inside.map(|(_, probability)| *probability).fold(0.0, f32::max))
}

/// Whether one word stands close above the other.
fn is_near(matcher: Matcher<'_>, one: TokenId, other: TokenId) -> bool {
    let above = |low: TokenId, high: TokenId| matcher.document.ancestors(low).take(NEAR).any(|ancestor| ancestor == high);
    above(one, other) || above(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor;
    use crate::event::testing::{sentence, token};
    use crate::event::{Event, Judge, extract};
    use crate::ontology::{KnownActors, Ontology};
    use crate::text::EventRoot;

    const WORDS: &str = "
        Norway norway PROPN NNP 2 nsubj
        frobbed frob VERB VBD 0 root
        Russia russia PROPN NNP 2 obj
        with with ADP IN 5 case
        Sweden sweden PROPN NNP 2 obl";

    /// The events of a sentence whose verb is so likely an accusation by one word of another.
    fn events(words: &str, verb: &str, (root, probability): (EventRoot, f32), target: (&str, f32)) -> Vec<Event> {
        let document = sentence(words);
        let at = |word| token(&document, word);
        let hint = EventHint {
            token: at(verb),
            roots: vec![(root, probability)],
            sources: vec![(at("Norway"), 0.9)],
            targets: vec![(at(target.0), target.1)],
        };
        let document = document.with_event_hints(vec![hint]);
        let actors = actor::identify(&document, &KnownActors::built_in());
        extract(&document, &actors, &Ontology::built_in(), &Judge::built_in()).events
    }

    fn words(participants: &[Participant]) -> Vec<&str> {
        let text = "Norway frobbed Russia with Sweden";
        participants.iter().map(|participant| participant.span.of(text)).collect()
    }

    #[test]
    fn a_word_that_no_frame_knows_gives_an_event_where_the_model_sees_one() {
        let [event] = &events(WORDS, "frobbed", (EventRoot::Accuse, 0.9), ("Sweden", 0.9))[..] else { panic!("one event") };
        let ontology = Ontology::built_in();
        assert_eq!(ontology.event_type(event.kind).class, "Accuse");
        assert!(ontology.frame(event.frame).learned);
        assert_eq!((words(&event.agents), words(&event.patients)), (vec!["Norway"], vec!["Sweden"]));
        assert!(event.grounds.iter().any(|ground| ground.words == "no list knows the word"), "{:?}", event.grounds);
    }

    #[test]
    fn who_is_unlikely_in_a_role_has_none() {
        let [event] = &events(WORDS, "frobbed", (EventRoot::Accuse, 0.9), ("Sweden", FILLS - 0.01))[..] else {
            panic!("one event")
        };
        assert_eq!((words(&event.agents), words(&event.patients)), (vec!["Norway"], vec![]));
    }

    #[test]
    fn a_guess_gives_none() {
        assert_eq!(events(WORDS, "frobbed", (EventRoot::Accuse, LEAST - 0.01), ("Sweden", 0.9)), []);
    }

    #[test]
    fn a_frames_own_event_is_not_told_twice() {
        let known = WORDS.replace("frobbed frob", "accused accuse");
        let events = events(&known, "accused", (EventRoot::Assault, 0.99), ("Russia", 0.9));
        let ontology = Ontology::built_in();
        assert_eq!(events.iter().map(|event| ontology.event_type(event.kind).root.as_str()).collect::<Vec<_>>(), ["ACCUSE"]);
        let doubt = "the language model sees something else told";
        assert!(
            events[0].grounds.iter().any(|ground| ground.words == doubt && ground.hundredths == 99),
            "{:?}",
            events[0].grounds
        );
    }
}
