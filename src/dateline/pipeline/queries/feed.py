"""All incidents at once, as columns of numbers: what the desk draws, counts and filters in the browser.

The layout is described in docs/web.md. A name stands once, in the header; rows have its number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.queries.incident_rows import Drawn, drawn
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.kept import Kept
from dateline.store.map_rows import DAY0, NUMBERS, MapRow

MAGIC: Final = b"DLF1"
NO_PLACE: Final = 2**32 - 1
NONE: Final = 255
"""In a column of bytes: no such thing."""

_kept: Final = Kept[bytes](8)
_WIDTH: Final = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i32": np.int32, "bytes8": np.uint8}


def feed(record: Record, filters: Filters) -> bytes:
    """Every incident of which an assertion passes the filters, in the order of lists, as docs/web.md lays it out. The
    last few are kept until the record changes. Errors as in `incidents`.
    """

    def made() -> bytes:
        with record.snapshot():
            return _made(record, filters)

    return _kept.get(record, filters, made)


def _made(record: Record, filters: Filters) -> bytes:
    return packed(record, drawn(record, filters), filters)


def packed(record: Record, found: Iterable[Drawn], filters: Filters) -> bytes:
    """These incidents as a feed, which says that they are those of the filters."""
    known = record.row("SELECT min(known_from), max(known_from) FROM reports") or (None, None)
    columns = _Columns()
    for each in found:
        columns.add(each)
    header = {
        "as_of": filters.as_of.isoformat() if filters.as_of else None,
        "known": {"first": known[0] and known[0][:10], "last": known[1] and known[1][:10]},
    }
    return columns.packed(header)


class _Numbered:
    """Things in the order in which they were met, each with its number."""

    def __init__(self) -> None:
        self.met: dict[Any, int] = {}

    def number(self, thing: Any, most: int | None = None) -> int:
        """The number of the thing. most: of a column too narrow for more; what comes then has none."""
        found = self.met.get(thing)
        if found is None:
            found = most if most is not None and len(self.met) >= most else self.met.setdefault(thing, len(self.met))
        return found


class _Columns:
    """Grows by a row an incident."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._numbers: list[tuple[int, ...]] = []
        self._lists = {"actors": _Lists(), "sources": _Lists()}
        self._numbered = {
            name: _Numbered() for name in ("types", "places", "actors", "sources", "sides", "measures", "grades")
        }

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

    def packed(self, header: dict[str, Any]) -> bytes:
        """The bytes of the feed. header: what it says beside the columns and tables."""
        table = np.array(self._numbers, np.int64).reshape(len(self._numbers), len(_ALL))
        values = dict(zip(_ALL, table.T, strict=True))
        values["flags"] = values["flags"] | values["judged"]
        arrays = [("id", "bytes8", np.frombuffer(bytes.fromhex("".join(i[2:] for i in self._ids)), np.uint8))]
        arrays += [(name, kind, values[name].astype(_WIDTH[kind])) for name, kind in _KINDS.items()]
        for name, lists in self._lists.items():
            arrays += [
                (f"{name}_at", "u32", np.array(lists.at, np.uint32)),
                (name, "u32", np.array(lists.all, np.uint32)),
            ]
        laid, columns = _laid_out(arrays)
        tables = {name: list(numbered.met) for name, numbered in self._numbered.items()}
        tables["types"] = [
            dict(zip(("event_type", "sub_event_type", "interaction"), t, strict=True)) for t in tables["types"]
        ]
        tables["places"] = [msgspec.structs.asdict(place) for place in tables["places"]]
        tables["actors"] = [{"id": key, "name": name} for key, name in tables["actors"]]
        head = {"count": len(self._ids), "day0": DAY0.isoformat(), **header, "columns": columns, **tables}
        said = msgspec.json.encode(head)
        said += b" " * (-(8 + len(said)) % 8)
        return MAGIC + len(said).to_bytes(4, "little") + said + laid


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


_KINDS: Final = {
    "type": "u16", "place": "u32", "place_flags": "u8", "day_from": "i32", "day_to": "i32", "first_known": "i32",
    "last_known": "i32", "date_basis": "u8", "killed_low": "i32", "killed_best": "i32", "killed_high": "i32",
    "injured_low": "i32", "injured_best": "i32", "injured_high": "i32", "measures": "u32", "certainty": "u8",
    "status": "u8", "flags": "u16", "voices": "u16", "reports": "u16", "accounts": "u16", "grade": "u8", "side1": "u8",
    "side2": "u8",
}  # fmt: skip
_ALL: Final = (*NUMBERS, "certainty", "status", "judged", "type", "place", "measures", "grade", "side1", "side2")
"""What `_Columns` gathers of a row: its own numbers, how its accounts stand, numbers in tables."""
