//! [`StoreError`]: why a graph could not be read, queried or written.

use std::io;
use std::path::{Path, PathBuf};

/// Why a graph could not be read, queried or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no graph at this path.
    #[error("no graph at {}; `relata build` makes one", .0.display())]
    Missing(PathBuf),
    /// The path's ending names no kind of graph.
    #[error("{}: a graph is kept in a file that ends in .nq, .nq.gz or .nq.zst{}", .0.display(), if cfg!(feature = "disk") { ", or in a folder" } else { "" })]
    UnknownKind(PathBuf),
    /// Another process is writing the graph.
    #[error("{}: another process is writing this graph", .0.display())]
    Locked(PathBuf),
    /// The graph was opened for reading.
    #[error("{}: the graph was opened for reading only", .0.display())]
    ReadOnly(PathBuf),
    /// The file is damaged, or no N-Quads at all.
    #[error("{}{}: {reason}", .path.display(), .line.map(|line| format!(":{line}")).unwrap_or_default())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1, where it can be told.
        line: Option<u64>,
        /// What is wrong with it.
        reason: String,
    },
    /// The operating system refused.
    #[error("{}: {cause}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        #[source]
        cause: io::Error,
    },
    /// The query or update is no SPARQL 1.1.
    #[error("the query is not valid SPARQL: {0}")]
    Syntax(String),
    /// The query could not be answered.
    #[error("the query could not be answered: {0}")]
    Evaluation(String),
    /// The answer cannot be written in the format that was asked for.
    #[error("{0}")]
    Format(String),
    /// The answer could not be written.
    #[error("the answer could not be written: {0}")]
    Write(#[source] io::Error),
    /// The underlying store failed.
    #[error("the store failed: {0}")]
    Storage(#[from] oxigraph::store::StorageError),
}

impl StoreError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |cause| Self::Io { path: path.to_owned(), cause }
    }

    /// Why a graph file could not be read: because of what is in it (bad packing, bad UTF-8), or because of the machine.
    pub(super) fn of_reading(path: &Path, cause: io::Error) -> Self {
        use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
        let path = path.to_owned();
        if matches!(cause.kind(), InvalidData | UnexpectedEof | InvalidInput | Other) {
            Self::Damaged { path, line: None, reason: cause.to_string() }
        } else {
            Self::Io { path, cause }
        }
    }
}
