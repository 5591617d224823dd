//! `relata ask`: ready questions, answered with the sentences that prove the answers and the SPARQL that found them.

use super::args::{AskArgs, AskFormat};
use super::output::Target;
use super::plain::in_words;
use super::terminal::{Style, harmless};
use super::{Context, Exit, inputs};
use crate::claim::corroborate;
use crate::lookup::{Answered, Filters, NotAsked, QUESTIONS, Question, ready};
use crate::ontology::Ontology;
use crate::store::{AnswerFormat, KnowledgeBase, Rows};
use std::io::{self, Write};

/// Runs the command.
pub fn run(args: &AskArgs, context: &Context) -> anyhow::Result<Exit> {
    let Some(name) = &args.question else {
        Target::Stdout.write(|out| Ok(list(context.style, out)?))?;
        return Ok(Exit::Done);
    };
    let (ontology, _) = inputs::vocabulary(&args.vocabulary)?;
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let (question, class) = ready(name, args.kind.as_deref(), &ontology).map_err(hinted)?;
    let filters = Filters {
        who: args.who.clone(),
        class,
        since: args.since,
        until: args.until,
        min_confidence: args.min_confidence,
        limit: args.limit,
    };
    let sparql = question.sparql(&filters);
    if args.sparql {
        Target::Stdout.write(|out| Ok(out.write_all(sparql.as_bytes())?))?;
        return Ok(Exit::Done);
    }
    let mut kb = KnowledgeBase::open_for_queries(&args.store.store)?;
    if matches!(question.answer, Answered::Claims(_)) && !args.store.store.is_dir() {
        // Claims are made from what the graph holds now, in memory alone; a folder answers from those that `relata corroborate` wrote.
        let claims = corroborate(&kb, &ontology, &iris)?;
        kb.replace(&claims.graph(&iris))?;
    }
    let answer = kb.query(&sparql, iris.base())?;
    let machine = match args.format {
        AskFormat::Text => {
            let rows = answer.into_rows()?;
            let shown = Shown { rows: &rows, ontology: &ontology, style: context.style };
            Target::Stdout.write(|out| Ok(shown.write(question, &sparql, out)?))?;
            return Ok(Exit::Done);
        }
        AskFormat::Csv => AnswerFormat::Csv,
        AskFormat::Tsv => AnswerFormat::Tsv,
        AskFormat::Json => AnswerFormat::Json,
    };
    Target::Stdout.write(|out| answer.write(machine, out).map(drop).map_err(Into::into))?;
    Ok(Exit::Done)
}

/// Where what can be asked is listed.
fn hinted(error: NotAsked) -> anyhow::Error {
    match error {
        NotAsked::Question(_) => anyhow::anyhow!("{error}; `relata ask` lists the questions"),
        NotAsked::Type(_) => anyhow::anyhow!("{error}; the types are in ontology/events"),
    }
}

fn list(style: Style, out: &mut dyn Write) -> io::Result<()> {
    for question in QUESTIONS {
        writeln!(out, "{}  {}", style.strong(&format!("{:<11}", question.name)), question.asks)?;
    }
    writeln!(
        out,
        "\nEvery type of event and every relation of the ontology is a question too: relata ask metWith, relata ask Accusation."
    )
}

/// An answer for people.
struct Shown<'a> {
    rows: &'a Rows,
    ontology: &'a Ontology,
    style: Style,
}

impl Shown<'_> {
    fn write(&self, question: Question, sparql: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{}\n", self.style.strong(question.asks))?;
        if matches!(question.answer, Answered::Claims(_)) {
            self.write_claims(out)?;
        }
        for row in self.rows.rows.iter().filter(|_| !matches!(question.answer, Answered::Claims(_))) {
            let line = if question.answer == Answered::Offices { self.office(row) } else { self.event(row) };
            writeln!(out, "{}", harmless(&line))?;
            writeln!(
                out,
                "    {}",
                self.style.faint(&format!("“{}” – {}", harmless(self.cell(row, "sentence")), harmless(self.cell(row, "doc"))))
            )?;
        }
        if self.rows.rows.is_empty() {
            writeln!(out, "Nothing in the graph answers this.")?;
        }
        writeln!(out, "\n{}", self.style.faint("This was asked in SPARQL (relata query takes it as it is):"))?;
        write!(out, "{}", self.style.faint(sparql))
    }

    /// Each claim once, and below it who tells it and who disputes it.
    fn write_claims(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut before = "";
        for row in &self.rows.rows {
            let cell = |column| self.cell(row, column);
            if cell("claim") != before {
                writeln!(out, "{}", harmless(&self.claim(row)))?;
                before = cell("claim");
            }
            let side =
                if cell("original").is_empty() { cell("side").to_owned() } else { format!("copy of {}", cell("original")) };
            let about =
                [cell("doc"), cell("publisher")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            let says = if cell("says").is_empty() { String::new() } else { format!(" by {}", cell("says")) };
            let line = format!("{side}{says}: “{}” – {about}", cell("sentence"));
            writeln!(out, "    {}", self.style.faint(&harmless(&line)))?;
        }
        Ok(())
    }

    /// "Russia · shelled · Kharkiv  (2024-05-01; 3 independent sources; disputed)"
    fn claim(&self, row: &[String]) -> String {
        let cell = |column| self.cell(row, column);
        let or_nobody = |name: &str| if name.is_empty() { "–".to_owned() } else { name.to_owned() };
        let days = match (cell("from"), cell("until")) {
            ("", _) => Vec::new(),
            (from, until) if from == until => vec![from.to_owned()],
            (from, until) => vec![format!("{from} to {until}")],
        };
        let sources =
            if cell("support") == "1" { "1 source".to_owned() } else { format!("{} independent sources", cell("support")) };
        let rows = self.rows.rows.iter().filter(|other| self.cell(other, "claim") == cell("claim"));
        let disputed = rows.clone().any(|other| self.cell(other, "side") == "disputed").then(|| "disputed".to_owned());
        let circumstances: Vec<_> = days.into_iter().chain([sources]).chain(disputed).collect();
        let deed = format!("{} · {} · {}", or_nobody(cell("who")), self.did(cell("did")), or_nobody(cell("whom")));
        format!("{deed}  ({})", circumstances.join("; "))
    }

    fn cell<'r>(&self, row: &'r [String], column: &str) -> &'r str {
        let index = self.rows.columns.iter().position(|name| name == column);
        index.map_or("", |index| row[index].as_str())
    }

    fn event(&self, row: &[String]) -> String {
        let cell = |column| self.cell(row, column);
        let or_nobody = |name: &'_ str| if name.is_empty() { "–".to_owned() } else { name.to_owned() };
        let mut line = format!("{} · {} · {}", or_nobody(cell("who")), self.did(cell("did")), or_nobody(cell("whom")));
        let mut circumstances = Vec::new();
        if cell("polarity") == "rel:Negative" {
            circumstances.push("not".to_owned());
        }
        if cell("modality") != "rel:Asserted" {
            circumstances.push(cell("modality").trim_start_matches("rel:").to_lowercase());
        }
        if !cell("says").is_empty() {
            circumstances.push(format!("says {}", cell("says")));
        }
        if !cell("where").is_empty() {
            circumstances.push(format!("where: {}", cell("where")));
        }
        let days = match (cell("from"), cell("until")) {
            ("", _) => String::new(),
            (from, until) if from == until => format!(" = {from}"),
            (from, until) => format!(" = {from} to {until}"),
        };
        if !cell("when").is_empty() {
            circumstances.push(format!("when: {}{days}", cell("when")));
        }
        if !circumstances.is_empty() {
            line.push_str(&format!("  ({})", circumstances.join("; ")));
        }
        line
    }

    /// Of an event's classes the finest, as people say it.
    fn did(&self, classes: &str) -> String {
        let kinds = classes.split(' ').filter_map(|class| self.ontology.types().find(|kind| kind.class == class));
        let finest = kinds.min_by_key(|kind| kind.class.eq_ignore_ascii_case(&kind.root));
        finest.map_or_else(|| classes.to_owned(), |kind| in_words(&kind.relation))
    }

    fn office(&self, row: &[String]) -> String {
        let cell = |column| self.cell(row, column);
        let former = if cell("former") == "true" { "former " } else { "" };
        let role = if cell("role").is_empty() { "member" } else { cell("role") };
        let body = if cell("whom").is_empty() { String::new() } else { format!(" · {}", cell("whom")) };
        format!("{} · {former}{role}{body}", cell("who"))
    }
}
