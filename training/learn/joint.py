"""Trains the encoder with all tasks at once, since each teaches what a word means.

The readers that it is trained with here are left behind: some tasks need more showings than the encoder bears, so each
reader is trained anew beside the finished encoder (`nets.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
import torch
from torch import nn

from dateline.reference.encoder import WIDTH, windows
from training.learn.minilm import MiniLM, padded
from training.learn.nets import bagged, loss_of
from training.learn.samples import Sample

EPOCHS, TOGETHER, RATE, ENCODER_RATE, FIRST_STEPS = 6, 4, 3e-3, 1e-4, 0.1
"""Times each report is shown; reports at once; learning rates of the readers and of the encoder; the share of all steps
in which they rise. After that they fall to nothing."""


class Task:
    """A reader to be trained. weight: of its loss; drop: the share of features that is hidden at each showing."""

    def __init__(self, classes: tuple[str, ...], **settings: float) -> None:
        self.classes = classes
        self.rows = int(settings.get("rows", 1 << 14))
        self.hidden = int(settings.get("hidden", 48))
        self.drop = settings.get("drop", 0.3)
        self.weight = settings.get("weight", 1.0)
        self.words = int(settings.get("words", 1))


class Shown:
    """One report as it is shown: its windows of pieces, and for each reader what it is asked and should answer."""

    def __init__(
        self,
        words: Sequence[str],
        sentences: Sequence[tuple[int, int]],
        samples: Sequence[tuple[str, Sample]],
        tasks: Mapping[str, Task],
    ) -> None:
        self.windows: list[list[int]] = []
        self.at: dict[int, tuple[int, int]] = {}
        for numbers, heads in windows(words, sentences):
            self.at |= {word: (len(self.windows), piece) for word, piece in heads.items()}
            self.windows.append(numbers)
        by_reader: dict[str, list[Sample]] = defaultdict(list)
        for reader, sample in samples:
            by_reader[reader].append(sample)
        self.asked = {reader: Asked(those, tasks[reader]) for reader, those in by_reader.items()}


class Asked:
    """What one reader is asked of one report."""

    def __init__(self, samples: Sequence[Sample], task: Task) -> None:
        self.hashed = [np.array([crc32(n.encode()) % task.rows for n in s.names], np.int64) for s in samples]
        self.right = torch.tensor([[float(c in s.right) for c in task.classes] for s in samples])
        self.at = [s.at for s in samples]


class _Head(nn.Module):  # type: ignore[misc, unused-ignore]
    def __init__(self, task: Task) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(task.rows, task.hidden, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, 0, 0.03)
        self.dense = nn.Linear(WIDTH * (1 if task.words == 1 else 3), task.hidden)
        self.out = nn.Linear(task.hidden, len(task.classes))
        self.drop = nn.Dropout(0.3)

    def forward(self, hashed: torch.Tensor, starts: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        return self.out(self.drop(torch.relu(self.table(hashed, starts) + self.dense(context))))


def train(reports: Sequence[Shown], tasks: Mapping[str, Task], seed: int) -> MiniLM:
    """The encoder, after all epochs."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    chance = np.random.default_rng(seed)
    encoder = MiniLM()
    heads = nn.ModuleDict({name: _Head(task) for name, task in tasks.items()})
    trained = [p for p in encoder.parameters() if p.requires_grad]
    tables = [head.table.weight for head in heads.values()]
    others = [p for head in heads.values() for p in (*head.dense.parameters(), *head.out.parameters())]
    optimisers = (
        torch.optim.SparseAdam(tables, lr=RATE),
        torch.optim.AdamW(
            [{"params": others, "lr": RATE * 2 / 3}, {"params": trained, "lr": ENCODER_RATE}],
            weight_decay=0.01,
        ),
    )
    steps = EPOCHS * -(-len(reports) // TOGETHER)
    rates = [
        torch.optim.lr_scheduler.LambdaLR(o, lambda n: min(n / (FIRST_STEPS * steps), 1.0) * (1 - n / steps) + 1e-6)
        for o in optimisers
    ]
    for _ in range(EPOCHS):
        order = chance.permutation(len(reports))
        encoder.train()
        heads.train()
        for k in range(0, len(order), TOGETHER):
            loss = _loss([reports[i] for i in order[k : k + TOGETHER]], encoder, heads, tasks, chance)
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*others, *trained], 1.0)
            for optimiser, rate in zip(optimisers, rates, strict=True):
                optimiser.step()
                rate.step()
    encoder.eval()
    return encoder


def _loss(
    together: Sequence[Shown], encoder: MiniLM, heads: nn.ModuleDict, tasks: Mapping[str, Task], chance: Any
) -> torch.Tensor:
    read = encoder(*padded([w for report in together for w in report.windows]))
    read = torch.cat([read, torch.zeros(1, *read.shape[1:])])  # the last window stands for no word
    total = torch.zeros(())
    for name, task in tasks.items():
        those = [(report.asked[name], n) for n, report in enumerate(together) if name in report.asked]
        if not those:
            continue
        flat, starts = bagged([h for asked, _ in those for h in asked.hashed], task.drop, chance)
        context = _context(together, [asked.at for asked, _ in those], [n for _, n in those], read, task.words)
        scores = torch.log_softmax(heads[name](flat, starts, context), -1)
        total = total + task.weight * loss_of(scores, torch.cat([asked.right for asked, _ in those]))
    return total


def _context(
    together: Sequence[Shown],
    asked: Sequence[Sequence[tuple[int, ...]]],
    owners: Sequence[int],
    read: torch.Tensor,
    words: int,
) -> torch.Tensor:
    begins = np.cumsum([0, *(len(report.windows) for report in together)])
    nothing = (int(begins[-1]), 0)
    columns = []
    for k in range(words):
        found = []
        for those, owner in zip(asked, owners, strict=True):
            for at in those:
                where = together[owner].at.get(at[k])
                found.append((int(begins[owner]) + where[0], where[1]) if where else nothing)
        rows, places = zip(*found, strict=True)
        columns.append(read[torch.tensor(rows), torch.tensor(places)])
    if words == 1:
        return columns[0]
    return torch.cat([*columns, columns[0] * columns[1]], -1)
