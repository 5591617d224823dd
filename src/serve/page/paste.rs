//! An article that is pasted, and its reading. Nothing is kept.

use super::super::api::read_article;
use super::super::app::Shared;
use super::super::problem::Problem;
use super::super::request::{Parameters, body_of};
use super::markup::{Page, Safe};
use crate::source::Format;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use serde_json::{Value, json};

/// A place to paste into.
pub async fn form(State(app): State<Shared>) -> Response {
    written(&app, "", "", None)
}

/// The reading of what was sent with the form.
pub async fn read(State(app): State<Shared>, headers: HeaderMap, body: Body) -> Result<Response, Problem> {
    let bytes = body_of(&app.limits, &headers, body).await?;
    let sent = Parameters::parse(&String::from_utf8_lossy(&bytes));
    let (text, date) = (sent.first("text").unwrap_or_default().to_owned(), sent.first("date").unwrap_or_default().to_owned());
    let day = if date.is_empty() { None } else { Some(date.clone()) };
    if day.as_deref().is_some_and(|day| day.parse::<jiff::civil::Date>().is_err()) {
        return Err(Problem::bad_request(format!("{date:?} is no day such as 2025-08-22")));
    }
    let record = json!({ "doc": "pasted", "text": text, "date": day });
    let shared = app.clone();
    let read =
        app.runner.run(move |_| read_article(&shared, "pasted", Format::JsonLines, record.to_string().into_bytes())).await?;
    let reading = serde_json::from_slice(&read).map_err(|error| Problem::bad_request(error.to_string()))?;
    Ok(written(&app, &text, &date, Some(&reading)))
}

fn written(app: &Shared, text: &str, date: &str, reading: Option<&Value>) -> Response {
    let mut page = Page::new(app, "Read an article", "");
    page.add(format_args!(
        "<form id=\"paste\" action=\"/read\" method=\"post\"><label for=\"pasted\">Text of an article</label>\
         <textarea id=\"pasted\" name=\"text\" rows=\"10\" required dir=\"auto\">\n{}</textarea>\
         <div class=\"field\"><button>Read</button> <label>Published on <input type=\"date\" name=\"date\" value=\"{}\"></label></div>\
         <p class=\"quiet\">It is read on this machine; nothing is kept.</p></form>\n<div id=\"reading\" aria-live=\"polite\">",
        Safe(text),
        Safe(date)
    ));
    if let Some(reading) = reading {
        events(&mut page, reading);
    }
    page.add(format_args!("</div>\n"));
    let mut response = page.finish();
    // With `no-referrer`, browsers do not tell where a form comes from, and the server takes nothing from strangers.
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

fn events(page: &mut Page<'_>, reading: &Value) {
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let events = list(reading, "events");
    page.heading("What it says");
    if events.is_empty() {
        page.add(format_args!("<p>No event was found.</p>\n"));
    }
    page.add(format_args!("<ol class=\"events\">\n"));
    for event in &events {
        let names = |role: &str| {
            let names: Vec<_> =
                list(event, role).iter().filter_map(|one| one["label"].as_str().map(|name| Safe(name).to_string())).collect();
            if names.is_empty() { "–".to_owned() } else { names.join(", ") }
        };
        let number = event["sentence"].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or(usize::MAX);
        let sentence = reading["sentences"][number]["text"].as_str().unwrap_or_default();
        let not = if event["negated"] == true { " (not)" } else { "" };
        let modality = event["modality"].as_str().unwrap_or_default();
        page.add(format_args!(
            "<li>{} <b>{}</b> {} <small>({}{not})</small><blockquote dir=\"auto\">{}</blockquote></li>\n",
            names("agents"),
            Safe(event["type"].as_str().unwrap_or_default()),
            names("patients"),
            Safe(modality),
            Safe(sentence)
        ));
    }
    page.add(format_args!("</ol>\n"));
}
