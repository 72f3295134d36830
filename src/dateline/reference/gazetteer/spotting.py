"""Which names are looked for in running text. Every name can be asked for; only these make a word a place by itself."""

from __future__ import annotations

import re
from typing import Final

from dateline.model.vocabulary import PlaceLevel
from dateline.reference.gazetteer.database import ALL_CAPITALS, ANY_CASE
from dateline.reference.gazetteer.policy import Policy
from dateline.values.names import fold

_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_DISTRICT: Final = re.compile(r"(?i)\b(district|county|raion|rayon|province|governorate|department)$")


class Spotting:
    """The policy, with the list of names that are never looked for."""

    def __init__(self, stopped: frozenset[str], policy: Policy) -> None:
        self._stopped = stopped
        self._policy = policy
        self.slavic = policy.slavic

    def how(
        self, table: str, country: str | None, level: PlaceLevel, population: int, name: str, preferred: bool
    ) -> int:
        """ANY_CASE, ALL_CAPITALS, or 0 for a name that is not looked for."""
        folded = fold(name)
        words = folded.split()
        if (
            folded in self._stopped
            or len(folded) < 2
            or not name[0].isupper()
            or self._policy.generic.issuperset(words)
        ):
            return 0
        if name.replace(".", "").isupper() and len(folded.replace(" ", "")) <= 4:
            return ALL_CAPITALS if level == "country" or table not in ("", "admin1", "districts") else 0
        if len(folded) < 3 or folded.isdigit():
            return 0
        return ANY_CASE if self._wanted(table, country, level, population, name, preferred) else 0

    def _wanted(
        self, table: str, country: str | None, level: PlaceLevel, population: int, name: str, preferred: bool
    ) -> bool:
        """Whether a place of this table, country and size is looked for under this name."""
        policy = self._policy
        floor = policy.floor(country)
        if table == "localities_us":
            return False
        if table == "districts":
            return bool(_DISTRICT.search(name))
        if table == "admin1":
            return floor is not None or (preferred and population >= policy.division_elsewhere)
        if table or level == "country" or floor == 0:
            return True
        if population < (policy.elsewhere if floor is None else floor) and population > 0:
            return False
        return preferred or (floor is not None and floor <= policy.other_names_to and bool(_LATIN.match(name)))
