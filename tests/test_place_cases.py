"""The cases of cases/places: what place names in short texts mean, and which words are no places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.document import Doc, Mention
from dateline.model.report import make_report
from dateline.model.span import Span
from dateline.reference.gazetteer.compile import compile_gazetteer
from dateline.reference.gazetteer.file import GazetteerFile, open_gazetteer
from dateline.resolve.places import resolve_places
from dateline.values.coordinates import kilometres

FOLDER = Path(__file__).parents[1] / "cases/places"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
SIMPLE = ("name", "admin1", "country", "level", "relation")


@pytest.fixture(scope="module")
def gazetteer() -> GazetteerFile:
    compile_gazetteer()
    return open_gazetteer()


def read(text: str, gazetteer: GazetteerFile) -> Doc:
    """A document with what the gazetteer alone finds."""
    report = make_report(text, origin="case.txt", ingested_at="2023-01-01")
    mentions = tuple(
        Mention(kind="place", span=Span.of(text, a, b), first=0, last=1, name=text[a:b], found_by="gazetteer")
        for a, b in sorted(gazetteer.spotted(text))
    )
    return Doc(report=report, blocks=(), sentences=(), tokens=(), mentions=mentions)


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_place_case(case: dict[str, Any], gazetteer: GazetteerFile) -> None:
    text = case["text"]
    doc = read(text, gazetteer)
    found = {text[a:b] for a, b in gazetteer.spotted(text)}
    assert not found & set(case.get("not_places", ()))
    expected = case.get("expect", [])
    refs = []
    for want in expected:
        at = text.index(want["words"])
        refs.append(PlaceRef(as_written=want["words"], evidence=Span.of(text, at, at + len(want["words"]))))
        if want.get("spotted", True):
            assert any(want["words"] in each for each in found), f"{want['words']} is not spotted: {sorted(found)}"
    if not refs:
        return
    assertion = Assertion(report_id="r", type="event", evidence=Span.of(text, 0, 1), places=tuple(refs), made_by="case")
    (resolved,) = resolve_places(doc, [assertion], gazetteer)
    for want, place in zip(expected, resolved.places, strict=True):
        told = f"{place.as_written} -> {place.name}, {place.admin1}, {place.country} {place.lat},{place.lon}"
        for field in SIMPLE:
            if field in want:
                assert getattr(place, field) == want[field], told
        if "at" in want:
            assert place.lat is not None, told
            assert place.lon is not None, told
            assert kilometres((place.lat, place.lon), tuple(want["at"])) <= want.get("within", 15), told
        if "id" in want:
            assert place.place_id == want["id"], told
        assert place.reasons, told


def test_cases_are_there() -> None:
    assert len(CASES) > 25
