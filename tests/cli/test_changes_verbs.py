"""`diff` and `brief`: what they print, for people and for programs."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from command import Run

from dateline.model.brief import Brief
from dateline.pipeline.change_views import Change

DAYS = ("--from", "2023-02-10", "--to", "2023-02-11")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 160])
def test_what_changed_is_no_wider_than_the_terminal(columns: int, run: Run, made: Path) -> None:
    result = run("diff", made, "--from", "2023-02-01", "--to", "2023-02-28", columns=columns)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= columns


def test_what_changed_is_told_by_kind_with_what_is_behind_it(run: Run, made: Path) -> None:
    result = run("diff", made, *DAYS, columns=160)
    for heading in ("New incidents (1)", "Changed incidents (1)", "New disputes (1)", "Control (1)"):
        assert heading in result.stdout
    assert "sources now differ about actor1" in result.stdout
    assert "said to be held by nobody → Armed Forces of Ukraine" in result.stdout
    assert "4 changes from 2023-02-10 to 2023-02-11; 1 report became known" in result.stderr
    ids = re.findall(r"[ai]_[0-9a-f]{16}", result.stdout)
    assert all(run("explain", each, made).exit_code == 0 for each in dict.fromkeys(ids))


def test_changes_are_lines_of_json(run: Run, made: Path) -> None:
    lines = run("diff", made, *DAYS, "--json").stdout.splitlines()
    found = [msgspec.json.decode(line, type=Change) for line in lines]
    assert [type(each).__name__ for each in found] == [
        "IncidentChange", "IncidentChange", "DisputeChange", "ControlChange"
    ]  # fmt: skip
    assert len(run("diff", made, *DAYS, "--json", "--place", "Kherson").stdout.splitlines()) == 2


def test_a_limit_is_for_each_kind_and_says_how_to_see_the_rest(run: Run, made: Path) -> None:
    shown = run("diff", made, "--from", "2023-02-01", "--to", "2023-02-28", "--limit", "1").stdout
    assert "New incidents (3; --limit 3 shows all)" in shown


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_change_is_an_answer(form: list[str], run: Run, made: Path) -> None:
    result = run("diff", made, "--from", "2023-02-13", "--to", "2023-02-14", *form)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "nothing changed from 2023-02-13 to 2023-02-14; 0 reports became known\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "--from", "2023-02-11", "--to", "2023-02-10"],
        ["diff", "--from", "yesterday", "--to", "2023-02-10"],
        ["diff", "--from", "2023-02-11"],
        ["brief"],
        ["brief", "--day", "2023-02-30"],
        ["brief", "--day", "2023-02-10", "--since", "2023-02-11"],
        ["brief", "--day", "2023-02-10", "--format", "pdf"],
    ],
)
def test_wrong_days_are_wrong_usage(arguments: list[str], run: Run, made: Path) -> None:
    verb, *rest = arguments
    assert run(verb, made, *rest).exit_code == 2


def test_a_brief_comes_in_three_forms(run: Run, made: Path) -> None:
    asked = ("brief", made, "--day", "2023-02-11")
    assert run(*asked).stdout.startswith("# Brief of 11 February 2023\n")
    assert run(*asked, "--format", "html").stdout.startswith("<!doctype html>")
    found = msgspec.json.decode(run(*asked, "--format", "json").stdout, type=Brief)
    assert [each.name for each in found.sections] == ["new", "changed", "disputed", "control"]


def test_a_brief_goes_to_a_file_whole_or_not_at_all(run: Run, made: Path, tmp_path: Path) -> None:
    asked = ("brief", made, "--day", "2023-02-11", "--format", "html", "--out")
    result = run(*asked, tmp_path / "brief.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "brief.html").read_text("utf-8").endswith("</html>\n")
    assert run(*asked, tmp_path / "nowhere" / "brief.html").exit_code == 1


def test_a_brief_is_the_same_bytes_each_time(run: Run, made: Path) -> None:
    asked = ("brief", made, "--since", "2023-02-01", "--day", "2023-02-28")
    assert run(*asked).stdout == run(*asked).stdout
