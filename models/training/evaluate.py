"""How good the model is on the development files, gold words given.

    python evaluate.py                                 the exported model
    python evaluate.py --model work/model-32.onnx      the same weights in 32 bits

The figures are those of the usual scorers: LAS leaves subtypes out, names count
when span and type are right.
"""
import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from data import NAME_TAGS, NAME_TYPES, Encoder, Sentence, read_crossner, read_ewt, read_gum, spans
from model import Reader, label_scores, role_scores
from parse import Parser

HERE = Path(__file__).parent


def measure(model: Reader, encoder: Encoder, sents: list[Sentence]) -> str:
    """A quick measure during training: best heads and tags, no tree, no Viterbi; LAS with subtypes."""
    model.eval()
    right, total = np.zeros(4), 0
    found = wanted = hits = 0
    ends = np.zeros(3)
    order = sorted(range(len(sents)), key=lambda i: len(sents[i].words))
    with torch.inference_mode():
        for at in range(0, len(order), 32):
            batch = [sents[i] for i in order[at:at + 32]]
            tensors = {k: torch.from_numpy(v) for k, v in encoder.inputs([s.words for s in batch]).items()}
            gold = encoder.targets(batch)
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(**tensors)
            rows = tensors["pool"].sum(-1) > 0
            heads = scores["arc"].float().masked_fill(~rows[:, None, :], -1e4).argmax(-1)
            labels = label_scores(scores, heads).argmax(-1).numpy()
            word = gold["heads"] >= 0
            same_head = heads.numpy() == gold["heads"]
            right += [(scores["upos"].argmax(-1).numpy() == gold["upos"])[word].sum(),
                      (scores["xpos"].argmax(-1).numpy() == gold["xpos"])[word].sum(),
                      same_head[word].sum(), (same_head & (labels == gold["deprels"]))[word].sum()]
            total += word.sum()
            got, want = scores["end"].argmax(-1).numpy() == 1, gold["ends"] == 1
            ends += [(got & want).sum(), (got & (gold["ends"] >= 0)).sum(), want.sum()]
            for row, sent in zip(scores["name"].argmax(-1).numpy(), batch):
                if sent.names:
                    got = set(spans([NAME_TAGS[t] for t in row[1:len(sent.words) + 1]]))
                    want = set(spans(sent.names))
                    hits, found, wanted = hits + len(got & want), found + len(got), wanted + len(want)
    upos, xpos, uas, las = 100 * right / max(1, total)
    return f"UPOS {upos:.2f} XPOS {xpos:.2f} UAS {uas:.2f} LAS {las:.2f} (full labels) names F1 {f1(hits, found, wanted):.1f} ends {f1(*ends):.1f}"


def measure_events(model: Reader, encoder: Encoder, sents: list[Sentence]) -> str:
    """Triggers with the right root; words that fill the roles of gold triggers."""
    model.eval()
    triggers, roles = np.zeros(3), np.zeros(3)
    with torch.inference_mode():
        for at in range(0, len(sents), 32):
            batch = sents[at:at + 32]
            tensors = {k: torch.from_numpy(v) for k, v in encoder.inputs([s.words for s in batch]).items()}
            gold = {k: torch.from_numpy(v) for k, v in encoder.targets(batch).items()}
            scores = model(**tensors)
            got, want = scores["event"].argmax(-1), gold["events"]
            known = want >= 0
            triggers += [(known & (want > 0) & (got == want)).sum(), (known & (got > 0)).sum(), (known & (want > 0)).sum()]
            if len(gold["asked"]):
                filled = role_scores(scores, gold["asked"]) > 0
                want = gold["filled"]
                roles += [(filled & (want == 1)).sum(), (filled & (want >= 0)).sum(), (want == 1).sum()]
    return " ".join(f"{name} P {100 * h / max(1, f):.1f} R {100 * h / max(1, w):.1f} F1 {f1(h, f, w):.1f}"
                    for name, (h, f, w) in (("triggers", triggers), ("roles", roles)))


def f1(hits: int, found: int, wanted: int) -> float:
    return 200 * hits / max(1, found + wanted)


def syntax(gold: list[Sentence], system: list[Sentence]) -> str:
    counts, words = Counter(), 0
    for want, got in zip(gold, system):
        for i in range(len(want.words)):
            words += 1
            head = want.heads[i] == got.heads[i]
            counts["UPOS"] += want.upos[i] == got.upos[i]
            counts["XPOS"] += want.xpos[i] == got.xpos[i]
            counts["lemma"] += want.lemmas is None or want.lemmas[i] in ("_", got.lemmas[i])
            counts["UAS"] += head
            counts["LAS"] += head and want.deprels[i].split(":")[0] == got.deprels[i].split(":")[0]
    return " ".join(f"{name} {100 * counts[name] / words:.2f}" for name in ("UPOS", "XPOS", "lemma", "UAS", "LAS"))


def names(gold: list[Sentence], system: list[Sentence]) -> str:
    out = []
    for kind in (*NAME_TYPES, "all"):
        hits = found = wanted = 0
        for want, got in zip(gold, system):
            # A name that overlaps words left unscored is left out.
            unscored = {i for i, tag in enumerate(want.names) if tag == "?"}
            a = {s for s in spans([t if t != "?" else "O" for t in want.names]) if kind in ("all", s[2])}
            b = {s for s in spans(got.names) if kind in ("all", s[2]) and not unscored & set(range(s[0], s[1]))}
            hits, found, wanted = hits + len(a & b), found + len(b), wanted + len(a)
        if kind == "all":
            out.append(f"P {100 * hits / max(1, found):.1f} R {100 * hits / max(1, wanted):.1f}")
        out.append(f"{kind} {f1(hits, found, wanted):.1f}")
    return " ".join(out)


def entities(gold: list[Sentence], system: list[Sentence]) -> str:
    """F1 of heads of mentions with the right type, and those of the types that act."""
    out = []
    for kind in ("person", "organization", "place", "event", "all"):
        hits = found = wanted = 0
        for want, got in zip(gold, system):
            for a, b in zip(want.entities, got.entities):
                wanted += a != "none" and kind in ("all", a)
                found += b != "none" and kind in ("all", b)
                hits += a == b != "none" and kind in ("all", a)
        out.append(f"{kind} {f1(hits, found, wanted):.1f}")
    return " ".join(out)


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    cli.add_argument("--folder", type=Path, default=HERE / "../en")
    cli.add_argument("--model", type=Path, help="another model.onnx")
    cli.add_argument("--brief", action="store_true", help="the treebanks and names alone, no noise")
    args = cli.parse_args()
    parser = Parser(args.folder, args.model)
    ewt, gum = read_ewt(args.data, "dev"), read_gum(args.data, "dev")
    found = {id(s): o for s, o in zip([*ewt, *gum], parser([*ewt, *gum]))}

    def show(title, score, sents):
        print(f"{title:28} {score(sents, [found[id(s)] for s in sents])}", flush=True)

    show("EWT", syntax, ewt)
    show("GUM", syntax, gum)
    for genre in sorted({s.id.split("_")[1] for s in gum}):
        show(f"GUM {genre}", syntax, [s for s in gum if s.id.split("_")[1] == genre])
    show("names, UNER EWT", names, [s for s in ewt if s.names])
    for genre in sorted({s.id.split("-")[0] for s in ewt}):
        show(f"names, {genre}", names, [s for s in ewt if s.names and s.id.split("-")[0] == genre])
    show("names, GUM (derived)", names, gum)
    politics = read_crossner(args.data, "politics", "dev")
    found |= {id(s): o for s, o in zip(politics, parser(politics))}
    show("names, CrossNER politics", names, politics)
    show("entity types, GUM", entities, gum)
    for title, change in () if args.brief else (("EWT in capitals", str.upper), ("EWT in lower case", str.lower)):
        noisy = [replace(s, words=[change(w) for w in s.words]) for s in ewt]
        found |= {id(s): o for s, o in zip(noisy, parser(noisy))}
        show(title, syntax, noisy)
        show(f"names, {title}", names, [s for s in noisy if s.names])


if __name__ == "__main__":
    main()
