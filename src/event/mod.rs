//! The event stage: who did what to whom, in what light, by whose word, when and where.

mod types;

pub use types::{Attribution, Event, EventPlace, EventTime, Events, Modality, Participant, Proposition};
