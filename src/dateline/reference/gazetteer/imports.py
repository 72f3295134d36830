"""Reads places that a user brings: GeoNames dumps (UA.txt, allCountries.txt) and CSV tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, get_args

from dateline.model.errors import SettingError
from dateline.model.vocabulary import PlaceLevel
from dateline.reference.gazetteer.build import SETTLEMENT_KM, Place
from dateline.reference.gazetteer.database import Codes
from dateline.reference.gazetteer.tables import own_id
from dateline.values.coordinates import is_position

GEONAMES_COLUMNS: Final = 19
"""geonames.org/export: geonameid, name, asciiname, alternatenames, latitude, longitude, feature class, feature code,
country, cc2, admin1-4, population, elevation, dem, timezone, modification date."""

_REGIONS: Final = frozenset({"ADM1", "ADM2", "ADM3", "RGN", "AREA", "TERR"})
_FEATURES: Final = frozenset(
    {
        "AIRP", "AIRB", "AIRF", "MILB", "INSM", "PS", "PSN", "PSH", "DAM", "PRT", "HSP", "BDG", "RSTN", "SEA", "STRT",
        "GULF", "BAY", "LK", "RSV", "STM", "CNL", "ISL", "ISLS", "PEN", "MT", "MTS", "FRST", "RFGC", "MN", "BDR",
    }
)  # fmt: skip
_GONE: Final = frozenset({"PPLH", "PPLQ", "PPLW"})
"""Populated places that are historical, abandoned or destroyed: still named in reports, kept with no population."""
_KM: Final[dict[PlaceLevel, float]] = {"settlement": SETTLEMENT_KM, "region": 30.0, "feature": 3.0, "point": 1.0}

CSV_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "place_id"),
    "name": ("name", "place", "settlement"),
    "level": ("level", "kind"),
    "country": ("country", "iso3", "country_code"),
    "admin1": ("admin1", "region", "oblast", "province"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "km": ("km", "radius_km", "precision_km"),
    "population": ("population", "pop"),
    "names": ("names", "alternate_names", "alternatenames", "aliases"),
    "source": ("source",),
}
"""What each column of a CSV may be called; name, lat and lon must be there."""


def geonames_places(
    lines: Iterable[str], where: str, codes: Codes, only: frozenset[str] | None = None
) -> Iterator[Place]:
    """The places of a GeoNames dump that reports can name: settlements, divisions, and features of war.

    only: ISO alpha-2 or alpha-3 codes of the countries to take, or None for all. Raises SettingError, naming the line,
    if the file has not GeoNames' columns.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != GEONAMES_COLUMNS:
            raise SettingError(
                f"{len(cells)} columns, not the {GEONAMES_COLUMNS} of a GeoNames dump",
                where=f"{where}:{number}",
                remedy="Give a file like UA.txt from geonames.org/export, or a .csv with a header.",
            )
        country = codes.countries.get(cells[8], cells[8] or None)
        if only and cells[8] not in only and country not in only:
            continue
        level = _level(cells[6], cells[7])
        if level is None:
            continue
        lat, lon = (_degrees(cells[at], where, number) for at in (4, 5))
        people = 0 if cells[7] in _GONE else int(cells[14] or 0)
        yield Place(
            place_id=f"geonames:{cells[0]}",
            name=cells[1],
            level=level,
            country=country,
            admin1=f"{cells[8]}.{cells[10]}" if cells[10] else None,
            lat=lat,
            lon=lon,
            km=_KM[level],
            population=people,
            names=[cells[2], *(n for n in cells[3].split(",") if n)],
            source=f"GeoNames dump {where}",
        )


def _level(feature_class: str, code: str) -> PlaceLevel | None:
    """The record's level of a GeoNames feature, or None for one that reports do not name."""
    if feature_class == "P":
        return "settlement"
    if code in _REGIONS:
        return "region"
    return "feature" if code in _FEATURES else None


def csv_places(lines: Iterable[str], where: str, codes: Codes) -> Iterator[Place]:
    """The places of a CSV table with a header. Raises SettingError, naming the line, for a row that cannot be used."""
    table = csv.reader(lines)
    header = [cell.strip().lower().lstrip("\ufeff") for cell in next(table, [])]
    at = {field: header.index(n) for field, names in CSV_NAMES.items() for n in names[::-1] if n in header}
    missing = [field for field in ("name", "lat", "lon") if field not in at]
    if missing:
        raise SettingError(
            f"no column for {', '.join(missing)} among {', '.join(header) or 'nothing'}",
            where=where,
            remedy="Name the columns name, lat, lon; also level, country, admin1, km, population, names (a|b), source.",
        )
    for number, cells in enumerate(table, start=2):
        if any(cell.strip() for cell in cells):
            row = {field: cells[i].strip() if i < len(cells) else "" for field, i in at.items()}
            yield _csv_place(row, where, number, codes)


def _csv_place(row: Mapping[str, str], where: str, number: int, codes: Codes) -> Place:
    """One row of a CSV as a place."""
    level = row.get("level") or "settlement"
    if level not in get_args(PlaceLevel):
        raise SettingError(
            f"level {level!r}", where=f"{where}:{number}", remedy=f"Wanted: {', '.join(get_args(PlaceLevel))}."
        )
    if not row["name"]:
        raise SettingError("a place without a name", where=f"{where}:{number}", remedy="Fill in the name.")
    country = codes.countries.get(row.get("country", "").upper(), row.get("country", "").upper()) or None
    lat, lon = _degrees(row["lat"], where, number), _degrees(row["lon"], where, number)
    if not is_position(lat, lon):
        raise SettingError(f"position {lat}, {lon}", where=f"{where}:{number}", remedy="Wanted degrees: lat, lon.")
    admin1 = row.get("admin1") or None
    return Place(
        place_id=row.get("id") or own_id(country or "", admin1 or "", row["name"]),
        name=row["name"],
        level=level,  # type: ignore[arg-type]  # checked against the closed list above
        country=country,
        admin1=admin1,
        lat=lat,
        lon=lon,
        km=_degrees(row["km"], where, number) if row.get("km") else _KM.get(level, 3.0),  # type: ignore[call-overload]
        population=int(_degrees(row["population"], where, number)) if row.get("population") else 0,
        names=[n.strip() for n in row.get("names", "").split("|") if n.strip()],
        source=row.get("source") or where,
        table=where,
    )


def _degrees(cell: str, where: str, number: int) -> float:
    """A number of a cell. Raises SettingError, naming the line."""
    try:
        return float(cell)
    except ValueError:
        raise SettingError(f"{cell!r} is not a number", where=f"{where}:{number}", remedy="Wanted digits.") from None
