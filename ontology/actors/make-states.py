#!/usr/bin/env python3
"""Writes states.ttl: the states and regions that the program knows.

usage: make-states.py BORDERS.json > states.ttl

BORDERS.json is `src/data/borders.json` of the npm package `@rapideditor/country-coder` (ISC licence; made with 5.6.1):

    npm pack @rapideditor/country-coder@5.6.1 && tar xzf rapideditor-country-coder-5.6.1.tgz
    python3 make-states.py package/src/data/borders.json > states.ttl

From there come the Wikidata identifiers and the ISO codes; from states.tsv beside this script the names, demonyms and capitals.
"""

import json
import os
import re
import sys
import unicodedata

PREFIXES = """\
# Written by make-states.py from states.tsv and country-coder: change those.
@prefix rel: <https://w3id.org/relata/ontology#> .
@prefix actor: <https://w3id.org/relata/actor/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


def key_of(name):
    """The local part of an IRI: lower case, no accents, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def strings(names):
    return " , ".join(json.dumps(name, ensure_ascii=False) for name in names)


def places(path):
    """Country-coder's entries by two-letter code and by Wikidata identifier."""
    with open(path, encoding="utf-8") as file:
        entries = [feature["properties"] for feature in json.load(file)["features"]]
    table = {}
    for entry in entries:
        table.setdefault(entry.get("wikidata"), entry)
        table.setdefault(entry.get("iso1A2"), entry)
    return table


def rows():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "states.tsv")
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def main():
    table = places(sys.argv[1])
    print(PREFIXES)
    for code, label, names, demonyms, capitals, seats, kind, part_of, nouns in rows():
        lines = [f"actor:{key_of(label)} a rel:{kind.capitalize()} , rel:KnownActor ; rdfs:label {json.dumps(label, ensure_ascii=False)}@en"]
        for term, values in (("skos:altLabel", names), ("rel:demonym", demonyms), ("rel:capital", capitals), ("rel:seat", seats), ("rel:noun", nouns)):
            if values:
                lines.append(f"{term} {strings(values.split(';'))}")
        if part_of:
            lines.append(f"rel:partOf actor:{part_of}")
        if code != "-":
            entry = table[code]
            if "iso1A3" in entry:
                lines.append(f'rel:iso3 "{entry["iso1A3"]}"')
            lines.append(f"owl:sameAs wd:{entry['wikidata']}")
        print(" ;\n    ".join(lines) + " .")


if __name__ == "__main__":
    main()
