//! Open relations: what each clause says in its own words, whether or not a frame knows it.
//!
//! A clause gives one proposition for each thing that it says of its subject: one for each object, each prepositional phrase, each
//! complement, and one for each phrase nested in these ("served as minister | of Australia" and "served as | minister of Australia"),
//! with the members of coordinations apart. This is the notion of a fact of BenchIE (Gashteovski et al., ACL 2022).

use super::standing::StandingReader;
use super::syntax::Syntax;
use super::types::Proposition;
use crate::text::{Deprel, Document, TokenId, Upos, Xpos};

/// All propositions of a document, in the order of the text.
pub(super) fn propositions(reader: &StandingReader<'_>) -> Vec<Proposition> {
    let writer = Writer { reader, document: reader.matcher.document, syntax: reader.matcher.syntax };
    let mut found = Vec::new();
    for index in 0..writer.document.tokens().len() as u32 {
        writer.clause(TokenId(index), &mut found);
    }
    found
}

struct Writer<'a> {
    reader: &'a StandingReader<'a>,
    document: &'a Document,
    syntax: Syntax<'a>,
}

/// What a clause says of its subject: a preposition, if there is one, and the head of the phrase.
struct Argument {
    preposition: Vec<TokenId>,
    head: TokenId,
    /// Whether the other arguments' relations go through it: "raised *funds* across".
    object: bool,
}

impl Writer<'_> {
    fn clause(&self, predicate: TokenId, found: &mut Vec<Proposition>) {
        let doc = self.document;
        let token = doc.token(predicate);
        let copular = doc.dependent(predicate, Deprel::Cop).is_some();
        let verbal = token.upos == Upos::Verb && !matches!(token.deprel, Deprel::Amod | Deprel::Xcomp | Deprel::Compound);
        if !copular && !verbal {
            return;
        }
        let Some(subject) = self.syntax.surface_subject(predicate) else { return };
        let relation = self.relation(predicate, copular);
        let arguments = self.arguments(predicate, copular);
        let standing = self.reader.read(predicate);
        let sentence = doc.sentence_of(predicate);
        for subject in self.members(subject) {
            let subject = self.phrase(subject, true);
            for (relation, argument) in self.facts(&relation, &arguments) {
                found.push(Proposition {
                    subject: subject.clone(),
                    relation,
                    arguments: vec![argument],
                    sentence,
                    head: predicate,
                    modality: standing.modality,
                    negated: standing.negated,
                });
            }
        }
    }

    /// Auxiliaries, negation, verb and particle, through chains of infinitives: "helped to raise".
    fn relation(&self, predicate: TokenId, copular: bool) -> String {
        let doc = self.document;
        let mut words = Vec::new();
        let mut verb = predicate;
        loop {
            let own = doc.dependents(verb).iter().copied().filter(|&dependent| match doc.token(dependent).deprel {
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => true,
                Deprel::Mark => verb != predicate && doc.token(dependent).xpos == Xpos::To,
                Deprel::Advmod => matches!(doc.form(dependent).to_lowercase().as_str(), "not" | "n't" | "n’t" | "never"),
                _ => false,
            });
            words.extend(own);
            if !(copular && verb == predicate) {
                words.push(verb);
            }
            match doc.dependents_by(verb, &[Deprel::Xcomp]).find(|&complement| doc.token(complement).upos == Upos::Verb) {
                Some(complement) if doc.dependent(verb, Deprel::Obj).is_none() => verb = complement,
                _ => break,
            }
        }
        words.sort_unstable();
        let words = self.words(&words);
        let bare = doc.token(predicate).deprel == Deprel::Acl && doc.token(predicate).xpos == Xpos::Vbn;
        if bare { format!("is {words}") } else { words }
    }

    fn arguments(&self, predicate: TokenId, copular: bool) -> Vec<Argument> {
        let doc = self.document;
        let mut found = Vec::new();
        if copular {
            found.extend(self.members(predicate).into_iter().map(|head| Argument {
                preposition: Vec::new(),
                head,
                object: true,
            }));
        }
        let mut verb = predicate;
        loop {
            for &dependent in doc.dependents(verb) {
                let token = doc.token(dependent);
                let wanted = match token.deprel {
                    Deprel::Obj | Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked | Deprel::Ccomp => true,
                    Deprel::Xcomp => token.upos != Upos::Verb || doc.dependent(verb, Deprel::Obj).is_some(),
                    Deprel::Advcl => self.syntax.mark(dependent).is_some(),
                    _ => false,
                };
                let relative = matches!(token.xpos, Xpos::Wdt | Xpos::Wp | Xpos::Wrb);
                // What a predicate noun governs belongs to its own phrase.
                if !wanted || relative || copular && verb == predicate && dependent < predicate {
                    continue;
                }
                let clausal = matches!(token.deprel, Deprel::Ccomp | Deprel::Advcl);
                let members = if clausal { vec![dependent] } else { self.members(dependent) };
                let preposition = if clausal { Vec::new() } else { self.preposition(dependent) };
                let object = token.deprel == Deprel::Obj;
                found.extend(members.into_iter().map(|head| Argument { preposition: preposition.clone(), head, object }));
            }
            match doc.dependents_by(verb, &[Deprel::Xcomp]).find(|&complement| doc.token(complement).upos == Upos::Verb) {
                Some(complement) if doc.dependent(verb, Deprel::Obj).is_none() => verb = complement,
                _ => return found,
            }
        }
    }

    /// Relation phrase and argument of each fact.
    fn facts(&self, relation: &str, arguments: &[Argument]) -> Vec<(String, String)> {
        let object = arguments.iter().find(|argument| argument.object);
        let mut facts = Vec::new();
        for argument in arguments {
            let through = match object {
                Some(object) if !argument.object => format!("{relation} {}", self.phrase(object.head, false)),
                _ => relation.to_owned(),
            };
            let through = joined(&through, &self.words(&argument.preposition));
            facts.push((through.clone(), self.phrase(argument.head, true)));
            for nested in self.nested(argument.head) {
                let host = self.phrase(argument.head, false);
                let preposition = self.words(&self.preposition(nested));
                for member in self.members(nested) {
                    facts.push((format!("{through} {host} {preposition}"), self.phrase(member, true)));
                }
            }
        }
        facts
    }

    /// The prepositional phrases of a noun.
    fn nested(&self, head: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        let phrases = doc.dependents_by(head, &[Deprel::Nmod, Deprel::Obl]).filter(|&nested| nested > head);
        phrases.filter(|&nested| self.syntax.case(nested).is_some() && self.syntax.is_nominal(head)).collect()
    }

    fn preposition(&self, head: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        let mut words = Vec::new();
        for case in doc.dependents_by(head, &[Deprel::Case]).filter(|&case| case < head) {
            words.push(case);
            words.extend(doc.dependents_by(case, &[Deprel::Fixed]));
        }
        words.sort_unstable();
        words
    }

    /// The members of a coordination of nouns, in order.
    fn members(&self, head: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        let same = |&member: &TokenId| (doc.token(member).upos == Upos::Verb) == (doc.token(head).upos == Upos::Verb);
        std::iter::once(head).chain(doc.dependents_by(head, &[Deprel::Conj]).filter(same)).collect()
    }

    /// The words of a phrase without its preposition, coordination, relative clauses and appositions; `whole`: with its prepositional phrases.
    fn phrase(&self, head: TokenId, whole: bool) -> String {
        let doc = self.document;
        let clausal = matches!(doc.token(head).deprel, Deprel::Ccomp | Deprel::Advcl);
        let mut words = vec![head];
        let mut open = vec![head];
        while let Some(token) = open.pop() {
            for &dependent in doc.dependents(token) {
                let at_head = token == head && !clausal;
                let keep = match doc.token(dependent).deprel {
                    Deprel::Conj | Deprel::Cc => !at_head,
                    Deprel::AclRelcl | Deprel::Appos | Deprel::Parataxis | Deprel::AdvclRelcl => false,
                    Deprel::Case
                    | Deprel::Mark
                    | Deprel::Cop
                    | Deprel::Aux
                    | Deprel::Nsubj
                    | Deprel::NsubjPass
                    | Deprel::Advcl => !at_head,
                    Deprel::Acl => !at_head || !matches!(doc.token(dependent).xpos, Xpos::Vbn | Xpos::Vbg),
                    Deprel::Nmod | Deprel::Obl => whole || !at_head || dependent < head,
                    Deprel::Punct => matches!(doc.token(dependent).xpos, Xpos::Hyph),
                    _ => true,
                };
                if keep {
                    words.push(dependent);
                    open.push(dependent);
                }
            }
        }
        words.sort_unstable();
        self.words(&words)
    }

    /// The words as they stand in the text; gaps are closed by a blank.
    fn words(&self, tokens: &[TokenId]) -> String {
        let doc = self.document;
        let mut text = String::new();
        let mut last: Option<TokenId> = None;
        for &token in tokens {
            let gap = last.map(|last| doc.token(last).span.end as usize..doc.token(token).span.start as usize);
            match gap.map(|gap| doc.text()[gap].is_empty()) {
                Some(true) | None => {}
                Some(false) => text.push(' '),
            }
            text.push_str(doc.form(token));
            last = Some(token);
        }
        text
    }
}

fn joined(first: &str, second: &str) -> String {
    if second.is_empty() { first.to_owned() } else { format!("{first} {second}") }
}
