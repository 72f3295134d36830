"""The contract of a stage's parts: what an extractor is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.document import Doc


class Extractor(msgspec.Struct, frozen=True, kw_only=True):
    """One family of assertions, found by one file.

    by, name and version go into `made_by` of every assertion. by: whether rules or a learned reader find it; one that
    has both says which it was in each assertion. types lists the sub-event types and interactions that it can give, so
    that the codebook and the tests know them.
    """

    name: str
    version: int
    types: tuple[str, ...]
    by: Literal["rules", "learned"] = "rules"
    extract: Callable[[Doc], Iterator[Assertion]]

    @property
    def made_by(self) -> str:
        """What goes into `Assertion.made_by`."""
        return f"{self.by}/{self.name}/{self.version}"
