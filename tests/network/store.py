"""Graphs for checks: stores in N-Quads with actors and events that nobody wrote an article about."""
import random

REL = "https://w3id.org/relata/ontology#"
BASE = "https://w3id.org/relata/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OA = "http://www.w3.org/ns/oa#"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"

# class, relation, root, quad class, Goldstein score, mutual
TYPES = [
    ("Meeting", "metWith", "CONSULT", 1, 1.0, True),
    ("Praise", "praised", "SUPPORT", 1, 3.4, False),
    ("Accusation", "accused", "ACCUSE", 3, -2.0, False),
    ("Bombing", "bombed", "ASSAULT", 4, -9.0, False),
]
KINDS = ["Person", "State", "Organization", "Group", "Place"]


def literal(text, kind=None):
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
    body = "".join(escapes.get(c) or (c if ord(c) >= 32 and ord(c) != 127 else f"\\u{ord(c):04X}") for c in text)
    return f'"{body}"' + (f"^^<{XSD}{kind}>" if kind else "")


def iri(text):
    return f"<{text}>"


def write_store(path, labels, events, seed=0):
    """`events` are (source, target, type) by number; each is one sentence, ten an article."""
    chance = random.Random(seed)
    lines = []

    def add(subject, predicate, value, graph):
        lines.append(f"<{subject}> <{predicate}> {value} <{graph}> .\n")

    for name, relation, root, quad, score, mutual in TYPES:
        ontology = REL.rstrip("#")
        add(REL + name, RDF_TYPE, iri(REL + "EventType"), ontology)
        add(REL + name, REL + "relation", iri(REL + relation), ontology)
        add(REL + name, REL + "root", literal(root), ontology)
        add(REL + name, REL + "quad", literal(str(quad), "integer"), ontology)
        add(REL + name, REL + "goldstein", literal(str(score), "decimal"), ontology)
        if mutual:
            add(REL + name, REL + "symmetric", literal("true", "boolean"), ontology)
    actor = lambda number: f"{BASE}actor/actor-{number:06}"
    for start in range(0, len(events), 10):
        number = start // 10
        article = f"{BASE}article/{number}.txt"
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        add(article, RDF_TYPE, iri(SCHEMA + "NewsArticle"), article)
        add(article, "http://purl.org/dc/terms/identifier", literal(f"{number}.txt"), article)
        add(article, SCHEMA + "datePublished", literal(day, "date"), article)
        add(article, SCHEMA + "publisher", literal(labels[number % len(labels)] or "Gazette"), article)
        add(article, SCHEMA + "url", literal("javascript:alert(1)") if number % 3 else iri(f"https://news.example/{number}"), article)
        for index, (source, target, kind) in enumerate(events[start : start + 10]):
            for party in (source, target):
                add(actor(party), RDF_TYPE, iri(REL + KINDS[party % len(KINDS)]), article)
                add(actor(party), LABEL, literal(labels[party]), article)
            event = f"{article}/event/{index + 1}-1"
            sentence = labels[chance.randrange(len(labels))] or "A sentence."
            span = f"{article}#char={index * 100},{index * 100 + len(sentence)}"
            add(event, RDF_TYPE, iri(REL + TYPES[kind][0]), article)
            add(event, REL + "agent", iri(actor(source)), article)
            add(event, REL + "patient", iri(actor(target)), article)
            add(event, REL + "modality", iri(REL + "Asserted"), article)
            add(event, REL + "polarity", iri(REL + "Positive"), article)
            add(event, REL + "evidence", iri(span), article)
            add(event, REL + "trigger", iri(span), article)
            add(span, RDF_TYPE, iri(REL + "Evidence"), article)
            add(span, OA + "hasSource", iri(article), article)
            add(span, OA + "start", literal(str(index * 100), "integer"), article)
            add(span, OA + "end", literal(str(index * 100 + len(sentence)), "integer"), article)
            add(span, OA + "exact", literal(sentence), article)
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(sorted(set(lines)))


def random_events(actors, events, seed):
    """Few actors with very many ties, and most ties within regions, as in the news."""
    chance = random.Random(seed)
    regions = max(1, actors // 50)
    size = actors // regions

    def pick(region):
        return region * size + chance.randrange(size) * chance.randrange(size) // size

    result = []
    while len(result) < events:
        region = chance.randrange(regions)
        other = chance.randrange(regions) if chance.random() < 0.15 else region
        source, target = pick(region), pick(other)
        if source != target:
            result.append((source, target, chance.randrange(len(TYPES))))
    return result
