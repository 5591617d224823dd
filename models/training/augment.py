"""Noise for training: news is full of headlines, capitals and names never seen.

Each function returns a changed copy; the trees stay trees.
"""
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np

from data import Sentence, as_tags, spans

HEADLINE, UNFINISHED, UPPER, LOWER, TITLE = 0.03, 0.04, 0.04, 0.03, 0.02
#: How often names are swapped: for others of the training data or, in so many of the cases, of `names.txt`.
SWAP, NEWS_SHARE = 0.25, 0.5
#: The same for sentences with events, which come again and again.
SWAP_EVENTS = 0.5

#: Printed quotation marks and dashes, as newspapers have them; the treebanks have those of typewriters.
PRINTED = 0.12

#: Words that headline capitals leave alone.
SMALL = {"ADP", "DET", "CCONJ", "PART", "SCONJ", "AUX"}


def read_names(path: Path) -> dict[str, list[tuple[str, ...]]]:
    """The lists of `names.txt`, each name as its words."""
    lists, heading = defaultdict(list), ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            lists[heading] += [tuple(name.split()) for name in line.split("; ")]
    return lists


class Noise:
    """Draws the noise of one sentence."""

    def __init__(self, sents: list[Sentence]):
        pool = defaultdict(set)
        for sent in sents:
            for start, end, kind in spans(sent.names or []):
                if self.swappable(sent, start, end):
                    pool[kind, end - start].add(tuple(sent.words[start:end]))
        self.pool = {key: sorted(names) for key, names in pool.items()}
        self.news = read_names(Path(__file__).parent / "names.txt")

    @staticmethod
    def swappable(sent: Sentence, start: int, end: int) -> bool:
        """Only plain capitalised names of up to three words: their parts of speech and tree stay right."""
        return (end - start <= 3 and all(word[0].isupper() and word.isalpha() for word in sent.words[start:end])
                and (sent.upos is None or all(tag == "PROPN" for tag in sent.upos[start:end])))

    def __call__(self, sent: Sentence, rng: np.random.Generator) -> Sentence:
        if sent.names and rng.random() < (SWAP_EVENTS if sent.events else SWAP):
            sent = self.swap(sent, rng)
        if sent.events:
            # Names found by an earlier model serve to be swapped, not to be learnt.
            sent = replace(sent, names=None)
        if sent.heads and rng.random() < HEADLINE:
            sent = self.headline(sent)
        elif sent.heads and rng.random() < UNFINISHED:
            sent = self.without(sent, [len(sent.words) - 1] if sent.upos[-1] == "PUNCT" else [])
        if rng.random() < PRINTED:
            sent = self.printed(sent)
        draw = rng.random()
        if draw < UPPER:
            return replace(sent, words=[word.upper() for word in sent.words])
        if draw < UPPER + LOWER:
            return replace(sent, words=[word.lower() for word in sent.words])
        if draw < UPPER + LOWER + TITLE:
            small = [tag in SMALL for tag in sent.upos] if sent.upos else [len(word) < 4 for word in sent.words]
            return replace(sent, words=[word if s else word[:1].upper() + word[1:] for word, s in zip(sent.words, small)])
        return sent

    def draw(self, kind: str, size: int | None, rng: np.random.Generator) -> tuple[str, ...] | None:
        """A name of `size` words, or of any size."""
        if rng.random() >= NEWS_SHARE:
            names = self.pool.get((kind, size if size else int(rng.integers(1, 4))))
        elif kind == "PER":
            size = size or int(rng.integers(1, 3))
            parts = ["given"] * (size > 1) + ["family"] * max(1, size - 1)
            return tuple(word for part in parts for word in self.news[part][rng.integers(len(self.news[part]))])
        else:
            # Inside a tree only names whose words are alike: "Bank of Japan" has another one.
            names = [name for name in self.news[kind]
                     if size is None or len(name) == size and all(w not in ("of", "the", "and", "'s") for w in name)]
        return names[rng.integers(len(names))] if names else None

    def swap(self, sent: Sentence, rng: np.random.Generator) -> Sentence:
        words, tags = list(sent.words), list(sent.names)
        for start, end, kind in reversed(spans([tag if tag != "?" else "O" for tag in sent.names])):
            name = None
            if self.swappable(sent, start, end):
                name = self.draw(kind, end - start if sent.heads or sent.events else None, rng)
            if name:
                words[start:end] = name
                tags[start:end] = as_tags(len(name), [(0, len(name), kind)])
        return replace(sent, words=words, names=tags)

    @staticmethod
    def printed(sent: Sentence) -> Sentence:
        words, inside = [], False
        for word, tag in zip(sent.words, sent.xpos or [""] * len(sent.words)):
            if word in ('"', "``", "''"):
                words.append("”" if inside else "“")
                inside = not inside
            elif tag == ":":
                words.append({"--": "—", "-": "–"}.get(word, word))
            else:
                words.append(word.replace("'", "’"))
        return replace(sent, words=words)

    def headline(self, sent: Sentence) -> Sentence:
        """No articles, no auxiliaries, no full stop."""
        last = len(sent.words) - 1
        return self.without(sent, [
            i for i, (tag, deprel) in enumerate(zip(sent.upos, sent.deprels))
            if sent.words[i].lower() in ("the", "a", "an") or deprel in ("aux:pass", "cop") or (i == last and tag == "PUNCT")])

    @staticmethod
    def without(sent: Sentence, drop: list[int]) -> Sentence:
        """The sentence less some words; those that something hangs on stay."""
        used = set(sent.heads)
        drop = {i for i in drop if i + 1 not in used and sent.heads[i] != 0}
        keep = [i for i in range(len(sent.words)) if i not in drop]
        if not keep:
            return sent
        new = {0: 0} | {old + 1: i + 1 for i, old in enumerate(keep)}

        def pick(values):
            return None if values is None else [values[i] for i in keep]

        names = pick(sent.names)
        if names:
            names = as_tags(len(keep), spans([tag if tag != "?" else "O" for tag in names]))
        return replace(sent, words=pick(sent.words), upos=pick(sent.upos), xpos=pick(sent.xpos), lemmas=None,
                       heads=[new[sent.heads[i]] for i in keep], deprels=pick(sent.deprels), names=names,
                       entities=pick(sent.entities), ends=["no"] * (len(keep) - 1) + ["?"], lines=[])
