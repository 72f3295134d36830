"""A name taken apart: a person's family and given name, or the telling words of a body's name.

One mechanism for telling claimants of an incident apart and for telling entities apart across reports.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from dateline.merge.words import fold
from dateline.reference.actors import country_words
from dateline.reference.titles import source_categories
from dateline.values.names import slavic_key

_EMPTY: Final = frozenset(
    ("a", "an", "and", "agency", "her", "his", "its", "news", "of", "one", "our", "some", "the", "their")
)
_SPELLED: Final = {"defense": "defence", "center": "centre"}
_NAMELESS: Final = frozenset({"witness", "anonymous", "civilian"})
_JOINING: Final = frozenset(("of", "for", "in", "on", "and", "against", "at", "the"))
_AFTER_HEAD: Final = re.compile(r"\s+(?:of|for|from|in|on|at|with|to|near|who|whom)\s+")
_NAME_END: Final = re.compile(r"((?:[A-Z][\w’'.-]+\s+)+[A-Z][\w’'-]+)$")


class Parts(msgspec.Struct, frozen=True, gc=False):
    """A name taken apart. shown: without office. words: the telling ones, folded; last, first: of a person's name, as
    `slavic_key`.
    """

    shown: str

    words: str
    last: str
    first: str
    country: str
    named: bool


@lru_cache(maxsize=1 << 14)
def parts_of(name: str, country: str | None) -> Parts:
    """The parts of a name; words for its own `country` tell nothing."""
    shown = name.split(",")[0]
    written = re.sub(r"[’']s?(?=\s|$)", "", shown)
    kept = [w for w in written.split() if not (country and w in country_words())]
    folded = [_SPELLED.get(w, w) for w in fold(" ".join(kept)).split() if w not in _EMPTY]
    person = _NAME_END.search(" ".join(kept))
    if person is not None and not _JOINING.isdisjoint(kept[: len(kept) - len(person[1].split())][-1:]):
        person = None  # "the Observatory for Human Rights"
    inside = fold(person[1]).split() if person else folded if shown[:1].isupper() else []
    if not inside or inside[-1] in source_categories():
        return Parts(shown, " ".join(sorted(folded)), "", "", country or "", _is_named(shown, folded, country))
    first = slavic_key(inside[0]) if len(inside) > 1 else ""
    return Parts(person[1] if person else shown, " ".join(inside), slavic_key(inside[-1]), first, country or "", True)


def _is_named(name: str, folded: Sequence[str], country: str | None) -> bool:
    """Whether a description can only be one in its place: "the mayor", "the emergency service"; not "officials"."""
    head, plural = head_of(name), is_plural(name)
    words = [w for w in name.split() if w[:1].isupper() and w not in country_words()]
    if words and not plural:
        return True
    lone = source_categories().get(head) in _NAMELESS or head in (
        "official",
        "spokesman",
        "reporter",
        "report",
        "soldier",
        "officer",
    )
    return bool(folded or country) and not plural and not lone


def head_of(description: str) -> str:
    """The noun of "officials in the region"."""
    words = fold(_AFTER_HEAD.split(description)[0]).split()
    return words[-1] if words else ""


def is_plural(description: str) -> bool:
    """Whether the description is of several ("officials in the region")."""
    head = head_of(description)
    return head.endswith("s") and not head.endswith(("ss", "headquarters", "forces", "services", "nations"))
