"""Trains one reader with PyTorch and stores it as 8-bit weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from dateline.reference.learned import Learned, Net
from training.learn.samples import Sample


class Settings:
    """Sizes and speeds of training, the same for every reader unless said. feature_drop, context_drop: the shares of
    the features and of the encoder's numbers that are hidden at each showing.
    """

    rows = 1 << 14
    hidden = 48
    epochs = 10
    rate = 3e-3
    batch = 64
    feature_drop = 0.3
    context_drop = 0.2
    hidden_drop = 0.3


class _Bag(nn.Module):  # type: ignore[misc, unused-ignore]  # torch is not installed beside the checks
    def __init__(self, classes: int, settings: Settings, width: int) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(settings.rows, settings.hidden, mode="sum", sparse=True)
        nn.init.normal_(self.table.weight, 0, 0.03)
        self.dense = nn.Linear(width, settings.hidden)
        self.out = nn.Linear(settings.hidden, classes)
        self.hide, self.drop = nn.Dropout(settings.context_drop), nn.Dropout(settings.hidden_drop)

    def forward(self, hashed: torch.Tensor, starts: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        return self.out(self.drop(torch.relu(self.table(hashed, starts) + self.dense(self.hide(context)))))


def train(
    seen: Sequence[Sample],
    classes: Sequence[str],
    seeds: Sequence[int],
    settings: Settings,
    context: NDArray[np.float32] | None = None,
) -> Learned:
    """A reader of as many nets as seeds. context: what the encoder makes of each sample's words, (samples, width), for
    readers that take it.
    """
    torch.set_flush_denormal(True)
    hashed = [np.array([crc32(name.encode()) % settings.rows for name in s.names], np.int64) for s in seen]
    right = torch.tensor([[float(name in s.right) for name in classes] for s in seen])
    shown = torch.from_numpy(context if context is not None else np.zeros((len(seen), 0), np.float32))
    return Learned(tuple(classes), tuple(_one(hashed, right, shown, seed, settings) for seed in seeds))


def _one(
    hashed: list[NDArray[np.int64]], right: torch.Tensor, context: torch.Tensor, seed: int, settings: Settings
) -> Net:
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    net = _Bag(right.shape[1], settings, context.shape[1])
    dense = [*net.dense.parameters(), *net.out.parameters()]
    optimisers = (
        torch.optim.SparseAdam(net.table.parameters(), lr=settings.rate),
        torch.optim.AdamW(dense, lr=settings.rate, weight_decay=0.01),
    )
    steps = settings.epochs * -(-len(hashed) // settings.batch)
    rates = [torch.optim.lr_scheduler.LambdaLR(o, lambda n: 1 - n / (steps + 1)) for o in optimisers]
    for _ in range(settings.epochs):
        order = chance.permutation(len(hashed))
        net.train()
        for k in range(0, len(order), settings.batch):
            ids = order[k : k + settings.batch]
            flat, starts = bagged([hashed[i] for i in ids], settings.feature_drop, chance)
            loss = loss_of(torch.log_softmax(net(flat, starts, context[ids]), -1), right[ids])
            for optimiser in optimisers:
                optimiser.zero_grad()
            loss.backward()
            for optimiser, rate in zip(optimisers, rates, strict=True):
                optimiser.step()
                rate.step()
    return _stored(net)


def bagged(hashed: Sequence[NDArray[np.int64]], drop: float, chance: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Features of all things one after the other, some of them hidden, and where each thing's begin."""
    flat = np.concatenate(hashed)
    owner = np.repeat(np.arange(len(hashed)), [len(each) for each in hashed])
    kept = chance.random(len(flat)) >= drop
    return torch.from_numpy(flat[kept]), torch.from_numpy(np.searchsorted(owner[kept], np.arange(len(hashed))))


def loss_of(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Half the probability of all right answers together, half that of each: the first alone lets a net learn only the
    answer that is right most often where several are right. scores: log probabilities.
    """
    together = -torch.logsumexp(scores.masked_fill(right == 0, -1e9), -1)
    each = -(scores * right).sum(-1) / right.sum(-1)
    return (together + each).mean() / 2


def _stored(net: _Bag) -> Net:
    table, scale = quantised(net.table.weight)
    return Net(
        table=table,
        scale=scale,
        bias=net.dense.bias.detach().numpy().copy(),
        out=net.out.weight.detach().numpy().T.copy(),
        offset=net.out.bias.detach().numpy().copy(),
        dense=net.dense.weight.detach().numpy().T.copy(),
    )


def quantised(weight: torch.Tensor) -> tuple[NDArray[np.int8], float]:
    """A table of weights in 8 bits, and its unit."""
    table = weight.detach().numpy()
    scale = float(np.abs(table).max()) / 127
    return np.round(table / scale).astype(np.int8), scale


def store(reader: Learned, path: Path) -> None:
    """Writes the reader where `dateline.reference.learned` finds it."""
    arrays: dict[str, Any] = {"classes": np.array(reader.classes), "nets": np.array(len(reader.nets))}
    for n, net in enumerate(reader.nets):
        arrays |= {
            f"table{n}": net.table,
            f"scale{n}": np.array(net.scale),
            f"bias{n}": net.bias,
            f"out{n}": net.out,
            f"offset{n}": net.offset,
            f"dense{n}": net.dense.astype(np.float16),
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **arrays)
