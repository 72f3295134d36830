"""One person told of without a number: "a woman was killed", "Amber Reed died", "he was pronounced dead".

Such words count no group. Where nobody counts, and all of them can be of one person, they say that there was one;
beside a number they are of one of those counted, and no rival of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final, Protocol, TypeVar

import msgspec

from dateline.merge.account import Account
from dateline.merge.groups import Counted
from dateline.model.assertion import Toll
from dateline.reference.titles import titles
from dateline.reference.word_classes import classes_by_part

HARM: Final = frozenset({"killed", "injured", "casualties", "missing"})
WHO_DIED: Final = "who died"
"""The group of somebody who is told of as hurt and as dead."""

_NUMBER: Final = re.compile(r"(?:one|1|(?:a|the) single|only one|just one|another)\b", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)+$")


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
    singles = _of_the_dead(counts, singles)
    for measure in {key.measure for key in singles}:
        own = {key: said for key, said in singles.items() if key.measure == measure}
        nobody_counts = not any(key.measure == measure and not key.per for key in counts)
        one = nobody_counts and _can_be_one(own) and all(key.of != WHO_DIED for key in own)
        whole = any(key.measure == measure and not (key.of or key.per or key.country) for key in counts)
        for key, said in own.items():
            if one:
                found[Counted(measure, "", key.country, "", False)] += said
            elif key.of or not whole:
                found[key] += said
            else:
                found[msgspec.structs.replace(key, part=True)] += said
    return dict(found)


def _of_the_dead(counts: Mapping[Counted, list[W]], singles: Mapping[Counted, list[W]]) -> Mapping[Counted, list[W]]:
    """Where one person is told of as hurt and as dead ("Bell was hurt in the head", "Bell died"), the hurt is that of
    who died, and adds nobody.
    """
    two = {key: said for key, said in singles.items() if key.measure in ("killed", "injured")}
    both = {key.measure for key in two} == {"killed", "injured"}
    if not both or any(key.measure in ("killed", "injured") for key in counts) or not _can_be_one(two):
        return singles
    found: defaultdict[Counted, list[W]] = defaultdict(list)
    for key, said in singles.items():
        dead = key.measure == "injured"
        found[msgspec.structs.replace(key, of=WHO_DIED) if dead else key] += said
    return found


def _can_be_one(own: Mapping[Counted, list[W]]) -> bool:
    """Whether all can be of one person: no account names two; no two names, sexes, sides or descriptions differ."""
    accounts: defaultdict[str, set[str]] = defaultdict(set)
    told: defaultdict[str, set[str]] = defaultdict(set)
    for key, said in own.items():
        told["side"].add(key.country)
        for each in said:
            accounts[each.member.id].add(each.as_written)
            kind, what = _description(key, each.as_written)
            told[kind].add(what)
    return all(len(found) == 1 for kind, found in told.items() if kind) and all(map(_alone, accounts.values()))


def _alone(words: Collection[str]) -> bool:
    return len(words) == 1


def _description(key: Counted, as_written: str) -> tuple[str, str]:
    """What the words tell of who it is: a name, a sex, or what else they are ("a soldier"); nothing: ("", "")."""
    if _NAME.search(as_written) or (as_written.istitle() and as_written.lower() not in classes_by_part("nouns")):
        return "name", as_written.split()[-1]
    words = {*as_written.lower().split()}
    for sex, known in (("he", titles().masculine), ("she", titles().feminine)):
        if words & {sex, *known}:
            return "sex", sex
    return ("group", key.of) if key.of else ("", "")
