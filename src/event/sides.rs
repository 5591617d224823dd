//! The two sides of an event: how whoever stands there was found.

use super::grounds::{Grounds, Seen, doubt};
use super::matching::{Match, Matcher};
use super::types::{Event, Participant};
use crate::actor::{ActorKind, MentionKind};
use crate::text::{EntityKind, TokenId};

/// One side of an event, and how people call it.
pub(super) struct Side {
    doer: bool,
    pub seen: &'static str,
    pub rival: &'static str,
    pub missed: &'static str,
    missing: &'static str,
    named: &'static str,
    described: &'static str,
    people: &'static str,
    pronoun: &'static str,
    state: &'static str,
    person: &'static str,
    organization: &'static str,
    group: &'static str,
    thing: &'static str,
    several: &'static str,
    beside: &'static str,
    elsewhere: &'static str,
    before: &'static str,
    implied: &'static str,
    owner: &'static str,
    back: &'static str,
    far: &'static str,
    doubt: &'static str,
    once: &'static str,
    no_being: &'static str,
    private: &'static str,
}

pub(super) const DOER: Side = Side {
    doer: true,
    seen: "the language model sees the doer",
    rival: "the language model sees another doer",
    missed: "the language model sees a doer",
    missing: "nobody is said to do it",
    named: "the doer is named there",
    described: "the doer is described",
    people: "the doer has no name in the article",
    pronoun: "the doer is a pronoun",
    state: "the doer is a state",
    person: "the doer is a person",
    organization: "the doer is an organisation",
    group: "the doer is a group",
    thing: "the doer is a thing or a place",
    several: "there are several doers",
    beside: "the doer does not stand beside the word",
    elsewhere: "the doer stands in another sentence",
    before: "the doer stands behind the word",
    implied: "the doer goes without saying",
    owner: "the doer is the owner of what is named",
    back: "the doer's name stands sentences back",
    far: "the doer stands far from the word",
    doubt: "the doer's place in the sentence is in doubt",
    once: "the doer is mentioned only here",
    no_being: "the doer is called by a word for no being",
    private: "the doer is of sport, the arts or private life",
};

pub(super) const OTHER: Side = Side {
    doer: false,
    seen: "the language model sees the target",
    rival: "the language model sees another target",
    missed: "the language model sees a target",
    missing: "nobody is said to be its target",
    named: "the target is named there",
    described: "the target is described",
    people: "the target has no name in the article",
    pronoun: "the target is a pronoun",
    state: "the target is a state",
    person: "the target is a person",
    organization: "the target is an organisation",
    group: "the target is a group",
    thing: "the target is a thing or a place",
    several: "there are several targets",
    beside: "the target does not stand beside the word",
    elsewhere: "the target stands in another sentence",
    before: "the target stands before the word",
    implied: "the target goes without saying",
    owner: "the target is the owner of what is named",
    back: "the target's name stands sentences back",
    far: "the target stands far from the word",
    doubt: "the target's place in the sentence is in doubt",
    once: "the target is mentioned only here",
    no_being: "the target is called by a word for no being",
    private: "the target is of sport, the arts or private life",
};

/// Adds what speaks for and against one side of an event; `matched` are those whom the match itself found there.
pub(super) fn of_side(
    grounds: &mut Grounds,
    side: &Side,
    (parties, matched): (&[Participant], &[Participant]),
    event: &Event,
    found: &Match,
    seen: &Seen<'_>,
) {
    let Matcher { document, actors, ontology, .. } = seen.reader.matcher;
    let Some(first) = parties.first() else { return grounds.hold(side.missing, true) };
    grounds.hold(side.several, parties.len() > 1);
    grounds.hold(side.implied, matched.is_empty());
    let actor = actors.actor(first.actor);
    match actor.kind {
        ActorKind::State => grounds.hold(side.state, true),
        ActorKind::Person => grounds.hold(side.person, true),
        ActorKind::Organization => grounds.hold(side.organization, true),
        ActorKind::Group => grounds.hold(side.group, true),
        ActorKind::Place | ActorKind::Thing => grounds.hold(side.thing, true),
    }
    grounds.hold(side.people, !actor.named);
    let Some(mention) = first.mention.map(|id| actors.mention(id)) else { return };
    match mention.kind {
        MentionKind::Name => grounds.hold(side.named, true),
        MentionKind::Nominal => grounds.hold(side.described, true),
        MentionKind::Pronoun => grounds.hold(side.pronoun, true),
    }
    if mention.kind == MentionKind::Nominal {
        grounds.hold(side.private, ontology.is_in_list("private_life", document.lemma(mention.head)));
    }
    let entity = document.token(mention.head).entity;
    let being = matches!(entity, EntityKind::Person | EntityKind::Organization | EntityKind::Place | EntityKind::None);
    grounds.hold(side.no_being, !being);
    grounds.hold(side.owner, !mention.actors.contains(&first.actor));
    let sentence = document.sentence_of(mention.head);
    let head = document.token(mention.head).head;
    let direct = |token: TokenId| head == Some(token) || document.token(token).head == Some(mention.head);
    let beside = direct(found.trigger) || found.consumed.iter().any(|&noun| direct(noun));
    grounds.hold(side.elsewhere, sentence != event.sentence);
    if sentence == event.sentence {
        grounds.hold(side.beside, !beside);
        grounds.share(side.far, mention.head.0.abs_diff(found.trigger.0).saturating_sub(3) as f32 / 20.0);
        grounds.hold(side.before, (mention.head > found.trigger) == side.doer);
    }
    grounds.share(side.doubt, doubt(document, mention.head));
    let mentions = seen.mentions_of(first.actor);
    grounds.hold(side.once, actor.named && mentions.len() == 1);
    if mention.kind != MentionKind::Name && actor.named {
        let mentions = mentions.iter().rev().map(|&id| actors.mention(id));
        let mut names = mentions.filter(|other| other.kind == MentionKind::Name && other.head < mention.head);
        let last = names.next().map(|name| document.sentence_of(name.head));
        let back = last.map_or(4, |last| sentence.saturating_sub(last));
        grounds.share(side.back, back as f32 / 4.0);
    }
}
