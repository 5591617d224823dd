//! From what the user typed about articles to what reads them: sources and pipeline.

use super::args::{InputArgs, InputFormat, VocabularyArgs};
use super::interrupt::Interrupt;
use super::messages::Messages;
use crate::diagnostic::Warned;
use crate::event::Confidence;
use crate::ontology::{KnownActors, Ontology};
use crate::pipeline::{Pipeline, PipelineBuilder, in_order};
use crate::rdf::Iris;
use crate::reading::Reading;
use crate::source::{Article, Fields, Format, Options, SourceError, Sources};
use crate::text::{Document, conllu};
use anyhow::Context;
use std::fs;

/// Articles still to be read.
pub struct Inputs {
    sources: Sources,
    /// Whether sentences and tokens are given.
    tokens: bool,
    threads: Option<usize>,
}

/// One thing to be read.
pub enum Input {
    /// A text.
    Article(Box<Article>),
    /// Given sentences and tokens.
    Tokens(Box<Document>),
}

impl Inputs {
    /// Checks what the user typed; nothing is opened yet.
    pub fn new(args: &InputArgs) -> anyhow::Result<Self> {
        let mut fields = Fields::default();
        for assignment in &args.fields {
            fields = fields.with(assignment).map_err(anyhow::Error::msg)?;
        }
        let format = args.from.map(format);
        let options = Options { format, date: args.date, fields, ..Options::default() };
        anyhow::ensure!(args.threads != Some(0), "no articles can be read by 0 threads");
        Ok(Self {
            sources: Sources::new(args.inputs.iter()).with_options(options),
            tokens: format == Some(Format::Conllu),
            threads: args.threads,
        })
    }

    /// Maps all inputs in parallel and hands the results to `each`, in the order of the inputs. Inputs that cannot be read are named
    /// in `messages`, and the rest is read. Asked to stop, it stops between two articles, and `messages` knows.
    pub fn map<T: Send>(
        self,
        messages: &Messages,
        map: impl Fn(Input) -> T + Sync + Send,
        each: impl FnMut(T) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let pool = self.threads.map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build());
        let pool = pool.transpose().context("cannot start threads")?;
        let interrupt = Interrupt::listen().context("cannot listen for signals")?;
        let until = |_: &_| !interrupt.raised();
        if self.tokens {
            let documents = self.sources.texts().flat_map(|text| read_conllu(text, messages));
            in_order(documents.map(|document| Input::Tokens(Box::new(document))).take_while(until), pool.as_ref(), map, each)?;
        } else {
            let articles = self.sources.into_iter().filter_map(|article| messages.bad_input(article));
            in_order(articles.map(|article| Input::Article(Box::new(article))).take_while(until), pool.as_ref(), map, each)?;
        }
        if interrupt.raised() {
            messages.interrupted();
        }
        Ok(())
    }
}

fn read_conllu(text: Result<(String, String), SourceError>, messages: &Messages) -> Vec<Document> {
    let Some((name, text)) = messages.bad_input(text) else { return Vec::new() };
    match conllu::read(&text, &name) {
        Ok(documents) => documents,
        Err(error) => {
            messages.bad(&format!("{name}: {error}"), None);
            Vec::new()
        }
    }
}

impl Input {
    /// All stages.
    pub fn read(self, pipeline: &Pipeline) -> Warned<Reading> {
        match self {
            Self::Article(article) => pipeline.read(*article),
            Self::Tokens(document) => pipeline.read_tokens(*document),
        }
    }

    /// The text stage alone.
    pub fn analyze(self, pipeline: &Pipeline) -> Warned<Document> {
        match self {
            Self::Article(article) => pipeline.analyzer().analyze(*article),
            Self::Tokens(document) => pipeline.analyzer().annotate(*document),
        }
    }
}

/// The vocabulary: what is built in, and the user's files.
pub fn vocabulary(args: &VocabularyArgs) -> anyhow::Result<(Ontology, KnownActors)> {
    let (mut ontology, mut known) = (Ontology::built_in(), KnownActors::built_in());
    for path in &args.ontology {
        let name = path.display().to_string();
        let turtle = fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
        ontology = ontology.with_turtle(&name, &turtle)?;
        known = known.with_turtle(&name, &turtle)?;
    }
    Ok((ontology, known))
}

/// The pipeline that the user asked for.
pub fn pipeline(args: &VocabularyArgs) -> anyhow::Result<Pipeline> {
    pipeline_that_keeps(args, None)
}

/// The pipeline that reads the inputs that the user asked for.
pub fn reader(args: &InputArgs) -> anyhow::Result<Pipeline> {
    pipeline_that_keeps(&args.vocabulary, args.min_confidence)
}

/// The pipeline that keeps what is at least so likely, if the user says so.
pub fn pipeline_that_keeps(args: &VocabularyArgs, least: Option<Confidence>) -> anyhow::Result<Pipeline> {
    let (ontology, known) = vocabulary(args)?;
    let builder = Pipeline::builder().with_ontology(ontology).with_known_actors(known);
    Ok(least.into_iter().fold(builder, PipelineBuilder::with_min_confidence).build()?)
}

/// The IRIs that the user asked for.
pub fn iris(base: &str) -> anyhow::Result<Iris> {
    Ok(Iris::with_base(base)?)
}

fn format(format: InputFormat) -> Format {
    match format {
        InputFormat::Text => Format::Text,
        InputFormat::Markdown => Format::Markdown,
        InputFormat::Html => Format::Html,
        InputFormat::Jsonl => Format::JsonLines,
        InputFormat::Feed => Format::Feed,
        InputFormat::Conllu => Format::Conllu,
    }
}
