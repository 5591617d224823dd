//! In what light the text puts an event, whether it says that it happened, and whose word that is.
//!
//! From the trigger the way leads up the tree. What is met on it – modals, negation, words such as "plan" and "deny", the frames of promises
//! and demands, verbs of speech – changes the event's [`Standing`]. The nearest word decides: "denied that it planned to attack" is a plan,
//! denied. A finite clause of its own (relative, temporal, in apposition) ends the reach of modals, but not that of a speaker.

use super::matching::{ContextMatch, Match, Matcher, PERFORMED};
use super::types::{Attribution, Modality};
use crate::ontology::Light;
use crate::text::{Deprel, TokenId, Upos, Xpos};

/// In what light an event stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    pub modality: Modality,
    pub negated: bool,
    /// It is the content of another event and none of its own.
    pub suppressed: bool,
    pub attribution: Option<Attribution>,
}

/// Prepositions before a noun that name a time, place or manner: what governs such a noun says nothing of whether it happened.
const CIRCUMSTANCE: &[&str] = &[
    "in",
    "at",
    "during",
    "after",
    "before",
    "amid",
    "following",
    "since",
    "by",
    "as",
    "despite",
    "near",
    "while",
    "until",
    "over",
    "under",
    "through",
];

/// Prepositions that say of what follows that it did not happen.
const EXCLUDING: &[&str] = &["without", "instead", "rather", "barring"];

/// Reads the standing of triggers in one document.
pub(super) struct StandingReader<'a> {
    pub matcher: Matcher<'a>,
    /// For each token the match that it triggers.
    pub matches: Vec<Option<&'a Match>>,
    /// For each token the match of the light verb whose noun it is: "expressed *interest* in".
    pub carried: Vec<Option<&'a Match>>,
    /// For each token the context that it triggers.
    pub contexts: &'a [Option<ContextMatch>],
}

impl StandingReader<'_> {
    /// The standing of the event that a token triggers.
    pub fn read(&self, trigger: TokenId) -> Standing {
        let doc = self.matcher.document;
        let mut standing = Standing::default();
        self.apply_modifiers(trigger, &mut standing);
        // "will not accept" is a refusal, and that happened.
        if !self.matches[trigger.index()].is_some_and(|found| found.negation) {
            self.apply_clause(trigger, &mut standing);
        }
        let mut open = true;
        let mut token = trigger;
        self.attribute_aside(token, &mut standing);
        while let Some(head) = doc.token(token).head {
            if open {
                open = self.apply_edge(token, head, &mut standing);
            } else {
                self.attribute(token, head, &mut standing);
            }
            self.attribute_aside(head, &mut standing);
            token = head;
        }
        if open && self.ends_with_question(trigger) && standing.attribution.is_none() {
            set(&mut standing, Modality::Possible);
        }
        standing
    }

    /// Follows one edge upwards. Returns whether the head's clause still says something of whether the event happened.
    fn apply_edge(&self, token: TokenId, head: TokenId, standing: &mut Standing) -> bool {
        let doc = self.matcher.document;
        let deprel = doc.token(token).deprel;
        if deprel == Deprel::Conj {
            let shared = self.shares_auxiliaries(token);
            if shared {
                self.apply_clause(head, standing);
            }
            return shared || !matches!(doc.token(token).upos, Upos::Verb);
        }
        let reach = self.reach(token, head);
        if reach == Reach::None {
            self.attribute(token, head, standing);
            return false;
        }
        let light = self.light_of(head).filter(|&light| !self.leaves_speech_act_alone(token, light));
        if let Some(light) = light
            && (reach == Reach::Governed || reach == Reach::Support)
        {
            apply_light(standing, light, self.is_negated(head));
            self.attribute(token, head, standing);
            // "may plan to attack", "will announce sanctions": the governing word has a clause of its own, whose modals reach on. But
            // whether somebody says or will say that a thing happened is no news of the thing.
            if light != Light::Asserted || deprel == Deprel::Obj && self.contexts[head.index()].is_some() {
                self.apply_clause(head, standing);
            }
            return light != Light::Asserted || deprel == Deprel::Xcomp;
        }
        self.attribute(token, head, standing);
        // "*plans* are in motion for a meeting": the subject says in what light the phrase stands.
        if self.matcher.syntax.has_case(token, "for") {
            let subject = self.matcher.syntax.surface_subject(head).filter(|&subject| self.is_noun(subject));
            if let Some(light) = subject.and_then(|subject| self.light_of(subject)) {
                apply_light(standing, light, self.is_negated(head));
            }
        }
        if reach == Reach::Support || deprel == Deprel::Xcomp {
            self.apply_clause(head, standing);
            return true;
        }
        false
    }

    /// Whether a noun names a speech act that has been performed whatever is done to it: to reject a demand does not undo it.
    fn leaves_speech_act_alone(&self, noun: TokenId, light: Light) -> bool {
        let root = |found: &Match| {
            let kind = self.matcher.ontology.frame(found.frame).evokes;
            self.matcher.ontology.event_type(kind).root.as_str()
        };
        matches!(light, Light::Denied | Light::Suppressed)
            && self.matcher.document.token(noun).upos == Upos::Noun
            && self.matches[noun.index()].is_some_and(|found| PERFORMED.contains(&root(found)))
    }

    /// How far the head's clause reaches down to a word below it.
    fn reach(&self, token: TokenId, head: TokenId) -> Reach {
        let doc = self.matcher.document;
        let syntax = self.matcher.syntax;
        match doc.token(token).deprel {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass => Reach::Governed,
            Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj => {
                if self.is_support(head) {
                    Reach::Support
                } else if doc.token(token).deprel != Deprel::Nsubj || !self.has_object(head) {
                    Reach::Governed
                } else {
                    Reach::None
                }
            }
            Deprel::Obl | Deprel::Nmod => match syntax.case(token) {
                Some(case) if CIRCUMSTANCE.contains(&case.as_str()) => Reach::None,
                _ if self.is_support(head) => Reach::Support,
                _ => Reach::Governed,
            },
            Deprel::Acl if syntax.mark(token).is_some() => Reach::Governed,
            Deprel::Advcl if syntax.content(head).contains(&token) => Reach::Governed,
            Deprel::Advcl if syntax.is_infinitive(token) && doc.token(head).upos != Upos::Verb => Reach::Governed,
            _ => Reach::None,
        }
    }

    /// Modals, negation and subordinating words of the clause that a predicate heads.
    fn apply_clause(&self, predicate: TokenId, standing: &mut Standing) {
        let doc = self.matcher.document;
        if self.is_negated(predicate) {
            standing.negated = !standing.negated;
        }
        for &dependent in doc.dependents(predicate) {
            let form = doc.form(dependent).to_lowercase();
            match doc.token(dependent).deprel {
                Deprel::Aux => self.apply_auxiliary(predicate, &form, standing),
                Deprel::Mark | Deprel::Case => apply_mark(&form, standing),
                Deprel::Advmod => match form.as_str() {
                    "perhaps" | "maybe" | "possibly" | "potentially" | "likely" | "probably" => set(standing, Modality::Possible),
                    "if" | "whether" => set(standing, Modality::Hypothetical),
                    _ => {}
                },
                _ => {}
            }
        }
        if self.is_purpose(predicate) {
            set(standing, Modality::Planned);
        }
    }

    fn apply_auxiliary(&self, predicate: TokenId, form: &str, standing: &mut Standing) {
        let doc = self.matcher.document;
        match form {
            "will" | "'ll" | "’ll" | "shall" | "wo" => set(standing, Modality::Planned),
            "would" | "'d" | "’d" => {
                let perfect = doc.dependents_by(predicate, &[Deprel::Aux]).any(|aux| doc.form(aux).eq_ignore_ascii_case("have"));
                let reported = doc.token(predicate).deprel == Deprel::Ccomp;
                set(standing, if reported && !perfect { Modality::Planned } else { Modality::Hypothetical });
            }
            "may" | "might" => set(standing, Modality::Possible),
            "could" | "can" | "ca" if !standing.negated => set(standing, Modality::Possible),
            "should" | "must" | "ought" => set(standing, Modality::Requested),
            "is" | "are" | "was" | "were" if self.matcher.syntax.is_infinitive(predicate) => set(standing, Modality::Planned),
            _ => {}
        }
    }

    /// "a *planned* meeting", "*no* talks", "*possible* sanctions".
    fn apply_modifiers(&self, trigger: TokenId, standing: &mut Standing) {
        let doc = self.matcher.document;
        if doc.token(trigger).upos != Upos::Noun {
            return;
        }
        for modifier in doc.dependents_by(trigger, &[Deprel::Amod]) {
            if let Some(light) = self.light_of(modifier) {
                apply_light(standing, light, false);
            }
        }
        match self.matcher.syntax.case(trigger).as_deref() {
            Some(case) if EXCLUDING.contains(&case) => standing.negated = !standing.negated,
            Some("ahead") => set(standing, Modality::Planned),
            _ => {}
        }
    }

    fn is_negated(&self, predicate: TokenId) -> bool {
        self.matcher.syntax.negation(predicate).is_some()
    }

    /// A bare *to*-infinitive that no word governs: the purpose of the main clause, or a headline's future.
    fn is_purpose(&self, predicate: TokenId) -> bool {
        let doc = self.matcher.document;
        let token = doc.token(predicate);
        let adverbial = token.deprel == Deprel::Advcl || token.deprel == Deprel::Root || token.deprel == Deprel::Acl;
        adverbial
            && token.upos == Upos::Verb
            && self.matcher.syntax.is_infinitive(predicate)
            && token.head.is_none_or(|head| self.light_of(head).is_none() || doc.token(predicate).deprel == Deprel::Advcl)
    }

    /// What a word does to what it governs, as a context or as a frame.
    fn light_of(&self, token: TokenId) -> Option<Light> {
        if let Some(found) = self.matches[token.index()].or(self.carried[token.index()])
            && let Some(light) = self.matcher.ontology.frame(found.frame).content
        {
            return Some(light);
        }
        self.contexts[token.index()].map(|found| self.matcher.ontology.context(found.context).content)
    }

    /// Takes the speaker from a governing word, if the event stands in what is said.
    fn attribute(&self, token: TokenId, head: TokenId, standing: &mut Standing) {
        let doc = self.matcher.document;
        let clausal =
            matches!(doc.token(token).deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis | Deprel::Acl | Deprel::Advcl);
        if standing.attribution.is_some() {
            return;
        }
        let by_frame = self.matches[head.index()].filter(|found| self.matcher.ontology.frame(found.frame).content.is_some());
        if let Some(found) = by_frame {
            let governed = if clausal {
                self.matcher.syntax.content(head).contains(&token)
            } else {
                self.reach(token, head) == Reach::Governed && !matches!(self.light_of(head), Some(Light::Asserted))
            };
            if let (true, Some(agent)) = (governed, found.agents.first()) {
                standing.attribution = Some(Attribution {
                    actor: Some(agent.actor),
                    label: self.matcher.actors.actor(agent.actor).label.clone(),
                    cue: doc.token(head).span,
                });
            }
            return;
        }
        let speech = self.contexts[head.index()].is_some_and(|found| self.matcher.ontology.context(found.context).speech);
        if speech && clausal && (doc.token(token).deprel != Deprel::Advcl) {
            standing.attribution = self.speaker(head);
        }
    }

    /// "…, *the minister said*, …" and "*according to police*", beside the clause.
    fn attribute_aside(&self, predicate: TokenId, standing: &mut Standing) {
        let doc = self.matcher.document;
        if standing.attribution.is_some() {
            return;
        }
        for &dependent in doc.dependents(predicate) {
            let speech =
                self.contexts[dependent.index()].is_some_and(|found| self.matcher.ontology.context(found.context).speech);
            if doc.token(dependent).deprel == Deprel::Parataxis && speech && doc.token(dependent).upos == Upos::Verb {
                standing.attribution = self.speaker(dependent);
            } else if self.matcher.syntax.case(dependent).as_deref() == Some("according") {
                standing.attribution = self.source(dependent, doc.token(dependent).span);
            }
            if standing.attribution.is_some() {
                return;
            }
        }
    }

    /// Who speaks by a verb or noun of speech.
    pub fn speaker(&self, speech: TokenId) -> Option<Attribution> {
        let doc = self.matcher.document;
        let syntax = self.matcher.syntax;
        let subject = match doc.token(speech).upos {
            Upos::Noun => syntax.subject_of_noun(speech, 6),
            _ => syntax.subject(speech),
        };
        self.source(subject?, doc.token(speech).span)
    }

    fn source(&self, head: TokenId, cue: crate::span::Span) -> Option<Attribution> {
        let doc = self.matcher.document;
        if let Some(participant) = self.matcher.participants(head).first() {
            let label = self.matcher.actors.actor(participant.actor).label.clone();
            return Some(Attribution { actor: Some(participant.actor), label, cue });
        }
        // A pronoun that nobody could be found for names no source.
        if !matches!(doc.token(head).upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let modifiers = doc.dependents_by(head, &[Deprel::Compound, Deprel::Amod, Deprel::Flat]);
        let first = modifiers.map(|token| token.0).chain([head.0]).min().unwrap_or(head.0);
        let label = doc.span_of(&(first..head.0 + 1)).of(doc.text()).to_owned();
        Some(Attribution { actor: None, label, cue })
    }

    fn is_noun(&self, token: TokenId) -> bool {
        self.matcher.document.token(token).upos == Upos::Noun
    }

    fn is_support(&self, verb: TokenId) -> bool {
        let doc = self.matcher.document;
        matches!(doc.token(verb).upos, Upos::Verb | Upos::Aux) && self.matcher.ontology.is_in_list("support", doc.lemma(verb))
    }

    fn has_object(&self, verb: TokenId) -> bool {
        self.matcher.document.dependent(verb, Deprel::Obj).is_some()
    }

    /// "will meet Xi and *sign* the accord": a bare form shares what stands before the first verb.
    fn shares_auxiliaries(&self, conjunct: TokenId) -> bool {
        const OWN: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop];
        let doc = self.matcher.document;
        let bare = matches!(doc.token(conjunct).xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg);
        bare && doc.dependents_by(conjunct, OWN).next().is_none() || doc.token(conjunct).upos == Upos::Noun
    }

    fn ends_with_question(&self, token: TokenId) -> bool {
        let doc = self.matcher.document;
        doc.sentences()[doc.sentence_of(token)].span.of(doc.text()).trim_end_matches(['"', '”', '\'', '’', ')']).ends_with('?')
    }
}

/// How a word stands to the one that governs it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// As its complement or argument.
    Governed,
    /// The governing verb only carries it: "held *talks*".
    Support,
    /// As a circumstance.
    None,
}

/// The first word that says something of the event's reality has the last word on its modality.
fn set(standing: &mut Standing, modality: Modality) {
    if standing.modality == Modality::Asserted {
        standing.modality = modality;
    }
}

fn apply_light(standing: &mut Standing, light: Light, negated: bool) {
    match light {
        Light::Asserted => {}
        Light::Planned => set(standing, Modality::Planned),
        Light::Possible => set(standing, Modality::Possible),
        Light::Requested => set(standing, Modality::Requested),
        Light::Hypothetical => set(standing, Modality::Hypothetical),
        // "did not fail to", "did not deny": the clause's own negation is applied after this and takes it back.
        Light::Denied => standing.negated = !standing.negated,
        Light::CalledOff => {
            set(standing, Modality::Planned);
            standing.negated = !standing.negated;
        }
        Light::Suppressed => standing.suppressed = !negated,
    }
}

fn apply_mark(form: &str, standing: &mut Standing) {
    match form {
        "if" | "unless" | "lest" | "should" => set(standing, Modality::Hypothetical),
        "whether" => set(standing, Modality::Possible),
        _ if EXCLUDING.contains(&form) => standing.negated = !standing.negated,
        _ => {}
    }
}
