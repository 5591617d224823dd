//! [`NetworkError`]: why there is no such network.

use crate::store::StoreError;
use std::io;

/// Why a network could not be built or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// The graph could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody in the network has this name or IRI.
    #[error("nobody in the network is called {0:?}")]
    UnknownActor(String),
    /// No type of tie has this name.
    #[error("no tie in the graph is of the type {0:?}")]
    UnknownType(String),
    /// There is no path between the two.
    #[error("no path leads from {0:?} to {1:?}")]
    NoPath(String, String),
    /// It could not be written.
    #[error("the network could not be written: {0}")]
    Write(#[from] io::Error),
}
