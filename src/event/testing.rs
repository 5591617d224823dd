//! Documents built by hand for the unit tests of this stage.

use crate::source::Article;
use crate::span::Span;
use crate::text::{Deprel, Document, EntityKind, Sentence, SentenceKind, Token, TokenId, Upos, Xpos};

/// One sentence, a word a line: form, lemma, UPOS, XPOS, head (from 1; 0 for the root), relation.
pub(crate) fn sentence(words: &str) -> Document {
    let mut text = String::new();
    let mut tokens = Vec::new();
    for line in words.trim().lines() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [form, lemma, upos, xpos, head, deprel] = columns[..] else { panic!("six columns, not \"{line}\"") };
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(form);
        let head: u32 = head.parse().expect("heads are numbers");
        tokens.push(Token {
            span: Span::new(start, text.len()),
            joined: false,
            lemma: lemma.into(),
            upos: Upos::parse(upos),
            xpos: Xpos::parse(xpos),
            head: head.checked_sub(1).map(TokenId),
            deprel: Deprel::parse(deprel),
            entity: EntityKind::None,
        });
    }
    let sentence =
        Sentence { span: Span::new(0, text.len()), tokens: 0..tokens.len() as u32, kind: SentenceKind::Body, paragraph: 0 };
    Document::new(Article::new("test", text), vec![sentence], tokens, Vec::new())
}

/// The first token with this form.
pub(crate) fn token(document: &Document, form: &str) -> TokenId {
    let found = (0..document.tokens().len() as u32).map(TokenId).find(|&id| document.form(id) == form);
    found.unwrap_or_else(|| panic!("no token \"{form}\""))
}
