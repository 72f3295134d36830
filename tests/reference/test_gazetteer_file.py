"""The compiled gazetteer: what it knows, how it opens, what it says when it cannot."""

from __future__ import annotations

import pickle
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.errors import SettingError
from dateline.reference.gazetteer.compile import compile_gazetteer, fingerprint, is_current
from dateline.reference.gazetteer.file import (
    _BEGINNING,
    _SHORT_BEGINNING,
    PACKAGED,
    GazetteerFile,
    open_gazetteer,
)

OBLASTS = """Cherkasy Chernihiv Chernivtsi Dnipropetrovsk Donetsk Ivano-Frankivsk Kharkiv Kherson Khmelnytskyi
Kirovohrad Kyiv Luhansk Lviv Mykolaiv Odesa Poltava Rivne Sumy Ternopil Vinnytsia Volyn Zakarpattia
Zaporizhzhia Zhytomyr"""


@pytest.fixture(scope="module")
def gazetteer() -> GazetteerFile:
    compile_gazetteer()
    return open_gazetteer()


def test_exact_spellings_come_before_rival_ones(gazetteer: GazetteerFile) -> None:
    found = gazetteer.find("Makiivka")
    assert found[0].name == "Makiivka"
    assert found[0].population > 300_000
    names = [entry.name for entry in found]
    assert "Mokiivka" in names
    assert names.index("Mokiivka") > names.index("Makiivka")


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Mykolaiv Oblast", "geonames:700567"),
        ("Nikolaev region", "geonames:700567"),
        ("Ukraine", "geonames:690791"),
        ("Bakhmut", "geonames:713174"),
        ("Артемовск", "geonames:713174"),
        ("Crimea", "geonames:703883"),
    ],
)
def test_ids_are_stable(gazetteer: GazetteerFile, name: str, place_id: str) -> None:
    assert place_id in [entry.place_id for entry in gazetteer.find(name)]


def test_every_ukrainian_oblast_is_there_under_its_report_names(gazetteer: GazetteerFile) -> None:
    for base in [
        "Cherkasy",
        "Chernihiv",
        "Chernivtsi",
        "Dnipropetrovsk",
        "Donetsk",
        "Ivano-Frankivsk",
        "Kharkiv",
        "Kherson",
        "Khmelnytskyi",
        "Kirovohrad",
        "Kyiv",
        "Luhansk",
        "Lviv",
        "Mykolaiv",
        "Odesa",
        "Poltava",
        "Rivne",
        "Sumy",
        "Ternopil",
        "Vinnytsia",
        "Volyn",
        "Zakarpattia",
        "Zaporizhzhia",
        "Zhytomyr",
    ]:
        for name in (f"{base} Oblast", f"{base} region"):
            (entry,) = [e for e in gazetteer.find(name) if e.country == "UKR" and e.name == f"{base} Oblast"]
            assert entry.level == "region"
            assert entry.admin1 == entry.name


def test_unknown_and_empty_names_give_nothing(gazetteer: GazetteerFile) -> None:
    assert not gazetteer.find("Qwertzuivka")
    assert not gazetteer.find("")
    assert not gazetteer.find("...")


def test_spotted_is_longest_first_and_at_word_boundaries(gazetteer: GazetteerFile) -> None:
    text = "Ukraine's Donetsk region and Nova Kakhovka; the Kyivan, kyiv and Kyiv-based ones."
    assert [text[a:b] for a, b in gazetteer.spotted(text)] == ["Donetsk region", "Nova Kakhovka", "Ukraine", "Kyiv"]


def test_a_name_does_not_reach_over_a_sentence(gazetteer: GazetteerFile) -> None:
    text = "They left Nova. Kakhovka was hit. St. Petersburg, too."
    assert "Nova. Kakhovka" not in [text[a:b] for a, b in gazetteer.spotted(text)]
    assert "St. Petersburg" in [text[a:b] for a, b in gazetteer.spotted(text)]


@settings(max_examples=200)
@given(st.text(max_size=200))
def test_any_text_can_be_scanned(text: str) -> None:
    for start, end in open_gazetteer_once().spotted(text):
        assert 0 <= start < end <= len(text)
        assert text[start].isupper()


_once: list[GazetteerFile] = []


def open_gazetteer_once() -> GazetteerFile:
    if not _once:
        compile_gazetteer()
        _once.append(open_gazetteer())
    return _once[0]


def test_a_search_finds_how_names_begin_the_largest_first(gazetteer: GazetteerFile) -> None:
    found = [entry for entry in gazetteer.search("Khark") if entry not in gazetteer.find("Khark")]
    assert "Kharkiv" in [entry.name for entry in found[:4]]
    assert [entry.population for entry in found] == sorted((entry.population for entry in found), reverse=True)
    assert set(found) <= set(gazetteer.search("Харк"))


def test_a_search_gives_places_of_that_very_name_first(gazetteer: GazetteerFile) -> None:
    found = gazetteer.search("Bakhmut", 12)
    whole = gazetteer.find("Bakhmut")
    assert found[: len(whole)] == tuple(whole[:12])
    assert len({entry.place_id for entry in found}) == len(found) <= 12


@pytest.mark.parametrize("letters", ["a", "sa", "san", "sant", "new ", "Khark", "o"])
def test_a_search_is_quick_however_little_is_given(gazetteer: GazetteerFile, letters: str, small_heap: None) -> None:
    gazetteer.search("Zzz")  # opens the file
    start = time.thread_time()
    assert gazetteer.search(letters)
    assert time.thread_time() - start < 0.02


def test_short_beginnings_find_what_going_through_all_names_finds(gazetteer: GazetteerFile) -> None:
    store = gazetteer._stores()[0]
    for letters in ("s", "kh", "new", "ode"):
        short, whole = (store.execute(sql, (letters, 20)).fetchall() for sql in (_SHORT_BEGINNING, _BEGINNING))
        assert short == whole


def test_nothing_begins_with_nothing(gazetteer: GazetteerFile) -> None:
    assert not gazetteer.search("")
    assert not gazetteer.search("...")
    assert not gazetteer.search("Qwertzuivka")


def test_a_place_is_looked_up_by_its_id(gazetteer: GazetteerFile) -> None:
    kharkiv = next(entry for entry in gazetteer.find("Kharkiv") if entry.population > 1_000_000)
    assert gazetteer.place(kharkiv.place_id) == kharkiv
    assert gazetteer.place("geonames:0") is None
    (plan,) = gazetteer._stores()[0].execute("EXPLAIN QUERY PLAN SELECT * FROM place WHERE place_id = 'x'")
    assert "place_by_id" in plan[-1]


def test_it_opens_in_milliseconds_and_its_automaton_soon(gazetteer: GazetteerFile) -> None:
    start = time.perf_counter()
    fresh = open_gazetteer()
    fresh.find("Bakhmut")
    opened = time.perf_counter() - start
    fresh.spotted("Kyiv")
    loaded = time.perf_counter() - start
    assert opened < 0.1  # measured 1 ms; a loaded machine gets slack
    assert loaded < 1.5  # measured 0.17 s


def test_it_can_be_pickled_and_shared_by_threads(gazetteer: GazetteerFile) -> None:
    again: GazetteerFile = pickle.loads(pickle.dumps(gazetteer))
    names = ["Bakhmut", "Kharkiv", "Goma", "Mosul"] * 5
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(again.find, names)) == [gazetteer.find(name) for name in names]


def test_a_missing_or_foreign_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no gazetteer here"):
        GazetteerFile([tmp_path / "none.sqlite"])
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"not a database at all, whatever its name says")
    broken.with_suffix(".names").write_bytes(b"")
    with pytest.raises(SettingError, match="not a gazetteer"):
        GazetteerFile([broken])


def test_another_format_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    store = sqlite3.connect(other)
    store.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    store.execute("INSERT INTO meta VALUES ('format', '0')")
    store.commit()
    store.close()
    other.with_suffix(".names").write_bytes(b"")
    with pytest.raises(SettingError, match="another version"):
        GazetteerFile([other])


def test_compiling_again_does_nothing(gazetteer: GazetteerFile) -> None:
    assert is_current(PACKAGED, fingerprint())
    assert compile_gazetteer() is False
