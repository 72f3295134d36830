"""Help: quick, complete, and the same as docs/cli.md."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from command import Run

from dateline import __version__
from dateline.cli.app import app
from dateline.cli.faults import Code

DOCS = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")


def verbs(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every verb, with the words that call it."""
    command = command or typer.main.get_command(app)
    for name, below in command.commands.items():
        if hasattr(below, "commands"):
            yield from verbs(below, (*path, name))
        else:
            yield (*path, name), below


VERBS = dict(verbs())


def test_all_verbs_are_there() -> None:
    names = {path[0] for path in VERBS}
    wanted = (
        "build read serve claims events incidents control timeline quotes entities explain diff brief export verify"
        " score bench pipeline"
    )
    assert names == {*wanted.split(), "account", "judge", "review", "sources", "gazetteer"}


@pytest.mark.parametrize("path", VERBS, ids=" ".join)
def test_a_verb_and_its_options_are_documented(path: tuple[str, ...], run: Run) -> None:
    assert f"dateline {' '.join(path)}" in DOCS or f"| `{' '.join(path)}` |" in DOCS
    help_text = run(*path, "--help").stdout
    for parameter in VERBS[path].params:
        for option in (each for each in parameter.opts if each.startswith("--") and each != "--help"):
            assert f"`{option}" in DOCS, f"docs/cli.md does not tell of {option} of {' '.join(path)}"
            assert parameter.help, f"{option} of {' '.join(path)} has no help"
            assert option in help_text


def test_no_option_is_documented_that_is_not_there() -> None:
    parameters = [parameter for command in VERBS.values() for parameter in command.params]
    known = {option for each in parameters for option in (*each.opts, *each.secondary_opts)}
    told = set(re.findall(r"`(--[a-z0-9-]+)", DOCS))
    assert told - known - {"--version", "--help"} == set()


def test_exit_codes_are_documented() -> None:
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", DOCS, re.MULTILINE)}
    assert told == {int(code) for code in Code}


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"dateline {__version__}\n"


def test_help_loads_nothing_that_it_does_not_need() -> None:
    heavy = {"spacy", "litestar", "trafilatura", "uvicorn", "sqlite3", "datasketch", "yaml", "dateline.store"}
    program = "import sys; from dateline.cli.app import app; app(standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "dateline.cli.app" in loaded
    assert loaded & heavy == set()
