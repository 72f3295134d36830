"""`dateline gazetteer add`: a GeoNames dump or a CSV becomes a gazetteer that is asked first."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dateline.model.errors import SettingError
from dateline.pipeline.gazetteer import add_places, remove_places, user_folder, user_gazetteers
from dateline.reference.gazetteer.compile import compile_gazetteer
from dateline.reference.gazetteer.file import open_gazetteer

DUMP = (
    "11\tKlishchiivka\tKlishchiivka\tКліщіївка,Kleshcheyevka\t48.528\t37.958\tP\tPPL\tUA\t\t05\t\t\t\t400\t\t100\tEurope/Kyiv\t2022-01-01\n"
    "12\tGora Test\tGora Test\t\t48.6\t37.9\tT\tHLL\tUA\t\t05\t\t\t\t0\t\t\tEurope/Kyiv\t2022-01-01\n"
    "13\tTestovo\tTestovo\t\t51.2\t35.2\tP\tPPL\tRU\t\t41\t\t\t\t0\t\t\tEurope/Moscow\t2022-01-01\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    compile_gazetteer()
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    return tmp_path


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_dump_is_asked_before_the_packaged_file(home: Path) -> None:
    added = add_places(written(home, "UA.txt", DUMP))
    assert (added.places, added.path.parent) == (2, user_folder())
    first = open_gazetteer(user_gazetteers()).find("Kleshcheyevka")[0]
    assert (first.place_id, first.admin1, first.country, first.source) == (
        "geonames:11", "Donetsk Oblast", "UKR", "GeoNames dump UA.txt",
    )  # fmt: skip


def test_countries_can_be_picked_and_a_zip_is_unpacked(home: Path) -> None:
    packed = home / "allCountries.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("allCountries.txt", DUMP)
        archive.writestr("readme.txt", "about")
    assert add_places(packed, countries=["UA"]).places == 1


def test_a_csv_needs_only_name_and_position(home: Path) -> None:
    table = "Settlement,Latitude,Lng,Country,Aliases\nTestove Selo,48.5,38.1,UA,Testovoye Selo|Testowe\n"
    added = add_places(written(home, "mine.csv", table))
    gazetteer = open_gazetteer(user_gazetteers())
    assert gazetteer.find("Testovoye Selo")[0].country == "UKR"
    text = "Shells hit Testovoye Selo."
    assert [text[a:b] for a, b in gazetteer.spotted(text)] == ["Testovoye Selo"]
    remove_places(added.path)
    assert user_gazetteers() == []


def test_adding_twice_changes_nothing(home: Path) -> None:
    source = written(home, "UA.txt", DUMP)
    first = add_places(source).path.read_bytes()
    assert add_places(source).path.read_bytes() == first
    assert len(user_gazetteers()) == 1


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("UA.txt", "one\ttwo\n", r"UA.txt:1: 2 columns"),
        ("a.csv", "name,x\nA,1\n", r"a.csv: no column for lat"),
        ("a.csv", "name,lat,lon\nA,1,2\nB,north,2\n", r"a.csv:3: 'north' is not a number"),
        ("a.csv", "name,lat,lon\nA,100,2\n", r"a.csv:2: position 100.0, 2.0"),
        ("a.csv", "name,lat,lon,level\nA,1,2,hamlet\n", r"a.csv:2: level 'hamlet'"),
        ("a.csv", "name,lat,lon\n", r"no place in it"),
        ("a.xlsx", "", r"a .xlsx file"),
    ],
)
def test_a_faulty_file_is_refused_whole(home: Path, name: str, text: str, fault: str) -> None:
    with pytest.raises(SettingError, match=fault):
        add_places(written(home, name, text))
    assert user_gazetteers() == []


def test_a_missing_file_says_so(home: Path) -> None:
    with pytest.raises(SettingError, match="cannot read"):
        add_places(home / "none.txt")
    with pytest.raises(SettingError, match="no gazetteer here"):
        remove_places(home / "none.sqlite")


def test_text_in_another_encoding_is_refused(home: Path) -> None:
    path = home / "old.csv"
    path.write_bytes("name,lat,lon\nБахмут,48.6,38.0\n".encode("cp1251"))
    with pytest.raises(SettingError, match="not UTF-8"):
        add_places(path)
