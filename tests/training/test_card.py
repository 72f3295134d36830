"""The data card of the training reports tells the truth about the files, and the reports are whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.learn import card

from dateline.pipeline.score import load_gold
from dateline.pipeline.score.gold import TABLE_FILES


def test_the_card_shows_the_figures_of_the_files() -> None:
    told = card.shown(card.README.read_text("utf-8"))
    found = card.tables([card.held(folder) for folder in card.folders()])
    assert told == found, "training/README.md has other figures: python -m training.learn.card --write"


def test_the_card_speaks_of_every_folder() -> None:
    prose = card.README.read_text("utf-8").split(card.BEGINS)[0]
    assert [folder.name for folder in card.folders() if f"| `{folder.name}` |" not in prose] == []


@pytest.mark.parametrize("folder", card.folders(), ids=lambda folder: folder.name)
def test_every_text_is_annotated_once_and_completely(folder: Path) -> None:
    gold = load_gold([folder])
    assert all(each.report.complete for each in gold)
    assert [each.report.id for each in gold] == sorted(path.stem for path in (folder / "reports").iterdir())
    assert {path.name for path in folder.glob("*.yaml")} - {f"{each.report.id}.yaml" for each in gold} == {*TABLE_FILES}


def test_the_figures_are_counted(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text("Rebels took Goma. So they say.\n", "utf-8")
    (tmp_path / "a.yaml").write_text(
        "report: {complete: true, id: a, file: reports/a.txt, published: 2025-01-28}\n"
        "claims:\n"
        "  - {id: e1, type: event, sub_event_type: 'Attack|Mob violence', evidence: x, trigger: x}\n"
        "  - {id: e2, type: event, interaction: CONSULT, evidence: x, trigger: x}\n"
        "  - {id: s1, type: statement, evidence: x, speaker: null}\n",
        "utf-8",
    )
    (tmp_path / "names.yaml").write_text("{}\n", "utf-8")
    held = card.held(tmp_path)
    assert (held.reports, held.words, held.published) == (1, 6, ("2025-01-28", "2025-01-28"))
    assert held.kinds == {"event": 2, "statement": 1}
    assert held.acts == {"Attack": 1, "CONSULT": 1}
    shown = card.tables([held, held])
    assert "| all | 2 | 12 | 2 | 4 | 0 | 6 | 2025 to 2025 |" in shown
    assert "| `Attack` | 2 |" in shown


def test_figures_are_put_between_their_marks_and_nowhere_else() -> None:
    empty = f"# Card\n{card.BEGINS}{card.ENDS}after\n"
    once = card.with_figures(empty, "| a |\n")
    assert once == f"# Card\n{card.BEGINS}| a |\n{card.ENDS}after\n"
    assert card.with_figures(once, "| b |\n") == once.replace("| a |", "| b |")
