"""`build` and `read` on reports of the sample corpus, with the real reader."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import msgspec
import pytest
from command import Run
from typer.testing import Result

from dateline.model.record import Row
from dateline.reference.sample import NOTICE, sample_folder

SOME = ("krm-wire.txt", "krm-copy.txt", "vinnytsia-wire.txt")


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with three reports, an empty one and a binary one."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in SOME:
        (folder / name).write_bytes((sample_folder() / name).read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    return folder


def built(run: Run, *arguments: str | Path, code: int = 0) -> Result:
    result = run("build", *arguments, "--workers", "1")
    assert result.exit_code == code, result.output
    return result


def test_build_makes_a_record_tells_what_was_skipped_and_adds_nothing_twice(run: Run, reports: Path) -> None:
    first = built(run, reports, "--db", "r.sqlite", "--json")
    summary = json.loads(first.stdout)
    assert (summary["added"], summary["unchanged"], summary["read"], summary["reports"]) == (3, 0, 3, 3)
    assert summary["assertions"] > 30
    assert summary["incidents"] > 3
    skipped = [line for line in first.stderr.splitlines() if line.startswith("skipped ")]
    assert [re.search(r"/(\w+)\.txt", line).group(1) for line in skipped] == ["empty", "picture"]  # type: ignore[union-attr]
    assert all(line.endswith(".") for line in skipped)
    assert "reading: 0 of 3" in first.stderr

    again = json.loads(built(run, reports, "--db", "r.sqlite", "--json").stdout)
    assert (again["added"], again["unchanged"], again["read"]) == (0, 3, 0)
    assert run("verify", "r.sqlite").exit_code == 0
    assert NOTICE not in first.stderr


def test_build_shows_a_summary_and_what_to_do_next(run: Run, reports: Path) -> None:
    shown = built(run, reports / SOME[0], "--db", "r.sqlite").stdout
    assert re.search(r"1 +reports \(1 new, 0 met again, 1 read, 0 skipped; 0 copies\)", shown)
    assert re.search(r"\d+ +incidents", shown)
    assert "dateline serve r.sqlite" in shown


def test_a_record_made_from_the_sample_says_so_before_every_answer(run: Run) -> None:
    result = built(run, sample_folder() / SOME[0], "--db", "r.sqlite")
    assert NOTICE in " ".join(result.stderr.split())
    for verb in ("claims", "incidents", "control", "timeline", "export"):
        answer = run(verb, "r.sqlite")
        assert NOTICE in " ".join(answer.stderr.split())
        assert NOTICE not in answer.stdout


def test_the_whole_sample_is_what_sample_means(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("dateline.pipeline.build.open_reports", lambda inputs, *_: asked.extend(inputs) or iter(()))
    built(run, "--sample", "--db", "r.sqlite", code=1)
    assert len(asked) == 70
    assert {Path(each).suffix for each in asked} == {".txt"}


def test_a_build_of_which_nothing_can_be_used_fails(run: Run, reports: Path) -> None:
    result = built(run, reports / "empty.txt", reports / "picture.txt", "--db", "r.sqlite", code=1)
    assert result.stderr.count("skipped ") == 2
    assert run("claims", "r.sqlite").exit_code == 0


def test_what_was_told_of_the_reports_goes_into_the_record(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("body,who\nRussian forces shelled Kherson on Friday.,The Paper\n")
    built(
        run, "rows.csv", "--db", "r.sqlite", "--column", "text=body", "--column", "publisher=who", "--published",
        "2023-02-11", "--language", "en",
    )  # fmt: skip
    report = json.loads(run("export", "r.sqlite").stdout.splitlines()[0])
    assert (report["publisher"], report["published"], report["language"]) == ("The Paper", "2023-02-11", "en")
    assert report["published_basis"] == "given"


def test_reports_come_from_standard_input_and_archives(run: Run, tmp_path: Path) -> None:
    text = (sample_folder() / SOME[0]).read_bytes()
    (tmp_path / "packed.txt.gz").write_bytes(gzip.compress(text))
    result = run("build", "-", "packed.txt.gz", "--db", "r.sqlite", "--json", stdin=text)
    assert json.loads(result.stdout)["reports"] == 2


def test_read_shows_the_text_what_the_colours_mean_and_a_table(run: Run) -> None:
    path = sample_folder() / SOME[0]
    result = run("read", path, columns=120, env={"FORCE_COLOR": "1"})
    assert result.exit_code == 0, result.stderr
    plain = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)
    text = path.read_text("utf-8")
    assert " ".join(text.split()) in " ".join(plain.split())
    assert re.search(r"statement +event +act +place", plain)
    assert re.search(r"2022-04-08 +Shelling/artillery/missile", plain)
    assert re.search(r"\x1b\[[0-9;]*32m?[0-9;]*m?Kramatorsk", result.stdout), "places are green"
    assert re.fullmatch(r"\d+ statements, \d+ events, \d+ on control\n", re.sub(r"\x1b\[[0-9;]*m", "", result.stderr))


def test_read_gives_the_same_rows_as_a_build(run: Run) -> None:
    path = sample_folder() / SOME[0]
    read = run("read", path, "--json").stdout
    kinds = [type(msgspec.json.decode(line, type=Row)).__name__ for line in read.splitlines()]
    assert kinds[0] == "Report"
    assert set(kinds[1:]) == {"Assertion"}
    built(run, path, "--db", "r.sqlite", "--min-confidence", "0")
    stored = {json.loads(line)["assertion_id"] for line in run("claims", "r.sqlite", "--json").stdout.splitlines()}
    assert {json.loads(line)["assertion_id"] for line in read.splitlines()[1:]} == stored


def test_read_takes_standard_input_and_tells_when_it_finds_nothing(run: Run) -> None:
    result = run("read", "-", "--published", "2023-02-11", stdin=b"The weather was fine.")
    assert (result.exit_code, result.stderr) == (0, "nothing is asserted in this report\n")
    assert "The weather was fine." in result.stdout


def test_read_tells_why_a_report_cannot_be_read(run: Run, reports: Path) -> None:
    result = run("read", reports / "picture.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("skipped ")
    assert run("read", reports / "nothing.txt").exit_code == 2
