"""Wire copies and reprints: the same account under another outlet's name, with other furniture and small edits.

Two reports are the same account if at least SAME of their three-word shingles, furniture aside, are shared (Jaccard,
estimated by MinHash: Broder 1997). On the annotated reports the one near-verbatim reprint of a wire shares 0.7; partial
rewrites, which leave out and add facts, share 0.21 to 0.31; independent accounts of one event at most 0.03.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from datasketch import MinHash

from dateline.reference.furniture import furniture
from dateline.values.batches import batches
from dateline.values.datelines import dateline
from dateline.values.text import lines

SAME: Final = 0.55
"""Share of shingles from which a report is a copy. One that quotes half of another and adds as much shares 0.33."""

SHORTEST: Final = 30
"""Shingles. Shorter texts ("Air alert in Kyiv region") recur without being copies: all must agree, and the day."""

_PERMUTATIONS: Final = 128  # standard error 0.044 at a share of one half
_BANDS: Final = (42, 3)  # bands, rows: finds 99.9 % of pairs at SAME, one in 24,000 of pairs that share 0.01
_SEED: Final = 1
_SCHEME: Final = "affine32"  # named, so that a newer datasketch with another default makes the same bytes
_SHINGLE: Final = 3
_LONGEST: Final = 1_000_000
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff]|[^\\W\u3040-\u30ff\u3400-\u9fff]+")
_VERSION: Final = b"\x01"
_AT_ONCE: Final = 4096
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # odd, and its bits lie without order: few bands get one number

Values = npt.NDArray[np.uint32]


def signature(text: str) -> bytes:
    """517 bytes by which `copies` compares reports: a version, the number of shingles, and the MinHash of the text.

    Equal on every machine and in every run for the same text.
    """
    words = list(_words(text[:_LONGEST]))
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))} if words else set()
    made = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, scheme=_SCHEME, permutations=_permutations())
    made.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    values: bytes = made.digest().astype(">u4").tobytes()
    return _VERSION + len(shingles).to_bytes(4, "big") + values


@cache
def _permutations() -> npt.NDArray[np.uint32]:
    """The same for all reports; to draw them takes a tenth of the time of signing one."""
    drawn: npt.NDArray[np.uint32] = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, scheme=_SCHEME).permutations
    return drawn


def _words(text: str) -> Iterator[str]:
    """The words of the report, case folded; lines of furniture and datelines are left out."""
    known = furniture()
    for start, end in lines(text):
        line = text[start:end]
        if known.is_line(line):
            continue
        head = dateline(line, first=True)
        yield from map(str.casefold, _WORD.findall(line, head.length if head else 0))


Row = tuple[str, bytes, str]
"""(report id, signature, known_from) of a report."""


def copies(rows: Iterable[Row], originals: Iterable[Row] = ()) -> dict[str, str]:
    """Copy -> original, by report id, for the rows of reports.

    Reports are taken by the day they were known from, then by id: each is a copy of the earliest original that it
    shares enough with, or becomes an original. So originals have no original, a chain of daily updates is not folded
    into one, the order of `rows` does not matter, and what is known later never changes what was found before. Near
    linear. originals: reports known before all of `rows` that were found to be originals, in order.
    Raises ValueError for bytes that `signature` did not make.
    """
    asked = sorted(set(rows), key=lambda row: (row[2], row[0]))
    known = list(_likely(originals, asked))
    index = _Originals([*known, *asked])
    for n in range(len(known)):
        index.add(n)
    found: dict[str, str] = {}
    for n, (report_id, _, _) in enumerate(asked, len(known)):
        original_id = index.original_of(n)
        if original_id is None:
            index.add(n)
        else:
            found[report_id] = original_id
    return found


class _Originals:
    """Which of these rows are no copies, by the bands that they share with others; empty ones are never found."""

    def __init__(self, rows: Sequence[Row]) -> None:
        keys = [key for _, key, _ in rows]
        self._ids, self._days = [row[0] for row in rows], [row[2][:10] for row in rows]
        self._counts = list(map(_count, keys))
        self._values = _values(keys).astype(np.uint32)
        self._bands = self._shared()
        self._holding: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, n: int) -> None:
        for band in self._bands[n]:
            self._holding[band].append(n)

    def original_of(self, n: int) -> str | None:
        places = sorted({place for band in self._bands[n] for place in self._holding.get(band, ())})
        shares = (self._values[places] == self._values[n]).mean(axis=1) if places else np.zeros(0)
        for at in np.flatnonzero(shares >= SAME).tolist():
            place, count = places[at], self._counts[n]
            long = min(count, self._counts[place]) >= SHORTEST
            same = shares[at] == 1 and count == self._counts[place] and self._days[n] == self._days[place]
            if long or same:
                return self._ids[place]
        return None

    def _shared(self) -> list[list[int]]:
        """Of each row, the numbers of the bands that another one has, too: by those alone can it be found."""
        bands, empty = _bands(self._values), np.array(self._counts) == 0
        shared: list[list[int]] = [[] for _ in self._counts]
        for n in range(_BANDS[0]):
            _, which, held = np.unique(bands[:, n], return_inverse=True, return_counts=True)
            for at in np.flatnonzero((held[which] > 1) & ~empty).tolist():
                shared[at].append(n + _BANDS[0] * int(which[at]))
        return shared


def _likely(originals: Iterable[Row], asked: Sequence[Row]) -> Iterator[Row]:
    """Those of the originals that share a band with any of the reports asked about: no other one would be looked at.

    To put all of a large record into the index takes as long as to find all copies in it; this takes a tenth.
    """
    wanted = _bands(_values([key for _, key, _ in asked]))
    for some in batches(originals, _AT_ONCE):
        bands = _bands(_values([key for _, key, _ in some]))
        likely = np.zeros(len(some), bool)
        for n in range(_BANDS[0]):
            likely |= np.isin(bands[:, n], wanted[:, n])
        yield from (some[n] for n in np.flatnonzero(likely) if _count(some[n][1]))


def _bands(values: Values) -> npt.NDArray[np.uint64]:
    """A number for each band of each signature: equal bands have equal numbers, and few others do."""
    rows = values[:, : _BANDS[0] * _BANDS[1]].reshape(-1, *_BANDS)
    numbers = np.zeros(rows.shape[:2], np.uint64)
    for n in range(_BANDS[1]):
        numbers *= _FACTOR
        numbers += rows[:, :, n]
    return numbers


def _values(keys: Iterable[bytes]) -> Values:
    """The values of signatures, a row each."""
    return np.frombuffer(b"".join(map(_checked, keys)), ">u4").reshape(-1, _PERMUTATIONS)


def _count(key: bytes) -> int:
    """How many shingles were signed."""
    return int.from_bytes(key[1:5], "big")


def _checked(key: bytes) -> bytes:
    """The values of one signature, packed."""
    if len(key) != 5 + 4 * _PERMUTATIONS or key[:1] != _VERSION:
        raise ValueError(
            f"signature of {len(key)} bytes, version {key[:1]!r}: made by another Dateline; sign the report again"
        )
    return key[5:]
