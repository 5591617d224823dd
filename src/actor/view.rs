//! [`View`]: a document with the questions that every pass of the actor stage asks of it.

use super::lexicon::Lexicon;
use crate::ontology::KnownActors;
use crate::text::{Deprel, Document, TokenId, Upos, Xpos};
use std::borrow::Cow;
use std::ops::Range;

/// What every pass reads and none changes.
#[derive(Clone, Copy)]
pub(super) struct View<'d> {
    pub doc: &'d Document,
    pub known: &'d KnownActors,
    pub lexicon: &'static Lexicon,
}

impl<'d> View<'d> {
    pub fn new(doc: &'d Document, known: &'d KnownActors) -> Self {
        Self { doc, known, lexicon: Lexicon::get() }
    }

    /// Number of tokens.
    pub fn len(&self) -> u32 {
        self.doc.tokens().len() as u32
    }

    /// The words of a run of tokens, with single blanks.
    pub fn words(&self, tokens: &Range<u32>) -> String {
        let text = self.doc.span_of(tokens).of(self.doc.text());
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn upos(&self, token: TokenId) -> Upos {
        self.doc.token(token).upos
    }

    pub fn deprel(&self, token: TokenId) -> Deprel {
        self.doc.token(token).deprel
    }

    pub fn head(&self, token: TokenId) -> Option<TokenId> {
        self.doc.token(token).head
    }

    /// The token as a lower-case word.
    pub fn lower(&self, token: TokenId) -> Cow<'d, str> {
        let form = self.doc.form(token);
        if form.chars().any(char::is_uppercase) { Cow::Owned(form.to_lowercase()) } else { Cow::Borrowed(form) }
    }

    /// The lemma in lower case.
    pub fn lemma(&self, token: TokenId) -> Cow<'d, str> {
        let lemma = self.doc.lemma(token);
        if lemma.chars().any(char::is_uppercase) { Cow::Owned(lemma.to_lowercase()) } else { Cow::Borrowed(lemma) }
    }

    /// The tokens of the sentence that a token stands in.
    pub fn sentence(&self, token: TokenId) -> Range<u32> {
        self.doc.sentences()[self.doc.sentence_of(token)].tokens.clone()
    }

    /// The token before, in the same sentence.
    pub fn before(&self, token: TokenId) -> Option<TokenId> {
        (token.0 > self.sentence(token).start).then(|| TokenId(token.0 - 1))
    }

    /// The token after a run, in the same sentence.
    pub fn after(&self, tokens: &Range<u32>) -> Option<TokenId> {
        let next = TokenId(tokens.end);
        (tokens.end < self.sentence(TokenId(tokens.end - 1)).end).then_some(next)
    }

    /// The prepositions of a noun, in lower case: "from", "according to".
    pub fn preposition(&self, noun: TokenId) -> Option<Cow<'d, str>> {
        let first = self.doc.dependents_by(noun, &[Deprel::Case]).find(|case| *case < noun && self.upos(*case) != Upos::Part)?;
        Some(if self.lower(first) == "including" { Cow::Borrowed("including") } else { self.lower(first) })
    }

    /// The noun's possessor: "Qatar's", "his".
    pub fn possessor(&self, noun: TokenId) -> Option<TokenId> {
        let parts = || self.doc.dependents_by(noun, &[Deprel::Compound]).filter(|part| part.0 + 2 >= noun.0);
        // Of "its secretary-general" the tree may hang "its" on either half.
        self.doc.dependent(noun, Deprel::NmodPoss).or_else(|| parts().find_map(|part| self.doc.dependent(part, Deprel::NmodPoss)))
    }

    /// The noun's first determiner, in lower case.
    pub fn determiner(&self, noun: TokenId) -> Option<Cow<'d, str>> {
        let determiner = self.doc.dependents_by(noun, &[Deprel::Det, Deprel::DetPredet]).next()?;
        Some(self.lower(determiner))
    }

    /// Whether a noun stands in the plural.
    pub fn is_plural(&self, noun: TokenId) -> bool {
        matches!(self.doc.token(noun).xpos, Xpos::Nns | Xpos::Nnps)
    }

    /// The word of a run of tokens that the others hang on.
    pub fn head_of(&self, tokens: &Range<u32>) -> TokenId {
        let outside = |token: &TokenId| self.head(*token).is_none_or(|head| !tokens.contains(&head.0));
        let mut heads = self.doc.ids(tokens).filter(outside);
        let first = heads.next().unwrap_or(TokenId(tokens.start));
        if self.upos(first) == Upos::Punct { heads.next().unwrap_or(first) } else { first }
    }

    /// The first of the conjuncts that a token is one of; the token itself if it is in no coordination.
    pub fn first_conjunct(&self, token: TokenId) -> TokenId {
        let mut first = token;
        while self.deprel(first) == Deprel::Conj {
            let Some(head) = self.head(first) else { break };
            first = head;
        }
        first
    }

    /// A token and what is coordinated with it below it, in the order of the text.
    pub fn conjuncts(&self, first: TokenId) -> Vec<TokenId> {
        let mut all = vec![first];
        let mut next = 0;
        while next < all.len() {
            all.extend(self.doc.dependents_by(all[next], &[Deprel::Conj]));
            next += 1;
        }
        all.sort_unstable();
        all
    }

    /// The verb, or predicate, of the clause that a token stands in.
    pub fn clause(&self, token: TokenId) -> TokenId {
        let clausal = |relation: Deprel| {
            matches!(
                relation,
                Deprel::Root
                    | Deprel::Ccomp
                    | Deprel::Xcomp
                    | Deprel::Advcl
                    | Deprel::AdvclRelcl
                    | Deprel::Acl
                    | Deprel::AclRelcl
                    | Deprel::Csubj
                    | Deprel::CsubjPass
                    | Deprel::CsubjOuter
                    | Deprel::Parataxis
            )
        };
        let verbal = |token: TokenId| matches!(self.upos(token), Upos::Verb | Upos::Aux);
        let mut at = token;
        let heads_clause = |token: TokenId| clausal(self.deprel(token)) || self.deprel(token) == Deprel::Conj && verbal(token);
        while !heads_clause(at) {
            let Some(head) = self.head(at) else { break };
            at = head;
        }
        at
    }
}
