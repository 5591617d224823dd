//! Who stands in the roles of a frame: the participants behind a word, the owners of things and deeds, and the doers that other words lend.

use super::matching::{Matcher, is_noun, word_class};
use super::types::Participant;
use crate::actor::{ActorId, ActorKind, Mention, MentionId, MentionKind};
use crate::ontology::{Evoked, Light, Pattern, Slot, Step};
use crate::span::Span;
use crate::text::{Deprel, TokenId, Upos, Xpos};

/// What a participant is wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Agent,
    Patient,
    /// Patient of a meeting, a visit or a word: somebody, not a place.
    Counterpart,
}

impl Matcher<'_> {
    /// The participants in the first of the slots that holds any but those who have the other role.
    pub(super) fn role(
        self,
        token: TokenId,
        pattern: &Pattern,
        slots: &[Slot],
        role: Role,
        others: &[Participant],
    ) -> Vec<Participant> {
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
            let told = |owner: &Participant| {
                let actor = self.actors.actor(owner.actor);
                // "would not host the *Asia-Pacific* summit"
                let nowhere = role == Role::Patient || actor.kind != ActorKind::Place;
                matches!(step, Step::Preposition(_)) || actor.named && nowhere
            };
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
        /// A name beside a description is among so many mentions before and behind it.
        const NEAR: u32 = 3;
        let doc = self.document;
        let mention = self.actors.mention(id);
        if mention.kind != MentionKind::Nominal {
            return mention.span;
        }
        // "Cambodia's prime minister, *Hun Manet*", "*Anicet Ekane*, a veteran politician": the name is what a reader looks for.
        let near = id.0.saturating_sub(NEAR)..(id.0 + NEAR + 1).min(self.actors.mentions.len() as u32);
        let names = near.map(|number| self.actors.mention(MentionId(number))).filter(|other| other.kind == MentionKind::Name);
        let beside = |name: &&Mention| {
            let gap = if name.tokens.start >= mention.tokens.end {
                mention.tokens.end..name.tokens.start
            } else {
                name.tokens.end..mention.tokens.start
            };
            name.actors == mention.actors && gap.len() <= 2 && doc.sentence_of(name.head) == doc.sentence_of(mention.head)
        };
        if let Some(name) = names.into_iter().find(beside) {
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
    pub(super) fn support_verbs(self, noun: TokenId) -> Vec<TokenId> {
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
    pub(super) fn sufferer(self, noun: TokenId, doers: &[Participant], role: Role) -> Vec<Participant> {
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
    pub(super) fn protested_against(self, token: TokenId, role: Role, doers: &[Participant]) -> Vec<Participant> {
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
    pub(super) fn granter(self, noun: TokenId, askers: &[Participant]) -> Vec<Participant> {
        let doc = self.document;
        let verb = doc.token(noun).head.filter(|_| self.syntax.has_case(noun, "at"));
        let doer = verb.filter(|&verb| doc.token(verb).upos == Upos::Verb).and_then(|verb| self.syntax.subject(verb));
        let doers = doer.map(|doer| self.participants(doer)).unwrap_or_default();
        doers.into_iter().filter(|doer| askers.iter().all(|asker| asker.actor != doer.actor)).collect()
    }

    /// The other members of a noun's coordination: "warnings, *sanctions* and *tariffs* against" share what stands after them.
    pub(super) fn coordinated(self, noun: TokenId) -> Vec<TokenId> {
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
    pub(super) fn host_of_circumstance(self, noun: TokenId) -> Vec<Participant> {
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
    pub(super) fn doer_by_support(self, noun: TokenId) -> Vec<Participant> {
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
}
