#!/usr/bin/env python3
"""How long relata, rustworkx and networkx take for the same measures of the same graph, one after another on the same machine.

    python3 tests/network/bench.py      (in the environment of requirements.txt; cargo at hand)

The graph is that of tests/benches/network.rs: 10,000 actors and 100,000 ties.
"""
import os
import pathlib
import subprocess
import time

import networkx as nx
import rustworkx as rx

REGIONS, ACTORS_A_REGION, TIES = 20, 500, 100_000
MASK = (1 << 64) - 1
# Full betweenness in networkx takes the better part of an hour: from so many sources, and the whole by rule of three.
SOURCES = 50


def numbers():
    """SplitMix64, as in the bench."""
    state = 7
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        number = state
        number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & MASK
        yield number ^ (number >> 31)


def pairs():
    chance, found = numbers(), set()
    below = lambda limit: next(chance) % limit

    def actor(region):
        one, other = below(ACTORS_A_REGION), below(ACTORS_A_REGION)
        return region * ACTORS_A_REGION + one * other // ACTORS_A_REGION

    while len(found) < TIES:
        region = below(REGIONS)
        other = below(REGIONS) if below(10) == 0 else region
        source, target = actor(region), actor(other)
        if source != target:
            found.add((source, target))
    return sorted(found)


def timed(name, action, factor=1.0, note=""):
    start = time.perf_counter()
    result = action()
    print(f"{name:<42} {(time.perf_counter() - start) * factor:10.3f} s {note}", flush=True)
    return result


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    subprocess.run(["cargo", "bench", "--locked", "--quiet", "--bench", "network"], cwd=root, check=True)
    edges = pairs()
    actors = sorted({actor for pair in edges for actor in pair})
    print(f"\n{len(actors)} actors with ties, {len(edges)} ties; {os.cpu_count()} processors")

    graph = rx.PyDiGraph()
    index = dict(zip(actors, graph.add_nodes_from(actors)))
    graph.add_edges_from([(index[source], index[target], 1.0) for source, target in edges])
    between = timed("rustworkx: betweenness", lambda: rx.digraph_betweenness_centrality(graph))
    again = rx.digraph_betweenness_centrality(graph)
    differ = sum(between[node] != again[node] for node in graph.node_indices())
    print(f"{'rustworkx: betweenness, a second time':<42} {differ:10} actors have other last digits")
    timed("rustworkx: closeness", lambda: rx.digraph_closeness_centrality(graph))
    timed("rustworkx: PageRank", lambda: rx.pagerank(graph, weight_fn=float, tol=1e-12, max_iter=1000))
    timed("rustworkx: core numbers", lambda: rx.core_number(graph))

    graph = nx.DiGraph()
    graph.add_edges_from(edges, weight=1.0)
    undirected = graph.to_undirected()
    note = f"(by rule of three from {SOURCES} sources)"
    timed("networkx: betweenness", lambda: nx.betweenness_centrality(graph, k=SOURCES, seed=1), len(actors) / SOURCES, note)
    timed("networkx: PageRank", lambda: nx.pagerank(graph, tol=1e-12, max_iter=1000))
    louvain = timed("networkx: communities (Louvain)", lambda: nx.community.louvain_communities(undirected, seed=1))
    print(f"{'networkx: modularity':<42} {nx.community.modularity(undirected, louvain):10.6f}")


if __name__ == "__main__":
    main()
