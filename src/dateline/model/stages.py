"""The contract of a stage's parts: what an extractor is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.document import Doc


class Extractor(msgspec.Struct, frozen=True, kw_only=True):
    """One family of assertions, found by one file.

    name and version go into `made_by` of every assertion; types lists the sub-event types and interactions that it
    can give, so that the codebook and the tests know them.
    """

    name: str
    version: int
    types: tuple[str, ...]
    extract: Callable[[Doc], Iterator[Assertion]]

    @property
    def made_by(self) -> str:
        """What goes into `Assertion.made_by`."""
        return f"rules/{self.name}/{self.version}"
