"""Whether a name or a place of the record is what the gold means: coordinates within reach, or another right name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from dateline.model.errors import SettingError
from dateline.pipeline.score.gold import alternatives, gold_folders, read_yaml

KM_SETTLEMENT: Final = 15.0
"""How far a pin may be from a settlement: what two gazetteers differ by at most, and less than to the next town."""
KM_REGION: Final = 120.0
"""How far a pin may be from the middle of a region whose table row gives no `km` of its own."""
EARTH_KM: Final = 6371.0

_Value = TypeVar("_Value")


class KnownPlace(msgspec.Struct, frozen=True):
    """A row of places.yaml. level: settlement, region or country; km: how far off is still right; iso3: countries."""

    lat: float
    lon: float
    level: str = "settlement"
    km: float = KM_REGION
    iso3: str | None = None


class Tables(msgspec.Struct, frozen=True):
    """places: coordinates by gold name. names: other forms of a gold name that are just as right."""

    places: dict[str, KnownPlace]
    names: dict[str, tuple[str, ...]]

    def same_place(self, gold: str, place: dict[str, Any]) -> bool:
        """Whether the record's place is one that `gold` allows. Raises SettingError if the table lacks a gold name."""
        return any(self._at(name, place) for name in alternatives(gold))

    def _at(self, name: str, place: dict[str, Any]) -> bool:
        known = self.places.get(name)
        if known is None:
            raise SettingError(
                f"there are no coordinates for the gold place {name!r}",
                where="places.yaml",
                remedy="Add a row with lat and lon.",
            )
        lat, lon = place.get("lat"), place.get("lon")
        if lat is None or lon is None:
            return False
        if known.level == "country":
            return fold(place.get("country")) in (fold(known.iso3), fold(name))
        off = kilometres((known.lat, known.lon), (lat, lon))
        if known.level == "settlement":
            return off <= KM_SETTLEMENT and place.get("level") != "country"
        return off <= known.km

    def same_name(self, gold: str, name: str | None) -> bool:
        """Whether `name` is a form of what `gold` allows: it has every word of a form, or is a shorter form of one
        that still has its last word (a family name, the noun of an office).
        """
        have = words(name) if name else ()
        return any(_shortens(have, words(form)) for known in alternatives(gold) for form in self._forms(known))

    def _forms(self, name: str) -> tuple[str, ...]:
        return (name, *self.names.get(name, ()))

    def same_actor(self, gold: str, actor: dict[str, Any]) -> bool:
        """Whether the record's actor is one that `gold` allows: by name, as written, or as a country's forces."""
        return any(
            self._stands_for(name, actor)
            or self.same_name(name, actor.get("name"))
            or self.same_name(name, actor.get("as_written"))
            for name in alternatives(gold)
        )

    def _stands_for(self, name: str, actor: dict[str, Any]) -> bool:
        known = self.places.get(name)
        return known is not None and known.level == "country" and known.iso3 == actor.get("country")


def _shortens(have: Sequence[str], form: Sequence[str]) -> bool:
    """Whether words `have` contain all of `form`, or some of it with its last word and nothing else."""
    if not form:
        return False
    return set(form) <= set(have) or (set(have) <= set(form) and form[-1] in have)


def load_tables(folders: Sequence[Path]) -> Tables:
    """The tables beside the gold: places.yaml and names.yaml of each folder and, over those, of the folder above it.

    Raises SettingError, naming the file, if one is not a table.
    """
    places: dict[str, KnownPlace] = {}
    names: dict[str, tuple[str, ...]] = {}
    for folder in (folder.resolve() for folder in gold_folders(folders)):
        for holder in (folder, folder.parent):
            places.update(_table(holder / "places.yaml", dict[str, KnownPlace]))
            names.update(_table(holder / "names.yaml", dict[str, tuple[str, ...]]))
    return Tables(places, names)


def _table(path: Path, kind: type[dict[str, _Value]]) -> dict[str, _Value]:
    if not path.exists():
        return {}
    try:
        return msgspec.convert(read_yaml(path) or {}, kind)
    except msgspec.ValidationError as error:
        raise SettingError(f"is not a table: {error}", where=str(path), remedy="See cases/README.md.") from error


@lru_cache(maxsize=65536)
def fold(text: str | None) -> str:
    """`text` without case, accents and punctuation, words one blank apart; "" for None.

    >>> fold("Recep Tayyip Erdoğan's")
    'recep tayyip erdogan s'
    """
    letters = (c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", "".join(letters).lower()).strip()


def words(text: str) -> tuple[str, ...]:
    """The words of a folded text."""
    return tuple(fold(text).split())


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (lat, lon) in degrees, on a sphere (haversine).

    >>> round(kilometres((50.45, 30.52), (46.48, 30.73)))
    442
    """
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (here, there))
    chord = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, chord)))
