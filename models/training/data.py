"""The corpora: files to `Sentence`s, sentences to batches.

Every corpus is read from the data folder as it stands there; a layer that a
corpus does not annotate is None and is left out of the loss.
"""
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from wordpiece import WordPiece, case_id

#: Corpora that annotate names. The conventions of the first are those the model writes.
CORPORA = ("uner", "gum", "wikigold", "crossner")

NAME_TYPES = ("PER", "ORG", "LOC")
NAME_TAGS = ("O",) + tuple(f"{p}-{t}" for t in NAME_TYPES for p in "BI")

ENTITY_TYPES = ("none", "person", "organization", "place", "event", "abstract", "object", "time",
                "substance", "animal", "plant")

#: CrossNER's types as ours. "?" is not scored (its annotators and ours differ); all others are no names here.
CROSSNER_TYPES = {
    "person": "PER", "politician": "PER", "writer": "PER", "musicalartist": "PER", "researcher": "PER",
    "scientist": "PER", "organisation": "ORG", "politicalparty": "ORG", "band": "ORG", "university": "ORG",
    "location": "LOC", "country": "LOC",
    "magazine": "?", "academicjournal": "?", "conference": "?", "astronomicalobject": "?",
}
CROSSNER_DOMAINS = ("politics", "ai", "literature", "music", "science")

IGNORE = -100

#: What the event head tells of a word; the order is the model's.
EVENT_TYPES = ("none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
               "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
ROLE_TYPES = ("source", "target")

#: How often a sentence is shown alone, and about how many words a run of sentences has else.
SINGLE, TOGETHER = 0.3, (5, 75)
#: Runs of sentences are kept below this many pieces; a sentence of its own may have more.
MOST_PIECES = 256


@dataclass
class Sentence:
    """One sentence of syntactic words. Heads count from 1, 0 is the root."""

    words: list[str]
    upos: list[str] | None = None
    xpos: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deprels: list[str] | None = None
    names: list[str] | None = None
    entities: list[str] | None = None
    #: Whether a sentence ends after the word; "?" where that is not to be learnt.
    ends: list[str] | None = None
    #: What event each word tells; "?" where that is not to be learnt.
    events: list[str] | None = None
    #: Trigger, role, the words that fill it, words that do not count; all from 0.
    roles: list[tuple[int, str, list[int], list[int]]] | None = None
    corpus: str = CORPORA[0]
    id: str = ""
    doc: str = ""
    lines: list[str] = field(default_factory=list, repr=False)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; `lines` keeps them as they stand, for writing."""
    doc = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        doc = next((line.split("=", 1)[1].strip() for line in lines if line.startswith("# newdoc id")), doc)
        rows = [line.split("\t") for line in lines if re.match(r"\d+\t", line)]
        if not rows:
            continue
        ids = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id")]
        yield Sentence(
            words=[row[1] for row in rows], lemmas=[row[2] for row in rows], upos=[row[3] for row in rows],
            xpos=[row[4] for row in rows], heads=[int(row[6]) if row[6].isdigit() else 0 for row in rows],
            deprels=[row[7] for row in rows], ends=["no"] * (len(rows) - 1) + ["?"], id=ids[0] if ids else "", doc=doc, lines=lines)


def read_tags(path: Path, word: int, tag: int) -> Iterator[Sentence]:
    """A file of one token a line with a BIO tag in some column."""
    for block in re.split(r"\n[ \t]*\n", path.read_text(encoding="utf-8")):
        lines = [line for line in block.split("\n") if line]
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        rows = [row for row in rows if len(row) > max(word, tag)]
        if rows:
            ids = [line.split("=", 1)[1].strip() for line in lines if line.startswith("# sent_id")]
            yield Sentence(words=[row[word] for row in rows], names=[row[tag] for row in rows], id=ids[0] if ids else "")


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """The names of a BIO sequence as (start, end, type), end exclusive."""
    out, start, kind = [], None, None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and tag != f"I-{kind}":
            out.append((start, i, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return out


def as_tags(size: int, names: list[tuple[int, int, str]]) -> list[str]:
    tags = ["O"] * size
    for start, end, kind in names:
        tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


def add_names(treebank: list[Sentence], names: list[Sentence]) -> None:
    """Carry name tags over to a treebank whose words may be cut differently.

    A word takes the tag of the token that covers its first character.
    """
    by_id = {sent.id: sent for sent in names}
    for sent in treebank:
        other = by_id.get(sent.id)
        if other is None or "".join(other.words) != "".join(sent.words):
            continue
        starts, at = {}, 0
        for i, word in enumerate(other.words):
            for k in range(len(word)):
                starts[at + k] = (i, k)
            at += len(word)
        tags, at = [], 0
        for word in sent.words:
            i, k = starts[at]
            tag = other.names[i]
            tags.append("I" + tag[1:] if k and tag != "O" else tag)
            at += len(word)
        sent.names = tags


def mentions(sent: Sentence) -> list[tuple[int, int, str]]:
    """GUM's mentions, `Entity=` in the last column, as (start, end, type); discontinuous ones are left out."""
    rows = [line.split("\t") for line in sent.lines if re.match(r"\d+\t", line)]
    found, open_mentions = [], []
    for i, row in enumerate(rows):
        value = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", value.group(1) if value else ""):
            parts = piece.strip("()").split("-")
            if piece.startswith("("):
                kind = parts[1] if len(parts) > 1 else ""
                if piece.endswith(")"):
                    found.append((i, i + 1, kind))
                else:
                    open_mentions.append((parts[0], i, kind))
            else:
                for mention in reversed(open_mentions):
                    if mention[0] == parts[0]:
                        open_mentions.remove(mention)
                        found.append((mention[1], i + 1, mention[2]))
                        break
    return sorted(found, key=lambda m: (m[0], -m[1]))


def add_mentions(sent: Sentence) -> None:
    """Entity types on the heads of mentions, and names from mentions headed by a proper noun."""
    sent.entities = ["none"] * len(sent.words)
    names, proper = [], [tag.startswith("NNP") for tag in sent.xpos]
    for start, end, kind in mentions(sent):
        head = next((i for i in range(start, end) if not start < sent.heads[i] <= end), start)
        if sent.entities[head] == "none" and kind in ENTITY_TYPES:
            sent.entities[head] = kind
        name_type = {"person": "PER", "organization": "ORG", "place": "LOC"}.get(kind)
        if name_type is None or sent.upos[head] != "PROPN":
            continue
        low, high = head, head + 1
        while low > start and proper[low - 1]:
            low -= 1
        while high < end:
            # "Ministry of the Interior", "Republic of Ireland"
            inner = next((i for i in (high + 1, high + 2) if i < end and proper[i]), end)
            linked = [word.lower() for word in sent.words[high:inner]] in (["of"], ["of", "the"])
            if proper[high]:
                high += 1
            elif linked and inner < end and name_type != "PER":
                high = inner + 1
            else:
                break
        if all(high <= a or b <= low for a, b, _ in names):
            names.append((low, high, name_type))
    sent.names = as_tags(len(sent.words), names)
    sent.corpus = "gum"


def read_ewt(data: Path, split: str) -> list[Sentence]:
    sents = list(read_conllu(data / "ud-ewt" / f"{split}.conllu"))
    names = "train-draft" if split == "train" else split
    add_names(sents, list(read_tags(data / "uner-ewt" / f"{names}.iob2", 1, 2)))
    return sents


def read_gum(data: Path, split: str) -> list[Sentence]:
    sents = list(read_conllu(data / "gum" / f"{split}.conllu"))
    for sent in sents:
        add_mentions(sent)
    return sents


def read_wikigold(data: Path) -> list[Sentence]:
    sents = list(read_tags(data / "wikigold" / "wikigold.tsv", 1, 2))
    for sent in sents:
        sent.names = [tag if tag[2:] in NAME_TYPES else "O" for tag in sent.names]
        sent.corpus = "wikigold"
    return sents


def read_crossner(data: Path, domain: str, split: str) -> list[Sentence]:
    sents = list(read_tags(data / "crossner" / f"{domain}.{split}.txt", 0, 1))
    for sent in sents:
        kinds = [CROSSNER_TYPES.get(tag[2:], "O") for tag in sent.names]
        sent.names = ["O" if kind == "O" else "?" if kind == "?" else tag[:2] + kind
                      for tag, kind in zip(sent.names, kinds)]
        sent.corpus = "crossner"
    return sents


def read_events(path: Path, parts: set[str]) -> list[Sentence]:
    """Sentences with events, as `events.py` writes them, of some parts of its data."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Sentence(words=line["words"], names=line["names"], events=line["events"], roles=line["roles"], id=line["id"])
            for line in lines if line["part"] in parts]


def read_train(data: Path) -> list[Sentence]:
    """All that the model is trained on. Development and test files are never read here."""
    sents = read_ewt(data, "train") + read_gum(data, "train") + read_wikigold(data)
    for domain in CROSSNER_DOMAINS:
        sents += read_crossner(data, domain, "train")
    return sents


@dataclass
class Labels:
    """The label sets; the order is the model's."""

    upos: list[str]
    xpos: list[str]
    deprel: list[str]
    name: tuple[str, ...] = NAME_TYPES
    entity: tuple[str, ...] = ENTITY_TYPES
    event: tuple[str, ...] = EVENT_TYPES
    role: tuple[str, ...] = ROLE_TYPES

    @classmethod
    def of(cls, sents: list[Sentence]) -> "Labels":
        trees = [sent for sent in sents if sent.heads]
        return cls(*(sorted({label for sent in trees for label in getattr(sent, layer)})
                     for layer in ("upos", "xpos", "deprels")))


class Encoder:
    """Turns sentences into the arrays that the model takes, and their gold labels."""

    def __init__(self, pieces: WordPiece, labels: Labels):
        self.pieces = pieces
        self.roles = {label: i for i, label in enumerate(labels.role)}
        self.index = {
            "upos": {label: i for i, label in enumerate(labels.upos)},
            "xpos": {label: i for i, label in enumerate(labels.xpos)},
            "deprels": {label: i for i, label in enumerate(labels.deprel)},
            "names": {label: i for i, label in enumerate(NAME_TAGS)},
            "entities": {label: i for i, label in enumerate(labels.entity)},
            "ends": {"no": 0, "yes": 1},
            "events": {label: i for i, label in enumerate(labels.event)},
        }

    def length(self, sent: Sentence) -> int:
        return 2 + sum(len(self.pieces.pieces(word)) for word in sent.words)

    def inputs(self, batch: list[list[str]], masked: np.random.Generator | None = None,
               mask_rate: float = 0.0) -> dict[str, np.ndarray]:
        """`ids`, `case`, `mask` and `pool`, as the model card defines them.

        In training, whole words are hidden at random so that the context has to do.
        """
        pieces = [[self.pieces.pieces(word) for word in words] for words in batch]
        width = 2 + max(sum(map(len, sent)) for sent in pieces)
        rows = 1 + max(map(len, batch))
        ids = np.full((len(batch), width), self.pieces.pad, np.int32)
        case = np.zeros((len(batch), width), np.int32)
        mask = np.zeros((len(batch), width), np.int32)
        pool = np.zeros((len(batch), rows, width), np.float32)
        for b, sent in enumerate(pieces):
            ids[b, 0] = self.pieces.cls
            pool[b, 0, 0] = 1.0
            at = 1
            for w, word in enumerate(sent):
                end = at + len(word)
                hide = masked is not None and masked.random() < mask_rate
                ids[b, at:end] = self.pieces.mask if hide else word
                case[b, at:end] = case_id(batch[b][w])
                pool[b, w + 1, at:end] = 1.0 / len(word)
                at = end
            ids[b, at] = self.pieces.sep
            mask[b, :at + 1] = 1
        return {"ids": ids, "case": case, "mask": mask, "pool": pool}

    def targets(self, batch: list[Sentence]) -> dict[str, np.ndarray]:
        """Gold label ids, one row a sentence and column 0 for the root; IGNORE where there is none.

        `asked` has a row for each role of each trigger (sentence, trigger's row, role), `filled` whether each word fills it.
        """
        rows = 1 + max(len(sent.words) for sent in batch)
        out = {layer: np.full((len(batch), rows), IGNORE, np.int64) for layer in (*self.index, "heads")}
        out["corpus"] = np.array([CORPORA.index(sent.corpus) for sent in batch], np.int64)
        for b, sent in enumerate(batch):
            for layer, index in self.index.items():
                values = getattr(sent, layer)
                if values is not None:
                    out[layer][b, 1:len(values) + 1] = [index.get(value, IGNORE) for value in values]
            if sent.heads is not None:
                out["heads"][b, 1:len(sent.heads) + 1] = [IGNORE if head is None else head for head in sent.heads]
        asked = [(b, role) for b, sent in enumerate(batch) for role in sent.roles or []]
        out["asked"] = np.array([(b, trigger + 1, self.roles[name]) for b, (trigger, name, _, _) in asked], np.int64).reshape(-1, 3)
        out["filled"] = np.full((len(asked), rows), IGNORE, np.int64)
        for row, (b, (_, _, fillers, others)) in enumerate(asked):
            out["filled"][row, 1:len(batch[b].words) + 1] = 0
            out["filled"][row, [i + 1 for i in fillers]] = 1
            out["filled"][row, [i + 1 for i in others]] = IGNORE
        return out


def joined(sents: list[Sentence], first: int = 0, last: int = 0) -> Sentence:
    """Sentences of one document as one run of words, less the `first` words of the first and the `last` of the last.

    Words whose head is cut off have None for it; of sentences without some layer nothing is learnt of that layer.
    """
    size = sum(len(sent.words) for sent in sents)
    kept = range(first, size - last)

    def flat(layer: str) -> list | None:
        if all(getattr(sent, layer) is None for sent in sents):
            return None
        return [value for sent in sents for value in (getattr(sent, layer) or ["?"] * len(sent.words))][first:size - last]

    heads, at = [], 0
    for sent in sents:
        heads += [head and at + head for head in sent.heads]
        at += len(sent.words)
    heads = [0 if head == 0 else head - first if head - 1 in kept else None for head in (heads[i] for i in kept)]
    deprels = [None if head is None else label for head, label in zip(heads, flat("deprels"))]
    ends = [value for sent in sents for value in ["no"] * (len(sent.words) - 1) + ["yes"]][first:size - last]
    names = flat("names")
    if names and names[0].startswith("I-"):
        names[0] = "B" + names[0][1:]
    return replace(sents[0], words=flat("words"), upos=flat("upos"), xpos=flat("xpos"), lemmas=None, heads=heads,
                   deprels=deprels, names=names, entities=flat("entities"), ends=ends[:-1] + ["?"], lines=[])


def windows(sents: list[Sentence], lengths: list[int], rng: np.random.Generator) -> list[list[int]]:
    """Which sentences are shown together this time: those without a document one by one, others also in runs."""
    out, i = [], 0
    while i < len(sents):
        window, words, pieces = [i], len(sents[i].words), lengths[i]
        if sents[i].doc and rng.random() >= SINGLE:
            target = rng.uniform(*TOGETHER)
            while i + 1 < len(sents) and sents[i + 1].doc == sents[i].doc and words < target and pieces + lengths[i + 1] <= MOST_PIECES:
                i += 1
                pieces += lengths[i]
                window.append(i)
                words += len(sents[i].words)
        out.append(window)
        i += 1
    return out


def batches(lengths: list[int], budget: int, rng: np.random.Generator) -> list[list[int]]:
    """Indices of sentences of like length, about `budget` padded pieces a batch, in random order."""
    order = np.argsort(np.array(lengths) + rng.uniform(0, 4, len(lengths)))
    out, batch = [], []
    for i in map(int, order):
        if batch and lengths[i] * (len(batch) + 1) > budget:
            out.append(batch)
            batch = []
        batch.append(i)
    out.append(batch)
    rng.shuffle(out)
    return out
