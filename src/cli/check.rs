//! `relata check`: what does not hold in a graph.

use super::args::{CheckArgs, CheckPart, ReportFormat};
use super::output::Target;
use super::terminal::{Style, harmless};
use super::{Context, Exit, inputs};
use crate::check::{Checked, Checker, Part};
use crate::rdf::Iris;
use crate::source::{Fields, Options, Sources};
use crate::store::KnowledgeBase;
use serde_json::json;
use std::io::{self, Write};

/// Findings of one part that are shown to people; JSON has them all.
const MOST_SHOWN: usize = 100;

/// Runs the command.
pub fn run(args: &CheckArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let (ontology, _) = inputs::vocabulary(&args.vocabulary)?;
    let kb = KnowledgeBase::open(&args.store.store)?;
    let checker = Checker::new(&kb, &ontology, iris.base());
    let mut checked = Vec::new();
    for part in Part::ALL.into_iter().filter(|part| args.only.is_empty() || args.only.iter().any(|only| of(*only) == *part)) {
        checked.push(match part {
            Part::Quotes if !args.articles.is_empty() => quotes_in(args, &checker, &iris, context)?,
            Part::Quotes => checker.quotes()?,
            Part::Shapes => checker.shapes()?,
            Part::Ontology => checker.ontology()?,
            Part::Queries => checker.queries()?,
        });
    }
    Target::Stdout.write(|out| match args.format {
        ReportFormat::Text => Ok(write_text(&checked, iris.base(), context.style, out)?),
        ReportFormat::Json => Ok(write_json(&checked, out)?),
    })?;
    let sound = checked.iter().all(|checked| checked.findings.is_empty());
    Ok(match (sound, context.messages.bad_inputs()) {
        (_, 1..) => Exit::Error,
        (true, 0) => Exit::Done,
        (false, 0) => Exit::NotFound,
    })
}

fn of(part: CheckPart) -> Part {
    match part {
        CheckPart::Quotes => Part::Quotes,
        CheckPart::Shapes => Part::Shapes,
        CheckPart::Ontology => Part::Ontology,
        CheckPart::Queries => Part::Queries,
    }
}

fn quotes_in(args: &CheckArgs, checker: &Checker<'_>, iris: &Iris, context: &Context) -> anyhow::Result<Checked> {
    let mut fields = Fields::default();
    for assignment in &args.fields {
        fields = fields.with(assignment).map_err(anyhow::Error::msg)?;
    }
    let sources = Sources::new(args.articles.iter()).with_options(Options { fields, ..Options::default() });
    let articles = sources.into_iter().filter_map(|article| context.messages.bad_input(article));
    Ok(checker.quotes_in(articles, iris)?)
}

fn write_text(checked: &[Checked], base: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for part in checked {
        let verdict = match part.findings.len() {
            0 => "all hold".to_owned(),
            1 => "1 finding".to_owned(),
            findings => format!("{findings} findings"),
        };
        let line = format!("{:<9} {} {}: {verdict}", part.part.as_str(), part.count, part.unit);
        writeln!(out, "{}", if part.findings.is_empty() { line } else { style.strong(&line) })?;
        for finding in part.findings.iter().take(MOST_SHOWN) {
            let node = finding.node.strip_prefix(base).unwrap_or(&finding.node);
            writeln!(out, "  {}  {}: {}", harmless(&finding.rule), harmless(node), harmless(&finding.message))?;
        }
        if part.findings.len() > MOST_SHOWN {
            writeln!(out, "  and {} more (--format json has them all)", part.findings.len() - MOST_SHOWN)?;
        }
    }
    Ok(())
}

fn write_json(checked: &[Checked], out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<_> = checked
        .iter()
        .map(|part| {
            let findings: Vec<_> = part
                .findings
                .iter()
                .map(|finding| json!({"rule": finding.rule, "node": finding.node, "message": finding.message}))
                .collect();
            json!({"part": part.part.as_str(), "count": part.count, "unit": part.unit, "findings": findings})
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &parts)?;
    writeln!(out)
}
