"""`gazetteer add`, `list`, `remove`, in a home of their own; `pipeline`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command import Run

from dateline.extract import EXTRACTORS
from dateline.reference.gazetteer.compile import compile_gazetteer

TABLE = "name,lat,lon,country,names\nTestove,48.5,37.9,UKR,Testovo|Testowe\nDruhe,48.6,37.8,UKR,\n"


@pytest.fixture(autouse=True)
def table(tmp_path: Path) -> None:
    compile_gazetteer()
    (tmp_path / "villages.csv").write_text(TABLE)


def test_a_table_is_added_listed_and_removed(run: Run) -> None:
    assert run("gazetteer", "list").stderr.startswith("no gazetteers of your own in ")
    added = run("gazetteer", "add", "villages.csv")
    assert added.exit_code == 0, added.output
    assert added.stdout.startswith("villages: 2 places, ")
    assert run("gazetteer", "list").stdout.startswith("villages  ")
    assert json.loads(run("gazetteer", "list", "--json").stdout)["name"] == "villages"
    assert run("gazetteer", "remove", "villages").exit_code == 0
    assert run("gazetteer", "list").stdout == ""


def test_what_cannot_be_added_or_removed_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("where,lat\nx,1\n")
    for arguments, words in (
        (["add", "bad.csv"], "bad.csv: no column for "),
        (["add", "nothing.csv"], "nothing.csv: "),
        (["remove", "nothing"], "there is no gazetteer here"),
    ):
        result = run("gazetteer", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr
        assert result.stderr.count("\n") == 1


def test_pipeline_shows_every_extractor_with_its_version(run: Run) -> None:
    shown = run("pipeline", columns=140).stdout
    told = [json.loads(line) for line in run("pipeline", "--json").stdout.splitlines()]
    assert [each["made_by"] for each in told][: len(EXTRACTORS)] == [each.made_by for each in EXTRACTORS]
    assert all(each.name in shown for each in EXTRACTORS)
