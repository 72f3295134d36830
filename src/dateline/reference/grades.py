"""What each grade of an incident or a source means, and the thresholds from which one is suggested."""

from __future__ import annotations

from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class Thresholds(msgspec.Struct, frozen=True):
    """Numbers of independent sources; grades.yaml says of what."""

    several: int
    discounting: int
    denying: int


class GradeTable(msgspec.Struct, frozen=True):
    """grades.yaml. airwars, reliability, credibility: grade -> meaning, the best or surest first."""

    airwars: dict[str, str]
    reliability: dict[str, str]
    credibility: dict[str, str]
    thresholds: Thresholds
    not_credible: frozenset[str]
    harm: frozenset[str]
    combatants: frozenset[str]
    forces_of_states: frozenset[str]


@cache
def grade_table() -> GradeTable:
    """The packaged table."""
    return msgspec.convert(read_yaml("grades.yaml"), GradeTable)


def meaning(scheme: str, grade: str) -> str:
    """A grade in words; for Admiralty's two characters both, source first. "" for one that is not of the scheme.

    >>> meaning("admiralty", "B2")
    'usually reliable; probably true'
    """
    table = grade_table()
    if scheme == "admiralty" and len(grade) == 2:
        return f"{table.reliability.get(grade[0], '')}; {table.credibility.get(grade[1], '')}"
    return (table.airwars if scheme == "airwars" else table.reliability).get(grade, "")


def grades_of(scheme: str) -> tuple[str, ...]:
    """All grades of airwars, admiralty or reliability; () for another scheme."""
    table = grade_table()
    if scheme == "admiralty":
        return tuple(letter + figure for letter in table.reliability for figure in table.credibility)
    return tuple({"airwars": table.airwars, "reliability": table.reliability}.get(scheme, {}))
