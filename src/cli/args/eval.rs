//! What `relata eval` takes.

use super::{OutputArgs, VocabularyArgs};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

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
