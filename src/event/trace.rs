//! Why a word gave an event, and why another did not: every pattern that a word could evoke, with the guard that stopped it.

use super::extract::{events_of, is_bare_reference, is_generic, is_private, is_told, with_matches};
use super::judge::Judge;
use super::matching::{Match, Matcher, word_class};
use super::standing::StandingReader;
use crate::actor::Actors;
use crate::ontology::{Evoked, FrameId, Ontology, Pattern};
use crate::text::{Document, TokenId};
use std::collections::BTreeSet;

/// What stopped a pattern.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Guard {
    /// Another pattern says more about the same word, and was taken.
    Outdone(FrameId),
    /// Its event belongs to that of another word: "held *talks*".
    Absorbed(TokenId),
    /// The noun only refers to the event, without telling who does it to whom.
    Reference,
    /// The clause says what happens in general: "parents *talk* to doctors".
    General,
    /// It stays among people of sport, the arts or private life whom nobody names.
    Private,
    /// A role is empty without which its type says nothing: sanctions on nobody.
    Incomplete,
    /// Something above it says that there is no such event: "refused to *meet*".
    Suppressed,
    /// It stands in a headline, and the text tells the same in plain words.
    Headline,
    /// Nobody stands in its roles.
    Nobody,
    /// The participle describes its noun: "the *kidnapped* engineers".
    Description,
    /// Conditions that do not hold, as the pattern words them, each with the words that stand in its slot.
    Conditions(Vec<(String, Vec<TokenId>)>),
    /// The word's particle or compound is missing, or one too many: "call" is not "call off".
    Trigger,
    /// The word is part of a name.
    Name,
}

/// A pattern that a word could evoke.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt {
    /// The word.
    pub trigger: TokenId,
    /// The frame.
    pub frame: FrameId,
    /// Which of the frame's patterns.
    pub pattern: usize,
    /// What stopped it; `None`: it gave an event.
    pub guard: Option<Guard>,
}

/// Every pattern of every word of a document that a frame lists, in the order of the text, those that came nearest to an event first.
///
/// It goes the same way as [`extract`](super::extract()) does, and says where each pattern stopped. Meant for people: it costs more.
#[must_use]
pub fn attempts(document: &Document, actors: &Actors, ontology: &Ontology, judge: &Judge) -> Vec<Attempt> {
    with_matches(document, actors, ontology, |matches, reader| {
        let in_name = reader.matcher.tokens_in_names();
        let words = (0..document.tokens().len() as u32).map(TokenId);
        let given: BTreeSet<TokenId> = events_of(matches, reader, judge).iter().map(|event| event.trigger).collect();
        let of_word = |token: TokenId| of_word(token, in_name[token.index()], matches, reader, &given);
        words.flat_map(of_word).collect()
    })
}

fn of_word(
    token: TokenId,
    in_name: bool,
    matches: &[Match],
    reader: &StandingReader<'_>,
    given: &BTreeSet<TokenId>,
) -> Vec<Attempt> {
    let Matcher { document, ontology, .. } = reader.matcher;
    let Some(class) = word_class(document.token(token).upos) else { return Vec::new() };
    let mut scores = Vec::new();
    let mut attempts = Vec::new();
    let listed = ontology.evoked(document.lemma(token), class).iter().map(|evoked| (evoked, false));
    // Patterns for any word are told only where they fit.
    let any = ontology.evoked("*", class).iter().map(|evoked| (evoked, true));
    for (evoked, of_any) in listed.chain(any) {
        let &Evoked::Frame(frame, number) = evoked else { continue };
        let pattern = &ontology.frame(frame).patterns[number as usize];
        if of_any && (in_name || guard(token, frame, pattern, &reader.matcher).is_some()) {
            continue;
        }
        let guard = if in_name { Some(Guard::Name) } else { guard(token, frame, pattern, &reader.matcher) };
        let score =
            if guard.is_some() { None } else { reader.matcher.try_pattern(token, frame, pattern).map(|(score, _)| score) };
        scores.push(score);
        attempts.push(Attempt { trigger: token, frame, pattern: number as usize, guard });
    }
    // Of the patterns that fit, the first of the most specific is taken.
    let highest = scores.iter().flatten().max().copied();
    if let Some(best) = highest.and_then(|highest| scores.iter().position(|score| *score == Some(highest))) {
        let taken = attempts[best].frame;
        for (index, attempt) in attempts.iter_mut().enumerate() {
            if index != best && scores[index].is_some() {
                attempt.guard = Some(Guard::Outdone(taken));
            }
        }
        attempts[best].guard = after_match(token, matches, reader, given);
    }
    attempts.sort_by_key(|attempt| (attempt.guard.as_ref().map(distance), attempt.frame, attempt.pattern));
    attempts
}

/// What keeps a pattern from matching a word.
fn guard(token: TokenId, frame: FrameId, pattern: &Pattern, matcher: &Matcher<'_>) -> Option<Guard> {
    if !matcher.is_triggered(token, pattern) {
        return Some(Guard::Trigger);
    }
    // The first part is the pattern's head; the conditions follow in their order.
    let sources = pattern.source.split(';').skip(1).map(str::trim);
    let failed: Vec<_> = pattern
        .conditions
        .iter()
        .zip(sources)
        .filter(|(condition, _)| !matcher.holds(token, pattern, condition))
        .map(|(condition, source)| (source.to_owned(), matcher.slot(token, &condition.slot, &[])))
        .collect();
    if !failed.is_empty() {
        return Some(Guard::Conditions(failed));
    }
    if matcher.try_pattern(token, frame, pattern).is_none() {
        return Some(if matcher.is_bare_participle(token) { Guard::Description } else { Guard::Nobody });
    }
    None
}

/// What keeps a match from becoming an event.
fn after_match(token: TokenId, matches: &[Match], reader: &StandingReader<'_>, given: &BTreeSet<TokenId>) -> Option<Guard> {
    if given.contains(&token) {
        return None;
    }
    let Some(found) = matches.iter().find(|found| found.trigger == token) else {
        let by = matches.iter().find(|found| found.consumed.contains(&token)).map_or(token, |found| found.trigger);
        return Some(Guard::Absorbed(by));
    };
    if !is_told(found, reader.matcher.document) {
        Some(Guard::Headline)
    } else if reader.read(token).suppressed {
        Some(Guard::Suppressed)
    } else if is_bare_reference(found, &reader.matcher) {
        Some(Guard::Reference)
    } else if is_generic(found, &reader.matcher) {
        Some(Guard::General)
    } else if is_private(found, &reader.matcher) {
        Some(Guard::Private)
    } else {
        Some(Guard::Incomplete)
    }
}

/// How far a pattern was from giving an event: the smaller the nearer.
fn distance(guard: &Guard) -> usize {
    const CONDITIONS: usize = 10;
    match guard {
        Guard::Suppressed | Guard::Reference | Guard::Headline | Guard::General | Guard::Private | Guard::Incomplete => 1,
        Guard::Absorbed(_) => 2,
        Guard::Nobody | Guard::Description => 3,
        Guard::Conditions(failed) => CONDITIONS + failed.len(),
        Guard::Trigger => CONDITIONS * 2,
        Guard::Name => CONDITIONS * 2 + 1,
        Guard::Outdone(_) => CONDITIONS * 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor;
    use crate::event::testing::{sentence, token};
    use crate::ontology::KnownActors;

    const ONTOLOGY: &str = r#"
        @prefix rel: <https://w3id.org/relata/ontology#> .
        @prefix frame: <https://w3id.org/relata/frame/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
        rel:Sanction a rel:EventType ; rdfs:subClassOf sem:Event ; rdfs:label "sanction"@en ; rel:root "SANCTION" ; rel:quad 4 ;
            rel:goldstein -5.0 ; skos:notation "16" ; rel:relation rel:sanctioned .
        rel:sanctioned a rel:Relation ; rdfs:label "sanctioned"@en .
        frame:expel a rel:Frame ; rel:evokes rel:Sanction ;
            rel:pattern "expel.v: subject > object" , "expel.v: subject > object ; from" , "expel.v: subject > object ; object=diplomat ; object:state" .
        frame:call_off a rel:Frame ; rel:evokes rel:Sanction ; rel:pattern "expel+out.v: subject > object" .
    "#;

    fn guards(words: &str) -> Vec<Option<Guard>> {
        let document = sentence(words);
        let (ontology, known) = (Ontology::default().with_turtle("test", ONTOLOGY).unwrap(), KnownActors::built_in());
        let actors = actor::identify(&document, &known);
        let trigger = token(&document, "expelled");
        let attempts = attempts(&document, &actors, &ontology, &Judge::built_in());
        assert!(attempts.iter().all(|attempt| attempt.trigger == trigger));
        // What is said to have given an event has given one, and nothing else has.
        let events = crate::event::extract(&document, &actors, &ontology, &Judge::built_in()).events;
        let fired = attempts.iter().filter(|attempt| attempt.guard.is_none()).map(|attempt| attempt.frame);
        assert_eq!(fired.collect::<Vec<_>>(), events.iter().map(|event| event.frame).collect::<Vec<_>>());
        attempts.into_iter().map(|attempt| attempt.guard).collect()
    }

    #[test]
    fn each_pattern_is_told_with_what_stopped_it_and_the_nearest_come_first() {
        let words = "
            Norway norway PROPN NNP 2 nsubj
            expelled expel VERB VBD 0 root
            Russia russia PROPN NNP 2 obj";
        let russia = TokenId(2);
        assert_eq!(
            guards(words),
            [
                None,
                Some(Guard::Conditions(vec![("from".to_owned(), vec![])])),
                Some(Guard::Conditions(vec![("object=diplomat".to_owned(), vec![russia])])),
                Some(Guard::Trigger),
            ]
        );
    }

    #[test]
    fn a_verb_without_participants_says_so() {
        let words = "
            it it PRON PRP 2 nsubj
            expelled expel VERB VBD 0 root
            air air NOUN NN 2 obj";
        assert_eq!(guards(words)[0], Some(Guard::Nobody));
    }
}
