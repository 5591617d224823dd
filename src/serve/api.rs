//! The JSON API: what [`Lookup`] finds, and the reading of articles that clients send.

use super::app::Shared;
use super::linked::unknown;
use super::problem::Problem;
use super::request::{body_of, media_type};
use crate::diagnostic::Warned;
use crate::event::Modality;
use crate::lookup::{
    Actor, ActorFilter, ActorSummary, Article, ArticleFilter, ArticleSummary, Event, EventFilter, Explanation, Filters, Lookup,
    MOST, QUESTIONS, Question, class_of, in_words, ready,
};
use crate::network::measures::Paths;
use crate::network::{ActorNetwork, Export, ExportFormat, Filter, Measures, NetworkError};
use crate::rdf::vocab::{self, PREFIXES};
use crate::rdf::{Iris, is_iri};
use crate::reading::JsonLines;
use crate::source::{self, Cause, Format, Options};
use axum::Json;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The parameters of an address, as a type; what does not fit is a bad request.
pub struct Given<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Given<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let refused = |error: QueryRejection| Problem::bad_request(error.body_text());
        Query::<T>::from_request_parts(parts, state).await.map(|Query(given)| Self(given)).map_err(refused)
    }
}

/// A day such as 2025-08-22, as a pattern for schemas.
const DAY: &str = "^[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31|02-29)$";

/// Which part of a list.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub struct Paging {
    /// The most items.
    #[serde(default = "fifty")]
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
    /// Items passed over.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub offset: usize,
}

fn fifty() -> usize {
    50
}

/// A list that may be a part of a longer one: ask again with a larger offset until a list is shorter than `limit`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct List<T> {
    /// The items.
    pub items: Vec<T>,
}

/// Which actors.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ActorQuery {
    /// Letters of a name, in any case.
    #[serde(default)]
    pub q: String,
    /// The kind of actor.
    #[serde(rename = "type")]
    pub kind: Option<ActorType>,
    /// The most items.
    #[serde(default = "fifty")]
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
    /// Items passed over.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub offset: usize,
}

/// A kind of actor.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub enum ActorType {
    /// One human being.
    Person,
    /// A state; its government and capital when they act.
    State,
    /// A named body.
    Organization,
    /// Several people or bodies known by a description.
    Group,
    /// A place that does not act.
    Place,
}

/// In what light the text puts an event.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Light {
    /// It happened or is going on.
    Asserted,
    /// Scheduled, intended, decided or expected by the doer.
    Planned,
    /// It may, might, is in doubt, is hoped for.
    Possible,
    /// Somebody wants another to do it.
    Requested,
    /// Under "if", "would", "unless".
    Hypothetical,
}

/// Which events.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct EventQuery {
    /// A type of event, by its class (`Accusation`), root (`ACCUSE`) or relation (`accused`).
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Somebody who has part in them: an IRI, whole or below the base (`actor/karl`).
    pub actor: Option<String>,
    /// Somebody else who has part in them.
    pub other: Option<String>,
    /// In what light the text puts them.
    pub modality: Option<Light>,
    /// Whether the text says that they did not happen.
    pub negated: Option<bool>,
    /// Who says so: an IRI.
    pub source: Option<String>,
    /// The article that tells them: an IRI.
    pub article: Option<String>,
    /// Not before this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub since: Option<String>,
    /// Not after this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub until: Option<String>,
    /// The most items.
    #[serde(default = "fifty")]
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
    /// Items passed over.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub offset: usize,
}

/// Which articles.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ArticleQuery {
    /// Letters of the name, headline or publisher, in any case.
    #[serde(default)]
    pub q: String,
    /// Not published before this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub since: Option<String>,
    /// Not published after this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub until: Option<String>,
    /// The most items.
    #[serde(default = "fifty")]
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
    /// Items passed over.
    #[serde(default)]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub offset: usize,
}

/// What narrows a ready question.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct AskQuery {
    /// Only what somebody has part in, by a name or whole words of it.
    pub who: Option<String>,
    /// Only one type of event.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Only on or after this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub since: Option<String>,
    /// Only on or before this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub until: Option<String>,
    /// The most rows.
    #[serde(default = "fifty")]
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
}

/// What goes into a network, as with `relata network`.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct NetworkQuery {
    /// Only ties of this type, by a relation, a class or a PLOVER root; several with commas between.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// In what light the text puts it.
    pub modality: Option<Light>,
    /// Also what the texts say did not happen.
    #[serde(default)]
    pub denied: bool,
    /// Only what articles vouch for themselves.
    #[serde(default)]
    pub vouched: bool,
    /// Only on or after this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub since: Option<String>,
    /// Only on or before this day.
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub until: Option<String>,
    /// Only ties at least as strong.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub min_weight: usize,
    /// Only the surroundings of an actor, by IRI or name.
    pub around: Option<String>,
    /// How many steps these surroundings reach.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 10))]
    pub depth: usize,
    /// Whether persons and bodies are folded into their states.
    #[serde(default)]
    pub fold_states: bool,
}

fn one() -> usize {
    1
}

/// What is to be explained.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct ExplainQuery {
    /// The IRI of an event, an office, an actor or an article, whole or below the base.
    pub iri: String,
    /// The most sentences.
    #[serde(default = "fifty")]
    #[schemars(range(min = 1, max = 1000))]
    pub limit: usize,
}

/// A ready question.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadyQuestion {
    /// Its name in addresses.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// The SPARQL that answers it.
    pub sparql: String,
}

/// The answer to a ready question: one row an event or office, with the sentence that says so.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AskAnswer {
    /// What was asked.
    pub asks: &'static str,
    /// The SPARQL that found the rows.
    pub sparql: String,
    /// The rows: values by the names of the query's variables.
    pub rows: Vec<BTreeMap<String, String>>,
}

/// What queries are written with.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Vocabulary {
    /// What all IRIs of the data begin with.
    pub base: String,
    /// Prefixes that queries need not declare, with their namespaces.
    pub prefixes: BTreeMap<String, String>,
    /// Types of events.
    pub types: Vec<EventTypeShown>,
    /// Further classes and properties of the graph, shortened by their prefixes.
    pub terms: Vec<String>,
}

/// A type of event.
#[derive(Debug, Serialize, JsonSchema)]
pub struct EventTypeShown {
    /// Local name of its class: `Accusation`.
    pub class: String,
    /// Local name of the property between actors: `accused`.
    pub relation: String,
    /// In words.
    pub label: String,
    /// Its PLOVER root: `ACCUSE`.
    pub root: String,
    /// CAMEO code.
    pub cameo: String,
    /// PLOVER quad class.
    pub quad: u8,
    /// Goldstein score.
    pub goldstein: f32,
    /// Whether it holds in both directions.
    pub symmetric: bool,
}

/// Does a lookup where long work is done.
async fn look<T: Send + 'static>(
    app: &Shared,
    work: impl FnOnce(&Lookup<'_>) -> Result<T, Problem> + Send + 'static,
) -> Result<Json<T>, Problem> {
    let shared = app.clone();
    app.runner.run(move |task| work(&shared.lookup(task.stop()))).await.map(Json)
}

fn within(paging: (usize, usize)) -> Result<(usize, usize), Problem> {
    let (limit, offset) = paging;
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::bad_request(format!("limit must be from 1 to {MOST}")));
    }
    if offset > 1_000_000 {
        return Err(Problem::bad_request("offset must be no more than 1000000"));
    }
    Ok((limit, offset))
}

fn day(text: Option<&str>) -> Result<Option<Date>, Problem> {
    let parse =
        |text: &str| text.parse::<Date>().map_err(|_| Problem::bad_request(format!("{text:?} is no day such as 2025-08-22")));
    text.map(parse).transpose()
}

/// The IRI that a client means, if it is one.
fn meant(typed: &str, iris: &Iris) -> Option<String> {
    let iri = crate::lookup::whole(typed, iris);
    is_iri(&iri).then_some(iri)
}

/// Actors by name.
pub async fn actors(State(app): State<Shared>, Given(query): Given<ActorQuery>) -> Result<Json<List<ActorSummary>>, Problem> {
    let (limit, offset) = within((query.limit, query.offset))?;
    let kind = query.kind.map(|kind| format!("{kind:?}"));
    let filter = ActorFilter { name: query.q, kind, limit, offset };
    look(&app, move |lookup| Ok(List { items: lookup.actors(&filter)? })).await
}

/// One actor.
pub async fn actor(State(app): State<Shared>, Path(id): Path<String>) -> Result<Json<Actor>, Problem> {
    let iri = actor_iri(&app, &id)?;
    look(&app, move |lookup| lookup.actor(&iri)?.ok_or_else(unknown)).await
}

fn actor_iri(app: &Shared, id: &str) -> Result<String, Problem> {
    let iri = format!("{}actor/{id}", app.iris.base());
    if is_iri(&iri) { Ok(iri) } else { Err(unknown()) }
}

/// What an actor did and what was done to it, by day.
pub async fn timeline(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Given(paging): Given<Paging>,
) -> Result<Json<List<Event>>, Problem> {
    let iri = actor_iri(&app, &id)?;
    let (limit, offset) = within((paging.limit, paging.offset))?;
    look(&app, move |lookup| {
        if lookup.actor(&iri)?.is_none() {
            return Err(unknown());
        }
        Ok(List { items: lookup.events(&EventFilter { actor: Some(iri), limit, offset, ..EventFilter::default() })? })
    })
    .await
}

/// Events.
pub async fn events(State(app): State<Shared>, Given(query): Given<EventQuery>) -> Result<Json<List<Event>>, Problem> {
    let (limit, offset) = within((query.limit, query.offset))?;
    let mut unheard_of = false;
    let mut iri = |typed: Option<String>| {
        let meant = typed.as_deref().map(|typed| meant(typed, &app.iris));
        unheard_of |= meant == Some(None);
        meant.flatten()
    };
    let filter = EventFilter {
        class: query.kind,
        actor: iri(query.actor),
        other: iri(query.other),
        modality: query.modality.map(|light| format!("{light:?}")),
        negated: query.negated,
        source: iri(query.source),
        article: iri(query.article),
        since: day(query.since.as_deref())?,
        until: day(query.until.as_deref())?,
        limit,
        offset,
    };
    if let Some(kind) = &filter.class
        && class_of(kind, app.pipeline.ontology()).is_none()
    {
        return Err(Problem::not_found(format!("{kind:?} is no type of event")));
    }
    // What is no IRI has part in nothing.
    if unheard_of {
        return Ok(Json(List { items: Vec::new() }));
    }
    look(&app, move |lookup| Ok(List { items: lookup.events(&filter)? })).await
}

/// Articles.
pub async fn articles(
    State(app): State<Shared>,
    Given(query): Given<ArticleQuery>,
) -> Result<Json<List<ArticleSummary>>, Problem> {
    let (limit, offset) = within((query.limit, query.offset))?;
    let (since, until) = (day(query.since.as_deref())?, day(query.until.as_deref())?);
    let filter = ArticleFilter { text: query.q, since, until, limit, offset };
    look(&app, move |lookup| Ok(List { items: lookup.articles(&filter)? })).await
}

/// One article.
pub async fn article(State(app): State<Shared>, Path(id): Path<String>) -> Result<Json<Article>, Problem> {
    let iri = meant(&format!("article/{id}"), &app.iris).ok_or_else(unknown)?;
    look(&app, move |lookup| lookup.article(&iri)?.ok_or_else(unknown)).await
}

/// An article of the graph, read again: every mention with its place.
pub async fn reading(State(app): State<Shared>, Path(id): Path<String>) -> Result<Response, Problem> {
    let iri = meant(&format!("article/{id}"), &app.iris).ok_or_else(unknown)?;
    let shared = app.clone();
    let read = app.runner.run(move |task| {
        let (summary, text) = shared.lookup(task.stop()).article_text(&iri)?.ok_or_else(unknown)?;
        let record = Pasted {
            doc: Some(summary.doc),
            text,
            title: summary.title,
            date: summary.date,
            url: summary.url,
            source: summary.publisher,
        };
        let bytes = serde_json::to_vec(&record).map_err(|error| Problem::bad_request(error.to_string()))?;
        read_article(&shared, "article", Format::JsonLines, bytes)
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], read.await?).into_response())
}

/// The ready questions.
pub async fn questions() -> Json<List<ReadyQuestion>> {
    let filters = Filters { limit: fifty(), ..Filters::default() };
    let ready =
        |question: &Question| ReadyQuestion { name: question.name, asks: question.asks, sparql: question.sparql(&filters) };
    Json(List { items: QUESTIONS.iter().map(ready).collect() })
}

/// The answer to a ready question, or to a type of event as one.
pub async fn question(
    State(app): State<Shared>,
    Path(name): Path<String>,
    Given(query): Given<AskQuery>,
) -> Result<Json<AskAnswer>, Problem> {
    let (limit, _) = within((query.limit, 0))?;
    let asked = ready(&name, query.kind.as_deref(), app.pipeline.ontology());
    let (question, class) = asked.map_err(|error| Problem::not_found(error.to_string()))?;
    let (since, until) = (day(query.since.as_deref())?, day(query.until.as_deref())?);
    let filters = Filters { who: query.who, class, since, until, min_confidence: None, limit };
    look(&app, move |lookup| answer_question(lookup, question, &filters)).await
}

/// Asks a ready question.
///
/// # Errors
/// Those of the store.
pub fn answer_question(lookup: &Lookup<'_>, question: Question, filters: &Filters) -> Result<AskAnswer, Problem> {
    let sparql = question.sparql(filters);
    let rows = lookup.rows(&sparql)?;
    Ok(AskAnswer { asks: question.asks, sparql, rows })
}

/// The network of actors, as node-link JSON.
pub async fn network(State(app): State<Shared>, Given(query): Given<NetworkQuery>) -> Result<Response, Problem> {
    if !(1..=10).contains(&query.depth) || !(1..=1_000_000).contains(&query.min_weight) {
        return Err(Problem::bad_request("depth must be from 1 to 10, and min_weight from 1 to 1000000"));
    }
    let around = query.around.map(|actor| meant(&actor, &app.iris).filter(|_| actor.contains(['/', ':'])).unwrap_or(actor));
    let filter = Filter {
        types: query.kind.iter().flat_map(|kinds| kinds.split(',')).map(|kind| kind.trim().to_owned()).collect(),
        modalities: vec![query.modality.map_or(Modality::Asserted, Into::into)],
        denied: query.denied,
        vouched: query.vouched,
        since: day(query.since.as_deref())?,
        until: day(query.until.as_deref())?,
        min_weight: query.min_weight,
        around: around.into_iter().collect(),
        depth: query.depth,
        fold_states: query.fold_states,
        ..Filter::default()
    };
    let shared = app.clone();
    let made = app.runner.run(move |_| {
        let network = ActorNetwork::from_knowledge_base(&shared.kb, &filter).map_err(refused)?;
        let measures = Measures::of(&network, filter.measure, Paths::IfQuick);
        let mut json = Vec::new();
        Export::new(&network, &measures).write(ExportFormat::NodeLink, &mut json).map_err(refused)?;
        if json.len() as u64 > shared.limits.answer_bytes {
            return Err(Problem::bad_request("the network is too large; ask for a part of it"));
        }
        Ok(json)
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], made.await?).into_response())
}

fn refused(error: NetworkError) -> Problem {
    match error {
        NetworkError::UnknownActor(_) | NetworkError::UnknownType(_) | NetworkError::NoPath(..) => {
            Problem::not_found(error.to_string())
        }
        other => Problem::new(StatusCode::INTERNAL_SERVER_ERROR, other.to_string()),
    }
}

impl From<Light> for Modality {
    fn from(light: Light) -> Self {
        match light {
            Light::Asserted => Self::Asserted,
            Light::Planned => Self::Planned,
            Light::Possible => Self::Possible,
            Light::Requested => Self::Requested,
            Light::Hypothetical => Self::Hypothetical,
        }
    }
}

/// What the graph says of one thing.
pub async fn explain(State(app): State<Shared>, Given(query): Given<ExplainQuery>) -> Result<Json<Explanation>, Problem> {
    let (limit, _) = within((query.limit, 0))?;
    let iri = meant(&query.iri, &app.iris).ok_or_else(unknown)?;
    look(&app, move |lookup| lookup.explain(&iri, limit)?.ok_or_else(unknown)).await
}

/// What queries are written with.
pub async fn vocabulary(State(app): State<Shared>) -> Json<Vocabulary> {
    let shown = app.pipeline.ontology().types().map(|kind| EventTypeShown {
        class: kind.class.clone(),
        relation: kind.relation.clone(),
        label: in_words(&kind.relation),
        root: kind.root.clone(),
        cameo: kind.cameo.clone(),
        quad: kind.quad,
        goldstein: kind.goldstein,
        symmetric: kind.symmetric,
    });
    let base = app.iris.base();
    let own = ["actor", "article"].map(|name| (name.to_owned(), format!("{base}{name}/")));
    let prefixes = PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), (*namespace).to_owned()));
    Json(Vocabulary {
        base: base.to_owned(),
        prefixes: prefixes.chain(own).collect(),
        types: shown.collect(),
        terms: vocab::terms(),
    })
}

/// An article that a client sends.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Pasted {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// Its text.
    pub text: String,
    /// Its headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Day of publication; "yesterday" is counted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date", "pattern" = DAY))]
    pub date: Option<String>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Reads an article that the client sends, as JSON, text, Markdown or a page. Nothing is kept.
pub async fn extract(State(app): State<Shared>, headers: HeaderMap, body: Body) -> Result<Response, Problem> {
    let format = match media_type(&headers)?.as_deref() {
        Some("application/json") => Format::JsonLines,
        Some("text/plain") => Format::Text,
        Some("text/markdown") => Format::Markdown,
        Some("text/html") => Format::Html,
        _ => {
            let detail = "the body must be application/json, text/plain, text/markdown or text/html";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
        }
    };
    let mut bytes = body_of(&app.limits, &headers, body).await?;
    if format == Format::JsonLines {
        let mut pasted: Pasted = serde_json::from_slice(&bytes).map_err(|error| Problem::bad_request(error.to_string()))?;
        day(pasted.date.as_deref())?;
        pasted.doc.get_or_insert_with(|| "pasted".to_owned());
        bytes = serde_json::to_vec(&pasted).map_err(|error| Problem::bad_request(error.to_string()))?;
    }
    let shared = app.clone();
    let read = app.runner.run(move |_| read_article(&shared, "pasted", format, bytes)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], read).into_response())
}

/// Reads one article, and writes the reading as JSON.
///
/// # Errors
/// If there is no text, or more than is allowed.
pub fn read_article(app: &Shared, doc: &str, format: Format, bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let options = Options { format: Some(format), limit: app.limits.body_bytes as u64, ..Options::default() };
    let article = source::read(doc, std::io::Cursor::new(bytes), &options).next();
    let article = match article {
        Some(Err(error)) if !matches!(error.cause(), Cause::Empty | Cause::NoText(_)) => {
            return Err(Problem::bad_request(error.to_string()));
        }
        Some(Ok(article)) => article,
        // A text without words is one in which nothing is said.
        _ => source::Article::new(doc, ""),
    };
    let most = app.limits.article_characters;
    if article.text.chars().nth(most).is_some() {
        let detail = format!("the article is longer than the {most} characters that are allowed here");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    let Warned { output: reading, warnings } = app.pipeline.read(article);
    let mut json = Vec::new();
    let writer = JsonLines::new(app.pipeline.ontology(), app.iris.clone());
    writer.write(&reading, &warnings, &mut json).map_err(|error| Problem::bad_request(error.to_string()))?;
    Ok(json)
}
