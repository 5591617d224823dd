"""Read sentences already split into words, write them analysed: what the figures are measured on.

    python parse.py ../../../shared/data/ud-ewt/dev.conllu > dev.conllu
    python parse.py --names ../../../shared/data/uner-ewt/dev.iob2 > dev.jsonl
    python parse.py --reference sentences.txt > ../en/reference.json

The input is CoNLL-U (all but the words is ignored), a file of one token a line
with a tag, or plain lines of words with blanks between them.
"""
import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime

import lemmas
from data import Encoder, Labels, Sentence, read_conllu, read_tags, spans
from decode import best_names, best_tree
from wordpiece import WordPiece

HERE = Path(__file__).parent


class Parser:
    """The exported model, on one thread of onnxruntime."""

    def __init__(self, folder: Path, model: Path | None = None):
        names = json.loads((folder / "labels.json").read_text())
        self.labels = Labels(names["upos"], names["xpos"], names["deprel"])
        self.entities, self.label_dim = names["entity"], names["label_dim"]
        self.encoder = Encoder(WordPiece(folder / "vocab.txt"), self.labels)
        self.lemmas = lemmas.read(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(model or folder / "model.onnx"), options,
                                                    providers=["CPUExecutionProvider"])

    def __call__(self, sents: list[Sentence], size: int = 16) -> Iterator[Sentence]:
        """The same sentences, analysed, in the same order; like lengths share a batch."""
        order = sorted(range(len(sents)), key=lambda i: len(sents[i].words))
        out: list[Sentence | None] = [None] * len(sents)
        for at in range(0, len(order), size):
            picked = order[at:at + size]
            inputs = self.encoder.inputs([sents[i].words for i in picked])
            names = [output.name for output in self.session.get_outputs()]
            scores = dict(zip(names, self.session.run(names, inputs)))
            for b, i in enumerate(picked):
                out[i] = self.decode(sents[i], {name: values[b] for name, values in scores.items()})
        yield from out

    def decode(self, sent: Sentence, scores: dict[str, np.ndarray]) -> Sentence:
        rows = len(sent.words) + 1
        heads = best_tree(scores["arc"][:rows, :rows])
        dep = scores["label_dep"].reshape(len(scores["label_dep"]), -1, self.label_dim)
        root = self.labels.deprel.index("root")
        deprels = []
        for i, head in enumerate(heads, 1):
            values = dep[i] @ scores["label_head"][head]
            # `root` is the label of the root's word and of no other.
            if head:
                values[root] = -np.inf
            deprels.append(self.labels.deprel[int(values.argmax())] if head else "root")
        upos = [self.labels.upos[k] for k in scores["upos"][1:rows].argmax(-1)]
        xpos = [self.labels.xpos[k] for k in scores["xpos"][1:rows].argmax(-1)]
        return Sentence(
            words=sent.words, upos=upos, xpos=xpos, heads=heads, deprels=deprels,
            lemmas=[lemmas.lookup(self.lemmas, *word) for word in zip(sent.words, upos, xpos)],
            names=best_names(scores["name"][1:rows]),
            entities=[self.entities[k] for k in scores["entity"][1:rows].argmax(-1)], id=sent.id, lines=sent.lines)


def conllu(sent: Sentence) -> str:
    """The sentence with its comments and multiword tokens as they were read."""
    out, i = [], 0
    for line in sent.lines or [f"{k}\t{word}" for k, word in enumerate(sent.words, 1)]:
        if re.match(r"\d+\t", line):
            misc = [f"Name={sent.names[i]}"] * (sent.names[i] != "O") + [f"Entity={sent.entities[i]}"] * (sent.entities[i] != "none")
            line = "\t".join([str(i + 1), sent.words[i], sent.lemmas[i], sent.upos[i], sent.xpos[i], "_",
                              str(sent.heads[i]), sent.deprels[i], "_", "|".join(misc) or "_"])
            i += 1
        elif re.match(r"\d+\.", line):
            continue
        out.append(line)
    return "\n".join(out) + "\n\n"


def mentions(sent: Sentence, text: str) -> list[dict]:
    """The names with their places in the text."""
    places, at = [], 0
    for word in sent.words:
        found = text.find(word, at)
        start = found if found >= 0 else at
        places.append((start, start + len(word)))
        at = start + len(word)
    return [{"start": places[a][0], "end": places[b - 1][1], "type": kind} for a, b, kind in spans(sent.names)]


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("file", type=Path)
    cli.add_argument("--folder", type=Path, default=HERE / "../en")
    cli.add_argument("--model", type=Path, help="another model.onnx, such as the one in 32 bits")
    cli.add_argument("--names", action="store_true", help="names alone, one JSON object a sentence")
    cli.add_argument("--column", type=int, default=1, help="of the words in a file of tags")
    cli.add_argument("--reference", action="store_true", help="one JSON list of all that was found, for tests")
    args = cli.parse_args()
    parser = Parser(args.folder, args.model)
    if args.file.suffix == ".conllu":
        sents = list(read_conllu(args.file))
    elif args.file.suffix == ".iob2":
        sents = list(read_tags(args.file, 1, 2))
    else:
        sents = [Sentence(words=line.split()) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if args.reference:
        json.dump([{"words": s.words, "upos": s.upos, "xpos": s.xpos, "heads": s.heads, "deprels": s.deprels,
                    "lemmas": s.lemmas, "names": s.names, "entities": s.entities} for s in parser(sents, 1)],
                  sys.stdout, indent=None, ensure_ascii=False, separators=(",", ":"))
        return
    texts = dict(re.findall(r"# sent_id = (.*)\n(?:#.*\n)*?# text = (.*)\n", args.file.read_text(encoding="utf-8"))) if args.names else {}
    for sent in parser(sents):
        if args.names:
            print(json.dumps({"doc": sent.id, "mentions": mentions(sent, texts[sent.id])}, ensure_ascii=False))
        else:
            print(conllu(sent), end="")


if __name__ == "__main__":
    main()
