//! What the commands take that answer questions: `query`, `ask`, `explain`.

use super::{BaseArgs, OutputArgs, ServerArgs, StoreArgs, VocabularyArgs};
use crate::event::Confidence;
use clap::{Args, ValueEnum, ValueHint};
use jiff::civil::Date;
use std::path::PathBuf;

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
    /// Only events that are at least so likely right, from 0 to 1.
    #[arg(long, value_name = "P", value_parser = super::confidence)]
    pub min_confidence: Option<Confidence>,
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
