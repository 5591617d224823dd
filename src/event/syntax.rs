//! Clauses as if they were active and complete: passives, control, participles and relative clauses undone.
//!
//! A frame says "subject" and "object"; [`Syntax`] finds the words that stand there in the deep sense, from a Universal Dependencies tree.
//! The rules follow the UD guidelines for English. What they need to know of single verbs stands in the lists of `ontology/lists/grammar.ttl`:
//! `subject_control` (the subject stays the doer of the infinitive although there is an object: "promised Kyiv to help"), `asking` (the infinitive
//! is what is asked for, however far behind it stands), `object_control` (the object is the doer of a gerund after a preposition) and `causative`
//! ("had them arrested").

use super::time::weekday;
use crate::ontology::{Ontology, Step};
use crate::text::{Deprel, Document, TokenId, Upos, Xpos};

/// Deepest chain of control and coordination that is followed; real sentences stay far below, broken trees must end.
const MAX_DEPTH: usize = 12;

/// Prepositions before a gerund that make it the deed of the object: "accused X of doing", "barred X from doing".
const OBJECT_CONTROL_MARKS: &[&str] = &["of", "for", "from", "against", "into", "with"];

const SUBJECTS: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter];

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

    /// Who does it: of a verb the deep subject, of an adjective or a predicate noun what it is said of.
    pub fn subject(self, predicate: TokenId) -> Option<TokenId> {
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
    pub fn surface_subject(self, predicate: TokenId) -> Option<TokenId> {
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
    fn own_subject(self, predicate: TokenId) -> Option<TokenId> {
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

    fn is_relative(self, token: TokenId) -> bool {
        matches!(self.document.token(token).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS)
    }

    /// The first member of the coordination that a word belongs to.
    pub fn first_conjunct(self, token: TokenId) -> TokenId {
        let word = self.document.token(token);
        word.head.filter(|_| word.deprel == Deprel::Conj).unwrap_or(token)
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
    pub fn subject_of_noun(self, noun: TokenId, depth: usize) -> Option<TokenId> {
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
    fn antecedent(self, token: TokenId, predicate: TokenId) -> TokenId {
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
