//! [`Document`]: an article with its sentences, tokens and syntax. It owns them; everything else points into it.

use super::tags::{Deprel, EntityKind, EventRoot, NameKind, Upos, Xpos};
use crate::source::Article;
use crate::span::Span;
use std::ops::Range;

/// Index of a token in its [`Document`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TokenId(pub u32);

impl TokenId {
    /// The position in [`Document::tokens`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A syntactic word in the sense of Universal Dependencies ("don't" is two). It holds no text: ask the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Whether it continues the token before it within one multiword token, as "n't" does in "don't".
    pub joined: bool,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank part of speech.
    pub xpos: Xpos,
    /// The word that governs it; `None` for the root of its sentence. Always in the same sentence.
    pub head: Option<TokenId>,
    /// Its relation to that word.
    pub deprel: Deprel,
    /// If it heads a mention: what kind of thing is mentioned.
    pub entity: EntityKind,
}

/// What a sentence is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentenceKind {
    /// The headline.
    Title,
    /// The running text.
    Body,
}

/// A sentence: a run of tokens that form one tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first character to its last, without surrounding blanks.
    pub span: Span,
    /// First token and one past the last.
    pub tokens: Range<u32>,
    /// What it is part of.
    pub kind: SentenceKind,
    /// Number of the paragraph, from 0.
    pub paragraph: u32,
}

/// A named span, as the language model marks it: no leading article, no possessive ending.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// First token and one past the last.
    pub tokens: Range<u32>,
    /// What is named.
    pub kind: NameKind,
    /// The kind that the language model finds second likeliest, and by how much (natural logarithm of odds); `None` where the name
    /// was given.
    pub rival: Option<(NameKind, f32)>,
}

/// By how much the parser preferred a word's place in the tree to the next best, as differences of scores (logarithms of odds).
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Margin {
    /// Of the arc to its head; below 0 where the tree as a whole wanted another head than the word alone.
    pub arc: f32,
    /// Of the name of that arc.
    pub label: f32,
}

/// A word that may tell an event, as far as the language model can see: not what is stated, but what to look at.
#[derive(Clone, Debug, PartialEq)]
pub struct EventHint {
    /// The word.
    pub token: TokenId,
    /// The roots of the events that it may tell and how likely each is (0 to 1), the likeliest first; never empty.
    pub roots: Vec<(EventRoot, f32)>,
    /// The words that may head those who do it and how likely each does (0 to 1), in the order of the text.
    pub sources: Vec<(TokenId, f32)>,
    /// The same for those to whom it is done.
    pub targets: Vec<(TokenId, f32)>,
}

impl EventHint {
    /// How likely the word tells an event of a root.
    #[must_use]
    pub fn likely(&self, root: EventRoot) -> f32 {
        self.roots.iter().find(|(other, _)| *other == root).map_or(0.0, |(_, probability)| *probability)
    }
}

/// An analysed article. Built once by the text stage (or from CoNLL-U) and never changed.
#[derive(Clone, Debug)]
pub struct Document {
    article: Article,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    names: Vec<Name>,
    event_hints: Vec<EventHint>,
    /// Given names of the sentences, if any: empty, or one each.
    sentence_ids: Vec<Box<str>>,
    /// How sure the parser is of each token's place; empty where trees were given.
    margins: Vec<Margin>,
    /// Dependents of token `i` are `dependents[first[i]..first[i + 1]]`, in the order of the text.
    first: Vec<u32>,
    dependents: Vec<TokenId>,
}

/// What a [`Document`] is made of, but for its names.
pub(crate) struct Parts {
    pub(crate) article: Article,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) sentence_ids: Vec<Box<str>>,
}

impl Document {
    /// Puts an analysis together.
    ///
    /// `sentences` partition `tokens` in order, and heads stay within their sentence: the text stage sees to both.
    #[must_use]
    pub fn new(article: Article, sentences: Vec<Sentence>, tokens: Vec<Token>, names: Vec<Name>) -> Self {
        let mut first = vec![0u32; tokens.len() + 1];
        for head in tokens.iter().filter_map(|token| token.head) {
            first[head.index() + 1] += 1;
        }
        for index in 1..first.len() {
            first[index] += first[index - 1];
        }
        let mut next = first.clone();
        let mut dependents = vec![TokenId(0); first.last().copied().unwrap_or(0) as usize];
        for (index, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                dependents[next[head.index()] as usize] = TokenId(index as u32);
                next[head.index()] += 1;
            }
        }
        Self {
            article,
            sentences,
            tokens,
            names,
            event_hints: Vec::new(),
            sentence_ids: Vec::new(),
            margins: Vec::new(),
            first,
            dependents,
        }
    }

    /// The document with what the language model says of its events, in the order of the text.
    #[must_use]
    pub fn with_event_hints(mut self, hints: Vec<EventHint>) -> Self {
        debug_assert!(hints.is_sorted_by_key(|hint| hint.token));
        self.event_hints = hints;
        self
    }

    /// The words that may tell an event, as far as the language model can see, in the order of the text; none where trees were given.
    #[must_use]
    pub fn event_hints(&self) -> &[EventHint] {
        &self.event_hints
    }

    /// What the language model says of a token, if it may tell an event.
    #[must_use]
    pub fn event_hint(&self, token: TokenId) -> Option<&EventHint> {
        self.event_hints.binary_search_by_key(&token, |hint| hint.token).ok().map(|found| &self.event_hints[found])
    }

    /// The document with the names that its sentences had where they came from (one each, or none at all), to be written out again.
    #[must_use]
    pub fn with_sentence_ids(mut self, ids: Vec<Box<str>>) -> Self {
        debug_assert!(ids.is_empty() || ids.len() == self.sentences.len());
        self.sentence_ids = ids;
        self
    }

    /// The document with what the parser says of its doubts (one margin for each token).
    #[must_use]
    pub fn with_margins(mut self, margins: Vec<Margin>) -> Self {
        debug_assert_eq!(margins.len(), self.tokens.len());
        self.margins = margins;
        self
    }

    /// How sure the parser was of a token's place in its tree; `None` where the tree was given.
    #[must_use]
    pub fn margin(&self, id: TokenId) -> Option<Margin> {
        self.margins.get(id.index()).copied()
    }

    /// The name that a sentence had where it came from; `None` for those that were found in the text.
    #[must_use]
    pub fn sentence_id(&self, sentence: usize) -> Option<&str> {
        self.sentence_ids.get(sentence).map(AsRef::as_ref).filter(|id| !id.is_empty())
    }

    /// Takes the document apart, to be read again.
    pub(crate) fn into_parts(self) -> Parts {
        let Self { article, sentences, tokens, sentence_ids, .. } = self;
        Parts { article, sentences, tokens, sentence_ids }
    }

    /// The article that was analysed.
    #[must_use]
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.article.text
    }

    /// All sentences, in order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// All tokens, in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All named spans, in order; they do not overlap.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// One token.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// The token as it stands in the text.
    #[must_use]
    pub fn form(&self, id: TokenId) -> &str {
        self.token(id).span.of(self.text())
    }

    /// The token's dictionary form.
    #[must_use]
    pub fn lemma(&self, id: TokenId) -> &str {
        &self.token(id).lemma
    }

    /// The tokens of a sentence or another run of tokens.
    pub fn ids(&self, range: &Range<u32>) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        range.clone().map(TokenId)
    }

    /// The dependents of a token, in the order of the text.
    #[must_use]
    pub fn dependents(&self, id: TokenId) -> &[TokenId] {
        &self.dependents[self.first[id.index()] as usize..self.first[id.index() + 1] as usize]
    }

    /// The dependents of a token with one of the given relations.
    pub fn dependents_by<'d>(&'d self, id: TokenId, relations: &'d [Deprel]) -> impl DoubleEndedIterator<Item = TokenId> + 'd {
        self.dependents(id).iter().copied().filter(|dependent| relations.contains(&self.token(*dependent).deprel))
    }

    /// The first dependent with the given relation.
    #[must_use]
    pub fn dependent(&self, id: TokenId, relation: Deprel) -> Option<TokenId> {
        self.dependents(id).iter().copied().find(|dependent| self.token(*dependent).deprel == relation)
    }

    /// The words that govern a token: its head, the head's head, and so on up to the root.
    pub fn ancestors(&self, id: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.token(id).head, |ancestor| self.token(*ancestor).head)
    }

    /// Whether `ancestor` is `id` or governs it, however far above.
    #[must_use]
    pub fn dominates(&self, ancestor: TokenId, id: TokenId) -> bool {
        ancestor == id || self.ancestors(id).any(|above| above == ancestor)
    }

    /// Everything that a token governs, itself included, as a run of tokens from the first to the last.
    #[must_use]
    pub fn subtree(&self, id: TokenId) -> Range<u32> {
        let mut range = id.0..id.0 + 1;
        let mut open = vec![id];
        while let Some(token) = open.pop() {
            range.start = range.start.min(token.0);
            range.end = range.end.max(token.0 + 1);
            open.extend_from_slice(self.dependents(token));
        }
        range
    }

    /// The span from the first to the last of a run of tokens; empty runs give an empty span at 0.
    #[must_use]
    pub fn span_of(&self, range: &Range<u32>) -> Span {
        if range.is_empty() {
            return Span::default();
        }
        self.tokens[range.start as usize].span.cover(self.tokens[range.end as usize - 1].span)
    }

    /// The number of the sentence that a token stands in.
    #[must_use]
    pub fn sentence_of(&self, id: TokenId) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= id.0)
    }
}
