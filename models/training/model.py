"""The network: a BERT encoder over word pieces, mean pooling to words, small heads.

Parts that only training needs (dropout, losses, the corpus embedding of the
names head) are gone after `export.py`.
"""
import copy
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import numpy_helper
from safetensors.torch import load_file
from torch import Tensor, nn

from data import CORPORA, IGNORE, NAME_TAGS, Labels
from wordpiece import CASES

WIDTH, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
#: So many of the layers are shared with the branch that says where sentences end.
SHARED = 3
#: So many layers the branch that finds events has.
OWN = 2
ARC, LABEL, NAME, ENTITY, EVENT, ROLE = 256, 96, 192, 128, 256, 96
DROPOUT, HEAD_DROPOUT = 0.1, 0.2
#: How much each loss counts. Names have the least data and the most to learn.
WEIGHTS = {"arc": 1.0, "label": 1.0, "upos": 0.8, "xpos": 0.5, "names": 2.0, "entities": 0.5, "ends": 0.5}


#: A word that fills a role is one of many; it counts so much more.
FILLER = 2.0


class Layer(nn.Module):
    """One transformer layer, layer norm after each half as in BERT."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, visible: Tensor) -> Tensor:
        size = (*x.shape[:2], HEADS, WIDTH // HEADS)
        query, key, value = (part.reshape(size).transpose(1, 2) for part in self.qkv(x).chunk(3, -1))
        # Written out: for short sentences the fused kernel is several times slower backwards on a processor.
        weights = (query * (WIDTH // HEADS) ** -0.5 @ key.transpose(2, 3) + visible).softmax(-1)
        mixed = weights.to(value.dtype) @ value
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(x.shape))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Head(nn.Module):
    """A hidden layer with GELU and dropout."""

    def __init__(self, size: int):
        super().__init__()
        self.linear = nn.Linear(WIDTH, size)
        self.dropout = nn.Dropout(HEAD_DROPOUT)

    def forward(self, x: Tensor, shift: Tensor | float = 0.0) -> Tensor:
        return self.dropout(F.gelu(self.linear(x) + shift))


class Reader(nn.Module):
    """Ids, case ids, mask and pooling rows in; scores of every layer out."""

    def __init__(self, labels: Labels):
        super().__init__()
        self.labels = labels
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(len(CASES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout, self.head_dropout = nn.Dropout(DROPOUT), nn.Dropout(HEAD_DROPOUT)
        self.upos = nn.Linear(WIDTH, len(labels.upos))
        self.xpos = nn.Linear(WIDTH, len(labels.xpos))
        self.arc_dep, self.arc_head = Head(ARC), Head(ARC)
        self.arc = nn.Linear(ARC, ARC + 1)
        self.label_dep, self.label_head = Head(LABEL), Head(LABEL)
        self.label = nn.Linear(LABEL, len(labels.deprel) * (LABEL + 1))
        self.name_hidden, self.name = Head(NAME), nn.Linear(NAME, len(NAME_TAGS))
        self.corpus = nn.Embedding(len(CORPORA), NAME)
        self.entity_hidden, self.entity = Head(ENTITY), nn.Linear(ENTITY, len(labels.entity))
        self.end = nn.Linear(WIDTH, 2)
        for table in (self.case, self.corpus):
            nn.init.zeros_(table.weight)
        nn.init.normal_(self.arc.weight, std=0.02)
        nn.init.normal_(self.label.weight, std=0.02)

    def load_encoder(self, folder: Path) -> None:
        """Start from the published MiniLM weights; its second segment and its pooler are not used."""
        state = load_file(folder / "model.safetensors")
        with torch.no_grad():
            self.word.weight.copy_(state["embeddings.word_embeddings.weight"])
            self.position.weight.copy_(state["embeddings.position_embeddings.weight"]
                                       + state["embeddings.token_type_embeddings.weight"][0])
            for name in ("weight", "bias"):
                getattr(self.norm, name).copy_(state[f"embeddings.LayerNorm.{name}"])
                for i, layer in enumerate(self.layers):
                    at = f"encoder.layer.{i}."
                    getattr(layer.qkv, name).copy_(torch.cat(
                        [state[f"{at}attention.self.{part}.{name}"] for part in ("query", "key", "value")]))
                    for module, source in ((layer.out, "attention.output.dense"),
                                           (layer.norm1, "attention.output.LayerNorm"),
                                           (layer.up, "intermediate.dense"), (layer.down, "output.dense"),
                                           (layer.norm2, "output.LayerNorm")):
                        getattr(module, name).copy_(state[f"{at}{source}.{name}"])

    def load_exported(self, path: Path) -> None:
        """Start from the weights of an exported network in 8 bits; what it lacks keeps its first values."""
        graph = onnx.load(path).graph
        values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        makers = {node.output[0]: node for node in graph.node}

        def tensor(value: np.ndarray) -> Tensor:
            return torch.from_numpy(np.array(value, np.float32))

        def linear(name: str) -> tuple[Tensor, Tensor]:
            product = next(node for node in graph.node if f"{name}.weight" in node.input)
            data_scale = values[makers[product.input[0]].input[1]]
            return tensor(values[f"{name}.weight"].T * (values[f"{name}.scale"] / data_scale)[:, None]), tensor(values[f"{name}.bias"])

        with torch.no_grad():
            self.word.weight.copy_(tensor(values["word"] * values["word.scale"]))
            self.position.weight.copy_(tensor(values["position"]))
            self.case.weight.copy_(tensor(values["case.weight"]))
            for name, module in self.named_modules():
                if isinstance(module, nn.LayerNorm):
                    module.weight.copy_(tensor(values[f"{name}.weight"]))
                    module.bias.copy_(tensor(values[f"{name}.bias"]))
                elif isinstance(module, nn.Linear):
                    rows = sorted(int(key[len(name) + 1:-7]) for key in values
                                  if key.startswith(f"{name}.") and key.endswith(".weight") and key != f"{name}.weight")
                    if not rows and f"{name}.weight" not in values:
                        continue
                    parts = [linear(f"{name}.{row}") for row in rows] or [linear(name)]
                    if name.endswith(".qkv"):
                        parts[0] = tuple(part * (WIDTH // HEADS) ** 0.5 for part in parts[0])
                    module.weight.copy_(torch.cat([part[0] for part in parts]))
                    module.bias.copy_(torch.cat([part[1] for part in parts]))

    def is_encoder(self, name: str) -> bool:
        return name.split(".")[0] in ("word", "position", "norm", "layers")

    def encode(self, ids: Tensor, case: Tensor, mask: Tensor, pool: Tensor) -> Tensor:
        """One vector a word; row 0 stands for the root."""
        x = self.after(LAYERS, ids, case, mask)
        return pool.to(x.dtype) @ x

    def after(self, count: int, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        """One vector a piece, after the first `count` layers."""
        x = self.word(ids) + self.position.weight[:ids.shape[1]] + self.case(case)
        x = self.dropout(self.norm(x))
        for layer in self.layers[:count]:
            x = layer(x, hidden(mask, x.dtype))
        return x

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, pool: Tensor,
                corpus: Tensor | None = None) -> dict[str, Tensor]:
        """The scores. Names are scored by the conventions of `corpus`, else of the first corpus."""
        x = self.head_dropout(self.encode(ids, case, mask, pool))
        if corpus is None:
            corpus = torch.zeros(len(ids), dtype=torch.long)
        dep = self.arc(self.arc_dep(x))
        arc = dep[..., :ARC] @ self.arc_head(x).transpose(1, 2) + dep[..., ARC:]
        label_head = self.label_head(x)
        return {
            "upos": self.upos(x), "xpos": self.xpos(x), "arc": arc,
            "label_dep": self.label(self.label_dep(x)),
            "label_head": torch.cat([label_head, torch.ones_like(label_head[..., :1])], -1),
            "name": self.name(self.name_hidden(x, self.corpus(corpus)[:, None])),
            "entity": self.entity(self.entity_hidden(x)), "end": self.end(x),
        }


class Ends(nn.Module):
    """The branch that says where sentences end: own last layers over the reader's first ones, and an own head.

    The reader is not touched by its training: trees and all other outputs stay as they are.
    """

    def __init__(self, reader: Reader):
        super().__init__()
        #: The treebanks' conventions differ a little: something that is added to every piece's vector.
        self.entry = nn.Embedding(len(CORPORA), WIDTH)
        nn.init.zeros_(self.entry.weight)
        self.layers = copy.deepcopy(reader.layers[SHARED:])
        self.head_dropout = nn.Dropout(HEAD_DROPOUT)
        self.end = copy.deepcopy(reader.end)

    def forward(self, x: Tensor, mask: Tensor, pool: Tensor, corpus: Tensor | None = None) -> Tensor:
        """The output `end`, from what the reader's first layers made of the pieces."""
        if corpus is None:
            corpus = torch.zeros(len(x), dtype=torch.long)
        x = x + self.entry(corpus)[:, None].to(x.dtype)
        for layer in self.layers:
            x = layer(x, hidden(mask, x.dtype))
        return self.end(self.head_dropout(pool.to(x.dtype) @ x))


class Events(nn.Module):
    """The branch that says which words tell an event of which root, and which words stand in its roles.

    It has first layers of its own, which begin as those of the published encoder: layers that have learnt to parse have forgotten much of what
    words mean. What the reader's last layer makes of a word, its place in the tree above all, is added to theirs.
    """

    def __init__(self, labels: Labels, own: int = OWN):
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(own))
        self.head_dropout = nn.Dropout(HEAD_DROPOUT)
        self.trees = nn.Linear(WIDTH, WIDTH)
        self.event_hidden, self.event = Head(EVENT), nn.Linear(EVENT, len(labels.event))
        self.role_trigger, self.role_word = Head(ROLE), Head(ROLE)
        self.role = nn.Linear(ROLE, len(labels.role) * (ROLE + 1))
        nn.init.normal_(self.role.weight, std=0.02)

    def forward(self, x: Tensor, read: Tensor, mask: Tensor, pool: Tensor) -> dict[str, Tensor]:
        """The scores, from the embeddings of the pieces and the reader's vectors of the words."""
        for layer in self.layers:
            x = layer(x, hidden(mask, x.dtype))
        x = self.head_dropout(pool.to(x.dtype) @ x + self.trees(read.to(x.dtype)))
        role_word = self.role_word(x)
        return {"event": self.event(self.event_hidden(x)), "role_trigger": self.role(self.role_trigger(x)),
                "role_word": torch.cat([role_word, torch.ones_like(role_word[..., :1])], -1)}


def role_scores(scores: dict[str, Tensor], asked: Tensor) -> Tensor:
    """For each asked (sentence, trigger's row, role) how well each word fills it: [N, W1]."""
    sentence, trigger, role = asked.unbind(1)
    wanted = scores["role_trigger"].unflatten(-1, (-1, ROLE + 1))[sentence, trigger, role]
    return (scores["role_word"][sentence] @ wanted[..., None]).squeeze(-1)


def event_loss(scores: dict[str, Tensor], gold: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """The losses of the roots and of the roles."""
    events = F.cross_entropy(scores["event"].float().flatten(0, -2), gold["events"].flatten(), ignore_index=IGNORE)
    if not len(gold["asked"]):
        return events, events.new_zeros(())
    filled, values = gold["filled"], role_scores(scores, gold["asked"]).float()
    each = F.binary_cross_entropy_with_logits(values, filled.clamp(min=0).float(), reduction="none", pos_weight=torch.tensor(FILLER))
    return events, (each * (filled != IGNORE)).sum() / len(filled)


def hidden(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """What is added to the scores of attention so that padding is not seen."""
    return ((1 - mask).to(dtype) * -10000.0)[:, None, None, :]


def label_scores(scores: dict[str, Tensor], heads: Tensor) -> Tensor:
    """Scores of every label for each word and one head of it: [B, W1, R]."""
    dep = scores["label_dep"]
    chosen = scores["label_head"].gather(1, heads[..., None].expand(-1, -1, LABEL + 1))
    return (dep.reshape(*dep.shape[:2], -1, LABEL + 1) @ chosen[..., None]).squeeze(-1)


def loss(scores: dict[str, Tensor], gold: dict[str, Tensor], rows: Tensor) -> tuple[Tensor, dict[str, float]]:
    """The weighted sum over the layers that the batch has gold labels for. `rows`: which rows are words."""
    def cross_entropy(values: Tensor, target: Tensor) -> Tensor:
        return F.cross_entropy(values.float().flatten(0, -2), target.flatten(), ignore_index=IGNORE)

    heads = gold["heads"].clamp(min=0)
    arcs = scores["arc"].float().masked_fill(~rows[:, None, :], -1e4)
    parts = {"arc": (arcs, gold["heads"]), "upos": (scores["upos"], gold["upos"]), "xpos": (scores["xpos"], gold["xpos"]),
             "label": (label_scores(scores, heads), gold["deprels"]), "names": (scores["name"], gold["names"]),
             "entities": (scores["entity"], gold["entities"]), "ends": (scores["end"], gold["ends"])}
    losses = {name: cross_entropy(*part) for name, part in parts.items() if (part[1] != IGNORE).any()}
    return sum(WEIGHTS[name] * value for name, value in losses.items()), {k: v.item() for k, v in losses.items()}
