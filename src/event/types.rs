//! Events, propositions and what is said of them: the data that the event stage makes.

use crate::actor::{ActorId, MentionId};
use crate::ontology::{EventTypeId, FrameId};
use crate::span::Span;
use crate::text::TokenId;
use jiff::civil::Date;

/// Whether the text says that something happened, or in what other light it is put.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Modality {
    /// It happened or is going on.
    #[default]
    Asserted,
    /// Scheduled, intended, decided or expected by the doer.
    Planned,
    /// It may, might, is in doubt, is hoped for.
    Possible,
    /// Somebody wants another to do it.
    Requested,
    /// Under "if", "would", "unless".
    Hypothetical,
}

impl Modality {
    /// The written form of the JSON output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Requested => "requested",
            Self::Hypothetical => "hypothetical",
        }
    }
}

/// One filler of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub actor: ActorId,
    /// The mention by which the sentence names it, if it does.
    pub mention: Option<MentionId>,
    /// Where.
    pub span: Span,
}

/// Whose word a statement is, where it is not the writer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker as an actor, where it is one.
    pub actor: Option<ActorId>,
    /// The speaker's name, or the words that stand for an unnamed one ("officials", "a poll").
    pub label: String,
    /// The words that attribute: "said", "according to".
    pub cue: Span,
}

/// When something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTime {
    /// The expression, without a leading preposition.
    pub span: Span,
    /// First and last day that it may mean, from the article's date; `None` where that cannot be told.
    pub days: Option<(Date, Date)>,
}

/// Where something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPlace {
    /// The expression, without a leading preposition.
    pub span: Span,
    /// The place or state that it names, if it is among the actors.
    pub actor: Option<ActorId>,
}

/// How likely a statement is right, in hundredths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Confidence(u8);

impl Confidence {
    /// The nearest confidence to a probability from 0 to 1.
    #[must_use]
    pub fn new(probability: f64) -> Self {
        Self((probability.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// As a probability.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// As the shortest decimal, which stores keep as it is: "0.41", "0.4".
impl std::fmt::Display for Confidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.value())
    }
}

/// Something that speaks for or against a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ground {
    /// What, in a few words.
    pub words: &'static str,
    /// How far it holds, in hundredths.
    pub hundredths: u8,
}

/// Something that somebody did to somebody, as one sentence tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What kind of event.
    pub kind: EventTypeId,
    /// The frame that found it.
    pub frame: FrameId,
    /// The word that evokes it.
    pub trigger: TokenId,
    /// That word, or the light verb with its noun, in the text.
    pub trigger_span: Span,
    /// Who did it.
    pub agents: Vec<Participant>,
    /// To whom. For symmetric types agents and patients are peers.
    pub patients: Vec<Participant>,
    /// In what light the text puts it.
    pub modality: Modality,
    /// Whether the text says that it did not happen.
    pub negated: bool,
    /// Whose word it is; `None`: the writer's.
    pub attribution: Option<Attribution>,
    /// Where it happened.
    pub place: Option<EventPlace>,
    /// When it happened.
    pub time: Option<EventTime>,
    /// Number of its sentence.
    pub sentence: usize,
    /// How likely it is that the text says so.
    pub confidence: Confidence,
    /// What the confidence is reckoned from.
    pub grounds: Vec<Ground>,
}

/// An open relation: what the text says in its own words, whether or not a frame knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// The subject's words.
    pub subject: String,
    /// The relation phrase.
    pub relation: String,
    /// The other arguments' words.
    pub arguments: Vec<String>,
    /// Number of its sentence.
    pub sentence: usize,
    /// The relation's head word.
    pub head: TokenId,
    /// In what light the text puts it.
    pub modality: Modality,
    /// Whether the text says that it is not so.
    pub negated: bool,
}

/// Everything that the event stage found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Events {
    /// Events in the order of their triggers.
    pub events: Vec<Event>,
    /// Open relations in the order of the text.
    pub propositions: Vec<Proposition>,
}
