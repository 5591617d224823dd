"""Learn how sure a statement is: `python confidence.py --relata ../../target/debug/relata`.

Reads the halves of the corpus that may be learnt from (`tests/corpus`: articles and sentences), the passages of `confidence-passages.txt` and
those sentences of `event-sentences` that the language model has not learnt from with the program, compares each statement with what a careful
reader found, and fits a logistic regression on the grounds that the program gives for it (`extract --grounds`). Writes `../en/confidence.tsv`: a line a ground with its weight and its mean. Prints how reliable it is, by articles that
the weights have not seen.
"""
import argparse
import hashlib
import importlib.util
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

import events

HERE = Path(__file__).parent
CORPUS = HERE / "../../tests/corpus"
PASSAGES = HERE / "confidence-passages.txt"
FOLDS = 10
#: What a weight of 1 costs, in statements; chosen by `--try`.
RIDGE = 10.0
#: How much one statement of a set counts: those that no frame was tuned on say more of what is to come.
WEIGHTS = {"articles": 1.0, "sentences": 0.5, "passages": 2.0, "held": 0.5}

#: Frames were tuned on all but the passages, and are right less often elsewhere: so much of what was right counts as right. It is what
#: the passages say: .46 of their statements are right, of the tuned articles' .55.
ELSEWHERE = {"articles": 0.84, "sentences": 0.84, "passages": 1.0, "held": 1.0}


def module(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


score, score_sentences = module(CORPUS / "score.py"), module(CORPUS / "score_sentences.py")


def tuned(name):
    """Whether an article belongs to the half that may be looked at."""
    return int(hashlib.sha256(name.encode()).hexdigest()[-1], 16) % 2 == 0


def extract(relata, *arguments):
    command = [relata, "-q", "extract", "--format", "jsonl", "--grounds", "--min-confidence", "0", *arguments]
    return [json.loads(line) for line in subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()]


def lines(event):
    """The pairs of one statement, as the scorer counts them."""
    return score.system({"events": [event]})


def of_articles(relata, folder, wanted):
    """For each statement of some articles: its set, article, grounds, and the share of its pairs that are right."""
    names = sorted(path.stem for path in folder.glob("*.txt") if wanted(path.stem))
    documents = extract(relata, *[str(folder / f"{name}.txt") for name in names]) if names else []
    for name, document in zip(names, documents):
        yield from judged(name, document, score.gold(folder / f"{name}.tsv"))


def of_passages(relata):
    """The same of the passages."""
    gold, texts = {}, {}
    for part in PASSAGES.read_text(encoding="utf8").split("\n== ")[1:]:
        name, body = part.split("\n", 1)
        rows = [line[2:].split(" | ") for line in body.splitlines() if line.startswith("> ")]
        gold[name] = [dict(zip(("root", "source", "target"), row)) for row in rows]
        texts[name] = "\n".join(line for line in body.splitlines() if not line.startswith("> ")).strip() + "\n"
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / f"{name}.txt").write_text(text, encoding="utf8")
        documents = extract(relata, *[f"{folder}/{name}.txt" for name in texts])
    for name, document in zip(texts, documents):
        yield from judged(name, document, gold[name])


def judged(name, document, gold):
    for row in gold:
        row.update({key: score.norm(row[key]) if row[key] != "-" else "-" for key in ("source", "target")})
    for event in document["events"]:
        yield name, event, np.mean([any(score.match(row, pair) for row in gold) for pair in lines(event)])


def of_sentences(relata, folder):
    """The same of single sentences. Right is an event at the right word with all its roles; half right without them."""
    gold = {name: line for name, line in score_sentences.gold(folder=folder) if int(name.rsplit("-", 1)[1]) % 2 == 1}
    texts = {name: line["text"] for name, line in gold.items()}
    return of_texts(relata, texts, {name: [placed(line["text"], told) for told in line["events"]] for name, line in gold.items()})


def of_held(relata):
    """The same of our own sentences that the language model has not learnt from."""
    items = [item for item in events.read_own(events.OWN) if events.is_held_back(item)]
    gold = {item.id: [(told.root, told.cue, *(told.fillers[role] for role in events.ROLES)) for told in item.events] for item in items}
    return of_texts(relata, {item.id: item.text for item in items}, gold, by_actor=True)


def placed(text, told):
    """An event as its root, the places of the words that tell it, and those of its sources and targets, a list each."""
    spot, several = score_sentences.spot, score_sentences.aslist
    words = [told["trigger"]] + ([told["light"]] if told.get("light") else [])
    return told["root"], [spot(text, word) for word in words], *([[spot(text, words)] for words in several(told.get(side))] for side in events.ROLES)


def of_texts(relata, texts, gold, by_actor=False):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for name, text in texts.items():
            file.write(json.dumps({"doc": name, "text": text}) + "\n")
        file.flush()
        documents = extract(relata, "--from", "jsonl", file.name)
    for document in documents:
        if by_actor:
            add_mentions(document)
        for event in document["events"]:
            yield document["doc"], event, max([worth(told, event) for told in gold[document["doc"]]], default=0.0)


def add_mentions(document):
    """Lets all mentions of an actor stand in its role: our own sentences name an actor by its fullest name, wherever that stands."""
    mentions = {}
    for mention in document["mentions"]:
        mentions.setdefault(mention["actor"], []).append(mention)
    for event in document["events"]:
        for side in ("agents", "patients"):
            event[side] = event[side] + [mention for party in event[side] for mention in mentions.get(party["actor"], [])]


def worth(told, event):
    """How right an event is: 1 with its roles, .5 without, 0 of another root or at another word."""
    touch = score_sentences.touch
    root, triggers, sources, targets = told
    place = (event["trigger"]["start"], event["trigger"]["end"])
    if root != event["plover"] or not any(touch(place, trigger) for trigger in triggers):
        return 0.0
    agents, patients = ([(filler["start"], filler["end"]) for filler in event[side]] for side in ("agents", "patients"))
    among = lambda all_of, these: all(any(touch(spot, other) for spot in one for other in these) for one in all_of)
    if root in score_sentences.SYM:
        return 1.0 if among(sources + targets, agents + patients) else 0.5
    fits = lambda all_of, these: among(all_of, these) and (bool(all_of) or not these)
    return 1.0 if fits(sources, agents) and fits(targets, patients) else 0.5


def statements(relata):
    sets = {"articles": of_articles(relata, CORPUS, tuned), "sentences": of_sentences(relata, "sentences"),
            "passages": of_passages(relata), "held": of_held(relata)}
    return [(kind, *statement) for kind, found in sets.items() for statement in found]


def table(found):
    """Grounds as a matrix, with their names."""
    names = sorted({words for _, _, event, _ in found for words in event["grounds"]})
    places = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    for row, (_, _, event, _) in enumerate(found):
        for words, share in event["grounds"].items():
            matrix[row, places[words]] = share
    return names, matrix


def fit(matrix, right, weights, ridge):
    """Logistic regression by Newton's method; the last weight is the start, which costs nothing."""
    matrix = np.hstack([matrix, np.ones((len(matrix), 1))])
    cost = np.full(matrix.shape[1], ridge)
    cost[-1] = 1e-6
    found = np.zeros(matrix.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-matrix @ found))
        gradient = matrix.T @ (weights * (likely - right)) + cost * found
        curve = (matrix * (weights * likely * (1 - likely) + 1e-9)[:, None]).T @ matrix + np.diag(cost)
        step = np.linalg.solve(curve, gradient)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def likely(matrix, found):
    return 1 / (1 + np.exp(-(matrix @ found[:-1] + found[-1])))


def unseen(matrix, right, weights, groups, ridge):
    """What weights learnt from the other articles say of each statement."""
    fold = np.array([int(hashlib.sha256(b"fold" + group.encode()).hexdigest(), 16) % FOLDS for group in groups])
    guess = np.zeros(len(right))
    for number in range(FOLDS):
        rest = fold != number
        guess[~rest] = likely(matrix[~rest], fit(matrix[rest], right[rest], weights[rest], ridge))
    return guess


def reliability(guess, right):
    """Brier score, and the mean guess and the share right of each fifth."""
    order = np.argsort(guess)
    fifths = [(guess[part].mean(), right[part].mean()) for part in np.array_split(order, 5)]
    shown = "  ".join(f"{said:.2f}/{was:.2f}" for said, was in fifths)
    return f"Brier {np.mean((guess - right) ** 2):.4f} (constant {np.mean((right.mean() - right) ** 2):.4f}), said/right by fifth: {shown}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--relata", default=str(HERE / "../../target/release/relata"))
    parser.add_argument("--out", type=Path, default=HERE / "../en/confidence.tsv")
    parser.add_argument("--least", type=float, default=0.3, help="what is less likely is left out by default")
    parser.add_argument("--least-of-model", type=float, default=0.45, help="the same of what the language model alone finds")
    parser.add_argument("--try", action="store_true", dest="trial", help="print figures for several costs, and write nothing")
    args = parser.parse_args()
    found = statements(args.relata)
    names, matrix = table(found)
    kinds, groups = np.array([kind for kind, *_ in found]), [f"{kind} {group}" for kind, group, *_ in found]
    right = np.array([share * ELSEWHERE[kind] for kind, *_, share in found])
    weights = np.array([WEIGHTS[kind] for kind in kinds])
    for ridge in (0.3, 1, 3, 10, 30) if args.trial else (RIDGE,):
        guess = unseen(matrix, right, weights, groups, ridge)
        for kind in sorted(set(kinds)):
            part = kinds == kind
            print(f"ridge {ridge}, {kind} ({part.sum()} statements): {reliability(guess[part], right[part])}")
    if args.trial:
        return
    learnt = fit(matrix, right, weights, RIDGE)
    with args.out.open("w", encoding="utf8") as out:
        out.write("# What each ground adds to the log odds of a statement, and how far it holds on average; made by models/training/confidence.py\n")
        out.write(f"(start)\t{learnt[-1]:.4f}\n(least)\t{args.least}\n(least of the model alone)\t{args.least_of_model}\n")
        for name, weight, mean in zip(names, learnt, matrix.mean(0)):
            out.write(f"{name}\t{weight:.4f}\t{mean:.4f}\n")


if __name__ == "__main__":
    main()
