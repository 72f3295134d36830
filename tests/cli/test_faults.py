"""Errors: one clear line on standard error, an exit code, nothing on standard output."""

from __future__ import annotations

import resource
import subprocess
from pathlib import Path

import pytest
from command import DATELINE, Run


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["claims", "nothing.sqlite"], 3, "nothing.sqlite: there is no such record. Make it with `dateline build"),
        (["claims", "."], 3, "this is a folder"),
        (["verify", "text.sqlite"], 3, "text.sqlite: "),
        (["claims", "MADE", "--from", "10.2.2023"], 2, "--from: '10.2.2023' is not a day. Give it as YYYY-MM-DD"),
        (
            ["claims", "MADE", "--from", "2023-02-11", "--to", "2023-02-10"],
            2,
            "--from 2023-02-11 is after --to 2023-02-10",
        ),
        (["claims", "MADE", "--bbox", "1,2,3"], 2, "--bbox: '1,2,3' is not a box"),
        (["claims", "MADE", "--bbox", "1,91,3,95"], 2, "--bbox: '1,91,3,95' is no box on the globe"),
        (["claims", "MADE", "--json", "--csv"], 2, "--json and --csv were both given. Give one of them."),
        (["explain", "a_nothing", "MADE"], 1, "nothing in the record has the id 'a_nothing'"),
        (["export", "MADE", "--out", "no/folder/x"], 1, "no/folder/x: cannot be written"),
        (["score", "nothing.jsonl", "GOLD"], 1, "nothing.jsonl: cannot be read: No such file or directory"),
        (["score", "text.sqlite", "GOLD"], 1, "text.sqlite:1: is not a row of an export"),
        (["score", "MADE", "no-folder"], 2, "no-folder: is not a folder"),
        (["score", "MADE"], 2, "no gold was given, and there is no cases/gold here"),
        (["build"], 2, "no reports were given. Name files or folders"),
        (["build", "x.txt", "--column", "text"], 2, "--column: 'text' names no column"),
        (["build", "x.txt", "--published", "soon"], 2, "--published: 'soon' is not a day"),
        (["serve", "nothing.sqlite"], 3, "nothing.sqlite: there is no such record"),
        (["serve", "MADE", "--host", "no.such.host.invalid"], 2, "--host: 'no.such.host.invalid' is no address"),
    ],
)
def test_an_error_is_one_line_with_a_remedy(
    arguments: list[str], code: int, words: str, run: Run, made: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.sqlite").write_text("this is no record, and it is long enough to have a header\n" * 9)
    gold = Path(__file__).parents[2] / "cases" / "gold"
    result = run(*({"MADE": str(made), "GOLD": str(gold)}.get(each, each) for each in arguments))
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


@pytest.mark.parametrize(
    "arguments", [["claims", "--limit", "0"], ["timeline", "--by", "year"], ["no-verb"], ["build", "--x"]]
)
def test_wrong_usage_is_told_and_gives_2(arguments: list[str], run: Run) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error" in result.stderr


def test_a_fault_of_its_own_is_told_without_a_traceback(run: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("seq")

    monkeypatch.setattr("dateline.pipeline.queries.claims", broken)
    result = run("claims", made)
    assert result.exit_code == 1
    assert result.stderr == (
        "error: Dateline itself failed: KeyError: 'seq'. "
        "What was stored is kept. Please report it with what DATELINE_TRACE=1 shows.\n"
    )
    assert isinstance(run("claims", made, env={"DATELINE_TRACE": "1"}).exception, KeyError)


def test_an_interruption_says_that_nothing_is_lost(run: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.pipeline.queries.claims", interrupted)
    result = run("claims", made)
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "stopped. What was stored is kept; the same command goes on from there.\n"


def test_a_reader_that_has_had_enough_is_no_error(made: Path) -> None:
    command = subprocess.Popen(
        [*DATELINE, "claims", str(made), "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout
    assert command.stderr
    command.stdout.close()
    assert (command.stderr.read(), command.wait(20)) == (b"", 0)
    command.stderr.close()


def test_a_full_disk_is_told(made: Path, tmp_path: Path) -> None:
    room = 50_000

    def no_more_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    with (tmp_path / "out").open("wb", buffering=0) as out:
        out.write(b" " * room)
        command = [*DATELINE, "export", str(made)]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=False, preexec_fn=no_more_room)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: standard output: File too large. ")
    assert done.stderr.count(b"\n") == 1
