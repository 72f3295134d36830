"""Gathers places from tables and GeoNames rows and indexes their names: pure, in memory, in a fixed order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from dateline.model.errors import SettingError
from dateline.model.gazetteer import Entry
from dateline.model.vocabulary import PlaceLevel
from dateline.reference.gazetteer.database import Compiled
from dateline.reference.gazetteer.spotting import Spotting
from dateline.reference.gazetteer.tables import Row, own_id
from dateline.values.coordinates import kilometres
from dateline.values.names import fold, slavic_key

SETTLEMENT_KM = 3.0
"""Radius of uncertainty of a town of unknown size: GeoNames' points are within a few km of the centre."""


class Place(msgspec.Struct, kw_only=True):
    """A place while it is being gathered. own: from a table that a person keeps, so every name is spotted."""

    place_id: str
    name: str
    level: PlaceLevel
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    km: float
    population: int
    names: list[str]
    source: str
    table: str = ""


class Gatherer:
    """Collects places by id; later rows add to or correct earlier ones."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)

    def add_place(self, place: Place) -> None:
        """A complete place from a source."""
        self.places[place.place_id] = place
        for name in (place.name, *place.names):
            self._by_name[place.country or "", fold(name)].append(place.place_id)

    def add_row(self, row: Row) -> None:
        """A row of a table: a new place, or corrections to one that is there. Raises SettingError if neither."""
        place_id = self._meant(row)
        known = self.places.get(place_id)
        table = row.where.split(":")[0].removesuffix(".tsv")
        if known is None:
            if row.name is None or row.level is None or row.lat is None or row.lon is None:
                raise SettingError(
                    f"{place_id} is not among the places gathered so far and the row is not complete",
                    where=row.where,
                    remedy="Give name, level, lat and lon.",
                )
            self.add_place(
                Place(
                    place_id=place_id,
                    name=row.name,
                    level=row.level,
                    country=row.country,
                    admin1=row.admin1,
                    lat=row.lat,
                    lon=row.lon,
                    km=row.km if row.km is not None else SETTLEMENT_KM,
                    population=row.population or 0,
                    names=list(row.names),
                    source=row.source,
                    table=table,
                )
            )
            return
        _correct(known, row, table)
        for name in (known.name, *row.names):
            self._by_name[known.country or "", fold(name)].append(place_id)

    def _meant(self, row: Row) -> str:
        """The id that the row's first column stands for: others than ids ask what is gathered."""
        kind, _, rest = row.place_id.partition(":")
        if kind == "country":
            return next(p.place_id for p in self.places.values() if p.level == "country" and p.country == rest)
        if kind not in ("find", "near", "region"):
            return row.place_id
        country, name = rest.split(":", 1)
        asked = (name, *row.names) if kind == "near" else (name,)  # GeoNames may have it under another spelling only
        ids = (i for each in asked for i in self._by_name.get((country, fold(each)), []))
        found = [self.places[i] for i in dict.fromkeys(ids)]
        if kind != "near":
            wanted = "settlement" if kind == "find" else "region"
            towns = [p for p in found if p.level == wanted] or (found if kind == "find" else [])
            if not towns:
                raise SettingError(
                    f"no place of {country} is called {name}", where=row.where, remedy="Give an id instead."
                )
            return max(towns, key=lambda p: (p.population, p.place_id)).place_id
        if row.lat is None or row.lon is None:
            raise SettingError("a near: row without a position", where=row.where, remedy="Give lat and lon.")
        here = (row.lat, row.lon)
        close = [(kilometres(here, (p.lat, p.lon)), p) for p in found if p.level == "settlement"]
        close = [each for each in close if each[0] <= _reach(each[1])]
        if close:
            return min(close, key=lambda each: (each[0], each[1].place_id))[1].place_id
        return own_id(country, f"{row.admin1}-{row.lat:.1f}-{row.lon:.1f}", name)


def _reach(place: Place) -> float:
    """How far off a "near:" row may put this place: a village placed by its community may be well off, a town not."""
    return 40.0 if place.source.startswith("KATOTTG; middle") else 12.0


def _correct(place: Place, row: Row, table: str) -> None:
    """Puts what the row gives over what is there; the old name stays among the names."""
    if row.name and row.name != place.name:
        place.names.insert(0, place.name)
        place.name = row.name
    place.names.extend(row.names)
    place.level = row.level or place.level
    place.country = row.country or place.country
    place.admin1 = row.admin1 or place.admin1
    asks = row.place_id.startswith("near:") and (place.population > 0 or row.km is None)
    if row.lat is not None and row.lon is not None and not asks:
        place.lat, place.lon = row.lat, row.lon
    place.km = row.km if row.km is not None else place.km
    place.population = row.population if row.population is not None else place.population
    place.table = table
    if row.place_id.startswith(("near:", "find:")) and row.source not in place.source:
        place.source = f"{place.source.split(';')[0]}; {row.source}"


def index(places: Iterable[Place], admin1: Mapping[str, str], spotting: Spotting, meta: Mapping[str, str]) -> Compiled:
    """The places in the order of their ids, under every folded name and, for Slavic countries, every key."""
    entries: list[Entry] = []
    names: dict[str, set[int]] = defaultdict(set)
    slavic: dict[str, set[int]] = defaultdict(set)
    spots: dict[str, int] = {}
    for n, place in enumerate(sorted(places, key=lambda p: p.place_id)):
        code = place.admin1 or ""
        entries.append(
            Entry(
                place_id=place.place_id,
                name=place.name,
                lat=round(place.lat, 5),
                lon=round(place.lon, 5),
                level=place.level,
                admin1=admin1.get(code, code if "." not in code else "") or None,
                country=place.country,
                population=place.population,
                km=place.km,
                source=place.source,
            )
        )
        for name in dict.fromkeys((place.name, *place.names)):
            folded = fold(name)
            if not folded:
                continue
            names[folded].add(n)
            if place.country in spotting.slavic and len(folded) > 3:
                slavic[slavic_key(name)].add(n)
            how = spotting.how(place.table, place.country, place.level, place.population, name, name == place.name)
            if how:
                spots[folded] = min(how, spots.get(folded, how))
    return Compiled(entries=entries, names=names, slavic=slavic, spots=spots, meta=meta)
