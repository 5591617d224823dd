//! The event stage: who did what to whom, in what light, by whose word, when and where.
//!
//! Frames of the [`Ontology`](crate::ontology::Ontology) are matched on the syntax ([`matching`]), as if each clause were active and complete
//! ([`syntax`]); the way from a trigger up the tree tells in what light its event stands ([`standing`]).

mod absorb;
mod circumstance;
mod deeds;
mod ellipsis;
mod extract;
mod grounds;
mod implied;
mod inherit;
mod judge;
mod learned;
mod matching;
mod parties;
mod proposition;
mod quote;
mod reciprocal;
mod reply;
mod sides;
mod standing;
mod subject;
mod syntax;
#[cfg(test)]
mod testing;
mod time;
mod trace;
mod types;

pub use extract::extract;
pub use judge::{Judge, JudgeError};
pub use trace::{Attempt, Guard, attempts};
pub use types::{Attribution, Confidence, Event, EventPlace, EventTime, Events, Ground, Modality, Participant, Proposition};
