//! The server as its clients see it, without a network.

mod api;
mod graph_store;
mod limits;
mod linked;
mod pages;
mod protocol;
mod safety;

use super::access::{Access, Token};
use super::app::{App, Shared, router};
use super::limits::Limits;
use crate::ontology::KnownActors;
use crate::pipeline::Pipeline;
use crate::rdf::{Iris, Mapper, event_types};
use crate::reading::sample;
use crate::store::KnowledgeBase;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use std::sync::Arc;
use tower::ServiceExt;

const TOKEN: &str = "a token for tests";

/// An answer, whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

/// Two articles that tell the same, and the types of events.
fn kb() -> KnowledgeBase {
    let mut kb = KnowledgeBase::in_memory();
    fill(&mut kb);
    kb
}

fn fill(kb: &mut KnowledgeBase) {
    let (ontology, known) = (sample::ontology(), KnownActors::default());
    let mapper = Mapper::new(&ontology, &known, Iris::default());
    for doc in ["a.txt", "b/c.txt"] {
        kb.replace(&mapper.map(&sample::reading(doc))).unwrap();
    }
    kb.replace(&event_types(&ontology)).unwrap();
}

fn app_with(kb: KnowledgeBase, access: Access, limits: Limits) -> Shared {
    let pipeline = Pipeline::builder().build().unwrap();
    Arc::new(App::new(kb, Iris::default(), pipeline, access, limits))
}

/// A server that anybody may read and nobody may change.
fn reader() -> Router {
    router(app_with(kb(), Access::default(), Limits::default()))
}

/// A server that whoever knows the token may change.
fn writer() -> Router {
    router(app_with(kb(), Access { token: Token::new(TOKEN), ..Access::default() }, Limits::default()))
}

async fn send(server: &Router, mut request: Request<Body>) -> Answer {
    request.headers_mut().entry(header::HOST).or_insert(header::HeaderValue::from_static("localhost:7878"));
    let response = server.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
}

async fn get(server: &Router, address: &str, accept: &str) -> Answer {
    let mut request = Request::get(address);
    if !accept.is_empty() {
        request = request.header(header::ACCEPT, accept);
    }
    send(server, request.body(Body::empty()).unwrap()).await
}

async fn put_on(server: &Router, method: &str, address: &str, kind: &str, body: &str, token: Option<&str>) -> Answer {
    let mut request = Request::builder().method(method).uri(address);
    if !kind.is_empty() {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    send(server, request.body(Body::from(body.to_owned())).unwrap()).await
}

/// A text as it stands in an address.
fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn asking(query: &str) -> String {
    format!("/sparql?query={}", encoded(query))
}
