"""What an analyst expects of each extractor, and Dateline gives: the cases of cases/extract.

cases/extract/statements.yaml has a form of its own and is run by test_statements.py.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest
from extract_cases import ACROSS, FOLDER, Case, CaseError, compare, flagged, read_file

from dateline.extract import EXTRACTORS
from dateline.model.assertion import Assertion, spans_of
from dateline.model.document import Doc
from dateline.model.report import make_report
from dateline.pipeline.reading import read_docs

CASES = [case for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "statements" for case in read_file(path)]
FEWEST = 6

Read = Mapping[str, tuple[Doc, tuple[Assertion, ...]]]


@pytest.fixture(scope="module")
def readings() -> Read:
    """Every text of the cases, read at once."""
    reports = [make_report(c.text, origin=c.name, ingested_at="2025-01-01", published=c.published) for c in CASES]
    return {doc.report.origin: (doc, found) for doc, found in read_docs(reports)}


def marked(case: Case) -> object:
    gap = [pytest.mark.xfail(strict=True, reason="a known gap: take known_gap from the case when this passes")]
    return pytest.param(case, id=case.name, marks=gap if case.known_gap else [])


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: Case, readings: Read) -> None:
    outcome = compare(case, readings[case.name][1])
    assert not outcome.faults, "\n".join([case.text, case.why, *outcome.faults])


def test_every_extractor_has_cases_of_both_kinds() -> None:
    told: dict[str, list[Case]] = defaultdict(list)
    for case in CASES:
        told[case.extractor].append(case)
    for extractor in EXTRACTORS:
        if extractor.name != "statements":
            mine = told[extractor.name]
            assert len(mine) >= FEWEST, extractor.name
            assert any(not case.expect or case.reject for case in mine), (
                f"{extractor.name}: nothing that must give nothing"
            )
            assert sum(not case.known_gap for case in mine) >= FEWEST - 2, f"{extractor.name}: more gaps than cases"


def test_every_type_that_a_case_asks_for_is_one_that_its_extractor_can_give() -> None:
    types = {extractor.name: set(extractor.types) for extractor in EXTRACTORS}
    for case in CASES:
        for want in case.expect:
            asked = set(want["type"].split("|")) if "type" in want else set()
            assert asked <= (set().union(*types.values()) if case.extractor in ACROSS else types[case.extractor]), (
                case.name
            )


def test_extractors_give_no_type_that_they_do_not_name(readings: Read) -> None:
    types = {extractor.made_by: set(extractor.types) for extractor in EXTRACTORS}
    for doc, found in readings.values():
        for each in found:
            if each.act is not None:
                assert each.act in types[each.made_by], (doc.report.text, each.made_by, each.act)


def test_every_value_quotes_its_text(readings: Read) -> None:
    for doc, found in readings.values():
        for each in found:
            for where, span in spans_of(each):
                span.check(doc.report.text, where)


# ---------------------------------------------------------------- the cases' own reader


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {about: a, text: b}", r"x.yaml, case 1: a case has about, text and expect"),
        ("- {about: a, text: b, expect: [], wy: c}", r"case 1 \(a\): \['wy'\] is not known; known are"),
        ("- {about: a, text: b, expect: [{trigger: shelled}]}", r"trigger 'shelled' is not in the text"),
        (
            "- {about: a, text: b, expect: [{trigger: b, type: Shelling}]}",
            r"'Shelling' is no type; it is one of .*Armed clash",
        ),
        ("- {about: a, text: b, expect: [{places: b}]}", r"places is a list"),
        ("- {about: a, text: b, expect: [{tolls: [five]}]}", r"the toll 'five' is not like 'killed 5'"),
        ("- {about: a, text: b, expect: [{date: 5 May}]}", r"'5 May' is not a day; write YYYY-MM-DD"),
        ("- {about: a, text: b, expect: [{colour: red}]}", r"the slot 'colour' is not known; known are"),
        ("- {about: a, text: b, expect: [], reject: [c]}", r"'c' is rejected but is not in the text"),
        ("- {about: a, text: b, expect: [], known_gap: true}", r"known_gap is yes or no, not 'true'"),
        ("- {about: a, text: b, expect: []}\n- {about: a, text: b, expect: []}", r"two cases are called 'a'"),
        ("- {about: a, text: b, expect: [}", r"x.yaml: not YAML"),
        ("{}", r"x.yaml: a list of cases was wanted"),
    ],
)
def test_a_wrong_case_is_told_by_file_and_name(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    with pytest.raises(CaseError, match=message):
        read_file(path)


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("trigger", "clashed"),
        ("type", "Armed clash"),
        ("status", "planned"),
        ("polarity", "denied"),
        ("certainty", "possible"),
        ("actor1", "none"),
        ("actor2", "Government artillery"),
        ("speaker", "mayor"),
        ("date", "2024-05-13"),
        ("basis", "publication"),
        ("places", []),
        ("origin", ["Malakal"]),
        ("targets", ["bridge"]),
        ("weapons", ["drone"]),
        ("tolls", ["killed 5"]),
        ("tolls", ["killed up to 4"]),
        ("tolls", ["injured 9"]),
        ("state", "held"),
    ],
)
def test_a_slot_that_is_wrong_is_seen(readings: Read, slot: str, value: str | list[str]) -> None:
    case = next(case for case in CASES if case.about == "guns, a weekday and a toll")
    found = [a for a in readings[case.name][1] if a.type == "event"]
    assert len(found) == 1
    assert not compare(case, found).faults
    wrong = Case(case.extractor, case.about, case.text, case.published, ({**case.expect[0], slot: value},))
    assert len(compare(wrong, found).faults) == 1
    twice = Case(case.extractor, case.about, case.text, case.published, case.expect * 2)
    assert compare(twice, found).faults, "one assertion answered two expectations"


# ---------------------------------------------------------------- flags

FILE = """# A head.
- about: a
  text: |-
    One.

    Two.
  expect: []

# Of its own.
- about: b
  text: Three.
  expect: []
"""


@pytest.mark.parametrize("about", ["a", "b"])
def test_a_flag_is_set_on_one_case_and_taken_from_it_again(tmp_path: Path, about: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(set_on := flagged(FILE, about, True))
    assert {case.about: case.known_gap for case in read_file(path)} == {"a": about == "a", "b": about == "b"}
    assert flagged(set_on, about, True) == set_on
    assert flagged(set_on, about, False) == FILE


def renew_flags() -> None:
    """Sets `known_gap: yes` on the cases that fail and takes it from those that pass, after the readers were trained
    anew: `python tests/extract/test_extract_cases.py`. What it sets is for a person to look at.
    """
    reports = [make_report(c.text, origin=c.name, ingested_at="2025-01-01", published=c.published) for c in CASES]
    found = {doc.report.origin: assertions for doc, assertions in read_docs(reports)}
    for case in CASES:
        faults = compare(case, found[case.name]).faults
        if bool(faults) != case.known_gap:
            path = FOLDER / f"{case.extractor}.yaml"
            path.write_text(flagged(path.read_text("utf-8"), case.about, bool(faults)), "utf-8")
            sys.stdout.write(f"{'gap' if faults else 'closed'}: {case.name}\n")
            sys.stdout.writelines(f"    {fault}\n" for fault in faults)
    gaps = sum(bool(compare(case, found[case.name]).faults) for case in CASES)
    sys.stdout.write(f"{gaps} of {len(CASES)} cases are known gaps\n")


if __name__ == "__main__":
    renew_flags()
