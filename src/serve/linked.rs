//! Linked data: what `/actor/…` and `/article/…` name, as RDF or as a page, by what the client takes.

use super::app::Shared;
use super::description;
use super::negotiate::{Accept, named};
use super::page;
use super::problem::Problem;
use super::request::Parameters;
use crate::rdf::{GraphFormat, is_iri};
use crate::store::{AnswerFormat, QueryOptions};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// An actor.
pub async fn actor(
    State(app): State<Shared>,
    Path(key): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let iri = format!("{}actor/{key}", app.iris.base());
    match wanted(&headers, query.as_deref())? {
        Some(format) => rdf(&app, iri, Scope::Thing, format).await,
        None => page::actor(&app, iri, &Parameters::parse(query.as_deref().unwrap_or_default())).await,
    }
}

/// An article, or an event, an office or an unnamed source of one.
pub async fn article(
    State(app): State<Shared>,
    Path(doc): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let iri = format!("{}article/{doc}", app.iris.base());
    let is_article = is_iri(&iri) && app.kb.graph(Some(&iri))?.is_some();
    match (wanted(&headers, query.as_deref())?, is_article) {
        (Some(format), true) => rdf(&app, iri, Scope::Graph, format).await,
        (Some(format), false) => rdf(&app, iri, Scope::Thing, format).await,
        (None, true) => page::article(&app, iri).await,
        (None, false) => page::thing(&app, iri).await,
    }
}

/// The form that is wanted; none is a page. `?format=turtle` says it where a link must.
fn wanted(headers: &HeaderMap, query: Option<&str>) -> Result<Option<GraphFormat>, Problem> {
    let parameters = Parameters::parse(query.unwrap_or_default());
    if let Some(format) = parameters.first("format").and_then(|format| named(format).1) {
        return Ok(Some(format));
    }
    Accept::of(headers).page_or_graph().ok_or_else(description::not_acceptable)
}

/// How much is told of something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// What is said of it, and of what it has part in.
    Thing,
    /// All that an article says.
    Graph,
}

async fn rdf(app: &Shared, iri: String, scope: Scope, format: GraphFormat) -> Result<Response, Problem> {
    if !is_iri(&iri) {
        return Err(unknown());
    }
    let sparql = match scope {
        Scope::Graph => format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"),
        Scope::Thing => format!(
            "CONSTRUCT {{ <{iri}> ?p ?o . ?o rdfs:label ?label . ?o ?q ?v . ?in ?role <{iri}> . ?in a ?class }} WHERE {{
                {{ <{iri}> ?p ?o . OPTIONAL {{ ?o rdfs:label ?label }} OPTIONAL {{ ?o a rel:Evidence ; ?q ?v }} }}
                UNION {{ ?in ?role <{iri}> . OPTIONAL {{ ?in a ?class }} }}
            }}"
        ),
    };
    let shared = app.clone();
    let response = app.runner.stream(move |task, out| {
        let base = shared.iris.base();
        let options = QueryOptions { stop: task.stop().clone(), ..QueryOptions::default() };
        let known = shared.kb.query_with(&format!("ASK {{ <{iri}> ?p ?o }}"), base, &options)?;
        if known.as_bool() != Some(true) {
            return Err(unknown());
        }
        let answer = shared.kb.query_with(&sparql, base, &options)?;
        out.begin(format.media_type())?;
        answer.write(AnswerFormat::Graph(format), out).map(drop).map_err(Problem::from)
    });
    let mut response = response.await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// That the graph says nothing of it.
pub fn unknown() -> Problem {
    Problem::not_found("the graph says nothing of this")
}
