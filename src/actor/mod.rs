//! The actor stage: who is mentioned, and which mentions are one participant.

mod types;

pub use types::{Actor, ActorId, ActorKind, Actors, Mention, MentionId, MentionKind, Office};
