//! Frames on trees: which words evoke an event, and who stands in its roles.

use super::reciprocal::is_reciprocal;
use super::syntax::Syntax;
use super::types::Participant;
use crate::actor::{ActorId, ActorKind, Actors, Mention, MentionId, MentionKind};
use crate::ontology::{Condition, Demand, Evoked, FrameId, Light, Ontology, Pattern, Slot, Step, Trigger, WordClass};
use crate::span::Span;
use crate::text::{Deprel, Document, TokenId, Upos, Xpos};
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
    fn light_nouns(self, token: TokenId, pattern: &Pattern) -> Vec<TokenId> {
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

    /// The participants in the first of the slots that holds any but those who have the other role.
    fn role(self, token: TokenId, pattern: &Pattern, slots: &[Slot], role: Role, others: &[Participant]) -> Vec<Participant> {
        let hosts = self.light_nouns(token, pattern);
        for slot in slots {
            let mut found = Vec::new();
            for filler in self.slot(token, slot, &hosts) {
                for participant in self.participants(filler) {
                    let Some(participant) = self.in_role(participant, role) else { continue };
                    if found.iter().chain(others).all(|other: &Participant| other.actor != participant.actor) {
                        found.push(participant);
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        if role == Role::Agent { self.doers_behind(token, slots) } else { self.owners(token, slots, &hosts, role, others) }
    }

    /// Whose the object is, or what stands after the preposition, where it is nobody itself: "sank a *Chinese* cutter", "raided the
    /// *newspaper's* archive", "opposed to *French* mediation".
    fn owners(self, token: TokenId, slots: &[Slot], hosts: &[TokenId], role: Role, others: &[Participant]) -> Vec<Participant> {
        let fits = |slot: &&Slot| matches!(slot.0.last(), Some(Step::Object | Step::Preposition(_)));
        for slot in slots.iter().filter(fits) {
            let things = self.slot(token, slot, hosts);
            let owners: Vec<_> = things.into_iter().flat_map(|thing| self.owners_of(thing, role)).collect();
            let owners: Vec<_> =
                owners.into_iter().filter(|owner| others.iter().all(|other| other.actor != owner.actor)).collect();
            if !owners.is_empty() {
                return owners;
            }
        }
        Vec::new()
    }

    /// The named owners of a thing or deed that is no participant: by possession, as its doers, or as the people that describe it.
    fn owners_of(self, thing: TokenId, role: Role) -> Vec<Participant> {
        if !is_noun(self.document, thing) || self.actors.headed_by(thing).is_some() {
            return Vec::new();
        }
        for step in [Step::Possessive, Step::Preposition("by".into()), Step::Modifier] {
            let owners = self.syntax.fillers(thing, &step).into_iter().flat_map(|owner| self.participants(owner));
            let owners: Vec<_> = owners.filter_map(|owner| self.in_role(owner, role)).collect();
            // Whoever did it is a party by that; an unnamed possessor often is none ("the man's house").
            let told = |owner: &Participant| matches!(step, Step::Preposition(_)) || self.actors.actor(owner.actor).named;
            let told: Vec<_> = owners.into_iter().filter(told).collect();
            if !told.is_empty() {
                return told;
            }
        }
        Vec::new()
    }

    /// Who acts where the subject is no participant but their deed or word: "*Israeli* strikes killed nine", "*parliament* passed a motion
    /// censuring him".
    fn doers_behind(self, token: TokenId, slots: &[Slot]) -> Vec<Participant> {
        const DEPTH: usize = 3;
        if !slots.iter().any(|slot| slot.0 == [Step::Subject]) {
            return Vec::new();
        }
        let doc = self.document;
        let subject =
            self.syntax.subject(token).filter(|&subject| is_noun(doc, subject) && self.actors.headed_by(subject).is_none());
        let doer = subject.and_then(|subject| self.syntax.subject_of_noun(subject, DEPTH)).filter(|&doer| doer != token);
        let doers = doer.map(|doer| self.participants(doer)).unwrap_or_default();
        doers.into_iter().filter_map(|doer| self.in_role(doer, Role::Agent)).collect()
    }

    /// The participant as it can stand in a role: things act for their owners, a place that is met with is its state.
    pub fn in_role(self, participant: Participant, role: Role) -> Option<Participant> {
        let actor = self.actors.actor(participant.actor);
        let owner = |owner: Option<ActorId>| owner.map(|actor| Participant { actor, ..participant.clone() });
        match (actor.kind, role) {
            (ActorKind::Thing, Role::Agent) => owner(actor.part_of).or_else(|| actor.named.then_some(participant)),
            (ActorKind::Place, Role::Agent) => owner(actor.part_of),
            (ActorKind::Thing | ActorKind::Place, Role::Counterpart) => {
                owner(actor.part_of).or_else(|| actor.named.then_some(participant))
            }
            _ => Some(participant),
        }
    }

    /// Who is named by a noun, the other members of its coordination included.
    pub fn participants(self, head: TokenId) -> Vec<Participant> {
        let doc = self.document;
        let mut found: Vec<Participant> = Vec::new();
        let mut open = vec![head];
        while let Some(token) = open.pop() {
            // "forty of them", "nine of his ministers"
            let counted = if doc.token(token).upos == Upos::Num { self.syntax.prepositional(token, "of") } else { Vec::new() };
            if !counted.is_empty() {
                open.extend(counted);
                continue;
            }
            let peoples = self.coordinated_peoples(token);
            match self.actors.headed_by(token) {
                Some(_) if peoples.len() > 1 => found.extend(peoples),
                Some(id) => {
                    let mention = self.actors.mention(id);
                    let span = self.described(id);
                    found.extend(mention.actors.iter().map(|&actor| Participant { actor, mention: Some(id), span }));
                }
                // "dozens of protesters", "a group of gunmen"
                None if self.ontology.is_in_list("partitive", doc.lemma(token)) => {
                    open.extend(self.syntax.prepositional(token, "of"))
                }
                None => {}
            }
            open.extend(doc.dependents_by(token, &[Deprel::Conj]).filter(|&conjunct| self.syntax.is_nominal(conjunct)));
        }
        found.sort_by_key(|participant| participant.span);
        found
    }

    /// Whose people several are together: "*Chinese* and *Thai* police". They are those of the one and those of the other.
    fn coordinated_peoples(self, noun: TokenId) -> Vec<Participant> {
        let doc = self.document;
        let plural = matches!(doc.token(noun).xpos, Xpos::Nns | Xpos::Nnps) || doc.lemma(noun) == "police";
        let first = doc.dependents_by(noun, &[Deprel::Amod]).find(|&word| doc.dependent(word, Deprel::Conj).is_some());
        let Some(first) = first.filter(|_| plural) else { return Vec::new() };
        let words = std::iter::once(first).chain(doc.dependents_by(first, &[Deprel::Conj])).filter(|&word| word < noun);
        let states: Vec<Participant> = words
            .filter_map(|word| self.actors.headed_by(word))
            .filter_map(|id| {
                let mention = self.actors.mention(id);
                let [actor] = mention.actors.as_slice() else { return None };
                let is_state = self.actors.actor(*actor).kind == ActorKind::State;
                is_state.then_some(Participant { actor: *actor, mention: Some(id), span: mention.span })
            })
            .collect();
        states
    }

    /// The words of a mention, of a description with the phrase that says whose or where it is: "rebels *in the Ivory Coast*".
    fn described(self, id: MentionId) -> Span {
        const LONGEST: u32 = 12;
        let doc = self.document;
        let mention = self.actors.mention(id);
        if mention.kind != MentionKind::Nominal {
            return mention.span;
        }
        // "Cambodia's prime minister, *Hun Manet*": the name is what a reader looks for.
        let names = doc.dependents_by(mention.head, &[Deprel::Appos]).filter_map(|name| self.actors.headed_by(name));
        let name = names.map(|name| self.actors.mention(name)).find(|name| name.actors == mention.actors);
        if let Some(name) = name {
            return mention.span.cover(name.span);
        }
        let phrase = doc.dependents_by(mention.head, &[Deprel::Nmod]).find(|&noun| {
            let near = mention.tokens.end <= noun.0 && noun.0 <= mention.tokens.end + 4;
            near && self.syntax.case(noun).is_some_and(|case| ["of", "in", "from", "at"].contains(&case.as_str()))
        });
        let end = phrase.map(|noun| doc.subtree(noun).end).filter(|end| end - mention.tokens.start <= LONGEST);
        end.map_or(mention.span, |end| mention.span.cover(doc.span_of(&(mention.tokens.start..end))))
    }

    /// The support verbs that lend a noun their arguments: "*launched* an attack on", "talks were *held* with", "raids *carried out* by".
    fn support_verbs(self, noun: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        let is_support =
            |&verb: &TokenId| doc.token(verb).upos == Upos::Verb && (self.ontology.is_in_list("support", doc.lemma(verb)));
        // "imposed a curfew *after* a protest": a circumstance, whoever imposed it did not protest.
        const CIRCUMSTANCES: &[&str] =
            &["after", "amid", "before", "despite", "during", "following", "over", "since", "until", "because_of", "due_to"];
        let governs = match doc.token(noun).deprel {
            Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass => true,
            Deprel::Obl => self.syntax.case(noun).is_none_or(|case| !CIRCUMSTANCES.contains(&case.as_str())),
            _ => false,
        };
        let above = doc.token(noun).head.filter(|_| governs).filter(is_support);
        let below = doc.dependents_by(noun, &[Deprel::Acl, Deprel::AclRelcl]).filter(is_support);
        above.into_iter().chain(below).collect()
    }

    /// Whom a noun's event befalls by the verb that governs it: "*the government* faced protests".
    fn sufferer(self, noun: TokenId, doers: &[Participant], role: Role) -> Vec<Participant> {
        let doc = self.document;
        let verb = doc
            .token(noun)
            .head
            .filter(|&verb| doc.token(noun).deprel == Deprel::Obj && self.ontology.is_in_list("undergo", doc.lemma(verb)));
        let subject = verb.and_then(|verb| self.syntax.subject(verb));
        let parties = subject.map(|subject| self.participants(subject)).unwrap_or_default();
        let parties = parties.into_iter().filter(|party| doers.iter().all(|doer| doer.actor != party.actor));
        parties.filter_map(|party| self.in_role(party, role)).collect()
    }

    /// Against whom a protest of any form is: "a hunger strike *against* the warden", "blocked roads in protest *at* Rome's cuts".
    fn protested_against(self, token: TokenId, role: Role, doers: &[Participant]) -> Vec<Participant> {
        let path = |words: &[&str]| Slot(words.iter().map(|&word| Step::Preposition(word.into())).collect());
        let against = path(&["against"]);
        // What a protest is over or at may be a matter or a place: only its owner is meant.
        let over = [path(&["in", "against"]), path(&["in", "at"]), path(&["in", "over"]), path(&["in", "of"]), path(&["over"])];
        let parties = self.slot(token, &against, &[]).into_iter().flat_map(|filler| self.participants(filler));
        let parties: Vec<_> = parties.filter_map(|party| self.in_role(party, role)).collect();
        let parties: Vec<_> = parties.into_iter().filter(|party| doers.iter().all(|doer| doer.actor != party.actor)).collect();
        if parties.is_empty() { self.owners(token, &[&[against][..], &over[..]].concat(), &[], role, doers) } else { parties }
    }

    /// Who does what was asked for: "*police*, at Washington's request, arrested …".
    fn granter(self, noun: TokenId, askers: &[Participant]) -> Vec<Participant> {
        let doc = self.document;
        let verb = doc.token(noun).head.filter(|_| self.syntax.has_case(noun, "at"));
        let doer = verb.filter(|&verb| doc.token(verb).upos == Upos::Verb).and_then(|verb| self.syntax.subject(verb));
        let doers = doer.map(|doer| self.participants(doer)).unwrap_or_default();
        doers.into_iter().filter(|doer| askers.iter().all(|asker| asker.actor != doer.actor)).collect()
    }

    /// The other members of a noun's coordination: "warnings, *sanctions* and *tariffs* against" share what stands after them.
    fn coordinated(self, noun: TokenId) -> Vec<TokenId> {
        let doc = self.document;
        let first = self.syntax.first_conjunct(noun);
        let members = std::iter::once(first).chain(doc.dependents_by(first, &[Deprel::Conj]));
        members.filter(|&member| member != noun && is_noun(doc, member)).collect()
    }

    /// The verb that a noun accompanies: "*answered* with sanctions", "*took* a harder line with warnings".
    fn accompanied(self, noun: TokenId) -> Option<TokenId> {
        let doc = self.document;
        let first = self.syntax.first_conjunct(noun);
        let host = doc.token(first).head.filter(|_| self.syntax.has_case(first, "with"))?;
        let host =
            if is_noun(doc, host) { doc.token(host).head.filter(|_| doc.token(host).deprel == Deprel::Obj)? } else { host };
        (doc.token(host).upos == Upos::Verb).then_some(host)
    }

    /// Who meets, where the meeting is the object or the circumstance of something else that they do: "*Macron*, on a visit
    /// to Kyiv, said …", "*Hayut* cut short a visit".
    fn host_of_circumstance(self, noun: TokenId) -> Vec<Participant> {
        const CIRCUMSTANCES: &[&str] = &["on", "in", "during", "after", "at", "following", "before"];
        const COMING: &[&str] = &["fly", "travel", "come", "go", "arrive", "head", "land", "return", "drive", "gather", "leave"];
        let doc = self.document;
        let circumstantial = doc.token(noun).deprel == Deprel::Obj
            || self.syntax.case(noun).is_some_and(|case| CIRCUMSTANCES.contains(&case.as_str()));
        // "flew to Ankara *for* talks"
        let purpose = |verb: TokenId| self.syntax.has_case(noun, "for") && COMING.contains(&doc.lemma(verb));
        let verb = doc.token(noun).head.filter(|&head| doc.token(head).upos == Upos::Verb && (circumstantial || purpose(head)));
        let subject = verb.and_then(|verb| self.syntax.surface_subject(verb));
        let hosts = subject.map(|subject| self.participants(subject)).unwrap_or_default();
        hosts.into_iter().filter_map(|host| self.in_role(host, Role::Agent)).collect()
    }

    /// The doer of a noun's event by its support verb, or by one that puts it in another light: "*Israel* launched (or planned) an attack".
    fn doer_by_support(self, noun: TokenId) -> Vec<Participant> {
        let doc = self.document;
        let mut verbs = self.support_verbs(noun);
        verbs.extend(self.coordinated(noun).into_iter().flat_map(|member| self.support_verbs(member)));
        let governor = doc.token(noun).head.filter(|_| doc.token(noun).deprel == Deprel::Obj);
        verbs.extend(governor.filter(|&verb| self.is_doers_context(verb)));
        verbs.extend(self.accompanied(noun));
        // "*faced* protests": the subject is whom it befalls.
        verbs.retain(|&verb| !self.ontology.is_in_list("undergo", doc.lemma(verb)));
        let subjects = verbs.iter().filter_map(|&verb| self.syntax.subject(verb)).filter(|&subject| subject != noun);
        subjects.flat_map(|subject| self.participants(subject)).filter_map(|p| self.in_role(p, Role::Agent)).collect()
    }

    /// Whether a verb is a context whose subject is the doer of what it governs: "plan", "consider", but not "demand" or "announce".
    fn is_doers_context(self, verb: TokenId) -> bool {
        let doc = self.document;
        let Some(class) = word_class(doc.token(verb).upos) else { return false };
        self.ontology.evoked(doc.lemma(verb), class).iter().any(|&evoked| match evoked {
            Evoked::Context(context, number) => {
                let context = self.ontology.context(context);
                let triggered = self.is_triggered(verb, &context.patterns[number as usize]);
                triggered && !context.speech && matches!(context.content, Light::Planned | Light::CalledOff)
            }
            Evoked::Frame(frame, _) => self.ontology.frame(frame).content == Some(Light::Planned),
        })
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

    /// Nouns that belong to a light verb's event give up their own: of one root they lend it the roles that it lacks, else they were
    /// a bare reference ("broke off *talks* with").
    fn absorb(self, matches: Vec<Match>) -> Vec<Match> {
        let root = |found: &Match| self.ontology.event_type(self.ontology.frame(found.frame).evokes).root.clone();
        let consumed: Vec<(TokenId, usize)> =
            matches.iter().enumerate().flat_map(|(index, found)| found.consumed.iter().map(move |&noun| (noun, index))).collect();
        let mut kept = matches.clone();
        for (noun, by) in &consumed {
            let Some(own) = matches.iter().find(|found| found.trigger == *noun) else { continue };
            if root(own) == root(&matches[*by]) {
                let light = &mut kept[*by];
                if light.agents.is_empty() {
                    light.agents.clone_from(&own.agents);
                }
                if light.patients.is_empty() {
                    let absent = |p: &&Participant| light.agents.iter().all(|agent| agent.actor != p.actor);
                    light.patients = own.patients.iter().filter(absent).cloned().collect();
                }
            }
        }
        let absorbed = |found: &Match| {
            consumed.iter().any(|&(noun, by)| {
                // "*strikes* killed thirty": two events, unless both are of one kind ("the *meeting* took place").
                let is_subject = self.syntax.surface_subject(matches[by].trigger) == Some(noun);
                // "brushed aside the *calls* of the unions": the calls were made all the same.
                let performed = PERFORMED.contains(&root(found).as_str()) && !found.agents.is_empty();
                // "air strikes on *Gaza* killed *forty*": told of different people.
                let patients = |found: &Match| found.patients.iter().map(|patient| patient.actor).collect::<BTreeSet<_>>();
                let apart = is_subject && !found.patients.is_empty() && patients(found).is_disjoint(&patients(&matches[by]));
                noun == found.trigger && !apart && (root(found) == root(&matches[by]) || !is_subject && !performed)
            })
        };
        kept.retain(|found| !absorbed(found));
        self.join_halves(kept)
    }

    /// "provide money *of aid for Kyiv*": a verb that lacks a patient and a noun below it that lacks an agent tell one event of their root.
    fn join_halves(self, matches: Vec<Match>) -> Vec<Match> {
        let root = |found: &Match| self.ontology.event_type(self.ontology.frame(found.frame).evokes).root.as_str();
        let mut joined = vec![false; matches.len()];
        let mut kept = matches.clone();
        for (index, noun) in matches.iter().enumerate() {
            // "in protest" is a noun, whatever it was read as.
            let in_protest = root(noun) == "PROTEST" && self.syntax.has_case(noun.trigger, "in");
            if !is_noun(self.document, noun.trigger) && !in_protest {
                continue;
            }
            let above: Vec<TokenId> = self.document.ancestors(noun.trigger).take(3).collect();
            let governs = |found: &Match| above.contains(&found.trigger) && root(found) == root(noun);
            let Some(verb) = matches.iter().position(governs) else { continue };
            let lacks = |roles: &[Participant], others: &[Participant]| roles.is_empty() && !others.is_empty();
            let whole = &mut kept[verb];
            // "began a strike *in protest*": one protest.
            let same = |one: &[Participant], other: &[Participant]| {
                other.iter().all(|party| one.iter().any(|member| member.actor == party.actor))
            };
            if root(noun) == "PROTEST" && same(&whole.agents, &noun.agents) && same(&whole.patients, &noun.patients) {
                joined[index] = true;
                continue;
            }
            let complementary = lacks(&whole.patients, &noun.patients) && (noun.agents.is_empty() || noun.agents == whole.agents)
                || lacks(&whole.agents, &noun.agents) && (noun.patients.is_empty() || noun.patients == whole.patients);
            if complementary {
                if whole.patients.is_empty() {
                    whole.patients.clone_from(&noun.patients);
                } else {
                    whole.agents.clone_from(&noun.agents);
                }
                whole.consumed.push(noun.trigger);
                joined[index] = true;
            }
        }
        let mut index = 0;
        kept.retain(|_| {
            index += 1;
            !joined[index - 1]
        });
        kept
    }
}

/// What a participant is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Agent,
    Patient,
    /// Patient of a meeting, a visit or a word: somebody, not a place.
    Counterpart,
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

fn is_noun(document: &Document, token: TokenId) -> bool {
    document.token(token).upos == Upos::Noun
}

/// From the trigger to the last noun of its own event: "held *talks*".
pub(super) fn trigger_span(document: &Document, found: &Match) -> Span {
    let trigger = document.token(found.trigger).span;
    found.consumed.iter().fold(trigger, |span, &noun| span.cover(document.token(noun).span))
}
