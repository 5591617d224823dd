"""From scores to answers: the best tree with one root, the best sequence of name tags.

The reference for the reader's own decoders. Ties go to the lower index.
"""
import numpy as np

from data import NAME_TAGS


def best_tree(scores: np.ndarray) -> list[int]:
    """The heads of words 1.. (index 0 of `scores` is the root) of the best tree with one root word.

    `scores[i, h]`: word i has head h. Each word's best head is taken where that
    is a tree already; else Chu-Liu/Edmonds, once for every root word that is needed.
    """
    size = len(scores)
    scores = scores.astype(np.float64).copy()
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    heads = edmonds(scores)
    roots = [i for i in range(1, size) if heads[i] == 0]
    if len(roots) == 1:
        return heads[1:]
    best, best_total = heads, -np.inf
    for root in roots:
        # With one root forced, no other word may hang on 0.
        forced = scores.copy()
        forced[1:, 0] = -np.inf
        forced[root, 0] = scores[root, 0]
        forced[root, 1:] = -np.inf
        tree = edmonds(forced)
        total = sum(forced[i, tree[i]] for i in range(1, size))
        if total > best_total:
            best, best_total = tree, total
    return best[1:]


def edmonds(scores: np.ndarray) -> list[int]:
    """The best tree under node 0: take best heads, contract a cycle, solve the rest, expand."""
    size = len(scores)
    heads = [0] + [int(np.argmax(scores[i])) for i in range(1, size)]
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(size) if i not in inside]
    new = len(rest)
    smaller = np.full((new + 1, new + 1), -np.inf)
    smaller[:new, :new] = scores[np.ix_(rest, rest)]
    total = sum(scores[i, heads[i]] for i in cycle)
    leave, enter = {}, {}
    for a, i in enumerate(rest):
        if i:
            # A word outside whose head is in the cycle.
            h = max(cycle, key=lambda h: scores[i, h])
            smaller[a, new], leave[a] = scores[i, h], h
        # A word of the cycle whose head is outside: it gives up its head in the cycle.
        j = max(cycle, key=lambda j: scores[j, i] - scores[j, heads[j]])
        smaller[new, a], enter[a] = scores[j, i] - scores[j, heads[j]] + total, j
    tree = edmonds(smaller)
    out = list(heads)
    for a, i in enumerate(rest):
        if i:
            out[i] = leave[a] if tree[a] == new else rest[tree[a]]
    out[enter[tree[new]]] = rest[tree[new]]
    return out


def find_cycle(heads: list[int]) -> list[int]:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(len(heads)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at]
        if state[at] == 1:
            return sorted(path[path.index(at):])
        for i in path:
            state[i] = 2
    return []


def best_names(scores: np.ndarray) -> list[str]:
    """Viterbi over the words' tag scores: an I- tag follows a B- or I- tag of its own type only."""
    if not len(scores):
        return []
    allowed = np.zeros((len(NAME_TAGS), len(NAME_TAGS)))
    start = np.zeros(len(NAME_TAGS))
    for to, tag in enumerate(NAME_TAGS):
        if tag[0] == "I":
            start[to] = -np.inf
            for before, previous in enumerate(NAME_TAGS):
                if previous == "O" or previous[2:] != tag[2:]:
                    allowed[before, to] = -np.inf
    total, back = start + scores[0], []
    for row in scores[1:]:
        paths = total[:, None] + allowed
        back.append(paths.argmax(0))
        total = paths.max(0) + row
    at = int(total.argmax())
    tags = [at]
    for row in reversed(back):
        at = int(row[at])
        tags.append(at)
    return [NAME_TAGS[t] for t in reversed(tags)]
