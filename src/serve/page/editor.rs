//! A page to write queries on. Without scripts it is a form, whose answer is a file.

use super::super::app::Shared;
use super::super::request::Parameters;
use super::EDITOR;
use super::markup::{Page, Safe};
use crate::lookup::{Filters, QUESTIONS, Question};
use axum::extract::{RawQuery, State};
use axum::response::Response;

/// The editor, with the query of the address, or an example of it.
pub async fn editor(State(app): State<Shared>, RawQuery(query): RawQuery) -> Response {
    const FIRST: &str = "SELECT ?one ?other { ?one rel:metWith ?other } LIMIT 100";
    let parameters = Parameters::parse(query.as_deref().unwrap_or_default());
    let filters = Filters { limit: 50, ..Filters::default() };
    let example = parameters.first("example").and_then(Question::named).map(|question| question.sparql(&filters));
    let written = example.or_else(|| parameters.first("query").map(str::to_owned)).unwrap_or_else(|| FIRST.to_owned());
    let mut page = Page::new(&app, "SPARQL", "");
    page.add(format_args!(
        "<form id=\"editor\" action=\"/sparql\" method=\"get\"><label for=\"query\">Query</label>\
         <div class=\"code\"><textarea id=\"query\" name=\"query\" rows=\"14\" spellcheck=\"false\" autocapitalize=\"off\" \
         autocomplete=\"off\">\n{}</textarea></div>\
         <div class=\"field\"><button>Ask</button> <label>Download as <select name=\"format\"><option>csv</option><option>tsv</option>\
         <option>json</option><option>xml</option><option>turtle</option></select></label></div></form>\n\
         <div id=\"answer\" aria-live=\"polite\"></div>\n",
        Safe(&written)
    ));
    page.heading("Examples");
    page.add(format_args!("<ul class=\"list examples\">\n"));
    for question in QUESTIONS {
        page.add(format_args!(
            "<li><a href=\"{EDITOR}?example={}\">{}</a> <small>{}</small></li>\n",
            Safe(question.name),
            Safe(question.asks),
            Safe(question.name)
        ));
    }
    page.add(format_args!("</ul>\n"));
    page.finish()
}
