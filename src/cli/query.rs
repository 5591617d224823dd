//! `relata query`: SPARQL from the command line.

use super::args::{QueryArgs, QueryFormat};
use super::output::Target;
use super::table::write_table;
use super::{Context, Exit, inputs, remote};
use crate::rdf::GraphFormat;
use crate::store::{Answer, AnswerFormat, KnowledgeBase};
use anyhow::Context as _;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Runs the command.
pub fn run(args: &QueryArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.base.base)?;
    let sparql = sparql(args)?;
    if let Some(endpoint) = remote::endpoint(&args.server) {
        return remote::query(args, &sparql, &endpoint, context);
    }
    if args.update {
        let mut kb = KnowledgeBase::open_for_writing(&args.store.store)?;
        let before = kb.len()?;
        kb.update(&sparql, iris.base())?;
        kb.save()?;
        context.messages.info(&format!("{} statements before, {} after", before, kb.len()?));
        return Ok(Exit::Done);
    }
    let target = Target::new(&args.output)?;
    let kb = KnowledgeBase::open_for_queries(&args.store.store)?;
    let answer = kb.query(&sparql, iris.base())?;
    let form = form(args, &target, &answer);
    let mut found = false;
    target.write(|out| {
        found = write(answer, form, context, &mut *out)?;
        Ok(())
    })?;
    Ok(if args.exit_status && !found { Exit::NotFound } else { Exit::Done })
}

/// How an answer is written.
#[derive(Clone, Copy)]
enum Form {
    Table,
    Machine(AnswerFormat),
}

fn write(answer: Answer, form: Form, context: &Context, mut out: &mut dyn Write) -> anyhow::Result<bool> {
    match (form, answer.as_bool()) {
        (Form::Table, Some(value)) => {
            writeln!(out, "{value}")?;
            Ok(value)
        }
        (Form::Table, None) => {
            let rows = answer.into_rows()?;
            write_table(&rows, context.style, out)?;
            Ok(!rows.rows.is_empty())
        }
        (Form::Machine(format), _) => Ok(answer.write(format, &mut out)?),
    }
}

fn sparql(args: &QueryArgs) -> anyhow::Result<String> {
    match (&args.query, &args.file) {
        (_, Some(path)) => fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display())),
        (Some(query), None) if query == "-" => std::io::read_to_string(std::io::stdin()).context("cannot read standard input"),
        (Some(query), None) => Ok(query.clone()),
        (None, None) => anyhow::bail!("no query"),
    }
}

/// What the user named, or what the file's ending says, or what suits the answer.
fn form(args: &QueryArgs, target: &Target, answer: &Answer) -> Form {
    let named = args.format.map(|format| match format {
        QueryFormat::Table => Form::Table,
        QueryFormat::Csv => Form::Machine(AnswerFormat::Csv),
        QueryFormat::Tsv => Form::Machine(AnswerFormat::Tsv),
        QueryFormat::Json => Form::Machine(AnswerFormat::Json),
        QueryFormat::Xml => Form::Machine(AnswerFormat::Xml),
        QueryFormat::Turtle => graph(GraphFormat::Turtle),
        QueryFormat::Ntriples => graph(GraphFormat::NTriples),
        QueryFormat::Rdfxml => graph(GraphFormat::RdfXml),
        QueryFormat::JsonLd => graph(GraphFormat::JsonLd),
    });
    let by_ending = || match target {
        Target::File(path) => of_path(path, answer.is_graph()),
        Target::Stdout => None,
    };
    let fitting = || if answer.is_graph() { graph(GraphFormat::Turtle) } else { Form::Table };
    named.or_else(by_ending).unwrap_or_else(fitting)
}

fn graph(format: GraphFormat) -> Form {
    Form::Machine(AnswerFormat::Graph(format))
}

fn of_path(path: &Path, is_graph: bool) -> Option<Form> {
    if is_graph {
        return GraphFormat::of_path(path).map(graph);
    }
    Some(match path.extension()?.to_str()? {
        "csv" => Form::Machine(AnswerFormat::Csv),
        "tsv" => Form::Machine(AnswerFormat::Tsv),
        "json" | "srj" => Form::Machine(AnswerFormat::Json),
        "xml" | "srx" => Form::Machine(AnswerFormat::Xml),
        _ => return None,
    })
}
