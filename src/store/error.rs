//! [`StoreError`]: why a graph could not be read, queried or written.

use oxigraph::sparql::{QueryEvaluationError, UpdateEvaluationError};
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
    /// The query is valid, and more than may be asked here.
    #[error("the query is refused: {0}")]
    Refused(String),
    /// The query could not be answered.
    #[error("the query could not be answered: {0}")]
    Evaluation(String),
    /// The query was stopped before it was answered: it took too long, or nobody waited for the answer any more.
    #[error("the query was stopped")]
    Stopped,
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
    pub(super) fn evaluation(error: QueryEvaluationError) -> Self {
        match error {
            QueryEvaluationError::Cancelled => Self::Stopped,
            other => Self::Evaluation(other.to_string()),
        }
    }

    pub(super) fn update(error: UpdateEvaluationError) -> Self {
        match error {
            UpdateEvaluationError::Storage(error) => Self::Storage(error),
            other => Self::Evaluation(other.to_string()),
        }
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |cause| Self::Io { path: path.to_owned(), cause }
    }

    /// Why a folder could not be opened. RocksDB tells it in words alone.
    #[cfg(feature = "disk")]
    pub(super) fn of_folder(path: &Path, error: oxigraph::store::StorageError) -> Self {
        let words = error.to_string();
        let reason = if words.contains("LOCK") || words.contains("lock hold") {
            return Self::Locked(path.to_owned());
        } else if words.contains("CURRENT: No such file") {
            "no graph: RocksDB's files are not there"
        } else if words.contains("Column family not found") {
            "the first `relata build` into it was broken off; build once more"
        } else {
            return Self::Storage(error);
        };
        Self::Damaged { path: path.to_owned(), line: None, reason: reason.to_owned() }
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
