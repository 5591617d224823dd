//! Single sentences: whether the right events are found at the right words, with the right roles, and none where there is none.

use super::record::{Event, Fact, Filler, Place, Record};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence and its events.
#[derive(Clone, Debug)]
pub struct GoldSentence {
    /// File and line: "p-17".
    pub name: String,
    /// The line, from 1.
    pub line: usize,
    /// The sentence.
    pub text: String,
    pub(super) events: Vec<GoldEvent>,
    pub(super) facts: Vec<GoldFact>,
}

#[derive(Clone, Debug)]
pub(super) struct GoldEvent {
    pub root: String,
    /// The trigger's words, and the light verb's.
    triggers: Vec<Place>,
    sources: Vec<Place>,
    targets: Vec<Place>,
    modality: String,
    negated: bool,
    attributed_to: Option<String>,
    /// How people read it: "Poland → Russia".
    pub shown: String,
}

#[derive(Clone, Debug)]
pub(super) struct GoldFact {
    relation: &'static str,
    holders: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    events: Vec<LineEvent>,
}

#[derive(Deserialize)]
struct LineEvent {
    root: String,
    trigger: Words,
    #[serde(default)]
    source: Option<OneOrMany>,
    #[serde(default)]
    target: Option<OneOrMany>,
    modality: Option<String>,
    negated: Option<bool>,
    attributed_to: Option<Words>,
    light: Option<Words>,
}

/// A string of the text, or its nth occurrence.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Words {
    First(String),
    Nth { s: String, n: usize },
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(Words),
    Many(Vec<Words>),
}

impl OneOrMany {
    fn into_vec(self) -> Vec<Words> {
        match self {
            Self::One(words) => vec![words],
            Self::Many(many) => many,
        }
    }
}

impl Words {
    fn as_str(&self) -> &str {
        match self {
            Self::First(words) | Self::Nth { s: words, .. } => words,
        }
    }

    /// Where they stand, in characters.
    fn spot(&self, text: &str) -> Result<Place, String> {
        let (words, nth) = match self {
            Self::First(words) => (words, 1),
            Self::Nth { s, n } => (s, *n),
        };
        let starts = text.char_indices().filter(|(at, _)| !words.is_empty() && text[*at..].starts_with(words.as_str()));
        let Some((at, _)) = starts.into_iter().nth(nth.saturating_sub(1)) else {
            return Err(format!("{words:?} does not stand {nth} times in the sentence"));
        };
        let start = text[..at].chars().count();
        Ok(Place { start, end: start + words.chars().count() })
    }
}

impl GoldSentence {
    /// Reads one line of a file.
    pub(super) fn parse(file: &str, number: usize, line: &str) -> Result<Self, String> {
        let Line { text, events } = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let mut sentence = Self { name: format!("{file}-{number}"), line: number, text, events: Vec::new(), facts: Vec::new() };
        for event in events {
            sentence.add(event)?;
        }
        Ok(sentence)
    }

    fn add(&mut self, event: LineEvent) -> Result<(), String> {
        let spots = |words: &[Words]| words.iter().map(|words| words.spot(&self.text)).collect::<Result<Vec<Place>, String>>();
        let sources = event.source.map(OneOrMany::into_vec).unwrap_or_default();
        let targets = event.target.map(OneOrMany::into_vec).unwrap_or_default();
        let relation = match event.root.as_str() {
            "ROLE" => Some("holdsRole"),
            "MEMBER" => Some("memberOf"),
            _ => None,
        };
        if let Some(relation) = relation {
            self.facts.push(GoldFact { relation, holders: sources.iter().map(|words| words.as_str().to_lowercase()).collect() });
            return Ok(());
        }
        let modality = event.modality.unwrap_or_else(|| "asserted".to_owned());
        if !super::corpus::MODALITIES.contains(&modality.as_str()) {
            return Err(format!("{modality:?} is no modality"));
        }
        let join = |words: &[Words]| words.iter().map(Words::as_str).collect::<Vec<_>>().join(" & ");
        let triggers: Vec<Words> = std::iter::once(event.trigger.clone()).chain(event.light).collect();
        self.events.push(GoldEvent {
            shown: format!("{} → {} ({})", join(&sources), join(&targets), event.trigger.as_str()),
            triggers: spots(&triggers)?,
            sources: spots(&sources)?,
            targets: spots(&targets)?,
            root: event.root,
            modality,
            negated: event.negated.unwrap_or(false),
            attributed_to: event.attributed_to.map(|words| words.as_str().to_owned()),
        });
        Ok(())
    }
}

/// A sentence's events on both sides, compared.
#[derive(Clone, Debug, Default)]
pub struct SentenceScore {
    /// File and line.
    pub name: String,
    /// The sentence.
    pub text: String,
    /// For each root: events of the gold, of the system, found, found with all roles.
    pub(super) roots: BTreeMap<String, [usize; 4]>,
    /// Of the events found, those with the right modality and polarity, and in the right person's word.
    pub(super) right: [usize; 2],
    /// Of a sentence without events, whether the system found none; else nothing.
    pub(super) quiet: Option<bool>,
    /// Facts of the gold, of the system, found.
    pub(super) facts: [usize; 3],
    /// What is wrong, for people: what kind, and what of.
    pub(super) faults: Vec<(&'static str, String, String)>,
}

impl SentenceScore {
    /// Compares what a system found with the gold. An event is found where one of the same root touches its trigger.
    #[must_use]
    pub fn new(gold: &GoldSentence, record: &Record) -> Self {
        let mut score = Self { name: gold.name.clone(), text: gold.text.clone(), ..Self::default() };
        let mut left: Vec<&Event> = record.events.iter().collect();
        let mut missed = Vec::new();
        for event in &gold.events {
            score.count(&event.root)[0] += 1;
            let of_root = left.iter().filter(|found| found.plover == event.root);
            let touching: Vec<&Event> = of_root.copied().filter(|found| event.is_at(found)).collect();
            let Some(best) = touching.iter().find(|found| event.has_roles_of(found)).or(touching.first()).copied() else {
                missed.push(event);
                continue;
            };
            left.retain(|found| !std::ptr::eq(*found, best));
            score.take(event, best);
        }
        for found in &record.events {
            score.count(&found.plover)[1] += 1;
        }
        score.quiet = gold.events.is_empty().then_some(record.events.is_empty());
        score.facts = facts(gold, &record.facts);
        score.explain(&missed, &left);
        score
    }

    fn count(&mut self, root: &str) -> &mut [usize; 4] {
        self.roots.entry(root.to_owned()).or_default()
    }

    /// An event was found.
    fn take(&mut self, event: &GoldEvent, found: &Event) {
        self.count(&event.root)[2] += 1;
        if event.has_roles_of(found) {
            self.count(&event.root)[3] += 1;
        } else {
            self.faults.push(("roles", event.root.clone(), event.shown.clone()));
        }
        self.right[0] += usize::from(found.modality() == event.modality && found.negated == event.negated);
        self.right[1] += usize::from(event.is_word_of(found));
    }

    /// What was missed and what is too much; where both touch it is one fault.
    fn explain(&mut self, missed: &[&GoldEvent], left: &[&Event]) {
        let mut left = left.to_vec();
        for event in missed {
            let other = left.iter().position(|found| event.is_at(found));
            let fault = match other.map(|index| left.remove(index)) {
                Some(found) => ("other root", format!("{} as {}", event.root, found.plover)),
                None => ("missed", event.root.clone()),
            };
            self.faults.push((fault.0, fault.1, event.shown.clone()));
        }
        for found in left {
            let words: String =
                self.text.chars().skip(found.trigger.start).take(found.trigger.end.saturating_sub(found.trigger.start)).collect();
            let kind = if self.quiet.is_some() { "not quiet" } else { "too much" };
            self.faults.push((kind, found.plover.clone(), words));
        }
    }
}

fn facts(gold: &GoldSentence, found: &[Fact]) -> [usize; 3] {
    let mut left: Vec<&Fact> = found.iter().collect();
    let mut hit = 0;
    for fact in &gold.facts {
        let is_it = |other: &&Fact| {
            let subject = other.subject.as_deref().unwrap_or_default().to_lowercase();
            other.relation.as_deref() == Some(fact.relation)
                && fact.holders.iter().any(|holder| subject.contains(holder.as_str()) || holder.contains(&subject))
        };
        if let Some(index) = left.iter().position(is_it) {
            left.remove(index);
            hit += 1;
        }
    }
    [gold.facts.len(), found.len(), hit]
}

fn touch(a: Place, b: Place) -> bool {
    a.start < b.end && b.start < a.end
}

fn places(fillers: &[Filler]) -> Vec<Place> {
    fillers.iter().filter_map(|filler| Some(Place { start: filler.start?, end: filler.end? })).collect()
}

impl GoldEvent {
    fn is_at(&self, found: &Event) -> bool {
        self.triggers.iter().any(|trigger| touch(*trigger, found.trigger))
    }

    /// Whether every participant of the gold is touched on its side (on either, of peers), and no empty side is filled.
    fn has_roles_of(&self, found: &Event) -> bool {
        let (agents, patients) = (places(&found.agents), places(&found.patients));
        let all = |gold: &[Place], found: &[Place]| gold.iter().all(|one| found.iter().any(|other| touch(*one, *other)));
        if ["CONSULT", "AGREE", "COOPERATE"].contains(&self.root.as_str()) {
            let everybody: Vec<Place> = agents.into_iter().chain(patients).collect();
            return all(&self.sources, &everybody) && all(&self.targets, &everybody);
        }
        let side = |gold: &[Place], found: &[Place]| all(gold, found) && (!gold.is_empty() || found.is_empty());
        side(&self.sources, &agents) && side(&self.targets, &patients)
    }

    /// Whether both have no source, or sources that share a word.
    fn is_word_of(&self, found: &Event) -> bool {
        let words = |name: &str| -> BTreeSet<String> {
            let lower = name.to_lowercase();
            lower
                .split(|character: char| !(character.is_alphanumeric() || character == '_'))
                .map(str::to_owned)
                .filter(|w| !w.is_empty())
                .collect()
        };
        let given = |name: &Option<String>| name.clone().filter(|name| !name.is_empty());
        match (given(&self.attributed_to), given(&found.attributed_to)) {
            (None, None) => true,
            (Some(gold), Some(found)) => !words(&gold).is_disjoint(&words(&found)),
            _ => false,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const LINE: &str = r#"{"text":"Poland met Poland’s foe, a bank, and accused it.","events":[
        {"root":"CONSULT","trigger":"met","source":["Poland"],"target":[{"s":"Poland","n":2}]},
        {"root":"ACCUSE","trigger":"accused","source":["Poland"],"target":["it"],"attributed_to":"a bank"}]}"#;

    pub fn score(events: &str) -> SentenceScore {
        let gold = GoldSentence::parse("p", 3, &LINE.replace('\n', "")).unwrap();
        SentenceScore::new(&gold, &Record::parse(format!(r#"{{"doc":"p-3","events":[{events}]}}"#).as_bytes()).unwrap())
    }

    #[test]
    fn the_nth_occurrence_is_counted_in_characters() {
        let place = Words::Nth { s: "an".to_owned(), n: 3 }.spot("élan, an élan").unwrap();
        assert_eq!((place.start, place.end), (11, 13));
        assert!(Words::First("x".to_owned()).spot("élan").is_err());
    }

    #[test]
    fn peers_may_stand_on_either_side_and_others_may_not() {
        let met = r#"{"plover":"CONSULT","trigger":{"start":7,"end":10},"agents":[{"start":11,"end":17},{"start":0,"end":6}]}"#;
        let accused =
            r#"{"plover":"ACCUSE","trigger":{"start":37,"end":44},"agents":[{"start":45,"end":47}],"attributed_to":"the Bank"}"#;
        let score = score(&format!("{met},{accused}"));
        assert_eq!((score.roots["CONSULT"], score.roots["ACCUSE"]), ([1, 1, 1, 1], [1, 1, 1, 0]));
        assert_eq!((score.right, score.quiet), ([2, 2], None));
        assert_eq!(score.faults, [("roles", "ACCUSE".to_owned(), "Poland → it (accused)".to_owned())]);
    }

    #[test]
    fn another_root_at_the_trigger_is_one_fault() {
        let score = score(r#"{"plover":"ASSAULT","trigger":{"start":7,"end":10}}"#);
        let kinds: Vec<(&str, &str)> = score.faults.iter().map(|(kind, what, _)| (*kind, what.as_str())).collect();
        assert_eq!(kinds, [("other root", "CONSULT as ASSAULT"), ("missed", "ACCUSE")]);
    }

    #[test]
    fn quiet_is_asked_only_where_there_is_nothing() {
        let gold = GoldSentence::parse("p", 1, r#"{"text":"Shares were hit.","events":[]}"#).unwrap();
        assert_eq!(SentenceScore::new(&gold, &Record::default()).quiet, Some(true));
        assert_eq!(score("").quiet, None);
    }
}
