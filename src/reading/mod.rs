//! [`Reading`]: all that one article yielded, and its written forms.

mod json;
#[cfg(test)]
pub(crate) mod sample;

pub use json::JsonLines;

use crate::actor::{Actors, Office};
use crate::event::{Event, Events};
use crate::source::Article;
use crate::text::Document;
use std::collections::BTreeMap;

/// All that one article yielded: the unit of golden tests and of loading.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article with its sentences, tokens and syntax.
    pub document: Document,
    /// Who is mentioned, and which offices they hold.
    pub actors: Actors,
    /// Who did what to whom.
    pub events: Events,
}

impl Reading {
    /// The article that was read.
    #[must_use]
    pub fn article(&self) -> &Article {
        self.document.article()
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// All events with the number (from 1) of their sentence and their own number in it, from which their IRIs are made.
    pub fn numbered_events(&self) -> impl Iterator<Item = (usize, usize, &Event)> {
        numbered(&self.events.events, |event| event.sentence)
    }

    /// All offices and memberships, numbered like the events.
    pub fn numbered_offices(&self) -> impl Iterator<Item = (usize, usize, &Office)> {
        numbered(&self.actors.offices, |office| self.document.sentence_of(office.head))
    }
}

/// Items with the number of their sentence and their own number in it, both from 1.
fn numbered<T>(items: &[T], sentence: impl Fn(&T) -> usize) -> impl Iterator<Item = (usize, usize, &T)> {
    let mut numbers = BTreeMap::new();
    items.iter().map(move |item| {
        let sentence = sentence(item) + 1;
        let number = numbers.entry(sentence).and_modify(|number| *number += 1).or_insert(1);
        (sentence, *number, item)
    })
}
