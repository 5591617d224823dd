//! Frames on trees: which words evoke an event, and who stands in its roles.

use super::parties::Role;
use super::reciprocal::is_reciprocal;
use super::syntax::Syntax;
use super::types::Participant;
use crate::actor::{ActorKind, Actors, Mention, MentionKind};
use crate::ontology::{Condition, Demand, Evoked, FrameId, Ontology, Pattern, Slot, Step, Trigger, WordClass};
use crate::span::Span;
use crate::text::{Deprel, Document, TokenId, Upos};
use std::collections::BTreeSet;

/// A frame found in the text, with its roles.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// The word that evokes it.
    pub trigger: TokenId,
    /// The frame.
    pub frame: FrameId,
    /// Number of the pattern that fits best.
    pub pattern: u32,
    /// The nouns that a light verb's conditions name: they are part of this event, and evoke none of their own.
    pub consumed: Vec<TokenId>,
    /// Whether the pattern leaves one side out on purpose: a resignation has no patient.
    pub one_sided: bool,
    /// Whether the clause's negation is part of the event.
    pub negation: bool,
    /// Who did it.
    pub agents: Vec<Participant>,
    /// To whom.
    pub patients: Vec<Participant>,
}

/// A context word found in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct ContextMatch {
    /// Number of the context in the ontology.
    pub context: u32,
}

/// Roots whose events hold in both directions without more: all parties are peers.
pub(super) const MUTUAL_IN_ITSELF: &[&str] = &["CONSULT", "AGREE", "COOPERATE"];

/// Roots whose deeds are done to places themselves; to meet, refuse or sanction a capital is to do it to its state.
const ON_THE_GROUND: &[&str] = &["ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"];

/// Roots of speech acts: what was said was said, whatever is done about it.
pub(super) const PERFORMED: &[&str] = &["REQUEST", "ACCUSE", "THREATEN", "REJECT", "AGREE", "SUPPORT"];

/// Matches the ontology's patterns on one document.
#[derive(Clone, Copy)]
pub(super) struct Matcher<'a> {
    pub document: &'a Document,
    pub actors: &'a Actors,
    pub ontology: &'a Ontology,
    pub syntax: Syntax<'a>,
}

impl<'a> Matcher<'a> {
    pub fn new(document: &'a Document, actors: &'a Actors, ontology: &'a Ontology) -> Self {
        Self { document, actors, ontology, syntax: Syntax { document, ontology } }
    }

    /// The PLOVER root of what was found.
    pub fn root_of(self, found: &Match) -> &'a str {
        self.ontology.event_type(self.ontology.frame(found.frame).evokes).root.as_str()
    }

    /// The best frame of each trigger, in the order of the text.
    pub fn matches(self) -> Vec<Match> {
        let in_name = self.tokens_in_names();
        let triggers = (0..self.document.tokens().len()).filter(|&index| !in_name[index]);
        let matches: Vec<Match> = triggers.filter_map(|index| self.best(TokenId(index as u32))).collect();
        self.absorb(matches)
    }

    /// For each token the context that it is a trigger of.
    pub fn contexts(self) -> Vec<Option<ContextMatch>> {
        let find = |token| {
            let evoked = self.ontology.evoked(self.document.lemma(token), word_class(self.document.token(token).upos)?);
            evoked.iter().find_map(|&evoked| {
                let Evoked::Context(context, number) = evoked else { return None };
                let pattern = &self.ontology.context(context).patterns[number as usize];
                let holds = self.is_triggered(token, pattern) && pattern.conditions.iter().all(|c| self.holds(token, pattern, c));
                holds.then_some(ContextMatch { context })
            })
        };
        (0..self.document.tokens().len()).map(|index| find(TokenId(index as u32))).collect()
    }

    fn best(self, token: TokenId) -> Option<Match> {
        let class = word_class(self.document.token(token).upos)?;
        let mut best: Option<(usize, Match)> = None;
        for &evoked in self.ontology.evoked(self.document.lemma(token), class).iter().chain(self.ontology.evoked("*", class)) {
            let Evoked::Frame(frame, number) = evoked else { continue };
            let pattern = &self.ontology.frame(frame).patterns[number as usize];
            let Some((score, mut found)) = self.try_pattern(token, frame, pattern) else { continue };
            found.pattern = number;
            if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
                best = Some((score, found));
            }
        }
        best.map(|(_, found)| found)
    }

    /// The match and how specific it is.
    pub(super) fn try_pattern(self, token: TokenId, frame: FrameId, pattern: &Pattern) -> Option<(usize, Match)> {
        if !self.is_triggered(token, pattern) || !pattern.conditions.iter().all(|c| self.holds(token, pattern, c)) {
            return None;
        }
        let root = self.ontology.event_type(self.ontology.frame(frame).evokes).root.as_str();
        let mut agents = self.role(token, pattern, &pattern.agent, Role::Agent, &[]);
        if agents.is_empty() && is_noun(self.document, token) && !pattern.agent.is_empty() {
            agents = self.doer_by_support(token);
            if agents.is_empty() && root == "CONSULT" {
                agents = self.host_of_circumstance(token);
            } else if agents.is_empty() && root == "PROTEST" && self.syntax.has_case(token, "in") {
                // "*The dean* resigned in protest at …"
                let subject = self.document.token(token).head.and_then(|verb| self.syntax.surface_subject(verb));
                agents = subject.map(|subject| self.participants(subject)).unwrap_or_default();
            }
        }
        let role = if ON_THE_GROUND.contains(&root) { Role::Patient } else { Role::Counterpart };
        let mut patients = self.role(token, pattern, &pattern.patient, role, &agents);
        if agents.is_empty() && (patients.is_empty() || self.is_bare_participle(token)) {
            return None;
        }
        if patients.is_empty() && is_noun(self.document, token) && !pattern.patient.is_empty() {
            patients = self.sufferer(token, &agents, role);
        }
        if patients.is_empty() && root == "REQUEST" && is_noun(self.document, token) {
            patients = self.granter(token, &agents);
        }
        if patients.is_empty() && root == "PROTEST" {
            patients = self.protested_against(token, role, &agents);
        }
        if pattern.mutual && patients.is_empty() && !MUTUAL_IN_ITSELF.contains(&root) {
            // "signed by A and B": one line, from the one to the others.
            patients = agents.split_off(agents.len().min(1));
        }
        // A pattern that finds whom the type cannot do without beats one that does not.
        let kind = self.ontology.event_type(self.ontology.frame(frame).evokes);
        let whole = !kind.requires_patient || !patients.is_empty() || agents.len() >= 2;
        let score = usize::from(whole) * 64
            + pattern.conditions.len() * 4
            + self.compounds(token, pattern) * 4
            + usize::from(!patients.is_empty()) * 2
            + usize::from(!agents.is_empty());
        let consumed = self.light_nouns(token, pattern);
        Some((
            score,
            Match {
                trigger: token,
                frame,
                pattern: 0,
                consumed,
                one_sided: pattern.agent.is_empty() || pattern.patient.is_empty(),
                negation: pattern.includes_negation(),
                agents,
                patients,
            },
        ))
    }

    /// "the *kidnapped* engineers": a description, no news of the kidnapping.
    pub(super) fn is_bare_participle(self, token: TokenId) -> bool {
        self.document.token(token).deprel == Deprel::Amod && self.document.token(token).upos == Upos::Verb
    }

    pub(super) fn is_triggered(self, token: TokenId, pattern: &Pattern) -> bool {
        let class = word_class(self.document.token(token).upos);
        pattern.triggers.iter().any(|trigger| Some(trigger.class) == class && self.is_trigger(token, trigger))
    }

    fn is_trigger(self, token: TokenId, trigger: &Trigger) -> bool {
        let doc = self.document;
        if doc.lemma(token) != trigger.lemma && trigger.lemma != "*" {
            return false;
        }
        let mut particles = doc.dependents_by(token, &[Deprel::CompoundPrt]);
        let particle_fits = match &trigger.particle {
            None => trigger.lemma == "*" || particles.next().is_none(),
            Some(wanted) => {
                doc.dependents_by(token, &[Deprel::CompoundPrt, Deprel::Advmod]).any(|d| doc.form(d).eq_ignore_ascii_case(wanted))
                    // "pulled *out of* Mali", read as one preposition.
                    || wanted.as_str() == "out" && doc.dependents_by(token, &[Deprel::Obl]).any(|d| self.syntax.has_case(d, "out"))
                    // "voted *down* the motion", read as a preposition of the object.
                    || doc.dependents_by(token, &[Deprel::Obj])
                        .flat_map(|object| doc.dependents_by(object, &[Deprel::Case]))
                        .any(|case| case.0 == token.0 + 1 && doc.form(case).eq_ignore_ascii_case(wanted))
            }
        };
        particle_fits
            && trigger.compound.as_ref().is_none_or(|first| {
                doc.dependents_by(token, &[Deprel::Compound, Deprel::Amod])
                    .any(|d| doc.lemma(d) == first || doc.form(d).eq_ignore_ascii_case(first))
            })
    }

    pub(super) fn holds(self, token: TokenId, pattern: &Pattern, condition: &Condition) -> bool {
        let fillers = self.slot(token, &condition.slot, &[]);
        let of_kind = |kinds: &[ActorKind]| {
            let hosts = self.light_nouns(token, pattern);
            let fillers = if hosts.is_empty() { fillers.clone() } else { self.slot(token, &condition.slot, &hosts) };
            fillers.iter().any(|&filler| {
                // A personal pronoun that nobody could be found for is somebody all the same.
                let somebody = kinds.contains(&ActorKind::Person) && self.is_unresolved_person(filler)
                    || is_reciprocal(self.document, filler);
                // "*U.N. helicopters* evacuated …": whose they are acts.
                let acting = condition.slot.0 == [Step::Subject];
                let kind = |p: Participant| if acting { self.in_role(p.clone(), Role::Agent).unwrap_or(p) } else { p };
                somebody || self.participants(filler).into_iter().any(|p| kinds.contains(&self.actors.actor(kind(p).actor).kind))
            })
        };
        match &condition.demand {
            Demand::Filled => {
                !fillers.is_empty() || !self.slot(token, &condition.slot, &self.light_nouns(token, pattern)).is_empty()
            }
            Demand::Empty => fillers.is_empty(),
            Demand::Lemma(words) => fillers.iter().any(|&filler| self.is_one_of(filler, words)),
            Demand::NotLemma(words) => !fillers.iter().any(|&filler| self.is_one_of(filler, words)),
            // "was allowed to leave": somebody allowed it.
            Demand::Kind(_) if condition.slot.0 == [Step::Subject] && fillers.is_empty() && self.is_agentless(token) => true,
            Demand::Kind(kinds) => of_kind(kinds),
            Demand::NotKind(kinds) => !of_kind(kinds),
        }
    }

    /// A passive that does not say by whom.
    fn is_agentless(self, token: TokenId) -> bool {
        self.document.token(token).upos == Upos::Verb && self.syntax.is_passive(token)
    }

    fn is_unresolved_person(self, token: TokenId) -> bool {
        const PERSONAL: &[&str] = &["i", "we", "he", "she", "they", "him", "her", "them", "who"];
        let form = self.document.form(token).to_lowercase();
        self.actors.headed_by(token).is_none() && PERSONAL.contains(&form.as_str())
    }

    /// The nouns that the pattern's conditions name by lemma: "talks" in "hold talks with".
    pub(super) fn light_nouns(self, token: TokenId, pattern: &Pattern) -> Vec<TokenId> {
        let mut nouns = Vec::new();
        for condition in &pattern.conditions {
            let (Demand::Lemma(words), [_]) = (&condition.demand, condition.slot.0.as_slice()) else { continue };
            let fillers = self.slot(token, &condition.slot, &[]);
            // A clause keeps its own event: "vowed to *attack*".
            let is_noun = |&filler: &TokenId| self.document.token(filler).upos != Upos::Verb;
            nouns.extend(fillers.into_iter().filter(|&filler| self.is_one_of(filler, words)).filter(is_noun));
        }
        nouns
    }

    /// How many conditions hold by a compound of two words: "held a *phone call*" says more than "held a *call*".
    fn compounds(self, token: TokenId, pattern: &Pattern) -> usize {
        let by_compound = |condition: &&Condition| {
            let Demand::Lemma(words) = &condition.demand else { return false };
            let fillers = self.slot(token, &condition.slot, &[]);
            fillers
                .into_iter()
                .any(|filler| self.is_one_of(filler, words) && !words.contains(&self.document.lemma(filler).to_lowercase()))
        };
        pattern.conditions.iter().filter(by_compound).count()
    }

    /// Whether a word's lemma is among these, alone or with the word before it in a compound ("joint_exercise").
    fn is_one_of(self, token: TokenId, words: &BTreeSet<String>) -> bool {
        let doc = self.document;
        let lemma = doc.lemma(token).to_lowercase();
        let lemma = lemma.as_str();
        words.contains(lemma)
            || doc
                .dependents_by(token, &[Deprel::Compound, Deprel::Amod])
                .any(|first| words.contains(&format!("{}_{lemma}", doc.lemma(first))))
            || doc.token(token).upos == Upos::Pron && self.stands_for_one_of(token, words)
    }

    /// Whether a pronoun's actor is elsewhere described by one of these words: "police dispersed *them*", the protesters.
    fn stands_for_one_of(self, pronoun: TokenId, words: &BTreeSet<String>) -> bool {
        let Some(mention) = self.actors.headed_by(pronoun).map(|id| self.actors.mention(id)) else { return false };
        let described = |other: &&Mention| other.kind == MentionKind::Nominal && other.actors == mention.actors;
        self.actors.mentions.iter().filter(described).any(|other| words.contains(self.document.lemma(other.head)))
    }

    /// The heads of what fills a slot of `token`, or of one of the `hosts` that share its dependents.
    pub(super) fn slot(self, token: TokenId, slot: &Slot, hosts: &[TokenId]) -> Vec<TokenId> {
        let Some((first, rest)) = slot.0.split_first() else { return Vec::new() };
        let mut found = self.syntax.fillers(token, first);
        // "condemned *what he called* a coup": the coup.
        found = found.into_iter().map(|filler| self.syntax.named_by_clause(filler).unwrap_or(filler)).collect();
        if matches!(first, Step::Object | Step::Subject) {
            found = found.into_iter().flat_map(|filler| self.measured(filler)).collect();
        }
        if found.is_empty() && matches!(first, Step::Preposition(_) | Step::Possessive | Step::Modifier) {
            let mut lenders = hosts.to_vec();
            if is_noun(self.document, token) && matches!(first, Step::Preposition(_)) {
                lenders.extend(self.support_verbs(token));
                lenders.extend(self.coordinated(token));
            }
            found = lenders.iter().flat_map(|&host| self.syntax.fillers(host, first)).filter(|&filler| filler != token).collect();
        }
        if let (true, Step::Preposition(preposition)) = (found.is_empty(), first) {
            found = self.prepositional_below(token, preposition);
        }
        if let (true, Step::Preposition(_), Some(later)) = (found.is_empty(), first, self.syntax.sharing(token)) {
            // "donated and delivered goods *to a clinic*"
            found = self.syntax.fillers(later, first);
        }
        let objects = found.clone();
        for step in rest {
            found = found.iter().flat_map(|&filler| self.syntax.fillers(filler, step)).collect();
        }
        // "accepted demands *from the rebels*", hung on the verb.
        if let (true, Step::Object, [Step::Preposition(preposition)], Some(&object)) =
            (found.is_empty(), first, rest, objects.first())
            && preposition != "by"
            && is_noun(self.document, object)
        {
            found = self.syntax.prepositional(token, preposition).into_iter().filter(|&noun| noun > object).collect();
        }
        found
    }

    /// What there is so much of: "three days of *drills*", "a wave of *strikes*"; any other noun for itself.
    fn measured(self, noun: TokenId) -> Vec<TokenId> {
        let of = if self.ontology.is_in_list("measure", self.document.lemma(noun)) && self.actors.headed_by(noun).is_none() {
            self.syntax.prepositional(noun, "of")
        } else {
            Vec::new()
        };
        if of.is_empty() { vec![noun] } else { of }
    }

    /// What stands after a preposition that the parser may have hung one noun too low: "sent tanks *to Kyiv*", "the release of
    /// hostages *by Hamas*". Not for "of", which belongs to the noun before it.
    fn prepositional_below(self, token: TokenId, preposition: &str) -> Vec<TokenId> {
        if preposition == "of" {
            return Vec::new();
        }
        let doc = self.document;
        let below: Vec<TokenId> = if is_noun(doc, token) {
            // "sanctions imposed by the bloc *on Minsk*"
            let support = self.support_verbs(token).into_iter().filter(|&verb| verb > token);
            let further = support.flat_map(|verb| doc.dependents_by(verb, &[Deprel::OblAgent, Deprel::Obl]));
            // "a protest against the violence by *the army*": the violence was the army's.
            let of_deed = |&noun: &TokenId| {
                preposition == "by"
                    && self.syntax.has_case(noun, "against")
                    && is_noun(doc, noun)
                    && self.actors.headed_by(noun).is_none()
            };
            let below = doc.dependents_by(token, &[Deprel::Nmod]).chain(further).filter(|&noun| noun > token);
            below.filter(|noun| !of_deed(noun)).collect()
        } else {
            let below = [Deprel::Obl, Deprel::Advmod, Deprel::CompoundPrt];
            // "reopened its airspace and its *borders* to Doha"
            let objects = self.syntax.objects(token);
            let coordinated = objects.iter().flat_map(|&object| doc.dependents_by(object, &[Deprel::Conj])).collect::<Vec<_>>();
            let hosts = objects.into_iter().chain(coordinated).chain(doc.dependents_by(token, &below));
            hosts.filter(|&noun| noun > token && !self.syntax.has_case(noun, preposition)).collect()
        };
        below.into_iter().flat_map(|noun| self.syntax.prepositional(noun, preposition)).collect()
    }

    pub(super) fn tokens_in_names(self) -> Vec<bool> {
        let mut inside = vec![false; self.document.tokens().len()];
        for name in self.document.names() {
            for token in self.document.ids(&name.tokens) {
                inside[token.index()] = true;
            }
        }
        inside
    }
}

/// The class under which triggers of this part of speech are listed.
pub(super) fn word_class(upos: Upos) -> Option<WordClass> {
    match upos {
        Upos::Verb => Some(WordClass::Verb),
        Upos::Noun => Some(WordClass::Noun),
        Upos::Adj | Upos::Adv => Some(WordClass::Adjective),
        _ => None,
    }
}

pub(super) fn is_noun(document: &Document, token: TokenId) -> bool {
    document.token(token).upos == Upos::Noun
}

/// From the trigger to the last noun of its own event: "held *talks*".
pub(super) fn trigger_span(document: &Document, found: &Match) -> Span {
    let trigger = document.token(found.trigger).span;
    found.consumed.iter().fold(trigger, |span, &noun| span.cover(document.token(noun).span))
}
