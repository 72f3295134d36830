"""Days and ranges of days with the precision that the words allow."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

Precision = Literal["hour", "day", "week", "month", "quarter", "year", "decade"]


class DateRange(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """The earliest and latest day that an expression allows, both inclusive, and how fine the expression is.

    earliest or latest is None where the words leave that side open ("since 2014" read long after, "until Monday").
    """

    earliest: date | None
    latest: date | None
    precision: Precision
