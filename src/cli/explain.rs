//! `relata explain`: the sentence behind a statement, or what is found in a sentence and why.

use super::args::ExplainArgs;
use super::output::Target;
use super::plain::{event_line, office_line};
use super::terminal::{Style, harmless};
use super::{Context, Exit, inputs, table};
use crate::ontology::{Evoked, Frame, Ontology, WordClass};
use crate::pipeline::Pipeline;
use crate::rdf::Iris;
use crate::reading::Reading;
use crate::source::Article;
use crate::store::{KnowledgeBase, Rows};
use crate::text::{TokenId, Upos};
use std::io::{self, Write};

/// Most sentences that are shown of somebody who is in many events.
const MOST_SENTENCES: usize = 20;

/// Runs the command.
pub fn run(args: &ExplainArgs, context: &Context) -> anyhow::Result<Exit> {
    if let Some(sentence) = &args.sentence {
        let pipeline = inputs::pipeline(&args.vocabulary)?;
        let mut article = Article::new("sentence", sentence);
        article.date = args.date;
        let reading = pipeline.read(article).output;
        let explained = Explained { pipeline: &pipeline, reading: &reading, style: context.style };
        Target::Stdout.write(|out| Ok(explained.write(out)?))?;
        return Ok(Exit::Done);
    }
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let iri = whole(args.iri.as_deref().unwrap_or_default(), &iris);
    let kb = KnowledgeBase::open(&args.store.store)?;
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

/// The IRI as it stands in the graph, from what the user typed.
fn whole(typed: &str, iris: &Iris) -> String {
    let typed = typed.trim_start_matches('<').trim_end_matches('>');
    match typed.split_once(':') {
        Some(("actor" | "article", rest)) => format!("{}{}/{rest}", iris.base(), &typed[..typed.len() - rest.len() - 1]),
        Some(_) if !typed.starts_with("article/") && !typed.starts_with("actor/") => typed.to_owned(),
        _ => format!("{}{typed}", iris.base()),
    }
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
            writeln!(out, "    {}", self.style.faint(&format!("“{}” by frame:{}", harmless(trigger), frame.name)))?;
        }
        Ok(())
    }

    /// Words that could have evoked an event and did not: by which patterns, so that it can be seen what these miss.
    fn write_unmatched(&self, out: &mut dyn Write) -> io::Result<()> {
        let doc = &self.reading.document;
        let evoking = |id: &TokenId| self.reading.events.events.iter().any(|event| event.trigger == *id);
        let mut headed = false;
        for id in (0..doc.tokens().len() as u32).map(TokenId).filter(|id| !evoking(id)) {
            for (frame, pattern) in self.frames_of(id) {
                if !std::mem::replace(&mut headed, true) {
                    self.heading("No event, though the word is known", out)?;
                }
                writeln!(out, "  {} · frame:{} · {pattern}", harmless(doc.form(id)), frame.name)?;
            }
        }
        Ok(())
    }

    /// The frames and patterns that a word could evoke.
    fn frames_of(&self, id: TokenId) -> Vec<(&Frame, &str)> {
        let class = match self.reading.document.token(id).upos {
            Upos::Verb => WordClass::Verb,
            Upos::Noun => WordClass::Noun,
            Upos::Adj | Upos::Adv => WordClass::Adjective,
            _ => return Vec::new(),
        };
        let evoked = self.ontology().evoked(self.reading.document.lemma(id), class);
        let frames = evoked.iter().filter_map(|evoked| match evoked {
            Evoked::Frame(frame, pattern) => {
                let frame = self.ontology().frame(*frame);
                Some((frame, frame.patterns[*pattern as usize].source.as_str()))
            }
            Evoked::Context(..) => None,
        });
        frames.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iris_may_be_typed_short() {
        let iris = Iris::default();
        let expected = "https://w3id.org/relata/actor/zoë";
        for typed in ["actor/zoë", "actor:zoë", "<actor/zoë>", expected, "<https://w3id.org/relata/actor/zoë>"] {
            assert_eq!(whole(typed, &iris), expected, "{typed}");
        }
        let evidence = "article/note.txt#char=0,48";
        assert_eq!(whole(evidence, &iris), format!("https://w3id.org/relata/{evidence}"));
    }

    #[test]
    fn triggers_are_marked_where_they_stand_in_the_article() {
        let style = Style::plain();
        assert_eq!(marked("Zoë met Karl.", "10", "14,17", style), "Zoë _met_ Karl.");
        assert_eq!(marked("Zoë met Karl.", "10", "", style), "Zoë met Karl.");
        assert_eq!(marked("Zoë met Karl.", "10", "3,99", style), "Zoë met Karl.");
    }
}
