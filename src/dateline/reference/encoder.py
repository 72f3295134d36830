"""The packaged language model: what each word of a report means where it stands, as numbers that readers learn from.

The first layers of MiniLM (Wang et al. 2020; weights all-MiniLM-L6-v2, Apache-2.0), trained further by `training/`
together with the readers and stored as 8-bit weights. Runs on onnxruntime, on one thread: a build has a process for
each core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from dateline.model.errors import SettingError
from dateline.reference.learned_files import REMEDY, learned_file
from dateline.reference.wordpieces import BEGIN, END, pieces, vocabulary

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WIDTH: Final = 96
"""Numbers for each word."""
WINDOW: Final = 192
"""The most pieces read at once, with the two marks around them."""

Vectors = NDArray[np.float32]


class Encoder:
    """Gives each word of a report its numbers. read: those of the pieces of one window, (pieces, WIDTH)."""

    def __init__(self, read: Callable[[Sequence[int]], Vectors]) -> None:
        self._read = read

    def vectors(self, words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Vectors:
        """(words, WIDTH), float32. sentences: first word and the one after the last, in order, without gaps. Windows of
        whole sentences are read alone, so that time grows with length only.
        """
        found = np.zeros((len(words), WIDTH), np.float32)
        for numbers, heads in windows(words, sentences):
            found[list(heads)] = self._read(numbers)[list(heads.values())]
        return found


def windows(words: Sequence[str], sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[list[int], dict[int, int]]]:
    """(piece numbers, word -> where its first piece stands among them), of as many whole sentences as fit; a longer
    sentence is cut. A word without letters ("") has no piece and shares the numbers of the word behind it.
    """
    numbers: list[int] = [BEGIN]
    heads: dict[int, int] = {}
    for first, last in sentences:
        split = [pieces(words[n]) if words[n] else () for n in range(first, last)]
        if heads and len(numbers) + sum(map(len, split)) >= WINDOW:
            yield [*numbers, END], heads
            numbers, heads = [BEGIN], {}
        for n, those in enumerate(split, first):
            those = those[: WINDOW - 2]
            if len(numbers) + len(those) >= WINDOW:
                yield [*numbers, END], heads
                numbers, heads = [BEGIN], {}
            heads[n] = len(numbers)
            numbers += those
    if heads:
        yield [*numbers, END], heads


@cache
def _packaged() -> Encoder:
    return read_encoder(learned_file("encoder.onnx"))


def read_encoder(path: Path) -> Encoder:
    """The encoder that a file holds, as training stores it. Raises SettingError, naming the file, if it is not there,
    not whole, or does not give WIDTH numbers for the last piece of the vocabulary: the two come from one training.
    """
    from onnxruntime import InferenceSession, SessionOptions  # 0.1 s: only for those who read
    from onnxruntime.capi import onnxruntime_pybind11_state as faults

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # it would print its errors as well as raise them
    try:
        session = InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
        read = _run(session, [BEGIN, len(vocabulary()) - 1, END])
    except FileNotFoundError as error:
        raise SettingError("the encoder is not here", where=str(path), remedy=REMEDY) from error
    except (
        *(faults.Fail, faults.InvalidArgument, faults.InvalidGraph, faults.InvalidProtobuf, faults.NotImplemented),
        *(faults.RuntimeException, OSError, RuntimeError, ValueError),
    ) as error:
        raise SettingError(f"is no encoder: {error}", where=str(path), remedy=REMEDY) from error
    if read.shape != (3, WIDTH) or not np.isfinite(read).all():
        raise SettingError(f"does not give {WIDTH} numbers for each piece", where=str(path), remedy=REMEDY)
    return Encoder(partial(_run, session))


def _run(session: InferenceSession, numbers: Sequence[int]) -> Vectors:
    shown = {"pieces": np.array([numbers], np.int64), "mask": np.ones((1, len(numbers)), bool)}
    return np.asarray(session.run(None, shown)[0][0])


_LENT: list[Encoder] = []


def lend(encoder: Encoder | None) -> None:
    """Puts another encoder into the place of the packaged one, for cross-validation; None: the packaged one is back."""
    _LENT[:] = [encoder] if encoder else []


def encoder() -> Encoder:
    """The encoder in use. Raises SettingError where the package lacks its own or it is damaged."""
    return _LENT[0] if _LENT else _packaged()
