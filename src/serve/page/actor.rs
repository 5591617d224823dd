//! The page of an actor.

use super::super::app::Shared;
use super::super::linked::unknown;
use super::super::problem::Problem;
use super::super::request::Parameters;
use super::markup::{Page, Safe};
use super::timeline::Timeline;
use crate::lookup::{Actor, EventFilter, Tie, class_of};
use crate::rdf::is_iri;
use axum::response::Response;
use std::collections::BTreeMap;

/// Events on one page.
const EVENTS: usize = 200;

/// Events on the timeline: it reaches farther than the list.
const TOLD: usize = 1000;

/// Who an actor is: names, offices, ties, and all that it did and that was done to it. `?type=` and `?other=` narrow what is told.
pub async fn actor(app: &Shared, iri: String, parameters: &Parameters) -> Result<Response, Problem> {
    let other = parameters.first("other").map(|other| crate::lookup::whole(other, &app.iris));
    let class = parameters.first("type").map(|kind| class_of(kind, app.pipeline.ontology()).ok_or_else(unknown)).transpose()?;
    if !is_iri(&iri) || other.as_deref().is_some_and(|other| !is_iri(other)) {
        return Err(unknown());
    }
    let offset = parameters.first("offset").and_then(|offset| offset.parse::<usize>().ok()).unwrap_or(0).min(1_000_000);
    let narrowed = class.is_some() || other.is_some();
    let shared = app.clone();
    let found = app.runner.run(move |task| {
        let lookup = shared.lookup(task.stop());
        let Some(actor) = lookup.actor(&iri)? else { return Err(unknown()) };
        let filter = EventFilter { actor: Some(iri), class, other, limit: TOLD, offset, ..EventFilter::default() };
        Ok((actor, lookup.events(&filter)?))
    });
    let (actor, events) = found.await?;
    let shown = &events[..events.len().min(EVENTS)];
    let mut page = Page::new(app, &actor.label, "<link rel=\"alternate\" type=\"text/turtle\" href=\"?format=turtle\">");
    who(&mut page, &actor);
    page.offices(&actor.offices);
    if !actor.ties.is_empty() {
        page.add(format_args!("<div class=\"columns\">\n"));
        ties(&mut page, &format!("What {} did", actor.label), &actor.ties, "out");
        ties(&mut page, &format!("What others did to {}", actor.label), &actor.ties, "in");
        page.add(format_args!("</div>\n"));
    }
    page.add(format_args!("<section id=\"events\">"));
    page.heading("What happened");
    if narrowed {
        let address = page.address(&actor.iri).unwrap_or_default();
        page.add(format_args!("<p>Narrowed to one tie. <a href=\"{}#events\">Show everything</a></p>\n", Safe(&address)));
    }
    Timeline::of(&events).write(&mut page, EVENTS);
    page.events(shown);
    if events.len() > EVENTS {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("offset", &(offset + EVENTS).to_string());
        for name in ["type", "other"] {
            if let Some(value) = parameters.first(name) {
                query.append_pair(name, value);
            }
        }
        page.add(format_args!("<p><a href=\"?{}#events\">Later events</a></p>\n", Safe(&query.finish())));
    }
    page.add(format_args!("</section>\n"));
    Ok(page.finish())
}

fn who(page: &mut Page<'_>, actor: &Actor) {
    page.add(format_args!("<p class=\"about\">{}", Safe(&actor.kind)));
    if !actor.aliases.is_empty() {
        page.add(format_args!(", also <bdi>{}</bdi>", Safe(&actor.aliases.join(", "))));
    }
    if !actor.part_of.is_empty() {
        let whole = page.links(&actor.part_of);
        page.add(format_args!("; part of {whole}"));
    }
    let key = page.address(&actor.iri).and_then(|address| address.strip_prefix("/actor/").map(encoded)).unwrap_or_default();
    page.add(format_args!(
        ". <span class=\"forms\"><a href=\"/network#actor={key}\">In the network</a> <a href=\"?format=turtle\">Turtle</a> \
         <a href=\"?format=jsonld\">JSON-LD</a></span></p>\n"
    ));
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The ties of one direction by what was done, the most frequent first; each number leads to its events.
fn ties(page: &mut Page<'_>, heading: &str, all: &[Tie], direction: &str) {
    let mut kinds: BTreeMap<&str, (u64, Vec<&Tie>)> = BTreeMap::new();
    for tie in all.iter().filter(|tie| tie.direction == direction) {
        let (events, ties) = kinds.entry(&tie.label).or_default();
        *events += tie.events;
        ties.push(tie);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(label, (events, _))| (std::cmp::Reverse(*events), *label));
    page.add(format_args!("<section class=\"ties\">"));
    page.heading(heading);
    if kinds.is_empty() {
        page.add(format_args!("<p>Nothing that is told here.</p>\n"));
    }
    page.add(format_args!("<dl>\n"));
    for (label, (_, ties)) in kinds {
        page.add(format_args!("<dt>{}</dt>\n", Safe(label)));
        for tie in ties {
            let who = page.link(&tie.other);
            let query: String = form_urlencoded::Serializer::new(String::new())
                .append_pair("type", &tie.kind)
                .append_pair("other", &tie.other.iri)
                .finish();
            let (number, name) = (tie.events, Safe(&tie.other.label));
            page.add(format_args!(
                "<dd>{who} <a class=\"number\" href=\"?{}#events\" aria-label=\"{number} of these events with {name}\">{number}</a></dd>\n",
                Safe(&query)
            ));
        }
    }
    page.add(format_args!("</dl></section>\n"));
}
