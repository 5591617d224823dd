//! `relata explain`: the sentence behind a statement, or what is found in a sentence and why.

use super::args::ExplainArgs;
use super::output::Target;
use super::plain::{event_line, in_words, office_line};
use super::terminal::{Style, harmless};
use super::{Context, Exit, inputs, table};
use crate::event::{Attempt, Confidence, Event, Guard, Participant, attempts};
use crate::lookup::{class_of, whole, whole_words};
use crate::ontology::Ontology;
use crate::pipeline::Pipeline;
use crate::rdf::Iris;
use crate::reading::Reading;
use crate::source::Article;
use crate::store::{KnowledgeBase, Rows};
use crate::text::TokenId;
use std::io::{self, Write};

/// Most sentences that are shown of somebody who is in many events.
const MOST_SENTENCES: usize = 20;
/// Most patterns that are shown of a word that gave no event.
const MOST_NEAR: usize = 5;
/// Most grounds for and against a statement that are told.
const MOST_REASONS: usize = 3;

/// Runs the command.
pub fn run(args: &ExplainArgs, context: &Context) -> anyhow::Result<Exit> {
    if let Some(sentence) = &args.sentence {
        let pipeline = inputs::pipeline_that_keeps(&args.vocabulary, Some(Confidence::new(0.0)))?;
        let mut article = Article::new("sentence", sentence);
        article.date = args.date;
        let reading = pipeline.read(article).output;
        let attempts = attempts(&reading.document, &reading.actors, pipeline.ontology(), pipeline.judge());
        let explained = Explained { pipeline: &pipeline, reading: &reading, attempts, style: context.style };
        Target::Stdout.write(|out| Ok(explained.write(out)?))?;
        return Ok(Exit::Done);
    }
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let kb = KnowledgeBase::open_for_queries(&args.store.store)?;
    let [iri] = &args.what[..] else { return tie(args, &kb, &iris, context) };
    let iri = whole(iri, &iris);
    let statements = select(&kb, &iris, &statements_about(&iri))?;
    if statements.rows.is_empty() {
        context.messages.error(&format!("{iri}: not in {}", args.store.store.display()));
        return Ok(Exit::NotFound);
    }
    let sentences = select(&kb, &iris, &sentences_behind(&iri))?;
    Target::Stdout.write(|out| {
        writeln!(out, "{}", context.style.strong(&harmless(&iri)))?;
        for row in &statements.rows {
            let name = if row[2].is_empty() { String::new() } else { format!("  {}", row[2]) };
            writeln!(out, "  {:<20} {}{}", row[0], harmless(&row[1]), harmless(&name))?;
        }
        Ok(write_sentences(&sentences, context.style, out)?)
    })?;
    Ok(Exit::Done)
}

/// Shows the sentences behind "somebody did something to somebody".
fn tie(args: &ExplainArgs, kb: &KnowledgeBase, iris: &Iris, context: &Context) -> anyhow::Result<Exit> {
    let [one, relation, other] = &args.what[..] else {
        anyhow::bail!("one IRI is explained, or three words: who, did what, to whom");
    };
    let (ontology, _) = inputs::vocabulary(&args.vocabulary)?;
    let class = class_of(relation, &ontology);
    let class =
        class.ok_or_else(|| anyhow::anyhow!("{relation:?} is no relation or type of event; they are in ontology/events"))?;
    let kind = ontology.types().find(|kind| kind.class == class);
    let symmetric = kind.is_some_and(|kind| kind.symmetric);
    let sentences = select(kb, iris, &sentences_between(&actor(one, iris), &class, &actor(other, iris), symmetric))?;
    if sentences.rows.is_empty() {
        context.messages.error(&format!("{one} {relation} {other}: not in {}", args.store.store.display()));
        return Ok(Exit::NotFound);
    }
    Target::Stdout.write(|out| {
        for row in &sentences.rows {
            let [doc, start, sentence, trigger, event, who, whom, modality, polarity, says] = &row[..] else { continue };
            let mut light = vec![modality.trim_start_matches("rel:").to_lowercase()];
            if polarity == "rel:Negative" {
                light.insert(0, "not".to_owned());
            }
            if !says.is_empty() {
                light.push(format!("says {says}"));
            }
            let did = kind.map_or_else(|| class.clone(), |kind| in_words(&kind.relation));
            let line = format!("{who} · {did} · {whom}  ({})", light.join("; "));
            writeln!(out, "{}", context.style.strong(&harmless(&line)))?;
            writeln!(out, "  {}", context.style.faint(&format!("{} at character {start}: {}", harmless(doc), harmless(event))))?;
            writeln!(out, "  {}\n", marked(sentence, start, trigger, context.style))?;
        }
        Ok(())
    })?;
    Ok(Exit::Done)
}

/// Conditions on `?actor` from what the user typed: an IRI, or words of a name.
fn actor(typed: &str, iris: &Iris) -> String {
    let bare = typed.trim_start_matches('<').trim_end_matches('>');
    if bare.starts_with("actor/") || bare.starts_with("actor:") || bare.contains("://") {
        return format!("FILTER (?actor = <{}>)", whole(typed, iris));
    }
    format!("FILTER EXISTS {{ ?actor rdfs:label|skos:altLabel ?name . FILTER REGEX(?name, {}, \"i\") }}", whole_words(bare))
}

/// The events of a class between two, with their sentences. Peers of a mutual event may stand in either role.
fn sentences_between(one: &str, class: &str, other: &str, symmetric: bool) -> String {
    let condition = |role: &str, on: &str| format!("FILTER EXISTS {{ ?event {role} ?actor . {on} }}");
    let roles = if symmetric { ["rel:agent|rel:patient"; 2] } else { ["rel:agent", "rel:patient"] };
    format!(
        "SELECT ?doc ?start ?sentence ?trigger ?event
                (GROUP_CONCAT(DISTINCT ?agent; SEPARATOR=\", \") AS ?who) (GROUP_CONCAT(DISTINCT ?patient; SEPARATOR=\", \") AS ?whom)
                ?modality ?polarity (SAMPLE(?source) AS ?says) {{
            GRAPH ?article {{
                ?event a rel:{class} ; rel:modality ?modality ; rel:polarity ?polarity ; rel:evidence ?evidence ; rel:trigger ?characters .
                ?evidence oa:exact ?sentence ; oa:start ?start .
                ?article dcterms:identifier ?doc .
                BIND (STRAFTER(STR(?characters), \"#char=\") AS ?trigger)
                OPTIONAL {{ ?event rel:agent/rdfs:label ?agent }}
                OPTIONAL {{ ?event rel:patient/rdfs:label ?patient }}
                OPTIONAL {{ ?event rel:attributedTo/rdfs:label ?source }}
                {} {}
            }}
        }} GROUP BY ?doc ?start ?sentence ?trigger ?event ?modality ?polarity ORDER BY ?doc ?start ?event LIMIT {MOST_SENTENCES}",
        condition(roles[0], one),
        condition(roles[1], other),
    )
}

fn select(kb: &KnowledgeBase, iris: &Iris, sparql: &str) -> anyhow::Result<Rows> {
    Ok(kb.query(sparql, iris.base())?.into_rows()?)
}

/// What is said of a thing itself. Whole texts are left out.
fn statements_about(iri: &str) -> String {
    format!(
        "SELECT DISTINCT ?property ?value (SAMPLE(?label) AS ?name) {{
            <{iri}> ?property ?value . FILTER (?property != schema:articleBody)
            OPTIONAL {{ ?value rdfs:label ?label }}
        }} GROUP BY ?property ?value ORDER BY ?property ?value"
    )
}

/// The sentences that prove what is said of a thing, or of the events and offices that it has part in.
fn sentences_behind(iri: &str) -> String {
    format!(
        "SELECT DISTINCT ?doc ?start ?sentence ?trigger ?node {{
            GRAPH ?article {{
                {{ <{iri}> rel:evidence ?evidence . BIND (<{iri}> AS ?node) }}
                UNION {{ ?node ?role <{iri}> ; rel:evidence ?evidence }}
                ?evidence oa:exact ?sentence ; oa:start ?start .
                ?article dcterms:identifier ?doc .
                OPTIONAL {{ ?node rel:trigger ?characters . BIND (STRAFTER(STR(?characters), \"#char=\") AS ?trigger) }}
            }}
        }} ORDER BY ?doc ?start ?node LIMIT {MOST_SENTENCES}"
    )
}

fn write_sentences(sentences: &Rows, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for row in &sentences.rows {
        let [doc, start, sentence, trigger, node] = &row[..] else { continue };
        writeln!(out, "\n  {}", style.faint(&format!("{} at character {start}: {}", harmless(doc), harmless(node))))?;
        writeln!(out, "  {}", marked(sentence, start, trigger, style))?;
    }
    Ok(())
}

/// A sentence with the characters of its trigger marked; positions are those in the article.
fn marked(sentence: &str, start: &str, trigger: &str, style: Style) -> String {
    let range = trigger.split_once(',').and_then(|(first, last)| {
        let start: usize = start.parse().ok()?;
        let first = first.parse::<usize>().ok()?.checked_sub(start)?;
        Some((first, last.parse::<usize>().ok()?.checked_sub(start)?))
    });
    let characters: Vec<char> = sentence.chars().collect();
    match range {
        Some((first, last)) if first < last && last <= characters.len() => {
            let part = |range: &[char]| harmless(&range.iter().collect::<String>()).into_owned();
            let (before, rest) = characters.split_at(first);
            let (words, after) = rest.split_at(last - first);
            format!("{}{}{}", part(before), style.marked(&part(words)), part(after))
        }
        _ => harmless(sentence).into_owned(),
    }
}

/// What is found in a sentence, and why.
struct Explained<'a> {
    pipeline: &'a Pipeline,
    reading: &'a Reading,
    attempts: Vec<Attempt>,
    style: Style,
}

impl Explained<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.heading("Words", out)?;
        table::write_table(&self.words(), self.style, &mut *out)?;
        self.heading("Who", out)?;
        self.write_mentions(out)?;
        self.heading("Statements", out)?;
        self.write_statements(out)?;
        self.write_unmatched(out)
    }

    fn heading(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{}", self.style.strong(text))
    }

    fn ontology(&self) -> &Ontology {
        self.pipeline.ontology()
    }

    fn words(&self) -> Rows {
        let doc = &self.reading.document;
        let columns = ["", "word", "lemma", "tag", "relation", "head"].map(str::to_owned).to_vec();
        let number = |id: TokenId| (id.0 + 1).to_string();
        let rows = (0..doc.tokens().len() as u32).map(TokenId).map(|id| {
            let token = doc.token(id);
            let head = token.head.map(|head| format!("{} {}", number(head), doc.form(head))).unwrap_or_default();
            let cells = [
                number(id),
                doc.form(id).to_owned(),
                token.lemma.to_string(),
                token.upos.to_string(),
                token.deprel.to_string(),
                head,
            ];
            cells.to_vec()
        });
        Rows { columns, rows: rows.collect() }
    }

    fn write_mentions(&self, out: &mut dyn Write) -> io::Result<()> {
        for mention in &self.reading.actors.mentions {
            let words = mention.span.of(self.reading.text());
            for actor in mention.actors.iter().map(|actor| self.reading.actors.actor(*actor)) {
                writeln!(out, "  {} → {} ({})", harmless(words), harmless(&actor.label), actor.kind.as_str())?;
            }
        }
        Ok(())
    }

    fn write_statements(&self, out: &mut dyn Write) -> io::Result<()> {
        for office in &self.reading.actors.offices {
            writeln!(out, "  {}", harmless(&office_line(office, &self.reading.actors)))?;
        }
        for event in &self.reading.events.events {
            writeln!(out, "  {}", harmless(&event_line(event, self.reading, self.ontology())))?;
            let frame = self.ontology().frame(event.frame);
            let trigger = event.trigger_span.of(self.reading.text());
            let fired = self.attempts.iter().find(|attempt| attempt.trigger == event.trigger && attempt.guard.is_none());
            let by_list = fired.map(|fired| format!(" · {}", frame.patterns[fired.pattern].source));
            let by_model = || {
                if frame.learned { " · no list has this wording, the language model sees it".to_owned() } else { String::new() }
            };
            let pattern = by_list.unwrap_or_else(by_model);
            writeln!(out, "    {}", self.style.faint(&format!("“{}” by frame:{}{pattern}", harmless(trigger), frame.name)))?;
            self.write_roles("agent", &event.agents, out)?;
            self.write_roles("patient", &event.patients, out)?;
            writeln!(out, "    {}", self.style.faint(&self.confidence(event)))?;
        }
        Ok(())
    }

    /// "confidence 0.41: against it, the doer is a pronoun; for it, the target is a state".
    fn confidence(&self, event: &Event) -> String {
        let judge = self.pipeline.judge();
        let strongest = |raise| judge.reasons(event, raise).into_iter().take(MOST_REASONS).collect::<Vec<_>>().join(", ");
        let (against, in_favour) = (strongest(false), strongest(true));
        let told = [("against it", against), ("for it", in_favour)].into_iter().filter(|(_, reasons)| !reasons.is_empty());
        let told: Vec<_> = told.map(|(side, reasons)| format!("{side}: {reasons}")).collect();
        let least = judge.least(self.ontology().frame(event.frame).learned);
        let kept = if event.confidence < least { ", too little to be kept" } else { "" };
        format!("confidence {}{kept} ({})", event.confidence, told.join("; "))
    }

    fn write_roles(&self, role: &str, participants: &[Participant], out: &mut dyn Write) -> io::Result<()> {
        for participant in participants {
            let words = participant.span.of(self.reading.text());
            let label = &self.reading.actors.actor(participant.actor).label;
            let line = format!("{role}: “{}” → {}", harmless(words), harmless(label));
            writeln!(out, "    {}", self.style.faint(&line))?;
        }
        Ok(())
    }

    /// Patterns that a word could have evoked and did not, each with the guard that stopped it: the nearest first.
    fn write_unmatched(&self, out: &mut dyn Write) -> io::Result<()> {
        let doc = &self.reading.document;
        let mut headed = false;
        for id in (0..doc.tokens().len() as u32).map(TokenId) {
            let stopped: Vec<_> = self.attempts.iter().filter(|attempt| attempt.trigger == id).collect();
            let fired = stopped.iter().any(|attempt| attempt.guard.is_none());
            let stopped: Vec<_> = stopped.into_iter().filter_map(|attempt| Some((attempt, attempt.guard.as_ref()?))).collect();
            if stopped.is_empty() {
                continue;
            }
            if !std::mem::replace(&mut headed, true) {
                self.heading("What else could have been", out)?;
            }
            for (attempt, guard) in stopped.iter().take(MOST_NEAR) {
                let frame = self.ontology().frame(attempt.frame);
                let source = &frame.patterns[attempt.pattern].source;
                writeln!(out, "  {} · frame:{} · {source}", harmless(doc.form(id)), frame.name)?;
                writeln!(out, "    {}", self.style.faint(&format!("stopped: {}", harmless(&self.reason(guard)))))?;
            }
            if stopped.len() > MOST_NEAR {
                let more = stopped.len() - MOST_NEAR;
                let other = if fired { "other" } else { "more" };
                writeln!(out, "  {} · {more} {other} patterns, further away", harmless(doc.form(id)))?;
            }
        }
        Ok(())
    }

    /// A guard in words.
    fn reason(&self, guard: &Guard) -> String {
        let doc = &self.reading.document;
        match guard {
            Guard::Outdone(frame) => format!("frame:{} says more", self.ontology().frame(*frame).name),
            Guard::Absorbed(by) => format!("it is part of the event of “{}”", doc.form(*by)),
            Guard::Reference => "the noun only refers to it, without who does it to whom".to_owned(),
            Guard::Suppressed => "what governs it says that there is no such event, or is the event itself".to_owned(),
            Guard::General => "it tells what happens in general, of nobody in particular".to_owned(),
            Guard::Private => "it stays among people of sport, the arts or private life whom nobody names".to_owned(),
            Guard::Incomplete => "nobody stands in a role that its type requires".to_owned(),
            Guard::Headline => "it stands in the headline".to_owned(),
            Guard::Nobody => "nobody stands in its roles".to_owned(),
            Guard::Description => "the participle only describes its noun".to_owned(),
            Guard::Name => "the word is part of a name".to_owned(),
            Guard::Trigger => "its particle or compound is not there".to_owned(),
            Guard::Conditions(failed) => {
                let failed = failed.iter().map(|(condition, fillers)| {
                    let words: Vec<_> = fillers.iter().map(|id| format!("“{}”", doc.form(*id))).collect();
                    let there = if words.is_empty() { "nothing stands there".to_owned() } else { words.join(", ") };
                    format!("{condition} ({there})")
                });
                failed.collect::<Vec<_>>().join(" and ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triggers_are_marked_where_they_stand_in_the_article() {
        let style = Style::plain();
        assert_eq!(marked("Zoë met Karl.", "10", "14,17", style), "Zoë _met_ Karl.");
        assert_eq!(marked("Zoë met Karl.", "10", "", style), "Zoë met Karl.");
        assert_eq!(marked("Zoë met Karl.", "10", "3,99", style), "Zoë met Karl.");
    }
}
