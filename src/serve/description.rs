//! What the service and its data are: SPARQL 1.1 Service Description, and VoID.

use super::app::{App, Shared};
use super::negotiate::Accept;
use super::problem::Problem;
use crate::rdf::{GraphFormat, PREFIXES, Statistics, describe};
use crate::store::{KnowledgeBase, QueryOptions, Stop, StoreError};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use std::sync::{Arc, Mutex, PoisonError};

/// Statistics of the graph, counted once for each state of it.
#[derive(Default)]
pub struct Cache(Mutex<Option<(u64, Arc<Statistics>)>>);

/// What the service is, for whoever asks `/sparql` without a query.
///
/// # Errors
/// Those of the store, or that counting takes too long.
pub async fn service(app: &Shared, headers: &HeaderMap, format: GraphFormat) -> Result<Response, Problem> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let root = format!("http://{host}/");
    let shared = app.clone();
    let response = app.runner.stream(move |task, out| {
        let statistics = shared.statistics(task.stop())?;
        out.begin(format.media_type())?;
        let description = describe(&root, shared.iris.base(), &statistics, shared.access.token.is_some());
        description.write(format, out).map_err(|error| StoreError::Write(error).into())
    });
    let mut response = response.await?;
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// The same where VoID has it: `/.well-known/void`.
pub async fn void(State(app): State<Shared>, headers: HeaderMap) -> Result<Response, Problem> {
    let format = Accept::of(&headers).graph().ok_or_else(not_acceptable)?;
    service(&app, &headers, format).await
}

/// That an answer of RDF cannot be had in the form that was asked for.
pub fn not_acceptable() -> Problem {
    Problem::new(StatusCode::NOT_ACCEPTABLE, "the answer can be had as Turtle, N-Triples, JSON-LD, RDF/XML, TriG or N-Quads")
}

impl App {
    fn statistics(&self, stop: &Stop) -> Result<Arc<Statistics>, Problem> {
        let state = self.kb.state();
        let mut cache = self.described.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, statistics)) = cache.as_ref().filter(|(counted, _)| *counted == state) {
            return Ok(Arc::clone(statistics));
        }
        let statistics = Arc::new(count(&self.kb, self.iris.base(), stop)?);
        *cache = Some((state, Arc::clone(&statistics)));
        Ok(statistics)
    }
}

fn count(kb: &KnowledgeBase, base: &str, stop: &Stop) -> Result<Statistics, StoreError> {
    let options = QueryOptions { stop: stop.clone(), ..QueryOptions::default() };
    let counts = |sparql: &str| -> Result<Vec<(String, u64)>, StoreError> {
        let values = kb.query_with(sparql, base, &options)?.into_cells()?;
        let counts = values.rows().map(|row| (row.text("term").to_owned(), row.text("count").parse().unwrap_or_default()));
        Ok(counts.collect())
    };
    let properties = counts("SELECT ?term (COUNT(*) AS ?count) { ?s ?term ?o } GROUP BY ?term ORDER BY ?term")?;
    let classes = counts("SELECT ?term (COUNT(*) AS ?count) { ?s a ?term } GROUP BY ?term ORDER BY ?term")?;
    Ok(Statistics {
        triples: properties.iter().map(|(_, count)| count).sum(),
        articles: kb.articles()?.len() as u64,
        classes,
        properties,
        vocabularies: PREFIXES.iter().map(|(_, namespace)| (*namespace).to_owned()).collect(),
    })
}
