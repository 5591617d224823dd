"""Both validators must find the same nodes, by the same constraint, on the same path."""

import json
import pathlib
import subprocess
import sys

import pyshacl
import rdflib
from rdflib.namespace import RDF, SH

relata, work = sys.argv[1], pathlib.Path(sys.argv[2])
shapes = rdflib.Graph().parse("ontology/shapes.ttl")
articles = {
    "border.txt": "12 March 2024\n\nPolish Foreign Minister Radosław Sikorski accused Russia of sabotage yesterday. "
    "Estonia will meet Latvia in Riga.\n",
    "court.txt": "A court in Nairobi jailed two men on Monday. Kenya criticised Uganda.\n",
}


def run(*arguments):
    done = subprocess.run([relata, "--quiet", *arguments], cwd=work, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"relata {arguments}: {done.stderr}")
    return done.stdout


def local(iri):
    return iri.rsplit("#")[-1].rsplit("/")[-1]


def by_relata(graph):
    [part] = json.loads(run("check", "--only", "shapes", "--format", "json", "-s", graph))
    return {(finding["node"], finding["rule"]) for finding in part["findings"]}


def by_pyshacl(graph):
    data = rdflib.Dataset()
    data.parse(work / graph, format="nquads")
    found = set()
    for name in {quad[3] for quad in data.quads() if quad[3] is not None}:
        one = rdflib.Graph()
        for triple in data.graph(name):
            one.add(triple)
        _, report, _ = pyshacl.validate(one, shacl_graph=shapes, advanced=False, inference="none")
        for result in report.subjects(RDF.type, SH.ValidationResult):
            # What is wrong inside a node that sh:node leads to is told again there.
            if (None, SH.detail, result) in report:
                continue
            component = local(report.value(result, SH.sourceConstraintComponent)).removesuffix("ConstraintComponent")
            path = report.value(result, SH.resultPath)
            rule = f"{component} of {local(path)}" if path else component
            found.add((str(report.value(result, SH.focusNode)), rule))
    return found


for name, text in articles.items():
    (work / name).write_text(text, encoding="utf-8")
run("build", "-s", "sound.nq", *articles)
run("build", "-s", "examples.nq", str(pathlib.Path("examples/articles").resolve()))
graphs = ["sound.nq", "examples.nq"]
for damage in sorted(pathlib.Path("tests/damage").glob("*.ru")):
    graph = damage.stem + ".nq"
    (work / graph).write_bytes((work / "sound.nq").read_bytes())
    run("query", "-s", graph, "--update", damage.read_text(encoding="utf-8"))
    graphs.append(graph)

differ, findings = 0, 0
for graph in graphs:
    ours, theirs = by_relata(graph), by_pyshacl(graph)
    findings += len(ours)
    if ours != theirs:
        differ += 1
        print(f"{graph}: only relata finds {sorted(ours - theirs)}; only pyshacl finds {sorted(theirs - ours)}")
    if graph in ("sound.nq", "examples.nq") and ours:
        sys.exit(f"{graph} should have the shapes: {ours}")
print(f"{len(graphs)} graphs, {findings} findings, {differ} graphs on which the validators differ")
if differ or findings < 40:
    sys.exit(1)
