"""`review`: the queue in a list and in a terminal, corrections from JSON, agreement and gold."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import time
from pathlib import Path

import msgspec
import pytest
from command import DATELINE, Run

from dateline.cli.faults import Code
from made_record import later, third, wire

SHELLING, PROMISE = wire()[1]
STRIKE = third()[1][1]
DENIAL = later()[1][0]
WIRE = wire()[0].report_id
BY = ("--by", "Anna")


@pytest.fixture
def mine(made: Path, tmp_path: Path) -> Path:
    """A copy of the record that may be changed."""
    return Path(shutil.copy(made, tmp_path / "mine.sqlite"))


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text).replace("\r", "")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_queue_is_listed_with_its_reasons_and_fits(run: Run, mine: Path, columns: int) -> None:
    done = run("review", mine, "--list", columns=columns)
    assert done.exit_code == Code.OK, done.stderr
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert lines[0].startswith("doubt 0.")
    assert STRIKE.assertion_id in done.stdout
    assert "60% sure" in " ".join(done.stdout.split())
    assert "8 assertions" in done.stderr


def test_the_queue_as_json_is_what_python_gives(run: Run, mine: Path) -> None:
    rows = [json.loads(line) for line in run("review", mine, "--json", "--order", "consequence").stdout.splitlines()]
    assert len(rows) == 8
    assert rows[0].keys() >= {"assertion", "report", "context", "doubt", "consequence", "reasons", "reviews", "state"}
    wrong = run("review", mine, "--list", "--order", "age")
    assert wrong.exit_code == Code.USAGE
    assert "Give an order of doubt, consequence, report" in wrong.stderr


def test_without_a_terminal_nothing_is_asked(run: Run, mine: Path) -> None:
    done = run("review", mine, *BY)
    assert done.exit_code == Code.USAGE
    assert "there is no terminal to ask in. Give --list, or --json" in done.stderr


def test_an_assertion_is_corrected_and_added_from_json(run: Run, mine: Path, tmp_path: Path) -> None:
    given = msgspec.to_builtins(SHELLING) | {"certainty": "possible"}
    path = tmp_path / "given.json"
    path.write_text(json.dumps(given))
    done = run("review", "correct", SHELLING.assertion_id, mine, *BY, "--assertion", path, "--note", "hedged")
    assert done.exit_code == Code.OK, done.stderr
    assert "corrected" in done.stdout
    assert "dateline judge undo j_" in done.stderr
    listed = run("review", mine, "--list").stdout
    assert SHELLING.assertion_id not in listed
    added = run("review", "add", WIRE, mine, *BY, "--json", stdin=json.dumps({
        "type": "event", "sub_event_type": "Attack",
        "evidence": {"start": 0, "end": 12, "exact": "Three killed"},
        "trigger": {"start": 6, "end": 12, "exact": "killed"},
    }).encode())  # fmt: skip
    assert added.exit_code == Code.OK, added.stderr
    row = json.loads(added.stdout)
    assert (row["judgement"]["verdict"], row["assertion"]["made_by"], row["pending"]) == ("missed", "person/Anna", True)
    assert "2 words applied; made again: all of it" in run("review", "apply", mine).stdout
    assert "nothing to do" in run("review", "apply", mine).stderr
    claims = run("claims", mine, "--json").stdout
    assert row["assertion"]["assertion_id"] in claims
    assert SHELLING.assertion_id not in claims
    told = run("explain", SHELLING.assertion_id, mine).stdout
    assert "corrected by Anna" in told


def test_words_that_do_not_stand_there_are_refused(run: Run, mine: Path) -> None:
    given = msgspec.to_builtins(SHELLING) | {"evidence": {"start": 3, "end": 9, "exact": "Moscow"}}
    done = run("review", "correct", SHELLING.assertion_id, mine, *BY, stdin=json.dumps(given).encode())
    assert done.exit_code != Code.OK
    assert "evidence: given 'Moscow', the report has 'ee kil' at 3:9" in done.stderr
    for stdin, message in ((b"{", "is not JSON"), (b"[]", "is no JSON object")):
        assert message in run("review", "correct", SHELLING.assertion_id, mine, *BY, stdin=stdin).stderr


def test_agreement_and_gold(run: Run, mine: Path, tmp_path: Path) -> None:
    assert "nothing has been judged by two people yet" in run("review", "agreement", mine).stderr
    assert "nobody has reviewed anything" in run("review", "gold", tmp_path / "gold", mine).stderr
    for by in ("Anna", "Boris"):
        run("judge", "right", SHELLING.assertion_id, mine, "--by", by)
        run("judge", "wrong" if by == "Anna" else "right", STRIKE.assertion_id, mine, "--by", by)
    told = run("review", "agreement", mine).stdout
    assert re.search(r"Anna and Boris +2 +1 ", told)
    assert f"{STRIKE.assertion_id}  verdict" in told
    assert json.loads(run("review", "agreement", mine, "--json").stdout)["units"] == 2
    gold = run("review", "gold", tmp_path / "gold", mine)
    assert re.search(r"wire\.yaml  1 claim$", gold.stdout, re.MULTILINE)
    assert run("score", mine, "--gold", tmp_path / "gold").exit_code == Code.OK


# ---------------------------------------------------------------- in a terminal


class Terminal:
    """The command in a terminal of its own, as a person has it."""

    def __init__(self, *arguments: str) -> None:
        self.shown = ""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.environ |= {"COLUMNS": "100", "TERM": "xterm"}
            os.execv(DATELINE[0], [*DATELINE, *arguments])

    def until(self, words: str, seconds: float = 60) -> str:
        """What is shown from now on until these words are; fails after some seconds."""
        begin, end = len(self.shown), time.monotonic() + seconds
        while words not in plain(self.shown[begin:]):
            assert time.monotonic() < end, f"{words!r} is not in {plain(self.shown[begin:])}"
            if select.select([self._fd], [], [], 0.2)[0]:
                try:
                    read = os.read(self._fd, 65536)
                except OSError:
                    read = b""
                assert read or words in plain(self.shown[begin:]), plain(self.shown[begin:])
                self.shown += read.decode("utf-8", "replace")
        return plain(self.shown[begin:])

    def give(self, keys: str) -> None:
        """Types these keys. What is typed before a single key is asked for is dropped: nobody judges blindly."""
        time.sleep(0.3)
        os.write(self._fd, keys.encode())

    def close(self) -> int:
        os.waitpid(self._pid, 0)
        os.close(self._fd)
        return 0


def test_a_person_goes_through_the_queue(run: Run, mine: Path) -> None:
    terminal = Terminal("review", str(mine), *BY)
    first = terminal.until("q quit")
    assert "A fire broke out at an oil depot in Volgograd after a drone attack" in " ".join(first.split())
    assert "the reader is 60% sure" in first
    terminal.give("c")
    terminal.until("which slot >")
    terminal.give("cert\n")
    terminal.until("certainty >")
    terminal.give("perhaps\n")
    assert "certainty cannot be 'perhaps'" in terminal.until("which slot >")
    terminal.give("place\n")
    terminal.until("which, 1 to 2")
    terminal.give("1\n")
    terminal.until("nothing: as before")
    terminal.give("\n")
    terminal.until("lat, lon; - for none >")
    terminal.give("48.7, 44.5\n")
    terminal.until("which slot >")
    terminal.give("trigger\n")
    terminal.until("the report's words >")
    terminal.give("drone attack\n")
    terminal.until("which slot >")
    terminal.give("\n")
    assert "corrected  Air/drone strike" in terminal.until("q quit")
    terminal.give("r")
    assert "wrong" in terminal.until("q quit")
    terminal.give("u")
    assert "wrong taken back" in terminal.until("q quit")
    terminal.give("s")
    terminal.until("q quit")
    terminal.give("a")
    terminal.until("q quit")
    terminal.give("q")
    terminal.until("applied")
    terminal.close()
    judged = [json.loads(line) for line in run("judge", "list", mine, "--json").stdout.splitlines()]
    assert [(j["verdict"], bool(j["withdrawn_at"])) for j in judged] == [
        ("corrected", False), ("wrong", True), ("right", False),
    ]  # fmt: skip
    claims = map(json.loads, run("claims", mine, "--json").stdout.splitlines())
    (strike,) = (row for row in claims if row["made_by"] == "person/Anna")
    assert (strike["places"][0]["lat"], strike["places"][0]["lon"]) == (48.7, 44.5)
    assert strike["trigger"]["exact"] == "drone attack"
