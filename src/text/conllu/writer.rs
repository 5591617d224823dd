//! [`Document`]s to CoNLL-U.

use crate::text::{Document, EntityKind, Name, SentenceKind, TokenId};
use std::io::{self, Write};

/// Writes a document, all its sentences and a blank line after each.
///
/// Reading it back with [`read`](super::read) gives the same sentences, tokens, tags, trees and names; runs of blanks and line
/// breaks in the text come back as one blank (or a blank line between paragraphs). Sentences without a name of their own are
/// called by the document's name and their number.
///
/// # Errors
/// Those of `out`.
pub fn write(document: &Document, out: &mut impl Write) -> io::Result<()> {
    let article = document.article();
    writeln!(out, "# newdoc id = {}", one_line(&article.doc))?;
    if let Some(date) = article.date {
        writeln!(out, "# date = {date}")?;
    }
    let mut names = document.names().iter().peekable();
    let mut paragraph = None;
    for (index, sentence) in document.sentences().iter().enumerate() {
        if paragraph != Some(sentence.paragraph) {
            writeln!(out, "# newpar")?;
            paragraph = Some(sentence.paragraph);
        }
        match document.sentence_id(index) {
            Some(id) => writeln!(out, "# sent_id = {}", one_line(id))?,
            None => writeln!(out, "# sent_id = {}-{}", one_line(&article.doc), index + 1)?,
        }
        if sentence.kind == SentenceKind::Title {
            writeln!(out, "# kind = title")?;
        }
        writeln!(out, "# text = {}", one_line(sentence.span.of(document.text())))?;
        for token in document.ids(&sentence.tokens) {
            while names.next_if(|name| name.tokens.end <= token.0).is_some() {}
            let name = names.peek().copied().filter(|name| name.tokens.contains(&token.0));
            multiword(document, token, sentence.tokens.end, out)?;
            word(document, token, sentence.tokens.start, name, out)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The line that announces a multiword token, if one begins at `token`.
fn multiword(document: &Document, token: TokenId, end: u32, out: &mut impl Write) -> io::Result<()> {
    let joined = |id: u32| document.token(TokenId(id)).joined;
    if joined(token.0) || token.0 + 1 >= end || !joined(token.0 + 1) {
        return Ok(());
    }
    let last = (token.0 + 1..end).take_while(|id| joined(*id)).last().unwrap_or(token.0);
    let first = document.sentences()[document.sentence_of(token)].tokens.start;
    let form = one_line(document.span_of(&(token.0..last + 1)).of(document.text()));
    let misc = if is_followed_directly(document, TokenId(last)) { "SpaceAfter=No" } else { "_" };
    writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", token.0 - first + 1, last - first + 1)
}

/// The line of one word.
fn word(document: &Document, id: TokenId, first: u32, name: Option<&Name>, out: &mut impl Write) -> io::Result<()> {
    let token = document.token(id);
    let inside = id.0 + 1 < document.tokens().len() as u32 && document.token(TokenId(id.0 + 1)).joined;
    let mut misc = Vec::new();
    if token.entity != EntityKind::None {
        misc.push(format!("Entity={}", token.entity));
    }
    if let Some(name) = name {
        misc.push(format!("Name={}-{}", if name.tokens.start == id.0 { 'B' } else { 'I' }, name.kind));
    }
    if !token.joined && !inside && is_followed_directly(document, id) {
        misc.push("SpaceAfter=No".into());
    }
    let misc = if misc.is_empty() { "_".into() } else { misc.join("|") };
    let head = token.head.map_or(0, |head| head.0 - first + 1);
    let (form, lemma) = (one_line(document.form(id)), one_line(&token.lemma));
    let (upos, xpos, deprel) = (token.upos, token.xpos, token.deprel);
    writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t{misc}", id.0 - first + 1)
}

/// Whether the next token begins where this one ends.
fn is_followed_directly(document: &Document, id: TokenId) -> bool {
    document.tokens().get(id.index() + 1).is_some_and(|next| next.span.start == document.token(id).span.end)
}

/// A value without what would break its line or column: blanks, tabs and line breaks become one blank.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
