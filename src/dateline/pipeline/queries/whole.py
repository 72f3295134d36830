"""What is asked of an incident as a whole, and not of its accounts one by one."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from dateline.pipeline.queries.where import known_between, reviewed_of
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.columns import Columns, Mask


class Whole(NamedTuple):
    """What an incident as a whole must be; None where that does not matter. known: first and last day, as ordinals."""

    disputed: bool | None = None
    reviewed: bool | None = None
    known: tuple[int, int] | None = None

    def lets(self, found: Columns, record: Record) -> Mask:
        """By place in the list: which of the stored incidents are."""
        wanted = np.ones(len(found.order), np.bool_)
        if self.disputed is not None:
            wanted &= found.order["disputed"] == self.disputed
        if self.reviewed is not None:
            wanted &= found.incidents(reviewed_of(record)) == self.reviewed
        if self.known is not None:
            first = found.order["first_known"]
            wanted &= (first >= self.known[0]) & (first <= self.known[1])
        return wanted


ANY: Final = Whole()


def whole_of(filters: Filters) -> Whole:
    """What the filters want of an incident as a whole."""
    return Whole(filters.disputed, filters.reviewed, known_between(filters))
