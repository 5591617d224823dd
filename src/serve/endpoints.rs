//! The JSON API as a table: where, what for, and who answers. Router and OpenAPI document are made from it, and so cannot differ.

use super::api;
use super::app::Shared;
use super::page;
use crate::lookup::{Actor, ActorSummary, Article, ArticleSummary, Event, Explanation};
use axum::routing::{MethodRouter, get, post};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// One address of the API.
pub struct Endpoint {
    /// Its path, with parameters in braces.
    pub path: &'static str,
    /// `get` or `post`.
    pub method: &'static str,
    /// What it is for.
    pub summary: &'static str,
    /// The schema of its parameters, as an object.
    pub parameters: Option<Schema>,
    /// What the body may be.
    pub body: Option<Value>,
    /// What a good answer holds.
    pub answer: Value,
    /// Statuses of answers that are problems.
    pub problems: &'static [u16],
    /// Who answers.
    pub handler: MethodRouter<Shared>,
}

/// All of them.
pub fn endpoints(schemas: &mut SchemaGenerator) -> Vec<Endpoint> {
    let of = |path, summary, handler, answer: Schema, parameters: Option<Schema>, problems| Endpoint {
        path,
        method: "get",
        summary,
        parameters,
        body: None,
        answer: json!({ "application/json": { "schema": answer } }),
        problems,
        handler,
    };
    let list = |item: Schema| -> Schema {
        schemars::json_schema!({ "type": "object", "required": ["items"], "properties": { "items": { "type": "array", "items": item } } })
    };
    let actors = schemas.subschema_for::<ActorSummary>();
    let events = schemas.subschema_for::<Event>();
    let articles = schemas.subschema_for::<ArticleSummary>();
    let questions = schemas.subschema_for::<api::ReadyQuestion>();
    let (actors, events) = (list(actors), list(events));
    let (articles, questions) = (list(articles), list(questions));
    let reading = schemas.subschema_for::<Reading>();
    let mut all = vec![
        of(
            "/api/actors",
            "Actors by name: those of exactly this name first, then those with the most events.",
            get(api::actors),
            actors,
            parameters::<api::ActorQuery>(),
            &[400, 503],
        ),
        of(
            "/api/actors/{id}",
            "One actor: names, offices, and ties by type. The id is what follows actor/ in its IRI.",
            get(api::actor),
            schemas.subschema_for::<Actor>(),
            None,
            &[404, 503],
        ),
        of(
            "/api/actors/{id}/timeline",
            "What an actor did and what was done to it, by day, each with its sentence.",
            get(api::timeline),
            events.clone(),
            parameters::<api::Paging>(),
            &[400, 404, 503],
        ),
        of(
            "/api/events",
            "Events by type, actor, time, modality and source, each with its sentence.",
            get(api::events),
            events,
            parameters::<api::EventQuery>(),
            &[400, 404, 503],
        ),
        of(
            "/api/articles",
            "Articles, the newest first.",
            get(api::articles),
            articles,
            parameters::<api::ArticleQuery>(),
            &[400, 503],
        ),
        of(
            "/api/articles/{id}",
            "One article: its text, what it tells, and the places in the text that prove it. The id is what follows article/ in its IRI.",
            get(api::article),
            schemas.subschema_for::<Article>(),
            None,
            &[404, 503],
        ),
        of(
            "/api/articles/{id}/reading",
            "An article of the graph, read again: every mention with its place.",
            get(api::reading),
            reading.clone(),
            None,
            &[404, 413, 503],
        ),
        of("/api/questions", "The ready questions.", get(api::questions), questions, None, &[]),
        of(
            "/api/questions/{name}",
            "The answer to a ready question, or to a type of event as one.",
            get(api::question),
            schemas.subschema_for::<api::AskAnswer>(),
            parameters::<api::AskQuery>(),
            &[400, 404, 503],
        ),
        of(
            "/api/explain",
            "What the graph says of one thing, and the sentences that prove it.",
            get(api::explain),
            schemas.subschema_for::<Explanation>(),
            parameters::<api::ExplainQuery>(),
            &[400, 404, 503],
        ),
        of(
            "/api/network",
            "The network of actors as node-link JSON, with the filters of `relata network`.",
            get(api::network),
            schemars::json_schema!({ "type": "object" }),
            parameters::<api::NetworkQuery>(),
            &[400, 404, 503],
        ),
        of(
            "/api/dossier",
            "The network with every event, sentence and article behind it, as the page draws it.",
            get(page::dossier),
            schemars::json_schema!({ "type": "object" }),
            None,
            &[400, 503],
        ),
        of(
            "/api/vocabulary",
            "What queries are written with: prefixes, types of events, classes and properties.",
            get(api::vocabulary),
            schemas.subschema_for::<api::Vocabulary>(),
            None,
            &[],
        ),
    ];
    let pasted = schemas.subschema_for::<api::Pasted>();
    let text = json!({ "schema": { "type": "string", "minLength": 1 } });
    for (path, handler) in [("/extract", post(api::extract)), ("/api/extract", post(api::extract))] {
        all.push(Endpoint {
            path,
            method: "post",
            summary: "Reads an article that is sent: who is mentioned, what happened, who says so. Nothing is kept.",
            parameters: None,
            body: Some(
                json!({ "application/json": { "schema": pasted }, "text/plain": text, "text/markdown": text, "text/html": text }),
            ),
            answer: json!({ "application/json": { "schema": reading } }),
            problems: &[400, 413, 415, 503],
            handler,
        });
    }
    all
}

/// The parameters of an address as the schema of an object.
fn parameters<T: JsonSchema>() -> Option<Schema> {
    let mut settings = schemars::generate::SchemaSettings::draft2020_12();
    // They are few and plain: nothing is worth a name of its own.
    settings.inline_subschemas = true;
    Some(settings.into_generator().into_root_schema_for::<T>())
}

/// The reading of an article, as `relata extract --format jsonl` writes it.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "it is the schema of what JsonLines writes")]
struct Reading {
    /// The article's name.
    doc: String,
    /// Its text; all positions are Unicode characters of it.
    text: String,
    /// Its sentences.
    sentences: Vec<Value>,
    /// Who is mentioned, and where.
    mentions: Vec<Value>,
    /// Who did what to whom.
    events: Vec<Value>,
    /// Offices and memberships.
    facts: Vec<Value>,
    /// What was odd.
    warnings: Vec<Value>,
}
