"""`python -m unittest` in this folder. Small parts only; the model's own figures come from `evaluate.py`."""
import copy
import itertools
import json
import unittest
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import confidence
import events
import lemmas
from augment import Noise
from data import EVENT_TYPES, IGNORE, ROLE_TYPES, Encoder, Labels, Sentence, as_tags, joined, spans
from decode import best_names, best_tree
from ends import dev_runs
from graft import Grown, graft_ends
from model import Ends, Reader
from wordpiece import WordPiece, case_id

MODEL = Path(__file__).parent / "../en"


def is_tree(heads: list[int]) -> bool:
    for i in range(1, len(heads) + 1):
        seen = set()
        while i and i not in seen:
            seen.add(i)
            i = heads[i - 1]
        if i:
            return False
    return heads.count(0) == 1


class Tree(unittest.TestCase):
    def test_is_the_best_of_all_trees_with_one_root(self):
        rng = np.random.default_rng(1)
        for _ in range(200):
            size = int(rng.integers(1, 5))
            scores = rng.normal(size=(size + 1, size + 1))
            best = max((heads for heads in itertools.product(range(size + 1), repeat=size) if is_tree(list(heads))),
                       key=lambda heads: sum(scores[i, h] for i, h in enumerate(heads, 1)))
            self.assertEqual(tuple(best_tree(scores)), best)


class Names(unittest.TestCase):
    def test_no_tag_follows_one_of_another_type(self):
        scores = np.zeros((2, 7))
        scores[0, 1] = 5  # B-PER
        scores[1, 4], scores[1, 2] = 3, 1  # I-ORG is better, I-PER is allowed
        self.assertEqual(best_names(scores), ["B-PER", "I-PER"])

    def test_spans_and_tags_are_inverse(self):
        tags = ["O", "B-PER", "I-PER", "B-LOC", "O"]
        self.assertEqual(spans(tags), [(1, 3, "PER"), (3, 4, "LOC")])
        self.assertEqual(as_tags(5, spans(tags)), tags)


class Runs(unittest.TestCase):
    def sentence(self, words: list[str], heads: list[int]) -> Sentence:
        return Sentence(words=words, upos=["X"] * len(words), xpos=["X"] * len(words), heads=heads,
                        deprels=["root" if head == 0 else "dep" for head in heads])

    def test_keeps_trees_and_marks_ends(self):
        run = joined([self.sentence(["He", "left"], [2, 0]), self.sentence(["She", "stayed", "on"], [2, 0, 2])])
        self.assertEqual(run.heads, [2, 0, 4, 0, 4])
        self.assertEqual(run.ends, ["no", "yes", "no", "no", "?"])
        self.assertIsNone(run.names)

    def test_a_head_that_is_cut_off_is_not_learnt(self):
        run = joined([self.sentence(["left", "he"], [0, 1]), self.sentence(["She", "stayed"], [2, 0])], first=1)
        self.assertEqual((run.words, run.heads, run.deprels), (["he", "She", "stayed"], [None, 3, 0], [None, "dep", "root"]))


class Branch(unittest.TestCase):
    """The branch `ends` over the shipped network."""

    @classmethod
    def setUpClass(cls):
        names = json.loads((MODEL / "labels.json").read_text())
        labels = Labels(names["upos"], names["xpos"], names["deprel"])
        cls.reader = Reader(labels).eval()
        cls.reader.load_exported(MODEL / "model.onnx")
        encoder = Encoder(WordPiece(MODEL / "vocab.txt"), labels)
        cls.inputs = encoder.inputs([["He", "left", "She", "stayed", "on"], ["Talks", "failed"]])

    def test_begins_as_the_reader_is(self):
        inputs = {name: torch.from_numpy(values) for name, values in self.inputs.items()}
        with torch.inference_mode():
            found = Grown(self.reader, Ends(self.reader)).eval()(**inputs)
            torch.testing.assert_close(found, self.reader(**inputs)["end"])

    def test_is_put_in_without_a_change_to_the_rest(self):
        before, after = onnx.load(MODEL / "model.onnx"), onnx.load(MODEL / "model.onnx")
        ends = Ends(self.reader)
        torch.nn.init.normal_(ends.end.weight)
        graft_ends(after, Grown(self.reader, ends).eval(), None)
        scores = []
        for proto in (before, after):
            session = onnxruntime.InferenceSession(proto.SerializeToString(), providers=["CPUExecutionProvider"])
            names = [output.name for output in session.get_outputs()]
            scores.append(dict(zip(names, session.run(names, self.inputs))))
        self.assertEqual(scores[0].keys(), scores[1].keys())
        for name, values in scores[0].items():
            self.assertEqual(np.array_equal(values, scores[1][name]), name != "end", name)


class Windows(unittest.TestCase):
    def test_every_word_of_a_document_counts_once(self):
        sents = [Sentence(words=["word"] * size, heads=[0] * size, deprels=["root"] * size, doc="doc") for size in (70, 1, 130, 40)]
        parts = dev_runs(sents)
        self.assertEqual(sum(high - low for _, low, high in parts), 241)
        ends = [end for run, low, high in parts for end in run.ends[low:high]]
        self.assertEqual([i for i, end in enumerate(ends) if end == "yes"], [69, 70, 200])


class Pieces(unittest.TestCase):
    def test_case(self):
        words = {"talks": 1, "Poland": 2, "NATO": 3, "U.N.": 3, "A": 4, "McDonald": 5, "al-Ani": 5, "F-16": 6, ",": 7, "東京": 1}
        self.assertEqual({word: case_id(word) for word in words}, words)

    def test_accents_go_and_punctuation_stands_alone(self):
        pieces = WordPiece(MODEL / "vocab.txt")
        self.assertEqual(pieces.pieces("Erdoğan"), pieces.pieces("erdogan"))
        self.assertEqual(pieces.pieces("U.N."), tuple(pieces.ids[p] for p in "u.n."))
        self.assertEqual(pieces.pieces("\u200b"), (pieces.unk,))


class LemmaTables(unittest.TestCase):
    def test_exceptions_come_before_rules_and_names_keep_their_case(self):
        tables = lemmas.read(MODEL)
        for form, upos, xpos, lemma in (("Accused", "VERB", "VBD", "accuse"), ("fled", "VERB", "VBD", "flee"), ("men", "NOUN", "NNS", "man"),
                                        ("envoys", "NOUN", "NNS", "envoy"), ("Putin", "PROPN", "NNP", "Putin"), ("n't", "PART", "RB", "not")):
            self.assertEqual(lemmas.lookup(tables, form, upos, xpos), lemma)


class Headlines(unittest.TestCase):
    def test_dropping_words_leaves_a_tree(self):
        sent = Sentence(words="The envoy was seen .".split(), upos="DET NOUN AUX VERB PUNCT".split(), xpos="DT NN VBD VBN .".split(),
                        heads=[2, 4, 4, 0, 4], deprels="det nsubj:pass aux:pass root punct".split(), names=["O"] * 5)
        out = Noise([]).headline(sent)
        self.assertEqual((out.words, out.heads), (["envoy", "seen"], [2, 0]))


class Reference(unittest.TestCase):
    def test_model_says_what_the_reference_file_says(self):
        from parse import Parser
        reference = json.loads((MODEL / "reference.json").read_text(encoding="utf-8"))
        for want, got in zip(reference, Parser(MODEL)([Sentence(words=s["words"]) for s in reference], 1)):
            for layer in ("upos", "xpos", "heads", "deprels", "lemmas", "names", "entities"):
                self.assertEqual(getattr(got, layer), want[layer])


class Events(unittest.TestCase):
    ROWS = [row.split() for row in (
        "1 Canada Canada PROPN NNP _ 2 nsubj _ Name=B-LOC", "2 imposed impose VERB VBD _ 0 root _ _", "3 stiff stiff ADJ JJ _ 4 amod _ _",
        "4 sanctions sanction NOUN NNS _ 2 obj _ _", "5 on on ADP IN _ 6 case _ _", "6 Belarus Belarus PROPN NNP _ 2 obl _ Name=B-LOC")]

    def test_marks_are_taken_out_and_their_places_kept(self):
        text, found = events.read_marked("[Canada] *imposed* sanctions on {Belarus}.")
        self.assertEqual(text, "Canada imposed sanctions on Belarus.")
        self.assertEqual([text[a:b] for mark in "[*{" for a, b in found[mark]], ["Canada", "imposed", "Belarus"])

    def test_an_event_is_put_on_the_top_of_its_words(self):
        text = "Canada imposed stiff sanctions on Belarus"
        event = events.Event("SANCTION", events.find(text, "imposed stiff sanctions"), fillers={
            "source": [events.find(text, "Canada")], "target": [events.find(text, "Belarus")]})
        places, end = events.place(text, self.ROWS, 0)
        line = events.as_line(events.Item("x", "x", text, [event]), self.ROWS, places, "own")
        self.assertEqual(end, len(text))
        self.assertEqual(line["events"], ["none", "SANCTION", "?", "?", "none", "none"])
        self.assertEqual(line["roles"], [[1, "source", [0], []], [1, "target", [5], []]])
        self.assertEqual(line["names"], ["B-LOC", "O", "O", "O", "O", "B-LOC"])

    def test_a_pronoun_beside_the_trigger_stands_for_the_name(self):
        rows = [row.split() for row in (
            "1 Togo Togo PROPN NNP _ 2 nsubj _ _", "2 said say VERB VBD _ 0 root _ _", "3 it it PRON PRP _ 4 nsubj _ _",
            "4 condemned condemn VERB VBD _ 2 ccomp _ _", "5 Mali Mali PROPN NNP _ 4 obj _ _")]
        text = "Togo said it condemned Mali"
        event = events.Event("ACCUSE", events.find(text, "condemned"), fillers={
            "source": [events.find(text, "Togo")], "target": [events.find(text, "Mali")]})
        places, _ = events.place(text, rows, 0)
        line = events.as_line(events.Item("x", "x", text, [event]), rows, places, "own")
        self.assertEqual(line["roles"], [[3, "source", [2], [0]], [3, "target", [4], []]])

    def test_both_lists_of_roots_are_one(self):
        self.assertEqual((("none", *events.ROOTS), events.ROLES), (EVENT_TYPES, ROLE_TYPES))

    def test_every_sentence_of_ours_can_be_read(self):
        items = events.read_own(events.OWN)
        held = sum(map(events.is_held_back, items))
        self.assertTrue(0.1 * len(items) < held < 0.25 * len(items))
        for item in items:
            for event in item.events:
                self.assertTrue(event.root in events.ROOTS and event.cue and all(all(found) for found in event.fillers.values()), (item.id, item.text))

    def test_targets_ask_only_for_known_roles(self):
        encoder = Encoder(WordPiece(MODEL / "vocab.txt"), Labels(["X"], ["X"], ["root"]))
        sents = [Sentence(words=["hello"]), Sentence(words=["they", "met", "her"], events=["none", "CONSULT", "?"],
                                                     roles=[[1, "source", [0], [2]]])]
        out = encoder.targets(sents)
        self.assertEqual(out["asked"].tolist(), [[1, 2, 0]])
        self.assertEqual(out["filled"].tolist(), [[IGNORE, 1, 0, IGNORE]])
        self.assertEqual(out["events"].tolist(), [[IGNORE] * 4, [IGNORE, 0, EVENT_TYPES.index("CONSULT"), IGNORE]])


class Confidence(unittest.TestCase):
    TOLD = ("ACCUSE", [(5, 12)], [[(0, 4)]], [[(13, 17)]])

    @staticmethod
    def event(agents: list, patients: list, start: int = 5) -> dict:
        as_dicts = [[{"start": a, "end": b} for a, b in side] for side in (agents, patients)]
        return {"plover": "ACCUSE", "trigger": {"start": start, "end": start + 3}, "agents": as_dicts[0], "patients": as_dicts[1]}

    def test_an_event_is_worth_as_much_as_is_right_of_it(self):
        self.assertEqual(confidence.worth(self.TOLD, self.event([(0, 4)], [(13, 17)])), 1.0)
        self.assertEqual(confidence.worth(self.TOLD, self.event([(0, 4)], [])), 0.5)
        self.assertEqual(confidence.worth(self.TOLD, self.event([(0, 4)], [(13, 17)], start=20)), 0.0)

    def test_a_regression_finds_what_speaks_for_a_statement(self):
        matrix = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]] * 20)
        weights = confidence.fit(matrix, matrix[:, 0], np.ones(len(matrix)), 1.0)
        self.assertTrue(weights[0] > 2 and abs(weights[1]) < 0.1)


if __name__ == "__main__":
    unittest.main()
