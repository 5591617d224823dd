//! Clauses as if they were active and complete: passives, control, participles and relative clauses undone.
//!
//! A frame says "subject" and "object"; [`Syntax`] finds the words that stand there in the deep sense, from a Universal Dependencies tree.
//! The rules follow the UD guidelines for English. What they need to know of single verbs stands in the lists of `ontology/lists/grammar.ttl`:
//! `subject_control` (the subject stays the doer of the infinitive although there is an object: "promised Kyiv to help"), `asking` (the infinitive
//! is what is asked for, however far behind it stands), `object_control` (the object is the doer of a gerund after a preposition) and `causative`
//! ("had them arrested").

use crate::ontology::{Ontology, Step};
use crate::text::{Deprel, Document, TokenId, Upos, Xpos};

/// Deepest chain of control and coordination that is followed; real sentences stay far below, broken trees must end.
pub(super) const MAX_DEPTH: usize = 12;

/// Prepositions before a gerund that make it the deed of the object: "accused X of doing", "barred X from doing".
pub(super) const OBJECT_CONTROL_MARKS: &[&str] = &["of", "for", "from", "against", "into", "with"];

pub(super) const SUBJECTS: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];

/// Words that deny their clause, or of which nothing is said as having happened: "*no one* met them".
const NEGATIVE: &[&str] =
    &["no", "not", "n't", "n’t", "never", "nobody", "none", "nothing", "neither", "nor", "hardly", "scarcely", "barely"];

/// A view of a document's trees by deep grammatical functions. Costs nothing to make.
#[derive(Clone, Copy)]
pub(super) struct Syntax<'d> {
    pub document: &'d Document,
    pub ontology: &'d Ontology,
}

impl<'d> Syntax<'d> {
    /// The heads of what fills one step from `token`; coordinated fillers are given by their first member.
    pub fn fillers(self, token: TokenId, step: &Step) -> Vec<TokenId> {
        match step {
            Step::Subject => self.subject(token).into_iter().collect(),
            Step::Object => self.objects(token),
            Step::Indirect => self.indirect(token).into_iter().collect(),
            Step::Possessive => {
                let owners = self.document.dependents_by(token, &[Deprel::NmodPoss]);
                owners.map(|owner| self.antecedent(owner, token)).collect()
            }
            Step::Case => self.document.dependents_by(token, &[Deprel::Case]).collect(),
            Step::Modifier => self.modifiers(token),
            Step::Content => self.content(token),
            Step::Infinitive => {
                self.content(token).into_iter().filter(|&clause| self.is_infinitive(clause) && !self.is_finite(clause)).collect()
            }
            Step::That => {
                self.content(token).into_iter().filter(|&clause| self.is_finite(clause) || self.is_that_clause(clause)).collect()
            }
            Step::Negated => self.negation(token).into_iter().collect(),
            Step::Auxiliary => self.document.dependents_by(token, &[Deprel::Aux]).collect(),
            Step::Preposition(preposition) => self.prepositional(token, preposition),
        }
    }

    pub fn is_in(self, list: &str, token: TokenId) -> bool {
        self.ontology.is_in_list(list, self.document.lemma(token))
    }

    /// The word by which a clause says that it is not so: "not", or the "no" of its subject or object.
    pub fn negation(self, predicate: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let negative = |token: TokenId| NEGATIVE.iter().any(|word| doc.form(token).eq_ignore_ascii_case(word));
        doc.dependents(predicate).iter().find_map(|&dependent| match doc.token(dependent).deprel {
            // "not only": what follows happened.
            Deprel::Advmod if doc.dependents(dependent).iter().any(|&d| doc.form(d) == "only") => None,
            Deprel::Advmod | Deprel::Det | Deprel::CcPreconj if negative(dependent) => Some(dependent),
            Deprel::Advmod if doc.form(dependent) == "longer" => doc.dependents(dependent).iter().copied().find(|&d| negative(d)),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl if negative(dependent) => Some(dependent),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => {
                doc.dependents_by(dependent, &[Deprel::Det]).find(|&det| negative(det))
            }
            _ => None,
        })
    }

    /// Whether a verb is passive, a bare participle after or before its noun included.
    pub fn is_passive(self, verb: TokenId) -> bool {
        self.is_passive_within(verb, MAX_DEPTH)
    }

    fn is_passive_within(self, verb: TokenId, depth: usize) -> bool {
        let doc = self.document;
        let token = doc.token(verb);
        let mut auxiliary = false;
        for &dependent in doc.dependents(verb) {
            match doc.token(dependent).deprel {
                Deprel::NsubjPass if self.is_misread_passive(verb) => auxiliary = true,
                // "Oslo *stood by* Riga": active, whatever the phrase was read as.
                Deprel::OblAgent if self.is_active_clause(verb) => {}
                Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent => return true,
                Deprel::Aux | Deprel::Nsubj => auxiliary = true,
                _ => {}
            }
        }
        if auxiliary || token.xpos != Xpos::Vbn {
            return false;
        }
        match (token.deprel, token.head) {
            (Deprel::Acl | Deprel::Amod | Deprel::Advcl | Deprel::Root, _) => doc.dependent(verb, Deprel::Obj).is_none(),
            (Deprel::Conj, Some(head)) if depth > 0 => self.is_passive_within(head, depth - 1),
            (Deprel::Xcomp, _) => true,
            _ => false,
        }
    }

    /// Whether a finite verb has a subject of the active, and no "be".
    fn is_active_clause(self, verb: TokenId) -> bool {
        let doc = self.document;
        let finite = matches!(doc.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb);
        finite && doc.dependent(verb, Deprel::Nsubj).is_some() && doc.dependent(verb, Deprel::AuxPass).is_none()
    }

    /// Whether a verb without "be" is active although its subject was read as that of a passive: "Ankara *berated* Riga" has an object, "Accra
    /// has *deported* them" another auxiliary. Without either a finite verb is passive in headlines only ("Editor *jailed*").
    fn is_misread_passive(self, verb: TokenId) -> bool {
        let doc = self.document;
        let mut auxiliaries = doc.dependents_by(verb, &[Deprel::AuxPass, Deprel::Aux]).map(|word| doc.lemma(word)).peekable();
        if auxiliaries.peek().is_some() {
            return !auxiliaries.any(|lemma| ["be", "get"].contains(&lemma));
        }
        let finite = doc.token(verb).xpos == Xpos::Vbd;
        match doc.dependent(verb, Deprel::Obj).or_else(|| self.nominal_complement(verb)) {
            Some(_) => finite || doc.dependent(verb, Deprel::Obj).is_none() || !self.is_headline(verb),
            None => finite && !self.is_headline(verb),
        }
    }

    /// A name that the parser took for the complement of a verb.
    fn nominal_complement(self, verb: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let is_name = |&token: &TokenId| doc.token(token).upos == Upos::Propn && doc.dependent(token, Deprel::Case).is_none();
        doc.dependents_by(verb, &[Deprel::Xcomp]).find(is_name)
    }

    /// Whether a word's sentence ends without a stop.
    fn is_headline(self, token: TokenId) -> bool {
        let doc = self.document;
        let sentence = doc.sentences()[doc.sentence_of(token)].span.of(doc.text());
        sentence.trim_end().ends_with(|last: char| last.is_alphanumeric())
    }

    pub(super) fn is_relative(self, token: TokenId) -> bool {
        matches!(self.document.token(token).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS)
    }

    /// The first member of the coordination that a word belongs to.
    pub fn first_conjunct(self, token: TokenId) -> TokenId {
        let word = self.document.token(token);
        word.head.filter(|_| word.deprel == Deprel::Conj).unwrap_or(token)
    }

    /// Direct objects: of the active the object, of the passive the surface subject, in a relative clause the antecedent.
    pub fn objects(self, verb: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        if self.is_passive(verb) {
            // "was given tanks", "was denied a visa": the surface subject is the indirect object.
            let retained = doc.dependent(verb, Deprel::Obj).filter(|_| doc.dependent(verb, Deprel::NsubjPass).is_some());
            return retained.or_else(|| self.surface_subject(verb)).into_iter().collect();
        }
        let own: Vec<_> = doc.dependents_by(verb, &[Deprel::Obj]).map(|object| self.antecedent(object, verb)).collect();
        if !own.is_empty() {
            // "lent Kyiv/obj money/obj": parsers call both direct, the first is the indirect one.
            let later = own.len().saturating_sub(1);
            return own[later..].to_vec();
        }
        if let Some(name) = self.nominal_complement(verb).filter(|_| doc.dependent(verb, Deprel::NsubjPass).is_some()) {
            return vec![name];
        }
        // "which the council accuses": two subjects, of which the pronoun is none.
        let misread = doc
            .dependents_by(verb, SUBJECTS)
            .next()
            .filter(|&first| self.is_relative(first) && self.own_subject(verb) != Some(first));
        // "asked Dubai to help": the only object, though the treebank calls it indirect.
        if let Some(only) = misread.or_else(|| doc.dependent(verb, Deprel::Iobj)) {
            return vec![self.antecedent(only, verb)];
        }
        // "denounced as a crime *the suppression* of the unrest": an object behind its phrase, read as one more phrase.
        let mut late =
            doc.dependents_by(verb, &[Deprel::Obl]).filter(|&noun| noun > verb && doc.dependent(noun, Deprel::Case).is_none());
        if let Some(late) =
            late.next_back().filter(|&noun| doc.token(noun).upos == Upos::Noun && doc.dependent(verb, Deprel::Ccomp).is_none())
        {
            return vec![late];
        }
        let token = doc.token(verb);
        match (token.deprel, token.head) {
            // "the city Russia captured": the gap is the object if the subject is there.
            (Deprel::AclRelcl, Some(head)) if self.has_own_subject(verb) && !self.has_relative_pronoun(verb) => vec![head],
            // "met and praised the envoys": a conjunct without object of its own shares a later one.
            (_, _) => self.sharing(verb).and_then(|later| doc.dependent(later, Deprel::Obj)).into_iter().collect(),
        }
    }

    /// The coordinated verb whose object and phrases are those of an earlier verb too, which has no object of its own: "met and *praised*".
    pub fn sharing(self, verb: TokenId) -> Option<TokenId> {
        let doc = self.document;
        if doc.token(verb).upos != Upos::Verb || doc.dependent(verb, Deprel::Obj).is_some() {
            return None;
        }
        let later = doc.dependents_by(verb, &[Deprel::Conj]);
        let mut later = later.filter(|&later| doc.token(later).upos == Upos::Verb && !self.has_own_subject(later));
        later.find(|&later| {
            let near = doc.token(later).xpos == doc.token(verb).xpos && later.0 - verb.0 <= 3;
            near && doc.dependent(later, Deprel::Obj).is_some()
        })
    }

    /// Indirect object, in the passive too.
    pub fn indirect(self, verb: TokenId) -> Option<TokenId> {
        let doc = self.document;
        if let Some(own) = doc.dependent(verb, Deprel::Iobj) {
            return Some(self.antecedent(own, verb));
        }
        let mut objects = doc.dependents_by(verb, &[Deprel::Obj]);
        if let (Some(first), Some(_)) = (objects.next(), objects.next()) {
            return Some(self.antecedent(first, verb));
        }
        let passive_with_object = doc.dependent(verb, Deprel::Obj).is_some() && self.is_passive(verb);
        passive_with_object.then(|| self.surface_subject(verb)).flatten()
    }

    /// What stands after a preposition: "with" gives the noun in "met with the envoy". Words of many parts are joined by `_`.
    pub fn prepositional(self, token: TokenId, preposition: &str) -> Vec<TokenId> {
        const NOMINAL: &[Deprel] =
            &[Deprel::Obl, Deprel::Nmod, Deprel::OblAgent, Deprel::Xcomp, Deprel::Advcl, Deprel::NmodUnmarked];
        let doc = self.document;
        let direct = doc.dependents_by(token, NOMINAL).filter(|&dependent| self.is_nominal(dependent));
        let mut found: Vec<_> = direct
            .filter(|&dependent| self.has_case(dependent, preposition))
            .map(|dependent| self.antecedent(dependent, token))
            .collect();
        // "proposals laid out *by* the assembly": whose they are stands under the participle.
        if found.is_empty() && preposition == "by" && doc.token(token).upos == Upos::Noun {
            found.extend(
                doc.dependents_by(token, &[Deprel::Acl]).filter_map(|participle| doc.dependent(participle, Deprel::OblAgent)),
            );
        }
        // "the sanctions imposed *on* Riga": whom they are on stands under the participle that only carries them.
        if found.is_empty() && doc.token(token).upos == Upos::Noun && preposition != "by" && preposition != "of" {
            let carriers = doc.dependents_by(token, &[Deprel::Acl]).filter(|&participle| self.is_in("support", participle));
            let phrases = carriers.flat_map(|participle| doc.dependents_by(participle, &[Deprel::Obl]));
            found.extend(phrases.filter(|&phrase| self.has_case(phrase, preposition)));
        }
        // "the bloc that they talked with": the preposition is left alone.
        if found.is_empty() && doc.token(token).deprel == Deprel::AclRelcl {
            let stranded = doc.dependents(token).iter().any(|&dependent| {
                doc.token(dependent).upos == Upos::Adp && doc.form(dependent).eq_ignore_ascii_case(preposition) && {
                    doc.token(dependent).deprel != Deprel::CompoundPrt && doc.dependents(dependent).is_empty()
                }
            });
            found.extend(doc.token(token).head.filter(|_| stranded));
        }
        found
    }

    /// Whether a noun stands after this preposition.
    pub fn has_case(self, noun: TokenId, preposition: &str) -> bool {
        let doc = self.document;
        if preposition == "from" && self.has_case(noun, "out") && self.has_case(noun, "of") {
            return true;
        }
        doc.dependents_by(noun, &[Deprel::Case]).any(|case| {
            let mut parts = preposition.split('_');
            let first = parts.next().unwrap_or_default();
            doc.form(case).eq_ignore_ascii_case(first) && {
                let fixed: Vec<_> = doc.dependents_by(case, &[Deprel::Fixed]).collect();
                let rest: Vec<_> = parts.collect();
                rest.is_empty() && fixed.is_empty()
                    || rest.len() == fixed.len() && rest.iter().zip(&fixed).all(|(p, &f)| doc.form(f).eq_ignore_ascii_case(p))
            }
        })
    }

    /// The preposition or prepositions before a noun, lower-case.
    pub fn case(self, noun: TokenId) -> Option<String> {
        let case = self.document.dependent(noun, Deprel::Case)?;
        Some(self.document.form(case).to_lowercase())
    }

    /// Words before a noun that may name a participant: "*US–Iran* talks", "*Saudi*-led raid".
    pub fn modifiers(self, noun: TokenId) -> Vec<TokenId> {
        const CHAIN: &[Deprel] =
            &[Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodDesc, Deprel::Conj, Deprel::NmodUnmarked];
        let doc = self.document;
        let mut found = Vec::new();
        let mut open: Vec<_> = doc.dependents_by(noun, CHAIN).filter(|&dependent| dependent < noun).collect();
        while let Some(token) = open.pop() {
            if doc.token(token).upos != Upos::Verb {
                found.push(token);
            }
            open.extend(
                doc.dependents_by(token, CHAIN).chain(doc.dependents_by(token, &[Deprel::OblUnmarked])).filter(|&d| d < noun),
            );
        }
        found.sort_unstable();
        found
    }

    /// The clauses that a word governs: complements, and gerunds after a preposition.
    pub fn content(self, token: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        let is_content = |&dependent: &TokenId| match doc.token(dependent).deprel {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass => true,
            Deprel::Acl => self.is_infinitive(dependent) || self.mark(dependent).is_some(),
            Deprel::Advcl => self.mark(dependent).is_some_and(|mark| {
                OBJECT_CONTROL_MARKS.contains(&doc.form(mark).to_lowercase().as_str())
                    // "declined to answer": parsers take some complements for purposes, but these stand elsewhere.
                    || doc.token(mark).xpos == Xpos::To && (mark.0 == token.0 + 1 || self.is_in("asking", token))
            }),
            _ => false,
        };
        // "Oslo must pay, *said* the judge": the words spoken stand above.
        let spoken = doc.token(token).head.filter(|_| {
            let speech = doc.token(token).deprel == Deprel::Parataxis && doc.token(token).upos == Upos::Verb;
            speech && doc.dependents_by(token, SUBJECTS).next().is_some() && doc.dependent(token, Deprel::Ccomp).is_none()
        });
        // "called the claim *false*": parsers take the adjective behind the object for its modifier.
        let behind = doc.dependents_by(token, &[Deprel::Obj]).flat_map(|object| {
            doc.dependents_by(object, &[Deprel::Amod])
                .filter(move |&adjective| adjective > object && doc.token(adjective).upos == Upos::Adj)
        });
        let below = doc.dependents(token).iter().copied().filter(is_content);
        below.chain(spoken).chain(behind).filter(|&clause| !self.is_question(clause)).collect()
    }

    /// Whether a clause has a verb in a tense or with a modal, and so says something by itself.
    fn is_finite(self, predicate: TokenId) -> bool {
        let doc = self.document;
        let finite = |token: TokenId| matches!(doc.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        finite(predicate) || doc.dependents_by(predicate, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).any(finite)
    }

    /// "that it *be* dropped": a clause with "that", whatever its verb's form.
    fn is_that_clause(self, predicate: TokenId) -> bool {
        self.document.dependents_by(predicate, &[Deprel::Mark]).any(|mark| self.document.form(mark).eq_ignore_ascii_case("that"))
    }

    /// Whether a clause asks: "whether …", "who …", "what …".
    fn is_question(self, predicate: TokenId) -> bool {
        let doc = self.document;
        doc.dependents(predicate).iter().any(|&dependent| match doc.token(dependent).deprel {
            Deprel::Mark => doc.form(dependent).eq_ignore_ascii_case("whether"),
            Deprel::Punct => doc.form(dependent) == "?",
            Deprel::Advmod | Deprel::Obj | Deprel::Nsubj => {
                dependent < predicate && matches!(doc.token(dependent).xpos, Xpos::Wrb | Xpos::Wp)
            }
            _ => false,
        })
    }

    /// The word that introduces a subordinate clause: "to", "that", "if", "of".
    pub fn mark(self, predicate: TokenId) -> Option<TokenId> {
        self.document.dependent(predicate, Deprel::Mark).or_else(|| {
            let token = self.document.token(predicate);
            (token.upos == Upos::Verb).then(|| self.document.dependent(predicate, Deprel::Case)).flatten()
        })
    }

    /// Whether a predicate is a *to*-infinitive, a passive or copular one included.
    pub fn is_infinitive(self, predicate: TokenId) -> bool {
        let doc = self.document;
        doc.dependents(predicate)
            .iter()
            .any(|&dependent| doc.token(dependent).deprel == Deprel::Mark && doc.token(dependent).xpos == Xpos::To)
    }

    /// Whether a token can head a noun phrase.
    pub fn is_nominal(self, token: TokenId) -> bool {
        matches!(
            self.document.token(token).upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Det | Upos::X | Upos::Sym
        )
    }

    /// The noun that a relative pronoun stands for; any other word stands for itself.
    pub(super) fn antecedent(self, token: TokenId, predicate: TokenId) -> TokenId {
        let doc = self.document;
        if !self.is_relative(token) || self.is_asked(token, predicate) {
            return token;
        }
        std::iter::once(predicate)
            .chain(doc.ancestors(predicate))
            .take(MAX_DEPTH)
            .find(|&above| doc.token(above).deprel == Deprel::AclRelcl)
            .and_then(|relative| doc.token(relative).head)
            .unwrap_or(token)
    }

    /// What "what" stands for in "what he called a *coup*", "what they described as *brutality*".
    pub fn named_by_clause(self, what: TokenId) -> Option<TokenId> {
        const NAMING: &[&str] =
            &["call", "describe", "term", "see", "regard", "consider", "portray", "characterise", "characterize", "view"];
        let doc = self.document;
        if doc.token(what).xpos != Xpos::Wp || !doc.form(what).eq_ignore_ascii_case("what") {
            return None;
        }
        let clause = doc.dependents_by(what, &[Deprel::AclRelcl]).find(|&clause| NAMING.contains(&doc.lemma(clause)))?;
        let named = doc.dependents_by(clause, &[Deprel::Obj, Deprel::Xcomp, Deprel::Obl, Deprel::Ccomp]);
        named
            .filter(|&named| named > clause && self.is_nominal(named))
            .find(|&named| doc.token(named).deprel != Deprel::Obl || self.has_case(named, "as"))
    }

    /// Whether a clause asks for this word: "reveal *who* had given the order".
    fn is_asked(self, word: TokenId, predicate: TokenId) -> bool {
        let token = self.document.token(predicate);
        token.deprel == Deprel::Ccomp && token.head.is_some_and(|verb| verb < word)
    }

    fn has_own_subject(self, verb: TokenId) -> bool {
        self.document.dependents_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some()
    }

    fn has_relative_pronoun(self, verb: TokenId) -> bool {
        let doc = self.document;
        // "both of *whom*", "*whose* sister"
        let below = doc
            .dependents(verb)
            .iter()
            .flat_map(|&dependent| std::iter::once(dependent).chain(doc.dependents(dependent).iter().copied()));
        below.filter(|&token| token < verb).any(|token| matches!(doc.token(token).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{sentence, token};
    use super::*;

    fn forms(document: &Document, tokens: &[TokenId]) -> Vec<String> {
        tokens.iter().map(|&token| document.form(token).to_owned()).collect()
    }

    #[test]
    fn passive_gives_its_roles_back() {
        let document = sentence(
            "Envoys envoy NOUN NNS 3 nsubj:pass
             were be AUX VBD 3 aux:pass
             expelled expel VERB VBN 0 root
             by by ADP IN 5 case
             Ghana Ghana PROPN NNP 3 obl:agent",
        );
        let ontology = Ontology::built_in();
        let syntax = Syntax { document: &document, ontology: &ontology };
        let verb = token(&document, "expelled");
        assert_eq!(syntax.subject(verb), Some(token(&document, "Ghana")));
        assert_eq!(forms(&document, &syntax.objects(verb)), ["Envoys"]);
    }

    #[test]
    fn object_of_a_demand_is_the_doer_of_what_is_demanded() {
        let document = sentence(
            "Kyiv Kyiv PROPN NNP 2 nsubj
             urged urge VERB VBD 0 root
             Paris Paris PROPN NNP 2 obj
             to to PART TO 5 mark
             send send VERB VB 2 xcomp
             tanks tank NOUN NNS 5 obj",
        );
        let ontology = Ontology::built_in();
        let syntax = Syntax { document: &document, ontology: &ontology };
        assert_eq!(syntax.subject(token(&document, "send")), Some(token(&document, "Paris")));
        assert_eq!(syntax.fillers(token(&document, "urged"), &Step::Infinitive), [token(&document, "send")]);
    }

    #[test]
    fn subject_of_a_promise_stays_the_doer() {
        let document = sentence(
            "Oslo Oslo PROPN NNP 2 nsubj
             promised promise VERB VBD 0 root
             Riga Riga PROPN NNP 2 obj
             to to PART TO 5 mark
             help help VERB VB 2 xcomp",
        );
        let ontology = Ontology::built_in();
        let syntax = Syntax { document: &document, ontology: &ontology };
        assert_eq!(syntax.subject(token(&document, "help")), Some(token(&document, "Oslo")));
    }

    #[test]
    fn relative_pronoun_stands_for_its_noun() {
        let document = sentence(
            "Orban Orban PROPN NNP 7 nsubj:pass
             who who PRON WP 3 nsubj
             visited visit VERB VBD 1 acl:relcl
             Kyiv Kyiv PROPN NNP 3 obj
             was be AUX VBD 7 aux:pass
             publicly publicly ADV RB 7 advmod
             rebuked rebuke VERB VBN 0 root",
        );
        let ontology = Ontology::built_in();
        let syntax = Syntax { document: &document, ontology: &ontology };
        assert_eq!(syntax.subject(token(&document, "visited")), Some(token(&document, "Orban")));
        assert_eq!(syntax.subject(token(&document, "rebuked")), None, "nobody is named");
    }

    #[test]
    fn participles_belong_to_their_noun_or_their_clause() {
        let document = sentence(
            "Iran Iran PROPN NNP 3 compound
             - - PUNCT HYPH 3 punct
             backed back VERB VBN 4 amod
             rebels rebel NOUN NNS 5 nsubj
             left leave VERB VBD 0 root
             accusing accuse VERB VBG 5 advcl
             Aden Aden PROPN NNP 6 obj",
        );
        let ontology = Ontology::built_in();
        let syntax = Syntax { document: &document, ontology: &ontology };
        let backed = token(&document, "backed");
        assert_eq!(syntax.subject(backed), Some(token(&document, "Iran")));
        assert_eq!(forms(&document, &syntax.objects(backed)), ["rebels"]);
        assert_eq!(syntax.subject(token(&document, "accusing")), Some(token(&document, "rebels")));
    }
}
