//! The vocabulary: event types, frames, contexts and known actors, read from Turtle (`ontology/`, built in, and the user's own).
//!
//! ```
//! use relata::ontology::Ontology;
//!
//! let ontology = Ontology::built_in().with_turtle("mine.ttl", r#"
//!     @prefix rel: <https://w3id.org/relata/ontology#> .
//!     @prefix frame: <https://w3id.org/relata/frame/> .
//!     frame:serenade a rel:Frame ; rel:evokes rel:Praise ; rel:pattern "serenade.v: subject > object" .
//! "#)?;
//! assert!(ontology.frames().any(|frame| frame.name == "serenade"));
//! # Ok::<(), relata::ontology::OntologyError>(())
//! ```

mod known;
mod load;
mod pattern;
mod turtle;

pub use known::{KnownActor, KnownActors, KnownActorsError, KnownForm, KnownId};
pub use load::{Evoked, Ontology};
pub use pattern::{Condition, Demand, Pattern, PatternError, Slot, Step, Trigger, WordClass};

use std::collections::{BTreeMap, BTreeSet};

/// The namespace of classes and properties (`rel:`).
pub const NAMESPACE: &str = "https://w3id.org/relata/ontology#";

/// Word lists by name.
pub(crate) type Lists = BTreeMap<String, BTreeSet<String>>;

/// Index of an event type in the [`Ontology`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventTypeId(pub u32);

/// Index of a frame in the [`Ontology`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FrameId(pub u32);

/// A kind of event: one of the 16 PLOVER roots, or a finer type below one.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    /// Local name of its class: `Accusation`.
    pub class: String,
    /// Local name of the direct property between actors: `accused`.
    pub relation: String,
    /// For people: "accused".
    pub label: String,
    /// Its PLOVER root in capitals: `ACCUSE`.
    pub root: String,
    /// CAMEO code, the most specific that fits: `112`.
    pub cameo: String,
    /// Whether it holds in both directions ("met with").
    pub symmetric: bool,
    /// PLOVER quad class, 1 to 4: verbal co-operation, material co-operation, verbal conflict, material conflict.
    pub quad: u8,
    /// Goldstein score, −10 (conflict) to 10 (co-operation).
    pub goldstein: f32,
    /// Nouns that can stand for an event of this kind told before, although they evoke none: "the takeover", "the verdict".
    pub also_called: BTreeSet<String>,
    /// Whether a noun that names only who does it tells it: "a march of students".
    pub noun_tells_agent: bool,
    /// The same of whom it befalls: "the murder of a columnist".
    pub noun_tells_patient: bool,
    /// Whether a statement of it is worth nothing without somebody who does it.
    pub requires_agent: bool,
    /// The same of somebody to whom it is done; of a mutual type, of a second party.
    pub requires_patient: bool,
}

/// In which light a word puts the clause that it governs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Light {
    /// As it stands: an accusation tells the deed as having happened, by the accuser's word.
    Asserted,
    /// Intended, promised, threatened.
    Planned,
    /// Considered, hoped, doubted.
    Possible,
    /// Demanded, asked for.
    Requested,
    /// Only under a condition.
    Hypothetical,
    /// Asserted and negated: "denied having …", "failed to …".
    Denied,
    /// Planned and negated: "ruled out …", "cancelled …".
    CalledOff,
    /// No event of its own: "refused to meet" is a refusal and nothing else.
    Suppressed,
}

impl Light {
    fn parse(local: &str) -> Option<Self> {
        Some(match local {
            "Asserted" => Self::Asserted,
            "Planned" => Self::Planned,
            "Possible" => Self::Possible,
            "Requested" => Self::Requested,
            "Hypothetical" => Self::Hypothetical,
            "Denied" => Self::Denied,
            "CalledOff" => Self::CalledOff,
            "Suppressed" => Self::Suppressed,
            _ => return None,
        })
    }
}

/// The words that evoke one type of event, and where its participants stand. Data, not code.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Local part of its IRI.
    pub name: String,
    /// What it evokes.
    pub evokes: EventTypeId,
    /// How it is worded.
    pub patterns: Vec<Pattern>,
    /// What it does to the clause that it governs.
    pub content: Option<Light>,
    /// Sentences that must give the event, with `[agent]`, `{patient}` and `*trigger*` marked.
    pub examples: Vec<String>,
    /// Whether the language model, and no list of words, says what evokes it and who stands in its roles: its patterns are for readers.
    pub learned: bool,
    /// Sentences that must give no event of its root.
    pub near_misses: Vec<String>,
}

/// A word that evokes no event but puts what it governs in another light: "plan", "say", "fail".
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// Local part of its IRI.
    pub name: String,
    /// How it is worded (patterns without roles).
    pub patterns: Vec<Pattern>,
    /// In which light it puts what it governs.
    pub content: Light,
    /// Whether its subject is the source of what is governed.
    pub speech: bool,
}

/// What is wrong with a vocabulary file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OntologyError {
    /// The file is no Turtle.
    #[error("{file}: {message}")]
    Turtle {
        /// Which file.
        file: String,
        /// Where and what.
        message: String,
    },
    /// A pattern does not follow the grammar.
    #[error("{file}: {resource}: pattern \"{pattern}\": {cause}")]
    Pattern {
        /// Which file.
        file: String,
        /// The frame or context.
        resource: String,
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        #[source]
        cause: PatternError,
    },
    /// A resource names something that there is not, or lacks something.
    #[error("{file}: {resource}: {message}")]
    Resource {
        /// Which file.
        file: String,
        /// Local name of the resource.
        resource: String,
        /// What is wrong.
        message: String,
    },
}
