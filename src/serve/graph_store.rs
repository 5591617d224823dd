//! `/graph`: the SPARQL 1.1 Graph Store HTTP Protocol. Graphs are named by `?graph=IRI` or `?default`.

use super::app::Shared;
use super::description;
use super::negotiate::Accept;
use super::problem::Problem;
use super::request::{Parameters, body_of, media_type};
use crate::rdf::{GraphFormat, is_iri};
use crate::store::{Change, Changed, GraphContent, QueryOptions};
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// The graph that a request names; none is the default graph.
type Target = Option<String>;

fn target(query: Option<&str>) -> Result<Target, Problem> {
    let parameters = Parameters::parse(query.unwrap_or_default());
    match (parameters.one("graph")?, parameters.has("default")) {
        (Some(graph), false) if is_iri(graph) => Ok(Some(graph.to_owned())),
        (Some(graph), false) => Err(Problem::bad_request(format!("{graph:?} is no absolute IRI"))),
        (None, true) => Ok(None),
        (Some(_), true) => Err(Problem::bad_request("both a graph and the default graph are named")),
        (None, false) => Err(Problem::bad_request("a graph must be named: ?graph=IRI or ?default")),
    }
}

fn no_such_graph() -> Problem {
    Problem::not_found("there is no such graph")
}

/// The statements of a graph.
pub async fn get(State(app): State<Shared>, headers: HeaderMap, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let target = target(query.as_deref())?;
    let format = Accept::of(&headers).graph().ok_or_else(description::not_acceptable)?;
    let shared = app.clone();
    let response = app.runner.stream(move |_, out| {
        let content = shared.kb.graph(target.as_deref())?.ok_or_else(no_such_graph)?;
        out.begin(format.media_type())?;
        Ok(content.write(format, shared.iris.base(), out)?)
    });
    let mut response = response.await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// Statements in the place of those of a graph.
pub async fn put(State(app): State<Shared>, headers: HeaderMap, RawQuery(query): RawQuery, body: Body) -> Answered {
    write(&app, &headers, query.as_deref(), body, Change::Put).await
}

/// Statements beside those of a graph.
pub async fn post(State(app): State<Shared>, headers: HeaderMap, RawQuery(query): RawQuery, body: Body) -> Answered {
    write(&app, &headers, query.as_deref(), body, Change::Add).await
}

type Answered = Result<Response, Problem>;

/// Statements for a graph, by one way or the other.
async fn write(app: &Shared, headers: &HeaderMap, query: Option<&str>, body: Body, how: fn(GraphContent) -> Change) -> Answered {
    app.access.may_change(headers)?;
    let target = target(query)?;
    let content = content(app, headers, target, body).await?;
    let changed = change(app, how(content)).await?;
    Ok(if changed.existed { StatusCode::NO_CONTENT } else { StatusCode::CREATED }.into_response())
}

/// Away with a graph.
pub async fn delete(State(app): State<Shared>, headers: HeaderMap, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    app.access.may_change(&headers)?;
    let target = target(query.as_deref())?;
    if target.is_some() && app.kb.graph(target.as_deref())?.is_none() {
        return Err(no_such_graph());
    }
    change(&app, Change::Drop(target)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn content(app: &Shared, headers: &HeaderMap, target: Target, body: Body) -> Result<GraphContent, Problem> {
    let kind = media_type(headers)?;
    // The protocol lets a body without a type be RDF/XML; a type that is no RDF is refused.
    let format = match kind.as_deref() {
        None => Some(GraphFormat::RdfXml),
        Some(kind) => GraphFormat::of_media_type(kind),
    };
    let unknown =
        || Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be RDF: Turtle, N-Triples, RDF/XML, JSON-LD …");
    let format = format.ok_or_else(unknown)?;
    let bytes = body_of(&app.limits, headers, body).await?;
    let base = app.iris.base().to_owned();
    app.runner.run(move |_| Ok(GraphContent::parse(target.as_deref(), format, &bytes, &base)?)).await
}

async fn change(app: &Shared, change: Change) -> Result<Changed, Problem> {
    let shared = app.clone();
    let work = app.runner.run(move |task| {
        let options = QueryOptions { stop: task.stop().clone(), ..QueryOptions::default() };
        Ok(shared.kb.change(&change, shared.iris.base(), &options)?)
    });
    work.await
}
