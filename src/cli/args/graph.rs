//! What the commands take that read articles, and make, change, check and compare graphs.

use super::{BaseArgs, InputArgs, OutputArgs, RdfFormat, ServerArgs, StoreArgs, VocabularyArgs};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// `relata build`
#[derive(Debug, Args)]
pub struct BuildArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub server: ServerArgs,
    /// Statements in one request to a server, about: an article is never divided.
    #[arg(long, value_name = "N", default_value_t = 1000, requires = "endpoint", help_heading = "Server")]
    pub batch: usize,
    /// Sends articles one by one to this address, by the Graph Store HTTP Protocol, and not by updates.
    #[arg(long, value_name = "URL", requires = "endpoint", help_heading = "Server")]
    pub graph_store: Option<String>,
    /// Reads articles again that the server has already, for instance with a newer vocabulary. Those of the same text are passed over otherwise.
    #[arg(long, requires = "endpoint", help_heading = "Server")]
    pub again: bool,
    /// Leaves the articles' texts out of the graph, for graphs that are published where the texts may not be. Sentences that prove
    /// something stay, but quotes can no longer be checked against the whole.
    #[arg(long, help_heading = "Graph")]
    pub without_text: bool,
}

/// Where a judgement on who is whom goes, and whether it is taken back.
#[derive(Debug, Args)]
pub struct JudgementArgs {
    /// Take back what was said of the two.
    #[arg(long)]
    pub forget: bool,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
}

/// `relata same`
#[derive(Debug, Args)]
pub struct SameArgs {
    /// The actor, by its IRI or the last part of it: trump-person.
    #[arg(value_name = "ACTOR")]
    pub one: String,
    /// Who it is: donald-trump.
    #[arg(value_name = "OTHER")]
    pub other: String,
    #[command(flatten)]
    pub judgement: JudgementArgs,
}

/// `relata different`
#[derive(Debug, Args)]
pub struct DifferentArgs {
    /// The actor, by its IRI or the last part of it.
    #[arg(value_name = "ACTOR")]
    pub one: String,
    /// Who it is not.
    #[arg(value_name = "OTHER", required_unless_present = "article")]
    pub other: Option<String>,
    /// The article that means somebody else of this name.
    #[arg(long = "in", value_name = "ARTICLE", conflicts_with = "other")]
    pub article: Option<String>,
    #[command(flatten)]
    pub judgement: JudgementArgs,
}

/// `relata remove`
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// Names of articles as they were read (`doc`), or their IRIs.
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<String>,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
}

/// `relata extract`
#[derive(Debug, Args)]
pub struct ExtractArgs {
    #[command(flatten)]
    pub input: InputArgs,
    /// How the result is written.
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: ExtractFormat,
    /// Adds open relations, in the text's own words, to JSON Lines.
    #[arg(long, help_heading = "Output")]
    pub propositions: bool,
    /// Adds to each event what its confidence is reckoned from, to JSON Lines.
    #[arg(long, help_heading = "Output")]
    pub grounds: bool,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `relata corroborate`
#[derive(Debug, Args)]
pub struct CorroborateArgs {
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}

/// `relata check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Compares quotes with these articles (files or folders, named as when they were read) instead of the texts kept in the graph.
    /// May be repeated.
    #[arg(long, value_name = "ARTICLES", value_hint = ValueHint::AnyPath)]
    pub articles: Vec<String>,
    /// Which field of JSON records holds what, as when they were read: text=body, doc=id. May be repeated.
    #[arg(long = "field", value_name = "WHAT=FIELD", requires = "articles")]
    pub fields: Vec<String>,
    /// Only these parts of the check.
    #[arg(long, value_enum, value_name = "PART", value_delimiter = ',')]
    pub only: Vec<CheckPart>,
    /// How the findings are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: ReportFormat,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}

/// A part of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckPart {
    /// Every quote, byte for byte, against its article.
    Quotes,
    /// The SHACL shapes.
    Shapes,
    /// Domains, ranges, disjoint classes, unknown terms.
    Ontology,
    /// The queries that must find nothing.
    Queries,
    /// Whether claims, if the graph holds any, are those that its articles make.
    Claims,
}

/// A form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// JSON.
    Json,
}

/// `relata diff`
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// The old graph (.nq, .nq.gz, .nq.zst) or reading (.jsonl, .jsonl.gz, .jsonl.zst).
    #[arg(value_name = "OLD", value_hint = ValueHint::FilePath)]
    pub old: PathBuf,
    /// The new one; graphs and readings may be compared with each other.
    #[arg(value_name = "NEW", value_hint = ValueHint::FilePath)]
    pub new: PathBuf,
    /// How the differences are written.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: ReportFormat,
    /// Ends with status 1 if there are differences.
    #[arg(long, help_heading = "Output")]
    pub exit_status: bool,
}

/// `relata hash`
#[derive(Debug, Args)]
pub struct HashArgs {
    /// Graphs. Without any, the one that --store names.
    #[arg(value_name = "GRAPH", value_hint = ValueHint::FilePath)]
    pub graphs: Vec<PathBuf>,
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `relata export`
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The format, where the file's ending does not say it.
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<RdfFormat>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
}

/// A form of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub enum ExtractFormat {
    /// For people.
    #[default]
    Text,
    /// JSON Lines: mentions, events and facts with the positions of their characters.
    Jsonl,
    /// Turtle, all articles as one graph.
    Turtle,
    /// N-Quads.
    Nquads,
    /// TriG.
    Trig,
    /// JSON-LD.
    JsonLd,
    /// CoNLL-U: words, tags and trees, before anything is understood.
    Conllu,
}
