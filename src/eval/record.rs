//! What a system found, as its JSON Lines say it.

use serde::Deserialize;
use std::collections::BTreeMap;

/// One article or sentence as a system read it: what the scorers need of [`crate::reading::JsonLines`].
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Record {
    /// The name of the article ("talks.txt", with folders or not), or of the sentence ("p-17").
    pub doc: String,
    #[serde(default)]
    pub(super) sentences: Vec<Excerpt>,
    #[serde(default)]
    pub(super) mentions: Vec<Mention>,
    #[serde(default)]
    pub(super) events: Vec<Event>,
    #[serde(default)]
    pub(super) facts: Vec<Fact>,
}

/// All records of a system by the names of articles and sentences, without folders and endings.
pub type Records = BTreeMap<String, Record>;

impl Record {
    /// Reads one line.
    ///
    /// # Errors
    /// If it is no such record.
    pub fn parse(line: &[u8]) -> serde_json::Result<Self> {
        serde_json::from_slice(line)
    }

    /// The name under which the gold knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        let file = self.doc.trim_end_matches('/');
        let file = file.rsplit('/').next().unwrap_or(file);
        match file.rsplit_once('.') {
            Some((stem, ending)) if !ending.is_empty() && ending.chars().all(|c| c.is_alphanumeric() || c == '_') => stem,
            _ => file,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Excerpt {
    pub text: String,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Mention {
    pub label: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Event {
    pub plover: String,
    #[serde(default)]
    pub agents: Vec<Filler>,
    #[serde(default)]
    pub patients: Vec<Filler>,
    pub trigger: Place,
    pub modality: Option<String>,
    #[serde(default)]
    pub negated: bool,
    pub attributed_to: Option<String>,
    pub sentence: Option<usize>,
    pub frame: Option<String>,
}

impl Event {
    pub fn modality(&self) -> &str {
        self.modality.as_deref().unwrap_or("asserted")
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Filler {
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub label: Option<String>,
}

/// Characters, not bytes.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Fact {
    pub relation: Option<String>,
    pub subject: Option<String>,
    pub object: Option<String>,
    pub sentence: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_without_folder_and_ending() {
        let name = |doc: &str| Record { doc: doc.to_owned(), ..Record::default() }.name().to_owned();
        assert_eq!(["a/b-c.txt", "b-c", "p-17", "b-c.txt/"].map(name), ["b-c", "b-c", "p-17", "b-c"]);
    }

    #[test]
    fn what_a_system_leaves_out_is_taken_as_usual() {
        let line = br#"{"doc":"x","events":[{"plover":"ACCUSE","trigger":{"start":0,"end":1}}]}"#;
        let event = &Record::parse(line).unwrap().events[0];
        assert_eq!((event.modality(), event.negated, event.agents.len()), ("asserted", false, 0));
        assert!(Record::parse(b"{}").is_err());
    }
}
