//! Who does it: the subject that a verb, participle, infinitive or noun has on the surface, by control, or by what governs it.

use super::syntax::{MAX_DEPTH, OBJECT_CONTROL_MARKS, SUBJECTS, Syntax};
use super::time::weekday;
use crate::text::{Deprel, TokenId, Upos, Xpos};

impl Syntax<'_> {
    /// Who does it: of a verb the deep subject, of an adjective or a predicate noun what it is said of.
    pub(super) fn subject(self, predicate: TokenId) -> Option<TokenId> {
        if self.document.token(predicate).upos == Upos::Verb && self.is_passive(predicate) {
            return self.agent_of_passive(predicate);
        }
        self.surface_subject(predicate)
    }

    fn agent_of_passive(self, verb: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let own = doc.dependent(verb, Deprel::OblAgent).or_else(|| self.prepositional(verb, "by").into_iter().next());
        // "was barred from the hall by the *guards*": the parser hung the doer one noun too low.
        let lower = || {
            let phrases = doc.dependents_by(verb, &[Deprel::Obl, Deprel::Obj]).filter(|&phrase| phrase > verb);
            phrases.flat_map(|phrase| self.prepositional(phrase, "by")).next()
        };
        // "Iran-backed militia": the doer stands before the hyphen.
        let before_hyphen = || {
            let participle = matches!(doc.token(verb).deprel, Deprel::Amod);
            participle.then(|| doc.dependents(verb).iter().copied().find(|&d| d < verb && self.is_nominal(d))).flatten()
        };
        // "asked to leave by *Niger*"
        let behind_infinitive = || {
            let infinitives = doc.dependents_by(verb, &[Deprel::Xcomp]).filter(|&clause| self.is_infinitive(clause));
            let mut phrases = infinitives.flat_map(|clause| doc.dependents_by(clause, &[Deprel::Obl, Deprel::OblAgent]));
            phrases.find(|&phrase| self.has_case(phrase, "by") && doc.token(phrase).upos == Upos::Propn)
        };
        own.or_else(lower).or_else(behind_infinitive).or_else(before_hyphen).or_else(|| self.causer(verb))
    }

    /// Who had it done: "*he* had them arrested".
    fn causer(self, participle: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let above = doc.token(participle).head?;
        let cause = match doc.token(participle).deprel {
            Deprel::Xcomp | Deprel::Ccomp => above,
            Deprel::Acl if doc.token(above).deprel == Deprel::Obj => doc.token(above).head?,
            _ => return None,
        };
        let is_verb = matches!(doc.token(cause).upos, Upos::Verb | Upos::Aux);
        (is_verb && self.is_in("causative", cause)).then(|| self.surface_subject(cause)).flatten()
    }

    /// What the clause is about on the surface: its own subject, or the one that control, coordination or a relative clause lends it.
    pub(super) fn surface_subject(self, predicate: TokenId) -> Option<TokenId> {
        self.surface_subject_within(predicate, MAX_DEPTH)
    }

    fn surface_subject_within(self, predicate: TokenId, depth: usize) -> Option<TokenId> {
        let doc = self.document;
        if let Some(own) = self.own_subject(predicate) {
            return Some(self.antecedent(own, predicate));
        }
        if let Some(stray) = self.stray_subject(predicate).or_else(|| self.misread_subject(predicate)) {
            return Some(stray);
        }
        let depth = depth.checked_sub(1)?;
        let token = doc.token(predicate);
        let head = token.head?;
        match token.deprel {
            // "supportive of Oslo and *critical* of Riga": an adjective hung on the name that the first governs.
            Deprel::Conj
                if token.upos == Upos::Adj && matches!(doc.token(head).upos, Upos::Propn | Upos::Noun) && head < predicate =>
            {
                self.surface_subject_within(doc.token(head).head?, depth)
            }
            Deprel::Conj => self.surface_subject_within(head, depth),
            Deprel::Xcomp => self.controller(predicate, head, depth),
            Deprel::Advcl => self.subject_of_adverbial(predicate, head, depth),
            // "accused Kabul of harbouring them", read as a phrase of the name.
            Deprel::Acl | Deprel::Nmod if token.xpos == Xpos::Vbg && self.is_blamed(self.first_conjunct(head)) => {
                Some(self.first_conjunct(head))
            }
            Deprel::Ccomp if self.is_infinitive(predicate) => self.surface_subject_within(head, depth),
            // "Lula *to host* Macron": a headline, the name is no noun with a complement.
            Deprel::Acl
                if self.is_infinitive(predicate) && (doc.token(head).upos == Upos::Propn || doc.token(head).head.is_none()) =>
            {
                Some(head)
            }
            Deprel::Acl if self.is_infinitive(predicate) => {
                self.bidden(head, predicate).or_else(|| self.subject_of_noun(head, depth))
            }
            Deprel::Acl | Deprel::Amod => match token.xpos {
                Xpos::Vbg | Xpos::Vbn => match self.mark(predicate) {
                    // "the decision of withdrawing": the noun is no participant, its own doer is.
                    Some(_) => self.subject_of_noun(head, depth),
                    None => Some(head),
                },
                _ if token.deprel == Deprel::Amod => Some(head),
                _ => None,
            },
            // A relative clause without a pronoun leaves the subject in place: what is missing is its object.
            Deprel::Parataxis if token.upos == Upos::Verb && token.xpos == Xpos::Vbg => self.surface_subject_within(head, depth),
            _ => None,
        }
    }

    /// The subject that hangs on a predicate itself. Parsers give some verbs two: the relative pronoun beside it is then the object, and one
    /// that stands behind the verb belongs to a verb of speech ("…, *officials* said").
    pub(super) fn own_subject(self, predicate: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let participle = matches!(doc.token(predicate).xpos, Xpos::Vbg) && doc.dependent(predicate, Deprel::Aux).is_none();
        let mut subjects = doc.dependents_by(predicate, SUBJECTS).filter(|&subject| !participle || subject < predicate);
        let first = subjects.next()?;
        let second = subjects.next();
        match second {
            Some(second) if self.is_relative(first) || doc.token(first).deprel == Deprel::NsubjOuter => Some(second),
            _ => Some(first),
        }
    }

    /// The subject of a verb of speech that the parser gave to the clause spoken.
    fn stray_subject(self, speech: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let above = doc.token(speech).head.filter(|_| doc.token(speech).deprel == Deprel::Parataxis);
        let spoken = above.or_else(|| doc.dependent(speech, Deprel::Ccomp).filter(|&clause| clause < speech))?;
        let own = self.own_subject(spoken)?;
        doc.dependents_by(spoken, SUBJECTS).find(|&subject| subject != own && spoken < subject && subject < speech)
    }

    /// The subject that the parser took for a phrase because of a preposition in its title: "the *Secretary of State Ann Lee* thanked …".
    fn misread_subject(self, verb: TokenId) -> Option<TokenId> {
        let doc = self.document;
        if !matches!(doc.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || doc.token(verb).deprel == Deprel::Conj {
            return None;
        }
        let titled = doc.dependents_by(verb, &[Deprel::Obl]).find(|&phrase| {
            let case = doc.dependent(phrase, Deprel::Case);
            phrase < verb && case.is_some_and(|case| doc.dependents(phrase).first().is_some_and(|&first| first < case))
        });
        titled.or_else(|| {
            // "*Oslo* Friday recalled its envoy": the agencies' day without "on", read as one name with the subject.
            let days = doc
                .dependents_by(verb, &[Deprel::OblUnmarked])
                .filter(|&day| day < verb && weekday(&doc.form(day).to_lowercase()).is_some());
            let mut before =
                days.flat_map(|day| doc.dependents_by(day, &[Deprel::Compound, Deprel::Flat]).filter(move |&word| word < day));
            before.rfind(|&word| doc.token(word).upos == Upos::Propn)
        })
    }

    /// Whether a noun is the object of a verb whose object is the doer of what follows "of", "for" or "from".
    fn is_blamed(self, noun: TokenId) -> bool {
        let doc = self.document;
        let is_object = matches!(doc.token(noun).deprel, Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass);
        is_object && doc.token(noun).head.is_some_and(|verb| self.is_in("object_control", verb))
    }

    /// Who is to do an infinitive or gerund: the governing verb's object if it has one, else its subject.
    fn controller(self, predicate: TokenId, head: TokenId, depth: usize) -> Option<TokenId> {
        let doc = self.document;
        // "summoned the envoy to protest"
        let host = doc.lemma(head) == "summon" && self.is_in("complaining", predicate);
        if host {
            return self.surface_subject_within(head, depth);
        }
        let object = doc
            .dependents_by(head, &[Deprel::Obj, Deprel::Iobj])
            .find(|&object| object != predicate)
            .filter(|_| !self.is_in("subject_control", head));
        // "called on Kyiv to yield", "appealed to them to stay": the one addressed.
        let addressed = || {
            let asking = self.is_in("asking", head) && !self.is_in("subject_control", head);
            let phrases = ["on", "to", "upon", "for"].into_iter().flat_map(|preposition| self.prepositional(head, preposition));
            asking.then(|| phrases.into_iter().find(|&phrase| phrase < predicate)).flatten()
        };
        match object.or_else(addressed) {
            Some(object) => Some(self.antecedent(object, head)),
            None => self.surface_subject_within(head, depth),
        }
    }

    fn subject_of_adverbial(self, predicate: TokenId, head: TokenId, depth: usize) -> Option<TokenId> {
        let mark = self.mark(predicate);
        let by_mark = mark.is_some_and(|mark| OBJECT_CONTROL_MARKS.contains(&self.document.form(mark).to_lowercase().as_str()));
        let asked = self.is_infinitive(predicate) && self.is_in("asking", head);
        if asked || by_mark && self.document.token(predicate).xpos == Xpos::Vbg {
            return self.controller(predicate, head, depth);
        }
        // "defended the right of its troops *to fire*", hung on the verb.
        let entitled = self.document.dependent(head, Deprel::Obj).filter(|_| self.is_infinitive(predicate));
        if let Some(noun) = entitled.filter(|&noun| self.is_in("entitlement", noun)) {
            return self.subject_of_noun(noun, depth);
        }
        self.surface_subject_within(head, depth)
    }

    /// Who is to do what a noun asks for: "an ultimatum to *Ecuador* to halt attacks".
    fn bidden(self, noun: TokenId, predicate: TokenId) -> Option<TokenId> {
        if !self.is_in("bidding", noun) {
            return None;
        }
        let verb = self.document.token(noun).head.filter(|_| self.document.token(noun).deprel == Deprel::Obj);
        let hosts = || std::iter::once(noun).chain(verb);
        let phrases =
            ["to", "on", "for"].into_iter().flat_map(|word| hosts().flat_map(move |host| self.prepositional(host, word)));
        let given = verb.and_then(|verb| self.document.dependent(verb, Deprel::Iobj));
        given.into_iter().chain(phrases).find(|&phrase| phrase < predicate)
    }

    /// Whose plan, decision or attempt a noun is: its possessor, or the subject of the verb that governs it.
    pub(super) fn subject_of_noun(self, noun: TokenId, depth: usize) -> Option<TokenId> {
        let doc = self.document;
        let depth = depth.checked_sub(1)?;
        doc.dependent(noun, Deprel::NmodPoss)
            .or_else(|| self.prepositional(noun, "by").into_iter().next())
            .or_else(|| self.prepositional(noun, "of").into_iter().next().filter(|_| self.is_in("entitlement", noun)))
            .or_else(|| self.modifiers(noun).into_iter().next())
            .or_else(|| {
                let token = doc.token(noun);
                let head = token.head?;
                match token.deprel {
                    Deprel::Obj | Deprel::Obl | Deprel::Xcomp => self.surface_subject_within(head, depth),
                    Deprel::Conj | Deprel::Nmod => self.subject_of_noun(head, depth),
                    _ => None,
                }
            })
    }
}
