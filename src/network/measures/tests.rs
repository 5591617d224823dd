use super::*;
use crate::network::testing;
use crate::network::{Filter, Measure};
use serde::Deserialize;

/// Graphs with the values that networkx gives (tests/network/make_fixtures.py).
const FIXTURES: &str = include_str!("../../../tests/network/fixtures.json");

#[derive(Deserialize)]
struct Fixture {
    name: String,
    nodes: usize,
    edges: Vec<(usize, usize, f64)>,
    pagerank: Vec<f64>,
    betweenness: Vec<f64>,
    closeness: Vec<f64>,
    core: Vec<usize>,
    constraint: Vec<Option<f64>>,
    reciprocity: Option<f64>,
    /// The best modularity of ten runs of networkx's Louvain.
    modularity: f64,
}

fn fixtures() -> Vec<Fixture> {
    serde_json::from_str(FIXTURES).unwrap()
}

fn assert_close(name: &str, what: &str, ours: &[f64], theirs: &[f64]) {
    assert_eq!(ours.len(), theirs.len());
    for (node, (one, other)) in ours.iter().zip(theirs).enumerate() {
        assert!((one - other).abs() < 1e-8, "{name}: {what} of {node} is {one}, networkx has {other}");
    }
}

#[test]
fn measures_are_those_of_networkx() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 6);
    for fixture in fixtures {
        let projection = Projection::of_edges(fixture.nodes, fixture.edges.iter().copied());
        let paths = PathMeasures::of(&projection);
        assert_close(&fixture.name, "PageRank", &page_rank(&projection), &fixture.pagerank);
        assert_close(&fixture.name, "betweenness", &paths.betweenness, &fixture.betweenness);
        assert_close(&fixture.name, "closeness", &paths.closeness, &fixture.closeness);
        assert_eq!(core_numbers(&projection), fixture.core, "{}", fixture.name);
        let known = |values: &[Option<f64>]| values.iter().map(|value| value.unwrap_or(-1.0)).collect::<Vec<_>>();
        assert_close(&fixture.name, "constraint", &known(&constraint(&projection)), &known(&fixture.constraint));
        assert_eq!(reciprocity(&projection).is_some(), fixture.reciprocity.is_some());
        let share = |value: Option<f64>| [value.unwrap_or(0.0)];
        assert_close(&fixture.name, "reciprocity", &share(reciprocity(&projection)), &share(fixture.reciprocity));
    }
}

#[test]
fn communities_are_as_good_as_those_of_networkx_and_connected() {
    for fixture in fixtures() {
        let projection = Projection::of_edges(fixture.nodes, fixture.edges.iter().copied());
        let communities = Communities::of(&projection);
        let Communities { of, modularity, count } = &communities;
        assert!(*modularity >= fixture.modularity - 0.01, "{}: {modularity}, networkx has {}", fixture.name, fixture.modularity);
        // Modularity anew, by its definition: over all pairs.
        let total: f64 = fixture.edges.iter().filter(|edge| edge.0 != edge.1).map(|edge| 2.0 * edge.2).sum();
        let strength: Vec<f64> = (0..fixture.nodes).map(|node| projection.undirected.weights(node).iter().sum()).collect();
        let mut sum = 0.0;
        for one in 0..fixture.nodes {
            for other in (0..fixture.nodes).filter(|other| of[*other] == of[one]) {
                let tie: f64 =
                    projection.undirected.weighted(one).filter(|(node, _)| *node == other).map(|(_, weight)| weight).sum();
                sum += (tie - strength[one] * strength[other] / total) / total;
            }
        }
        if total > 0.0 {
            assert!((sum - modularity).abs() < 1e-9, "{}: {sum} {modularity}", fixture.name);
        }
        for community in 0..*count {
            let members: Vec<usize> = (0..fixture.nodes).filter(|node| of[*node] == community).collect();
            let mut reached = std::collections::BTreeSet::from([members[0]]);
            let mut queue = vec![members[0]];
            while let Some(node) = queue.pop() {
                for next in projection.undirected.of(node).iter().map(|next| *next as usize) {
                    if of[next] == community && reached.insert(next) {
                        queue.push(next);
                    }
                }
            }
            assert_eq!(reached.len(), members.len(), "{}: community {community} falls apart", fixture.name);
        }
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let fixture = fixtures().pop().unwrap();
    let projection = Projection::of_edges(fixture.nodes, fixture.edges.iter().copied());
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| PathMeasures::of(&projection))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn a_network_is_measured_whole() {
    let network = testing::network(&Filter::default()).unwrap();
    let measures = Measures::of(&network, Measure::Events, Paths::IfQuick);
    let of = |label: &str| {
        let node = network.graph().node_indices().find(|node| network.graph()[*node].label == label).unwrap();
        measures.actors[node.index()].clone()
    };
    let ann = of("Ann Arbor");
    // Three meetings with Bob, which count in both directions, and an accusation by Bstan.
    assert_eq!((ann.degree, ann.in_degree, ann.out_degree), (2, 2, 1));
    assert_eq!((ann.strength, ann.in_strength, ann.out_strength), (4.0, 4.0, 3.0));
    assert_eq!((measures.components, measures.pairs), (1, 5));
    assert_eq!(measures.reciprocity, Some(2.0 / 6.0));
    assert!(measures.actors.iter().all(|actor| actor.betweenness.is_some()));
    // No three of them are tied to each other.
    assert_eq!(measures.balance.triads(), 0);
    let unmeasured = Measures::of(&network, Measure::Events, Paths::Never);
    assert!(unmeasured.actors.iter().all(|actor| actor.betweenness.is_none()));
}

#[test]
fn triads_are_counted_by_their_hostile_ties() {
    use crate::network::{ActorNetwork, ActorNode, NodeKind, Sign, Tie, TieType};
    use std::sync::Arc;
    let kind = |quad| {
        Arc::new(TieType {
            class: String::new(),
            relation: String::new(),
            words: String::new(),
            root: String::new(),
            quad: Some(quad),
            goldstein: None,
            mutual: false,
        })
    };
    let mut graph = petgraph::graph::DiGraph::new();
    let nodes: Vec<_> = (0..4)
        .map(|number| {
            graph.add_node(ActorNode {
                iri: format!("n{number}"),
                label: String::new(),
                aliases: Vec::new(),
                kind: NodeKind::Unknown,
                state: None,
                iso3: None,
                wikidata: None,
                office: None,
                events: 0,
            })
        })
        .collect();
    // Friends: 0-1, 0-2, 0-3 (which co-operated twice and fought once), 1-2. Enemies: 1-3, 2-3.
    for (one, other, quad, weight) in
        [(0, 1, 1, 1), (2, 0, 2, 1), (0, 3, 1, 2), (3, 0, 4, 1), (1, 2, 1, 1), (1, 3, 4, 3), (3, 2, 3, 1)]
    {
        graph.add_edge(nodes[one], nodes[other], Tie::of_weight(kind(quad), weight));
    }
    let balance = Balance::of(&ActorNetwork::new(graph, Vec::new(), Vec::new()));
    assert_eq!(balance, Balance { none_hostile: 1, one_hostile: 2, two_hostile: 1, three_hostile: 0 });
    assert_eq!(balance.balanced(), Some(0.5));
    assert_eq!(Sign::of(-0.5), Sign::Conflict);
}

#[test]
fn nothing_can_be_measured() {
    let projection = Projection::of_edges(0, []);
    assert_eq!(page_rank(&projection), Vec::<f64>::new());
    assert_eq!(Communities::of(&projection).count, 0);
    assert_eq!(PathMeasures::of(&projection), PathMeasures::default());
    let alone = Projection::of_edges(2, [(1, 1, 5.0)]);
    assert_eq!(page_rank(&alone), [0.5, 0.5]);
    assert_eq!(constraint(&alone), [None, None]);
    assert_eq!((Communities::of(&alone).count, reciprocity(&alone)), (2, None));
}
