//! The network explorer: that of the dossier, with the data of the server.

use super::super::app::Shared;
use super::super::problem::Problem;
use super::markup::LINKS;
use crate::network::{Dossier, Filter};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

/// The page. The explorer draws itself; without scripts the page leads to those that do not need them.
pub async fn page() -> Html<String> {
    Html(format!(
        "<!doctype html>\n<html lang=\"en\" data-theme=\"auto\"><head><meta charset=\"utf-8\"><title>Network – relata</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/explorer.css\"><script src=\"/explorer.js\" defer></script></head>\n\
         <body><a class=\"away skip\" href=\"#explorer\">To the network</a><header id=\"head\"><div><h1>Network</h1>\
         <nav class=\"site\" aria-label=\"Site\">{LINKS}</nav></div></header>\
         <div id=\"explorer\"><p class=\"wait\" role=\"status\">The network is being drawn …</p>\
         <noscript><p>The network draws itself with a script. <a href=\"/\">Actors and articles</a> can be read without.</p></noscript></div>\
         </body></html>\n"
    ))
}

/// The network with every event, sentence and article behind it, in the form of the dossier.
pub async fn dossier(State(app): State<Shared>) -> Result<Response, Problem> {
    let shared = app.clone();
    let made = app.runner.run(move |_| {
        let failed = |detail: String| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail);
        let dossier = Dossier::from_knowledge_base(&shared.kb, &shared.iris, &Filter::everything(), "Network");
        let mut json = Vec::new();
        dossier.map_err(|error| failed(error.to_string()))?.write_json(&mut json).map_err(|error| failed(error.to_string()))?;
        if json.len() as u64 > shared.limits.answer_bytes {
            return Err(Problem::bad_request("the network is too large; `relata network --around` draws a part of it"));
        }
        Ok(json)
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], made.await?).into_response())
}
