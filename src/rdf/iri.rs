//! IRIs: readable, stable, valid for every name, and a function of what the thing is.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Longest name, in bytes, that goes into an IRI whole.
const LONGEST: usize = 160;

/// Mints the IRIs of the data: actors, articles, and what stands in an article.
///
/// The same thing has the same IRI in every run, whatever was read before it.
///
/// ```
/// use relata::rdf::Iris;
///
/// let iris = Iris::default();
/// assert_eq!(iris.actor("sergei-lavrov"), "https://w3id.org/relata/actor/sergei-lavrov");
/// assert_eq!(iris.article("peace-talks.txt"), "https://w3id.org/relata/article/peace-talks.txt");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iris {
    base: String,
}

/// Why a text cannot be the base of IRIs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{base:?} cannot be the base of IRIs: {reason}")]
pub struct BaseError {
    base: String,
    reason: String,
}

impl Iris {
    /// The base of IRIs where none is given.
    pub const DEFAULT_BASE: &'static str = "https://w3id.org/relata/";

    /// IRIs below another base, which must be an absolute IRI that ends in `/` (or in `:`, for a URN).
    ///
    /// # Errors
    /// If the base is no absolute IRI, or ends otherwise: names would run into its last part.
    pub fn with_base(base: impl Into<String>) -> Result<Self, BaseError> {
        let base = base.into();
        if let Err(error) = oxigraph::model::NamedNode::new(&base) {
            return Err(BaseError { reason: error.to_string(), base });
        }
        if !base.ends_with(['/', ':']) || base.contains(['#', '?']) {
            return Err(BaseError { reason: "it must end in \"/\" and have neither query nor fragment".to_owned(), base });
        }
        Ok(Self { base })
    }

    /// What all IRIs begin with.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// An actor, by its key.
    #[must_use]
    pub fn actor(&self, key: &str) -> String {
        format!("{}actor/{}", self.base, local_name(key))
    }

    /// An article, by its name; also the graph that holds what it says.
    #[must_use]
    pub fn article(&self, doc: &str) -> String {
        format!("{}article/{}", self.base, local_name(doc))
    }

    /// The graph that holds what articles tell together.
    #[must_use]
    pub fn claims(&self) -> String {
        format!("{}claims", self.base)
    }

    /// A claim, by who did what to whom and when.
    #[must_use]
    pub fn claim(&self, name: &str) -> String {
        format!("{}claim/{}", self.base, local_name(name))
    }

    /// The `number`th event (from 1) of a sentence (from 1).
    #[must_use]
    pub fn event(article: &str, sentence: usize, number: usize) -> String {
        format!("{article}/event/{sentence}-{number}")
    }

    /// The `number`th office or membership (from 1) of a sentence (from 1).
    #[must_use]
    pub fn office(article: &str, sentence: usize, number: usize) -> String {
        format!("{article}/office/{sentence}-{number}")
    }

    /// Somebody whom an article quotes without naming: "officials".
    #[must_use]
    pub fn source(article: &str, label: &str) -> String {
        format!("{article}/source/{}", local_name(&label.to_lowercase().replace(' ', "-")))
    }

    /// A stretch of an article's text, in characters (a fragment as RFC 5147 has it).
    #[must_use]
    pub fn characters(article: &str, (start, end): (u32, u32)) -> String {
        format!("{article}#char={start},{end}")
    }
}

impl Default for Iris {
    fn default() -> Self {
        Self { base: Self::DEFAULT_BASE.to_owned() }
    }
}

/// Whether a text is an absolute IRI, and so may stand between angle brackets in a query.
#[must_use]
pub fn is_iri(text: &str) -> bool {
    oxigraph::model::NamedNode::new(text).is_ok()
}

/// A name as the last part of an IRI's path.
///
/// Letters and digits of every script, `-`, `.`, `_`, `~` and the slashes between folders stay; the rest becomes `-`. Where that loses
/// something, eight digits of the name's SHA-256 follow, so that two names share an IRI only if they are equal.
#[must_use]
pub fn local_name(name: &str) -> String {
    let mut local = String::with_capacity(name.len());
    for segment in name.trim_start_matches("https://").trim_start_matches("http://").split('/') {
        let segment = readable(segment);
        // A segment "event" would let an article's name look like the IRI of another article's event.
        if segment.trim_matches('.').is_empty() || matches!(segment.as_str(), "event" | "office" | "source") {
            continue;
        }
        if !local.is_empty() {
            local.push('/');
        }
        local.push_str(&segment);
    }
    if !local.is_empty() && local == name && local.len() <= LONGEST {
        return local;
    }
    let end = (0..=LONGEST.min(local.len())).rev().find(|end| local.is_char_boundary(*end)).unwrap_or(0);
    local.truncate(end);
    let digest = Sha256::digest(name.as_bytes());
    if !local.is_empty() {
        local.push('-');
    }
    for byte in &digest[..4] {
        write!(local, "{byte:02x}").expect("writing to a string cannot fail");
    }
    local
}

/// One segment with every run of characters that an IRI cannot show turned into one `-`, or into nothing at either end.
fn readable(segment: &str) -> String {
    let mut out = String::with_capacity(segment.len());
    let mut left_out = false;
    for character in segment.chars() {
        if !allowed(character) {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) && !out.is_empty() {
            out.push('-');
        }
        out.push(character);
    }
    out
}

/// Whether a character may stand in an IRI as it is, and is readable there: RFC 3987 allows more (symbols, unassigned characters).
fn allowed(character: char) -> bool {
    match character {
        '-' | '.' | '_' | '~' => true,
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        _ => character.is_alphanumeric() && !('\u{F900}'..'\u{FAFF}').contains(&character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_names_stay_as_they_are() {
        for name in ["peace-talks.txt", "2024/gulf-thaw.txt", "erdoğan", "習近平", "p-17"] {
            assert_eq!(local_name(name), name);
        }
    }

    #[test]
    fn addresses_stay_readable() {
        assert_eq!(local_name("https://example.org/world?id=7"), "example.org/world-id-7-515aa3ee");
    }

    #[test]
    fn names_that_differ_only_in_lost_characters_stay_apart() {
        assert_ne!(local_name("a b"), local_name("a?b"));
        assert_ne!(local_name("a b"), "a-b");
    }

    #[test]
    fn no_name_climbs_out_of_its_folder_or_looks_like_an_event() {
        for name in ["..", "../x", "a/./b", "", "/", "x/event/1-1", "a//b"] {
            let local = local_name(name);
            assert!(
                local.split('/').all(|part| !part.trim_matches('.').is_empty() && part != "event"),
                "{name:?} became {local:?}"
            );
        }
    }

    #[test]
    fn a_base_must_end_where_names_can_follow() {
        assert!(Iris::with_base("https://example.org/graph/").is_ok());
        for bad in ["graph/", "https://example.org/graph", "https://example.org/#", "https://example.org/a b/"] {
            assert!(Iris::with_base(bad).is_err(), "{bad:?} was taken");
        }
    }

    proptest! {
        #[test]
        fn every_name_mints_a_valid_iri(name in ".*") {
            let iris = Iris::default();
            let article = iris.article(&name);
            for iri in [iris.actor(&name), Iris::event(&article, 1, 1), Iris::source(&article, &name), Iris::characters(&article, (0, 9))] {
                prop_assert!(oxigraph::model::NamedNode::new(&iri).is_ok(), "{iri}");
            }
        }

        #[test]
        fn different_names_have_different_iris(one in "[a-c./ ?]{0,6}", other in "[a-c./ ?]{0,6}") {
            prop_assert_eq!(one == other, local_name(&one) == local_name(&other));
        }
    }
}
