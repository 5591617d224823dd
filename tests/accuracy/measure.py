#!/usr/bin/env python3
"""Measures relata on the development sets that stand beside the project, and holds the figures against a floor.

usage: measure.py [--relata BINARY] [--only SET,SET] [--floor floor.tsv] [--write-floor] [--keep DIR] [--tune]

Reads ../shared (data, eval, corpus; another place: --shared DIR). Each set is given to `relata extract`, its output to the set's scorer. Prints a line a figure:
set, measure, value, floor. Exit code 1 if a figure lies below its floor. Of the project's own corpus the half that nobody tunes on is
measured; --tune measures the other half. Standard library only.
"""
import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))


def tuned(name):
    """Whether an article of the corpus belongs to the half that may be looked at."""
    return int(hashlib.sha256(name.encode()).hexdigest()[-1], 16) % 2 == 0


class Run:
    def __init__(self, options):
        self.relata = os.path.abspath(options.relata)
        self.shared = os.path.abspath(options.shared)
        self.out = options.keep or tempfile.mkdtemp(prefix='relata-accuracy-')
        self.tune = options.tune
        self.figures = []
        os.makedirs(self.out, exist_ok=True)

    def python(self, *arguments):
        done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
        if done.returncode:
            sys.exit(f'{" ".join(arguments)} failed:\n{done.stderr}')
        return done.stdout

    def eval(self, script, *arguments):
        return self.python(os.path.join(self.shared, 'eval', script), *arguments)

    def extract(self, name, text, *options):
        """Runs `relata extract` on a text and returns the path of what it wrote."""
        path = os.path.join(self.out, name)
        with open(path + '.in', 'w', encoding='utf8') as f:
            f.write(text)
        # The scorers tell the formats apart by the ending.
        form = [] if '--format' in options else ['--format', 'jsonl']
        written = path + ('.out.jsonl' if form else '.out.conllu')
        with open(written, 'wb') as out:
            done = subprocess.run([self.relata, '-q', 'extract', *options, *form, path + '.in'], stdout=out)
        if done.returncode:
            sys.exit(f'relata extract {name} ended with {done.returncode}')
        return written

    def add(self, name, measure, value):
        self.figures.append((name, measure, float(value)))

    def table(self, name, printed, rows):
        """Takes figures from a scorer's table: the last number of the lines that begin with a word."""
        for word, measure in rows.items():
            line = next(l for l in printed.splitlines() if l.startswith(word))
            self.add(name, measure, re.findall(r'-?\d+\.\d+', line)[-1])

    # The sets ------------------------------------------------------------------------------------------------------------------

    def ewt(self):
        gold = os.path.join(self.shared, 'data/ud-ewt/dev.conllu')
        rows = {w: w for w in ('UPOS', 'XPOS', 'Lemmas', 'UAS', 'LAS')}
        with open(gold, encoding='utf8') as f:
            given = self.extract('ewt-tokens.conllu', f.read(), '--from', 'conllu', '--format', 'conllu')
        self.table('ewt-tokens', self.eval('score_ud.py', gold, given, '--gold-tokens'), rows)
        raw = self.extract('ewt-raw.jsonl', self.eval('to_input.py', gold, '--docs'), '--from', 'jsonl', '--format', 'conllu')
        self.table('ewt-raw', self.eval('score_ud.py', gold, raw), {'Sentences': 'Sentences', 'Words': 'Words', **rows})

    def names(self):
        gold = os.path.join(self.shared, 'data/uner-ewt/dev.iob2')
        found = self.extract('names.jsonl', self.eval('score_ner.py', gold, '--make-input'), '--from', 'jsonl')
        self.table('names', self.eval('score_ner.py', gold, found), {'RESULT': 'F1'})

    def plover(self):
        gold = os.path.join(self.shared, 'data/plover-gsr/dev.jsonl')
        found = self.extract('plover.jsonl', self.eval('to_input.py', gold), '--from', 'jsonl')
        self.table('plover', self.eval('score_plover.py', gold, found), {'root type (micro)': 'root F1', 'who-what-whom': 'who-what-whom F1'})

    def plv(self):
        gold = os.path.join(self.shared, 'data/plv/train.jsonl')
        found = self.extract('plv.jsonl', self.eval('to_input.py', gold), '--from', 'jsonl')
        printed = self.eval('score_plv.py', gold, found)
        self.add('plv', 'root accuracy', re.search(r'root accuracy ([\d.]+)', printed)[1])

    def benchie(self):
        gold = os.path.join(self.shared, 'data/benchie/dev.gold.txt')
        sentences = os.path.join(self.shared, 'data/benchie/dev.sentences.jsonl')
        found = self.extract('benchie.jsonl', self.eval('to_input.py', sentences), '--from', 'jsonl', '--propositions')
        self.table('benchie', self.eval('score_benchie.py', gold, found), {'RESULT': 'F1'})

    def corpus(self):
        folder = os.path.join(self.shared, 'corpus')
        names = sorted(f[:-4] for f in os.listdir(folder) if f.endswith('.txt'))
        names = [name for name in names if tuned(name) == self.tune]
        path = os.path.join(self.out, 'corpus.out')
        with open(path, 'wb') as out:
            articles = [os.path.join(folder, name + '.txt') for name in names]
            subprocess.run([self.relata, '-q', 'extract', '--format', 'jsonl', *articles], stdout=out, check=True)
        printed = self.python(os.path.join(folder, 'score.py'), path, '--only', ','.join(names))
        line = next(l for l in printed.splitlines() if l.startswith('who-what-whom'))
        p, r, f = re.findall(r'\d\.\d+', line)
        self.add('corpus', 'precision', p)
        self.add('corpus', 'recall', r)
        self.add('corpus', 'F1', f)
        self.table('corpus', printed, {'who-whom, any root': 'pair F1'})
        matched = re.search(r'happened-or-not right ([\d.]+), modality right ([\d.]+), attribution right ([\d.]+)', printed)
        for measure, value in zip(('happened or not', 'modality', 'attribution'), matched.groups()):
            self.add('corpus', measure, value)

    def sentences(self):
        folder = os.path.join(self.shared, 'corpus')
        half = os.path.join(self.out, 'sentences')
        os.makedirs(half, exist_ok=True)
        for name in sorted(os.listdir(os.path.join(folder, 'sentences'))):
            with open(os.path.join(folder, 'sentences', name), encoding='utf8') as f:
                lines = f.read().split('\n')
            # The other half's lines are blanked, not cut, so that the scorer's numbers stay those of the file.
            kept = [line if (number % 2 == 1) == self.tune else '' for number, line in enumerate(lines, 1)]
            with open(os.path.join(half, name), 'w', encoding='utf8') as f:
                f.write('\n'.join(kept))
        scorer, place = os.path.join(folder, 'score_sentences.py'), os.path.relpath(half, folder)
        given = self.python(scorer, '--make-input', '--folder', place)
        printed = self.python(scorer, self.extract('sentences.jsonl', given, '--from', 'jsonl'), '--folder', place)
        self.table('sentences', printed, {'event ': 'event F1', 'event+roles': 'event with roles F1', 'facts': 'facts F1'})
        quiet, factual, source = re.search(r'quiet \S+ \(([\d.]+)\)\s+factual ([\d.]+)\s+source ([\d.]+)', printed).groups()
        self.add('sentences', 'quiet', quiet)
        self.add('sentences', 'factual', factual)
        self.add('sentences', 'source', source)


SETS = ('ewt', 'names', 'plover', 'plv', 'benchie', 'corpus', 'sentences')


def read_floor(path):
    floor = {}
    if os.path.exists(path):
        with open(path, encoding='utf8') as f:
            for line in f:
                if line.strip() and not line.startswith('#'):
                    name, measure, value = line.rstrip('\n').split('\t')
                    floor[name, measure] = float(value)
    return floor


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--relata', default=os.path.join(PROJECT, 'target/release/relata'))
    parser.add_argument('--shared', default=os.path.join(os.path.dirname(PROJECT), 'shared'))
    parser.add_argument('--only', default=','.join(SETS))
    parser.add_argument('--floor', default=os.path.join(HERE, 'floor.tsv'))
    parser.add_argument('--write-floor', action='store_true', help='write the figures as the new floor')
    parser.add_argument('--keep', help='keep inputs and outputs in this folder')
    parser.add_argument('--tune', action='store_true', help='the half of the corpus that may be looked at')
    options = parser.parse_args()
    run = Run(options)
    for name in options.only.split(','):
        getattr(run, name)()
    floor = {} if options.tune else read_floor(options.floor)
    below = 0
    for name, measure, value in run.figures:
        least = floor.get((name, measure))
        fell = least is not None and value < least - 1e-9
        below += fell
        print(f'{name:11} {measure:22} {value:7.3f}  {"" if least is None else f"floor {least:.3f}"} {"BELOW" if fell else ""}'.rstrip())
    if options.write_floor:
        with open(options.floor, 'w', encoding='utf8') as f:
            f.write('# set, measure, least value; written by measure.py --write-floor, a hair below what was measured: processors round differently\n')
            f.writelines(f'{name}\t{measure}\t{value - (0.2 if value > 1 else 0.004):.3f}\n' for name, measure, value in run.figures)
    print(f'{len(run.figures) - below} passed, {below} failed')
    sys.exit(1 if below else 0)


if __name__ == '__main__':
    main()
