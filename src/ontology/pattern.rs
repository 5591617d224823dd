//! The pattern language of frames: `"meet.v: subject <> object|with ; object:actor"`. `ontology/README.md` describes it for people.

use super::Lists;
use crate::actor::ActorKind;
use std::collections::BTreeSet;

/// The part of speech of a trigger.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum WordClass {
    /// `.v`
    Verb,
    /// `.n`
    Noun,
    /// `.a`: an adjective or an adverb.
    Adjective,
}

/// A word that evokes something: a lemma, with a particle ("call off") or the word before it in a compound ("air strike").
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trigger {
    /// Lemma of the word that carries the meaning's syntax: "call", "strike".
    pub lemma: String,
    /// Its part of speech.
    pub class: WordClass,
    /// Particle of a verb: "off".
    pub particle: Option<String>,
    /// First part of a compound: "air".
    pub compound: Option<String>,
}

/// One step to a place in the clause.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// Who does it.
    Subject,
    /// Direct object.
    Object,
    /// Indirect object.
    Indirect,
    /// Possessor of a noun.
    Possessive,
    /// A name or demonym before a noun.
    Modifier,
    /// The clause that is governed, of whatever form but a question's.
    Content,
    /// The *to*-infinitive that is governed.
    Infinitive,
    /// The finite clause that is governed.
    That,
    /// An auxiliary of a clause: "must", "will".
    Auxiliary,
    /// The preposition before the trigger: "*under* arrest".
    Case,
    /// A word of negation in the trigger's own clause: "will *not* accept".
    Negated,
    /// What stands after this preposition.
    Preposition(String),
}

impl Step {
    fn parse(text: &str) -> Result<Self, PatternError> {
        Ok(match text {
            "subject" => Self::Subject,
            "object" => Self::Object,
            "indirect" => Self::Indirect,
            "possessive" => Self::Possessive,
            "modifier" => Self::Modifier,
            "content" => Self::Content,
            "infinitive" => Self::Infinitive,
            "that" => Self::That,
            "auxiliary" => Self::Auxiliary,
            "negated" => Self::Negated,
            "case" => Self::Case,
            word if !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
                Self::Preposition(word.to_owned())
            }
            other => return Err(PatternError(format!("\"{other}\" is no slot"))),
        })
    }
}

/// A place in the clause: `object`, or a path such as `object.of`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot(pub Vec<Step>);

impl Slot {
    fn parse(text: &str) -> Result<Self, PatternError> {
        text.trim().split('.').map(|step| Step::parse(step.trim())).collect::<Result<_, _>>().map(Self)
    }
}

/// What a condition asks of a slot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Demand {
    /// It is filled.
    Filled,
    /// It is not.
    Empty,
    /// Its head has one of these lemmas.
    Lemma(BTreeSet<String>),
    /// It is not filled by one of these.
    NotLemma(BTreeSet<String>),
    /// It is filled by a participant of one of these kinds.
    Kind(Vec<ActorKind>),
    /// It is not filled by a participant of these kinds.
    NotKind(Vec<ActorKind>),
}

/// One condition of a pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// Where it looks.
    pub slot: Slot,
    /// What it asks.
    pub demand: Demand,
}

/// A pattern: what evokes a frame, and where its roles stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pattern {
    /// As written, for people.
    pub source: String,
    /// The words that evoke it, any of them.
    pub triggers: Vec<Trigger>,
    /// Slots of the agent, best first.
    pub agent: Vec<Slot>,
    /// Slots of the patient, best first.
    pub patient: Vec<Slot>,
    /// Whether both sides do it to each other.
    pub mutual: bool,
    /// All must hold.
    pub conditions: Vec<Condition>,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PatternError(pub String);

impl Pattern {
    /// Whether the pattern takes the clause's negation for a part of its meaning ("will not accept": a refusal).
    #[must_use]
    pub fn includes_negation(&self) -> bool {
        let filled = |condition: &Condition| condition.slot.0 == [Step::Negated] && condition.demand == Demand::Filled;
        self.conditions.iter().any(filled)
    }

    /// Reads a pattern; `lists` holds the word lists that it may name with `@`.
    ///
    /// # Errors
    /// If the text does not follow the grammar, or names a list that there is not.
    pub(super) fn parse(source: &str, lists: &Lists) -> Result<Self, PatternError> {
        let mut parts = source.split(';');
        let head = parts.next().unwrap_or_default();
        let (triggers, roles) = match head.split_once(':') {
            Some((triggers, roles)) => (triggers, roles.trim()),
            None => (head, ""),
        };
        let (agent, patient, mutual) = match (roles.split_once("<>"), roles.split_once('>')) {
            (Some((agent, patient)), _) => (agent, patient, true),
            (None, Some((agent, patient))) => (agent, patient, false),
            (None, None) if roles.is_empty() => ("-", "-", false),
            (None, None) => return Err(PatternError(format!("roles lack \">\" or \"<>\" in \"{source}\""))),
        };
        Ok(Self {
            source: source.to_owned(),
            triggers: parse_triggers(triggers)?,
            agent: parse_slots(agent)?,
            patient: parse_slots(patient)?,
            mutual,
            conditions: parts.map(|text| parse_condition(text.trim(), lists)).collect::<Result<_, _>>()?,
        })
    }
}

/// `"carry+out|air_strike.v"`
fn parse_triggers(text: &str) -> Result<Vec<Trigger>, PatternError> {
    let (words, class) =
        text.trim().rsplit_once('.').ok_or_else(|| PatternError(format!("trigger \"{}\" lacks .v, .n or .a", text.trim())))?;
    let class = match class {
        "v" => WordClass::Verb,
        "n" => WordClass::Noun,
        "a" => WordClass::Adjective,
        other => return Err(PatternError(format!("\".{other}\" is none of .v, .n, .a"))),
    };
    words.split('|').map(|word| parse_trigger(word.trim(), class)).collect()
}

fn parse_trigger(word: &str, class: WordClass) -> Result<Trigger, PatternError> {
    if word.is_empty() || word.chars().any(|c| c.is_whitespace() || c.is_uppercase()) {
        return Err(PatternError(format!("\"{word}\" is no lemma")));
    }
    let (word, particle) = match word.split_once('+') {
        Some((word, particle)) => (word, Some(particle.to_owned())),
        None => (word, None),
    };
    let (compound, lemma) = match word.rsplit_once('_') {
        Some((first, lemma)) => (Some(first.to_owned()), lemma),
        None => (None, word),
    };
    Ok(Trigger { lemma: lemma.to_owned(), class, particle, compound })
}

fn parse_slots(text: &str) -> Result<Vec<Slot>, PatternError> {
    if text.trim() == "-" {
        return Ok(Vec::new());
    }
    text.split('|').map(Slot::parse).collect()
}

fn parse_condition(text: &str, lists: &Lists) -> Result<Condition, PatternError> {
    if let Some(slot) = text.strip_prefix("no ") {
        return Ok(Condition { slot: Slot::parse(slot)?, demand: Demand::Empty });
    }
    if let Some((slot, kinds)) = text.split_once("!:") {
        return Ok(Condition { slot: Slot::parse(slot)?, demand: Demand::NotKind(parse_kinds(kinds)?) });
    }
    if let Some((slot, words)) = text.split_once("!=") {
        return Ok(Condition { slot: Slot::parse(slot)?, demand: Demand::NotLemma(parse_words(words, lists)?) });
    }
    if let Some((slot, words)) = text.split_once('=') {
        return Ok(Condition { slot: Slot::parse(slot)?, demand: Demand::Lemma(parse_words(words, lists)?) });
    }
    if let Some((slot, kinds)) = text.split_once(':') {
        return Ok(Condition { slot: Slot::parse(slot)?, demand: Demand::Kind(parse_kinds(kinds)?) });
    }
    Ok(Condition { slot: Slot::parse(text)?, demand: Demand::Filled })
}

fn parse_words(text: &str, lists: &Lists) -> Result<BTreeSet<String>, PatternError> {
    let mut words = BTreeSet::new();
    for word in text.split('|').map(str::trim) {
        match word.strip_prefix('@') {
            Some(name) => {
                let list = lists.get(name).ok_or_else(|| PatternError(format!("there is no list \"{name}\"")))?;
                words.extend(list.iter().cloned());
            }
            None => {
                words.insert(word.to_owned());
            }
        }
    }
    Ok(words)
}

fn parse_kinds(text: &str) -> Result<Vec<ActorKind>, PatternError> {
    let mut kinds = Vec::new();
    for kind in text.split('|').map(str::trim) {
        match kind {
            "actor" => kinds.extend([ActorKind::Person, ActorKind::State, ActorKind::Organization, ActorKind::Group]),
            "person" => kinds.push(ActorKind::Person),
            "state" => kinds.push(ActorKind::State),
            "organization" => kinds.push(ActorKind::Organization),
            "group" => kinds.push(ActorKind::Group),
            "place" => kinds.push(ActorKind::Place),
            "thing" => kinds.push(ActorKind::Thing),
            other => return Err(PatternError(format!("\"{other}\" is no kind of participant"))),
        }
    }
    Ok(kinds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(source: &str) -> Result<Pattern, PatternError> {
        let lists = Lists::from([("talks".to_owned(), BTreeSet::from(["talk".to_owned(), "meeting".to_owned()]))]);
        Pattern::parse(source, &lists)
    }

    #[test]
    fn light_verb_with_a_list() {
        let pattern = parse("hold|open.v: subject <> with|object.between ; object=@talks").unwrap();
        assert!(pattern.mutual);
        assert_eq!(pattern.triggers.len(), 2);
        assert_eq!(pattern.patient[1], Slot(vec![Step::Object, Step::Preposition("between".into())]));
        assert!(matches!(&pattern.conditions[0].demand, Demand::Lemma(words) if words.contains("meeting")));
    }

    #[test]
    fn particles_and_compounds() {
        let pattern = parse("call+off|air_strike.n: - > of").unwrap();
        assert_eq!(pattern.triggers[0].particle.as_deref(), Some("off"));
        assert_eq!(pattern.triggers[1].compound.as_deref(), Some("air"));
        assert!(pattern.agent.is_empty());
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(parse("meet: subject > object").unwrap_err().to_string(), "trigger \"meet\" lacks .v, .n or .a");
        assert_eq!(parse("meet.v: subject > object; object=@no").unwrap_err().to_string(), "there is no list \"no\"");
        assert!(parse("meet.v: subject object").is_err());
    }
}
