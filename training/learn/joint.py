"""Trains the encoder with all tasks at once, since each teaches what a word means.

The readers that it is trained with here are left behind: some tasks need more showings than the encoder bears, so each
reader is trained anew beside the finished encoder (`nets.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from zlib import crc32

import numpy as np
import torch
from torch import nn

from dateline.reference.encoder import WIDTH, windows
from training.learn.minilm import MiniLM, padded
from training.learn.nets import loss_of
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
        at: dict[int, tuple[int, int]] = {}
        for numbers, heads in windows(words, sentences):
            at |= {word: (len(self.windows), piece) for word, piece in heads.items()}
            self.windows.append(numbers)
        by_reader: dict[str, list[Sample]] = defaultdict(list)
        for reader, sample in samples:
            by_reader[reader].append(sample)
        self.asked = {reader: Asked(those, tasks[reader], at) for reader, those in by_reader.items()}


class Asked:
    """What one reader is asked of one report.

    features: of all questions, one after the other, as rows of the reader's table; many: how many each question has;
    right: (questions, classes); at: (questions, words, 2), window and piece of each word, window -1 where it has none.
    """

    def __init__(self, samples: Sequence[Sample], task: Task, at: Mapping[int, tuple[int, int]]) -> None:
        hashed = [crc32(name.encode()) % task.rows for s in samples for name in s.names]
        self.features = torch.tensor(hashed, dtype=torch.int32)
        self.many = torch.tensor([len(s.names) for s in samples])
        self.right = torch.tensor([[c in s.right for c in task.classes] for s in samples])
        self.at = torch.tensor([[at.get(word, (-1, 0)) for word in s.at] for s in samples])


class _Head(nn.Module):  # type: ignore[misc, unused-ignore]
    def __init__(self, task: Task) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(task.rows, task.hidden, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, 0, 0.03)
        self.dense = nn.Linear(WIDTH * (1 if task.words == 1 else 3), task.hidden)
        self.out = nn.Linear(task.hidden, len(task.classes))
        self.drop = nn.Dropout(0.3)

    def forward(self, features: torch.Tensor, starts: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        return self.out(self.drop(torch.relu(self.table(features, starts) + self.dense(context))))


def train(reports: Sequence[Shown], tasks: Mapping[str, Task], seed: int, device: str = "cpu") -> MiniLM:
    """The encoder, after all epochs, back on the processor. device: PyTorch's name of where it is trained."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    chance = np.random.default_rng(seed)
    encoder = MiniLM()
    encoder.to(device)
    heads = nn.ModuleDict({name: _Head(task) for name, task in tasks.items()}).to(device)
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
            loss = _loss([reports[i] for i in order[k : k + TOGETHER]], encoder, heads, tasks, device)
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*others, *trained], 1.0)
            for optimiser, rate in zip(optimisers, rates, strict=True):
                optimiser.step()
                rate.step()
    encoder.eval().to("cpu")
    return encoder


def _loss(
    together: Sequence[Shown], encoder: MiniLM, heads: nn.ModuleDict, tasks: Mapping[str, Task], device: str
) -> torch.Tensor:
    pieces, mask = padded([w for report in together for w in report.windows])
    read = encoder(pieces.to(device), mask.to(device))
    read = torch.cat([read, read.new_zeros(1, *read.shape[1:])])  # the last window stands for no word
    begins = np.cumsum([0, *(len(report.windows) for report in together)])
    total = read.new_zeros(())
    for name, task in tasks.items():
        those = [(report.asked[name], int(begins[n])) for n, report in enumerate(together) if name in report.asked]
        if not those:
            continue
        features = torch.cat([asked.features for asked, _ in those]).to(device)
        features, starts = _thinned(features, torch.cat([asked.many for asked, _ in those]).to(device), task.drop)
        at = torch.cat([_in_batch(asked.at, begin, len(read) - 1) for asked, begin in those]).to(device)
        scores = torch.log_softmax(heads[name](features, starts, _context(read, at)), -1)
        right = torch.cat([asked.right for asked, _ in those]).to(device)
        total = total + task.weight * loss_of(scores, right.float())
    return total


def _thinned(features: torch.Tensor, many: torch.Tensor, drop: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Features of all things one after the other, some of them hidden, and where each thing's begin. many: how many
    each thing has.
    """
    owner = torch.repeat_interleave(torch.arange(len(many), device=many.device), many)
    kept = torch.rand(len(features), device=many.device) >= drop
    left = torch.bincount(owner[kept], minlength=len(many))
    return features[kept], (torch.cumsum(left, 0) - left).to(features.dtype)


def _in_batch(at: torch.Tensor, begin: int, nothing: int) -> torch.Tensor:
    """Where words stand among the windows of several reports, of which this one's begin at a number."""
    window, piece = at.unbind(-1)
    return torch.stack([torch.where(window < 0, nothing, window + begin), piece], -1)


def _context(read: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
    columns = [read[at[:, k, 0], at[:, k, 1]] for k in range(at.shape[1])]
    if len(columns) == 1:
        return columns[0]
    return torch.cat([*columns, columns[0] * columns[1]], -1)
