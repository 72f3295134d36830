"""`dateline account`, and what `serve` says to an address that others reach."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from command import DATELINE

PASSWORD = "correct horse battery"


def account(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [*DATELINE, "account", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Path:
    """A copy of the record, whose accounts are this test's own."""
    return Path(shutil.copy(made, tmp_path / "own.sqlite"))


def test_accounts_are_added_listed_and_removed(own: Path) -> None:
    added = account("add", str(own), "Anna K", "--role", "reviewer", "--password-stdin", given=f"{PASSWORD}\n")
    assert (added.returncode, added.stdout) == (0, "Anna K is a reviewer\n")
    assert [json.loads(line) for line in account("list", str(own), "--json").stdout.splitlines()] == [
        {"name": "Anna K", "role": "reviewer"}
    ]
    assert account("remove", str(own), "Anna K").returncode == 0
    assert "nobody has an account" in account("list", str(own)).stderr


def test_what_cannot_be_is_told(own: Path) -> None:
    short = account("add", str(own), "Anna", "--password-stdin", given="short\n")
    assert (short.returncode, "10 to 1,024" in short.stderr) == (2, True)
    role = account("add", str(own), "Anna", "--role", "king", "--password-stdin", given=PASSWORD)
    assert (role.returncode, "reader, reviewer" in role.stderr) == (2, True)
    assert "--password-stdin" in account("add", str(own), "Anna").stderr
    assert account("list", f"{own}.none").returncode == 3


def test_others_are_not_served_while_nobody_has_an_account(own: Path) -> None:
    command = [*DATELINE, "serve", str(own), "--host", "0.0.0.0", "--port", "0"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 2
    assert "dateline account add" in told.stderr
