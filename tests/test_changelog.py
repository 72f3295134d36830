"""The changelog's top entry is the version that the package says it is, and versions only go down from there."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import dateline

ROOT = Path(__file__).parents[1]
ENTRY = re.compile(r"^## (\d+)\.(\d+)\.(\d+) - (\d{4}-\d\d-\d\d)$")
HEADINGS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def entries() -> list[tuple[tuple[int, int, int], date]]:
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    heads = [line for line in lines if line.startswith("## ") and line != "## Unreleased"]
    matches = [ENTRY.match(line) for line in heads]
    assert all(matches), f"a version's line is '## 1.2.3 - YYYY-MM-DD', not one of these: {heads}"
    return [((int(m[1]), int(m[2]), int(m[3])), date.fromisoformat(m[4])) for m in matches if m]


def test_the_top_version_is_the_packages() -> None:
    assert ".".join(map(str, entries()[0][0])) == dateline.__version__


def test_newest_first() -> None:
    told = entries()
    assert told == sorted(told, reverse=True)
    assert len({version for version, _ in told}) == len(told)


def test_headings_are_those_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= HEADINGS


def test_pyproject_takes_the_version_from_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"]["path"] == "src/dateline/__init__.py"
    assert "version" not in project["project"]
