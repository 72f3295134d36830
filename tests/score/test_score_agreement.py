"""The scorer's figures on records made from gold and damaged in many ways.

pinned.json holds the figures that the scorer of the gold's makers gives. Where that scorer is at hand (../shared, or
DATELINE_SHARED) it is run again, here, on the same rows and on the gold folders that come with it.
`python tests/score/test_score_agreement.py` writes pinned.json anew, from that scorer.
"""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from record_from_gold import CASES, damaged, record_rows

from dateline.pipeline.score import load_gold, load_tables, score

SHARED = Path(os.environ.get("DATELINE_SHARED", CASES.parents[2] / "shared"))
REFERENCE = SHARED / "eval" / "score_record.py"
PINNED = Path(__file__).with_name("pinned.json")
FOLDERS = [CASES / "train", CASES / "dev"]
SEEDS = range(6)


def ours(rows: list[dict[str, Any]], folders: list[Path]) -> dict[str, Any]:
    return plain(msgspec.to_builtins(score(rows, load_gold(folders), load_tables(folders))))


def theirs(rows: list[dict[str, Any]], folders: list[Path], folder: Path) -> dict[str, Any]:
    export = folder / "export.jsonl"
    export.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("score_record", REFERENCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return plain(module.score(export, folders))


def plain(figures: dict[str, Any]) -> dict[str, Any]:
    """As JSON gives them, with a slot's counts that are nought written out and in one order."""
    figures = json.loads(json.dumps(figures))
    figures["slots"] = {
        slot: {key: counts.get(key, 0) for key in ("right", "wrong", "missing", "accuracy")}
        for slot, counts in figures["slots"].items()
    }
    return figures


def pinned_part(figures: dict[str, Any]) -> dict[str, Any]:
    kept = {key: figures[key] for key in ("kinds", "fact", "pins", "incidents", "reports_not_in_export")}
    slots = {slot: [n["right"], n["wrong"], n["missing"]] for slot, n in figures["slots"].items()}
    return {**kept, "slots": slots, "misses": len(figures["misses"]), "spurious": len(figures["spurious"])}


def drawn(seed: int) -> tuple[list[dict[str, Any]], list[Path]]:
    """Damaged rows, with the folder whose gold they were made from."""
    folders = [FOLDERS[1]] if seed % 3 else [FOLDERS[0]]
    return damaged(record_rows(folders), seed), folders


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_are_those_of_the_gold_makers_scorer(seed: int, tmp_path: Path) -> None:
    rows, folders = drawn(seed)
    figures = ours(rows, folders)
    assert pinned_part(figures) == json.loads(PINNED.read_text())[str(seed)]
    if REFERENCE.exists():
        assert figures == theirs(rows, folders, tmp_path)


def test_figures_agree_on_the_gold_that_comes_with_the_other_scorer(tmp_path: Path) -> None:
    folders, texts = FOLDERS, [SHARED / "gold" / each / "reports" for each in ("train", "dev")]
    if REFERENCE.exists():
        folders = [SHARED / "gold" / "dev", SHARED / "gold" / "train"]
    rows = damaged(record_rows(folders, texts), 99)
    figures = ours(rows, folders)
    assert figures["fact"]["gold_facts"] > 6000
    if REFERENCE.exists():
        assert figures == theirs(rows, folders, tmp_path)


def test_damage_lowers_every_figure() -> None:
    whole = record_rows([CASES / "dev"])
    perfect, worse = ours(whole, [CASES / "dev"]), ours(damaged(whole, 1), [CASES / "dev"])
    assert perfect["fact"]["f1"] > 0.99 > worse["fact"]["f1"]
    assert perfect["spurious"] == []
    for kind in perfect["kinds"]:
        assert perfect["kinds"][kind]["f1"] == 1.0 > worse["kinds"][kind]["f1"]
    assert perfect["pins"]["precision"] == 1.0 > worse["pins"]["precision"]
    assert perfect["incidents"]["f1"] == 1.0 > worse["incidents"]["f1"]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as scratch:
        pinned = {str(seed): pinned_part(theirs(*drawn(seed), Path(scratch))) for seed in SEEDS}
    PINNED.write_text(json.dumps(pinned, separators=(",", ":")).replace('},"', '},\n"') + "\n")
