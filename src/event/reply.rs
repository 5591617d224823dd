//! Replies: whom a denial or refusal answers, where its own sentence does not say.
//!
//! "Kyiv accused Minsk of … Minsk denied it": the denial is addressed to Kyiv. The codebook asks for the accuser where the article names one.

use super::types::{Event, Participant};
use crate::actor::{ActorId, Actors, MentionId};
use crate::ontology::Ontology;

/// How many sentences a reply may stand behind what it answers.
const REACH: usize = 2;

/// Roots of events that call for an answer.
const CALLS: &[&str] = &["ACCUSE", "REQUEST", "THREATEN", "AGREE"];

/// Gives refusals, denials and acceptances without a patient the one whom they answer: who last addressed the answerer, or told of a deed of
/// theirs; if nobody did by name, who last called on somebody unnamed.
pub(super) fn address_replies(events: &mut [Event], actors: &Actors, ontology: &Ontology) {
    let root = |event: &Event| ontology.event_type(event.kind).root.as_str();
    for index in 0..events.len() {
        let reply = &events[index];
        let answers = root(reply) == "REJECT" || ontology.event_type(reply.kind).class == "Acceptance";
        if !answers || !reply.patients.is_empty() || reply.negated {
            continue;
        }
        let Some(answerer) = reply.agents.first().map(|agent| agent.actor) else { continue };
        let near = |event: &&Event| event.sentence <= reply.sentence && event.sentence + REACH >= reply.sentence;
        let before = || events[..index].iter().rev().filter(near);
        let addressed = before().find_map(|event| addresser(event, answerer, CALLS.contains(&root(event)), actors));
        let unnamed = || {
            let calls = before().filter(|event| {
                CALLS.contains(&root(event)) && event.patients.is_empty() && event.sentence + 1 >= reply.sentence
            });
            calls
                .map(|event| &event.agents)
                .find(|agents| !agents.is_empty() && agents.iter().all(|agent| agent.actor != answerer))
                .cloned()
        };
        if let Some(addresser) = addressed.or_else(unnamed) {
            events[index].patients = addresser;
        }
    }
}

/// Who called on the refuser by an event, or by whose word the refuser did what it tells.
fn addresser(event: &Event, refuser: ActorId, calls: bool, actors: &Actors) -> Option<Vec<Participant>> {
    // A minister is asked and the state refuses.
    let speaks_for = |one: ActorId, other: ActorId| actors.actor(one).part_of == Some(other);
    let is_one = |actor: ActorId| actor == refuser || speaks_for(actor, refuser) || speaks_for(refuser, actor);
    let is_refuser = |participants: &[Participant]| participants.iter().any(|participant| is_one(participant.actor));
    if calls && is_refuser(&event.patients) && !event.agents.is_empty() && !is_refuser(&event.agents) {
        return Some(event.agents.clone());
    }
    let attribution = event.attribution.as_ref().filter(|_| is_refuser(&event.agents))?;
    let speaker = attribution.actor.filter(|&speaker| !is_one(speaker))?;
    let names_speaker = |index: &usize| actors.mentions[*index].actors.contains(&speaker);
    let before_cue = |index: &usize| actors.mentions[*index].span.start <= attribution.cue.start;
    let index = (0..actors.mentions.len()).filter(before_cue).rfind(names_speaker)?;
    Some(vec![Participant { actor: speaker, mention: Some(MentionId(index as u32)), span: actors.mentions[index].span }])
}
