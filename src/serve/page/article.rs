//! The page of an article: a reader.

use super::super::app::Shared;
use super::super::problem::Problem;
use super::markup::{Page, Safe};
use super::thing::thing;
use crate::lookup::{Article, Event};
use axum::response::Response;

/// An article: its text with the sentences that prove something, and what was read in it.
pub async fn article(app: &Shared, iri: String) -> Result<Response, Problem> {
    let (shared, wanted) = (app.clone(), iri.clone());
    let found = app.runner.run(move |task| Ok(shared.lookup(task.stop()).article(&wanted)?)).await?;
    let Some(Article { summary, text, events, offices, .. }) = found else { return thing(app, iri).await };
    let title = summary.title.as_deref().unwrap_or(&summary.doc);
    let mut page = Page::new(app, title, "<link rel=\"alternate\" type=\"text/turtle\" href=\"?format=turtle\">");
    let facts = [Some(&summary.doc), summary.date.as_ref(), summary.publisher.as_ref(), summary.author.as_ref()];
    let mut facts: Vec<_> = facts.into_iter().flatten().map(|fact| Safe(fact).to_string()).collect();
    // Any other scheme than that of web pages could run something.
    if let Some(url) = summary.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
        facts.push(format!("<a href=\"{}\" rel=\"noopener noreferrer nofollow\">where it was published</a>", Safe(url)));
    }
    page.add(format_args!(
        "<p class=\"about\">{} <span class=\"forms\"><a href=\"?format=turtle\">Turtle</a> <a href=\"?format=jsonld\">JSON-LD</a></span></p>\n",
        facts.join(" · ")
    ));
    if let Some(text) = &text {
        let id = iri.strip_prefix(app.iris.base()).and_then(|rest| rest.strip_prefix("article/")).unwrap_or_default();
        page.add(format_args!("<section class=\"reader\" data-article=\"{}\">", Safe(id)));
        page.heading("Text");
        let text = underlined(text, &events);
        page.add(format_args!("<div class=\"text\" dir=\"auto\">{text}</div></section>\n"));
    }
    page.heading("What it says");
    page.events(&events);
    page.offices(&offices);
    Ok(page.finish())
}

/// A text in which the sentences that tell events lead to them.
fn underlined(text: &str, events: &[Event]) -> String {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut sentences: Vec<_> = events
        .iter()
        .zip(1..)
        .filter_map(|(event, number)| {
            let (start, end) = (*starts.get(event.sentence.start as usize)?, *starts.get(event.sentence.end as usize)?);
            // In a graph of somebody else, sentences may stand elsewhere than they say.
            (text.get(start..end)? == event.sentence.text).then_some((start, end, number))
        })
        .collect();
    sentences.sort_unstable();
    let (mut html, mut at) = (String::new(), 0);
    for (start, end, number) in sentences {
        if start < at {
            continue;
        }
        let (before, sentence) = (Safe(&text[at..start]), Safe(&text[start..end]));
        html.push_str(&format!("{before}<a class=\"said\" href=\"#e{number}\">{sentence}</a>"));
        at = end;
    }
    html.push_str(&Safe(&text[at..]).to_string());
    html
}
