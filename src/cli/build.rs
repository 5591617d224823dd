//! `relata build`: articles into the graph.

use super::args::BuildArgs;
use super::inputs::{self, Inputs};
use super::plain::in_words;
use super::{Context, Exit, remote};
use crate::diagnostic::Warned;
use crate::ontology::Ontology;
use crate::rdf::{Mapper, event_types};
use crate::reading::Reading;
use crate::store::GraphUpdate;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of events that the summary names.
const MOST_KINDS: usize = 16;

/// Runs the command.
pub fn run(args: &BuildArgs, context: &Context) -> anyhow::Result<Exit> {
    if let Some(endpoint) = remote::endpoint(&args.server) {
        return remote::build(args, &endpoint, context);
    }
    let messages = &context.messages;
    let inputs = Inputs::new(&args.input)?;
    let iris = inputs::iris(&args.input.vocabulary.base.base)?;
    // Before the model is loaded and anything is read: a graph that cannot be written is better refused at once.
    let mut graph = GraphUpdate::open(&args.store.store)?;
    let pipeline = inputs::reader(&args.input)?;
    let mapper = Mapper::new(pipeline.ontology(), pipeline.known_actors(), iris)
        .with_text(!args.without_text)
        .with_identities(graph.identities()?);
    let mut summary = Summary::default();
    inputs.map(
        messages,
        |input| {
            let Warned { output: reading, warnings } = input.read(&pipeline);
            messages.warnings(reading.article(), &warnings);
            (mapper.map(&reading), Counts::of(&reading, pipeline.ontology()))
        },
        |(article, counts)| {
            graph.replace(&article)?;
            summary.add(counts);
            messages.article_done();
            Ok(())
        },
    )?;
    let mut statements = 0;
    if summary.articles > 0 {
        graph.replace(&event_types(pipeline.ontology()))?;
        statements = graph.finish()?;
    }
    messages.finish();
    for line in summary.lines(&messages.warning_counts(), messages.bad_inputs()) {
        messages.info(&line);
    }
    if summary.articles > 0 {
        messages.info(&format!("{} now holds {} statements", args.store.store.display(), statements));
    }
    Ok(messages.exit())
}

/// What one reading adds to the summary.
pub(super) struct Counts {
    actors: BTreeSet<String>,
    events: BTreeMap<String, usize>,
    offices: usize,
}

impl Counts {
    pub(super) fn of(reading: &Reading, ontology: &Ontology) -> Self {
        let mut events = BTreeMap::new();
        for event in &reading.events.events {
            *events.entry(in_words(&ontology.event_type(event.kind).relation)).or_default() += 1;
        }
        let named = reading.actors.actors.iter().filter(|actor| actor.named);
        Self { actors: named.map(|actor| actor.key.clone()).collect(), events, offices: reading.actors.offices.len() }
    }
}

/// What one run has found.
#[derive(Default)]
pub(super) struct Summary {
    pub(super) articles: usize,
    actors: BTreeSet<String>,
    events: BTreeMap<String, usize>,
    offices: usize,
}

impl Summary {
    pub(super) fn add(&mut self, counts: Counts) {
        self.articles += 1;
        self.actors.extend(counts.actors);
        self.offices += counts.offices;
        for (kind, count) in counts.events {
            *self.events.entry(kind).or_default() += count;
        }
    }

    /// The summary, line by line.
    pub(super) fn lines(&self, warnings: &BTreeMap<&'static str, usize>, bad_inputs: usize) -> Vec<String> {
        let events: usize = self.events.values().sum();
        let mut lines = vec![format!(
            "{}, {}, {}, {}",
            counted(self.articles, "article"),
            counted(self.actors.len(), "named actor"),
            counted(events, "event"),
            counted(self.offices, "office")
        )];
        if !self.events.is_empty() {
            lines.push(format!("events: {}", most_frequent(&self.events)));
        }
        if !warnings.is_empty() {
            let warnings = warnings.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
            lines.push(format!("warnings (-v shows them): {}", most_frequent(&warnings)));
        }
        if bad_inputs > 0 {
            lines.push(format!("{} could not be read", counted(bad_inputs, "input")));
        }
        lines
    }
}

/// "met with 3, accused 1 and 2 other kinds": the most frequent first.
fn most_frequent(counts: &BTreeMap<String, usize>) -> String {
    let mut kinds: Vec<_> = counts.iter().collect();
    kinds.sort_by_key(|(kind, count)| (std::cmp::Reverse(**count), *kind));
    let shown: Vec<_> = kinds.iter().take(MOST_KINDS).map(|(kind, count)| format!("{kind} {count}")).collect();
    let rest = kinds.len() - shown.len();
    let rest = if rest > 0 { format!(" and {}", counted(rest, "other kind")) } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// "1 article", "2 articles".
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_puts_the_most_frequent_events_first() {
        let mut summary = Summary::default();
        let events = BTreeMap::from([("accused".to_owned(), 1), ("met with".to_owned(), 3)]);
        summary.add(Counts { actors: BTreeSet::from(["poland".to_owned()]), events, offices: 0 });
        let lines = summary.lines(&BTreeMap::new(), 1);
        assert_eq!(
            lines,
            ["1 article, 1 named actor, 4 events, 0 offices", "events: met with 3, accused 1", "1 input could not be read"]
        );
    }

    #[test]
    fn rare_kinds_are_counted_and_not_named() {
        let counts = (0..MOST_KINDS + 2).map(|number| (format!("kind{number:02}"), 1)).collect();
        assert!(most_frequent(&counts).ends_with("kind15 1 and 2 other kinds"));
    }
}
