//! The actor stage: who is mentioned, and which mentions are one participant.

mod types;

mod acronyms;
mod antecedent;
mod cast;
mod describe;
mod evidence;
mod identity;
mod implied;
mod kinship;
mod lexicon;
mod linking;
mod members;
mod memory;
mod names;
mod offices;
mod people;
mod phrases;
mod posts;
mod pronouns;
mod quotes;
mod resolve;
mod seats;
mod stage;
mod topic;
mod view;

pub use antecedent::{Choice, ChoiceOption};
pub use stage::{antecedents, identify};
pub use types::{Actor, ActorId, ActorKind, Actors, Mention, MentionId, MentionKind, Office};

#[cfg(test)]
mod tests;
