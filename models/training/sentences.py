"""Learn where sentences end: `python sentences.py` writes `../en/sentences.tsv`.

Logistic regression over the words and marks around each gap between two tokens where a sentence might end, on gold tokens of the
treebanks' training files. Every document is shown twice: with its paragraphs (no sentence crosses one, so the gaps
between them are left out), and as one run of text, because files may have lost their line breaks. Needs nothing but Python; takes about a minute.

The reader that applies the weights (`src/text/split/sentences.rs`) must build the same features.
"""
import argparse
import math
import random
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
EPOCHS, RATE, SHRINK, SEED, FEWEST, SMALLEST = 6, 0.5, 2e-5, 7, 3, 0.08
LENGTHS = (1, 2, 3, 5, 8, 13, 21, 34, 55)
QUOTES = {"“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "´": "'", "–": "-", "—": "-"}
OPENING, CLOSING, DIGITS = "([{", ")]}", "0123456789"


def read(path):
    """Documents as lists of sentences; a sentence is (opens a paragraph, [(form, blank follows, joined)])."""
    docs, sent, par, inside, spaced = [], [], True, 0, True
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            docs.append([])
        elif line.startswith("# newpar"):
            par = True
        elif not line and sent:
            docs[-1].append((par, sent))
            sent, par, inside = [], False, 0
        elif line[:1].isdigit():
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            blank = "SpaceAfter=No" not in columns[9]
            if "-" in columns[0]:
                first, last = map(int, columns[0].split("-"))
                inside, spaced = last, blank
                start = first
                continue
            number = int(columns[0])
            if number <= inside:
                sent.append((columns[1], spaced and number == inside, number > start))
            else:
                sent.append((columns[1], blank, False))
    return docs


def shape(form):
    """What a token looks like: numbers and words by kind, marks as they are."""
    if any(c in DIGITS for c in form):
        number = form.removesuffix(".").strip(DIGITS) == ""
        return "9x" if not number else "9." if form[-1] == "." else "9"
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return "".join(QUOTES.get(c, c) for c in form[:3])
    upper = sum(c.isupper() for c in letters)
    stop = "." if form[-1] == "." else ""
    if upper == 0:
        return "a" + stop
    if upper == len(letters):
        return ("A" if upper == 1 else "AA") + stop
    return ("Aa" if upper == 1 and letters[0].isupper() else "aA") + stop


def word(form):
    return form.lower() if len(form) <= 12 else "_"


def is_candidate(left, right, spaced):
    """Whether a sentence might end between two tokens."""
    if right[0] in ",;:.?!)]}%" or right in ("…", "”", "»"):
        return False
    if spaced:
        return not (right[0].islower() and left[-1].isalnum())
    return left[-1] in ".?!…)\"”'’]" and not right[0].islower()


def features(forms, gap, start, quotes, brackets, spaced):
    """The features of the gap before token `gap` of a sentence that began at `start`."""
    def at(i):
        return forms[i] if start <= i < len(forms) else "<>"
    l1, l0, r0, r1 = at(gap - 2), at(gap - 1), at(gap), at(gap + 1)
    a1, a0, b0, b1, first = shape(l1), shape(l0), shape(r0), shape(r1), shape(forms[start])
    length = str(sum(gap - start > limit for limit in LENGTHS))
    pair = f"{a0}|{b0}"
    return (f"0|{pair}", f"1|{pair}|{int(spaced)}", f"2|{a1}|{pair}", f"3|{pair}|{b1}", f"4|{a1}|{pair}|{b1}",
            f"5|{word(l0)}|{b0}", f"6|{a0}|{word(r0)}", f"7|{word(l0)}|{word(r0)}", f"8|{pair}|{length}",
            f"9|{pair}|{quotes % 2}", f"10|{pair}|{min(brackets, 1)}", f"11|{word(l1)}|{pair}", f"12|{pair}|{word(r1)}",
            f"13|{first}|{pair}", f"14|{first}|{length}|{b0}", f"15|{length}|{a0}", f"16|{word(forms[start])}|{b0}")


def instances(doc, with_paragraphs):
    """(features, sentence ends here) for every candidate of a document."""
    pieces, piece = [], []
    for par, sent in doc:
        if par and with_paragraphs and piece:
            pieces.append(piece)
            piece = []
        piece.append(sent)
    pieces.append(piece)
    for piece in pieces:
        tokens = [token for sent in piece for token in sent]
        forms = [token[0] for token in tokens]
        ends, at = set(), 0
        for sent in piece:
            at += len(sent)
            ends.add(at)
        start = quotes = brackets = 0
        for gap in range(1, len(forms)):
            form = forms[gap - 1]
            quotes += form in ('"', "“", "”", "''", "``")
            brackets = max(0, brackets + (form in OPENING) - (form in CLOSING))
            spaced = tokens[gap - 1][1] or gap in ends
            if not tokens[gap][2] and is_candidate(form, forms[gap], spaced):
                yield features(forms, gap, start, quotes, brackets, spaced), gap in ends
            if gap in ends:
                start, quotes, brackets = gap, 0, 0


def train(data):
    weights, squares = {}, {}
    rng = random.Random(SEED)
    counts = Counter(name for names, _ in data for name in names)
    data = [([name for name in names if counts[name] >= FEWEST], ends) for names, ends in data]
    for epoch in range(EPOCHS):
        rng.shuffle(data)
        loss = 0.0
        for names, ends in data:
            score = sum(weights.get(name, 0.0) for name in names)
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
            error = ends - chance
            loss -= math.log(max(1e-12, chance if ends else 1 - chance))
            for name in names:
                weight = weights.get(name, 0.0)
                step = error - SHRINK * len(data) / counts[name] * weight
                squares[name] = squares.get(name, 1.0) + step * step
                weights[name] = weight + RATE / math.sqrt(squares[name]) * step
        print(f"epoch {epoch + 1}: loss {loss / len(data):.4f}", flush=True)
    return weights


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--out", type=Path, default=HERE / "../en/sentences.tsv")
    args = parser.parse_args()
    data = []
    for corpus in ("ud-ewt", "gum"):
        for doc in read(args.data / corpus / "train.conllu"):
            for with_paragraphs in (True, False):
                data += instances(doc, with_paragraphs)
    print(f"{len(data)} gaps, {sum(ends for _, ends in data)} ends")
    weights = train(data)
    rows = sorted((name, weight) for name, weight in weights.items() if abs(weight) >= SMALLEST)
    args.out.write_text("".join(f"{name}\t{weight:.2f}\n" for name, weight in rows), encoding="utf-8")
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
