//! Pages for people, readable without scripts. Everything that comes from articles is escaped: it is text, whatever it looks like.

use super::app::Shared;
use super::linked::unknown;
use super::problem::Problem;
use crate::lookup::{ActorFilter, Article, ArticleFilter, Event, EventFilter, Named, OfficeHeld, Sentence};
use crate::rdf::is_iri;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use std::fmt::{self, Write as _};

/// Where queries are written by hand.
pub const EDITOR: &str = "/query";

/// The addresses of pages that are nothing but pages.
pub fn router() -> Router<Shared> {
    Router::new().route("/", get(home)).route(EDITOR, get(editor)).route("/style.css", get(style))
}

/// Text as it may stand in HTML, in attributes too.
struct Safe<'t>(&'t str);

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                // Marks that turn the reading order around would let a name swallow the words beside it.
                '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
                other if other.is_control() && !other.is_whitespace() => {}
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// A page being written.
struct Page<'a> {
    app: &'a Shared,
    html: String,
}

impl<'a> Page<'a> {
    fn new(app: &'a Shared, title: &str, head: &str) -> Self {
        let title = Safe(title);
        let html = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} – relata</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><link rel=\"stylesheet\" href=\"/style.css\">{head}</head>\n\
             <body><header><nav><a href=\"/\">relata</a> <a href=\"{EDITOR}\">SPARQL</a></nav></header><main><h1>{title}</h1>\n"
        );
        Self { app, html }
    }

    fn add(&mut self, html: fmt::Arguments<'_>) {
        self.html.write_fmt(html).expect("writing to a string cannot fail");
    }

    fn heading(&mut self, text: &str) {
        self.add(format_args!("<h2>{}</h2>\n", Safe(text)));
    }

    /// The address here of what an IRI names, if it is one of ours.
    fn address(&self, iri: &str) -> Option<String> {
        iri.strip_prefix(self.app.iris.base()).map(|rest| format!("/{rest}"))
    }

    fn link(&self, named: &Named) -> String {
        let label = Safe(&named.label);
        match self.address(&named.iri) {
            Some(address) => format!("<a href=\"{}\">{label}</a>", Safe(&address)),
            None => label.to_string(),
        }
    }

    fn links(&self, named: &[Named]) -> String {
        if named.is_empty() { "–".to_owned() } else { named.iter().map(|one| self.link(one)).collect::<Vec<_>>().join(", ") }
    }

    fn quote(&self, sentence: &Sentence) -> String {
        let article = Named { iri: sentence.article.clone(), label: sentence.doc.clone() };
        let day = sentence.published.as_deref().unwrap_or_default();
        format!("<blockquote>{}<footer>{} {}</footer></blockquote>", marked(sentence), self.link(&article), Safe(day))
    }

    fn events(&mut self, events: &[Event]) {
        if events.is_empty() {
            self.add(format_args!("<p>None.</p>\n"));
            return;
        }
        self.add(format_args!("<ol class=\"events\">\n"));
        for event in events {
            let mut light = Vec::new();
            if event.negated {
                light.push("not".to_owned());
            }
            if event.modality != "asserted" {
                light.push(event.modality.clone());
            }
            if let Some(source) = &event.attributed_to {
                light.push(format!("says {}", self.link(source)));
            }
            if let Some(place) = &event.place {
                light.push(format!("where: {}", Safe(&place.text)));
            }
            if let Some(time) = &event.time {
                light.push(format!("when: {}", Safe(time)));
            }
            let day = event.from.as_deref().or(event.sentence.published.as_deref()).unwrap_or_default();
            let did = Named { iri: event.iri.clone(), label: event.kind.label.clone() };
            let line = format!("{} <b>{}</b> {}", self.links(&event.agents), self.link(&did), self.links(&event.patients));
            let light = if light.is_empty() { String::new() } else { format!(" <small>({})</small>", light.join("; ")) };
            let quote = self.quote(&event.sentence);
            self.add(format_args!("<li><time>{}</time> {line}{light}{quote}</li>\n", Safe(day)));
        }
        self.add(format_args!("</ol>\n"));
    }

    fn offices(&mut self, offices: &[OfficeHeld]) {
        if offices.is_empty() {
            return;
        }
        self.heading("Offices");
        self.add(format_args!("<ul>\n"));
        for office in offices {
            let former = if office.former { "former " } else { "" };
            let role = Safe(office.role.as_deref().unwrap_or("member"));
            let body = office.body.as_ref().map(|body| format!(", {}", self.link(body))).unwrap_or_default();
            let holder = self.link(&office.holder);
            self.add(format_args!(
                "<li>{holder}: {former}{role}{body}<blockquote>{}</blockquote></li>\n",
                Safe(&office.sentence)
            ));
        }
        self.add(format_args!("</ul>\n"));
    }

    fn finish(mut self) -> Response {
        self.html.push_str("</main></body></html>\n");
        let mut response = Html(self.html).into_response();
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
        response
    }
}

/// A sentence with the words that evoke its event marked.
fn marked(sentence: &Sentence) -> String {
    let text: Vec<char> = sentence.text.chars().collect();
    let part = |range: std::ops::Range<usize>| text.get(range).map(|part| part.iter().collect::<String>());
    let within = |position: u32| position.checked_sub(sentence.start).map(|position| position as usize);
    let parts = sentence.trigger.and_then(|(start, end)| {
        let (start, end) = (within(start)?, within(end)?);
        Some((part(0..start)?, part(start..end)?, part(end..text.len())?))
    });
    match parts {
        Some((before, words, after)) => format!("{}<mark>{}</mark>{}", Safe(&before), Safe(&words), Safe(&after)),
        None => Safe(&sentence.text).to_string(),
    }
}

/// What is typed into the search field.
#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

async fn home(State(app): State<Shared>, Query(search): Query<Search>) -> Result<Response, Problem> {
    let (shared, name) = (app.clone(), search.q.clone());
    let found = app.runner.run(move |task| {
        let lookup = shared.lookup(task.stop());
        let actors = lookup.actors(&ActorFilter { name: name.clone(), limit: 50, ..ActorFilter::default() })?;
        Ok((actors, lookup.articles(&ArticleFilter { text: name, limit: 50, ..ArticleFilter::default() })?))
    });
    let (actors, articles) = found.await?;
    let mut page = Page::new(&app, "Who did what to whom", "");
    page.add(format_args!(
        "<form role=\"search\"><label>Actor or article <input type=\"search\" name=\"q\" value=\"{}\"></label> <button>Search</button></form>\n",
        Safe(&search.q)
    ));
    page.heading("Actors");
    page.add(format_args!("<ul>\n"));
    for actor in actors {
        let link = page.link(&Named { iri: actor.iri, label: actor.label });
        page.add(format_args!("<li>{link} <small>{}, {} events</small></li>\n", Safe(&actor.kind), actor.events));
    }
    page.add(format_args!("</ul>\n"));
    page.heading("Articles");
    page.add(format_args!("<ul>\n"));
    for article in articles {
        let link = page.link(&Named { iri: article.iri, label: article.title.unwrap_or(article.doc) });
        page.add(format_args!("<li>{link} <small>{}</small></li>\n", Safe(article.date.as_deref().unwrap_or_default())));
    }
    page.add(format_args!("</ul>\n"));
    Ok(page.finish())
}

/// A form that works without scripts.
async fn editor(State(app): State<Shared>) -> Response {
    let mut page = Page::new(&app, "SPARQL", "");
    page.add(format_args!(
        "<form action=\"/sparql\" method=\"get\"><label>Query<textarea name=\"query\" rows=\"12\">{}</textarea></label>\
         <label>Form <select name=\"format\"><option>csv</option><option>tsv</option><option>json</option><option>xml</option>\
         <option>turtle</option></select></label> <button>Ask</button></form>\n",
        Safe("SELECT ?one ?other { ?one rel:metWith ?other } LIMIT 100")
    ));
    page.finish()
}

async fn style() -> Response {
    const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:auto;padding:1rem;color-scheme:light dark}\
        textarea{width:100%;font-family:monospace}nav a{margin-right:1rem}blockquote{margin:.25rem 0 .75rem 1rem;opacity:.85}\
        .text{white-space:pre-wrap}";
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// Who an actor is: names, offices, ties, and all that it did and that was done to it.
pub async fn actor(app: &Shared, iri: String) -> Result<Response, Problem> {
    if !is_iri(&iri) {
        return Err(unknown());
    }
    let shared = app.clone();
    let found = app.runner.run(move |task| {
        let lookup = shared.lookup(task.stop());
        let Some(actor) = lookup.actor(&iri)? else { return Err(unknown()) };
        Ok((actor, lookup.events(&EventFilter { actor: Some(iri), limit: 200, ..EventFilter::default() })?))
    });
    let (actor, events) = found.await?;
    let mut page = Page::new(app, &actor.label, "<link rel=\"alternate\" type=\"text/turtle\" href=\"?format=turtle\">");
    page.add(format_args!("<p>{}", Safe(&actor.kind)));
    if !actor.aliases.is_empty() {
        page.add(format_args!(", also {}", Safe(&actor.aliases.join(", "))));
    }
    if !actor.part_of.is_empty() {
        let whole = page.links(&actor.part_of);
        page.add(format_args!("; part of {whole}"));
    }
    page.add(format_args!(". <a href=\"?format=turtle\">Turtle</a> <a href=\"?format=jsonld\">JSON-LD</a></p>\n"));
    page.offices(&actor.offices);
    page.heading("Ties");
    page.add(format_args!("<table><thead><tr><th>who<th>did<th>whom<th>events</thead><tbody>\n"));
    for tie in &actor.ties {
        let (own, other) = (Safe(&actor.label).to_string(), page.link(&tie.other));
        let (one, two) = if tie.direction == "out" { (own, other) } else { (other, own) };
        page.add(format_args!("<tr><td>{one}<td>{}<td>{two}<td>{}\n", Safe(&tie.label), tie.events));
    }
    page.add(format_args!("</tbody></table>\n"));
    page.heading("What happened");
    page.events(&events);
    Ok(page.finish())
}

/// An article: its text, and what was read in it.
pub async fn article(app: &Shared, iri: String) -> Result<Response, Problem> {
    let (shared, wanted) = (app.clone(), iri.clone());
    let found = app.runner.run(move |task| Ok(shared.lookup(task.stop()).article(&wanted)?)).await?;
    let Some(Article { summary, text, events, offices, .. }) = found else { return thing(app, iri).await };
    let title = summary.title.as_deref().unwrap_or(&summary.doc);
    let mut page = Page::new(app, title, "<link rel=\"alternate\" type=\"text/turtle\" href=\"?format=turtle\">");
    let facts = [Some(&summary.doc), summary.date.as_ref(), summary.publisher.as_ref(), summary.author.as_ref()];
    let facts: Vec<_> = facts.into_iter().flatten().map(|fact| Safe(fact).to_string()).collect();
    page.add(format_args!(
        "<p>{} <a href=\"?format=turtle\">Turtle</a> <a href=\"?format=jsonld\">JSON-LD</a></p>\n",
        facts.join(" · ")
    ));
    page.heading("What it says");
    page.events(&events);
    page.offices(&offices);
    if let Some(text) = &text {
        page.heading("Text");
        page.add(format_args!("<div class=\"text\">{}</div>\n", Safe(text)));
    }
    Ok(page.finish())
}

/// Anything else that the graph speaks of: an event, an office, a source without a name.
pub async fn thing(app: &Shared, iri: String) -> Result<Response, Problem> {
    if !is_iri(&iri) {
        return Err(unknown());
    }
    let shared = app.clone();
    let found = app.runner.run(move |task| Ok(shared.lookup(task.stop()).explain(&iri, 20)?)).await?;
    let found = found.ok_or_else(unknown)?;
    let mut page = Page::new(app, found.iri.strip_prefix(app.iris.base()).unwrap_or(&found.iri), "");
    page.add(format_args!("<table><tbody>\n"));
    for statement in &found.statements {
        let label = statement.label.clone().unwrap_or_else(|| statement.value.clone());
        let value = page.link(&Named { iri: statement.value.clone(), label });
        let property = statement.property.rsplit(['#', '/']).next().unwrap_or_default();
        page.add(format_args!("<tr><th>{}<td>{value}\n", Safe(property)));
    }
    page.add(format_args!("</tbody></table>\n"));
    for sentence in &found.sentences {
        let quote = page.quote(sentence);
        page.add(format_args!("{quote}\n"));
    }
    Ok(page.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_articles_stays_text() {
        assert_eq!(Safe("<script>\"&'\u{202E}\u{7}").to_string(), "&lt;script&gt;&quot;&amp;&#39;");
    }

    #[test]
    fn the_words_that_evoke_an_event_are_marked() {
        let sentence =
            Sentence { start: 10, text: "Zoë <met> Karl.".to_owned(), trigger: Some((14, 19)), ..Sentence::default() };
        assert_eq!(marked(&sentence), "Zoë <mark>&lt;met&gt;</mark> Karl.");
        let outside = Sentence { trigger: Some((3, 99)), ..sentence };
        assert_eq!(marked(&outside), "Zoë &lt;met&gt; Karl.");
    }
}
