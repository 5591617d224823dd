//! `relata build --endpoint` and `relata query --endpoint`: a graph on a server.

use super::args::{BuildArgs, QueryArgs, QueryFormat, ServerArgs};
use super::build::{Counts, Summary, counted};
use super::inputs::{self, Input, Inputs};
use super::output::Target;
use super::table::write_table;
use super::{Context, Exit};
use crate::diagnostic::Warned;
use crate::rdf::{Mapper, event_types, text_hash};
use crate::remote::{Endpoint, Upload, Way};
use crate::store::rows_of_json;
use std::io::{self, Read};
use std::path::Path;

/// The server that the user named.
pub fn endpoint(args: &ServerArgs) -> Option<Endpoint> {
    let mut endpoint = Endpoint::new(args.endpoint.as_deref()?);
    if let Some(update) = &args.update_endpoint {
        endpoint = endpoint.with_update(update);
    }
    if let Some(login) = &args.login {
        endpoint = endpoint.with_login(login);
    }
    Some(endpoint)
}

/// Reads articles into a server's graph. Broken off, it goes on where it was when it is begun again.
pub fn build(args: &BuildArgs, endpoint: &Endpoint, context: &Context) -> anyhow::Result<Exit> {
    let messages = &context.messages;
    let inputs = Inputs::new(&args.input)?;
    let iris = inputs::iris(&args.input.vocabulary.base.base)?;
    let way = args.graph_store.clone().map_or(Way::Update { batch: args.batch }, Way::GraphStore);
    let mut upload = Upload::new(endpoint, iris.base(), way)?;
    let pipeline = inputs::reader(&args.input)?;
    let mapper = Mapper::new(pipeline.ontology(), pipeline.known_actors(), iris.clone()).with_text(!args.without_text);
    // Described before they are used, and each time: a newer vocabulary may have more of them.
    upload.replace(&event_types(pipeline.ontology()))?;
    let there = if args.again { Default::default() } else { upload.there().clone() };
    let mut summary = Summary::default();
    let mut passed_over = 0;
    inputs.map(
        messages,
        |input| {
            if let Input::Article(article) = &input
                && there.contains(&(iris.article(&article.doc), text_hash(&article.text)))
            {
                return None;
            }
            let Warned { output: reading, warnings } = input.read(&pipeline);
            messages.warnings(reading.article(), &warnings);
            Some((mapper.map(&reading), Counts::of(&reading, pipeline.ontology())))
        },
        |read| {
            match read {
                Some((graph, counts)) => {
                    upload.replace(&graph)?;
                    summary.add(counts);
                }
                None => passed_over += 1,
            }
            messages.article_done();
            Ok(())
        },
    )?;
    upload.flush()?;
    messages.finish();
    for line in summary.lines(&messages.warning_counts(), messages.bad_inputs()) {
        messages.info(&line);
    }
    if passed_over > 0 {
        messages.info(&format!("{} there already", counted(passed_over, "article")));
    }
    Ok(messages.exit())
}

/// Asks a server, or changes its graph.
pub fn query(args: &QueryArgs, sparql: &str, endpoint: &Endpoint, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.base.base)?;
    if args.update {
        endpoint.update(sparql, iris.base())?;
        return Ok(Exit::Done);
    }
    let target = Target::new(&args.output)?;
    let format = args.format.or_else(|| of_target(&target)).unwrap_or(QueryFormat::Table);
    let mut answer = endpoint.query(sparql, iris.base(), accept(format))?;
    let mut found = true;
    target.write(|out| {
        if format == QueryFormat::Table {
            let mut bytes = Vec::new();
            answer.read_to_end(&mut bytes)?;
            // A graph comes as Turtle, which is for people already.
            if bytes.trim_ascii_start().first() != Some(&b'{') {
                return Ok(out.write_all(&bytes)?);
            }
            let rows = rows_of_json(&bytes[..], iris.base(), true)?;
            found = !rows.rows.is_empty() && rows.rows != [["false"]];
            return Ok(write_table(&rows, context.style, out)?);
        }
        let written = io::copy(&mut answer, out)?;
        found = written > 0;
        Ok(())
    })?;
    Ok(if args.exit_status && !found { Exit::NotFound } else { Exit::Done })
}

/// What a server is asked for.
fn accept(format: QueryFormat) -> &'static str {
    match format {
        QueryFormat::Table => "application/sparql-results+json, text/turtle;q=0.5",
        QueryFormat::Json => "application/sparql-results+json",
        QueryFormat::Csv => "text/csv",
        QueryFormat::Tsv => "text/tab-separated-values",
        QueryFormat::Xml => "application/sparql-results+xml",
        QueryFormat::Turtle => "text/turtle",
        QueryFormat::Ntriples => "application/n-triples",
        QueryFormat::Rdfxml => "application/rdf+xml",
        QueryFormat::JsonLd => "application/ld+json",
    }
}

fn of_target(target: &Target) -> Option<QueryFormat> {
    let Target::File(path) = target else { return None };
    Some(match Path::new(path).extension()?.to_str()? {
        "csv" => QueryFormat::Csv,
        "tsv" => QueryFormat::Tsv,
        "json" | "srj" => QueryFormat::Json,
        "xml" | "srx" => QueryFormat::Xml,
        "ttl" => QueryFormat::Turtle,
        "nt" => QueryFormat::Ntriples,
        "rdf" => QueryFormat::Rdfxml,
        "jsonld" => QueryFormat::JsonLd,
        _ => return None,
    })
}
