//! Writing a page. Everything that comes from articles is escaped: it is text, whatever it looks like.

use super::super::app::Shared;
use crate::lookup::{Event, Named, OfficeHeld, Sentence};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use std::fmt::{self, Write as _};

/// Text as it may stand in HTML, in attributes too.
pub struct Safe<'t>(pub &'t str);

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

/// The way around, on every page.
pub const LINKS: &str = "<a class=\"home\" href=\"/\">relata</a> <a href=\"/network\">Network</a> <a href=\"/query\">SPARQL</a> <a href=\"/read\">Read an article</a>";

/// A page being written.
pub struct Page<'a> {
    pub app: &'a Shared,
    html: String,
}

impl<'a> Page<'a> {
    pub fn new(app: &'a Shared, title: &str, head: &str) -> Self {
        let title = Safe(title);
        let html = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} – relata</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
             <link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/style.css\"><script src=\"/page.js\" defer></script>{head}</head>\n\
             <body data-base=\"{base}\"><a class=\"skip\" href=\"#main\">To the content</a>\
             <header><nav aria-label=\"Site\">{LINKS}</nav></header><main id=\"main\"><h1 dir=\"auto\">{title}</h1>\n",
            base = Safe(app.iris.base()),
        );
        Self { app, html }
    }

    pub fn add(&mut self, html: fmt::Arguments<'_>) {
        self.html.write_fmt(html).expect("writing to a string cannot fail");
    }

    pub fn heading(&mut self, text: &str) {
        self.add(format_args!("<h2>{}</h2>\n", Safe(text)));
    }

    /// The address here of what an IRI names, if it is one of ours.
    pub fn address(&self, iri: &str) -> Option<String> {
        iri.strip_prefix(self.app.iris.base()).map(|rest| format!("/{rest}"))
    }

    pub fn link(&self, named: &Named) -> String {
        let label = Safe(&named.label);
        match self.address(&named.iri) {
            Some(address) => format!("<a href=\"{}\">{label}</a>", Safe(&address)),
            None => label.to_string(),
        }
    }

    pub fn links(&self, named: &[Named]) -> String {
        if named.is_empty() { "–".to_owned() } else { named.iter().map(|one| self.link(one)).collect::<Vec<_>>().join(", ") }
    }

    pub fn quote(&self, sentence: &Sentence) -> String {
        let article = Named { iri: sentence.article.clone(), label: sentence.doc.clone() };
        let day = sentence.published.as_deref().unwrap_or_default();
        format!(
            "<blockquote dir=\"auto\">{}<footer>{} {}</footer></blockquote>",
            marked(sentence),
            self.link(&article),
            Safe(day)
        )
    }

    pub fn events(&mut self, events: &[Event]) {
        if events.is_empty() {
            self.add(format_args!("<p>None.</p>\n"));
            return;
        }
        self.add(format_args!("<ol class=\"events\">\n"));
        for (event, number) in events.iter().zip(1..) {
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
            let day = day_of(event).unwrap_or_default();
            let did = Named { iri: event.iri.clone(), label: event.kind.label.clone() };
            let line = format!("{} <b>{}</b> {}", self.links(&event.agents), self.link(&did), self.links(&event.patients));
            let light = if light.is_empty() { String::new() } else { format!(" <small>({})</small>", light.join("; ")) };
            let quote = self.quote(&event.sentence);
            self.add(format_args!("<li id=\"e{number}\"><time>{}</time> {line}{light}{quote}</li>\n", Safe(day)));
        }
        self.add(format_args!("</ol>\n"));
    }

    pub fn offices(&mut self, offices: &[OfficeHeld]) {
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

    pub fn finish(mut self) -> Response {
        self.html.push_str("</main></body></html>\n");
        let mut response = Html(self.html).into_response();
        response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
        response
    }
}

/// The day of an event: its own, or that of its article.
pub fn day_of(event: &Event) -> Option<&str> {
    event.from.as_deref().or(event.sentence.published.as_deref())
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
