"""Lemmas without a network: a table of exceptions, then the longest suffix that has a rule.

Learnt from the treebanks and, for what they happen not to show, from
`irregular.tsv` (verb, past, participle; noun, plural) and the regular forms of
the ontology's words (`inflect.py`), and written as two small tables.
`lookup` is what a reader of the tables must reproduce.
"""
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from data import Sentence
from inflect import known_forms

HERE = Path(__file__).parent
LONGEST_SUFFIX = 7
#: A suffix gets a rule of its own when it mends at least this many words more than it spoils.
GAIN = 2
#: Tags whose words are formed alike learn their rules together.
ALIKE = (("VBD", "VBN"),)

Rule = tuple[int, str]


@dataclass
class Lemmas:
    """`exceptions`: (form, upos, xpos) to lemma. `rules`: (upos, xpos) to suffix to (strip, append)."""

    exceptions: dict[tuple[str, str, str], str] = field(default_factory=dict)
    rules: dict[tuple[str, str], dict[str, Rule]] = field(default_factory=dict)


def base(form: str, xpos: str) -> str:
    """Names (NNP, NNPS) keep their case; all others are in lower case."""
    return form if xpos.startswith("NNP") else form.lower()


def apply(rules: dict[str, Rule], word: str) -> str:
    """The rule of the longest suffix, the empty one included; the word itself if none fits or nothing would be left."""
    for start in range(max(0, len(word) - LONGEST_SUFFIX), len(word) + 1):
        rule = rules.get(word[start:])
        if rule:
            return word[:len(word) - rule[0]] + rule[1] or word
    return word


def lookup(lemmas: Lemmas, form: str, upos: str, xpos: str) -> str:
    """The form as it stands among the exceptions, then in lower case, then the rules."""
    for key in (form, form.lower()):
        lemma = lemmas.exceptions.get((key, upos, xpos))
        if lemma is not None:
            return lemma
    return apply(lemmas.rules.get((upos, xpos), {}), base(form, xpos))


def edit(word: str, lemma: str) -> Rule:
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def learn_rules(words: dict[str, str]) -> dict[str, Rule]:
    """From the empty suffix to the longest: keep what mends words that shorter suffixes get wrong."""
    rules: dict[str, Rule] = {}
    for size in range(LONGEST_SUFFIX + 1):
        groups = defaultdict(list)
        for word in words:
            # A rule may not reach before its suffix, else it would cut what it has not seen.
            if len(word) > size or size == 0:
                groups[word[len(word) - size:]].append(word)
        for suffix, members in sorted(groups.items()):
            edits = Counter(edit(word, words[word]) for word in members)
            edits = {rule: count for rule, count in edits.items() if rule[0] <= max(size, 1)}
            if not edits:
                continue
            rule, count = min(edits.items(), key=lambda item: (-item[1], item[0]))
            before = sum(apply(rules, word) == words[word] for word in members)
            if count - before >= GAIN:
                rules[suffix] = rule
    return rules


def best(counts: Counter) -> str:
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]


# Past forms that are present forms of another verb.
PRESENT_TOO = {"found", "lay", "fell", "saw", "ground", "wound", "bound", "bore", "stole", "rose", "felt", "bit", "left"}


def irregular_forms() -> dict[tuple[str, str, str], str]:
    """The listed past forms of verbs and plurals of nouns."""
    out = {}
    mistaken = {}
    for line in (HERE / "irregular.tsv").read_text(encoding="utf-8").splitlines():
        lemma, *forms = line.split("\t")
        tags = [("VERB", "VBD"), ("VERB", "VBN")] if len(forms) == 2 else [("NOUN", "NNS")]
        out |= {(form, *tag): lemma for form, tag in zip(forms, tags)}
        # A rare past form is often tagged as a present one, and is the same verb all the same.
        for form in forms if len(forms) == 2 else ():
            if form != lemma and form not in PRESENT_TOO:
                mistaken |= {(form, "VERB", tag): lemma for tag in ("VB", "VBD", "VBN", "VBP")}
    return mistaken | out


def regular(vocabulary: set[str]) -> dict[tuple[str, str, str], str]:
    """Verb forms of the vocabulary whose verb is in it too, where only one verb can be meant."""
    out = {}
    for form in vocabulary:
        for ending, tags in (("ed", ("VBD", "VBN")), ("ing", ("VBG",))):
            stem = form[:-len(ending)]
            if not (form.endswith(ending) and form.isalpha() and len(stem) > 2):
                continue
            verbs = [verb for verb in (stem, stem + "e") if verb in vocabulary]
            if stem[-1] == stem[-2] and stem[:-1] in vocabulary:
                verbs.append(stem[:-1])
            if len(verbs) == 1:
                out.update({(form, "VERB", tag): verbs[0] for tag in tags})
    return out


def is_address(form: str) -> bool:
    """Addresses and file names are nobody's vocabulary, and may be somebody's: they stay out of the tables."""
    return bool(re.search(r"[/@\\\\]|https?:|www|\.\w{3,4}$", form.lower())) or len(form) > 24


def learn(sents: list[Sentence], vocabulary: set[str]) -> Lemmas:
    """`vocabulary`: words that exist, to learn the regular verbs from."""
    exact: dict[tuple[str, str, str], Counter] = defaultdict(Counter)
    lower: dict[tuple[str, str, str], Counter] = defaultdict(Counter)
    for sent in sents:
        for form, upos, xpos, lemma in zip(sent.words, sent.upos or (), sent.xpos or (), sent.lemmas or ()):
            # GW: a stray part of a word written in two.
            if lemma != "_" and xpos != "GW":
                exact[form, upos, xpos][lemma] += 1
                lower[base(form, xpos), upos, xpos][lemma] += 1
    known = {key: best(counts) for key, counts in lower.items()}
    irregular = irregular_forms()
    spelt = known_forms(set(irregular.values()))
    # Where the treebanks and a spelt-out verb differ, the treebank's writer had misspelt another verb.
    known |= {key: lemma for key, lemma in spelt.items() if key in known and key[1] == "VERB"}
    for key, lemma in [*irregular.items(), *spelt.items(), *sorted(regular(vocabulary).items())]:
        known.setdefault(key, lemma)

    words: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for (word, upos, xpos), lemma in known.items():
        for tag in next((group for group in ALIKE if xpos in group), (xpos,)):
            words[upos, tag].setdefault(word, lemma)
    out = Lemmas(rules={tags: rules for tags, group in sorted(words.items()) if (rules := learn_rules(group))})
    # What the rules get wrong: by the lower-case form, then by forms whose case matters.
    for key, lemma in sorted(known.items()):
        if lookup(out, *key) != lemma and not is_address(key[0]):
            out.exceptions[key] = lemma
    for key, counts in sorted(exact.items()):
        lemma = known[key] if key in spelt else best(counts)
        if lookup(out, *key) != lemma and not is_address(key[0]):
            out.exceptions[key] = lemma
    return out


def write(lemmas: Lemmas, folder: Path) -> None:
    rows = sorted((*key, lemma) for key, lemma in lemmas.exceptions.items())
    (folder / "lemmas.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    rows = sorted((*tags, suffix, str(strip), append) for tags, rules in lemmas.rules.items()
                  for suffix, (strip, append) in rules.items())
    (folder / "lemma-rules.tsv").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def read(folder: Path) -> Lemmas:
    out = Lemmas()
    for line in (folder / "lemmas.tsv").read_text(encoding="utf-8").split("\n"):
        if line:
            form, upos, xpos, lemma = line.split("\t")
            out.exceptions[form, upos, xpos] = lemma
    for line in (folder / "lemma-rules.tsv").read_text(encoding="utf-8").split("\n"):
        if line:
            upos, xpos, suffix, strip, append = line.split("\t")
            out.rules.setdefault((upos, xpos), {})[suffix] = (int(strip), append)
    return out
