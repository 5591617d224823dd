//! From all ties to those that the user wants to see: by strength and kind, around an actor, between two.

use super::actor_network::ActorNetwork;
use super::error::NetworkError;
use super::filter::Filter;
use super::types::ActorNode;
use petgraph::graph::{EdgeIndex, NodeIndex};
use std::collections::VecDeque;

/// Applies what of a filter concerns the network as a whole.
pub(super) fn select(network: ActorNetwork, filter: &Filter) -> Result<ActorNetwork, NetworkError> {
    let kinds = |node: NodeIndex| filter.kinds.is_empty() || filter.kinds.contains(&network.graph()[node].kind);
    let strong = |edge: EdgeIndex| network.graph()[edge].weight.by(filter.measure) >= filter.min_weight;
    let network = network.subnetwork(kinds, strong).without_isolated();
    let network = around(network, filter)?;
    between(network, filter)
}

/// The actors that go by a name: those with this IRI or exactly this name, or else those of whose name it is whole words.
pub(super) fn named(network: &ActorNetwork, name: &str) -> Result<Vec<NodeIndex>, NetworkError> {
    let wanted = name.trim().to_lowercase();
    let names = |actor: &ActorNode| {
        let mut names = vec![actor.label.to_lowercase()];
        names.extend(actor.aliases.iter().map(|alias| alias.to_lowercase()));
        names
    };
    let matching = |matches: &dyn Fn(&ActorNode) -> bool| -> Vec<NodeIndex> {
        network.graph().node_indices().filter(|node| matches(&network.graph()[*node])).collect()
    };
    let mut found = matching(&|actor| actor.iri == name.trim() || names(actor).contains(&wanted));
    if found.is_empty() && !wanted.is_empty() {
        found = matching(&|actor| names(actor).iter().any(|name| has_words(name, &wanted)));
    }
    if found.is_empty() { Err(NetworkError::UnknownActor(name.to_owned())) } else { Ok(found) }
}

/// Whether `words` stand in `name` with no letter or digit before or after.
fn has_words(name: &str, words: &str) -> bool {
    name.match_indices(words).any(|(start, _)| {
        let before = name[..start].chars().next_back();
        let after = name[start + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn around(network: ActorNetwork, filter: &Filter) -> Result<ActorNetwork, NetworkError> {
    if filter.around.is_empty() {
        return Ok(network);
    }
    let mut centres = Vec::new();
    for name in &filter.around {
        centres.extend(named(&network, name)?);
    }
    let steps = steps_from(&network, &centres);
    Ok(network.subnetwork(|node| steps[node.index()].is_some_and(|steps| steps <= filter.depth), |_| true))
}

fn between(network: ActorNetwork, filter: &Filter) -> Result<ActorNetwork, NetworkError> {
    let Some((one, other)) = &filter.between else { return Ok(network) };
    let (starts, ends) = (named(&network, one)?, named(&network, other)?);
    let (there, back) = (steps_from(&network, &starts), steps_from(&network, &ends));
    let shortest = ends.iter().filter_map(|end| there[end.index()]).min();
    let longest = filter.steps.or(shortest).unwrap_or(0);
    if shortest.is_none_or(|shortest| shortest > longest) {
        return Err(NetworkError::NoPath(one.clone(), other.clone()));
    }
    let on_path = |from: NodeIndex, to: NodeIndex, steps: usize| {
        let length = Some(there[from.index()].unwrap_or(usize::MAX / 4) + back[to.index()].unwrap_or(usize::MAX / 4) + steps);
        length.is_some_and(|length| length <= longest)
    };
    let tie_on_path = |edge| {
        let (source, target) = network.graph().edge_endpoints(edge).expect("it is an edge of this graph");
        on_path(source, target, 1) || on_path(target, source, 1)
    };
    Ok(network.subnetwork(|node| on_path(node, node, 0), tie_on_path))
}

/// How many ties lie between each actor and the nearest of `starts`, whatever their directions.
pub(super) fn steps_from(network: &ActorNetwork, starts: &[NodeIndex]) -> Vec<Option<usize>> {
    let mut steps = vec![None; network.graph().node_count()];
    let mut queue = VecDeque::new();
    for start in starts {
        steps[start.index()] = Some(0);
        queue.push_back(*start);
    }
    while let Some(node) = queue.pop_front() {
        let next = steps[node.index()].map(|steps| steps + 1);
        for neighbor in network.graph().neighbors_undirected(node) {
            if steps[neighbor.index()].is_none() {
                steps[neighbor.index()] = next;
                queue.push_back(neighbor);
            }
        }
    }
    steps
}
