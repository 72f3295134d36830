"""Incidents as columns of numbers, with the tables that these point into: gathered one by one, or taken from others."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.queries.incident_rows import Drawn
from dateline.store.map_rows import DAY0, NUMBERS, OPEN_END, OPEN_START, MapRow

MAGIC: Final = b"DLF1"
NO_PLACE: Final = 2**32 - 1
NONE: Final = 255
"""In a column of bytes: no such thing."""

_NAMED: Final = ("types", "places", "actors", "sources", "sides", "measures", "grades")
_WIDTH: Final = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i32": np.int32, "bytes8": np.uint8}
_KINDS: Final = {
    "type": "u16", "place": "u32", "place_flags": "u8", "day_from": "i32", "day_to": "i32", "first_known": "i32",
    "last_known": "i32", "date_basis": "u8", "killed_low": "i32", "killed_best": "i32", "killed_high": "i32",
    "injured_low": "i32", "injured_best": "i32", "injured_high": "i32", "measures": "u32", "certainty": "u8",
    "status": "u8", "flags": "u16", "voices": "u16", "reports": "u16", "accounts": "u16", "grade": "u8", "side1": "u8",
    "side2": "u8",
}  # fmt: skip
_ALL: Final = (*NUMBERS, "certainty", "status", "judged", "type", "place", "measures", "grade", "side1", "side2")
"""What `_Columns` gathers of a row: its own numbers, how its accounts stand, numbers in tables."""

_AT: Final = {name: n for n, name in enumerate(_ALL)}
_POINTING: Final = {"types": ("type",), "places": ("place",), "grades": ("grade",), "sides": ("side1", "side2")}
"""Table -> the columns that have its numbers."""

Numbers = NDArray[np.int64]


class Table(NamedTuple):
    """ids: of the incidents, 8 bytes each; numbers: a row an incident, of _ALL; lists: where each one's numbers begin,
    and they themselves; named: the tables, each in the order in which its things were met.
    """

    ids: NDArray[np.uint8]
    numbers: Numbers
    lists: dict[str, tuple[Numbers, Numbers]]
    named: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.numbers)

    def with_others(self, others: Iterable[Drawn]) -> Table:
        """These incidents, then the others."""
        found = gathered(others, self.named)
        lists = {}
        for name, (at, all) in self.lists.items():
            more_at, more = found.lists[name]
            lists[name] = np.concatenate([at, more_at[1:] + at[-1]]), np.concatenate([all, more])
        both = np.concatenate([self.ids, found.ids]), np.concatenate([self.numbers, found.numbers])
        return Table(*both, lists, found.named)

    def taken(self, rows: NDArray[np.intp]) -> Table:
        """These rows in this order, as if nothing else had ever been gathered."""
        numbers = self.numbers[rows]
        lists = {name: _of_rows(*those, rows) for name, those in self.lists.items()}
        named = dict(self.named)
        for table, columns in _POINTING.items():
            at = [_AT[name] for name in columns]
            numbers[:, at], named[table] = _renumbered(numbers[:, at], self.named[table])
        for table, (begin, all) in lists.items():
            renumbered, named[table] = _renumbered(all, self.named[table])
            lists[table] = begin, renumbered
        at_measures = _AT["measures"]
        numbers[:, at_measures], named["measures"] = _bits_renumbered(numbers[:, at_measures], self.named["measures"])
        return Table(self.ids[rows], numbers, lists, named)

    def order_of(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """How these rows are ordered in lists: by first and last day, when first known, id."""
        first, last, known = (self.numbers[rows, _AT[name]] for name in ("day_from", "day_to", "first_known"))
        begins = np.where(first != OPEN_START, first, np.where(last != OPEN_END, last, known))
        ends = np.where(last != OPEN_END, last, np.where(first != OPEN_START, first, known))
        ids = np.ascontiguousarray(self.ids[rows]).view(">u8").reshape(-1)
        return np.lexsort((ids, known, ends, begins))

    def packed(self, header: dict[str, Any]) -> bytes:
        """The bytes of the feed, as docs/web.md lays them out. header: what it says beside the columns and tables."""
        values = dict(zip(_ALL, self.numbers.T, strict=True))
        values["flags"] = values["flags"] | values["judged"]
        arrays = [("id", "bytes8", self.ids.reshape(-1))]
        arrays += [(name, kind, values[name].astype(_WIDTH[kind])) for name, kind in _KINDS.items()]
        for name, (at, all) in self.lists.items():
            arrays += [(f"{name}_at", "u32", at.astype(np.uint32)), (name, "u32", all.astype(np.uint32))]
        laid, columns = _laid_out(arrays)
        tables: dict[str, list[Any]] = dict(self.named)
        tables["types"] = [
            dict(zip(("event_type", "sub_event_type", "interaction"), t, strict=True)) for t in tables["types"]
        ]
        tables["places"] = [msgspec.structs.asdict(place) for place in tables["places"]]
        tables["actors"] = [{"id": key, "name": name} for key, name in tables["actors"]]
        head = {"count": len(self), "stamp": stamp_of(self.ids), "day0": DAY0.isoformat(), **header}
        head |= {"columns": columns, **tables}
        said = msgspec.json.encode(head)
        said += b" " * (-(8 + len(said)) % 8)
        return MAGIC + len(said).to_bytes(4, "little") + said + laid


def stamp_of(ids: NDArray[Any]) -> str:
    """What tells these incidents in this order from others: a checksum (CRC-32) of the bytes of their ids."""
    return f"{zlib.crc32(ids.tobytes()):08x}"


def gathered(found: Iterable[Drawn], like: dict[str, list[Any]] | None = None) -> Table:
    """These incidents. like: tables to begin with, so that what is in them keeps its number."""
    columns = _Columns(like or {})
    for each in found:
        columns.add(each)
    return columns.table()


class _Numbered:
    """Things in the order in which they were met, each with its number."""

    def __init__(self, met: Iterable[Any]) -> None:
        self.met: dict[Any, int] = {thing: n for n, thing in enumerate(met)}

    def number(self, thing: Any, most: int | None = None) -> int:
        """The number of the thing. most: of a column too narrow for more; what comes then has none."""
        found = self.met.get(thing)
        if found is None:
            found = most if most is not None and len(self.met) >= most else self.met.setdefault(thing, len(self.met))
        return found


class _Columns:
    """Grows by a row an incident."""

    def __init__(self, like: dict[str, list[Any]]) -> None:
        self._ids: list[str] = []
        self._numbers: list[tuple[int, ...]] = []
        self._lists = {"actors": _Lists(), "sources": _Lists()}
        self._numbered = {name: _Numbered(like.get(name, ())) for name in _NAMED}

    def add(self, drawn: Drawn) -> None:
        """One incident."""
        row = drawn.row
        self._ids.append(drawn.incident_id)
        self._numbers.append((*row.numbers, *drawn.standing, *self._named(row)))
        for name, those in (("actors", row.actors), ("sources", row.sources)):
            number = self._numbered[name].number
            self._lists[name].add([number(each) for each in those])

    def _named(self, row: MapRow) -> tuple[int, ...]:
        """Numbers in the tables, by the names of _NAMED."""
        types, places, sides = self._numbered["types"], self._numbered["places"], self._numbered["sides"]
        measures, grades = self._numbered["measures"], self._numbered["grades"]
        return (
            types.number(row.type, 2**16 - 1),
            NO_PLACE if row.place is None else places.number(row.place),
            sum({1 << measures.number(each, 31) for each in row.measures}),
            grades.number(row.grade, NONE) if row.grade else NONE,
            *(sides.number(side, NONE) if side else NONE for side in row.sides),
        )

    def table(self) -> Table:
        """All that was added."""
        return Table(
            np.frombuffer(bytes.fromhex("".join(i[2:] for i in self._ids)), np.uint8).reshape(-1, 8),
            np.array(self._numbers, np.int64).reshape(len(self._numbers), len(_ALL)),
            {name: (np.array(each.at, np.int64), np.array(each.all, np.int64)) for name, each in self._lists.items()},
            {name: list(numbered.met) for name, numbered in self._numbered.items()},
        )


class _Lists:
    """A list of numbers a row, one after the other; at: where each begins, and the end."""

    def __init__(self) -> None:
        self.at, self.all = [0], list[int]()

    def add(self, numbers: Iterable[int]) -> None:
        self.all += dict.fromkeys(numbers)
        self.at.append(len(self.all))


def _laid_out(arrays: Iterable[tuple[str, str, NDArray[Any]]]) -> tuple[bytes, dict[str, dict[str, object]]]:
    laid, columns = bytearray(), {}
    for name, kind, values in arrays:
        laid += b"\0" * (-len(laid) % 8)
        length = len(values) // 8 if kind == "bytes8" else len(values)
        columns[name] = {"type": kind, "at": len(laid), "length": length}
        laid += values.astype(values.dtype.newbyteorder("<")).tobytes()
    return bytes(laid), columns


def _of_rows(at: Numbers, all: Numbers, rows: NDArray[np.intp]) -> tuple[Numbers, Numbers]:
    """The lists of these rows, one after the other."""
    lengths = (at[1:] - at[:-1])[rows]
    begin = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return begin, all[np.repeat(at[rows] - begin[:-1], lengths) + np.arange(begin[-1])]


def _renumbered(numbers: Numbers, things: list[Any]) -> tuple[Numbers, list[Any]]:
    """Numbers in a table of those things alone that these have, in the order in which they have them; what is beyond
    the table (none, or one too many) stays as it is.
    """
    met, first = np.unique(numbers, return_index=True)
    order = [int(met[n]) for n in np.argsort(first) if met[n] < len(things)]
    number = np.zeros(len(things) + 1, np.int64)
    number[order] = np.arange(len(order))
    within = numbers < len(things)
    return np.where(within, number[np.where(within, numbers, 0)], numbers), [things[n] for n in order]


def _bits_renumbered(bits: Numbers, names: list[str]) -> tuple[Numbers, list[str]]:
    """The same of numbers with a bit for each thing. Of those that one row brings the first by name comes first."""
    rows = [(int((bits >> n & 1).argmax()), name, n) for n, name in enumerate(names) if (bits >> n & 1).any()]
    found = bits & -1 << len(names)
    for new, (_, _, old) in enumerate(sorted(rows)):
        found |= (bits >> old & 1) << new
    return found, [name for _, name, _ in sorted(rows)]
