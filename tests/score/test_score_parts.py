"""Single rules of the scorer, each on the least input that shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.errors import SettingError
from dateline.pipeline.score import Claim, GoldReport, Tables, load_gold, load_tables, score
from dateline.pipeline.score.gold import GoldDate, GoldHead, GoldToll
from dateline.pipeline.score.matching import find_quote
from dateline.pipeline.score.report import b_cubed, pins
from dateline.pipeline.score.slots import judge_slots, type_right
from dateline.pipeline.score.tables import KnownPlace, kilometres

TABLES = Tables(
    {
        "Kyiv": KnownPlace(50.45, 30.52),
        "Donetsk region": KnownPlace(48.1, 37.8, level="region", km=90),
        "Russia": KnownPlace(61.5, 105.3, level="country", iso3="RUS"),
    },
    {"Zelensky": ("Volodymyr Zelenskyy",)},
)
TEXT = "Shells hit the market. Ten people died."


def event(**slots: Any) -> Claim:
    return Claim(id="e1", type="event", evidence="Shells hit the market", trigger="hit", **slots)


def judged(claim: Claim, row: dict[str, Any]) -> dict[str, str]:
    return dict(judge_slots(claim, row, TABLES))


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ("no", "no, no", (0, 2)),
        ('"no"', "he said “no” twice", (8, 12)),
        ("two  words", "in two\nwords", (3, 12)),
        ('"a"', "''a''", (0, 5)),
        ("absent", "something else", None),
    ],
)
def test_a_quote_is_found_but_for_white_space_and_quote_marks(
    quote: str, text: str, found: tuple[int, int] | None
) -> None:
    assert find_quote(quote, text) == found


@given(st.text(min_size=1), st.text(), st.text())
def test_every_quote_is_found_in_a_text_that_has_it(quote: str, before: str, after: str) -> None:
    text = before + quote + after
    at = find_quote(quote, text)
    assert at is not None
    assert text[at.start : at.end] == quote


@pytest.mark.parametrize(
    ("gold", "name", "same"),
    [
        ("Zelensky", "President Volodymyr Zelenskyy", True),
        ("Valerii Zaluzhnyi", "Zaluzhnyi", True),
        ("Valerii Zaluzhnyi", "Valerii", False),
        ("Kremlin|Russia", "Russia", True),
        ("Kremlin", None, False),
        ("Recep Tayyip Erdoğan", "Erdogan", True),
    ],
)
def test_names(gold: str, name: str | None, same: bool) -> None:
    assert TABLES.same_name(gold, name) is same


@pytest.mark.parametrize(
    ("gold", "place", "same"),
    [
        ("Kyiv", {"lat": 50.5, "lon": 30.6, "level": "settlement"}, True),
        ("Kyiv", {"lat": 50.5, "lon": 30.6, "level": "country"}, False),
        ("Kyiv", {"lat": 50.7, "lon": 30.6}, False),
        ("Kyiv", {"lat": None, "lon": None}, False),
        ("Donetsk region", {"lat": 48.8, "lon": 37.5}, True),
        ("Donetsk region", {"lat": 49.0, "lon": 37.5}, False),
        ("Russia", {"lat": 55.7, "lon": 37.6, "country": "RUS"}, True),
        ("Russia|Kyiv", {"lat": 50.45, "lon": 30.52, "country": "UKR"}, True),
    ],
)
def test_places(gold: str, place: dict[str, Any], same: bool) -> None:
    assert TABLES.same_place(gold, place) is same


def test_a_gold_place_without_coordinates_is_an_error_that_names_it() -> None:
    with pytest.raises(SettingError, match=r"'Atlantis'.*Add a row"):
        TABLES.same_place("Atlantis", {"lat": 1, "lon": 1})


def test_a_country_stands_for_its_forces() -> None:
    assert TABLES.same_actor("Russia", {"name": "Black Sea Fleet", "country": "RUS"})
    assert not TABLES.same_actor("Kyiv", {"name": "Black Sea Fleet", "country": None})


def test_tolls_must_agree_in_every_stated_bound() -> None:
    claim = event(tolls=(GoldToll(measure="killed", best=10),))
    assert judged(claim, {"tolls": [{"measure": "killed", "best": 10, "low": 3}]}) == {"toll": "right"}
    assert judged(claim, {"tolls": [{"measure": "killed", "low": 10}]}) == {"toll": "wrong"}
    assert judged(claim, {"tolls": [{"measure": "injured", "best": 10}]}) == {"toll": "missing"}


def test_a_date_may_be_narrower_than_the_gold_but_not_wider() -> None:
    claim = event(date=GoldDate(date(2023, 1, 1), date(2023, 1, 3)))
    assert judged(claim, {"date": {"earliest": "2023-01-02", "latest": "2023-01-03"}}) == {"date": "right"}
    assert judged(claim, {"date": {"earliest": "2023-01-02", "latest": "2023-01-04"}}) == {"date": "wrong"}
    assert judged(claim, {"date": None}) == {"date": "missing"}


def test_an_unknown_speaker_must_stay_unknown() -> None:
    claim = Claim(id="s1", type="statement", evidence="x", speaker=None)
    assert judged(claim, {}) == {"speaker": "right"}
    assert judged(claim, {"attribution": [{"source": {"name": None, "as_written": "he"}}]}) == {"speaker": "right"}
    assert judged(claim, {"attribution": [{"source": {"name": "Kim"}}]}) == {"speaker": "wrong"}


def test_those_who_meet_have_no_order() -> None:
    row = {"actors": [{"role": "actor2", "name": "Kremlin"}]}
    assert judged(event(actor1="Kremlin", interaction="CONSULT"), row) == {"actor1": "right"}
    assert judged(event(actor1="Kremlin", interaction="ASSAULT"), row) == {"actor1": "missing"}


def test_type_is_right_by_either_coding() -> None:
    claim = event(sub_event_type="Attack|Armed clash", interaction="ASSAULT")
    assert type_right(claim, {"sub_event_type": "Armed clash"})
    assert type_right(claim, {"interaction": "ASSAULT"})
    assert not type_right(claim, {"sub_event_type": "Grenade"})


def test_pins_are_events_that_happened_at_a_place_finer_than_a_country() -> None:
    place = {"lat": 50.4, "lon": 30.5, "role": "location"}
    row = {"type": "event", "sub_event_type": "Attack", "places": [place, {**place, "role": "origin"}]}
    assert pins(row) == [place]
    assert pins({**row, "status": "planned"}) == pins({**row, "polarity": "denied"}) == []
    assert pins({**row, "places": [{**place, "level": "country"}]}) == []


def test_what_an_incomplete_gold_report_lacks_is_not_spurious() -> None:
    rows = [
        {"kind": "report", "report_id": "r", "origin": "a/b.txt", "text": TEXT},
        {
            "kind": "assertion",
            "report_id": "r",
            "type": "event",
            "evidence": {"start": 0, "end": 21},
            "trigger": {"start": 7, "end": 10},
        },
        {"kind": "assertion", "report_id": "r", "type": "event", "evidence": {"start": 23, "end": 38}},
    ]
    for complete, found, spurious in ((True, 2, 1), (False, 1, 0)):
        gold = GoldReport(report=GoldHead(id="b", complete=complete), claims=(event(),))
        scores = score(rows, [gold], TABLES)
        assert (scores.kinds["event"].found, len(scores.spurious)) == (found, spurious)
        assert scores.kinds["event"].matched == 1


def test_a_report_that_the_record_lacks_counts_as_missed() -> None:
    gold = GoldReport(report=GoldHead(id="b", complete=True), claims=(event(places=("Kyiv",)),))
    scores = score([], [gold], TABLES)
    assert scores.reports_not_in_export == ("b",)
    assert scores.slots["place"].missing == 1
    assert scores.fact.recall == 0.0


def test_b_cubed_by_hand() -> None:
    scores = b_cubed([("a", "1"), ("a", "1"), ("a", "2"), ("b", "2")])
    assert scores is not None
    assert scores.precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert scores.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert b_cubed([]) is None


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(-80, 80), st.floats(-170, 170))
def test_distance_is_symmetric_and_at_most_half_round(a: float, b: float, c: float, d: float) -> None:
    assert kilometres((a, b), (c, d)) == pytest.approx(kilometres((c, d), (a, b)), abs=1e-6)
    assert 0 <= kilometres((a, b), (c, d)) <= 20016


def test_a_folder_stands_for_its_subfolders(tmp_path: Path) -> None:
    text = "report: {id: x}\nclaims: []\n"
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "x.yaml").write_text(text)
    (tmp_path / "names.yaml").write_text("Kim: [Vitalii Kim]\n")
    assert [each.report.id for each in load_gold([tmp_path])] == ["x"]
    assert load_tables([tmp_path]).names == {"Kim": ("Vitalii Kim",)}


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("claims: []\n", "missing required field `report`"),
        ("a: [", "cannot be read"),
        ("report: 3", "is not a gold file"),
    ],
)
def test_a_file_that_is_not_gold_is_named(content: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(content)
    with pytest.raises(SettingError, match=rf"bad\.yaml: .*{wanted}"):
        load_gold([tmp_path])


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no gold files"):
        load_gold([tmp_path])
    with pytest.raises(SettingError, match="is not a folder"):
        load_gold([tmp_path / "nothing"])
