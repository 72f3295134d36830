"""Who is said to hold each place on a day: one row a place that has a position, for a map."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from dateline.model.control import ControlHistory, ControlSpan, PlaceState, Standing
from dateline.pipeline.queries.control_history import control_histories
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.kept import Kept

_kept: Final = Kept[tuple["HeldPlace", ...]](16)


class HeldPlace(msgspec.Struct, frozen=True, kw_only=True):
    """The consensus line of one place on a day (`model.control.ControlSpan`), in short.

    holder, side: null where nobody is settled on; holders: all who are said to have it, where claims rival. disputed:
    somebody's word stands against it. claims: how many claims to the place the record has. since: the first day of this
    state; known_from: the day from which it could be known.
    """

    key: str
    name: str
    lat: float
    lon: float
    km: float | None
    level: str | None
    country: str | None
    state: PlaceState
    standing: Standing
    holder: str | None
    side: str | None
    holders: tuple[str, ...]
    disputed: bool
    claims: int
    since: date
    known_from: str


def control_map(record: Record, filters: Filters, *, day: date | None = None) -> tuple[HeldPlace, ...]:
    """Each place with a position of which a claim passes the filters and of which something is said on the day; the
    last day that anybody speaks of if None. Places by name. Errors as in `control_histories`.
    """

    def made() -> tuple[HeldPlace, ...]:
        found = control_histories(record, filters, day=day)
        return tuple(held(history, history.now) for history in found if history.now is not None and _placed(history))

    return _kept.get(record, (filters, day), made)


def _placed(history: ControlHistory) -> bool:
    return history.place.lat is not None and history.place.lon is not None


def held(history: ControlHistory, now: ControlSpan) -> HeldPlace:
    """What one stretch of the consensus line of a place with a position says, in short."""
    place, holder = history.place, now.holder or now.without or now.besieger
    assert place.lat is not None
    assert place.lon is not None
    return HeldPlace(
        key=history.key,
        name=place.name or place.as_written,
        lat=place.lat,
        lon=place.lon,
        km=place.km,
        level=place.level,
        country=place.country,
        state=now.state,
        standing=now.standing,
        holder=holder.name if holder else None,
        side=(holder.country or holder.entity_id) if holder else None,
        holders=tuple(each.name for each in now.holders),
        disputed=bool(now.against),
        claims=len(history.claims),
        since=now.since,
        known_from=now.known_from,
    )
