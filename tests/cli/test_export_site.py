"""`dateline export --format site`: which record, which folder, what it says."""

from __future__ import annotations

import json
from pathlib import Path

from command import Run


def test_a_record_and_a_folder(run: Run, made: Path, tmp_path: Path) -> None:
    result = run("export", made, "--format", "site", tmp_path / "site", "--as-of", "2023-02-11", columns=60)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert "files" in result.stderr
    manifest = json.loads((tmp_path / "site/data/manifest.json").read_bytes())
    assert manifest["overview"]["last_known"] == "2023-02-11"
    assert manifest["texts"]


def test_one_name_is_the_folder_and_db_says_the_record(run: Run, made: Path, tmp_path: Path) -> None:
    result = run("export", "--format", "site", tmp_path / "one", "--db", made, "--without-texts")
    assert result.exit_code == 0, result.stderr
    assert not json.loads((tmp_path / "one/data/manifest.json").read_bytes())["texts"]
    assert run("export", made, "--format", "site", "--out", tmp_path / "two").exit_code == 0
    assert (tmp_path / "two/index.html").exists()


def test_what_is_missing_or_too_much_is_told(run: Run, made: Path, tmp_path: Path) -> None:
    assert "no folder was given" in run("export", "--format", "site", "--db", made).stderr
    result = run("export", made, tmp_path / "folder")
    assert result.exit_code != 0
    assert "Only --format site takes it" in result.stderr
    assert "Only --format site" in run("export", made, "--without-texts").stderr
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter").write_text("mine")
    assert "other things than a site" in run("export", made, "--format", "site", tmp_path / "full").stderr
