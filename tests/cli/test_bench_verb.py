"""`dateline bench`: what it lists, what it prints, and what it says when the data is not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command import Run

from dateline.pipeline.benchmarks import BENCHMARKS

GOLD = Path(__file__).parents[2] / "cases" / "gold"


@pytest.fixture
def some_gold(tmp_path: Path) -> Path:
    """Two gold reports of dev, with the tables."""
    folder = tmp_path / "gold" / "dev"
    folder.mkdir(parents=True)
    for name in ("krm-wire", "vinnytsia-wire"):
        shutil.copy(GOLD / "dev" / f"{name}.yaml", folder)
    for table in ("places.yaml", "names.yaml"):
        shutil.copy(GOLD / table, folder.parent)
    return folder


def test_without_a_name_all_are_listed(run: Run) -> None:
    listed = run("bench", columns=80)
    assert listed.exit_code == 0
    for name in BENCHMARKS:
        assert f"\n{name} " in listed.stdout
    assert max(map(len, listed.stdout.splitlines())) <= 80
    rows = [json.loads(line) for line in run("bench", "--json").stdout.splitlines()]
    assert [row["name"] for row in rows] == list(BENCHMARKS)
    assert all(row["data"] and row["published"] and row["measures"] for row in rows)


def test_gold_prints_the_figures_of_score(run: Run, some_gold: Path) -> None:
    told = run("bench", "gold", "--data", some_gold, columns=80)
    assert told.exit_code == 0, told.stderr
    assert max(map(len, told.stdout.splitlines())) <= 80
    assert "reading: 2 of 2" in told.stderr
    figures = json.loads(run("bench", "gold", "--data", some_gold.parent, "--json").stdout)["figures"]
    sample = Path(__file__).parents[2] / "src/dateline/reference/data/sample"
    run("build", sample / "krm-wire.txt", sample / "vinnytsia-wire.txt", "--db", "two.sqlite")
    scores = json.loads(run("score", "two.sqlite", some_gold, "--json").stdout)
    assert figures["fact F1"] == {"dev": scores["fact"]["f1"]}
    assert figures["event typed F1"] == {"dev": scores["kinds"]["event"]["typed_f1"]}
    assert figures["pins drawn"] == {"dev": scores["pins"]["drawn"]}
    assert 0 < scores["fact"]["f1"] < 1


def test_positions_asks_for_every_figure_and_who_gives_it(run: Run, some_gold: Path) -> None:
    told = run("bench", "positions", "--data", some_gold, "--misses", columns=80)
    assert told.exit_code == 0, told.stderr
    figures = json.loads(run("bench", "positions", "--data", some_gold, "--json").stdout)["figures"]
    assert figures["figures"] == {"dev": 11, "dev, given": 11}
    assert figures["recall"]["dev, given"] == 1.0
    assert 0.5 < figures["recall"]["dev"] <= figures["number alone"]["dev"] <= 1.0


def test_sides_swaps_reads_and_compares(run: Run, some_gold: Path) -> None:
    told = run("bench", "sides", "--data", some_gold, "--misses", "--json")
    assert told.exit_code == 0, told.stderr
    measured = json.loads(told.stdout)
    row = measured["figures"]["dev"]
    assert (row["reports"], row["swapped"]) == (2, 2)
    assert row["assertions"] == row["unchanged"] + row["changed"] + row["lost"] > 20
    assert 0.8 < row["share"] <= 1
    assert len(measured["faults"]) == row["changed"] + row["lost"] + row["new"]


def test_misses_are_listed_by_family(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("name1,name2,is_match\nAnna K,Quentin Z,true\n", encoding="utf-8")
    told = run("bench", "names", "--data", tmp_path, "--misses", columns=80)
    assert "nomenklatura: one name, not told: 1\nnomenklatura | Anna K / Quentin Z\n" in told.stdout
    assert "Anna K" not in run("bench", "names", "--data", tmp_path, "--json").stdout


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_folder_without_the_data_is_wrong_usage(run: Run, tmp_path: Path, name: str) -> None:
    told = run("bench", name, "--data", tmp_path)
    assert told.exit_code == 2
    assert told.stdout == ""
    assert f"error: {tmp_path}: this folder lacks what is measured. Give the folder that holds " in told.stderr
    assert BENCHMARKS[name].published in told.stderr
    bare = run("bench", name)
    assert bare.exit_code == 2
    assert f"bench {name}: no data was given" in bare.stderr


def test_an_unknown_name_is_wrong_usage(run: Run) -> None:
    told = run("bench", "muc")
    assert told.exit_code == 2
    assert "'muc' is not a benchmark. Give one of gold, positions, sides, polnear" in told.stderr
