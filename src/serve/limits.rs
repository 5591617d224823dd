//! [`Limits`]: how much of the machine one client may use.

use std::time::Duration;

/// How much of the machine clients may use. The defaults suit a laptop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a query may be computed. Time in which the client does not take what is ready does not count; see `stall`.
    pub query_time: Duration,
    /// How long a client may take none of an answer that is ready, or send none of a request.
    pub stall: Duration,
    /// The most bytes of an answer.
    pub answer_bytes: u64,
    /// The most bytes of a request's body.
    pub body_bytes: usize,
    /// The most characters of an article to be read.
    pub article_characters: usize,
    /// Queries that are computed at the same time; others wait their turn.
    pub concurrency: usize,
    /// How long a query waits for its turn before it is turned away.
    pub patience: Duration,
    /// Connections at the same time.
    pub connections: usize,
    /// Bytes of memory that all queries together may take beyond what the graph takes. The oldest is stopped when they need more.
    pub memory_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            query_time: Duration::from_secs(30),
            stall: Duration::from_secs(30),
            answer_bytes: 256 << 20,
            body_bytes: 10 << 20,
            article_characters: 100_000,
            concurrency: std::thread::available_parallelism().map_or(4, |cores| 2 * cores.get()),
            patience: Duration::from_secs(30),
            connections: 512,
            memory_bytes: 2 << 30,
        }
    }
}
