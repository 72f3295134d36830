"""`entities`, and `explain` and `judge` on names: what a person sees and can say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from command import Run

from dateline.cli.faults import Code


def test_the_list_shows_spellings_and_ids_that_explain_takes(run: Run, made: Path) -> None:
    listed = run("entities", made, "--kind", "person")
    assert listed.exit_code == Code.OK, listed.stderr
    assert "Oleksandr Prokudin (3)" in listed.stdout
    assert "name:oleksandr prokudin@UKR" in listed.stdout
    told = run("explain", "name:oleksandr prokudin", made)
    assert re.search(r"office +governor \(UKR\) +2023-02-10", told.stdout)
    assert "given name: same" in told.stdout


def test_an_unknown_place_is_said_to_be_one(run: Run, made: Path) -> None:
    assert re.search(r"Volgograd +unknown place", run("entities", made, "--find", "Volgograd").stdout)


def test_rows_as_json_and_as_of_a_day(run: Run, made: Path) -> None:
    rows = [json.loads(line) for line in run("entities", made, "--json", "--as-of", "2023-02-10").stdout.splitlines()]
    assert {row["name"] for row in rows} >= {"Kherson", "Oleksandr Prokudin", "Armed Forces of Russia"}
    assert {row["until"] for row in rows} == {"2023-02-10"}


def test_nobody_of_that_name_and_no_such_kind(run: Run, made: Path) -> None:
    assert run("entities", made, "--find", "Nobody At All").stderr == "no such names in this record\n"
    assert run("entities", made, "--kind", "tank").exit_code == Code.USAGE


def test_names_are_judged_and_what_changed_is_told(run: Run, made: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copy(made, tmp_path / "mine.sqlite"))
    by = ("--by", "A. Coder", "--on", "2023-03-02")
    said = run("judge", "different", "name:oleksandr prokudin", "name:oleksandr prokudin@UKR", mine, *by)
    assert said.exit_code == Code.OK, said.stderr
    assert "parted" in said.stdout
    mixed = run("judge", "same", "name:oleksandr prokudin", "r_0000", mine, *by)
    assert "nothing in the record has the id 'r_0000'" in mixed.stderr
