//! Grounds: what speaks for and against a statement, each in a few words.
//!
//! They are what its [confidence](super::Judge) is reckoned from, and what people are told of it. No ground knows a frame or a word by
//! heart: they tell how the words were found, not which.

use super::learned::likely_filler;
use super::matching::{Match, Matcher, word_class};
use super::quote::Quotes;
use super::sides::{DOER, OTHER, of_side};
use super::standing::StandingReader;
use super::types::{Event, Ground, Modality, Participant};
use crate::actor::{ActorId, MentionId};
use crate::ontology::{Evoked, Ontology};
use crate::text::{Deprel, Document, EventRoot, SentenceKind, TokenId, Upos, Xpos};
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

/// Collects grounds; what does not hold is left out.
pub(super) struct Grounds(Vec<Ground>);

impl Grounds {
    pub fn hold(&mut self, words: &'static str, holds: bool) {
        if holds {
            self.share(words, 1.0);
        }
    }

    /// How far something holds, from 0 to 1.
    pub fn share(&mut self, words: &'static str, share: f32) {
        let hundredths = (share.clamp(0.0, 1.0) * 100.0).round() as u8;
        if hundredths > 0 {
            self.0.push(Ground { words, hundredths });
        }
    }
}

/// How far the parser doubts a word's place in the tree, from 0 to 1.
pub(super) fn doubt(document: &Document, token: TokenId) -> f32 {
    document.margin(token).map_or(0.0, |margin| 1.0 - margin.arc.min(margin.label).clamp(0.0, SURE) / SURE)
}

/// What the grounds of an article's events are found from; it remembers what the events before have said.
pub(super) struct Seen<'r> {
    pub reader: &'r StandingReader<'r>,
    quotes: &'r Quotes,
    /// For each actor its mentions, in the order of the text.
    mentions: Vec<Vec<MentionId>>,
    /// Root, doers and targets of what has been said.
    said: BTreeSet<(&'r str, BTreeSet<ActorId>, BTreeSet<ActorId>)>,
}

impl<'r> Seen<'r> {
    pub fn new(reader: &'r StandingReader<'r>, quotes: &'r Quotes) -> Self {
        let actors = reader.matcher.actors;
        let mut mentions = vec![Vec::new(); actors.actors.len()];
        for (index, mention) in actors.mentions.iter().enumerate() {
            for actor in &mention.actors {
                mentions[actor.0 as usize].push(MentionId(index as u32));
            }
        }
        Self { reader, quotes, mentions, said: BTreeSet::new() }
    }

    /// The mentions of an actor, in the order of the text.
    pub fn mentions_of(&self, actor: ActorId) -> &[MentionId] {
        &self.mentions[actor.0 as usize]
    }

    /// What speaks for and against an event that a match tells. `before` are the article's events before it, whose grounds were asked for.
    pub fn grounds(&mut self, found: &Match, event: &Event, before: &[Event]) -> Vec<Ground> {
        let Matcher { document, ontology, .. } = self.reader.matcher;
        let mut grounds = Grounds(Vec::new());
        of_type(&mut grounds, event, ontology);
        of_trigger(&mut grounds, found, self.reader);
        of_pattern(&mut grounds, found, self.reader);
        of_side(&mut grounds, &DOER, (&event.agents, &found.agents), event, found, self);
        of_side(&mut grounds, &OTHER, (&event.patients, &found.patients), event, found, self);
        of_light(&mut grounds, event, document, self.quotes);
        of_place(&mut grounds, event, document);
        of_model(&mut grounds, found, event, self.reader.matcher);
        self.of_company(&mut grounds, event, before);
        grounds.0
    }

    /// What else is told and named around the event.
    fn of_company(&mut self, grounds: &mut Grounds, event: &Event, before: &[Event]) {
        let Matcher { document, actors, ontology, .. } = self.reader.matcher;
        let root = |event: &Event| ontology.event_type(event.kind).root.as_str();
        let beside: Vec<&Event> = before.iter().rev().take_while(|other| other.sentence == event.sentence).collect();
        let alike = beside.iter().filter(|other| root(other) == root(event)).count();
        grounds.share("its sentence has told of the like before", alike as f32 / 2.0);
        grounds.share("its sentence tells much", beside.len() as f32 / 3.0);
        let whom = |parties: &[Participant]| parties.iter().map(|party| party.actor).collect::<BTreeSet<_>>();
        let (agents, patients) = (whom(&event.agents), whom(&event.patients));
        grounds.hold("doer and target are one", !agents.is_disjoint(&patients));
        grounds.hold("the article has said so before", !self.said.insert((root(event), agents, patients)));
        let span = document.sentences()[event.sentence].span;
        let first = actors.mentions.partition_point(|mention| mention.span.start < span.start);
        let here = actors.mentions[first..].iter().take_while(|mention| mention.span.start < span.end);
        let named = here.flat_map(|mention| &mention.actors).filter(|actor| actors.actor(**actor).named);
        let named = named.collect::<BTreeSet<_>>().len();
        grounds.hold("nobody in the sentence has a name", named == 0);
        grounds.share("many are named in the sentence", named.saturating_sub(2) as f32 / 4.0);
    }
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
    let nobody = |&filler: &TokenId| {
        matches!(document.token(filler).upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && reader.matcher.participants(filler).is_empty()
    };
    if token.upos == Upos::Verb {
        let object = reader.matcher.syntax.objects(found.trigger);
        let carried = |filler: &TokenId| found.consumed.contains(filler);
        grounds.hold("the object is no participant", object.iter().any(|filler| nobody(filler) && !carried(filler)));
        let subject = reader.matcher.syntax.surface_subject(found.trigger);
        grounds.hold("the subject is no participant", subject.is_some_and(|subject| nobody(&subject) && !carried(&subject)));
    }
    let depth = document.ancestors(found.trigger).count();
    grounds.share("it is told deep in the sentence", depth as f32 / 6.0);
    grounds.share("the word's place in the sentence is in doubt", doubt(document, found.trigger));
}

fn of_pattern(grounds: &mut Grounds, found: &Match, reader: &StandingReader<'_>) {
    let ontology = reader.matcher.ontology;
    let frame = ontology.frame(found.frame);
    let pattern = &frame.patterns[found.pattern as usize];
    let words = pattern.triggers.iter().any(|trigger| trigger.particle.is_some() || trigger.compound.is_some());
    if !frame.learned {
        grounds.hold("the wording asks for no more than the word", pattern.conditions.is_empty() && !words);
        grounds.share("the wording asks for much", (pattern.conditions.len() + usize::from(words)) as f32 / 3.0);
    }
    let document = reader.matcher.document;
    let class = word_class(document.token(found.trigger).upos);
    let evoked = class.map_or(&[][..], |class| ontology.evoked(document.lemma(found.trigger), class));
    let roots: BTreeSet<&str> = evoked
        .iter()
        .filter_map(|&evoked| match evoked {
            Evoked::Frame(frame, _) => Some(ontology.event_type(ontology.frame(frame).evokes).root.as_str()),
            Evoked::Context(..) => None,
        })
        .collect();
    let own = reader.matcher.root_of(found);
    let fits = |&evoked: &Evoked| {
        let Evoked::Frame(frame, number) = evoked else { return false };
        let rival = &ontology.frame(frame).patterns[number as usize];
        ontology.event_type(ontology.frame(frame).evokes).root != own
            && reader.matcher.try_pattern(found.trigger, frame, rival).is_some()
    };
    grounds.hold("another meaning would fit too", evoked.iter().any(fits));
    grounds.share("the word has several meanings", roots.len().saturating_sub(1) as f32 / 3.0);
    if frame.learned {
        grounds.hold("no list knows the word", roots.is_empty());
        grounds.hold("lists know the word in other wordings", roots.contains(own));
    } else {
        grounds.hold("any word would do", roots.is_empty());
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

/// What the language model sees at the words that tell the event.
fn of_model(grounds: &mut Grounds, found: &Match, event: &Event, matcher: Matcher<'_>) {
    let root = EventRoot::parse(matcher.root_of(found));
    let words = std::iter::once(found.trigger).chain(found.consumed.iter().copied());
    let hints = words.filter_map(|word| matcher.document.event_hint(word));
    let Some(hint) = hints.max_by(|one, other| one.likely(root).total_cmp(&other.likely(root))) else {
        return grounds.hold("the language model sees nothing told", true);
    };
    grounds.share("the language model sees it told", hint.likely(root));
    let others = hint.roots.iter().filter(|(other, _)| *other != root);
    grounds.share("the language model sees something else told", others.map(|(_, probability)| *probability).fold(0.0, f32::max));
    for (side, parties, fillers) in [(&DOER, &event.agents, &hint.sources), (&OTHER, &event.patients, &hint.targets)] {
        let likeliest = fillers.iter().map(|(_, probability)| *probability).fold(0.0, f32::max);
        let seen = parties.iter().filter_map(|party| likely_filler(matcher, party, fillers)).reduce(f32::min);
        match seen {
            Some(seen) => {
                grounds.share(side.seen, seen);
                grounds.share(side.rival, likeliest - seen);
            }
            None if parties.is_empty() => grounds.share(side.missed, likeliest),
            None => {}
        }
    }
}

fn of_place(grounds: &mut Grounds, event: &Event, document: &Document) {
    let sentences = document.sentences();
    let sentence = &sentences[event.sentence];
    let first = sentences.iter().position(|sentence| sentence.kind == SentenceKind::Body).unwrap_or(0);
    grounds.hold("it opens the article", event.sentence <= first + 2 && sentences.len() > first + 3);
    grounds.hold("it is all that the article says", sentences.len() <= first + 1);
    grounds.share("the sentence is long", (sentence.tokens.len() as f32 - 15.0) / 30.0);
    grounds.share("it stands far down the article", event.sentence.saturating_sub(first) as f32 / 20.0);
    grounds.hold("it is a question", sentence.span.of(document.text()).trim_end_matches(['"', '”', '’', ')']).ends_with('?'));
    grounds.hold("it says when", event.time.is_some());
    grounds.hold("it says where", event.place.is_some());
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
