"""Denials and what they answer, across the reports of one incident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.merge.account import Account

Links = dict[str, tuple[str, ...]]


def disputes(incidents: Sequence[Sequence[Account]]) -> tuple[Links, Links]:
    """(disputed_by, answers): assertion id -> ids that deny it, and -> ids that it denies.

    A denial disputes every affirmed account of its incident that another voice gives, except accounts that lay the
    deed on somebody else: "Russia did not strike it" says nothing against "the Azov battalion blew it up".
    """
    disputed_by: defaultdict[str, set[str]] = defaultdict(set)
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for members in incidents:
        denials = [m for m in members if m.assertion.polarity == "denied"]
        if not denials:
            continue
        for affirmed in (m for m in members if m.assertion.polarity == "affirmed" and m.assertion.status == "actual"):
            for denial in denials:
                if _denies(denial, affirmed):
                    disputed_by[affirmed.id].add(denial.id)
                    answers[denial.id].add(affirmed.id)
    return _sorted(disputed_by), _sorted(answers)


def _denies(denial: Account, affirmed: Account) -> bool:
    if denial.voice == affirmed.voice:
        return False
    return not denial.doer or not affirmed.doer or bool(denial.doer & affirmed.doer)


def _sorted(links: dict[str, set[str]]) -> Links:
    return {key: tuple(sorted(links[key])) for key in sorted(links)}
