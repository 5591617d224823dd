//! The network of actors: who has ties to whom, how strong, of which kind, and which sentences say so.
//!
//! [`ActorNetwork`] is built from a store; [`Filter`] says what goes into it.

mod actor_network;
mod dossier;
mod dossier_layout;
mod dossier_page;
mod error;
mod filter;
mod fold;
mod layout;
mod records;
mod selection;
mod types;

pub use actor_network::ActorNetwork;
pub use dossier::Dossier;
pub use error::NetworkError;
pub use filter::Filter;
pub use layout::{Layout, LayoutOptions, Point};
pub use types::{
    ActorName, ActorNode, ArticleIndex, ArticleRecord, EventIndex, EventRecord, Measure, NodeKind, OfficeHeld, Sign, Tie,
    TieType, Weight, relation_in_words,
};
