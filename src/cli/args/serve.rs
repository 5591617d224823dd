//! What `relata serve` and `relata mcp` take.

use super::{StoreArgs, VocabularyArgs};
use clap::Args;

/// `relata serve`
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
    /// The address to listen at. Any other than the default lets other machines in: they may read the whole graph.
    #[arg(long, value_name = "ADDRESS", env = "RELATA_HOST", default_value = "127.0.0.1", help_heading = "Server")]
    pub host: std::net::IpAddr,
    /// The port to listen at; 0 takes a free one.
    #[arg(short, long, value_name = "PORT", env = "RELATA_PORT", default_value_t = 7878, help_heading = "Server")]
    pub port: u16,
    /// Lets clients that know the token change the graph. Each change is written to the file before it is seen.
    #[arg(long, help_heading = "Access")]
    pub allow_update: bool,
    /// What allows changes. Better in the environment than here, where other users of the machine may see it.
    #[arg(long, value_name = "SECRET", env = "RELATA_TOKEN", hide_env_values = true, help_heading = "Access")]
    pub token: Option<String>,
    /// A name, beside localhost and addresses, by which the server may be called. May be repeated. Others are refused: they may be
    /// those of web sites that point to this machine to read the graph.
    #[arg(long = "allow-host", value_name = "NAME", help_heading = "Access")]
    pub allow_hosts: Vec<String>,
    /// An origin (scheme and host, as in a browser's address) whose scripts may read, or * for all web pages that the user visits. May be repeated.
    #[arg(long, value_name = "ORIGIN", help_heading = "Access")]
    pub cors: Vec<String>,
    /// Seconds that a query may be computed.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..), help_heading = "Limits")]
    pub max_seconds: u64,
    /// Queries that are computed at the same time; others wait. Default: two for each core.
    #[arg(long, value_name = "N", help_heading = "Limits")]
    pub max_queries: Option<usize>,
    /// MiB of memory that all queries together may take beyond what the graph takes.
    #[arg(long, value_name = "MIB", default_value_t = 2048, help_heading = "Limits")]
    pub max_memory: u64,
    /// MiB that an answer may have.
    #[arg(long, value_name = "MIB", default_value_t = 256, help_heading = "Limits")]
    pub max_answer: u64,
    /// MiB that the body of a request may have.
    #[arg(long, value_name = "MIB", default_value_t = 10, help_heading = "Limits")]
    pub max_body: usize,
    /// Connections at the same time.
    #[arg(long, value_name = "N", default_value_t = 512, help_heading = "Limits")]
    pub max_connections: usize,
    /// Writes the log as JSON, one object a line.
    #[arg(long, help_heading = "Messages")]
    pub log_json: bool,
}

/// `relata mcp`
#[cfg(feature = "mcp")]
#[derive(Debug, Args)]
pub struct McpArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}
