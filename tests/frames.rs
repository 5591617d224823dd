//! Every frame's examples give its event with its roles; its near misses give no event of its root.

use relata::actor::{Actors, identify};
use relata::event::{Event, Judge, Participant, extract};
use relata::ontology::{Frame, KnownActors, Ontology};
use relata::source::Article;
use relata::span::Span;
use relata::text::Analyzer;

/// A sentence with `[agent]`, `{patient}` and `*trigger*` marked, taken apart.
#[derive(Debug, Default)]
struct Example {
    text: String,
    agents: Vec<Span>,
    patients: Vec<Span>,
    triggers: Vec<Span>,
}

fn parse(marked: &str) -> Result<Example, String> {
    let mut example = Example::default();
    let mut open: Vec<(char, usize)> = Vec::new();
    for character in marked.chars() {
        let at = example.text.len();
        match (character, open.last()) {
            ('[' | '{', _) => open.push((character, at)),
            ('*', Some(&('*', start))) => {
                example.triggers.push(Span::new(start, at));
                open.pop();
            }
            ('*', _) => open.push(('*', at)),
            (']', Some(&('[', start))) => {
                example.agents.push(Span::new(start, at));
                open.pop();
            }
            ('}', Some(&('{', start))) => {
                example.patients.push(Span::new(start, at));
                open.pop();
            }
            (']' | '}', _) => return Err(format!("brackets do not match in \"{marked}\"")),
            _ => example.text.push(character),
        }
    }
    if open.is_empty() && !example.triggers.is_empty() {
        Ok(example)
    } else {
        Err(format!("no trigger, or an open bracket, in \"{marked}\""))
    }
}

struct Reader {
    analyzer: Analyzer,
    known: KnownActors,
    ontology: Ontology,
    judge: Judge,
}

impl Reader {
    fn read(&self, text: &str) -> (Actors, Vec<Event>) {
        let document = self.analyzer.analyze(Article::new("example", text)).output;
        let actors = identify(&document, &self.known);
        let events = extract(&document, &actors, &self.ontology, &self.judge).events;
        (actors, events)
    }

    fn root(&self, event: &Event) -> &str {
        &self.ontology.event_type(event.kind).root
    }

    fn check_example(&self, frame: &Frame, marked: &str) -> Result<(), String> {
        let example = parse(marked)?;
        let root = &self.ontology.event_type(frame.evokes).root;
        let mutual = self.ontology.event_type(frame.evokes).symmetric || root == "CONSULT";
        let (_, events) = self.read(&example.text);
        let touches = |spans: &[Span], participants: &[Participant]| {
            spans.iter().all(|span| participants.iter().any(|participant| participant.span.overlaps(*span)))
        };
        let fits = |event: &&Event| {
            let triggered = example.triggers.iter().any(|span| span.overlaps(event.trigger_span));
            let everyone = [event.agents.clone(), event.patients.clone()].concat();
            let (agents, patients) = if mutual { (&everyone, &everyone) } else { (&event.agents, &event.patients) };
            self.root(event) == root && triggered && touches(&example.agents, agents) && touches(&example.patients, patients)
        };
        if events.iter().any(|event| fits(&event)) {
            return Ok(());
        }
        let found: Vec<String> = events.iter().map(|event| self.describe(event, &example.text)).collect();
        Err(format!("{}: {marked}\n    found: {}", frame.name, found.join("; ")))
    }

    fn check_near_miss(&self, frame: &Frame, text: &str) -> Result<(), String> {
        let root = &self.ontology.event_type(frame.evokes).root;
        let (_, events) = self.read(text);
        match events.iter().find(|event| self.root(event) == root) {
            None => Ok(()),
            Some(event) => Err(format!("{}: near miss: {text}\n    found: {}", frame.name, self.describe(event, text))),
        }
    }

    fn describe(&self, event: &Event, text: &str) -> String {
        let names = |participants: &[Participant]| participants.iter().map(|p| p.span.of(text)).collect::<Vec<_>>().join(", ");
        let frame = &self.ontology.frame(event.frame).name;
        format!(
            "{} \"{}\" [{}] {{{}}} by {frame}",
            self.root(event),
            event.trigger_span.of(text),
            names(&event.agents),
            names(&event.patients)
        )
    }
}

#[test]
fn examples_match_and_near_misses_do_not() {
    let reader = Reader {
        analyzer: Analyzer::load().expect("the built-in model loads"),
        known: KnownActors::built_in(),
        ontology: Ontology::built_in(),
        judge: Judge::built_in(),
    };
    let mut checked = 0;
    let mut failures = Vec::new();
    for frame in reader.ontology.frames() {
        let examples = frame.examples.iter().map(|example| reader.check_example(frame, example));
        let near_misses = frame.near_misses.iter().map(|text| reader.check_near_miss(frame, text));
        for result in examples.chain(near_misses) {
            checked += 1;
            failures.extend(result.err());
        }
    }
    assert!(failures.is_empty(), "{} of {checked} examples fail:\n{}", failures.len(), failures.join("\n"));
}
