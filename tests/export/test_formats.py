from __future__ import annotations

import csv
import io
import json
from datetime import date

import jsonschema
import pytest

import made_record
from dateline.export.csv import COLUMNS, GRADES, guarded
from dateline.export.geojson import features
from dateline.model.errors import SettingError
from dateline.model.record import json_schema
from dateline.pipeline.export import FORMATS, export_record
from dateline.pipeline.views import Filters
from dateline.store import Record


def written(record: Record, format: str, filters: Filters = Filters()) -> bytes:  # noqa: B008
    out = io.BytesIO()
    export_record(record, format, out, filters)
    return out.getvalue()


def rows_of(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.decode().splitlines()]


def test_every_row_is_of_the_schema_and_kind_comes_first(record: Record) -> None:
    data = written(record, "jsonl")
    validator = jsonschema.Draft202012Validator(json_schema())
    for line in data.decode().splitlines():
        assert line.startswith('{"kind":"')
        validator.validate(json.loads(line))
    kinds = [row["kind"] for row in rows_of(data)]
    assert list(dict.fromkeys(kinds)) == ["report", "assertion", "incident", "place", "actor", "weapon", "judgement"]
    assert kinds.count("report") == 4
    assert kinds.count("assertion") == 8


def test_the_schema_refuses_what_is_no_row(record: Record) -> None:
    row = rows_of(written(record, "jsonl"))[-1]
    for wrong in (
        {**row, "verdict": "perhaps"},
        {**row, "kind": "rumour"},
        {k: v for k, v in row.items() if k != "left"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, json_schema())


def test_every_quote_stands_in_its_report(record: Record) -> None:
    rows = rows_of(written(record, "jsonl"))
    texts = {row["report_id"]: row["text"] for row in rows if row["kind"] == "report"}
    quotes = [(row["report_id"], row["evidence"]) for row in rows if row["kind"] == "assertion"]
    assert all(texts[r][e["start"] : e["end"]] == e["exact"] for r, e in quotes)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_whatever_the_order_and_steps_of_building(record: Record, format: str, tmp_path) -> None:
    with Record.open(tmp_path / "backwards.sqlite", create=True) as backwards:
        for each in reversed(made_record.everything()):
            made_record.fill(backwards, [each])
        assert written(backwards, format) == written(record, format)


def test_as_of_gives_the_whole_record_as_it_stood(record: Record, tmp_path) -> None:
    known = [each for each in made_record.everything() if each[0].known_from <= "2023-02-11"]
    with Record.open(tmp_path / "then.sqlite", create=True) as then:
        made_record.fill(then, known)
        assert written(record, "jsonl", Filters(as_of=date(2023, 2, 11))) == written(then, "jsonl")


def test_filters_narrow_every_kind(record: Record) -> None:
    rows = rows_of(written(record, "jsonl", Filters(place="Volgograd")))
    assert [row["kind"] for row in rows] == ["report", "assertion", "incident", "place"]


def test_unknown_format(record: Record) -> None:
    with pytest.raises(SettingError, match=r"the format 'xml' is not known\. Give one of jsonl, csv, geojson"):
        written(record, "xml")


def test_table_has_one_line_an_assertion_and_guards_formulas(record: Record) -> None:
    table = list(csv.DictReader(io.StringIO(written(record, "csv").decode(), newline="")))
    assert len(table) == 8
    assert list(table[0]) == [*COLUMNS, *GRADES]
    assert (table[0]["actor1"], table[0]["tolls"], table[0]["sources"]) == (
        "Armed Forces of Russia", "killed 3 people (three people)", "Oleksandr Prokudin",
    )  # fmt: skip
    assert table[0]["targets"] == "A school"
    assert table[2]["publisher"] == "'=Example Daily"
    assert (table[4]["place"], table[4]["place_relation"], table[4]["all_places"]) == (
        "Mykolaiv", "north of", "Crimea [origin]; Mykolaiv [location]",
    )  # fmt: skip
    assert table[5]["duplicate_of"] == table[0]["report_id"]
    assert table[4]["confidence"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_cells_that_a_spreadsheet_would_run_are_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_numbers_and_plain_text_pass_unchanged() -> None:
    assert [guarded(each) for each in (-3.5, 0, None, "a=b")] == [-3.5, 0, None, "a=b"]


def test_map_has_located_events_only_never_finer_than_known(record: Record) -> None:
    collection = json.loads(written(record, "geojson"))
    assert collection["type"] == "FeatureCollection"
    found = {
        (f["properties"]["place"], f["properties"]["level"], f["properties"]["km"]): f for f in collection["features"]
    }
    assert set(found) == {("Kherson", "settlement", 6.0), ("Mykolaiv", "settlement", 25.0)}
    assert found["Mykolaiv", "settlement", 25.0]["geometry"]["coordinates"] == [32.0, 46.97]
    assert found["Kherson", "settlement", 6.0]["geometry"]["coordinates"] == [32.618, 46.656]
    assert found["Mykolaiv", "settlement", 25.0]["properties"]["relation"] == "north of"
    assert len(collection["features"]) == 4


def test_control_is_no_feature() -> None:
    report, (denial, control, _) = made_record.later()
    assert list(features(control, report)) == []
    assert len(list(features(denial, report))) == 1


def test_a_map_without_events_is_still_a_map(tmp_path) -> None:
    with Record.open(tmp_path / "empty.sqlite", create=True) as empty:
        assert json.loads(written(empty, "geojson")) == {"type": "FeatureCollection", "features": []}
