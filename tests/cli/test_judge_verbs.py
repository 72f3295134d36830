"""`judge` and `sources`: a person's word on the command line, and what is said of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from command import Run

from dateline.cli.faults import Code
from made_record import later, third, wire

SHELLING = wire()[1][0].assertion_id
DENIAL = later()[1][0].assertion_id
WIRE, THIRD = wire()[0].report_id, third()[0].report_id
BY = ("--by", "A. Coder", "--on", "2023-03-02")


@pytest.fixture
def mine(made: Path, tmp_path: Path) -> Path:
    """A copy of the record that may be changed."""
    return Path(shutil.copy(made, tmp_path / "mine.sqlite"))


def incident(run: Run, record: Path) -> str:
    return str(json.loads(run("incidents", record, "--place", "Kherson", "--json").stdout)["incident_id"])


def made_by(stdout: str) -> str:
    found = re.match(r"judgement (j_[0-9a-f]{16})", stdout)
    assert found, stdout
    return found[1]


def test_a_word_says_what_it_parted_and_undoing_joins_it_again(run: Run, mine: Path) -> None:
    before = run("export", mine).stdout
    said = run("judge", "different", SHELLING, DENIAL, mine, *BY, "--note", "another day")
    assert said.exit_code == Code.OK, said.stderr
    assert f"different  {SHELLING} and {DENIAL}" in said.stdout
    assert re.search(r"parted +i_\w+ into i_\w+ and i_\w+", said.stdout)
    id = made_by(said.stdout)
    assert f"dateline judge undo {id}" in said.stderr
    undone = run("judge", "undo", id, mine, *BY)
    assert "undone on 2023-03-02" in undone.stdout
    assert re.search(r"joined +i_\w+ and i_\w+ into i_\w+", undone.stdout)
    after = run("export", mine).stdout.splitlines()
    assert [line for line in after if id not in line] == before.splitlines()


def test_who_judges_is_asked_for_and_can_stand_in_the_environment(run: Run, mine: Path) -> None:
    nobody = run("judge", "right", SHELLING, mine)
    assert nobody.exit_code == Code.USAGE
    assert nobody.stderr == "error: nobody is named who judges. Give --by NAME, or set DATELINE_REVIEWER to it.\n"
    named = run("judge", "right", SHELLING, mine, "--json", env={"DATELINE_REVIEWER": "B. Coder"})
    told = json.loads(named.stdout)
    assert (told["judgement"]["decided_by"], told["judgement"]["verdict"], told["changes"]) == ("B. Coder", "right", [])


def test_the_day_is_that_of_the_clock(run: Run, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1677801600")
    told = json.loads(run("judge", "right", SHELLING, mine, "--by", "A", "--json").stdout)
    assert told["judgement"]["decided_at"] == "2023-03-03"
    assert run("judge", "right", SHELLING, mine, "--by", "A", "--on", "soon").exit_code == Code.USAGE


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("same", SHELLING, "a_none"), Code.FAILED, "nothing in the record has the id 'a_none'"),
        (("same", SHELLING, SHELLING), Code.USAGE, "was given twice"),
        (("same", SHELLING, WIRE), Code.USAGE, "is a report, wanted an assertion or incident"),
        (("right", WIRE), Code.USAGE, "only its assertions can be right"),
        (("undo", "j_none"), Code.FAILED, "no judgement 'j_none'"),
        (("grade", SHELLING, "airwars", "Fair"), Code.USAGE, "is an assertion, wanted an incident"),
    ],
)
def test_what_cannot_be_judged_is_one_line(
    run: Run, mine: Path, arguments: tuple[str, ...], code: Code, message: str
) -> None:
    result = run("judge", *arguments, mine, *BY)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_record_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    result = run("judge", "right", SHELLING, "none.sqlite", *BY)
    assert result.exit_code == Code.RECORD
    assert not (tmp_path / "none.sqlite").exists()


def test_a_withdrawn_report_is_listed_and_explained_as_such(run: Run, mine: Path) -> None:
    said = run("judge", "wrong", THIRD, mine, *BY, "--note", "its publisher took it back")
    assert re.search(rf"withdrawn +{THIRD}", said.stdout)
    assert re.search(r"gone +i_\w+", said.stdout)
    listed = run("judge", "list", mine, columns=120).stdout
    assert re.search(rf"2023-03-02 +A\. Coder +withdrawn +{THIRD} +its publisher took it back", listed)
    explained = run("explain", THIRD, mine).stdout
    assert "withdrawn on 2023-03-02: from then on nothing in it counts" in explained
    assert "its publisher took it back" in explained
    assert "withdrawn on 2023-03-02" in run("explain", third()[1][1].assertion_id, mine, columns=120).stdout
    assert "Volgograd" not in run("events", mine).stdout
    assert "Volgograd" in run("events", mine, "--as-of", "2023-03-01").stdout


def test_grades_stand_in_the_list_the_explanation_and_the_tables(run: Run, mine: Path) -> None:
    id = incident(run, mine)
    assert re.search(r"Weak +F4", run("incidents", mine, columns=140).stdout)
    run("judge", "grade", id, "airwars", "fair", mine, *BY, "--note", "hospital records agree")
    assert "=Fair F4" in run("incidents", mine, columns=140).stdout
    shown = run("explain", id, mine, columns=120).stdout
    for part in (
        "airwars   Weak (suggested)  single source claim",
        "only one source tells of it: Oleksandr Prokudin",
        "= Fair (given) by A. Coder on 2023-03-02: hospital records agree",
        "denied by the accused side: The defence ministry",
        "admiralty F4 (suggested)  reliability cannot be judged; doubtful",
    ):
        assert part in shown
    assert ",Weak,Fair,F4,," in run("incidents", mine, "--csv").stdout
    assert ",Weak,Fair,F4," in run("export", mine, "--format", "csv").stdout
    feature = json.loads(run("export", mine, "--format", "geojson").stdout)["features"][0]
    assert feature["properties"]["grades"][0] == {
        "scheme": "airwars", "suggested": "Weak", "given": "Fair", "given_by": "A. Coder",
    }  # fmt: skip


def test_sources_are_listed_and_graded(run: Run, mine: Path) -> None:
    for arguments in (("sources", mine), ("sources", "list", mine), ("sources", "--db", mine)):
        assert re.search(r"Oleksandr Prokudin +F +speaker +2 +1 +3 +UKR +official", run(*arguments, columns=120).stdout)
    said = run("sources", "set", "oleksandr prokudin", "b", mine, *BY, "--note", "on the spot")
    assert "reliability B" in said.stdout
    assert re.search(r"changed +i_\w+", said.stdout)
    assert re.search(r"Oleksandr Prokudin +B A\. Coder", run("sources", mine).stdout)
    (line,) = (
        each
        for each in map(json.loads, run("sources", mine, "--json").stdout.splitlines())
        if each["name"] == "Oleksandr Prokudin"
    )
    assert (line["reliability"], line["graded_on"], line["note"]) == ("B", "2023-03-02", "on the spot")
    lost = run("sources", "set", "Prokudin", "B", mine, *BY)
    assert lost.exit_code == Code.FAILED
    assert "Did you mean 'Oleksandr Prokudin'?" in lost.stderr
    run("judge", "undo", made_by(said.stdout), mine, *BY)
    assert re.search(r"Oleksandr Prokudin +F +speaker", run("sources", mine).stdout)


def test_empty_lists_say_so(run: Run, made: Path) -> None:
    result = run("judge", "list", made)
    assert (result.exit_code, result.stdout) == (Code.OK, "")
    assert "nobody has judged anything" in result.stderr


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
def test_every_screen_fits(run: Run, mine: Path, columns: int) -> None:
    run("judge", "different", SHELLING, DENIAL, mine, *BY, "--note", "the denial is of another day, as its words say")
    for arguments in (("judge", "list", mine), ("sources", mine), ("explain", incident_with(run, mine), mine)):
        result = run(*arguments, columns=columns)
        assert result.exit_code == Code.OK
        assert max(map(len, result.stdout.splitlines())) <= columns


def incident_with(run: Run, record: Path) -> str:
    return str(json.loads(run("incidents", record, "--json").stdout.splitlines()[0])["incident_id"])
