"""Learn what each level of merging weighs from gold events.

    python bench/merge_learn.py GOLD_DIR... [--strength 1.0]

Logistic regression over the levels that candidate pairs meet, drawn towards the weights that stand now (a ridge), so
that a level which the gold hardly shows keeps its weight. Each incident counts once however many pairs it makes. The
events are read as they are and again with slots taken away at random, as a reader that misses things would.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "merge"))

from gold_events import read_gold
from noise import noisy

from dateline.merge.account import Sketch, accounts
from dateline.merge.block import Blocks
from dateline.merge.decide import rule_on
from dateline.merge.levels import START, WEIGHTS

NEUTRAL = {
    ("date", "undated"),
    ("place", "a place unknown"),
    ("type", "same family"),
    ("actors", "doer unknown"),
    ("targets", "a target unknown"),
    ("weapons", "a weapon unknown"),
    ("tolls", "a toll unknown"),
    ("words", "other words"),
    ("telling", "two reports"),
    ("standing", "both happened"),
}
"""The level of each comparison that weighs nothing, so that the others are measured from it."""


def gather(folders: list[Path]) -> tuple[list[list[tuple[str, str]]], list[bool], list[float]]:
    """For every candidate pair with known incidents: levels, whether they are one incident, and the pair's weight."""
    found, heads, keys = read_gold(folders)
    rows, labels, weights = [], [], []
    for seed in range(4):
        assertions, gold = noisy(found, heads, keys, seed) if seed else (found, keys)
        told = accounts(assertions, heads)
        sizes = Counter(gold.values())
        for i, j in _pairs(told):
            left, right = gold.get(told[i].id), gold.get(told[j].id)
            if left is None or right is None:
                continue
            rows.append(list(rule_on(told[i], told[j]).levels))
            labels.append(left == right)
            weights.append(2.0 / math.sqrt(sizes[left] * sizes[right]))
    return rows, labels, weights


def _pairs(told: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """The pairs that merging compares, which come in its order."""
    blocks = Blocks()
    for right, account in enumerate(told):
        yield from ((left, right) for left in blocks.near(account))
        blocks.add(right, account)


def learn(folders: list[Path], strength: float) -> dict[tuple[str, str], float]:
    """Bits by (comparison, level), and under ("", "start") the odds to begin with."""
    rows, labels, weights = gather(folders)
    return fit(rows, labels, weights, WEIGHTS, frozenset(NEUTRAL), strength)


def fit(
    rows: Sequence[Sequence[tuple[str, str]]],
    labels: Sequence[bool],
    importances: Sequence[float],
    standing: Mapping[str, Mapping[str, float]],
    neutral: frozenset[tuple[str, str]],
    strength: float,
) -> dict[tuple[str, str], float]:
    """The bits of a logistic regression drawn towards the standing weights, printed beside them.

    rows: for each pair the levels it meets; neutral: of each comparison the level that the others are measured from,
    so that what it weighs now counts among the odds to begin with.
    """
    names = [("", "start"), *((c, level) for c, levels in standing.items() for level in levels)]
    at = {name: n for n, name in enumerate(names)}
    base = {c: standing[c][level] for c, level in neutral}
    start = START + sum(base.values())
    bits = [start, *(w - base.get(c, 0.0) for c, levels in standing.items() for w in levels.values())]
    prior = np.array(bits) * math.log(2)
    x = np.zeros((len(rows), len(names)))
    x[:, 0] = 1
    for n, row in enumerate(rows):
        for name in row:
            x[n, at[name]] = name not in neutral
    y, importance, w = np.array(labels, float), np.array(importances), prior.copy()
    for _ in range(80):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (importance * (p - y)) + strength * (w - prior)
        hessian = (x * (importance * p * (1 - p) + 1e-9)[:, None]).T @ x + strength * np.eye(len(names))
        w -= 0.5 * np.linalg.solve(hessian, gradient)
    print(f"{len(rows)} pairs, {sum(labels)} of them the same")
    counts = x.T @ y, x.sum(axis=0)
    for n, name in enumerate(names):
        old, new, same, met = prior[n] / math.log(2), w[n] / math.log(2), counts[0][n], counts[1][n]
        print(f"{name[0]:10}{name[1]:32}{old:7.1f} ->{new:7.2f}  {same:6.0f} of {met:6.0f}")
    return {name: float(w[n]) / math.log(2) for n, name in enumerate(names)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Learn the weights of merging")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--strength", type=float, default=1.0)
    given = parser.parse_args()
    learn(given.gold, given.strength)
