"""Incidents as a map, a histogram and a feed need them: their numbers and names, without what everybody says.

Kept beside the whole incident, of which they are a twentieth: what draws all incidents reads these alone. The columns
are those of the feed, described in docs/web.md.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from dateline.model.assertion import ActorRef, PlaceRef, When
from dateline.model.incident import Incident

OPEN_START: Final = -(2**31)
OPEN_END: Final = 2**31 - 1
DAY0: Final = date(1970, 1, 1)
"""Days are counted from it."""

NUMBERS: Final = (
    "place_flags", "day_from", "day_to", "first_known", "last_known", "date_basis", "killed_low", "killed_best",
    "killed_high", "injured_low", "injured_best", "injured_high", "flags", "voices", "reports", "accounts",
)  # fmt: skip
"""What the numbers of a row are."""

DISPUTED: Final = 1
DENIED: Final = 2
REVIEWED: Final = 4
HARMED: Final = 8
CORRECTED: Final = 16
"""Bits of `flags`: disagreement; about whether it happened; a person judged an account; civilians are said to be
harmed; a person put an account right. Those of persons are not in a row: they change without it."""

_FLAGS: Final = NUMBERS.index("flags")
_MOST_U16: Final = 2**16 - 1


class MapPlace(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A place as the feed has it."""

    id: str | None
    name: str
    lat: float | None
    lon: float | None
    level: str | None
    km: float | None
    admin1: str | None
    country: str | None


class MapRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One incident. numbers: see NUMBERS; type: event type, finer type, interaction; precision: of the date, null
    without one; actors: (entity id, name); sides: their countries; sources: publishers and speakers, by name.
    """

    numbers: tuple[int, ...]
    type: tuple[str | None, str | None, str | None]
    place: MapPlace | None
    precision: str | None
    measures: tuple[str, ...]
    grade: str | None
    actors: tuple[tuple[str | None, str], ...]
    sides: tuple[str | None, str | None]
    sources: tuple[str, ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(MapRow)
decode = _decoder.decode
"""The row of its bytes."""


def is_disputed(row: MapRow) -> bool:
    """Whether claimants do not agree about it."""
    return bool(row.numbers[_FLAGS] & DISPUTED)


def packed(incident: Incident) -> bytes:
    """The row of an incident, as it is stored."""
    return _encoder.encode(row_of(incident))


def row_of(i: Incident) -> MapRow:
    """The row of an incident."""
    actors = [actor for actor in (i.actor1, i.actor2) if actor is not None]
    named = {voice.name for voice in i.voices} | {each.publisher for v in i.voices for each in v.reports}
    return MapRow(
        numbers=(
            _place_flags(i.place), *_days(i.date), day_number(i.first_known), day_number(i.last_known), _basis(i.date),
            *_harmed(i, "killed"), *_harmed(i, "injured"), _flags(i), min(i.independent_sources, _MOST_U16),
            min(len(i.reports), _MOST_U16), min(len(i.assertion_ids), _MOST_U16),
        ),
        type=(i.event_type, i.sub_event_type, i.interaction),
        place=_place(i.place) if i.place else None,
        precision=i.date.precision if i.date else None,
        measures=tuple(sorted({key.split(":")[0].split(" per ")[0] for key in i.tolls})),
        grade=(i.grade.given or i.grade.suggested) if i.grade else None,
        actors=tuple((actor.entity_id, actor.name) for actor in actors),
        sides=(_side(i.actor1), _side(i.actor2)),
        sources=tuple(sorted(name for name in named if name)),
    )  # fmt: skip


def day_number(day: date | str) -> int:
    """Days from DAY0."""
    return ((date.fromisoformat(day[:10]) if isinstance(day, str) else day) - DAY0).days


def _days(when: When | None) -> tuple[int, int]:
    first, last = (when.earliest, when.latest) if when else (None, None)
    return OPEN_START if first is None else day_number(first), OPEN_END if last is None else day_number(last)


def _basis(when: When | None) -> int:
    return 2 if when is None else int(when.basis == "publication")


def _place(p: PlaceRef) -> MapPlace:
    own = p.entity_id if isinstance(p.entity_id, str) else None
    return MapPlace(p.place_id or own, p.name or p.as_written, p.lat, p.lon, p.level, p.km, p.admin1, p.country)


def _place_flags(p: PlaceRef | None) -> int:
    if p is None:
        return 8
    coarse = p.level in ("region", "country")
    return (p.relation == "near") | coarse << 1 | (p.place_id is None) << 2 | (p.lat is None) << 3


def _harmed(i: Incident, measure: str) -> tuple[int, ...]:
    """low, best, high of all who were counted, or of the one group if only one was; -1 where nobody gives it."""
    found = [toll for key, toll in i.tolls.items() if key.split(":")[0] == measure]
    chosen = i.tolls.get(measure) or (found[0] if len(found) == 1 else None)
    numbers = (chosen.low, chosen.best, chosen.high) if chosen else (None, None, None)
    return tuple(-1 if each is None else min(each, OPEN_END) for each in numbers)


def _flags(i: Incident) -> int:
    denied = any(each.about == "whether it happened" for each in i.disagreements)
    harmed = any(grade.scheme == "airwars" and (grade.given or grade.suggested) for grade in i.grades)
    return DISPUTED * bool(i.disagreements) | DENIED * denied | HARMED * harmed


def _side(actor: ActorRef | None) -> str | None:
    return (actor.country or None) if actor else None
