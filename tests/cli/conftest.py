"""The command, run in this process, and a record for it to look into."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Run
from typer.testing import CliRunner, Result

import made_record
from dateline.cli.app import app
from dateline.store import Record


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a small hand-made record; not to be changed."""
    path = tmp_path_factory.mktemp("record") / "made.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `dateline` with these arguments in an empty folder, as wide as `columns`."""
    for name in ("DATELINE_DB", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "DATELINE_TRACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path.parent / f"{tmp_path.name}-home"))
    monkeypatch.chdir(tmp_path)

    def call(
        *arguments: str | Path, columns: int = 100, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> Result:
        settings = {"COLUMNS": str(columns), **(env or {})}
        return CliRunner().invoke(app, [str(each) for each in arguments], input=stdin, env=settings)

    return call
