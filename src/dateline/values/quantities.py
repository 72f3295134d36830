"""Numbers as news gives them: exact, at least, up to, dozens, between."""

from __future__ import annotations

import msgspec


class Quantity(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """low: "at least N". high: "up to N". best: a plain or "about" number. A range has low and high.

    qualifier: the words that bend the number ("at least", "nearly", "dozens"), as written and lower-cased, or None.
    All None with a qualifier: "several", "many", "a number of", which give no number.
    """

    low: int | None = None
    best: int | None = None
    high: int | None = None
    qualifier: str | None = None
