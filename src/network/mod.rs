//! The network of actors: who has ties to whom, how strong, of which kind, and which sentences say so.
//!
//! [`ActorNetwork`] is built from a store; [`Filter`] says what goes into it.

mod actor_network;
mod dossier;
mod dossier_layout;
mod dossier_page;
mod error;
pub mod export;
mod filter;
mod fold;
mod layout;
pub mod measures;
mod records;
mod selection;
mod types;

pub use actor_network::ActorNetwork;
pub use dossier::Dossier;
pub use error::NetworkError;
pub use export::{Export, ExportFormat};
pub use filter::Filter;
pub use layout::{Layout, LayoutOptions, Point};
pub use measures::{ActorMeasures, Measures};
pub use types::{
    ActorName, ActorNode, ArticleIndex, ArticleRecord, EventIndex, EventRecord, Measure, NodeKind, OfficeHeld, Sign, Tie,
    TieType, Weight, is_unseen, relation_in_words,
};
