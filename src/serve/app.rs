//! [`App`]: what all requests share, and the router that leads them to their handlers.

use super::access::Access;
use super::endpoints::endpoints;
use super::limits::Limits;
use super::metrics::{Gauges, Metrics};
use super::problem::Problem;
use super::runner::Runner;
use super::{description, graph_store, linked, openapi, page, sparql};
use crate::lookup::Lookup;
use crate::pipeline::Pipeline;
use crate::rdf::Iris;
use crate::store::{KnowledgeBase, Stop};
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// What all requests share.
pub struct App {
    /// The graph.
    pub kb: KnowledgeBase,
    /// How things are named.
    pub iris: Iris,
    /// What reads articles; it also holds the vocabulary.
    pub pipeline: Pipeline,
    /// Who may do what.
    pub access: Access,
    /// How much a client may use.
    pub limits: Limits,
    /// Where long work is done.
    pub runner: Runner,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    pub(super) described: description::Cache,
}

/// The app, as handlers hold it.
pub type Shared = Arc<App>;

impl App {
    /// An app on this graph.
    #[must_use]
    pub fn new(kb: KnowledgeBase, iris: Iris, pipeline: Pipeline, access: Access, limits: Limits) -> Self {
        let metrics = Arc::new(Metrics::default());
        let runner = Runner::new(limits.clone(), Arc::clone(&metrics));
        Self { kb, iris, pipeline, access, limits, runner, metrics, described: description::Cache::default() }
    }

    /// Asks the graph.
    #[must_use]
    pub fn lookup(&self, stop: &Stop) -> Lookup<'_> {
        Lookup::new(&self.kb, &self.iris, self.pipeline.ontology()).with_stop(stop.clone())
    }
}

/// Everything that the server answers.
pub fn router(app: Shared) -> Router {
    let mut router = Router::new()
        .route("/sparql", get(sparql::get).post(sparql::post))
        .route("/graph", get(graph_store::get).put(graph_store::put).post(graph_store::post).delete(graph_store::delete))
        .route("/.well-known/void", get(description::void))
        .route("/actor/{*key}", get(linked::actor))
        .route("/article/{*doc}", get(linked::article))
        .route("/healthz", get(healthz))
        .route("/metrics", get(metrics))
        .merge(page::router());
    for endpoint in endpoints(&mut schemars::SchemaGenerator::default()) {
        router = router.route(endpoint.path, endpoint.handler);
    }
    router
        .route("/api/openapi.json", get(openapi::document))
        .fallback(any(|| async { Problem::not_found("there is nothing at this address") }))
        .method_not_allowed_fallback(|| async {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take that method")
        })
        .layer(CompressionLayer::new())
        .layer(cors(&app.access))
        .layer(middleware::from_fn_with_state(app.clone(), admit))
        .layer(middleware::from_fn(add_headers))
        .layer(middleware::from_fn_with_state(app.clone(), record))
        .with_state(app)
}

/// Scripts of the origins that the user allowed may read. They may not change anything: `Authorization` is not among the headers.
fn cors(access: &Access) -> CorsLayer {
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers([header::ACCEPT, header::CONTENT_TYPE])
        .max_age(Duration::from_secs(3600));
    if access.origins.iter().any(|origin| origin == "*") {
        return layer.allow_origin(AllowOrigin::any());
    }
    let origins = access.origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    layer.allow_origin(AllowOrigin::list(origins))
}

/// Lets only those in who call the server by its name, and scripts only of its own pages and of allowed origins.
async fn admit(State(app): State<Shared>, request: Request, next: Next) -> Result<Response, Problem> {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = request.uri().authority().map(|authority| authority.as_str()).or(named);
    app.access.check_host(host)?;
    app.access.check_origin(request.headers(), host)?;
    Ok(next.run(request).await)
}

/// Headers that keep browsers from doing more with an answer than to show it.
async fn add_headers(request: Request, next: Next) -> Response {
    const HEADERS: [(header::HeaderName, &str); 6] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// One line in the log and one count for each request. The address is told without its parameters: queries are nobody's business.
async fn record(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    app.metrics.answered(&route, status, begun.elapsed());
    tracing::info!(%method, path, status, milliseconds = begun.elapsed().as_millis() as u64, "answered");
    response
}

/// Whether the server is alive.
async fn healthz() -> &'static str {
    "ok\n"
}

/// What Prometheus collects.
async fn metrics(State(app): State<Shared>) -> Result<Response, Problem> {
    let gauges = Gauges {
        running: app.runner.running(),
        statements: app.kb.len()?,
        memory: memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64),
    };
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, app.metrics.text(gauges)).into_response())
}
