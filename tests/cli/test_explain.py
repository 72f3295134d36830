"""`explain`, `export`, `verify` and `score` on a record made by hand."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from command import Run

from dateline.cli import reasons
from dateline.cli.faults import Code
from dateline.pipeline.views import Explanation
from made_record import later, third, wire

SHELLING = wire()[1][0].assertion_id
CASES = Path(__file__).parents[2] / "cases" / "gold"


def ids(run: Run, made: Path) -> dict[str, str]:
    """An id of each kind that can be explained."""
    told = json.loads(run("explain", SHELLING, made, "--json").stdout)
    return {
        "assertion": SHELLING,
        "incident": told["about"]["incident_id"],
        "judgement": told["judgements"][0]["judgement_id"],
        "report": wire()[0].report_id,
    }


def test_an_assertion_is_explained_by_its_words_values_chain_and_judgements(run: Run, made: Path) -> None:
    shown = run("explain", SHELLING, made, columns=120).stdout
    for part in (
        "governor Oleksandr Prokudin said",  # the rest of its sentence
        "“shelled” at 40",
        "46.6558, 32.6178 ±6 km, settlement, UKR, geonames:706448",
        "3 killed people",
        "the report (Example Wire, known from 2023-02-10)",
        "└── Oleksandr Prokudin (governor, official, UKR)",
        "disputed by",
        "place: same place",
        "bits: odds ",
    ):
        assert part in shown


def test_a_waterfall_ends_at_the_score(run: Run, made: Path) -> None:
    judgement = json.loads(run("explain", ids(run, made)["judgement"], made, "--json").stdout)["about"]
    shown = run("explain", judgement["judgement_id"], made, columns=120).stdout
    steps = [float(each) for each in re.findall(r"^  .{32} *([+-]\d+\.\d\d)", shown, re.MULTILINE)]
    assert sum(steps[:-1]) == pytest.approx(steps[-1]) == pytest.approx(judgement["score"])
    bars = [bar for line in shown.splitlines() if (bar := re.search("█+", line))]
    assert "to begin with" in shown
    assert len(bars) > 3
    for above, below in pairwise(bars[1:]):  # the first takes away, all others speak for it
        assert abs(above.end() - below.start()) <= 1


def test_an_incident_is_explained_with_every_position(run: Run, made: Path) -> None:
    shown = run("explain", ids(run, made)["incident"], made, columns=160).stdout
    assert re.search(r"killed: 3\n +Oleksandr Prokudin \(official, UKR\) +\n +└── 3  “three people”", shown)
    assert "Sources differ about: who did it" in shown
    assert re.search(r"denies Armed Forces of Russia  “its troops”", shown)
    assert "in 3 reports, by 2 voices, 2 of them independent" in shown
    assert "Example Paper  copied from Example Wire" in shown


@pytest.mark.parametrize("kind", ["assertion", "incident", "judgement", "report"])
@pytest.mark.parametrize("columns", [60, 100, 160])
def test_every_kind_fits_the_terminal_and_has_json(kind: str, columns: int, run: Run, made: Path) -> None:
    result = run("explain", ids(run, made)[kind], made, columns=columns)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{kind} ")
    assert max(map(len, result.stdout.splitlines())) <= columns
    told = run("explain", ids(run, made)[kind], made, "--json").stdout
    assert msgspec.json.decode(told, type=Explanation).kind == kind


def test_a_place_in_no_gazetteer_and_a_day_worked_out_say_so(run: Run, made: Path) -> None:
    shown = run("explain", third()[1][1].assertion_id, made, columns=120).stdout
    assert "Volgograd?  in no gazetteer" in shown
    assert "worked out from the day of publication" in shown


def test_a_place_that_is_known_but_not_sure_has_no_position_and_says_so() -> None:
    place = next(place for each in wire()[1] for place in each.places if place.place_id)
    told = reasons._position(msgspec.structs.replace(place, lat=None, lon=None, score=0.2))
    assert told == f"no position, settlement, UKR, {place.place_id}, score 0.20"
    assert reasons._position(msgspec.structs.replace(place, place_id=None, lat=None, lon=None)) == "in no gazetteer"


def test_control_and_origin_are_told(run: Run, made: Path) -> None:
    _, control, shot_down = later()[1]
    assert "holder    Armed Forces of Ukraine" in run("explain", control.assertion_id, made, columns=120).stdout
    assert re.search(r"origin +Crimea", run("explain", shot_down.assertion_id, made, columns=120).stdout)


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson"])
def test_export_to_a_file_and_to_a_pipe_are_the_same(format: str, run: Run, made: Path, tmp_path: Path) -> None:
    piped = run("export", made, "--format", format)
    filed = run("export", made, "--format", format, "--out", "out")
    assert (filed.exit_code, filed.stdout) == (0, "")
    assert (tmp_path / "out").read_bytes() == piped.stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_export_takes_the_filters(run: Run, made: Path) -> None:
    every = run("export", made).stdout.splitlines()
    some = run("export", made, "--place", "Vuhledar").stdout.splitlines()
    assert 0 < len(some) < len(every)


def test_verify_passes_and_then_names_the_assertion_whose_text_was_changed(
    run: Run, made: Path, tmp_path: Path
) -> None:
    good = run("verify", made)
    assert good.exit_code == 0
    assert re.fullmatch(r"4 reports, 8 assertions, \d+ quotes: all as stored\n", good.stdout)
    changed = tmp_path / "changed.sqlite"
    shutil.copy(made, changed)
    with sqlite3.connect(changed) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE reports SET text = replace(text, 'shelled', 'shelted') WHERE report_id = ?",
                           (wire()[0].report_id,))  # fmt: skip
    connection.close()
    bad = run("verify", changed)
    assert bad.exit_code == Code.FAILED
    assert f"fault {SHELLING}" in bad.stdout
    assert "faults in 4 reports" in bad.stderr
    told = json.loads(run("verify", changed, "--json").stdout)
    assert SHELLING in {fault["id"] for fault in told["faults"]}


def test_score_gives_the_same_for_a_record_and_its_export(run: Run, made: Path) -> None:
    run("export", made, "--out", "record.jsonl")
    scored = [run("score", each, CASES / "dev", "--json").stdout for each in (made, "record.jsonl")]
    assert scored[0] == scored[1]
    assert json.loads(scored[0])["fact"]["gold_facts"] > 1500


def test_score_tells_what_the_record_lacks_and_prints_the_table(run: Run, made: Path) -> None:
    result = run("score", made, "--gold", CASES / "dev", "--misses")
    assert "krm-wire" in result.stderr
    for part in ("typed F1", "accuracy", "pins 0/0", "F1 0.000 over", "\nmisses\n"):
        assert part in result.stdout


def test_score_finds_the_gold_of_a_checkout(run: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("score", made, CASES, "--json").stdout
    monkeypatch.chdir(CASES.parents[1] / "tests" / "cli")
    assert run("score", made, "--json").stdout == expected
