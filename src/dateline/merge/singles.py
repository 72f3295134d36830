"""One person told of without a number: "a woman was killed", "Amber Reed died", "he was pronounced dead".

Such words count no group. Where nobody counts, and all of them can be of one person, they say that there was one;
beside a number they are of one of those counted, and no rival of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, TypeVar

import msgspec

from dateline.merge.account import Account
from dateline.merge.groups import Counted
from dateline.model.assertion import Toll

HARM: Final = frozenset({"killed", "injured", "casualties", "missing"})
_NUMBER: Final = re.compile(r"(?:one|1|(?:a|the) single|only one|just one|another)\b", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+$")
_HE: Final = frozenset({
    "man", "boy", "male", "husband", "father", "son", "brother", "uncle", "nephew", "grandfather", "grandson",
    "boyfriend", "he",
})  # fmt: skip
_SHE: Final = frozenset({
    "woman", "girl", "female", "wife", "mother", "daughter", "sister", "aunt", "niece", "grandmother", "granddaughter",
    "girlfriend", "she",
})  # fmt: skip


class Words(Protocol):
    """One telling of a toll (`positions.Said`)."""

    @property
    def member(self) -> Account:
        """The account that it stands in."""

    @property
    def as_written(self) -> str:
        """Its words."""


W = TypeVar("W", bound=Words)


def is_single(toll: Toll) -> bool:
    """Whether a toll is one person who is told of and not counted."""
    plain = toll.best == 1 and toll.low is None and toll.high is None and toll.per is None
    return plain and toll.measure in HARM and not _NUMBER.match(toll.as_written)


def with_singles(counts: Mapping[Counted, list[W]], singles: Mapping[Counted, list[W]]) -> dict[Counted, list[W]]:
    """The counts, with the singles put where they belong. Order does not matter: it is looked at what all say."""
    found = defaultdict(list, {key: list(said) for key, said in counts.items()})
    for measure in {key.measure for key in singles}:
        own = {key: said for key, said in singles.items() if key.measure == measure}
        nobody_counts = not any(key.measure == measure and not key.per for key in counts)
        one = nobody_counts and _can_be_one(said for those in own.values() for said in those)
        whole = any(key.measure == measure and not (key.of or key.per or key.country) for key in counts)
        for key, said in own.items():
            if one:
                found[Counted(measure, "", "", "", False)] += said
            elif key.of or not whole:
                found[key] += said
            else:
                found[msgspec.structs.replace(key, part=True)] += said
    return dict(found)


def _can_be_one(said: Iterable[Words]) -> bool:
    """Whether all can be of one person: no account names two, no two names or sexes differ."""
    accounts: defaultdict[str, set[str]] = defaultdict(set)
    surnames: set[str] = set()
    sexes: set[str] = set()
    for each in said:
        accounts[each.member.id].add(each.as_written)
        if _NAME.search(each.as_written):
            surnames.add(each.as_written.split()[-1])
        words = {*each.as_written.lower().split()}
        sexes |= {sex for sex, known in (("he", _HE), ("she", _SHE)) if words & known}
    return len(surnames) < 2 and len(sexes) < 2 and all(len(those) == 1 for those in accounts.values())
