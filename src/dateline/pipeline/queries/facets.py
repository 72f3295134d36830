"""What each filter could be set to, and how much that would leave."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
import numpy as np

from dateline.model.errors import SettingError
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.passing import Parts, parts_of
from dateline.pipeline.queries.tallies import most_met
from dateline.pipeline.queries.where import WHOLE, disputed_of, reviewed_of, together
from dateline.pipeline.queries.whole import Whole, whole_of
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.columns import Mask, columns
from dateline.store.kept import Kept

Over = Literal["claims", "incidents"]

SLOTS: Final = (
    "kind", "type", "sub", "interaction", "place", "admin1", "country", "actor", "source", "side", "measure",
    "certainty", "status",
)  # fmt: skip
"""What is counted by value."""

_OWN: Final = {"sub": "type", "interaction": "type"}
"""Of slots that are not called like the filter that asks for them: that filter."""

_kept: Final = Kept["Facets"](64)


class Counted(msgspec.Struct, frozen=True):
    """A value that a filter can be set to, and how many would pass."""

    value: str
    count: int


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """The values of each filter with how many pass all other filters and have it: the 50 most frequent, most first.

    total: how many pass all filters. disputed, unreviewed: how many pass all filters but that one and are. sub: finer
    types; they and interactions are asked for by `type`, too. place, actor, source: by the name that it goes by.
    """

    total: int
    kind: tuple[Counted, ...]
    type: tuple[Counted, ...]
    sub: tuple[Counted, ...]
    interaction: tuple[Counted, ...]
    place: tuple[Counted, ...]
    admin1: tuple[Counted, ...]
    country: tuple[Counted, ...]
    actor: tuple[Counted, ...]
    source: tuple[Counted, ...]
    side: tuple[Counted, ...]
    measure: tuple[Counted, ...]
    certainty: tuple[Counted, ...]
    status: tuple[Counted, ...]
    disputed: int
    unreviewed: int


def facets(record: Record, filters: Filters, *, over: Over = "claims") -> Facets:
    """Counts beside filters, of assertions (`claims`) or of incidents with an account that passes.

    Errors as in `claims`; SettingError for something else to count.
    """
    if over not in ("claims", "incidents"):
        raise SettingError(f"facets over {over!r} were asked for", remedy="Ask for claims or incidents.")

    def made() -> Facets:
        with record.snapshot():
            return (_Claims if over == "claims" else _Incidents)(record, filters).all()

    return _kept.get(record, (over, filters), made)


class _Claims:
    """Counts of assertions."""

    def __init__(self, record: Record, filters: Filters) -> None:
        self._record, self._as_of = record, filters.as_of
        self._parts: Parts = parts_of(record, filters)

    def all(self) -> Facets:
        """Every facet."""
        return Facets(
            total=_count(self._passing(())),
            disputed=_count(self._disputed(self._passing(("disputed",)))),
            unreviewed=_count(self._passing(("reviewed",)) & ~reviewed_of(self._record)),
            **{slot: _counted(most_met(self._record, slot, self._passing((_OWN.get(slot, slot),)))) for slot in SLOTS},
        )

    def _passing(self, leaving: tuple[str, ...]) -> Mask:
        return together(columns(self._record), self._parts, leaving)

    def _disputed(self, passing: Mask) -> Mask:
        past = derived_as_of(self._record, self._as_of)
        return passing & disputed_of(self._record) if past is None else past.disputed(passing)


class _Incidents:
    """Counts of incidents."""

    def __init__(self, record: Record, filters: Filters) -> None:
        self._record = record
        self._parts: Parts = parts_of(record, msgspec.structs.replace(filters, disputed=None))
        self._whole = whole_of(filters)
        past = derived_as_of(record, filters.as_of)
        self._grouping = columns(record).grouping() if past is None else past.grouping()
        self._reviewed = self._grouping.having(reviewed_of(record))

    def all(self) -> Facets:
        """Every facet."""
        every = self._lets(self._whole)
        own = {slot: self._passing((_OWN.get(slot, slot),)) for slot in SLOTS}
        return Facets(
            total=self._number(self._whole),
            disputed=self._number(self._whole._replace(disputed=True)),
            unreviewed=self._number(self._whole._replace(reviewed=False)),
            **{slot: _counted(most_met(self._record, slot, own[slot], (self._grouping.at, every))) for slot in SLOTS},
        )

    def _number(self, whole: Whole) -> int:
        return _count(self._grouping.having(self._passing(())) & self._lets(whole))

    def _passing(self, leaving: tuple[str, ...]) -> Mask:
        return together(columns(self._record), self._parts, (*leaving, *WHOLE))

    def _lets(self, whole: Whole) -> Mask:
        """The incidents that are as `whole` wants them."""
        wanted = np.ones(len(self._grouping.first_known), np.bool_)
        if whole.disputed is not None:
            wanted &= self._grouping.disputed() == whole.disputed
        if whole.reviewed is not None:
            wanted &= self._reviewed == whole.reviewed
        if whole.known is not None:
            first = self._grouping.first_known
            wanted &= (first >= whole.known[0]) & (first <= whole.known[1])
        return wanted


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))


def _counted(counts: dict[str, int]) -> tuple[Counted, ...]:
    return tuple(Counted(value, count) for value, count in counts.items())
