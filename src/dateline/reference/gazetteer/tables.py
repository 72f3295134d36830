"""Reads the project's own place tables: reference/data/places/*.tsv."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, get_args

import msgspec

from dateline.model.errors import SettingError
from dateline.model.vocabulary import PlaceLevel
from dateline.values.coordinates import is_position
from dateline.values.names import fold

DATA: Final = Path(__file__).parents[1] / "data"
PLACES: Final = DATA / "places"
COLUMNS: Final = ("id", "name", "level", "country", "admin1", "lat", "lon", "km", "population", "names", "source")
LEVELS: Final = frozenset(get_args(PlaceLevel))


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a table. None where the line leaves a column to GeoNames' row of the same place.

    place_id: "geonames:N", "dateline:slug", or a question: "find:ISO3:Name" the most populous place of that country of
    that name, "region:ISO3:Name" its division of that name, "near:ISO3:Name" its settlement of that name, or of
    another of the row's, near the row's position, or a new one there if there is none; "country:ISO3" the country.
    admin1: GeoNames code ("UA.05") or a name. names: other names, in order.
    """

    place_id: str
    name: str | None
    level: PlaceLevel | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    km: float | None
    population: int | None
    names: tuple[str, ...]
    source: str
    where: str


def table_files(folder: Path = PLACES) -> list[Path]:
    """The tables of places, in the order in which later rows win over earlier ones."""
    generated = ["country_points.tsv", "admin1.tsv", "districts.tsv", "villages_ukraine.tsv"]
    found = sorted(folder.glob("*.tsv"))
    return sorted(found, key=lambda p: (generated.index(p.name) if p.name in generated else len(generated), p.name))


def read_table(path: Path) -> Iterator[Row]:
    """The rows of one table. Raises SettingError, naming the line, for a row that cannot be used."""
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if tuple(header) != COLUMNS:
                raise _bad(path, number, f"columns are {header}", f"Wanted: {', '.join(COLUMNS)}.")
            continue
        if len(cells) > len(COLUMNS):
            raise _bad(path, number, f"{len(cells)} columns", f"Wanted at most {len(COLUMNS)}, with tabs between.")
        cells += [""] * (len(COLUMNS) - len(cells))
        yield _row(dict(zip(COLUMNS, cells, strict=True)), path, number)


def _row(cell: dict[str, str], path: Path, number: int) -> Row:
    """One line as a Row, checked."""
    level = cell["level"] or None
    if level is not None and level not in LEVELS:
        raise _bad(path, number, f"level {level!r}", f"Wanted: {', '.join(sorted(LEVELS))}.")
    lat, lon = (_number(cell[each], path, number) for each in ("lat", "lon"))
    if (lat is None) != (lon is None) or (lat is not None and lon is not None and not is_position(lat, lon)):
        raise _bad(path, number, f"position {cell['lat']}, {cell['lon']}", "Wanted degrees, latitude first.")
    place_id = cell["id"] or own_id(cell["country"], cell["admin1"], cell["name"])
    if place_id.startswith("dateline:") and (lat is None or level is None or not cell["name"]):
        raise _bad(path, number, f"{cell['name']!r} lacks a name, a level or a position", "An own row needs all three.")
    people = _number(cell["population"], path, number)
    return Row(
        place_id=place_id,
        name=cell["name"] or None,
        level=level,  # type: ignore[arg-type]  # checked against the closed list above
        country=cell["country"] or None,
        admin1=cell["admin1"] or None,
        lat=lat,
        lon=lon,
        km=_number(cell["km"], path, number),
        population=None if people is None else int(people),
        names=tuple(name.strip() for name in cell["names"].split("|") if name.strip()),
        source=cell["source"] or path.stem,
        where=f"{path.name}:{number}",
    )


def own_id(country: str, admin1: str, name: str) -> str:
    """The id of a place that GeoNames' towns lack: stable as long as its country, division and name are."""
    parts = [fold(each).replace(" ", "-") for each in (country, admin1, name) if each]
    return "dateline:" + "/".join(parts)


def _number(cell: str, path: Path, number: int) -> float | None:
    """A number, or None for an empty cell."""
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        raise _bad(path, number, f"{cell!r} is not a number", "Wanted digits with a decimal point.") from None


def _bad(path: Path, number: int, what: str, remedy: str) -> SettingError:
    """A fault in a table, with its file and line."""
    return SettingError(what, where=f"{path.name}:{number}", remedy=remedy)


@cache
def stop_names() -> frozenset[str]:
    """Folded names that are never spotted in running text: words and people's names that are also towns'."""
    lines = (DATA / "stop_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line.strip() and not line.startswith("#"))
