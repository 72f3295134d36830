"""Lists of the record: as tables that fit, as JSON Lines and as CSV, narrowed by filters."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
from command import Run
from typer.testing import Result

from dateline.export.csv import COLUMNS, GRADES
from dateline.model.control import ControlHistory
from dateline.model.record import Row
from dateline.pipeline.views import Bucket, ControlLine
from made_record import everything

ASSERTIONS = ("claims", "events", "quotes")
LISTS = (*ASSERTIONS, "incidents", "control", "timeline")


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


@pytest.mark.parametrize("verb", LISTS)
@pytest.mark.parametrize("columns", [40, 60, 80, 100, 160])
def test_a_table_is_no_wider_than_the_terminal(verb: str, columns: int, run: Run, made: Path) -> None:
    result = run(verb, made, columns=columns)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= columns


@pytest.mark.parametrize("verb", ["claims", "events", "quotes", "incidents"])
@pytest.mark.parametrize("columns", [60, 100])
def test_every_row_has_the_id_that_explain_takes(verb: str, columns: int, run: Run, made: Path) -> None:
    shown = re.findall(r"[ai]_[0-9a-f]{16}", run(verb, made, columns=columns).stdout)
    wanted = [row.get("assertion_id") or row["incident_id"] for row in map(_decoded, _lines(run(verb, made, "--json")))]
    assert shown == wanted
    assert run("explain", shown[0], made).exit_code == 0


def _lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    return result.stdout.splitlines()


def _decoded(line: str) -> dict[str, str]:
    return msgspec.json.decode(line, type=dict)


@pytest.mark.parametrize(("verb", "kind"), [("claims", None), ("events", "event"), ("quotes", "statement")])
def test_json_gives_the_rows_of_the_export(verb: str, kind: str | None, run: Run, made: Path) -> None:
    found = [msgspec.json.decode(line, type=Row) for line in _lines(run(verb, made, "--json"))]
    ids = {a.assertion_id for _, read in everything() for a in read if kind in (None, a.type)}
    assert {each.assertion_id for each in found} == ids


@pytest.mark.parametrize(
    ("asked", "type_"),
    [
        (["incidents"], Row),
        (["control", "--claims"], ControlLine),
        (["control", "--history"], ControlHistory),
        (["timeline"], Bucket),
    ],
)
def test_json_of_views_is_what_the_queries_answer(asked: list[str], type_: type, run: Run, made: Path) -> None:
    verb, *options = asked
    assert [msgspec.json.decode(line, type=type_) for line in _lines(run(verb, made, "--json", *options))]


def test_csv_of_assertions_has_the_columns_and_cells_of_the_export(run: Run, made: Path) -> None:
    listed = run("claims", made, "--csv")
    assert list(rows(listed)[0]) == [*COLUMNS, *GRADES]
    assert listed.stdout == run("export", made, "--format", "csv").stdout


def test_csv_runs_no_formula(run: Run, made: Path) -> None:
    publishers = {row["publisher"] for row in rows(run("claims", made, "--csv"))}
    assert "'=Example Daily" in publishers


def test_csv_of_incidents_and_control_and_timeline(run: Run, made: Path) -> None:
    incident = rows(run("incidents", made, "--csv"))[0]
    assert (incident["tolls"], incident["reports"], incident["independent_sources"]) == ("3 killed", "3", "2")
    assert [row["state"] for row in rows(run("control", made, "--csv", "--claims"))] == ["held", "captured"]
    weeks = rows(run("timeline", made, "--csv", "--by", "week"))
    assert [row["start"] for row in weeks] == ["2023-02-06", "2023-02-20"]
    undated = 1  # stands in no step
    assert sum(int(row["total"]) for row in weeks) == len(rows(run("incidents", made, "--csv"))) - undated


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--place", "Ugledar"], 2),
        (["--place", "vuhledar", "--actor", "Armed Forces of Russia"], 1),
        (["--source", "Oleksandr Prokudin"], 3),
        (["--type", "disrupted weapons use"], 1),
        (["--text", "oil depot"], 1),
        (["--as-of", "2023-02-10"], 2),
        (["--from", "2023-02-18"], 2),
        (["--to", "2023-02-10", "--type", "Explosions/Remote violence"], 3),
        (["--bbox", "32,46,33,47"], 3),
        (["--limit", "3"], 3),
    ],
)
def test_filters_narrow_the_list(filters: list[str], found: int, run: Run, made: Path) -> None:
    assert len(_lines(run("claims", made, "--json", *filters))) == found
    assert len(rows(run("claims", made, "--csv", *filters))) == found


def test_as_of_shows_what_was_known_then(run: Run, made: Path) -> None:
    assert "disputed" in run("incidents", made).stdout
    assert "disputed" not in run("incidents", made, "--as-of", "2023-02-10").stdout


@pytest.mark.parametrize("verb", LISTS)
def test_an_empty_answer_says_so_and_is_no_error(verb: str, run: Run, made: Path) -> None:
    for form in ([], ["--json"]):
        result = run(verb, made, "--place", "Atlantis", *form)
        assert (result.exit_code, result.stdout) == (0, "")
        assert re.fullmatch(r"no \w+( \w+)? pass these filters\n", result.stderr)
    assert len(rows(run(verb, made, "--place", "Atlantis", "--csv"))) == 0


def test_a_short_list_tells_how_to_see_the_rest(run: Run, made: Path) -> None:
    assert "2 of 8 assertions; --limit 8 shows all" in run("claims", made, "--limit", "2").stderr
    assert run("quotes", made).stderr == "1 statement\n"


def test_the_record_may_be_given_in_four_ways(run: Run, made: Path, tmp_path: Path) -> None:
    (tmp_path / "dateline.sqlite").write_bytes(made.read_bytes())
    given = [
        run("claims", made),
        run("claims", "--db", made),
        run("claims", env={"DATELINE_DB": str(made)}),
        run("claims"),
    ]
    assert len({each.stdout for each in given}) == 1
    assert given[0].exit_code == 0


def test_what_makes_a_claim_less_than_a_fact_is_in_words(run: Run, made: Path) -> None:
    shown = run("claims", made, columns=160).stdout
    for word in ("denied", "disputed", "planned", "Volgograd?", "2023-02-10..11~", "the report"):
        assert word in shown


def test_colour_is_an_addition_and_can_be_refused(run: Run, made: Path) -> None:
    colour = re.compile(r"\x1b\[[0-9;]*3[0-9]")
    assert not colour.search(run("claims", made).stdout)
    coloured = run("claims", made, env={"FORCE_COLOR": "1"}).stdout
    assert colour.search(coloured)
    assert not colour.search(run("claims", made, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == run("claims", made).stdout
