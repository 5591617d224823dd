"""Trains the weights by which a pronoun's antecedent is chosen: src/actor/words/antecedents.tsv.

usage: antecedents.py --reader target/release/examples/antecedents [--gum FILE …] [--articles DIR] [--passages FILE …] [--folds N] [--write]

The reader (examples/antecedents.rs) writes down each choice with its candidates and their features, so that training and use share the
code that finds them. Here the candidates are compared with what annotators say, and a log-linear model is fitted: numpy only, a
fixed start, rounded weights. What is chosen early in a text changes what is found later; run it twice, with a build between.

- GUM (UD English GUM, free genres): chains of coreference stand in MISC as `Entity=`. Not committed.
- articles: the tuned half of tests/corpus with pronouns.tsv beside this script (article, number of the pronoun, word, whom it means).
- passages: short texts beside this script, with whom each pronoun means in brackets: [He|Okafor].
"""

import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, '../../src/actor/words/antecedents.tsv')
PRONOUNS = re.compile(r'(?<!\w)(he|him|his|she|her|hers|it|its|they|them|their|theirs)(?!\w)', re.I)
GENRES = ('news', 'interview', 'bio', 'court', 'essay', 'speech', 'academic')
# A weight far from zero must earn it: the variance of a weight for all words, for a sort, for a sort in a role.
SPREAD = {('-', '-'): 1.0, 'sort': 0.3, 'role': 0.1}


def norm(label):
    return re.sub(r'^the ', '', label.lower())


class Text:
    """A text, and for the first character of each of its pronouns a function that tells whether an option is right."""

    def __init__(self, name, text, source):
        self.name, self.text, self.source, self.right = name, text, source, {}


def articles(folder, table):
    texts, gold = {}, collections.defaultdict(list)
    with open(table, encoding='utf8') as f:
        for line in f:
            if not line.startswith('#'):
                name, _, _, label = line.rstrip('\n').split('\t')
                gold[name].append(label)
    for name, labels in gold.items():
        with open(os.path.join(folder, name + '.txt'), encoding='utf8') as f:
            text = Text(name, f.read(), 'articles')
        spots = [m.start() for m in PRONOUNS.finditer(text.text)]
        assert len(spots) == len(labels), (name, len(spots), len(labels))
        text.right = {spot: by_label(label) for spot, label in zip(spots, labels) if label != '?'}
        texts[name] = text
    return list(texts.values())


def by_label(label):
    """Whether an option has the label: "A|B" either, "A+B" both, "-" nobody."""
    ways = [sorted(norm(part) for part in way.split('+')) for way in label.split('|')]
    return lambda option: (not option['labels']) if label == '-' else sorted(map(norm, option['labels'])) in ways


def passages(path):
    texts = []
    with open(path, encoding='utf8') as f:
        for number, block in enumerate(f.read().split('\n\n')):
            lines = [line for line in block.splitlines() if line and not line.startswith(('#', 'Fact: '))]
            raw, plain, marks, at = '\n'.join(lines), '', [], 0
            for m in re.finditer(r'\[([^]|]+)\|([^]]+)\]', raw):
                plain += raw[at:m.start()]
                marks.append((len(plain), m[1], m[2]))
                plain += m[1]
                at = m.end()
            text = Text(f'{os.path.basename(path)}:{number}', plain + raw[at:], 'passages')
            text.right = {spot: by_label(label.replace(', ', '+')) for spot, word, label in marks if PRONOUNS.fullmatch(word)}
            # "His wife" in brackets is about the wife.
            texts.append(text)
    return [text for text in texts if text.right]


def gum(path):
    texts, text = [], None
    with open(path, encoding='utf8') as f:
        blocks = f.read().split('\n\n')
    for block in filter(str.strip, blocks):
        new = re.search(r'# newdoc id = (\S+)', block)
        if new:
            text = Text(new[1], '', 'gum')
            text.mentions, text.stack = [], []
            texts.append(text)
        words = re.search(r'# text = (.*)', block)[1]
        if text.text:
            text.text += '\n\n' if '# newpar' in block else ' '
        base, at, until = len(text.text), 0, 0
        text.text += words
        for row in (line.split('\t') for line in block.splitlines() if line[:1].isdigit()):
            if '.' in row[0]:
                continue
            joined = '-' in row[0]
            if joined or int(row[0]) > until:
                found = words.find(row[1], at)
                start = at if found < 0 else found
                span = (base + start, base + start + len(row[1]))
                at = start + len(row[1])
            if joined:
                until = int(row[0].split('-')[1])
                continue
            entity = re.search(r'(?:^|\|)Entity=([^|]+)', row[9])
            for piece in re.findall(r'\([^()]+\)?|[^()]+\)', entity[1] if entity else ''):
                chain = piece.strip('()').split('-')[0]
                if piece.startswith('('):
                    text.stack.append((chain, span[0]))
                if piece.endswith(')'):
                    for place in range(len(text.stack) - 1, -1, -1):
                        if text.stack[place][0] == chain:
                            text.mentions.append((text.stack[place][1], span[1], chain))
                            del text.stack[place]
                            break
    texts = [text for text in texts if text.name.split('_')[1] in GENRES]
    for text in texts:
        for m in PRONOUNS.finditer(text.text):
            chain = next((c for s, e, c in text.mentions if (s, e) == m.span()), None)
            text.right[m.start()] = by_chain(text, chain)
    return texts


def by_chain(text, chain):
    def smallest(span):
        around = [g for g in text.mentions if g[0] <= span[0] and span[1] <= g[1]]
        return min(around, key=lambda g: g[1] - g[0], default=(0, 0, None))[2]

    def right(option):
        groups = option['mentions']
        if len(groups) == 1:
            own = [smallest(span) for span in groups[0]]
            return chain is not None and chain in own and own.count(chain) * 2 >= len(own)
        if len(groups) > 1:
            whole = [g for g in text.mentions if g[2] == chain]
            return any(all(any(g[0] <= s and e <= g[1] for s, e in group) for group in groups) for g in whole)
        return None

    return right


def read(reader, texts):
    """The choices in the texts, each with the numbers of the right options."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'texts.jsonl')
        with open(path, 'w', encoding='utf8') as f:
            for text in texts:
                f.write(json.dumps({'doc': text.name, 'text': text.text}) + '\n')
        out = subprocess.run([reader, path], capture_output=True, text=True, check=True).stdout
    choices, by_name = [], {text.name: text for text in texts}
    for line in out.splitlines():
        record = json.loads(line)
        text = by_name[record['doc']]
        assert record['text'] == text.text, text.name
        index = {byte: place for place, byte in enumerate(np.cumsum([0] + [len(c.encode()) for c in text.text]).tolist())}
        for choice in record['choices']:
            right = text.right.get(index[choice['start']])
            if right is None:
                continue
            for option in choice['options']:
                option['mentions'] = [[(index[s], index[e]) for s, e in group] for group in option['mentions']]
            good = [n for n, option in enumerate(choice['options'][:-1]) if right(option)]
            choice['good'] = good or [len(choice['options']) - 1]
            choice['name'], choice['source'] = text.name, text.source
            choice['word'] = text.text[index[choice['start']]:index[choice['end']]]
            choices.append(choice)
    return choices


class Model:
    def __init__(self, choices, least=3):
        count = collections.Counter()
        for choice in choices:
            # A feature that all candidates have tells nothing.
            for option in choice['options']:
                for feature, _ in option['features']:
                    count.update([key + (feature,) for key in keys(choice)])
        self.index = {key: place for place, key in enumerate(sorted(key for key, n in count.items() if n >= least))}
        spread = lambda key: SPREAD[('-', '-')] if key[0] == '-' else SPREAD['sort' if key[1] == '-' else 'role']
        self.prior = np.array([1 / spread(key) for key in sorted(self.index, key=self.index.get)])
        self.weights = np.zeros(len(self.index))

    def rows(self, choices):
        data, rows, columns, starts, good, share = [], [], [], [0], [], []
        row = 0
        for choice in choices:
            for number, option in enumerate(choice['options']):
                for feature, value in option['features']:
                    for key in keys(choice):
                        place = self.index.get(key + (feature,))
                        if place is not None:
                            data.append(value), rows.append(row), columns.append(place)
                good.append(number in choice['good'])
                row += 1
            starts.append(row)
            share.append(choice.get('weight', 1.0))
        return np.array(data), np.array(rows), np.array(columns), np.array(starts), np.array(good), np.array(share)

    def fit(self, choices, strength=1.0, steps=300):
        data, rows, columns, starts, good, share = self.rows(choices)
        first, length = starts[:-1], np.diff(starts)
        group = np.repeat(np.arange(len(length)), length)
        mean, square = np.zeros_like(self.weights), np.zeros_like(self.weights)
        for step in range(1, steps + 1):
            score = np.bincount(rows, data * self.weights[columns], minlength=starts[-1])
            score -= np.maximum.reduceat(score, first)[group]
            odds = np.exp(score)
            chance = odds / np.add.reduceat(odds, first)[group]
            best = odds * good
            wanted = best / np.maximum(np.add.reduceat(best, first)[group], 1e-30)
            slope = np.bincount(columns, data * ((chance - wanted) * share[group])[rows], minlength=len(self.weights))
            slope += strength * self.prior * self.weights
            mean = 0.9 * mean + 0.1 * slope
            square = 0.99 * square + 0.01 * slope * slope
            rate = 0.05 * (1 - step / (steps + 1))
            self.weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        return self

    def choose(self, choice):
        scores = [sum(value * sum(self.weights[self.index[key + (feature,)]] for key in keys(choice) if key + (feature,) in self.index)
                      for feature, value in option['features']) for option in choice['options']]
        return int(np.argmax(scores)), scores

    def write(self, path, prefer):
        """`prefer`: how much somebody is preferred to nobody, for an event is lost with its party."""
        nobody = ('-', '-', 'nobody')
        self.index.setdefault(nobody, len(self.weights))
        self.weights = np.append(self.weights, np.zeros(len(self.index) - len(self.weights)))
        self.weights[self.index[nobody]] -= prefer
        with open(path, 'w', encoding='utf8') as f:
            f.write('# sort, role, feature, weight ("-": any); written by models/training/antecedents.py\n')
            for key in sorted(self.index):
                weight = round(float(self.weights[self.index[key]]), 2)
                if weight:
                    f.write('\t'.join(key) + f'\t{weight:g}\n')


def keys(choice):
    return ('-', '-'), (choice['sort'], '-'), (choice['sort'], choice['role'])


def report(title, choices, chosen):
    tally = collections.defaultdict(lambda: [0, 0, 0])
    for choice, number in zip(choices, chosen):
        last = len(choice['options']) - 1
        for key in ((choice['source'], choice['sort']), (choice['source'], 'all')):
            tally[key][0] += 1
            tally[key][1] += number in choice['good']
            tally[key][2] += number == last
    print(title)
    for (source, sort), (n, right, none) in sorted(tally.items()):
        print(f'   {source:9} {sort:8} {n:5}  right {right / n:.3f}  nobody {none / n:.3f}')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--reader', required=True)
    parser.add_argument('--gum', nargs='*', default=[])
    parser.add_argument('--articles')
    parser.add_argument('--pronouns', default=os.path.join(HERE, 'pronouns.tsv'))
    parser.add_argument('--passages', nargs='*', default=[])
    parser.add_argument('--folds', type=int, default=8, help='for cross-validation by text; 0: none')
    parser.add_argument('--strength', type=float, default=3.0, help='how much each weight is drawn to zero')
    parser.add_argument('--gum-weight', type=float, default=0.5)
    parser.add_argument('--without', default='', help='leaves out what comes from here: gum, articles, passages')
    parser.add_argument('--prefer', type=float, default=0.6, help='how much somebody is preferred to nobody')
    parser.add_argument('--show', action='store_true', help='what goes wrong in the tuned articles, cross-validated')
    parser.add_argument('--write', action='store_true')
    options = parser.parse_args()
    texts = [text for path in options.gum for text in gum(path)]
    texts += articles(options.articles, options.pronouns) if options.articles else []
    texts += [text for path in options.passages for text in passages(path)]
    choices = read(options.reader, texts)
    for choice in choices:
        choice['weight'] = options.gum_weight if choice['source'] == 'gum' else 1.0
    report('as built', choices, [choice['chosen'] for choice in choices])
    if options.folds:
        names = sorted({choice['name'] for choice in choices})
        fold = {name: place % options.folds for place, name in enumerate(names)}
        chosen = [0] * len(choices)
        for part in range(options.folds):
            model = Model(known := [c for c in choices if fold[c['name']] != part]).fit(known, options.strength)
            for place, choice in enumerate(choices):
                if fold[choice['name']] == part:
                    chosen[place], choice['scores'] = model.choose(choice)
        report('cross-validated', choices, chosen)
        if options.show:
            for choice, number in zip(choices, chosen):
                if choice['source'] != 'gum' and number not in choice['good']:
                    label = lambda n: '+'.join(choice['options'][n]['labels']) or '-'
                    print(choice['name'], choice['word'], choice['role'], 'chose', label(number), 'for', label(choice['good'][0]),
                          [round(s, 1) for s in choice['scores']])
    known = [choice for choice in choices if choice['source'] != options.without]
    model = Model(known).fit(known, options.strength)
    report('fitted', choices, [model.choose(choice)[0] for choice in choices])
    if options.write:
        model.write(WEIGHTS, options.prefer)


if __name__ == '__main__':
    sys.exit(main())
