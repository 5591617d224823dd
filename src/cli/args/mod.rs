//! The command line as the user types it. Pure clap: what it means is decided by the commands.

mod eval;
mod graph;
mod network;
mod questions;
#[cfg(any(feature = "serve", feature = "mcp"))]
mod serve;

pub use eval::*;
pub use graph::*;
pub use network::*;
pub use questions::*;
#[cfg(any(feature = "serve", feature = "mcp"))]
pub use serve::*;

use super::terminal::Color;
use crate::event::Confidence;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::path::PathBuf;

/// Reads news and answers who did what to whom, who says so, and which sentence proves it.
#[derive(Debug, Parser)]
#[command(name = "relata", version, about, arg_required_else_help = true, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Says less: no progress, no summary, no warnings.
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub quiet: bool,
    /// Says more: every warning about every article. They are counted otherwise.
    #[arg(short, long, global = true, help_heading = "Messages", conflicts_with = "quiet")]
    pub verbose: bool,
    /// Whether output for people is coloured.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = "Messages")]
    pub color: Color,
}

const EXAMPLES: &str = "\
Examples:
  relata build articles/                      read a folder into graph.nq
  relata ask accused --who Russia             who accused Russia, whom it accused, and where it says so
  relata query 'SELECT ?a ?b { ?a rel:metWith ?b }'
  relata export -o graph.ttl                  the whole graph as Turtle
  relata extract article.txt                  one article for people, without a graph

Exit status: 0 done, 1 sought and not found, 2 error (also if some inputs failed and the rest were read), 130 interrupted.";

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Reads articles into the graph.
    ///
    /// An article that was read before is replaced. Inputs that cannot be read are named on standard error, and the rest is read.
    Build(BuildArgs),
    /// Takes articles out of the graph, with all that they said.
    Remove(RemoveArgs),
    /// Says that an actor is another one: articles read from now on write the first as the second.
    ///
    /// The statement is kept in the graph (`rel:same`), can be queried, and is taken back by `relata different` or with `--forget`.
    /// Articles that the graph has already keep their reading until they are built again.
    Same(SameArgs),
    /// Says that two actors are not one, or that an article means somebody else by a name.
    ///
    /// The statement is kept in the graph (`rel:different`), and is taken back by `relata same` or with `--forget`.
    Different(DifferentArgs),
    /// Reads articles and writes what is found, without a graph.
    Extract(ExtractArgs),
    /// Answers a SPARQL 1.1 query, or applies an update.
    ///
    /// The usual prefixes (rel, frame, rdf, rdfs, owl, xsd, skos, schema, oa, dcterms, org, prov, sem, time, wd) need not be declared.
    /// Queries see the union of all articles' graphs.
    Query(QueryArgs),
    /// Answers ready questions: who met whom, who accused whom, what is planned, what is denied …
    ///
    /// Shows the sentence behind each answer, and the SPARQL that found it.
    Ask(AskArgs),
    /// Shows the sentence behind a statement with its words marked, or what is found in a sentence of your own.
    Explain(ExplainArgs),
    /// Finds what several articles tell, and what is disputed, and writes these claims into the graph.
    ///
    /// They stand in a graph of their own, which is made anew each time: run it again after articles have changed. `relata ask corroborated`
    /// and `relata ask disputed` need no such graph.
    Corroborate(CorroborateArgs),
    /// Proves that the graph is whole: quotes, shapes, ontology, checks.
    ///
    /// Every quote is compared byte for byte with its article. Ends with status 1 if anything does not hold, and lists what.
    Check(CheckArgs),
    /// Shows what differs between two graphs or two readings: statements new, gone, or told in another light.
    Diff(DiffArgs),
    /// Shows the canonical hash (RDFC-1.0, SHA-256) of graphs: equal for graphs that say the same.
    Hash(HashArgs),
    /// Writes the whole graph to a file.
    Export(ExportArgs),
    /// Shows who has ties to whom, how strong and of which kind, and writes the network for other programs.
    ///
    /// Without --output it prints the actors and ties that matter most, and what measures say of the whole.
    Network(Box<NetworkArgs>),
    /// Reads a corpus and measures what is found in it against what a careful reader found: the accuracy card.
    Eval(EvalArgs),
    /// Opens the graph to browsers and SPARQL clients: on this machine alone and read-only, unless told otherwise.
    ///
    /// Pages at /, the SPARQL 1.1 Protocol at /sparql, the Graph Store Protocol at /graph, a JSON API below /api (described by
    /// /api/openapi.json), linked data at /actor/… and /article/…, /healthz, and /metrics for Prometheus.
    #[cfg(feature = "serve")]
    Serve(Box<ServeArgs>),
    /// Gives the graph to an AI assistant: a server of the Model Context Protocol on standard input and output, read-only.
    ///
    /// Its tools read an article, search actors, answer ready questions and SPARQL, and explain; every answer brings its sentences.
    #[cfg(feature = "mcp")]
    Mcp(McpArgs),
    /// Writes a completion script for a shell.
    Completions(CompletionsArgs),
    /// Writes the manual page.
    Man,
}

/// Which articles, and how they are read.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files, folders, patterns ('news/*.html'), or - for standard input; packed with gzip or zstd or not.
    #[arg(required = true, value_name = "ARTICLES", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<String>,
    /// The format of all inputs. Each input's ending or first bytes tell otherwise.
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Reading")]
    pub from: Option<InputFormat>,
    /// The day of publication of articles whose metadata names none, such as 2025-08-22. "Yesterday" is counted from it.
    #[arg(long, value_name = "DAY", help_heading = "Reading")]
    pub date: Option<Date>,
    /// Which field of JSON records holds what: text=body, doc=id, title, date, url, publisher, author. May be repeated.
    #[arg(long = "field", value_name = "WHAT=FIELD", help_heading = "Reading")]
    pub fields: Vec<String>,
    /// Threads that read articles. The result is the same for any number.
    #[arg(short = 'j', long, value_name = "N", env = "RELATA_THREADS", help_heading = "Reading")]
    pub threads: Option<usize>,
    /// Leaves out statements that are less likely right than this, from 0 (keeps all) to 1. Without it those below 0.3 are left
    /// out, and those below 0.45 that the language model alone finds.
    #[arg(long, value_name = "P", value_parser = confidence, help_heading = "Reading")]
    pub min_confidence: Option<Confidence>,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}

/// A confidence as the user typed it.
fn confidence(typed: &str) -> Result<Confidence, String> {
    let probability = typed.parse().ok().filter(|probability| (0.0..=1.0).contains(probability));
    probability.map(Confidence::new).ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// What the program knows, and how things are named.
#[derive(Debug, Args)]
pub struct VocabularyArgs {
    /// A Turtle file of event types, frames and known actors that is added to the built-in ones. May be repeated.
    #[arg(long = "ontology", value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Reading")]
    pub ontology: Vec<PathBuf>,
    #[command(flatten)]
    pub base: BaseArgs,
}

/// How things are named.
#[derive(Debug, Args)]
pub struct BaseArgs {
    /// What all IRIs of the data begin with.
    #[arg(long, value_name = "IRI", env = "RELATA_BASE", default_value = crate::rdf::Iris::DEFAULT_BASE, help_heading = "Graph")]
    pub base: String,
}

/// Where the graph is.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// The graph: a file that ends in .nq, .nq.gz or .nq.zst.
    #[arg(short, long, value_name = "GRAPH", env = "RELATA_STORE", default_value = "graph.nq", value_hint = ValueHint::FilePath, help_heading = "Graph")]
    pub store: PathBuf,
}

/// A graph on a server.
#[derive(Debug, Args)]
pub struct ServerArgs {
    /// The graph of a server that speaks SPARQL 1.1, instead of a file: http://localhost:7878/query. Where the address ends in /query,
    /// updates go to /update beside it, else to the same address.
    #[arg(long, value_name = "URL", env = "RELATA_ENDPOINT", conflicts_with = "store", help_heading = "Server")]
    pub endpoint: Option<String>,
    /// Where updates go.
    #[arg(long, value_name = "URL", requires = "endpoint", help_heading = "Server")]
    pub update_endpoint: Option<String>,
    /// Name and password for the server, as NAME:PASSWORD.
    #[arg(long, value_name = "LOGIN", env = "RELATA_LOGIN", hide_env_values = true, help_heading = "Server")]
    pub login: Option<String>,
}

/// `relata completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Where the result goes.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// Writes to a file, packed if it ends in .gz or .zst, instead of standard output (-).
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Overwrites the file if there is one.
    #[arg(long, action = ArgAction::SetTrue, help_heading = "Output")]
    pub force: bool,
}

/// A format of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// JSON Lines, one article a line.
    Jsonl,
    /// RSS or Atom.
    Feed,
    /// CoNLL-U: sentences and tokens are given; tags and trees are made anew.
    Conllu,
}

/// A form of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RdfFormat {
    /// Turtle.
    Turtle,
    /// N-Triples.
    Ntriples,
    /// N-Quads.
    Nquads,
    /// TriG.
    Trig,
    /// RDF/XML.
    Rdfxml,
    /// JSON-LD.
    JsonLd,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
