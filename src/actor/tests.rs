//! Documents built by hand, for the unit tests of the stage.

use crate::ontology::KnownActors;
use crate::source::Article;
use crate::span::Span;
use crate::text::{Deprel, Document, EntityKind, Name, NameKind, Sentence, SentenceKind, Token, TokenId, Upos, Xpos};

/// The built-in known actors.
pub(super) fn known() -> KnownActors {
    KnownActors::built_in()
}

/// A document of words in lines (form, lemma, UPOS, XPOS, head, relation, then `PER`, `+PER` and an entity kind, if any),
/// with a blank line between sentences; all words are set apart by blanks.
pub(super) fn document(lines: &str) -> Document {
    let (mut text, mut tokens, mut sentences, mut names) = (String::new(), Vec::new(), Vec::new(), Vec::<Name>::new());
    for block in lines.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let first = tokens.len() as u32;
        for line in block.lines().filter(|line| !line.trim().is_empty()) {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let start = text.len();
            text.push_str(columns[0]);
            let span = Span::new(start, text.len());
            text.push(' ');
            let head: u32 = columns[4].parse().unwrap();
            let mut entity = EntityKind::None;
            for mark in &columns[6..] {
                let at = tokens.len() as u32;
                match (mark.strip_prefix('+'), EntityKind::parse(mark)) {
                    (Some(_), _) => names.last_mut().unwrap().tokens.end = at + 1,
                    (None, EntityKind::None) => names.push(Name { tokens: at..at + 1, kind: NameKind::parse(mark), rival: None }),
                    (None, kind) => entity = kind,
                }
            }
            tokens.push(Token {
                span,
                joined: false,
                lemma: columns[1].into(),
                upos: Upos::parse(columns[2]),
                xpos: Xpos::parse(columns[3]),
                head: (head > 0).then(|| TokenId(first + head - 1)),
                deprel: Deprel::parse(columns[5]),
                entity,
            });
        }
        let range = first..tokens.len() as u32;
        let span = tokens[first as usize].span.cover(tokens.last().unwrap().span);
        sentences.push(Sentence { span, tokens: range, kind: SentenceKind::Body, paragraph: 0 });
    }
    Document::new(Article::new("test", text), sentences, tokens, names)
}
