//! The first page: somebody or something to look for.

use super::super::app::Shared;
use super::super::problem::Problem;
use super::markup::{Page, Safe};
use crate::lookup::{ActorFilter, ArticleFilter, Named};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

/// What is typed into the search field.
#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

/// Actors and articles by name; without one, the most active and the newest.
pub async fn home(State(app): State<Shared>, Query(search): Query<Search>) -> Result<Response, Problem> {
    let (shared, name) = (app.clone(), search.q.clone());
    let found = app.runner.run(move |task| {
        let lookup = shared.lookup(task.stop());
        let actors = lookup.actors(&ActorFilter { name: name.clone(), limit: 50, ..ActorFilter::default() })?;
        Ok((actors, lookup.articles(&ArticleFilter { text: name, limit: 50, ..ArticleFilter::default() })?))
    });
    let (actors, articles) = found.await?;
    let mut page = Page::new(&app, "Who did what to whom", "");
    page.add(format_args!(
        "<form role=\"search\" id=\"search\"><label for=\"q\">Actor or article</label>\
         <div class=\"field\"><input type=\"search\" id=\"q\" name=\"q\" value=\"{}\"> <button>Search</button></div></form>\n",
        Safe(&search.q)
    ));
    page.add(format_args!("<div class=\"columns\"><section>\n"));
    page.heading(if search.q.is_empty() { "Most active" } else { "Actors" });
    if actors.is_empty() {
        page.add(format_args!("<p>Nobody of that name is here.</p>\n"));
    }
    page.add(format_args!("<ul class=\"list\">\n"));
    for actor in actors {
        let link = page.link(&Named { iri: actor.iri, label: actor.label });
        page.add(format_args!("<li>{link} <small>{}, {} events</small></li>\n", Safe(&actor.kind), actor.events));
    }
    page.add(format_args!("</ul></section><section>\n"));
    page.heading("Articles");
    if articles.is_empty() {
        page.add(format_args!("<p>No article of that name is here.</p>\n"));
    }
    page.add(format_args!("<ul class=\"list\">\n"));
    for article in articles {
        let link = page.link(&Named { iri: article.iri, label: article.title.unwrap_or(article.doc) });
        page.add(format_args!("<li>{link} <small>{}</small></li>\n", Safe(article.date.as_deref().unwrap_or_default())));
    }
    page.add(format_args!("</ul></section></div>\n"));
    Ok(page.finish())
}
