#!/usr/bin/env python3
"""Writes any number of articles as JSON Lines, recombined from the sentences of this project's own examples: for runs that ask how the
program bears much input. What they say makes no sense, so nothing but time and memory may be measured on them.

    python3 tests/scale/articles.py 100000 --sentences 3 | relata build - --from jsonl -s /tmp/large.nq
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples" / "articles"


def sentences():
    """Sentences of the examples that are plain text, by rule of thumb: their exact ends do not matter here."""
    found = []
    for path in sorted(EXAMPLES.iterdir()):
        if path.suffix in (".txt", ".md"):
            for line in path.read_text(encoding="utf-8").splitlines()[2:]:
                found += [part for part in re.split(r"(?<=[.!?”])\s+(?=[“A-Z])", line) if len(part) > 40]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="how many articles")
    parser.add_argument("--sentences", type=int, default=12, help="how many sentences each has")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    options = parser.parse_args()
    known = sentences()
    for number in range(options.first, options.first + options.number):
        chance = random.Random(number)
        text = " ".join(chance.choice(known) for _ in range(options.sentences))
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=number % 2000)
        record = {"doc": f"article-{number:07}", "title": f"Report {number}", "date": day.isoformat(), "source": f"Paper {number % 40}", "text": text}
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        sys.stderr.close()
