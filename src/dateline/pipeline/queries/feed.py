"""All incidents at once, as columns of numbers: what the desk draws, counts and filters in the browser.

The layout is described in docs/web.md. A name stands once, in the header; rows have its number.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.queries.incident_rows import Row, Standing, rows, standing
from dateline.pipeline.views import Filters
from dateline.store import Record

MAGIC: Final = b"DLF1"
OPEN_START: Final = -(2**31)
OPEN_END: Final = 2**31 - 1
NO_PLACE: Final = 2**32 - 1
NONE: Final = 255
"""In a column of bytes: no such thing."""

_KEPT: Final = 8
_lock = threading.Lock()
_kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
_HARMED: Final = ("killed", "injured")
_WIDTH: Final = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i32": np.int32, "bytes8": np.uint8}


def feed(record: Record, filters: Filters) -> bytes:
    """Every incident of which an assertion passes the filters, in the order of lists, as docs/web.md lays it out. The
    last few are kept until the record changes. Errors as in `incidents`.
    """
    key = (str(record.path.absolute()), record.stamp, filters)
    with _lock:
        found = _kept.get(key)
    if found is None:
        with record.snapshot():
            found = _made(record, filters)
    with _lock:
        _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def _made(record: Record, filters: Filters) -> bytes:
    return packed(record, rows(record, filters), filters)


def packed(record: Record, found: Iterable[Row], filters: Filters) -> bytes:
    """These incidents as a feed, which says that they are those of the filters."""
    known = record.row("SELECT min(known_from), max(known_from) FROM reports") or (None, None)
    columns = _Columns(standing(record))
    for row in found:
        columns.add(row)
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
        if thing not in self.met and most is not None and len(self.met) >= most:
            return most
        return self.met.setdefault(thing, len(self.met))


class _Place(NamedTuple):
    id: str | None
    name: str
    lat: float | None
    lon: float | None
    level: str | None
    km: float | None
    admin1: str | None
    country: str | None


class _Columns:
    """Grows by a row an incident."""

    def __init__(self, accounts: dict[str, Standing]) -> None:
        self._accounts = accounts
        self._ids: list[str] = []
        self._values: dict[str, tuple[str, list[int]]] = {name: (kind, []) for name, kind in _KINDS.items()}
        self._lists = {"actors": _Lists(), "sources": _Lists()}
        self._numbered = {
            name: _Numbered() for name in ("types", "places", "actors", "sources", "sides", "measures", "grades")
        }

    def add(self, row: Row) -> None:
        """One incident."""
        self._ids.append(row.incident_id)
        for name, value in self._plain(row):
            self._values[name][1].append(value)
        people = [actor for actor in (row.actor1, row.actor2) if actor is not None]
        self._lists["actors"].add(self._number("actors", (a.entity_id, a.name)) for a in people)
        named = {voice.name for voice in row.voices} | {b.publisher for v in row.voices for b in v.reports}
        self._lists["sources"].add(self._number("sources", name) for name in sorted(n for n in named if n))

    def _number(self, table: str, thing: Any, most: int | None = None) -> int:
        return self._numbered[table].number(thing, most)

    def _plain(self, row: Row) -> Iterator[tuple[str, int]]:
        yield "type", self._number("types", (row.event_type, row.sub_event_type, row.interaction), 2**16 - 1)
        yield from self._where(row)
        yield from _when(row)
        for measure in _HARMED:
            for end, value in zip(("low", "best", "high"), row.toll(measure), strict=True):
                yield f"{measure}_{end}", -1 if value is None else min(value, OPEN_END)
        told = {key.split(":")[0].split(" per ")[0] for key in row.tolls}
        numbers = (self._number("measures", measure, 31) for measure in sorted(told))
        yield "measures", sum({1 << number for number in numbers})
        yield from self._how_sure(row)
        yield "voices", min(row.independent_sources, 2**16 - 1)
        yield "reports", min(len(row.reports), 2**16 - 1)
        yield "accounts", min(len(row.assertion_ids), 2**16 - 1)
        grade = row.grade.given or row.grade.suggested if row.grade else None
        yield "grade", self._number("grades", grade, NONE) if grade else NONE
        for name, actor in (("side1", row.actor1), ("side2", row.actor2)):
            yield name, self._number("sides", actor.country, NONE) if actor and actor.country else NONE

    def _where(self, row: Row) -> Iterator[tuple[str, int]]:
        p = row.place
        if p is None:
            yield from (("place", NO_PLACE), ("place_flags", 8))
            return
        place = _Place(
            p.place_id or p.entity_id, p.name or p.as_written, p.lat, p.lon, p.level, p.km, p.admin1, p.country
        )
        coarse = p.level in ("region", "country")
        yield "place", self._number("places", place)
        yield "place_flags", (p.relation == "near") | coarse << 1 | (p.place_id is None) << 2 | (p.lat is None) << 3

    def _how_sure(self, row: Row) -> Iterator[tuple[str, int]]:
        stand = [self._accounts[each] for each in row.assertion_ids if each in self._accounts]
        yield "certainty", min((each.certainty for each in stand), default=0)
        yield "status", min((each.status for each in stand), default=0)
        denied = any(each.about == "whether it happened" for each in row.disagreements)
        harmed = any(g.scheme == "airwars" and (g.given or g.suggested) for g in row.grades)
        reviewed, corrected = any(e.reviewed for e in stand), any(e.corrected for e in stand)
        yield "flags", bool(row.disagreements) | denied << 1 | reviewed << 2 | harmed << 3 | corrected << 4

    def packed(self, header: dict[str, Any]) -> bytes:
        """The bytes of the feed. header: what it says beside the columns and tables."""
        arrays = [("id", "bytes8", np.frombuffer(bytes.fromhex("".join(i[2:] for i in self._ids)), np.uint8))]
        for name, (kind, values) in self._values.items():
            arrays.append((name, kind, np.array(values, _WIDTH[kind])))
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
        tables["places"] = [place._asdict() for place in tables["places"]]
        tables["actors"] = [{"id": key, "name": name} for key, name in tables["actors"]]
        head = {"count": len(self._ids), "day0": _DAY0.isoformat(), **header, "columns": columns, **tables}
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


_TYPE: Final = ("event_type", "sub_event_type", "interaction")
_DAY0: Final = date(1970, 1, 1)


def _day(day: date | str | None, open_end: int) -> int:
    if day is None:
        return open_end
    return ((date.fromisoformat(day[:10]) if isinstance(day, str) else day) - _DAY0).days


def _when(row: Row) -> Iterator[tuple[str, int]]:
    when = row.date
    yield "day_from", _day(when.earliest if when else None, OPEN_START)
    yield "day_to", _day(when.latest if when else None, OPEN_END)
    yield "first_known", _day(row.first_known, OPEN_START)
    yield "last_known", _day(row.last_known, OPEN_END)
    yield "date_basis", 2 if when is None else int(when.basis == "publication")


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
