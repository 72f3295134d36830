"""Words made comparable."""

from __future__ import annotations

from functools import lru_cache

from dateline.values import names

_EMPTY_TEXT = (
    "a an the of in on at to for by with from and or as that this its their his her it they he she who which was were"
    " is are be been had has have said says not no more than least over some about one two into after near"
)
_EMPTY_WORDS = frozenset(_EMPTY_TEXT.split())
"""Words that two sentences share without telling of one act."""


_EVERYBODY_TEXT = "people person persons dead deaths bodies body lives victims fatalities casualties others"
_EVERYBODY = frozenset(_EVERYBODY_TEXT.split())
"""Groups that mean all who were counted; any other group ("children", "soldiers") keeps positions of its own."""


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """`values.names.fold`, remembered: the same names and sentences come up again and again."""
    return names.fold(text)


def stems(text: str) -> frozenset[str]:
    """The telling words of a text, folded, without a plural's s and without empty words."""
    words = (w for w in fold(text).split() if w not in _EMPTY_WORDS)
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words)


def group_of(counted: str | None) -> str:
    """The folded group that a toll counts; "" for words that mean all who were counted."""
    group = fold(counted or "")
    return "" if group in _EVERYBODY else group
