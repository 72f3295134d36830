"""The small learned readers that come with Dateline: how to load one and what it says of what it is shown.

Each is a bag of features, one hidden layer, one softmax; several are averaged. They are trained by
`training/` on shippable text only and stored as 8-bit weights. A feature is a string; its row is its CRC-32 modulo the
table's height (feature hashing: Weinberger et al. 2009, "Feature hashing for large scale multitask learning").
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.model.errors import SettingError
from dateline.reference.learned_files import REMEDY, learned_file

Array = NDArray[np.float32]


class Net(msgspec.Struct, frozen=True):
    """One trained net. table: (rows, hidden) int8, scale: its unit; bias: (hidden,); out: (hidden, classes); offset:
    (classes,); dense: (width, hidden) for the numbers of the encoder, width 0 where the net takes none.
    """

    table: NDArray[np.int8]
    scale: float
    bias: Array
    out: Array
    offset: Array
    dense: Array


class Hashes(msgspec.Struct, frozen=True):
    """The features of several things, hashed. crc: all of them, one thing after the other; starts: where in it each
    thing begins.
    """

    crc: NDArray[np.int64]
    starts: NDArray[np.int64]

    def parts(self, size: int) -> Iterator[Hashes]:
        """The same things, so many at a time."""
        ends = [*self.starts[size::size], len(self.crc)]
        for n, end in enumerate(ends):
            starts = self.starts[n * size : (n + 1) * size]
            yield Hashes(self.crc[starts[0] : end], starts - starts[0])


AT_ONCE = 4096
"""Things that a reader looks at in one go, which bounds what it holds: 40 MB for things of 40 features."""


def hashes(seen: Sequence[Sequence[str]]) -> Hashes:
    """The CRC-32 of every feature. seen: the features of each thing. Raises ValueError for one that has none: its sum
    would be that of the thing after it (numpy's reduceat).
    """
    if not all(seen):
        raise ValueError("a thing without features was shown to a learned reader, which wants at least one")
    sizes = list(map(len, seen))
    # Chained maps run without a step of the interpreter for each feature: three times as fast as a generator.
    crc = np.fromiter(map(crc32, map(str.encode, chain.from_iterable(seen))), np.int64, sum(sizes))
    return Hashes(crc, np.cumsum([0, *sizes[:-1]], dtype=np.int64) if sizes else np.zeros(0, np.int64))


class Learned(msgspec.Struct, frozen=True):
    """A learned reader. classes: what it can say, in the order of its answers."""

    classes: tuple[str, ...]
    nets: tuple[Net, ...]

    def answers(self, seen: Sequence[Sequence[str]], context: Array | None = None) -> Array:
        """Probabilities, (things seen, classes). seen: the features of each thing; context: (things, width), what the
        encoder makes of its words, for the readers that want it. Raises ValueError for a thing without features,
        and for numbers of another shape: a reader that wants some is shown them for each thing, another none.
        """
        return self.answers_to(hashes(seen), context)

    def answers_to(self, seen: Hashes, context: Array | None = None) -> Array:
        """The same for features that are hashed already: several readers that are shown the same things share the
        work.
        """
        wanted = len(seen.starts), len(self.nets[0].dense)
        shown = (wanted[0], 0) if context is None else context.shape
        if shown != wanted:  # one row for many things would be added to each of them, without a word (broadcasting)
            raise ValueError(f"a reader was shown {shown} numbers of the encoder; it wants {wanted}: (things, width)")
        if len(seen.starts) <= AT_ONCE:
            return self._answers(seen, context)
        parts = (None if context is None else context[n : n + AT_ONCE] for n in range(0, len(seen.starts), AT_ONCE))
        return np.concatenate([self._answers(*part) for part in zip(seen.parts(AT_ONCE), parts, strict=True)])

    def _answers(self, seen: Hashes, context: Array | None) -> Array:
        total = np.zeros((len(seen.starts), len(self.classes)), np.float32)
        if not len(seen.starts):
            return total
        hashed = seen.crc % len(self.nets[0].table)
        for net in self.nets:
            rows = net.table.take(hashed, axis=0).astype(np.float32)
            hidden = np.add.reduceat(rows, seen.starts, axis=0) * net.scale + net.bias
            if context is not None:
                hidden += context @ net.dense
            scores = np.maximum(hidden, 0) @ net.out + net.offset
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            total += scores / scores.sum(axis=1, keepdims=True)
        return np.asarray(total / len(self.nets), np.float32)


_LENT: dict[str, Learned] = {}


def lend(readers: Mapping[str, Learned]) -> None:
    """Puts these readers into the place of the stored ones, for cross-validation; none: the stored ones are back."""
    _LENT.clear()
    _LENT.update(readers)


def learned(name: str) -> Learned:
    """The reader of this name ("acts", "roles", ...). Raises SettingError where the package lacks its weights or they
    are damaged.
    """
    return _LENT.get(name) or _stored(name)


@cache
def _stored(name: str) -> Learned:
    return read_weights(learned_file(f"{name}.npz"))


def read_weights(path: Path) -> Learned:
    """The reader that a file of weights holds, as training stores it. Raises SettingError, naming the file, if it is
    not there, not whole, or its arrays do not fit each other.
    """
    try:
        with path.open("rb") as file, np.load(file) as stored:
            reader = Learned(
                tuple(map(str, stored["classes"])), tuple(_net(stored, n) for n in range(int(stored["nets"])))
            )
    except FileNotFoundError as error:
        raise SettingError("the learned weights are not here", where=str(path), remedy=REMEDY) from error
    except (OSError, EOFError, KeyError, TypeError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise SettingError(f"is no file of learned weights: {error}", where=str(path), remedy=REMEDY) from error
    if not reader.nets or not all(_fits(net, reader) for net in reader.nets):
        raise SettingError("has learned weights that do not fit each other", where=str(path), remedy=REMEDY)
    return reader


def _net(stored: Mapping[str, Array], n: int) -> Net:
    return Net(
        table=np.asarray(stored[f"table{n}"]).astype(np.int8, casting="safe"),
        scale=float(stored[f"scale{n}"]),
        bias=stored[f"bias{n}"].astype(np.float32),
        out=stored[f"out{n}"].astype(np.float32),
        offset=stored[f"offset{n}"].astype(np.float32),
        dense=stored[f"dense{n}"].astype(np.float32),
    )


def _fits(net: Net, reader: Learned) -> bool:
    """Whether the arrays are of one size, and the table as high as the first net's: rows are hashed once for all."""
    if net.table.ndim != 2 or not net.table.size or reader.nets[0].dense.ndim != 2:
        return False
    hidden, classes = net.table.shape[1], len(reader.classes)
    return (
        net.table.shape[0] == len(reader.nets[0].table)
        and net.bias.shape == (hidden,)
        and net.out.shape == (hidden, classes)
        and net.offset.shape == (classes,)
        and net.dense.shape == (len(reader.nets[0].dense), hidden)
    )
