//! `/sparql`: the SPARQL 1.1 Protocol.

use super::app::Shared;
use super::description;
use super::negotiate::{Accept, named};
use super::page;
use super::problem::Problem;
use super::request::{Parameters, body_of, media_type};
use crate::rdf::GraphFormat;
use crate::store::{Answer, AnswerFormat, Change, QueryOptions};
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

/// What the protocol asks for, however it was sent.
enum Operation {
    Query(String),
    Update(String),
}

/// The forms that a client takes: one for rows, one for graphs.
#[derive(Clone, Copy)]
struct Forms {
    rows: Option<AnswerFormat>,
    graph: Option<GraphFormat>,
}

/// A query in the address; without one, what the service is.
pub async fn get(State(app): State<Shared>, headers: HeaderMap, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let parameters = Parameters::parse(query.as_deref().unwrap_or_default());
    if parameters.is_empty() {
        let accept = Accept::of(&headers);
        return match accept.page_or_graph() {
            Some(None) => Ok(Redirect::to(page::EDITOR).into_response()),
            Some(Some(format)) => description::service(&app, &headers, format).await,
            None => Err(description::not_acceptable()),
        };
    }
    if parameters.has("update") {
        return Err(Problem::bad_request("an update must be sent by POST"));
    }
    let sparql = parameters.one("query")?.ok_or_else(|| Problem::bad_request("the parameter query is missing"))?.to_owned();
    answer(&app, &headers, &parameters, sparql).await
}

/// A query or update in the body, as a form or by itself.
pub async fn post(
    State(app): State<Shared>,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Response, Problem> {
    debug_assert_eq!(method, Method::POST);
    let kind = media_type(&headers)?;
    // Who may not change anything need not send much to be told.
    if kind.as_deref() == Some("application/sparql-update") {
        app.access.may_change(&headers)?;
    }
    let in_address = Parameters::parse(query.as_deref().unwrap_or_default());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| Problem::bad_request("the body is not in UTF-8"));
    let (operation, parameters) = match kind.as_deref() {
        Some("application/sparql-query") => {
            no_operation(&in_address)?;
            (Operation::Query(text(body_of(&app.limits, &headers, body).await?)?), in_address)
        }
        Some("application/sparql-update") => {
            no_operation(&in_address)?;
            (Operation::Update(text(body_of(&app.limits, &headers, body).await?)?), in_address)
        }
        Some("application/x-www-form-urlencoded") => {
            let form = text(body_of(&app.limits, &headers, body).await?)?;
            let parameters = in_address.and(Parameters::parse(&form));
            (operation(&parameters)?, parameters)
        }
        _ => {
            let detail =
                "the body must be application/x-www-form-urlencoded, application/sparql-query or application/sparql-update";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
    };
    match operation {
        Operation::Query(sparql) => answer(&app, &headers, &parameters, sparql).await,
        Operation::Update(sparql) => update(&app, &headers, &parameters, sparql).await,
    }
}

/// An operation that comes by itself has none beside it.
fn no_operation(parameters: &Parameters) -> Result<(), Problem> {
    if parameters.has("query") || parameters.has("update") {
        return Err(Problem::bad_request("one operation is in the address and another in the body"));
    }
    Ok(())
}

fn operation(parameters: &Parameters) -> Result<Operation, Problem> {
    match (parameters.one("query")?, parameters.one("update")?) {
        (Some(query), None) => Ok(Operation::Query(query.to_owned())),
        (None, Some(update)) => Ok(Operation::Update(update.to_owned())),
        (Some(_), Some(_)) => Err(Problem::bad_request("there is both a query and an update")),
        (None, None) => Err(Problem::bad_request("there is neither a query nor an update")),
    }
}

async fn answer(app: &Shared, headers: &HeaderMap, parameters: &Parameters, sparql: String) -> Result<Response, Problem> {
    if parameters.has("using-graph-uri") || parameters.has("using-named-graph-uri") {
        return Err(Problem::bad_request("using-graph-uri and using-named-graph-uri are for updates"));
    }
    let forms = Forms::wanted(headers, parameters);
    let default_graphs = parameters.all("default-graph-uri");
    let named_graphs = parameters.all("named-graph-uri");
    let shared = app.clone();
    let response = app.runner.stream(move |task, out| {
        let options = QueryOptions { default_graphs, named_graphs, ..QueryOptions::guarded(task.stop().clone()) };
        let answer = shared.kb.query_with(&sparql, shared.iris.base(), &options)?;
        let format = forms.of(&answer)?;
        out.begin(format.media_type())?;
        answer.stream(format, out).map_err(Problem::from)
    });
    let mut response = response.await?;
    response.headers_mut().append(header::VARY, header::HeaderValue::from_static("accept"));
    Ok(response)
}

async fn update(app: &Shared, headers: &HeaderMap, parameters: &Parameters, sparql: String) -> Result<Response, Problem> {
    app.access.may_change(headers)?;
    if parameters.has("default-graph-uri") || parameters.has("named-graph-uri") {
        return Err(Problem::bad_request("default-graph-uri and named-graph-uri are for queries"));
    }
    let default_graphs = parameters.all("using-graph-uri");
    let named_graphs = parameters.all("using-named-graph-uri");
    let shared = app.clone();
    let changed = app.runner.run(move |task| {
        let options = QueryOptions { default_graphs, named_graphs, ..QueryOptions::guarded(task.stop().clone()) };
        Ok(shared.kb.change(&Change::Update(sparql), shared.iris.base(), &options)?)
    });
    changed.await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl Forms {
    /// What the parameter `format` names, if it names a form; else what `Accept` says.
    fn wanted(headers: &HeaderMap, parameters: &Parameters) -> Self {
        let accept = Accept::of(headers);
        let (rows, graph) = parameters.first("format").map(named).unwrap_or_default();
        Self { rows: rows.or_else(|| accept.rows()), graph: graph.or_else(|| accept.graph()) }
    }

    fn of(self, answer: &Answer) -> Result<AnswerFormat, Problem> {
        let format = if answer.is_graph() { self.graph.map(AnswerFormat::Graph) } else { self.rows };
        format.ok_or_else(|| {
            let kinds = if answer.is_graph() {
                "Turtle, N-Triples, JSON-LD, RDF/XML, TriG or N-Quads"
            } else {
                "SPARQL's JSON or XML, CSV or TSV"
            };
            Problem::new(StatusCode::NOT_ACCEPTABLE, format!("the answer can be had as {kinds}"))
        })
    }
}
