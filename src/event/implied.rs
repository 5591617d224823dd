//! Targets that go without saying: "France has halted its aid" in an article on Niger's coup.

use super::types::{Event, Participant};
use crate::actor::{ActorId, ActorKind, Actors};
use crate::ontology::Ontology;
use std::collections::BTreeMap;

/// Roots of deeds against somebody: who suffers most of them is what the article is about.
const AGAINST: &[&str] = &["SANCTION", "COERCE", "THREATEN", "ASSAULT", "MOBILIZE"];

/// From how many deeds on somebody is taken for the one that further measures are meant for.
const OFTEN: usize = 2;

/// Gives sanctions and closed borders without a target the state or body that was the target of most deeds before them.
pub(super) fn imply_targets(events: &mut [Event], actors: &Actors, ontology: &Ontology) {
    let mut suffered: BTreeMap<ActorId, (usize, usize)> = BTreeMap::new();
    for index in 0..events.len() {
        let kind = ontology.event_type(events[index].kind);
        let implicit = (kind.root == "SANCTION" || kind.class == "BorderClosure") && kind.class != "Dismissal";
        if implicit && events[index].patients.is_empty() && !events[index].agents.is_empty() {
            let is_party = |actor: ActorId| {
                events[index].agents.iter().any(|agent| agent.actor == actor || actors.actor(agent.actor).part_of == Some(actor))
            };
            let target = suffered
                .iter()
                .filter(|(actor, (times, _))| *times >= OFTEN && !is_party(**actor))
                .max_by_key(|(_, count)| **count);
            if let Some((&actor, _)) = target {
                let told = events[..index].iter().rev().flat_map(|event| &event.patients).find(|patient| patient.actor == actor);
                let target: Vec<Participant> = told.cloned().into_iter().collect();
                events[index].patients = target;
            }
        }
        if AGAINST.contains(&kind.root.as_str()) {
            for patient in events[index].patients.clone() {
                if matches!(actors.actor(patient.actor).kind, ActorKind::State | ActorKind::Organization) {
                    let count = suffered.entry(patient.actor).or_default();
                    *count = (count.0 + 1, index);
                }
            }
        }
    }
}
