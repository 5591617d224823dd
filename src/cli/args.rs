//! The command line as the user types it. Pure clap: what it means is decided by the commands.

use super::terminal::Color;
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
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
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

/// `relata same`
#[derive(Debug, Args)]
pub struct SameArgs {
    /// The actor, by its IRI or the last part of it: trump-person.
    #[arg(value_name = "ACTOR")]
    pub one: String,
    /// Who it is: donald-trump.
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// Take back what was said of the two.
    #[arg(long)]
    pub forget: bool,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
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
    /// Take back what was said of the two.
    #[arg(long)]
    pub forget: bool,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
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
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `relata query`
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// The query; - reads it from standard input.
    #[arg(required_unless_present = "file", conflicts_with = "file", value_name = "SPARQL")]
    pub query: Option<String>,
    /// Reads the query from a file.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// It is an update (INSERT, DELETE, CLEAR …), and the graph is changed.
    #[arg(long)]
    pub update: bool,
    /// How the answer is written. Default: a table for rows, Turtle for a graph; with --output, what the file's ending says.
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<QueryFormat>,
    /// Ends with status 1 if the answer is empty or "false".
    #[arg(long, help_heading = "Output")]
    pub exit_status: bool,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub server: ServerArgs,
    #[command(flatten)]
    pub base: BaseArgs,
}

/// `relata ask`
#[derive(Debug, Args)]
pub struct AskArgs {
    /// What is asked: a ready question, or a type of event or a relation of the ontology. Without it, the ready questions are listed.
    #[arg(value_name = "QUESTION")]
    pub question: Option<String>,
    /// Only what somebody has part in, by a name or whole words of it, in any case: "Russia", "lavrov".
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Only one type of event, by its name or that of its PLOVER root: Accusation, SANCTION.
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Only on or after this day (of the event, or of the article where the text gives no time).
    #[arg(long, value_name = "DAY")]
    pub since: Option<Date>,
    /// Only on or before this day.
    #[arg(long, value_name = "DAY")]
    pub until: Option<Date>,
    /// The most rows shown.
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Shows the SPARQL query alone and does not run it.
    #[arg(long, help_heading = "Output")]
    pub sparql: bool,
    /// How the answer is written.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: AskFormat,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}

/// A form of an answer to a ready question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub enum AskFormat {
    /// For people: rows, sentences, and the query.
    #[default]
    Text,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// SPARQL's JSON.
    Json,
}

/// `relata explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The IRI of an event, an office or an actor in the graph, whole or below the base: article/peace-talks.txt/event/6-1.
    /// Or three words: who, did what, to whom: Russia accused "European Union".
    #[arg(required_unless_present = "sentence", conflicts_with = "sentence", value_name = "IRI", num_args = 1..=3)]
    pub what: Vec<String>,
    /// A sentence of your own: what is found in it, by which frame, and what its words are.
    #[arg(long, value_name = "SENTENCE")]
    pub sentence: Option<String>,
    /// The day on which the sentence is read, such as 2025-08-22.
    #[arg(long, value_name = "DAY", requires = "sentence")]
    pub date: Option<Date>,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
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

/// `relata network`
#[derive(Debug, Args)]
#[command(after_help = NETWORK_EXAMPLES)]
pub struct NetworkArgs {
    /// Only ties of this type, by a relation, a class or a PLOVER root: metWith, Accusation, SANCTION. May be repeated.
    #[arg(long = "type", value_name = "TYPE", help_heading = "Which ties")]
    pub types: Vec<String>,
    /// Only co-operation or only conflict, by PLOVER's quad classes. May be repeated.
    #[arg(long, value_enum, value_name = "SIGN", help_heading = "Which ties")]
    pub sign: Vec<SignName>,
    /// In what light the texts put it; may be repeated. What is only planned or possible is no tie unless it is asked for; a dossier has
    /// all of it, and shows first what is asserted.
    #[arg(long, value_enum, value_name = "LIGHT", help_heading = "Which ties")]
    pub modality: Vec<ModalityName>,
    /// Also what the texts say did not happen, as ties of its own.
    #[arg(long, help_heading = "Which ties")]
    pub denied: bool,
    /// Only what articles vouch for themselves, not what they let others allege.
    #[arg(long, help_heading = "Which ties")]
    pub vouched: bool,
    /// Only on or after this day (of the event, or of the article where the text gives no time).
    #[arg(long, value_name = "DAY", help_heading = "Which ties")]
    pub since: Option<Date>,
    /// Only on or before this day.
    #[arg(long, value_name = "DAY", help_heading = "Which ties")]
    pub until: Option<Date>,
    /// What the strength of a tie is counted in: events as sentences tell them, articles, or publishers that differ.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t, help_heading = "Which ties")]
    pub weight: WeightName,
    /// Only ties at least as strong.
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Which ties")]
    pub min_weight: usize,
    /// Only actors of this type. May be repeated.
    #[arg(long, value_enum, value_name = "TYPE", help_heading = "Which actors")]
    pub actors: Vec<ActorTypeName>,
    /// Only the surroundings of an actor, by IRI, name or whole words of a name, in any case: Russia, lavrov. May be repeated.
    #[arg(long, value_name = "NAME", help_heading = "Which actors")]
    pub around: Vec<String>,
    /// How many steps these surroundings reach.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around", help_heading = "Which actors")]
    pub depth: usize,
    /// Only the paths between two actors, whatever the directions of the ties: the shortest ones, or those up to --steps.
    #[arg(long, num_args = 2, value_names = ["NAME", "NAME"], help_heading = "Which actors")]
    pub between: Vec<String>,
    /// The longest path that --between shows.
    #[arg(long, value_name = "N", requires = "between", help_heading = "Which actors")]
    pub steps: Option<usize>,
    /// Puts states in the place of persons who hold office in them and of bodies that belong to them. What happens inside a state is left
    /// out then.
    #[arg(long, value_enum, value_name = "INTO", help_heading = "Which actors")]
    pub fold: Option<FoldName>,
    /// Measures betweenness and closeness of large networks too, which takes seconds to minutes. Small ones always have them.
    #[arg(long, help_heading = "Output")]
    pub paths: bool,
    /// How many actors and ties the table has.
    #[arg(long, value_name = "N", default_value_t = 15, help_heading = "Output")]
    pub limit: usize,
    /// The title of a dossier.
    #[arg(long, value_name = "TITLE", default_value = "Who did what to whom", help_heading = "Output")]
    pub title: String,
    /// The format, where the file's ending does not say it. Endings: .html, .svg, .png, .gexf, .graphml, .dot, .cyjs, .json, .nodes.csv, .edges.csv,
    /// .matrix.csv, .ftm.json.
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<NetworkFormat>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
}

const NETWORK_EXAMPLES: &str = "\
Examples:
  relata network                                     who matters, and to whom
  relata network -o dossier.html                      a page to look at, and to mail
  relata network --around Ukraine --depth 2 -o ukraine.gexf
  relata network --type SANCTION --type ACCUSE --fold states -o conflict.graphml
  relata network --between 'Xi Jinping' Kyiv          how two actors are connected
  relata network --weight sources --min-weight 2      only what two publishers tell";

/// Co-operation or conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SignName {
    /// Verbal and material co-operation.
    Cooperation,
    /// Verbal and material conflict.
    Conflict,
    /// What is neither, or not known.
    Neutral,
}

/// In what light a text puts an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModalityName {
    /// It happened or is going on.
    Asserted,
    /// It is intended, scheduled or expected.
    Planned,
    /// It may, might, is in doubt.
    Possible,
    /// Somebody wants another to do it.
    Requested,
    /// Only under a condition.
    Hypothetical,
    /// Any of these.
    Any,
}

/// What the strength of a tie is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub enum WeightName {
    /// Events, as sentences tell them.
    #[default]
    Events,
    /// Articles.
    Articles,
    /// Publishers that differ.
    Sources,
}

/// A type of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ActorTypeName {
    /// One human being.
    Person,
    /// A state.
    State,
    /// A named body.
    Organization,
    /// Several people or bodies known by a description.
    Group,
    /// A place that does not act.
    Place,
}

/// What actors are folded into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FoldName {
    /// The states that they belong to.
    States,
}

/// A form of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NetworkFormat {
    /// A table for people.
    Table,
    /// A dossier: one page with the network, the events and the articles, which opens in a browser and needs nothing else.
    Html,
    /// A picture of the strongest ties, as drawn by browsers.
    Svg,
    /// The same picture in dots.
    Png,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// GraphML, for yEd, igraph, networkx and others.
    Graphml,
    /// DOT, for Graphviz.
    Dot,
    /// JSON of Cytoscape and Cytoscape.js.
    Cytoscape,
    /// Node-link JSON of networkx and D3, with every event.
    Json,
    /// A table of actors.
    NodesCsv,
    /// A table of ties.
    EdgesCsv,
    /// An adjacency matrix, ordered by community.
    MatrixCsv,
    /// FollowTheMoney entities, for Aleph.
    Ftm,
}

/// `relata eval`
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// A folder of articles and sentences with their relations; tests/corpus/README.md says how they are written.
    #[arg(default_value = "tests/corpus", value_name = "CORPUS", value_hint = ValueHint::DirPath)]
    pub corpus: PathBuf,
    /// Only one half of the corpus. Both are measured otherwise, each for itself.
    #[arg(long, value_enum, value_name = "HALF", help_heading = "Selection")]
    pub half: Option<EvalHalf>,
    /// Only articles and sentences (file and line: p-17) whose names begin so; several with commas: b-,c-meng.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', help_heading = "Selection")]
    pub only: Vec<String>,
    /// Measures what another system found, in JSON Lines as `relata extract` writes them, instead of reading the corpus.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "threads")]
    pub readings: Option<PathBuf>,
    /// Shows what went wrong in the tuned half, in groups, the largest first, instead of the card; of the measured half only counts.
    #[arg(long, help_heading = "Output")]
    pub errors: bool,
    /// How the result is written.
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: EvalFormat,
    #[command(flatten)]
    pub output: OutputArgs,
    /// Threads that read articles. The result is the same for any number.
    #[arg(short = 'j', long, value_name = "N", env = "RELATA_THREADS", help_heading = "Reading")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub vocabulary: VocabularyArgs,
}

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

/// One half of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalHalf {
    /// What rules are tuned on.
    Tuned,
    /// What only measures.
    Measured,
}

/// A form of the accuracy card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub enum EvalFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// JSON.
    Json,
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

/// A form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QueryFormat {
    /// For people.
    Table,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// SPARQL's JSON.
    Json,
    /// SPARQL's XML.
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE.
    Turtle,
    /// N-Triples, for CONSTRUCT and DESCRIBE.
    Ntriples,
    /// RDF/XML, for CONSTRUCT and DESCRIBE.
    Rdfxml,
    /// JSON-LD, for CONSTRUCT and DESCRIBE.
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
