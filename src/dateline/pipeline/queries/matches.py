"""Which incidents pass, as one bit for each row of the feed of the same day: 100,000 of them are some 16 kB."""

from __future__ import annotations

import base64
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.feed import ids_of
from dateline.pipeline.queries.feed_table import stamp_of
from dateline.pipeline.queries.passing import incidents_passing
from dateline.pipeline.views import Filters
from dateline.store import Record
from dateline.store.kept import Kept

_ids: Final = Kept[NDArray[np.uint64]](8)
"""By as-of day: all that stood then."""


class Matches(msgspec.Struct, frozen=True, kw_only=True):
    """Of the feed with this `stamp`, which is that of the same as-of day without other filters: the rows that pass.

    rows: base64 of their bits, row n being the bit n % 8, counted from the least, of byte n // 8. total: how many.
    """

    total: int
    stamp: str
    rows: str


def matches(record: Record, filters: Filters) -> Matches:
    """The incidents of which an assertion passes the filters, whatever their number. Errors as in `incidents`."""
    with record.snapshot():
        all = _ids.get(record, filters.as_of, lambda: ids_of(record, Filters(as_of=filters.as_of)))
        if derived_as_of(record, filters.as_of) is None:
            passing = incidents_passing(record, filters)
        else:
            passing = np.isin(all, ids_of(record, filters))
    bits = np.packbits(passing, bitorder="little").tobytes()
    return Matches(
        total=int(np.count_nonzero(passing)), stamp=stamp_of(all), rows=base64.b64encode(bits).decode("ascii")
    )
