//! Dictionary forms without a network: a table of exceptions, then the rule of the longest suffix.

use super::ModelError;
use crate::text::{Upos, Xpos};
use std::collections::HashMap;

/// Suffixes up to this many characters have rules.
const LONGEST_SUFFIX: usize = 7;

/// Gives the dictionary form of a word from its form and tags.
#[derive(Debug)]
pub(in crate::text) struct Lemmas {
    exceptions: HashMap<(&'static str, Upos, Xpos), &'static str>,
    /// How many characters to take away, and what to add, by tags and suffix.
    rules: HashMap<(Upos, Xpos, &'static str), (usize, &'static str)>,
}

impl Lemmas {
    /// Reads the two tables: `form upos xpos lemma`, and `upos xpos suffix strip append`.
    pub(super) fn parse(exceptions: &'static str, rules: &'static str) -> Result<Self, ModelError> {
        Ok(Self {
            exceptions: rows("lemmas.tsv", exceptions, |columns| match columns {
                &[form, upos, xpos, lemma] => Some(((form, Upos::parse(upos), Xpos::parse(xpos)), lemma)),
                _ => None,
            })?,
            rules: rows("lemma-rules.tsv", rules, |columns| match columns {
                &[upos, xpos, suffix, strip, append] => {
                    Some(((Upos::parse(upos), Xpos::parse(xpos), suffix), (strip.parse().ok()?, append)))
                }
                _ => None,
            })?,
        })
    }

    /// The dictionary form: of names in their own case, of all other words in lower case.
    pub(in crate::text) fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> Box<str> {
        let lower = form.to_lowercase();
        // Tokens may span a line break; a lemma does not.
        let base = if matches!(xpos, Xpos::Nnp | Xpos::Nnps) { form } else { &lower };
        for key in [form, lower.as_str()] {
            if let Some(lemma) = self.exceptions.get(&(key, upos, xpos)) {
                return (*lemma).into();
            }
        }
        self.by_suffix(base, upos, xpos).unwrap_or_else(|| base.into())
    }

    fn by_suffix(&self, word: &str, upos: Upos, xpos: Xpos) -> Option<Box<str>> {
        let length = word.chars().count();
        let starts = word.char_indices().map(|(start, _)| start).chain([word.len()]);
        let (strip, append) = starts
            .skip(length.saturating_sub(LONGEST_SUFFIX))
            .find_map(|start| self.rules.get(&(upos, xpos, word.get(start..)?)))?;
        let kept = word.char_indices().nth(length.saturating_sub(*strip)).map_or(word.len(), |(end, _)| end);
        let lemma = [&word[..kept], append].concat();
        (!lemma.is_empty()).then(|| lemma.into())
    }
}

/// A map from the rows of a table of tab-separated columns.
fn rows<K: std::hash::Hash + Eq, V>(
    file: &'static str,
    table: &'static str,
    parse: impl Fn(&[&'static str]) -> Option<(K, V)>,
) -> Result<HashMap<K, V>, ModelError> {
    let rows = table.split('\n').enumerate().filter(|(_, row)| !row.is_empty());
    rows.map(|(index, row)| {
        let columns: Vec<&str> = row.split('\t').collect();
        parse(&columns).ok_or_else(|| ModelError::Table { file, problem: format!("line {}", index + 1) })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_come_before_rules_and_long_suffixes_before_short() {
        let exceptions = "went\tVERB\tVBD\tgo\n'\tPART\tPOS\t's\n";
        let rules = "VERB\tVBD\ted\t2\t\nVERB\tVBD\tied\t3\ty\nNOUN\tNNS\t\t1\t\n";
        let lemmas = Lemmas::parse(exceptions, rules).unwrap();
        assert_eq!(&*lemmas.lemma("Went", Upos::Verb, Xpos::Vbd), "go");
        assert_eq!(&*lemmas.lemma("denied", Upos::Verb, Xpos::Vbd), "deny");
        assert_eq!(&*lemmas.lemma("Talked", Upos::Verb, Xpos::Vbd), "talk");
        assert_eq!(&*lemmas.lemma("talks", Upos::Noun, Xpos::Nns), "talk");
        assert_eq!(&*lemmas.lemma("s", Upos::Noun, Xpos::Nns), "s");
        assert_eq!(&*lemmas.lemma("Putin", Upos::Propn, Xpos::Nnp), "Putin");
        assert_eq!(&*lemmas.lemma("é", Upos::Noun, Xpos::Nn), "é");
    }

    #[test]
    fn damaged_tables_are_named() {
        let error = Lemmas::parse("a\tb\n", "").unwrap_err();
        assert_eq!(error.to_string(), "lemmas.tsv of the language model is damaged: line 1");
    }
}
