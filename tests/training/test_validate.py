"""The annotated reports of the repository keep the rules of annotation, and every kind of fault is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from training.learn import validate

from dateline.model.errors import SettingError

TEXT = "Rebels took Goma on Monday and killed four people. Goma is ours, they said."
HEAD = "{complete: true, id: goma, file: reports/goma.txt, published: 2025-01-28}"
KIND = "sub_event_type: Non-state actor overtakes territory|Armed clash, "
EVENT = (
    f"{{id: e1, type: event, {KIND}trigger: took, "
    "evidence: Rebels took Goma, places: [Goma], date: {earliest: 2025-01-27, latest: 2025-01-27}, "
    "tolls: [{measure: killed, of: people, best: 4}]}"
)
STATEMENT = "{id: s1, type: statement, evidence: Goma is ours, speaker: Rebels, manner: direct|indirect}"
GOLD = "cannot be read as gold: "
CONTROL = "{id: c1, type: control, evidence: Goma is ours, places: [Goma], holder: Rebels, state: held}"


def folder(at: Path, *claims: str, head: str = HEAD) -> Path:
    """A folder with one annotated report."""
    (at / "reports").mkdir(exist_ok=True)
    (at / "reports" / "goma.txt").write_text(TEXT, "utf-8")
    (at / "places.yaml").write_text("Goma: {lat: -1.68, lon: 29.22}\n", "utf-8")
    (at / "goma.yaml").write_text(f"report: {head}\nclaims:\n" + "".join(f"  - {c}\n" for c in claims), "utf-8")
    return at


def faults(at: Path) -> list[str]:
    return [each.what for each in validate.checked([at]).faults]


def test_all_annotated_reports_of_the_repository_are_without_fault() -> None:
    found = validate.checked(validate.ALL)
    assert [str(each) for each in found.faults] == []
    assert found.reports >= 600
    assert found.claims >= 13_000


def test_a_report_that_keeps_the_rules_has_no_fault(tmp_path: Path) -> None:
    assert validate.checked([folder(tmp_path, EVENT, STATEMENT, CONTROL)]) == (1, 3, ())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Rebels took Goma,", "rebels took Goma,", "evidence is not in the text word for word: 'rebels took Goma'"),
        ("Rebels took Goma,", "Rebels  took Goma,", "evidence is not in the text word for word: 'Rebels  took Goma'"),
        ("trigger: took", "trigger: killed", "trigger is not in the evidence: 'killed'"),
        ("trigger: took", "trigger: ''", "trigger is not in the evidence: ''"),
        ("trigger: took, ", "", "event needs trigger"),
        ("places: [Goma]", "place: [Goma]", "unknown key: place"),
        ("places: [Goma]", "places: [Goma|Sake]", "places.yaml lacks 'Sake'"),
        ("places: [Goma]", "origin: Sake", "places.yaml lacks 'Sake'"),
        ("places: [Goma]", "places: Goma", GOLD + "Expected `array`, got `str` - at `$.claims[0].places`"),
        ("|Armed clash", "|Battle", "sub_event_type cannot be 'Battle'"),
        ("sub_event_type: ", "interaction: ", "interaction cannot be 'Non-state actor overtakes territory'"),
        (KIND, "", "event needs sub_event_type or interaction"),
        ("trigger: took", "trigger: took, status: likely", "status cannot be 'likely'"),
        ("type: event", "type: battle", GOLD + "Invalid enum value 'battle' - at `$.claims[0].type`"),
        ("of: people", "whom: people", "unknown key of a toll: whom"),
        ("best: 4", "per: day", "toll has no number: killed"),
        ("best: 4", "low: 9, high: 4", "bounds of killed are out of order: [9, 4]"),
        ("best: 4", "best: -4", "bounds of killed are out of order: [-4]"),
        ("earliest: 2025-01-27", "earliest: 2025-02-27", "date ends before it begins: 2025-02-27 to 2025-01-27"),
        ("earliest: 2025-01-27, ", "", GOLD + "Object missing required field `earliest` - at `$.claims[0].date`"),
        ("latest: 2025-01-27}", "latest: 2025-01-27, basis: told}", "unknown key of a date"),
    ],
)  # fmt: skip
def test_a_fault_of_an_event_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in EVENT
    assert told in faults(folder(tmp_path, EVENT.replace(old, new)))


@pytest.mark.parametrize(
    ("claim", "old", "new", "told"),
    [
        (STATEMENT, ", speaker: Rebels", "", "statement needs speaker"),
        (STATEMENT, "manner: direct|", "manner: loud|", "manner cannot be 'loud'"),
        (STATEMENT, "s1", "s1, said_on: 2025-03-01", "said_on is after the report's day, 2025-01-28: 2025-03-01"),
        (CONTROL, "state: held", "state: occupied", "state cannot be 'occupied'"),
        (CONTROL, "holder: Rebels, ", "", "control needs holder"),
        (CONTROL, "places: [Goma], ", "", "control needs places"),
    ],
)  # fmt: skip
def test_a_fault_of_a_statement_or_of_control_is_told(
    claim: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    assert told in faults(folder(tmp_path, claim.replace(old, new)))


def test_a_speaker_may_be_unknown(tmp_path: Path) -> None:
    assert faults(folder(tmp_path, STATEMENT.replace("speaker: Rebels", "speaker: null"))) == []


def test_what_is_planned_or_denied_may_be_of_a_later_day(tmp_path: Path) -> None:
    later = EVENT.replace("2025-01-27", "2025-02-27")
    assert len(faults(folder(tmp_path, later))) == 1
    assert faults(folder(tmp_path, later.replace("id: e1", "id: e1, status: planned"))) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: goma", "id: bukavu", "its id is 'bukavu'; it must be the file's name"),
        ("reports/goma.txt", "reports/bukavu.txt", "its text is not there: reports/bukavu.txt"),
        ("published: 2025-01-28", "published: yesterday", "published is no day: 'yesterday'"),
        (", published: 2025-01-28", "", "report lacks published"),
        ("id: goma", "id: goma, outlet: Wire", "report has an unknown key: outlet"),
    ],
)
def test_a_fault_of_the_head_is_told(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert told in faults(folder(tmp_path, EVENT, head=HEAD.replace(old, new)))


def test_ids_names_and_texts_that_are_twice_or_alone_are_told(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        folder(tmp_path / name, EVENT, EVENT)
    (tmp_path / "b" / "reports" / "sake.txt").write_text("Sake fell.", "utf-8")
    told = [str(each) for each in validate.checked([tmp_path]).faults]
    assert told.count("a/goma.yaml e1: another claim has this id, too") == 2
    assert "b/reports/sake.txt: there is no annotation of this text" in told
    assert told[-1] == "goma.yaml: another report has this name, too"


def test_one_broken_file_or_table_hides_no_fault_of_the_others(tmp_path: Path) -> None:
    folder(tmp_path, EVENT.replace("trigger: took", "trigger: fled"))
    (tmp_path / "broken.yaml").write_text("report: [", "utf-8")
    told = [str(each) for each in validate.checked([tmp_path]).faults]
    assert [line.split(":")[0] for line in told] == [f"{tmp_path.name}/broken.yaml", f"{tmp_path.name}/goma.yaml e1"]
    (tmp_path / "places.yaml").write_text("Goma: {lat: north}", "utf-8")
    assert "is not a table" in faults(tmp_path)[0]


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError):
        validate.checked([tmp_path])


def test_the_command_prints_the_faults_and_fails(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "training.learn.validate", str(folder(tmp_path, EVENT, CONTROL))]
    done = subprocess.run(command, cwd=validate.ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "1 reports, 2 claims, 0 faults\n")
    folder(tmp_path, EVENT.replace("[Goma]", "[Sake]"))
    done = subprocess.run(command, cwd=validate.ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == f"{tmp_path.name}/goma.yaml e1: places.yaml lacks 'Sake'\n1 reports, 1 claims, 1 faults\n"
