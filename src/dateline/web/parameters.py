"""The query parameters of the API, turned into the filters of `dateline.pipeline.queries`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from math import isfinite
from typing import Annotated, Any, Final, get_args

from litestar import Request
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from dateline.model.errors import SettingError
from dateline.model.vocabulary import AssertionType, Certainty, Status
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.where import BETWEEN

_WINDOW: Final = frozenset({"limit", "after", "by", "ids", "day", "since", "until", "type_of", "find", "over"})
KNOWN: Final = frozenset(Filters.__struct_fields__) | _WINDOW
"""Query parameters of the routes that read."""

MOST_ROWS: Final = 500
"""The most rows that one reply carries."""

Limit = Annotated[int, QueryParameter(ge=1, le=MOST_ROWS, description="How many rows at most.")]
After = Annotated[str | None, QueryParameter(description="Go on after a page: the value of its `next`.")]
Words = Annotated[str | None, QueryParameter(description="Words to find in the title or text.")]
Ids = Annotated[str, QueryParameter(description="Report ids, joined by commas.")]
SomeIds = Annotated[str | None, QueryParameter(description="Ids, joined by commas; at most 500.")]
AsOf = Annotated[date | None, QueryParameter(description="Only what was known by this day.")]
Wanted = NamedDependency[Filters]
"""The filters of a request, as `filters` makes them."""
Id = Annotated[str, PathParameter(description="An id, as the lists give it.")]
Day = date | None


def _about(description: str) -> Any:
    """A described query parameter."""
    return QueryParameter(description=description)


def only(known: Collection[str]) -> Callable[[Request[Any, Any, Any]], None]:
    """A check that raises SettingError for a query parameter that does not exist: a misspelt filter must not widen the
    answer.
    """

    def refuse_unknown(request: Request[Any, Any, Any]) -> None:
        unknown = sorted(set(request.query_params) - set(known))
        if unknown:
            raise SettingError(
                f"no such query parameter: {', '.join(unknown)}",
                where=request.url.path,
                remedy=f"Known ones are {', '.join(sorted(known))}.",
            )

    return refuse_unknown


def filters(
    text: Annotated[str | None, _about("Words to find in the evidence and names.")] = None,
    kind: Annotated[AssertionType | None, _about("One kind of assertion.")] = None,
    type: Annotated[str | None, _about("A sub-event type, event type or interaction.")] = None,
    place: Annotated[str | None, _about("A place by any of its names.")] = None,
    actor: Annotated[str | None, _about("An actor by any of their names.")] = None,
    source: Annotated[str | None, _about("Who says it: the speaker, by any of their names.")] = None,
    report: Annotated[str | None, _about("A report id.")] = None,
    from_day: Annotated[Day, _about("Not over before this day.")] = None,
    to_day: Annotated[Day, _about("Not begun after this day.")] = None,
    as_of: Annotated[Day, _about("Only what was known by this day.")] = None,
    bbox: Annotated[str | None, _about("west,south,east,north in degrees.")] = None,
    admin1: Annotated[str | None, _about("A province by any of its names: a place of it lies there.")] = None,
    country: Annotated[str | None, _about("A country by its ISO 3166 alpha-3 code: a place of it lies there.")] = None,
    side: Annotated[str | None, _about("The country of an actor, by its ISO 3166 alpha-3 code.")] = None,
    measure: Annotated[str | None, _about("What is counted: killed, injured, displaced ...")] = None,
    certainty: Annotated[str | None, _about("How sure the words are: certain, probable, possible.")] = None,
    status: Annotated[str | None, _about("Whether it is so: actual, planned, hypothetical.")] = None,
    disputed: Annotated[
        bool | None, _about("Whether somebody's word stands against it; of incidents, whether claimants disagree.")
    ] = None,
    reviewed: Annotated[bool | None, _about("Whether a person judged it; of incidents, any of their accounts.")] = None,
    known_from: Annotated[Day, _about("Known on this day or later; of incidents, first known.")] = None,
    known_to: Annotated[Day, _about("Known on this day or earlier; of incidents, first known.")] = None,
) -> Filters:
    """The filters of one request. Those that ask for a name or value take several, with a bar between."""
    return Filters(
        text=text or None,
        kind=kind,
        type=type or None,
        place=place or None,
        actor=actor or None,
        source=source or None,
        report=report or None,
        from_day=from_day,
        to_day=to_day,
        as_of=as_of,
        bbox=_box(bbox) if bbox else None,
        admin1=admin1 or None,
        country=country or None,
        side=side or None,
        measure=measure or None,
        certainty=_among("certainty", certainty, get_args(Certainty)),
        status=_among("status", status, get_args(Status)),
        disputed=disputed,
        reviewed=reviewed,
        known_from=known_from,
        known_to=known_to,
    )


def _among(name: str, given: str | None, known: Collection[str]) -> str | None:
    """What was given, if each of its values is known. Raises SettingError otherwise."""
    unknown = [each for each in (given or "").split(BETWEEN) if each and each not in known]
    if unknown:
        raise SettingError(
            f"{name} {unknown[0]!r} does not exist", where=name, remedy=f"Give {', '.join(sorted(known))}."
        )
    return given or None


def _box(given: str) -> tuple[float, float, float, float]:
    """Four numbers out of "west,south,east,north". Raises SettingError for anything else."""
    try:
        numbers = [float(part) for part in given.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != 4 or not all(isfinite(number) for number in numbers):
        raise SettingError(
            f"{given!r} is not a box",
            where="bbox",
            remedy="Give west,south,east,north in degrees: 22,44,41,53.",
        )
    west, south, east, north = numbers
    return west, south, east, north


def some_ids(given: str) -> list[str]:
    """Ids out of "r_1,r_2", sorted. Raises SettingError for more than MOST_ROWS."""
    return sorted(listed_ids(given))


def listed_ids(given: str) -> list[str]:
    """Ids out of "i_2,i_1", each once, in their order. Errors as in `some_ids`."""
    ids = [each for each in dict.fromkeys(part.strip() for part in given.split(",")) if each]
    if len(ids) > MOST_ROWS:
        raise SettingError(f"{len(ids)} ids were given", where="ids", remedy=f"Give at most {MOST_ROWS}.")
    return ids
