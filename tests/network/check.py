#!/usr/bin/env python3
"""Checks measures and exports of networks against the programs that others use: networkx, Graphviz, FollowTheMoney.

    tests/network/run            makes an environment, builds relata, and runs this
    check.py --relata PATH       with networkx and the rest at hand
"""
import argparse
import csv
import datetime
import io
import itertools
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import xml.etree.ElementTree as ElementTree

import networkx as nx
from followthemoney import model
from followthemoney.exc import InvalidData

import store

TOLERANCE = 1e-6
HOSTILE = [
    "</script><script>alert(1)</script>", "\u202egnidaer\u2066 order", "👩‍👩‍👧‍👦 🇺🇳 é", "", "  white space  ",
    "\x01\x08\x0b\x1b[31m\x7f\x85\ufffe\uffff", "line\r\nline\tline\u2028line", "quote \" ' \\ \\N \\\" &amp; &lt; ]]> <!-- -->",
    '=HYPERLINK("http://x","y")', "@SUM(1+1)|cmd", "-2+3", "a,b;c", "NaN", "long " * 2000, "<b>bold</b>", "%s%n{0}${x}", "node", "graph", "n\0l".replace("\0", ""),
]
FILES = ["net.gexf", "net.graphml", "net.dot", "net.cyjs", "net.json", "net.nodes.csv", "net.edges.csv", "net.matrix.csv", "net.ftm.json"]

passed = 0
failed = []


def check(name, holds, detail=""):
    global passed
    if holds:
        passed += 1
    else:
        failed.append(f"{name}: {detail}")
        print(f"FAILED {name}: {detail}", file=sys.stderr)


def export(relata, graph, folder, *options):
    for file in FILES:
        command = [relata, "--quiet", "network", "-s", graph, "-o", folder / file, "--force", *options]
        subprocess.run([str(part) for part in command], check=True)


def projections(graph):
    """One weighted edge for each pair and direction, and for each pair, as relata's measures have it."""
    directed, undirected = nx.DiGraph(), nx.Graph()
    directed.add_nodes_from(graph)
    undirected.add_nodes_from(graph)

    def add(to, source, target, weight):
        before = to.get_edge_data(source, target, {"weight": 0.0})["weight"]
        to.add_edge(source, target, weight=before + weight)

    for source, target, data in graph.edges(data=True):
        add(directed, source, target, data["weight"])
        add(undirected, source, target, data["weight"])
        if data["mutual"]:
            add(directed, target, source, data["weight"])
    return directed, undirected


def check_measures(name, data):
    graph = nx.node_link_graph(data, edges="edges")
    directed, undirected = projections(graph)

    def same(measure, theirs):
        for node, value in theirs.items():
            ours = graph.nodes[node].get(measure)
            missing = value is None or (isinstance(value, float) and math.isnan(value))
            if missing != (ours is None) or (not missing and abs(ours - value) > TOLERANCE):
                return check(f"{name}: {measure}", False, f"{node}: {ours}, networkx has {value}")
        check(f"{name}: {measure}", True)

    same("page_rank", nx.pagerank(directed, weight="weight", tol=1e-13, max_iter=10_000))
    same("betweenness", nx.betweenness_centrality(directed))
    same("closeness", nx.closeness_centrality(directed))
    same("core", nx.core_number(undirected))
    same("constraint", nx.constraint(undirected, weight="weight"))
    same("degree", dict(undirected.degree()))
    same("in_degree", dict(directed.in_degree()))
    same("out_degree", dict(directed.out_degree()))
    same("strength", dict(undirected.degree(weight="weight")))
    same("in_strength", dict(directed.in_degree(weight="weight")))
    same("out_strength", dict(directed.out_degree(weight="weight")))

    said = data["graph"]
    equal = lambda measure, value: check(f"{name}: {measure}", abs(said[measure] - value) < TOLERANCE, f"{said[measure]}, networkx has {value}")
    equal("reciprocity", nx.overall_reciprocity(directed))
    equal("density", nx.density(directed))
    equal("components", nx.number_connected_components(undirected))
    equal("pairs", undirected.size())
    groups = {}
    for node, community in graph.nodes(data="community"):
        groups.setdefault(community, set()).add(node)
    equal("communities", len(groups))
    equal("modularity", nx.community.modularity(undirected, groups.values(), weight="weight"))
    louvain = max(
        nx.community.modularity(undirected, nx.community.louvain_communities(undirected, weight="weight", seed=seed), weight="weight")
        for seed in range(3)
    )
    check(f"{name}: communities as good as Louvain's", said["modularity"] > louvain - 0.01, f"{said['modularity']}, networkx has {louvain}")
    check(f"{name}: communities hold together", all(nx.is_connected(undirected.subgraph(group)) for group in groups.values()))

    signed = {}
    for source, target, tie in graph.edges(data=True):
        pair = frozenset((source, target))
        signed[pair] = signed.get(pair, 0) + tie["sign"] * tie["events"]
    friends = nx.Graph()
    friends.add_edges_from((*pair, {"hostile": value < 0}) for pair, value in signed.items() if value)
    counts = [0, 0, 0, 0]
    for triad in (clique for clique in nx.enumerate_all_cliques(friends) if len(clique) == 3):
        counts[sum(friends.edges[pair]["hostile"] for pair in itertools.combinations(triad, 2))] += 1
    triads = [said["triads"][key] for key in ("none_hostile", "one_hostile", "two_hostile", "three_hostile")]
    check(f"{name}: triads", triads == counts and (sum(counts) > 0 or name == "hostile"), f"{triads}, by networkx {counts}")


def in_xml(text):
    return "".join("\ufffd" if ord(c) < 32 and c not in "\t\n\r" or c in "\ufffe\uffff" else c for c in text)


def edge_list(graph):
    return sorted((source, target, int(data["weight"]), data.get("label") or data.get("interaction")) for source, target, data in graph.edges(data=True))


def check_exports(name, folder, data):
    """`data` is the node-link JSON, which has everything; the others must say the same."""
    whole = nx.node_link_graph(data, edges="edges")
    labels = dict(whole.nodes(data="label"))
    ties = edge_list(whole)

    def same(format, graph, label="label", change=lambda text: text, tie_change=lambda ties: ties):
        theirs = dict(graph.nodes(data=label))
        check(f"{name}: {format}: actors", theirs == {node: change(text) for node, text in labels.items()}, f"{len(theirs)} of {len(labels)}")
        check(f"{name}: {format}: ties", edge_list(graph) == ties, f"{graph.size()} of {len(ties)}")

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        same("GraphML", nx.read_graphml(folder / "net.graphml", force_multigraph=True), change=in_xml)
        gexf = nx.read_gexf(folder / "net.gexf")
        same("GEXF", nx.MultiDiGraph(gexf), change=in_xml)
        same("Cytoscape", nx.cytoscape_graph(json.loads((folder / "net.cyjs").read_text())), label="name")
    days = {(tie.get("start"), tie.get("end")) for _, _, tie in gexf.edges(data=True)}
    check(f"{name}: GEXF: days on ties", all(start and end and start <= end for start, end in days), days)
    sentences = [tie.get("sentence") for _, _, tie in gexf.edges(data=True)]
    check(f"{name}: GEXF: sentences", all(sentence for sentence in sentences))
    for problem in gexf_problems(folder / "net.gexf"):
        check(f"{name}: GEXF schema", False, problem)

    def opened(file):
        return io.StringIO((folder / file).read_bytes().decode("utf-8"), newline="")

    rows = lambda file: list(csv.DictReader(opened(file)))
    unmarked = lambda text, label: text[1:] if text[:1] == "'" and not label.startswith("'") else text
    nodes = rows("net.nodes.csv")
    check(f"{name}: CSV: actors", all(unmarked(row["Label"], labels[row["Id"]]) == labels[row["Id"]] for row in nodes) and len(nodes) == len(labels))
    edges = sorted((row["Source"], row["Target"], int(row["Weight"]), row["Label"]) for row in rows("net.edges.csv"))
    check(f"{name}: CSV: ties", edges == ties)
    matrix = list(csv.reader(opened("net.matrix.csv")))
    communities = [int(row[1]) for row in matrix[1:]]
    check(f"{name}: matrix: square, by community", communities == sorted(communities) and all(len(row) == len(matrix) + 1 for row in matrix))
    directed, _ = projections(whole)
    strengths = sorted(sum(map(float, row[2:])) for row in matrix[1:])
    check(f"{name}: matrix: strengths", strengths == sorted(float(value) for _, value in directed.out_degree(weight="weight")))

    # The quickest of Graphviz's layouts: what is asked is whether the file is understood.
    drawn = subprocess.run(["dot", "-Tjson", "-Kosage", "-Gsplines=line", folder / "net.dot"], capture_output=True, text=True, timeout=60)
    check(f"{name}: DOT: no complaint", drawn.returncode == 0 and not drawn.stderr.strip(), drawn.stderr[:300])
    picture = json.loads(drawn.stdout, strict=False)
    names = {node["_gvid"]: node["name"] for node in picture["objects"]}
    edges = sorted((names[edge["tail"]], names[edge["head"]], int(edge["weight"])) for edge in picture.get("edges", []))
    check(f"{name}: DOT: ties", edges == sorted(tie[:3] for tie in ties) and set(names.values()) == set(labels))

    check_ftm(name, folder / "net.ftm.json", labels, ties)


def check_ftm(name, file, labels, ties):
    entities = []
    for line in file.read_bytes().splitlines():
        raw = json.loads(line)
        entity = model.get_proxy(raw, cleaned=False)
        try:
            entity.schema.validate(raw)
        except InvalidData as error:
            check(f"{name}: FollowTheMoney: valid", False, f"{error.errors} {str(raw)[:300]}")
        # Reading as untrusted data drops whatever is not valid: nothing may be dropped.
        kept = {key: sorted(entity.get(key)) for key in raw["properties"]}
        lost = {key: raw["properties"][key] for key in kept if len(kept[key]) != len(raw["properties"][key])}
        # Web addresses are put into their canonical form, and names are stripped: the number of values stays.
        check(f"{name}: FollowTheMoney: {raw['schema']}", not lost, lost)
        entities.append(entity)
    actors = {entity.id: entity for entity in entities if not entity.schema.is_a("UnknownLink")}
    links = [entity for entity in entities if entity.schema.is_a("UnknownLink")]
    check(f"{name}: FollowTheMoney: counts", len(actors) == len(labels) and len(links) == len(ties), f"{len(actors)} {len(links)}")
    ends = all(link.first("subject") in actors and link.first("object") in actors for link in links)
    check(f"{name}: FollowTheMoney: ends", ends)
    in_range = all(
        actors[link.first(end)].schema.is_a(link.schema.get(end).range) for link in links for end in ("subject", "object")
    )
    check(f"{name}: FollowTheMoney: ranges", in_range)
    check(f"{name}: FollowTheMoney: web addresses", not any(url.startswith("javascript") for link in links for url in link.get("sourceUrl")))


GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
# What GEXF 1.3 allows: attributes and children of each element that relata writes.
GEXF_ELEMENTS = {
    GEXF + "gexf": ({"version"}, [GEXF + "meta", GEXF + "graph"]),
    GEXF + "meta": (set(), [GEXF + "creator", GEXF + "description"]),
    GEXF + "creator": (set(), []),
    GEXF + "description": (set(), []),
    GEXF + "graph": ({"defaultedgetype", "mode", "timeformat", "timerepresentation"}, [GEXF + "attributes", GEXF + "nodes", GEXF + "edges"]),
    GEXF + "attributes": ({"class", "mode"}, [GEXF + "attribute"]),
    GEXF + "attribute": ({"id", "title", "type"}, []),
    GEXF + "nodes": (set(), [GEXF + "node"]),
    GEXF + "edges": (set(), [GEXF + "edge"]),
    GEXF + "node": ({"id", "label"}, [GEXF + "attvalues", VIZ + "color", VIZ + "position", VIZ + "size"]),
    GEXF + "edge": ({"id", "source", "target", "weight", "label", "kind", "start", "end"}, [GEXF + "attvalues"]),
    GEXF + "attvalues": (set(), [GEXF + "attvalue"]),
    GEXF + "attvalue": ({"for", "value"}, []),
    VIZ + "color": ({"r", "g", "b"}, []),
    VIZ + "position": ({"x", "y", "z"}, []),
    VIZ + "size": ({"value"}, []),
}


def gexf_problems(file):
    """The rules of the GEXF 1.3 schema, in our own words: its file may not be shipped here."""
    root = ElementTree.parse(file).getroot()
    if root.tag != GEXF + "gexf" or root.get("version") != "1.3":
        yield f"root is {root.tag} {root.get('version')}"
    graph = root.find(GEXF + "graph")
    types = {}
    for table in graph.findall(GEXF + "attributes"):
        for column in table:
            types[table.get("class"), column.get("id")] = column.get("type")
    ids = {node.get("id") for node in graph.iter(GEXF + "node")}
    edge_ids = [edge.get("id") for edge in graph.iter(GEXF + "edge")]
    if len(edge_ids) != len(set(edge_ids)):
        yield "two edges have one id"
    kinds = [(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in graph.iter(GEXF + "edge")]
    if len(kinds) != len(set(kinds)):
        yield "two edges between the same nodes are of one kind"
    fits = {
        "string": lambda text: True,
        "long": lambda text: re.fullmatch(r"[+-]?\d+", text),
        "double": lambda text: re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text),
        "boolean": lambda text: text in ("true", "false"),
    }
    for element in root.iter():
        if element.tag not in GEXF_ELEMENTS:
            yield f"{element.tag} is no element"
            continue
        attributes, children = GEXF_ELEMENTS[element.tag]
        if not set(element.keys()) <= attributes:
            yield f"{element.tag} has {set(element.keys()) - attributes}"
        places = [children.index(child.tag) if child.tag in children else -1 for child in element]
        if -1 in places or places != sorted(places):
            yield f"children of {element.tag}: {[child.tag for child in element]}"
        if element.tag == GEXF + "edge":
            if not {element.get("source"), element.get("target")} <= ids:
                yield f"edge {element.get('id')} ends nowhere"
            for end in ("start", "end"):
                if element.get(end):
                    datetime.date.fromisoformat(element.get(end))
        if element.tag in (GEXF + "node", GEXF + "edge"):
            kind = element.tag.removeprefix(GEXF)
            for value in element.iter(GEXF + "attvalue"):
                if not fits[types[kind, value.get("for")]](value.get("value")):
                    yield f"{value.get('value')!r} is no {types[kind, value.get('for')]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relata", default="target/debug/relata")
    parser.add_argument("--keep", help="a folder for the files, which is kept")
    arguments = parser.parse_args()
    if not shutil.which("dot"):
        sys.exit("Graphviz (dot) is not installed: apt-get install graphviz")
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(arguments.keep or temporary)
        cases = {
            "hostile": (HOSTILE, [(a, b, (a + b) % 4) for a in range(len(HOSTILE)) for b in range(len(HOSTILE)) if (a * b + a) % 3 == 1]),
            "small": ([f"Actor {n}" for n in range(60)], store.random_events(60, 150, 1)),
            "middle": ([f"Actor {n}" for n in range(400)], store.random_events(400, 2500, 2)),
        }
        for name, (labels, events) in cases.items():
            folder = root / name
            folder.mkdir(parents=True, exist_ok=True)
            graph = folder / "graph.nq"
            store.write_store(graph, labels, events)
            export(arguments.relata, graph, folder)
            data = json.loads((folder / "net.json").read_text(encoding="utf-8"))
            counted = sum(edge["events"] for edge in data["edges"])
            distinct = {(a, b, kind) if not store.TYPES[kind][5] else (min(a, b), max(a, b), kind) for a, b, kind in events if a != b}
            check(f"{name}: events", counted == sum(a != b for a, b, _ in events), counted)
            check(f"{name}: ties", len(data["edges"]) == len(distinct), f"{len(data['edges'])} of {len(distinct)}")
            check_measures(name, data)
            check_exports(name, folder, data)
            first = [(folder / file).read_bytes() for file in FILES]
            export(arguments.relata, graph, folder)
            check(f"{name}: the same bytes again", first == [(folder / file).read_bytes() for file in FILES])
            table = subprocess.run([arguments.relata, "network", "-s", graph, "--limit", "100"], capture_output=True, check=True).stdout.decode()
            unseen = [c for c in table if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c in "\u202e\u2066\u2028"]
            check(f"{name}: nothing unseen in the table", not unseen, unseen)
    print(f"{passed} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
