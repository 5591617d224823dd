//! To which state an actor belongs.

use super::records::{ActorIndex, Records};
use super::types::NodeKind;

/// How many steps a chain of belonging may have; longer ones are errors, or go round in circles.
const LONGEST_CHAIN: usize = 8;

/// For each actor the state that it belongs to: a state to itself, an organ or a group to the state that it is part of, a person to the
/// state that the office is of, however many bodies lie between.
pub(super) fn states(records: &Records) -> Vec<Option<ActorIndex>> {
    (0..records.actors.len() as u32).map(|index| state(records, ActorIndex(index))).collect()
}

/// Looks up what [`states`] found.
pub(super) fn state_of(index: ActorIndex, states: &[Option<ActorIndex>]) -> Option<ActorIndex> {
    states[index.0 as usize]
}

fn state(records: &Records, index: ActorIndex) -> Option<ActorIndex> {
    if let Some(state) = by_parts(records, index) {
        return Some(state);
    }
    // Several posts: the first that leads to a state, and the first is the one most often stated.
    let bodies = records.actor(index).offices.iter().filter_map(|office| office.body);
    bodies.into_iter().find_map(|body| by_parts(records, body))
}

fn by_parts(records: &Records, mut index: ActorIndex) -> Option<ActorIndex> {
    for _ in 0..LONGEST_CHAIN {
        let actor = records.actor(index);
        if actor.kind == Some(NodeKind::State) {
            return Some(index);
        }
        index = actor.part_of?;
    }
    None
}
