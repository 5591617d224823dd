//! The network of actors: who has ties to whom, how strong, of which kind, and which sentences say so.
//!
//! [`ActorNetwork`] is built from a store; [`Filter`] says what goes into it.

mod actor_network;
mod dossier;
mod error;
pub mod export;
mod filter;
mod fold;
mod layout;
pub mod measures;
mod pairs;
mod picture;
mod records;
mod selection;
mod types;

pub use actor_network::ActorNetwork;
pub use dossier::Dossier;
#[cfg(feature = "serve")]
pub(crate) use dossier::{EXPLORER_STYLE, explorer_script};
pub use error::NetworkError;
pub use export::{Export, ExportFormat};
pub use filter::Filter;
pub use layout::{Layout, LayoutOptions, Point};
pub use measures::{ActorMeasures, Measures};
pub use picture::Picture;
pub use types::{
    ActorName, ActorNode, ArticleIndex, ArticleRecord, EventIndex, EventRecord, Measure, NodeKind, OfficeHeld, Sign, Tie,
    TieType, Weight, is_unseen, relation_in_words,
};

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
