"""What a reviewer may send, and how large it may be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

import msgspec

from dateline.model.errors import SettingError

LONGEST_ID: Final = 100
LONGEST_NOTE: Final = 4_000
LONGEST_TEXT: Final = 10_000
"""Of any one text in an assertion, in characters."""
DEEPEST: Final = 12
LARGEST: Final = 10**9
"""Of any number in an assertion: SQLite's and JavaScript's end not far beyond."""

GivenId = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_ID)]
Note = Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)]


class Reviewed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word on one assertion. `right`, `wrong`: assertion_id; `corrected`: assertion_id and the whole assertion that
    comes in its place; `missed`: report_id and the whole assertion.
    """

    verdict: Literal["right", "wrong", "corrected", "missed"]
    assertion_id: GivenId | None = None
    report_id: GivenId | None = None
    assertion: dict[str, Any] | None = None
    note: Note | None = None


class Paired(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word on two accounts, two incidents or two names."""

    verdict: Literal["same", "different"]
    left: GivenId
    right: GivenId
    note: Note | None = None


def bounded(assertion: dict[str, Any]) -> dict[str, Any]:
    """The assertion. Raises SettingError for a text, number or nesting beyond what any has."""
    for where, what in _beyond(assertion, "assertion", 0):
        raise SettingError(what, where=where, remedy="docs/record.schema.json has the fields of an assertion.")
    return assertion


def _beyond(value: Any, where: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > DEEPEST:
        yield where, f"nested more than {DEEPEST} deep"
    elif isinstance(value, str) and len(value) > LONGEST_TEXT:
        yield where, f"a text of {len(value):,} characters, at most {LONGEST_TEXT:,} are taken"
    elif isinstance(value, int | float) and abs(value) > LARGEST:
        yield where, f"a number beyond {LARGEST:,}"
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _beyond(key, f"{where}.{key[:LONGEST_ID]}", depth + 1)
            yield from _beyond(each, f"{where}.{key[:LONGEST_ID]}", depth + 1)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _beyond(each, f"{where}[{number}]", depth + 1)
