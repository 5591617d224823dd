"""Makes a graph of about a million quads out of our own example articles.

The readings of the examples (`relata build`) are copied again and again: each copy has articles of its own, and its actors are drawn
from those of the examples and from numbered namesakes, so that some actors are in very many events and most in a few, as in real news.
Deterministic: the same input gives the same bytes.

    python3 tests/serve/quads.py read.nq 1000000 > big.nq
"""

import re
import sys

BASE = "https://w3id.org/relata/"
ARTICLE = re.compile(r"<" + BASE + r"article/([^>#]*?)(/(?:event|office|source)/[^>]*|#[^>]*)?>")
ACTOR = re.compile(r"<" + BASE + r"actor/([^>]*)>")
BODY = "<https://schema.org/articleBody>"
NAMES = ("<http://www.w3.org/2000/01/rdf-schema#label>", "<http://www.w3.org/2004/02/skos/core#altLabel>")


def main(path, wanted):
    lines = [line for line in open(path, encoding="utf-8") if BODY not in line]
    ontology = [line for line in lines if "/article/" not in line]
    copied = [line for line in lines if "/article/" in line]
    out = sys.stdout
    written, copy = 0, 0
    for line in ontology:
        out.write(line)
        written += 1
    while written < wanted:
        # Every fourth copy speaks of the well-known actors themselves, the others of namesakes, ever rarer ones.
        namesake = "" if copy % 4 == 0 else f"-{copy % 997}"
        for line in copied:
            line = ARTICLE.sub(lambda found: f"<{BASE}article/{copy}/{found[1]}{found[2] or ''}>", line)
            if namesake and ACTOR.search(line):
                line = ACTOR.sub(lambda found: f"<{BASE}actor/{found[1]}{namesake}>", line)
                if any(name in line for name in NAMES):
                    line = re.sub(r'(> ")(.*)(" <)', lambda found: f"{found[1]}{found[2]} {namesake[1:]}{found[3]}", line)
            out.write(line)
            written += 1
            if written >= wanted:
                break
        copy += 1


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
