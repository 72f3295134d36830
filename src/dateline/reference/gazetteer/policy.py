"""Which places are looked for in running text, by country and size: reference/data/place_policy.yaml."""

from __future__ import annotations

from functools import cache

import msgspec
import yaml

from dateline.reference.gazetteer.tables import DATA


class Floor(msgspec.Struct, frozen=True, rename={"least": "from"}):
    """The least population of towns of these countries that are looked for."""

    least: int
    countries: tuple[str, ...]


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """reference/data/place_policy.yaml: see there for what each field means."""

    floors: tuple[Floor, ...]
    elsewhere: int
    other_names_to: int
    division_elsewhere: int
    slavic: frozenset[str]
    generic: frozenset[str]

    def floor(self, country: str | None) -> int | None:
        """The floor set for this country by name, or None."""
        return next((each.least for each in self.floors if country in each.countries), None)


@cache
def load_policy() -> Policy:
    """The packaged policy."""
    return msgspec.convert(yaml.safe_load((DATA / "place_policy.yaml").read_text(encoding="utf-8")), Policy)
