"""What filters leave of a record: each filter is a mask over its assertions, all of them together what passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import reduce
from typing import Final

import numpy as np

from dateline.model.errors import SettingError
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.columns import Columns, Mask, asked, columns, having, pins
from dateline.store.search import match_pieces, name_numbers
from dateline.store.words import finding

NAMED: Final = ("place", "actor", "source", "admin1", "country", "side", "measure", "certainty", "status", "kind")
"""Filters that ask for a name of the slot that is called the same."""
TYPES: Final = ("type", "sub", "interaction")
"""Slots of what `type` asks for."""
WHOLE: Final = ("disputed", "reviewed", "known")
"""Filters that are of an incident as a whole where incidents are asked for."""

BETWEEN: Final = "|"
"""Stands between several values of one filter, any of which will do."""

_STOOD: Final = "stood"
_DISPUTED: Final = "SELECT seq FROM current_assertions WHERE disputed_by <> '[]'"
_REVIEWED: Final = (
    "SELECT c.seq FROM reviewed r JOIN current_assertions c USING (assertion_id) WHERE r.judgement_id IS NOT NULL"
)


def masks(record: Record, filters: Filters) -> dict[str, Mask]:
    """By filter that is given (`from_day` and `to_day` are one, `day`; `known_from` and `known_to`, `known`): what it
    lets through. `stood`: what counts at all, by the day `as_of`; it is there where not everything does.

    As of a past day `disputed` is not among them: what disputed what must be worked out (`Past`).
    Raises SettingError for a text without a word, a range that ends before it begins, or a box that is none.
    """
    found = columns(record)
    return {name: mask for name, mask in _each(record, found, filters) if mask is not None}


def together(found: Columns, parts: Mapping[str, Mask], leaving: Iterable[str] = ()) -> Mask:
    """What all of these let through but those that are left out."""
    left = set(leaving)
    those = [mask for name, mask in parts.items() if name not in left]
    return reduce(np.logical_and, those) if those else found.every()


def reviewed_of(record: Record) -> Mask:
    """Assertions that a person judged."""
    return columns(record).only(asked(record, _REVIEWED))


def disputed_of(record: Record) -> Mask:
    """Assertions that another's word stands against, as things stand."""
    return columns(record).only(asked(record, _DISPUTED))


def known_between(filters: Filters) -> tuple[int, int] | None:
    """The first and last day (as ordinals) that `known_from` and `known_to` leave; None where neither is given."""
    first, last = filters.known_from, filters.known_to
    _check_days(first, last, "known days")
    if first is None and last is None:
        return None
    return (first or date.min).toordinal(), (last or date.max).toordinal()


def is_plain(filters: Filters) -> bool:
    """Whether nothing but `as_of` is asked for."""
    return filters == Filters(as_of=filters.as_of)


def _each(record: Record, found: Columns, filters: Filters) -> Iterator[tuple[str, Mask | None]]:
    yield _STOOD, _stood(record, found, filters.as_of)
    for slot in NAMED:
        name = getattr(filters, slot)
        if name:
            yield slot, found.only(having(record, _numbers(record, (slot,), name)))
    if filters.type:
        yield "type", found.only(having(record, _numbers(record, TYPES, filters.type)))
    if filters.report:
        sql = "SELECT seq FROM current_assertions WHERE report_id = ?"
        yield "report", found.only(asked(record, sql, (filters.report,)))
    yield "day", _days(found, filters.from_day, filters.to_day)
    known = known_between(filters)
    if known:
        yield "known", (found.days["known"] >= known[0]) & (found.days["known"] <= known[1])
    yield "text", _words(record, filters.text)
    yield "bbox", _box(record, found, filters.bbox)
    if filters.reviewed is not None:
        yield "reviewed", _either(found, reviewed_of(record), filters.reviewed)
    if filters.disputed is not None:
        yield "disputed", _either(found, disputed_of(record), filters.disputed)


def _numbers(record: Record, slots: Iterable[str], given: str) -> list[int]:
    """Numbers of the names that one of several values, with bars between, asks for in these slots."""
    values = [each for each in given.split(BETWEEN) if each.strip()]
    return sorted({n for value in values for slot in slots for n in name_numbers(record, slot, value)})


def _stood(record: Record, found: Columns, as_of: date | None) -> Mask | None:
    """What was known by the day, less what reports said that were withdrawn by then; None where that is all."""
    sql = "SELECT seq FROM current_assertions WHERE report_id IN (SELECT report_id FROM withdrawn{})"
    gone = (
        asked(record, sql.format(" WHERE withdrawn_on <= ?"), (as_of.isoformat(),))
        if as_of
        else asked(record, sql.format(""))
    )
    late = as_of is not None and found.size > 1 and int(found.days["known"][-1]) > as_of.toordinal()
    if not late and not len(gone):
        return None
    standing = found.every()
    if as_of is not None:
        standing &= found.days["known"] <= as_of.toordinal()
    standing[gone] = False
    return standing


def _either(found: Columns, mask: Mask, wanted: bool) -> Mask:
    return mask if wanted else found.every() & ~mask


def _check_days(first: date | None, last: date | None, which: str) -> None:
    if first and last and last < first:
        raise SettingError(
            f"the {which} run from {first} to {last}, backwards",
            remedy="Give the earlier day as from, the later as to.",
        )


def _days(found: Columns, first: date | None, last: date | None) -> Mask | None:
    _check_days(first, last, "days")
    if first is None and last is None:
        return None
    passing = found.every()
    if first:
        passing &= found.days["last"] >= first.toordinal()
    if last:
        passing &= found.days["first"] <= last.toordinal()
    return passing


def _words(record: Record, text: str | None) -> Mask | None:
    if not text:
        return None
    pieces = match_pieces(text)
    if not pieces:
        raise SettingError(f"no word to look for in {text!r}", remedy="Give at least one letter or digit.")
    return finding(record, pieces)


def _box(record: Record, found: Columns, bbox: tuple[float, float, float, float] | None) -> Mask | None:
    if bbox is None:
        return None
    west, south, east, north = bbox
    if south > north or max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 180:
        raise SettingError(
            f"the box {west},{south},{east},{north} is not on the map",
            remedy="Give west,south,east,north in degrees: longitudes -180 to 180, latitudes -90 to 90.",
        )
    where = pins(record)
    lat, lon = where["lat"], where["lon"]
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return found.only(where["seq"][(lat >= south) & (lat <= north) & across])
