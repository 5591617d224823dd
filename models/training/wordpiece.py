"""Words to the ids that the encoder reads: WordPiece ids and one case id a word.

The reader that runs the model must reproduce this file exactly, so it has no
dependency and no option.
"""
import unicodedata
from functools import lru_cache
from pathlib import Path

#: What `case_id` returns; 0 stands for [CLS], [SEP] and padding.
CASES = ("special", "lower", "title", "upper", "capital", "mixed", "digit", "symbol")

MAX_CHARS = 100


def case_id(word: str) -> int:
    """The shape of a word, which the uncased vocabulary cannot tell."""
    if any("0" <= c <= "9" for c in word):
        return 6
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 7
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return 1
    if len(letters) == 1:
        return 4
    if upper == len(letters):
        return 3
    if upper == 1 and letters[0].isupper():
        return 2
    return 5


def is_punctuation(char: str) -> bool:
    """ASCII that is no letter, digit or blank counts, as does Unicode category P."""
    return ("!" <= char <= "/" or ":" <= char <= "@" or "[" <= char <= "`" or "{" <= char <= "~"
            or unicodedata.category(char).startswith("P"))


def is_ideograph(char: str) -> bool:
    point = ord(char)
    return any(low <= point <= high for low, high in (
        (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)))


def basic_tokens(word: str) -> list[str]:
    """Lower case, no accents, split at blanks and around punctuation."""
    clean = []
    for char in word:
        if char in "\t\n\r" or unicodedata.category(char) == "Zs":
            clean.append(" ")
        elif char in "\0\ufffd" or unicodedata.category(char).startswith("C"):
            continue
        elif is_ideograph(char):
            clean.append(f" {char} ")
        else:
            clean.append(char)
    plain = "".join(c for c in unicodedata.normalize("NFD", "".join(clean)) if unicodedata.category(c) != "Mn")
    spaced = "".join(f" {c} " if is_punctuation(c) else c for c in plain.lower())
    return spaced.split()


class WordPiece:
    """Greedy longest match from the left over a vocabulary file, one piece a line."""

    def __init__(self, vocab: Path):
        self.ids = {piece: i for i, piece in enumerate(vocab.read_text(encoding="utf-8").split("\n")) if piece}
        self.pad, self.unk, self.mask = self.ids["[PAD]"], self.ids["[UNK]"], self.ids["[MASK]"]
        self.cls, self.sep = self.ids["[CLS]"], self.ids["[SEP]"]
        self.pieces = lru_cache(maxsize=1 << 18)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """The ids of one word; [UNK] where nothing of it is left."""
        out = [piece for token in basic_tokens(word) for piece in self._match(token)]
        return tuple(out) or (self.unk,)

    def _match(self, token: str) -> list[int]:
        if len(token) > MAX_CHARS:
            return [self.unk]
        out, start = [], 0
        while start < len(token):
            prefix = "##" if start else ""
            end = next((e for e in range(len(token), start, -1) if prefix + token[start:e] in self.ids), None)
            if end is None:
                return [self.unk]
            out.append(self.ids[prefix + token[start:end]])
            start = end
        return out
