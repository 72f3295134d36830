"""`dateline control`: one line a place, its history, and the claims."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from command import Run

from dateline.cli.control_bars import Bar, axis_of, letters, row, scale
from dateline.model.control import ControlHistory
from made_record import later, third

HELD, CAPTURED = later()[1][1], third()[1][0]
FORMS = ([], ["--history"], ["--place", "Ugledar"], ["--claims"], ["--place", "Ugledar", "--day", "2023-02-12"])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("columns", [40, 60, 80, 120, 160])
def test_every_form_fits_the_terminal(form: list[str], columns: int, run: Run, made: Path) -> None:
    result = run("control", made, *form, columns=columns)
    assert result.exit_code == 0, result.stderr
    assert max(map(len, result.stdout.splitlines())) <= columns


def test_one_line_a_place(run: Run, made: Path) -> None:
    shown = run("control", made, columns=160)
    first, second = [each for each in shown.stdout.splitlines() if each.strip()][1:3]
    for word in ("Vuhledar", "claimed: held by Armed", "2023-02-20~", "a Telegram channel", " 2 "):
        assert word in first
    assert "Forces of Russia" in second
    assert shown.stderr.endswith("1 place\n")
    assert run("explain", re.findall(r"a_[0-9a-f]{16}", shown.stdout)[0], made).exit_code == 0


def test_two_clocks(run: Run, made: Path) -> None:
    """Who had it that day, as far as is known now; and what was known by then."""
    then = run("control", made, "--day", "2023-02-12", columns=160).stdout
    assert "Forces of Ukraine" in then
    assert "Forces of Ukraine" in run("control", made, "--as-of", "2023-02-15", columns=160).stdout
    assert "unknown" in run("control", made, "--day", "2023-02-01", columns=160).stdout
    both = run("control", made, "--day", "2023-02-25", "--as-of", "2023-02-15", "--json")
    assert msgspec.json.decode(both.stdout)["now"]["holder"]["country"] == "UKR"
    assert run("control", made, "--as-of", "2023-01-01").stdout == ""


def test_a_place_is_told_in_full(run: Run, made: Path) -> None:
    shown = run("control", made, "--place", "Ugledar", columns=80).stdout
    bars = {line[:22].strip(): line[23:] for line in shown.splitlines() if line.endswith(">")}
    assert set(bars) == {"consensus", "the General Staff", "a Telegram channel"}
    assert set(bars["the General Staff"]) == {"A", ">"}
    assert re.fullmatch("A+b+>|a+b+>", bars["consensus"])
    assert re.fullmatch(" +B+>", bars["a Telegram channel"])
    assert "A Armed Forces of Ukraine; B Armed Forces of Russia" in shown
    assert "a Telegram channel: Russian" in shown
    assert CAPTURED.assertion_id in shown
    assert HELD.assertion_id in shown
    assert shown == run("control", made, "--history", columns=80).stdout


def test_csv_of_each_form(run: Run, made: Path) -> None:
    (place,) = rows(run("control", made, "--csv").stdout)
    assert (place["place"], place["standing"], place["holder"]) == ("Vuhledar", "claimed", "Armed Forces of Russia")
    assert (place["since"], place["basis"], place["rule"]) == ("2023-02-20", "publication", "rules/control/1")
    stretches = rows(run("control", made, "--csv", "--history").stdout)
    assert [(r["line"], r["claimant"], r["since"], r["until"]) for r in stretches] == [
        ("consensus", "", "2023-02-11", "2023-02-20"),
        ("consensus", "", "2023-02-20", ""),
        ("claimant", "the General Staff", "2023-02-11", ""),
        ("claimant", "a Telegram channel", "2023-02-20", ""),
    ]
    assert all(r["assertion_ids"] for r in stretches)


def test_json_of_a_history_has_all_of_it(run: Run, made: Path) -> None:
    found = msgspec.json.decode(run("control", made, "--json", "--place", "Vuhledar").stdout, type=ControlHistory)
    assert found.now == found.consensus[-1]
    assert len(found.claims) == len(found.intervals) == len(found.changes) == 2
    look = msgspec.json.decode(run("control", made, "--json").stdout)
    assert look["claims"] == 2
    assert set(look) == {"key", "place", "rule", "now", "claimants", "claims"}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--claims", "--history"], "--claims and --history were both given"),
        (["--claims", "--day", "2023-02-12"], "--claims and --day were both given"),
        (["--day", "Tuesday"], "'Tuesday' is not a day"),
    ],
)
def test_what_does_not_go_together(options: list[str], words: str, run: Run, made: Path) -> None:
    result = run("control", made, *options)
    assert result.exit_code == 2
    assert words in result.stderr


def test_bars_keep_to_the_axis() -> None:
    axis = axis_of([date(2023, 1, 1), date(2023, 12, 31)], 40)
    same = Bar(date(2023, 6, 1), date(2023, 6, 1), "x", "")
    assert row([same], axis).plain.count("x") == 1
    outside = row([Bar(date(2020, 1, 1), date(2022, 1, 1), "x", ""), Bar(date(2030, 1, 1), None, "y", "")], axis).plain
    assert len(outside) == 40
    assert outside.endswith(">")
    (days,) = scale(axis)
    assert days.plain.split() == ["2023-01-01", "2023-07-02", "2023-12-31"]
    one_day = axis_of([date(2023, 1, 1)], 30)
    assert row([Bar(date(2023, 1, 1), None, "A", "")], one_day).plain == "A" * 29 + ">"
    assert scale(one_day, date(2023, 1, 1))[1].plain == "v"
    assert letters(["a", "b", "a"]) == {"a": "A", "b": "B"}
