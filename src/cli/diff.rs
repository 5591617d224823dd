//! `relata diff` and `relata hash`: whether two graphs or readings say the same, and what they say differently.

use super::args::{DiffArgs, HashArgs, ReportFormat};
use super::output::Target;
use super::plain::in_words;
use super::terminal::{Style, harmless};
use super::{Context, Exit};
use crate::compare::{
    ArticleDifference, Aspect, Change, Party, Statement, Statements, compare, statements_of_graph, statements_of_reading,
};
use crate::ontology::Ontology;
use crate::rdf::GraphFormat;
use crate::store::{self, KnowledgeBase, canonical_hash};
use anyhow::Context as _;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Write};
use std::path::Path;

/// Runs `relata diff`.
pub fn run(args: &DiffArgs, context: &Context) -> anyhow::Result<Exit> {
    let ontology = Ontology::built_in();
    let (old, new) = (statements(&args.old, &ontology)?, statements(&args.new, &ontology)?);
    let differences = compare(old, new);
    let differ = differences.values().any(|difference| !difference.is_empty());
    Target::Stdout.write(|out| match args.format {
        ReportFormat::Text => Ok(Shown { ontology: &ontology, style: context.style }.write(&differences, out)?),
        ReportFormat::Json => Ok(write_json(&differences, out)?),
    })?;
    Ok(if args.exit_status && differ { Exit::NotFound } else { Exit::Done })
}

/// Runs `relata hash`.
pub fn hash(args: &HashArgs) -> anyhow::Result<Exit> {
    let paths = if args.graphs.is_empty() { std::slice::from_ref(&args.store.store) } else { &args.graphs };
    for path in paths {
        let hash = canonical_hash(&KnowledgeBase::open(path)?)?;
        Target::Stdout.write(|out| Ok(writeln!(out, "{hash}  {}", harmless(&path.display().to_string()))?))?;
    }
    Ok(Exit::Done)
}

/// A file of a graph or of a reading, by its ending.
fn statements(path: &Path, ontology: &Ontology) -> anyhow::Result<Statements> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
        let file = store::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        return statements_of_reading(BufReader::new(file)).with_context(|| path.display().to_string());
    }
    let is_graph = path.is_dir() || GraphFormat::of_path(path) == Some(GraphFormat::NQuads);
    anyhow::ensure!(is_graph, "{}: neither a graph (.nq) nor a reading (.jsonl) by its ending", path.display());
    Ok(statements_of_graph(&KnowledgeBase::open(path)?, ontology)?)
}

/// How many statements there are of each kind.
#[derive(Default)]
struct Tally {
    new: usize,
    gone: usize,
    factuality: usize,
    otherwise: usize,
    same: usize,
}

impl Tally {
    fn of(differences: &BTreeMap<String, ArticleDifference>) -> Self {
        let mut tally = Self::default();
        for difference in differences.values() {
            let factuality = difference.changed.iter().filter(|change| change.is_factuality()).count();
            tally.new += difference.new.len();
            tally.gone += difference.gone.len();
            tally.factuality += factuality;
            tally.otherwise += difference.changed.len() - factuality;
            tally.same += difference.same;
        }
        tally
    }
}

/// Differences for people.
struct Shown<'a> {
    ontology: &'a Ontology,
    style: Style,
}

impl Shown<'_> {
    fn write(&self, differences: &BTreeMap<String, ArticleDifference>, out: &mut dyn Write) -> io::Result<()> {
        for (doc, difference) in differences.iter().filter(|(_, difference)| !difference.is_empty()) {
            writeln!(out, "{}", self.style.strong(&harmless(doc)))?;
            for statement in &difference.gone {
                self.write_statement('-', &self.line(statement), &statement.sentence, out)?;
            }
            for statement in &difference.new {
                self.write_statement('+', &self.line(statement), &statement.sentence, out)?;
            }
            for change in &difference.changed {
                let line = format!("{}  ({})", self.deed(&change.new), self.changes(change));
                self.write_statement('~', &line, &change.new.sentence, out)?;
            }
            writeln!(out)?;
        }
        let tally = Tally::of(differences);
        writeln!(
            out,
            "{} new, {} gone, {} changed in factuality, {} in place, time or wording, {} the same",
            tally.new, tally.gone, tally.factuality, tally.otherwise, tally.same
        )
    }

    fn write_statement(&self, mark: char, line: &str, sentence: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{mark} {}", harmless(line))?;
        writeln!(out, "    {}", self.style.faint(&format!("“{}”", harmless(sentence))))
    }

    /// "Zoë · met with · Karl"
    fn deed(&self, statement: &Statement) -> String {
        let names = |parties: &[Party]| {
            let names: Vec<_> = parties.iter().map(|party| party.label.as_str()).collect();
            if names.is_empty() { "–".to_owned() } else { names.join(", ") }
        };
        let did = if statement.kind == "Office" {
            if statement.role.is_empty() { "member".to_owned() } else { statement.role.clone() }
        } else {
            let kind = self.ontology.types().find(|kind| kind.class == statement.kind);
            kind.map_or_else(|| statement.kind.clone(), |kind| in_words(&kind.relation))
        };
        format!("{} · {did} · {}", names(&statement.agents), names(&statement.patients))
    }

    fn line(&self, statement: &Statement) -> String {
        let circumstances: Vec<_> = ASPECTS.iter().filter_map(|aspect| told(statement, *aspect)).collect();
        let deed = self.deed(statement);
        if circumstances.is_empty() { deed } else { format!("{deed}  ({})", circumstances.join("; ")) }
    }

    /// "modality: planned → asserted; says: officials → the writer"
    fn changes(&self, change: &Change) -> String {
        let told = |statement, aspect| told(statement, aspect).unwrap_or_else(|| usual(aspect).to_owned());
        let lines = change.aspects.iter().map(|aspect| match aspect {
            Aspect::Sentence => "another sentence".to_owned(),
            aspect => format!("{} → {}", told(&change.old, *aspect), told(&change.new, *aspect)),
        });
        lines.collect::<Vec<_>>().join("; ")
    }
}

/// What is told of a statement beside its sentence.
const ASPECTS: [Aspect; 5] = [Aspect::Polarity, Aspect::Modality, Aspect::Attribution, Aspect::Place, Aspect::Time];

/// One aspect of a statement where it is not the usual one.
fn told(statement: &Statement, aspect: Aspect) -> Option<String> {
    let factuality = &statement.factuality;
    match aspect {
        Aspect::Modality if ["asserted", "current"].contains(&factuality.modality.as_str()) => None,
        Aspect::Modality => Some(factuality.modality.clone()),
        Aspect::Polarity => factuality.negated.then(|| "not".to_owned()),
        Aspect::Attribution => factuality.attributed_to.as_ref().map(|source| format!("says {source}")),
        Aspect::Place => statement.place.as_ref().map(|place| format!("where: {place}")),
        Aspect::Time => statement.time.as_ref().map(|time| format!("when: {time}")),
        Aspect::Sentence => None,
    }
}

/// What an aspect is that nothing is told of.
fn usual(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Modality => "happened",
        Aspect::Polarity => "it is so",
        Aspect::Attribution => "says the writer",
        Aspect::Place => "no place",
        Aspect::Time => "no time",
        Aspect::Sentence => "",
    }
}

fn write_json(differences: &BTreeMap<String, ArticleDifference>, out: &mut dyn Write) -> io::Result<()> {
    let tally = Tally::of(differences);
    let articles: BTreeMap<_, _> = differences.iter().filter(|(_, difference)| !difference.is_empty()).collect();
    let summary = json!({
        "new": tally.new, "gone": tally.gone, "changed_in_factuality": tally.factuality, "changed_otherwise": tally.otherwise, "same": tally.same
    });
    serde_json::to_writer_pretty(&mut *out, &json!({"summary": summary, "articles": articles}))?;
    writeln!(out)
}
