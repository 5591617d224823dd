//! `relata eval`: a corpus read by this program, or by another, and the accuracy card.

use super::args::{EvalArgs, EvalFormat, EvalHalf};
use super::output::Target;
use super::terminal::harmless;
use super::{Context, Exit, inputs};
use crate::eval::{
    ArticleScore, Card, CardFormat, Corpus, Gold, GoldSentence, Half, Record, Records, SentenceScore, group, write_card,
    write_faults,
};
use crate::pipeline::{Pipeline, in_order};
use crate::rdf::Iris;
use crate::reading::JsonLines;
use crate::source::{Article, Format, Options, Sources, read};
use anyhow::Context as _;
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor};
use std::path::Path;

/// Runs the command.
pub fn run(args: &EvalArgs, context: &Context) -> anyhow::Result<Exit> {
    let target = Target::new(&args.output)?;
    let mut corpus = Corpus::read(&args.corpus)?;
    corpus.articles.retain(|gold| is_wanted(args, gold.half(), &gold.name));
    corpus.sentences.retain(|gold| is_wanted(args, Half::of_line(gold.line), &gold.name));
    anyhow::ensure!(
        !corpus.articles.is_empty() || !corpus.sentences.is_empty(),
        "nothing in the corpus is meant by --half and --only"
    );
    let records = match &args.readings {
        Some(path) => read_records(path)?,
        None => Reader::new(args)?.read(&corpus, context)?,
    };
    let nothing = Record::default();
    let record = |name: &str| records.get(name).unwrap_or(&nothing);
    let articles: Vec<(Half, ArticleScore)> =
        corpus.articles.iter().map(|gold| (gold.half(), ArticleScore::new(gold, record(&gold.name)))).collect();
    let sentences: Vec<(Half, SentenceScore)> =
        corpus.sentences.iter().map(|gold| (Half::of_line(gold.line), SentenceScore::new(gold, record(&gold.name)))).collect();
    context.messages.finish();
    let format = match args.format {
        EvalFormat::Text => CardFormat::Text,
        EvalFormat::Markdown => CardFormat::Markdown,
        EvalFormat::Json => CardFormat::Json,
    };
    let mut page = Vec::new();
    if args.errors {
        // Of the half that only measures nobody is to see a sentence, or it measures no more.
        let half = if args.half == Some(EvalHalf::Measured) { Half::Measured } else { Half::Tuned };
        let faults = group(&of(half, &articles), &of(half, &sentences));
        if half == Half::Measured {
            anyhow::ensure!(
                format != CardFormat::Json,
                "errors of the measured half are only counted; --format text or markdown does"
            );
        }
        write_faults(&faults, half == Half::Tuned, format, &mut page)?;
    } else {
        write_card(&Card::new(&articles, &sentences), format, &mut page)?;
    }
    target.write(|out| {
        for line in String::from_utf8_lossy(&page).lines() {
            writeln!(out, "{}", harmless(line))?;
        }
        Ok(())
    })?;
    Ok(context.messages.exit())
}

fn of<T>(half: Half, scores: &[(Half, T)]) -> Vec<&T> {
    scores.iter().filter(|(other, _)| *other == half).map(|(_, score)| score).collect()
}

fn is_wanted(args: &EvalArgs, half: Half, name: &str) -> bool {
    let wanted = match args.half {
        None => true,
        Some(EvalHalf::Tuned) => half == Half::Tuned,
        Some(EvalHalf::Measured) => half == Half::Measured,
    };
    wanted && (args.only.is_empty() || args.only.iter().any(|start| name.starts_with(start.as_str())))
}

/// What another system (or this one, earlier) found.
fn read_records(path: &Path) -> anyhow::Result<Records> {
    let mut records = Records::new();
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    for (index, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line.with_context(|| format!("cannot read {}", path.display()))?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let record = Record::parse(&line).with_context(|| format!("{}:{} is no reading", path.display(), index + 1))?;
        records.insert(record.name().to_owned(), record);
    }
    Ok(records)
}

/// What this program finds.
struct Reader {
    pipeline: Pipeline,
    pool: Option<rayon::ThreadPool>,
}

impl Reader {
    fn new(args: &EvalArgs) -> anyhow::Result<Self> {
        anyhow::ensure!(args.threads != Some(0), "no articles can be read by 0 threads");
        let pool = args.threads.map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build());
        Ok(Self { pipeline: inputs::pipeline(&args.vocabulary)?, pool: pool.transpose().context("cannot start threads")? })
    }

    /// Reads every article and sentence, by the same way as `relata extract --format jsonl` would.
    fn read(&self, corpus: &Corpus, context: &Context) -> anyhow::Result<Records> {
        let articles =
            Sources::new(corpus.articles.iter().map(|Gold { path, .. }| path.display().to_string())).with_format(Format::Text);
        let lines: Vec<u8> = corpus.sentences.iter().flat_map(line).collect();
        let options = Options { format: Some(Format::JsonLines), ..Options::default() };
        // An empty input would be an error, and a corpus need have no sentences.
        let sentences = (!lines.is_empty()).then(|| read("sentences.jsonl", Cursor::new(lines), &options));
        let articles: Vec<Article> = articles.into_iter().chain(sentences.into_iter().flatten()).collect::<Result<_, _>>()?;
        let writer = JsonLines::new(self.pipeline.ontology(), Iris::default());
        let record = |article: Article| -> anyhow::Result<Record> {
            let mut line = Vec::new();
            writer.write(&self.pipeline.read(article).output, &[], &mut line)?;
            Ok(Record::parse(&line)?)
        };
        let mut records = Records::new();
        in_order(articles.into_iter(), self.pool.as_ref(), record, |record| -> anyhow::Result<()> {
            let record = record?;
            records.insert(record.name().to_owned(), record);
            context.messages.article_done();
            Ok(())
        })?;
        Ok(records)
    }
}

fn line(gold: &GoldSentence) -> Vec<u8> {
    format!("{}\n", json!({"doc": gold.name, "text": gold.text})).into_bytes()
}
