#!/usr/bin/env python3
"""Makes fixtures.json: small graphs with the measures that networkx gives them. `cargo test` compares ours with these.

    python3 tests/network/make_fixtures.py > tests/network/fixtures.json
"""
import json
import random

import networkx as nx


def weighted(graph, seed):
    chance = random.Random(seed)
    for _, _, data in graph.edges(data=True):
        data["weight"] = float(chance.randint(1, 9))
    return graph


def graphs():
    yield "karate club, both directions", nx.karate_club_graph().to_directed()
    yield "random", weighted(nx.gnp_random_graph(40, 0.08, seed=3, directed=True), 3)
    yield "hubs", weighted(nx.DiGraph(nx.scale_free_graph(60, seed=4)), 4)
    caves = nx.connected_caveman_graph(6, 7)
    yield "caves", weighted(nx.DiGraph(caves.edges()), 5)
    parts = nx.disjoint_union(nx.gnp_random_graph(15, 0.2, seed=6, directed=True), nx.path_graph(6, create_using=nx.DiGraph))
    parts.add_nodes_from(range(100, 103))
    yield "in parts, some alone", weighted(parts, 6)
    blocks = nx.stochastic_block_model([20, 25, 15], [[0.3, 0.02, 0.02], [0.02, 0.3, 0.02], [0.02, 0.02, 0.3]], seed=7, directed=True)
    yield "blocks", weighted(nx.DiGraph(blocks.edges()), 7)
    star = nx.DiGraph([(0, leaf) for leaf in range(1, 8)])
    yield "star", weighted(star, 8)


def measures(name, graph):
    graph = nx.convert_node_labels_to_integers(nx.DiGraph(graph))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    undirected = nx.Graph()
    undirected.add_nodes_from(graph)
    for source, target, data in graph.edges(data=True):
        before = undirected.get_edge_data(source, target, {"weight": 0.0})["weight"]
        undirected.add_edge(source, target, weight=before + data["weight"])
    nodes = range(len(graph))
    in_order = lambda values: [values[node] for node in nodes]
    constraint = nx.constraint(undirected, weight="weight")
    best = max(
        nx.community.modularity(undirected, nx.community.louvain_communities(undirected, weight="weight", seed=seed), weight="weight")
        for seed in range(10)
    )
    return {
        "name": name,
        "nodes": len(graph),
        "edges": [[source, target, data["weight"]] for source, target, data in graph.edges(data=True)],
        "pagerank": in_order(nx.pagerank(graph, weight="weight", tol=1e-14, max_iter=10_000)),
        "betweenness": in_order(nx.betweenness_centrality(graph)),
        "closeness": in_order(nx.closeness_centrality(graph)),
        "core": in_order(nx.core_number(nx.Graph(graph))),
        "constraint": [None if value != value else value for value in in_order(constraint)],
        "reciprocity": nx.overall_reciprocity(graph) if graph.size() else None,
        "modularity": best,
    }


if __name__ == "__main__":
    lines = [json.dumps(measures(name, graph), separators=(",", ":")) for name, graph in graphs()]
    print("[\n" + ",\n".join(lines) + "\n]")
