"""Sentences with events, as the branch for events learns them: `python events.py --relata ../../target/debug/relata`.

Reads the halves of the project's own corpus that may be learnt from (articles whose name's SHA-256 ends in an even
hexadecimal digit, odd lines of `sentences/*.jsonl`; the other halves only measure and are never opened here), the
examples and near misses of the frames, and `event-sentences`. The program cuts them into words and trees (`extract --format conllu`), and each
event is put on one word: the top of the words that tell it. Writes `work/events.jsonl`, a sentence a line:

- `words`;
- `events`: for each word a root, `none`, or `?` where that is not to be learnt (the other words that tell the event);
- `names`: what the program takes for names, so that augmentation can swap them; nothing is learnt from these;
- `roles`: lists of [trigger, role, words that fill it, words that do not count]; roles of which the sentence does not
  show who fills them are left out;
- `part`: `articles`, `odd` (sentences of the corpus), `examples` (of the frames), `own` or `held` (back, of `event-sentences`).
"""
import argparse
import csv
import hashlib
import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE / "../.."
ROOTS = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
ROLES = ("source", "target")
#: Words that can tell an event; the top of a cue is one of these if any of them is.
CONTENT = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "AUX")

#: Our own sentences.
OWN = sorted((HERE / "event-sentences").glob("*.txt"))

#: Pronouns that stand for somebody, and the relations in which they are the source or the target of a word's event.
PRONOUNS = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "hers", "theirs"}
BY_ROLE = {"source": ("nsubj", "nmod:poss", "obl:agent"), "target": ("obj", "iobj", "obl", "nsubj:pass", "nmod", "obl:agent")}

Span = tuple[int, int]


@dataclass
class Event:
    """Spans are offsets of characters; `fillers` has no entry for a role that nobody knows."""

    root: str
    cue: list[Span]
    light: list[Span] = field(default_factory=list)
    fillers: dict[str, list[list[Span]]] = field(default_factory=dict)


@dataclass
class Item:
    id: str
    group: str
    text: str
    events: list[Event]


def digest(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def find(text: str, part: str, n: int = 1, start: int = 0) -> list[Span]:
    """The n-th place of some words, as a list of one or none."""
    at = start - 1
    for _ in range(n):
        at = text.find(part, at + 1)
        if at < 0:
            return []
    return [(at, at + len(part))]


def everywhere(text: str, part: str) -> list[Span]:
    return [(m.start(), m.end()) for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]


def read_articles(corpus: Path) -> list[Item]:
    items = []
    for path in sorted(corpus.glob("*.num")):
        if digest(path.stem) % 2:
            continue
        with open(path.with_suffix(".actors.tsv"), encoding="utf-8") as file:
            forms = {row[0]: row[2].split("; ") for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
        with open(path.with_suffix(".tsv"), encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            number, text = line.split(" ", 1)
            told: dict[tuple, Event] = {}
            for row in rows:
                if row["sent"] != number or row["root"] not in ROOTS:
                    continue
                cue, at = [], 0
                for part in row["cue"].split("…"):
                    span = find(text, part.strip(), start=at) or find(text, part.strip())
                    cue += span
                    at = span[0][1] if span else at
                event = told.setdefault((row["root"], tuple(cue)), Event(row["root"], cue, fillers={r: [] for r in ROLES}))
                for role in ROLES:
                    if row[role] == "-" or role not in event.fillers:
                        continue
                    places = sorted({span for form in forms.get(row[role], [row[role]]) for span in everywhere(text, form)})
                    if places:
                        event.fillers[role].append(places)
                    else:
                        # A pronoun or a description: who it is can be told from the article, not from here.
                        del event.fillers[role]
            items.append(Item(f"{path.stem}#{number}", path.stem, text, [e for e in told.values() if e.cue]))
    return items


def read_sentences(corpus: Path) -> list[Item]:
    items = []
    for path in sorted((corpus / "sentences").glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if number % 2 == 0 or not line.strip():
                continue
            given = json.loads(line)
            text, events = given["text"], []

            def spans(value, text=text) -> list[Span]:
                if not value:
                    return []
                return find(text, value["s"], value.get("n", 1)) if isinstance(value, dict) else find(text, value)

            for event in given["events"]:
                if event["root"] in ROOTS and spans(event.get("trigger")):
                    fillers = {role: [spans(value) for value in event.get(role) or []] for role in ROLES}
                    events.append(Event(event["root"], spans(event["trigger"]), spans(event.get("light")),
                                        {role: [f for f in found if f] for role, found in fillers.items()}))
            # Neighbours may be alike: ten lines stay together.
            items.append(Item(f"{path.stem}:{number}", f"{path.stem}:{number // 10}", text, events))
    return items


def roots_of_types(ontology: Path) -> dict[str, str]:
    parents, roots = {}, {}
    for path in sorted((ontology / "events").glob("*.ttl")):
        for name, body in re.findall(r"^rel:(\w+) a rel:EventType ;(.*?) \.$", path.read_text(encoding="utf-8"), re.M | re.S):
            if parent := re.search(r"rdfs:subClassOf rel:(\w+)", body):
                parents[name] = parent[1]
            if root := re.search(r'rel:root "(\w+)"', body):
                roots[name] = root[1]

    def root(name: str) -> str | None:
        return roots.get(name) or (root(parents[name]) if name in parents else None)

    return {name: found for name in {*parents, *roots} if (found := root(name))}


def read_marked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """`[Canada] *imposed* sanctions on {Belarus}.` without its marks, and what they stood around."""
    text, found, opened = "", {"[": [], "{": [], "*": []}, []
    closing = {"]": "[", "}": "{"}
    for c in marked:
        if c in "[{" or c == "*" and "*" not in [o[0] for o in opened]:
            opened.append((c, len(text)))
        elif c in "]}*":
            start = next(o for o in reversed(opened) if o[0] == closing.get(c, c))
            opened.remove(start)
            found[start[0]].append((start[1], len(text)))
        else:
            text += c
    return text, found


def read_examples(ontology: Path) -> list[Item]:
    """Examples and near misses of the frames. In a near miss nothing is taken to be an event."""
    roots, items = roots_of_types(ontology), []
    for path in sorted((ontology / "frames").glob("*.ttl")):
        for name, body in re.findall(r"^frame:(\w+) a rel:Frame ;(.*?) \.$", path.read_text(encoding="utf-8"), re.M | re.S):
            root = roots[re.search(r"rel:evokes rel:(\w+)", body)[1]]
            for predicate in ("example", "nearMiss"):
                for values in re.findall(rf'rel:{predicate}\s+((?:"(?:[^"\\]|\\.)*"\s*,?\s*)+)', body):
                    for k, value in enumerate(re.findall(r'"((?:[^"\\]|\\.)*)"', values)):
                        text, found = read_marked(value.replace('\\"', '"'))
                        events = [Event(root, found["*"], fillers={"source": [[s] for s in found["["]], "target": [[s] for s in found["{"]]})]
                        items.append(Item(f"{name}:{predicate}:{k}", "ontology", text, events if predicate == "example" else []))
    return items


def read_own(paths: list[Path]) -> list[Item]:
    """Our own sentences (`event-sentences/README.md` tells how they are written). Neighbours may be alike: parts stay together."""
    items = []

    def spot(text: str, part: str) -> list[Span]:
        """`he#2` is the second "he"; "the" is none."""
        part, _, number = part.strip().partition("#")
        n = int(number or 1)
        whole = everywhere(text, part.strip())
        return whole[n - 1:n] or find(text, part.strip(), n)

    for path in paths:
        for part in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            number, body = part.split("\n", 1)
            for block in re.split(r"\n\s*\n", body.strip()):
                text, *lines = block.splitlines()
                events = []
                for line in lines:
                    root, trigger, *fields = (cell.strip() for cell in line.split(" | "))
                    named = {role: [name for name in names.split(";") if name.strip() != "-"] for role, names in zip(ROLES, fields)}
                    fillers = {role: [spot(text, name) for name in names] for role, names in named.items()}
                    events.append(Event(root, spot(text, trigger), fillers=fillers))
                items.append(Item(f"{path.stem}-{number}:{len(items)}", f"{path.stem}-{number}", text, events))
    return items


def is_held_back(item: Item) -> bool:
    """Sentences by which is judged what the program makes of those that nothing was learnt from: every fifth part or so."""
    return item.group[-1] in "59"


def read_trees(relata: Path, items: list[Item], work: Path) -> dict[str, list[list[list[str]]]]:
    source = work / "events.in.jsonl"
    source.write_text("".join(json.dumps({"doc": str(i), "text": item.text}) + "\n" for i, item in enumerate(items)), encoding="utf-8")
    output = subprocess.run([relata, "-q", "extract", "--from", "jsonl", "--format", "conllu", source], capture_output=True, text=True, check=True).stdout
    trees: dict[str, list[list[list[str]]]] = {}
    doc = ""
    for line in output.splitlines():
        if line.startswith("# newdoc id = "):
            doc = line.split(" = ", 1)[1]
            trees[doc] = []
        elif line.startswith("# sent_id"):
            trees[doc].append([])
        elif re.match(r"\d+(-\d+)?\t", line):
            trees[doc][-1].append(line.split("\t"))
    return trees


def place(text: str, rows: list[list[str]], at: int) -> tuple[list[Span], int]:
    """Where each syntactic word stands; the words of "didn't" all stand where the whole does."""
    spans, until, whole = [], 0, (0, 0)
    for row in rows:
        if "-" in row[0] or int(row[0]) > until:
            found = text.find(row[1], at)
            whole = (found, found + len(row[1])) if found >= 0 else (at, at)
            at = whole[1]
        if "-" in row[0]:
            until = int(row[0].split("-")[1])
        else:
            spans.append(whole)
    return spans, at


def as_line(item: Item, rows: list[list[str]], spans: list[Span], part: str) -> dict:
    words = [row for row in rows if "-" not in row[0]]
    heads, upos = [int(row[6]) - 1 for row in words], [row[3] for row in words]

    def inside(places: list[Span]) -> list[int]:
        return [i for i, (a, b) in enumerate(spans) if any(a < end and b > start for start, end in places)]

    def top(indices: list[int]) -> int | None:
        content = [i for i in indices if upos[i] in CONTENT] or indices
        return next((i for i in content if heads[i] not in indices), content[0] if content else None)

    deprels = [row[7] for row in words]

    def pronoun(trigger: int, role: str) -> int | None:
        """The pronoun beside the trigger that must stand for somebody named elsewhere in the sentence."""
        found = {i for i, head in enumerate(heads) if head == trigger and deprels[i] in BY_ROLE[role] and words[i][1].lower() in PRONOUNS}
        while role == "source" and not found and deprels[trigger] in ("xcomp", "conj") and "nsubj" not in (
                deprels[i] for i, head in enumerate(heads) if head == trigger):
            trigger = heads[trigger]
            found = {i for i, head in enumerate(heads) if head == trigger and deprels[i] == "nsubj" and words[i][1].lower() in PRONOUNS}
        return found.pop() if len(found) == 1 else None

    events, roles, of = ["none"] * len(words), [], {}
    for event in item.events:
        cue = inside(event.cue)
        trigger = top(cue)
        if trigger is None:
            continue
        of[id(event)] = trigger
        for i in [*cue, *inside(event.light)]:
            if upos[i] in CONTENT and events[i] == "none":
                events[i] = "?"
    for event in item.events:
        if id(event) not in of:
            continue
        trigger = of[id(event)]
        # Where two events hang on one word, the first stands for both.
        if events[trigger] not in ("none", "?"):
            continue
        events[trigger] = event.root
        for role, fillers in event.fillers.items():
            chosen, others = set(), set()
            for places in fillers:
                tops = {top(inside([p])) for p in places} - {None, trigger}
                if tops:
                    nearest = min(tops, key=lambda i: (abs(i - trigger), i))
                    chosen.add(nearest)
                    others |= tops - {nearest}
            stands_in = pronoun(trigger, role) if part in ("own", "held") and len(fillers) == 1 else None
            if stands_in is not None and all(heads[i] != trigger for i in chosen):
                # Who that is finds the actor stage, by more than the model sees.
                chosen, others = {stands_in}, others | chosen
            if chosen or not fillers:
                roles.append([trigger, role, sorted(chosen), sorted(others - chosen)])
    return {"id": item.id, "part": part, "words": [row[1] for row in words], "events": events, "roles": roles,
            "names": [(re.search(r"Name=([^|]+)", row[9]) or ["", "O"])[1] for row in words]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--relata", type=Path, default=PROJECT / "target/debug/relata")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--own", type=Path, nargs="+", default=OWN, help="files of our own sentences")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    corpus, ontology = PROJECT / "tests/corpus", PROJECT / "ontology"
    parts = {"articles": read_articles(corpus), "odd": read_sentences(corpus), "examples": read_examples(ontology), "own": read_own(args.own)}
    parts["held"] = [item for item in parts["own"] if is_held_back(item)]
    parts["own"] = [item for item in parts["own"] if not is_held_back(item)]
    items = [(part, item) for part, found in parts.items() for item in found]
    trees = read_trees(args.relata, [item for _, item in items], args.work)
    lines = []
    for i, (part, item) in enumerate(items):
        at = 0
        for rows in trees.get(str(i), []):
            spans, after = place(item.text, rows, at)
            lines.append(as_line(item, rows, spans, part))
            at = after
    (args.work / "events.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    for part in parts:
        kept = [event for line in lines if line["part"] == part for event in line["events"]]
        print(f"{part}: {sum(line['part'] == part for line in lines)} sentences, {sum(event in ROOTS for event in kept)} triggers")


if __name__ == "__main__":
    main()
