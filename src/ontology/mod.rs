//! The vocabulary: event types, frames and known actors, read from Turtle (`ontology/*.ttl`, built in, and the user's own).

mod known;

pub use known::{KnownActor, KnownActors, KnownActorsError, KnownForm, KnownId};

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
    pub property: String,
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
}
