//! CoNLL-U to [`Document`]s, with the syntax that the file has and no need of a model.

use crate::source::Article;
use crate::span::Span;
use crate::text::{Deprel, Document, EntityKind, Name, NameKind, Sentence, SentenceKind, Token, TokenId, Upos, Xpos};
use std::ops::Range;
use thiserror::Error;

/// Why a text is not CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct ConlluError {
    line: usize,
    problem: &'static str,
}

impl ConlluError {
    /// The line, from 1, that could not be read; of faulty trees the last line of the sentence.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

/// Reads all documents of a CoNLL-U text, in one pass.
///
/// `# newdoc id` begins a document and names it; a file without is one document called `name`. The article's text is put together from
/// the tokens and `SpaceAfter=No`, with a blank line before `# newpar`. Words of a multiword token share its characters in
/// order. Files without syntax (`_` for heads) give tokens without heads, to be filled by
/// [`Analyzer::annotate`](crate::text::Analyzer::annotate). Empty nodes are skipped.
///
/// # Errors
/// With the first line that lacks columns, has ids out of order, or belongs to a sentence whose heads form no tree.
///
/// ```
/// let file = "1\tPoland\tPoland\tPROPN\tNNP\t_\t2\tnsubj\t_\tName=B-LOC\n2\tobjected\tobject\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No\n\
///             3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";
/// let documents = relata::text::conllu::read(file, "note")?;
/// assert_eq!(documents[0].text(), "Poland objected.");
/// # Ok::<(), relata::text::conllu::ConlluError>(())
/// ```
pub fn read(text: &str, name: &str) -> Result<Vec<Document>, ConlluError> {
    let mut documents = Vec::new();
    let mut open = Builder::new(name);
    for (index, line) in text.lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let at = |problem| ConlluError { line: index + 1, problem };
        if line.trim().is_empty() {
            open.close_sentence().map_err(at)?;
        } else if let Some(comment) = line.strip_prefix('#') {
            let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
            let value = value.trim();
            match key.trim() {
                "newdoc id" | "newdoc" => {
                    open.close_sentence().map_err(at)?;
                    documents.extend(open.finish());
                    open = Builder::new(if value.is_empty() { name } else { value });
                }
                "date" => open.article.date = value.parse().ok(),
                "newpar" | "newpar id" => open.starts_paragraph = true,
                "sent_id" => open.sentence_id = value.into(),
                "kind" if value == "title" => open.kind = SentenceKind::Title,
                _ => {}
            }
        } else {
            open.row(line).map_err(at)?;
        }
    }
    open.close_sentence().map_err(|problem| ConlluError { line: text.lines().count(), problem })?;
    documents.extend(open.finish());
    Ok(documents)
}

/// The words still to come of a multiword token.
struct Multiword {
    /// Number of its first word.
    first: usize,
    /// Number of its last word.
    last: usize,
    /// Its characters that no word has taken yet.
    rest: Range<usize>,
    /// Whether a blank follows it.
    spaced: bool,
}

/// One document in the making, and its open sentence.
struct Builder {
    article: Article,
    sentences: Vec<Sentence>,
    sentence_ids: Vec<Box<str>>,
    tokens: Vec<Token>,
    names: Vec<Name>,
    /// Whether a blank goes before the next token.
    spaced: bool,
    paragraph: u32,
    /// First token of the open sentence.
    first: usize,
    multiword: Option<Multiword>,
    starts_paragraph: bool,
    sentence_id: Box<str>,
    kind: SentenceKind,
}

impl Builder {
    fn new(doc: &str) -> Self {
        Self {
            article: Article::new(doc, ""),
            sentences: Vec::new(),
            sentence_ids: Vec::new(),
            tokens: Vec::new(),
            names: Vec::new(),
            spaced: false,
            paragraph: 0,
            first: 0,
            multiword: None,
            starts_paragraph: false,
            sentence_id: "".into(),
            kind: SentenceKind::Body,
        }
    }

    /// The document, unless nothing was read.
    fn finish(self) -> Option<Document> {
        let Self { mut article, sentences, sentence_ids, tokens, names, .. } = self;
        if let Some(title) = sentences.iter().find(|sentence| sentence.kind == SentenceKind::Title) {
            article.title = Some(title.span.of(&article.text).to_owned());
            article.title_span = Some(title.span);
        }
        (!sentences.is_empty()).then(|| Document::new(article, sentences, tokens, names).with_sentence_ids(sentence_ids))
    }

    /// Reads the line of a word, multiword token or empty node.
    fn row(&mut self, line: &str) -> Result<(), &'static str> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
            return Err("a word has ten columns, set apart by tabs");
        };
        if id.contains('.') {
            return Ok(());
        }
        if form.trim().is_empty() {
            return Err("a word without form");
        }
        let number = self.tokens.len() - self.first + 1;
        let spaced = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if let Some((from, to)) = id.split_once('-') {
            let last = to.parse().ok().filter(|last| *last >= number && from.parse() == Ok(number) && self.multiword.is_none());
            let last = last.ok_or("a multiword token stands before its words and names the first and last of them")?;
            let rest = self.push_text(form);
            self.multiword = Some(Multiword { first: number, last, rest, spaced });
            return Ok(());
        }
        if id.parse() != Ok(number) {
            return Err("words are numbered from 1 without a gap");
        }
        let (span, joined) = self.place(form, number, spaced);
        let deprel = Deprel::parse(deprel);
        let head = match head {
            "0" | "_" => None,
            other => {
                let head: u32 = other.parse().ok().filter(|head| *head < 1 << 24).ok_or("a head is the number of a word")?;
                Some(TokenId(self.first as u32 + head - 1))
            }
        };
        let item = |key: &str| misc.split('|').find_map(|item| item.strip_prefix(key)?.strip_prefix('='));
        let entity = EntityKind::parse(item("Entity").unwrap_or_default());
        if let Some(tag) = item("Name") {
            self.name(tag);
        }
        let (upos, xpos) = (Upos::parse(upos), Xpos::parse(xpos));
        self.tokens.push(Token { span, joined, lemma: lemma.into(), upos, xpos, head, deprel, entity });
        Ok(())
    }

    /// Adds `form` to the article's text, after a blank or break where one is due.
    fn push_text(&mut self, form: &str) -> Range<usize> {
        let text = &mut self.article.text;
        if self.tokens.len() == self.first && self.starts_paragraph && !text.is_empty() {
            text.push_str("\n\n");
        } else if self.spaced {
            text.push(' ');
        }
        self.spaced = false;
        let start = text.len();
        text.push_str(form.trim());
        start..text.len()
    }

    /// The characters of a word, and whether it continues the word before it.
    fn place(&mut self, form: &str, number: usize, spaced: bool) -> (Span, bool) {
        let Some(Multiword { first, last, rest, spaced }) = self.multiword.take() else {
            let range = self.push_text(form);
            self.spaced = spaced;
            return (Span::new(range.start, range.end), false);
        };
        let surface = &self.article.text[rest.clone()];
        // Where the words do not spell the token ("du" is "de le"), each but the last takes a character.
        let matched = if surface.starts_with(form) { form.len() } else { surface.chars().next().map_or(0, char::len_utf8) };
        let end = if number >= last { rest.end } else { rest.start + matched };
        if number >= last {
            self.spaced = spaced;
        } else {
            self.multiword = Some(Multiword { first, last, rest: end..rest.end, spaced });
        }
        (Span::new(rest.start, end), number > first)
    }

    /// Begins or goes on with a name at the token about to be pushed.
    fn name(&mut self, tag: &str) {
        let token = self.tokens.len() as u32;
        let Some((begin, kind)) = tag.split_once('-') else { return };
        let kind = NameKind::parse(kind);
        match self.names.last_mut() {
            Some(name) if begin == "I" && name.tokens.end == token && name.kind == kind => name.tokens.end += 1,
            _ => self.names.push(Name { tokens: token..token + 1, kind, rival: None }),
        }
    }

    /// Ends the open sentence, if it has words.
    fn close_sentence(&mut self) -> Result<(), &'static str> {
        let range = self.first..self.tokens.len();
        if range.is_empty() {
            return Ok(());
        }
        if self.multiword.is_some() {
            return Err("a multiword token without all of its words");
        }
        if !is_forest(&self.tokens[range.clone()], range.start) {
            return Err("the heads of the sentence lead out of it or in a circle");
        }
        self.paragraph += u32::from(self.starts_paragraph && !self.sentences.is_empty());
        let span = self.tokens[range.start].span.cover(self.tokens[range.end - 1].span);
        let tokens = range.start as u32..range.end as u32;
        self.sentences.push(Sentence { span, tokens, kind: self.kind, paragraph: self.paragraph });
        self.sentence_ids.push(std::mem::take(&mut self.sentence_id));
        self.first = self.tokens.len();
        self.starts_paragraph = false;
        self.kind = SentenceKind::Body;
        Ok(())
    }
}

/// Whether every token of a sentence, whose first has number `first`, leads up to a token without head.
fn is_forest(tokens: &[Token], first: usize) -> bool {
    let mut known = vec![false; tokens.len()];
    let mut path = Vec::new();
    for start in 0..tokens.len() {
        let mut at = start;
        path.clear();
        while !known[at] {
            if path.len() > tokens.len() {
                return false;
            }
            path.push(at);
            let Some(head) = tokens[at].head else { break };
            let Some(head) = head.index().checked_sub(first).filter(|head| *head < tokens.len()) else { return false };
            at = head;
        }
        for at in path.drain(..) {
            known[at] = true;
        }
    }
    true
}
