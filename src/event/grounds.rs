//! Grounds: what speaks for and against a statement, each in a few words.
//!
//! They are what its [confidence](super::Judge) is reckoned from, and what people are told of it. No ground knows a frame or a word by
//! heart: they tell how the words were found, not which.

use super::matching::Match;
use super::quote::Quotes;
use super::standing::StandingReader;
use super::types::{Event, Ground, Modality, Participant};
use crate::actor::{ActorKind, MentionKind};
use crate::ontology::{Evoked, Ontology};
use crate::text::{Deprel, Document, SentenceKind, TokenId, Upos, Xpos};
use std::collections::BTreeSet;

/// A margin from which on the parser is taken to be sure (natural logarithm of odds).
const SURE: f32 = 3.0;

/// The phrases for the roots; a vocabulary's own roots have none.
const ROOTS: [(&str, &str); 16] = [
    ("AGREE", "a promise or agreement"),
    ("CONSULT", "a meeting or talk"),
    ("SUPPORT", "support in words"),
    ("CONCEDE", "a concession"),
    ("COOPERATE", "common work"),
    ("AID", "help"),
    ("RETREAT", "a retreat or release"),
    ("REQUEST", "a demand"),
    ("ACCUSE", "an accusation"),
    ("REJECT", "a refusal"),
    ("THREATEN", "a threat"),
    ("PROTEST", "a protest"),
    ("SANCTION", "a sanction"),
    ("MOBILIZE", "a show of force"),
    ("COERCE", "coercion"),
    ("ASSAULT", "violence"),
];

/// One side of an event, and how people call it.
struct Side {
    missing: &'static str,
    named: &'static str,
    described: &'static str,
    people: &'static str,
    pronoun: &'static str,
    state: &'static str,
    person: &'static str,
    organization: &'static str,
    group: &'static str,
    thing: &'static str,
    several: &'static str,
    beside: &'static str,
    elsewhere: &'static str,
    before: &'static str,
    implied: &'static str,
    owner: &'static str,
    back: &'static str,
    far: &'static str,
    doubt: &'static str,
    once: &'static str,
}

const DOER: Side = Side {
    missing: "nobody is said to do it",
    named: "the doer is named there",
    described: "the doer is described",
    people: "the doer has no name in the article",
    pronoun: "the doer is a pronoun",
    state: "the doer is a state",
    person: "the doer is a person",
    organization: "the doer is an organisation",
    group: "the doer is a group",
    thing: "the doer is a thing or a place",
    several: "there are several doers",
    beside: "the doer does not stand beside the word",
    elsewhere: "the doer stands in another sentence",
    before: "the doer stands behind the word",
    implied: "the doer goes without saying",
    owner: "the doer is the owner of what is named",
    back: "the doer's name stands sentences back",
    far: "the doer stands far from the word",
    doubt: "the doer's place in the sentence is in doubt",
    once: "the doer is mentioned only here",
};

const OTHER: Side = Side {
    missing: "nobody is said to be its target",
    named: "the target is named there",
    described: "the target is described",
    people: "the target has no name in the article",
    pronoun: "the target is a pronoun",
    state: "the target is a state",
    person: "the target is a person",
    organization: "the target is an organisation",
    group: "the target is a group",
    thing: "the target is a thing or a place",
    several: "there are several targets",
    beside: "the target does not stand beside the word",
    elsewhere: "the target stands in another sentence",
    before: "the target stands before the word",
    implied: "the target goes without saying",
    owner: "the target is the owner of what is named",
    back: "the target's name stands sentences back",
    far: "the target stands far from the word",
    doubt: "the target's place in the sentence is in doubt",
    once: "the target is mentioned only here",
};

/// Collects grounds; what does not hold is left out.
struct Grounds(Vec<Ground>);

impl Grounds {
    fn hold(&mut self, words: &'static str, holds: bool) {
        if holds {
            self.share(words, 1.0);
        }
    }

    /// How far something holds, from 0 to 1.
    fn share(&mut self, words: &'static str, share: f32) {
        let hundredths = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
        if hundredths > 0 {
            self.0.push(Ground { words, hundredths });
        }
    }
}

/// How far the parser doubts a word's place in the tree, from 0 to 1.
fn doubt(document: &Document, token: TokenId) -> f32 {
    document.margin(token).map_or(0.0, |margin| 1.0 - margin.arc.min(margin.label).clamp(0.0, SURE) / SURE)
}

/// What speaks for and against an event that a match tells. `before` are the article's events before it, in the order of the text.
pub(super) fn grounds(
    found: &Match,
    event: &Event,
    before: &[Event],
    reader: &StandingReader<'_>,
    quotes: &Quotes,
) -> Vec<Ground> {
    let mut grounds = Grounds(Vec::new());
    of_type(&mut grounds, event, reader.matcher.ontology);
    of_trigger(&mut grounds, found, reader);
    of_pattern(&mut grounds, found, reader);
    of_side(&mut grounds, &DOER, &event.agents, &found.agents, event, found, reader);
    of_side(&mut grounds, &OTHER, &event.patients, &found.patients, event, found, reader);
    of_light(&mut grounds, event, reader.matcher.document, quotes);
    of_place(&mut grounds, event, before, reader);
    grounds.0
}

fn of_type(grounds: &mut Grounds, event: &Event, ontology: &Ontology) {
    let root = ontology.event_type(event.kind).root.as_str();
    if let Some((_, words)) = ROOTS.iter().find(|(name, _)| *name == root) {
        grounds.hold(words, true);
    }
}

fn of_trigger(grounds: &mut Grounds, found: &Match, reader: &StandingReader<'_>) {
    let document = reader.matcher.document;
    let token = document.token(found.trigger);
    let light = !found.consumed.is_empty();
    match token.upos {
        Upos::Noun => grounds.hold("told by a noun", true),
        Upos::Verb if light => grounds.hold("told by a verb with a noun", true),
        Upos::Verb if matches!(token.deprel, Deprel::Amod) => grounds.hold("told by a participle before its noun", true),
        Upos::Verb if reader.matcher.syntax.is_passive(found.trigger) => grounds.hold("told in the passive", true),
        Upos::Verb if matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) => grounds.hold("told by a finite verb", true),
        Upos::Verb if matches!(token.xpos, Xpos::Vbg) => grounds.hold("told by an -ing form", true),
        Upos::Verb => grounds.hold("told by an infinitive or participle", true),
        _ => grounds.hold("told by an adjective", true),
    }
    match token.deprel {
        Deprel::Root => grounds.hold("the main clause tells it", true),
        Deprel::Conj => grounds.hold("a coordinated clause or noun tells it", true),
        Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj => grounds.hold("a clause that another governs tells it", true),
        Deprel::Acl | Deprel::AclRelcl | Deprel::Amod => grounds.hold("it is told beside a noun", true),
        Deprel::Advcl | Deprel::AdvclRelcl => grounds.hold("it is told as a circumstance", true),
        Deprel::Nmod | Deprel::Obl | Deprel::Compound | Deprel::NmodPoss => grounds.hold("it is told in a phrase", true),
        _ => {}
    }
    let depth = document.ancestors(found.trigger).count();
    grounds.share("it is told deep in the sentence", depth as f32 / 6.0);
    grounds.share("the word's place in the sentence is in doubt", doubt(document, found.trigger));
}

fn of_pattern(grounds: &mut Grounds, found: &Match, reader: &StandingReader<'_>) {
    let ontology = reader.matcher.ontology;
    let pattern = &ontology.frame(found.frame).patterns[found.pattern as usize];
    let words = pattern.triggers.iter().any(|trigger| trigger.particle.is_some() || trigger.compound.is_some());
    grounds.hold("the wording asks for no more than the word", pattern.conditions.is_empty() && !words);
    grounds.share("the wording asks for much", (pattern.conditions.len() + usize::from(words)) as f32 / 3.0);
    let document = reader.matcher.document;
    let class = super::matching::word_class(document.token(found.trigger).upos);
    let evoked = class.map_or(&[][..], |class| ontology.evoked(document.lemma(found.trigger), class));
    let roots: BTreeSet<&str> = evoked
        .iter()
        .filter_map(|&evoked| match evoked {
            Evoked::Frame(frame, _) => Some(ontology.event_type(ontology.frame(frame).evokes).root.as_str()),
            Evoked::Context(..) => None,
        })
        .collect();
    grounds.share("the word has several meanings", roots.len().saturating_sub(1) as f32 / 3.0);
    grounds.hold("any word would do", roots.is_empty());
}

fn of_side(
    grounds: &mut Grounds,
    side: &Side,
    parties: &[Participant],
    matched: &[Participant],
    event: &Event,
    found: &Match,
    reader: &StandingReader<'_>,
) {
    let super::matching::Matcher { document, actors, .. } = reader.matcher;
    let Some(first) = parties.first() else { return grounds.hold(side.missing, true) };
    grounds.hold(side.several, parties.len() > 1);
    grounds.hold(side.implied, matched.is_empty());
    let actor = actors.actor(first.actor);
    match actor.kind {
        ActorKind::State => grounds.hold(side.state, true),
        ActorKind::Person => grounds.hold(side.person, true),
        ActorKind::Organization => grounds.hold(side.organization, true),
        ActorKind::Group => grounds.hold(side.group, true),
        ActorKind::Place | ActorKind::Thing => grounds.hold(side.thing, true),
    }
    grounds.hold(side.people, !actor.named);
    let Some(mention) = first.mention.map(|id| actors.mention(id)) else { return };
    match mention.kind {
        MentionKind::Name => grounds.hold(side.named, true),
        MentionKind::Nominal => grounds.hold(side.described, true),
        MentionKind::Pronoun => grounds.hold(side.pronoun, true),
    }
    grounds.hold(side.owner, !mention.actors.contains(&first.actor));
    let sentence = document.sentence_of(mention.head);
    let head = document.token(mention.head).head;
    let direct = |token: TokenId| head == Some(token) || document.token(token).head == Some(mention.head);
    let beside = direct(found.trigger) || found.consumed.iter().any(|&noun| direct(noun));
    grounds.hold(side.elsewhere, sentence != event.sentence);
    if sentence == event.sentence {
        grounds.hold(side.beside, !beside);
        grounds.share(side.far, mention.head.0.abs_diff(found.trigger.0).saturating_sub(3) as f32 / 20.0);
        let doer = std::ptr::eq(side, &DOER);
        grounds.hold(side.before, (mention.head > found.trigger) == doer);
    }
    grounds.share(side.doubt, doubt(document, mention.head));
    let of_actor = || actors.mentions.iter().filter(|other| other.actors.contains(&first.actor));
    grounds.hold(side.once, actor.named && of_actor().take(2).count() == 1);
    if mention.kind != MentionKind::Name && actor.named {
        let mut names = of_actor().filter(|other| other.kind == MentionKind::Name && other.head < mention.head);
        let last = names.next_back().map(|name| document.sentence_of(name.head));
        let back = last.map_or(4, |last| sentence.saturating_sub(last));
        grounds.share(side.back, back as f32 / 4.0);
    }
}

fn of_light(grounds: &mut Grounds, event: &Event, document: &Document, quotes: &Quotes) {
    match event.modality {
        Modality::Asserted => {}
        Modality::Planned => grounds.hold("it is planned", true),
        Modality::Possible => grounds.hold("it is possible", true),
        Modality::Requested => grounds.hold("it is asked for", true),
        Modality::Hypothetical => grounds.hold("it stands under a condition", true),
    }
    grounds.hold("it is denied", event.negated);
    grounds.hold("it is somebody's word", event.attribution.is_some());
    grounds.hold("it stands in a quotation", quotes.holds(document.token(event.trigger).span));
}

fn of_place(grounds: &mut Grounds, event: &Event, before: &[Event], reader: &StandingReader<'_>) {
    let super::matching::Matcher { document, actors, ontology, .. } = reader.matcher;
    let sentences = document.sentences();
    let sentence = &sentences[event.sentence];
    let first = sentences.iter().position(|sentence| sentence.kind == SentenceKind::Body).unwrap_or(0);
    grounds.hold("it opens the article", event.sentence <= first + 2 && sentences.len() > first + 3);
    grounds.hold("it is all that the article says", sentences.len() <= first + 1);
    grounds.share("the sentence is long", (sentence.tokens.len() as f32 - 15.0) / 30.0);
    grounds.share("it stands far down the article", event.sentence.saturating_sub(first) as f32 / 20.0);
    grounds.hold("it is a question", sentence.span.of(document.text()).trim_end_matches(['"', '”', '’', ')']).ends_with('?'));
    let root = |kind| ontology.event_type(kind).root.as_str();
    let alike = || before.iter().filter(|other| root(other.kind) == root(event.kind));
    let here = alike().filter(|other| other.sentence == event.sentence).count();
    grounds.share("its sentence has told of the like before", here as f32 / 2.0);
    let whom = |parties: &[Participant]| parties.iter().map(|party| party.actor).collect::<BTreeSet<_>>();
    let ends = |event: &Event| (whom(&event.agents), whom(&event.patients));
    grounds.hold("the article has said so before", alike().any(|other| ends(other) == ends(event)));
    let others = before.iter().rev().take_while(|other| other.sentence == event.sentence).count();
    grounds.share("its sentence tells much", others as f32 / 3.0);
    let agents = whom(&event.agents);
    grounds.hold("doer and target are one", event.patients.iter().any(|party| agents.contains(&party.actor)));
    let inside = |token: TokenId| sentence.tokens.contains(&token.0);
    let named = actors.mentions.iter().filter(|mention| inside(mention.head));
    let named = named.flat_map(|mention| &mention.actors).filter(|actor| actors.actor(**actor).named).collect::<BTreeSet<_>>();
    grounds.hold("nobody in the sentence has a name", named.is_empty());
    grounds.share("many are named in the sentence", named.len().saturating_sub(2) as f32 / 4.0);
}

#[cfg(test)]
mod tests {
    use crate::actor;
    use crate::event::testing::sentence;
    use crate::event::{Event, Judge, extract};
    use crate::ontology::{KnownActors, Ontology};
    use crate::text::{Document, Margin};

    const RAIDED: &str = "
        Kenya kenya PROPN NNP 2 nsubj
        raided raid VERB VBD 0 root
        Somalia somalia PROPN NNP 2 obj
        . . PUNCT . 2 punct";

    fn event(document: &Document) -> Event {
        let actors = actor::identify(document, &KnownActors::built_in());
        let events = extract(document, &actors, &Ontology::built_in(), &Judge::built_in()).events;
        let [event] = &events[..] else { panic!("one event, not {events:?}") };
        event.clone()
    }

    /// How far a ground holds, in hundredths.
    fn holds(event: &Event, words: &str) -> u8 {
        event.grounds.iter().find(|ground| ground.words == words).map_or(0, |ground| ground.hundredths)
    }

    #[test]
    fn grounds_tell_how_the_words_were_found() {
        let event = event(&sentence(RAIDED));
        for words in ["told by a finite verb", "the main clause tells it", "the doer is a state", "the target is named there"] {
            assert_eq!(holds(&event, words), 100, "{words} in {:?}", event.grounds);
        }
        for words in ["the doer is a pronoun", "the target stands before the word", "nobody is said to do it", "it is planned"] {
            assert_eq!(holds(&event, words), 0, "{words}");
        }
    }

    #[test]
    fn a_clause_without_a_doer_and_a_plan_says_so() {
        let raided = "
            Somalia somalia PROPN NNP 4 nsubj:pass
            will will AUX MD 4 aux
            be be AUX VB 4 aux:pass
            raided raid VERB VBN 0 root
            . . PUNCT . 4 punct";
        let event = event(&sentence(raided));
        for words in ["told in the passive", "nobody is said to do it", "it is planned", "the target stands before the word"] {
            assert_eq!(holds(&event, words), 100, "{words} in {:?}", event.grounds);
        }
    }

    #[test]
    fn the_parsers_doubt_is_a_ground() {
        let margins = |arc| vec![Margin { arc, label: 9.0 }; 4];
        let [sure, doubtful] = [9.0, 0.0].map(|arc| event(&sentence(RAIDED).with_margins(margins(arc))));
        assert_eq!(
            (holds(&sure, "the word's place in the sentence is in doubt"), sure.confidence),
            (0, event(&sentence(RAIDED)).confidence)
        );
        assert_eq!(holds(&doubtful, "the word's place in the sentence is in doubt"), 100);
    }
}
