"""The project's own place tables: each row usable, sourced and where it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dateline.model.errors import SettingError
from dateline.reference.gazetteer.build import Gatherer, Place
from dateline.reference.gazetteer.tables import COLUMNS, Row, read_table, stop_names, table_files
from dateline.values.names import fold

ROWS = [row for path in table_files() for row in read_table(path)]
HEADER = "\t".join(COLUMNS)


def test_every_row_has_a_source_and_every_placed_row_a_radius() -> None:
    assert all(row.source for row in ROWS)
    bare = [
        row.where
        for row in ROWS
        if row.lat is not None and row.km is None and not row.place_id.startswith(("country:", "near:"))
    ]
    assert bare == []


def test_tables_say_where_they_are_from() -> None:
    for path in table_files():
        assert path.read_text(encoding="utf-8").startswith("# "), f"{path.name} has no header comment"


def test_own_ids_are_unique() -> None:
    counts = Counter(row.place_id for row in ROWS if row.place_id.startswith("dateline:"))
    assert [place_id for place_id, n in counts.items() if n > 1] == []


def test_ukrainian_rows_lie_in_ukraine() -> None:
    outside = [
        row.where
        for row in ROWS
        if row.country == "UKR"
        and row.lat is not None
        and row.lon is not None
        and not (44 < row.lat < 52.5 and 22 < row.lon < 40.3)
    ]
    assert outside == []


def test_stop_names_are_folded_and_spare_the_front() -> None:
    stopped = stop_names()
    assert {"reading", "most", "mobile", "march", "human", "oleh"} <= stopped
    assert not stopped & {fold(n) for n in ("Bakhmut", "Goma", "Sumy", "Lyman", "Mosul", "Uman", "Kiev")}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("dateline:x\tX\ttown\tUKR\tUA.05\t48\t37\t3\t\t\ts", "level 'town'"),
        ("dateline:x\tX\tsettlement\tUKR\tUA.05\t98\t37\t3\t\t\ts", "position 98, 37"),
        ("dateline:x\tX\tsettlement\tUKR\tUA.05\tnorth\t37\t3\t\t\ts", "'north' is not a number"),
        ("dateline:x\t\tsettlement\tUKR\tUA.05\t48\t37\t3\t\t\ts", "lacks a name"),
        ("dateline:x\tX\tsettlement\tUKR\tUA.05\t48\t37\t3\t\t\ts\tmore", "12 columns"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, line: str, fault: str) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(f"# own\n{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingError, match=fault) as caught:
        list(read_table(table))
    assert "own.tsv:3" in str(caught.value)


def row(place_id: str, **values: object) -> Row:
    blank: dict[str, object] = dict.fromkeys(("name", "level", "country", "admin1", "lat", "lon", "km", "population"))
    return Row(**{**blank, "place_id": place_id, "names": (), "source": "test", "where": "test.tsv:1", **values})  # type: ignore[arg-type]


def gathered() -> Gatherer:
    found = Gatherer()
    known = [(48.0, 500, "GeoNames"), (50.0, 9000, "GeoNames"), (49.0, 0, "KATOTTG; middle of")]
    for n, (lat, people, source) in enumerate(known):
        found.add_place(
            Place(
                place_id=f"geonames:{n}",
                name="Lypove",
                level="settlement",
                country="UKR",
                admin1=None,
                lat=lat,
                lon=30.0,
                km=15.0,
                population=people,
                names=[],
                source=source,
            )
        )
    return found


def test_find_takes_the_most_populous() -> None:
    found = gathered()
    found.add_row(row("find:UKR:Lypove", names=("Lipovoye",)))
    assert found.places["geonames:1"].names == ["Lipovoye"]


def test_near_corrects_the_roughly_placed_one_and_leaves_a_town_where_it_is() -> None:
    found = gathered()
    found.add_row(row("near:UKR:Lypove", name="Lypove", level="settlement", country="UKR", lat=49.2, lon=30.0, km=2.0))
    assert (found.places["geonames:2"].lat, found.places["geonames:2"].km) == (49.2, 2.0)
    found.add_row(row("near:UKR:Lypove", name="Lypove", level="settlement", country="UKR", lat=50.05, lon=30.0, km=2.0))
    assert found.places["geonames:1"].lat == 50.0


def test_near_knows_a_town_by_another_of_its_names() -> None:
    found = gathered()
    known = {"level": "settlement", "country": "UKR", "lat": 50.05, "lon": 30.0, "km": 2.0}
    found.add_row(row("near:UKR:Lipovoye", name="Lipovoye", names=("Lypove",), **known))
    assert len(found.places) == 3
    assert (found.places["geonames:1"].name, found.places["geonames:1"].names) == ("Lipovoye", ["Lypove", "Lypove"])


def test_near_adds_a_place_where_none_is_close() -> None:
    found = gathered()
    found.add_row(row("near:UKR:Lypove", name="Lypove", level="settlement", country="UKR", lat=46.0, lon=35.0, km=2.0))
    assert len(found.places) == 4


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(SettingError, match="no place of UKR is called Nemaie"):
        gathered().add_row(row("find:UKR:Nemaie"))
