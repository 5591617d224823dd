//! `relata extract`: articles in, readings out, without a graph.

use super::args::{ExtractArgs, ExtractFormat};
use super::inputs::{self, Input, Inputs};
use super::messages::Messages;
use super::output::Target;
use super::plain::write_plain;
use super::terminal::Style;
use super::{Context, Exit};
use crate::diagnostic::Warned;
use crate::pipeline::Pipeline;
use crate::rdf::{GraphFormat, Iris, Mapper, NamedGraph, write_graph};
use crate::reading::{JsonLines, Reading};
use crate::source::Article;
use crate::text::{Document, conllu};
use std::io::Write;

/// What is written of one article.
enum Extract {
    /// A finished piece of output.
    Text(Vec<u8>),
    /// Quads of a format that needs all of them, and which are written together at the end.
    Graph(NamedGraph),
}

/// Runs the command.
pub fn run(args: &ExtractArgs, context: &Context) -> anyhow::Result<Exit> {
    let target = Target::new(&args.output)?;
    let inputs = Inputs::new(&args.input)?;
    let iris = inputs::iris(&args.input.vocabulary.base.base)?;
    let pipeline = inputs::reader(&args.input)?;
    let extractor = Extractor {
        json: JsonLines::new(pipeline.ontology(), iris.clone()).with_propositions(args.propositions).with_grounds(args.grounds),
        mapper: Mapper::new(pipeline.ontology(), pipeline.known_actors(), iris.clone()),
        style: if target == Target::Stdout { context.style } else { Style::plain() },
        format: args.format,
        pipeline: &pipeline,
    };
    target.write(|out| extractor.write_all(inputs, &iris, &context.messages, out))?;
    context.messages.finish();
    Ok(context.messages.exit())
}

struct Extractor<'p> {
    pipeline: &'p Pipeline,
    json: JsonLines<'p>,
    mapper: Mapper<'p>,
    style: Style,
    format: ExtractFormat,
}

impl Extractor<'_> {
    fn write_all(&self, inputs: Inputs, iris: &Iris, messages: &Messages, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut quads = Vec::new();
        inputs.map(
            messages,
            |input| self.extract(input, messages),
            |extract| {
                messages.article_done();
                match extract? {
                    // As it goes: what stands behind in a pipe need not wait for the end.
                    Extract::Text(text) => {
                        out.write_all(&text)?;
                        out.flush()?;
                    }
                    Extract::Graph(graph) => quads.extend(graph.quads),
                }
                Ok(())
            },
        )?;
        match self.graph_format() {
            Some(format) => Ok(write_graph(quads, format, iris.base(), out)?),
            None => Ok(()),
        }
    }

    fn extract(&self, input: Input, messages: &Messages) -> anyhow::Result<Extract> {
        let mut text = Vec::new();
        if self.format == ExtractFormat::Conllu {
            let document = counted(input.analyze(self.pipeline), messages, Document::article).output;
            conllu::write(&document, &mut text)?;
            return Ok(Extract::Text(text));
        }
        let Warned { output: reading, warnings } = counted(input.read(self.pipeline), messages, Reading::article);
        match self.format {
            ExtractFormat::Jsonl => self.json.write(&reading, &warnings, &mut text)?,
            ExtractFormat::Text => write_plain(&reading, self.pipeline.ontology(), self.style, &mut text)?,
            // A line a statement: nothing need be known of the other articles.
            ExtractFormat::Nquads => {
                for quad in &self.mapper.map(&reading).quads {
                    writeln!(text, "{quad} .")?;
                }
            }
            _ => return Ok(Extract::Graph(self.mapper.map(&reading))),
        }
        Ok(Extract::Text(text))
    }

    fn graph_format(&self) -> Option<GraphFormat> {
        match self.format {
            ExtractFormat::Turtle => Some(GraphFormat::Turtle),
            ExtractFormat::Trig => Some(GraphFormat::TriG),
            ExtractFormat::JsonLd => Some(GraphFormat::JsonLd),
            ExtractFormat::Text | ExtractFormat::Jsonl | ExtractFormat::Nquads | ExtractFormat::Conllu => None,
        }
    }
}

/// Passes on a result whose warnings have been counted.
fn counted<T>(result: Warned<T>, messages: &Messages, article: impl Fn(&T) -> &Article) -> Warned<T> {
    messages.warnings(article(&result.output), &result.warnings);
    result
}
