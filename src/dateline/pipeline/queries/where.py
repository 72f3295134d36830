"""Filters as SQL over `current_assertions c`."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model.errors import SettingError
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.search import match_query, name_numbers

_NONE = "0"
_TYPE_COLUMNS = ("event_type", "sub_event_type", "interaction")


class Condition:
    """The conditions that filters put on a row, with their parameters."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.parameters: list[Any] = []

    def add(self, sql: str, *parameters: Any) -> None:
        """Adds one more condition that must hold."""
        self.parts.append(f"({sql})")
        self.parameters += parameters

    @property
    def sql(self) -> str:
        """All conditions as one SQL expression."""
        return " AND ".join(self.parts) or "1"


def condition(record: Record, filters: Filters) -> Condition:
    """The condition on `current_assertions c` that these filters make.

    Raises SettingError for a text without a word, a range that ends before it begins, or a box that is none.
    """
    found = Condition()
    if filters.kind:
        found.add("c.type = ?", filters.kind)
    if filters.report:
        found.add("c.report_id = ?", filters.report)
    if filters.as_of:
        found.add("c.known_from <= ?", filters.as_of.isoformat())
    if record.value("SELECT 1 FROM withdrawn LIMIT 1"):  # as a rule there are none, and every list is spared the search
        found.add(standing(filters.as_of))
    if filters.type:
        wanted = " ".join(filters.type.split())
        found.add(" OR ".join(f"c.{column} = ?" for column in _TYPE_COLUMNS), *[wanted] * len(_TYPE_COLUMNS))
    for slot in ("place", "actor", "source"):
        name = getattr(filters, slot)
        if name:
            _named(found, name_numbers(record, slot, name))
    _days(found, filters)
    _words(found, filters.text)
    _box(found, filters.bbox)
    return found


def standing(as_of: date | None = None) -> str:
    """The condition that the report of a row `c` is not withdrawn, or was not yet on the day `as_of`."""
    until = f" WHERE withdrawn_on <= '{as_of.isoformat()}'" if as_of else ""
    return f"c.report_id NOT IN (SELECT report_id FROM withdrawn{until})"


def _named(found: Condition, numbers: list[int]) -> None:
    if not numbers:
        found.add(_NONE)
        return
    marks = ",".join("?" * len(numbers))
    found.add(f"c.seq IN (SELECT seq FROM named WHERE name IN ({marks}))", *numbers)


def _days(found: Condition, filters: Filters) -> None:
    first, last = filters.from_day, filters.to_day
    if first and last and last < first:
        raise SettingError(
            f"the days run from {first} to {last}, backwards", remedy="Give the earlier day as from, the later as to."
        )
    if first:
        found.add("c.day_to >= ?", first.isoformat())
    if last:
        found.add("c.day_from <= ?", last.isoformat())


def _words(found: Condition, text: str | None) -> None:
    if not text:
        return
    query = match_query(text)
    if not query:
        raise SettingError(f"no word to look for in {text!r}", remedy="Give at least one letter or digit.")
    found.add("c.seq IN (SELECT rowid FROM assertion_words WHERE assertion_words MATCH ?)", query)


def _box(found: Condition, bbox: tuple[float, float, float, float] | None) -> None:
    if bbox is None:
        return
    west, south, east, north = bbox
    if south > north or max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 180:
        raise SettingError(
            f"the box {west},{south},{east},{north} is not on the map",
            remedy="Give west,south,east,north in degrees: longitudes -180 to 180, latitudes -90 to 90.",
        )
    # The R*Tree keeps 32-bit numbers, so it may let in a little too much: the pin's own numbers decide.
    near = "SELECT p.seq FROM pin_index i JOIN pins p USING (pin) WHERE i.north >= ? AND i.south <= ?"
    exact = "p.lat BETWEEN ? AND ?"
    if west <= east:
        sql = f"{near} AND i.east >= ? AND i.west <= ? AND {exact} AND p.lon BETWEEN ? AND ?"
        found.add(f"c.seq IN ({sql})", south, north, west, east, south, north, west, east)
    else:
        sql = f"{near} AND (i.east >= ? OR i.west <= ?) AND {exact} AND (p.lon >= ? OR p.lon <= ?)"
        found.add(f"c.seq IN ({sql})", south, north, west, east, south, north, west, east)
