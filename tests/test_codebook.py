"""docs/codebook.md speaks of every field and every type, and its lists are those of the code and the lexicons."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from dateline.extract import EXTRACTORS
from dateline.model.assertion import (
    ActorRef,
    Assertion,
    Candidate,
    Link,
    PlaceRef,
    Review,
    Source,
    Target,
    Toll,
    WeaponRef,
    When,
)
from dateline.model.entity import Actor, Place, Weapon
from dateline.model.incident import Incident, TollPositions
from dateline.model.judgement import Judgement, Level
from dateline.model.report import PublishedBasis, Report
from dateline.model.span import Span
from dateline.model.vocabulary import (
    INTERACTIONS,
    SECTORS,
    SUB_EVENT_TYPES,
    ActorRole,
    AssertionType,
    Certainty,
    ControlState,
    DateBasis,
    Manner,
    PlaceLevel,
    PlaceRole,
    Polarity,
    Relation,
    ReviewState,
    Status,
    Verdict,
)
from dateline.reference.learned import learned
from dateline.reference.tables import read_yaml
from dateline.reference.titles import Category
from dateline.reference.weapons import weapons
from dateline.values.dates import Precision

ROOT = Path(__file__).parents[1]
CODEBOOK = ROOT / "docs" / "codebook.md"
FIELDS_UNDER = {
    "Report": Report, "Assertion": Assertion, "Span": Span, "When": When, "Place in its role": PlaceRef,
    "Actor in its role": ActorRef, "Target": Target, "Weapon in its role": WeaponRef, "Toll": Toll, "Link": Link,
    "Incident": Incident, "Judgement": Judgement,
}  # fmt: skip
INSIDE = {
    "Place in its role": Candidate, "Link": Source, "Incident": TollPositions, "Assertion": Review, "Judgement": Level
}  # fmt: skip
CLOSED: dict[str, dict[str, object]] = {
    "Report": {"published_basis": PublishedBasis},
    "Assertion": {
        "type": AssertionType, "status": Status, "polarity": Polarity, "certainty": Certainty, "state": ControlState,
        "review": ReviewState,
    },
    "When": {"precision": Precision, "basis": DateBasis},
    "Place in its role": {"role": PlaceRole, "level": PlaceLevel, "relation": Relation},
    "Actor in its role": {"role": ActorRole},
    "Link": {"manner": Manner},
    "Judgement": {"verdict": Verdict},
}  # fmt: skip


def section(title: str) -> str:
    """The text under a heading of the codebook, up to the next one."""
    found = re.search(
        rf"^##+ {re.escape(title)}\n(.*?)(?=^##|\Z)", CODEBOOK.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found is not None, title
    return found[1]


def rows(title: str) -> dict[str, str]:
    """First cell, without its marks -> second cell of every row of a section's table."""
    cells = re.findall(r"^\| (.+?) \| (.+) \|$", section(title), re.MULTILINE)
    return {name.strip("`"): meaning for name, meaning in cells if set(name) != {"-"}}


def coded(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


@pytest.mark.parametrize("title", FIELDS_UNDER)
def test_every_field_is_in_the_codebook_in_the_order_of_the_record(title: str) -> None:
    told = coded(section(title))
    fields = [field.encode_name for field in msgspec.structs.fields(FIELDS_UNDER[title])]
    assert [field for field in fields if field not in told] == []
    if title not in ("Incident", "Judgement", "Link"):  # whose rows speak of several fields at once
        first = [each for row in re.findall(r"^\| (`.+?`) \|", section(title), re.MULTILINE) for each in coded(row)]
        assert first in ([], [field for field in fields if field in first])
    if title in INSIDE:
        assert [field for field in INSIDE[title].__struct_fields__ if field not in told] == []


@pytest.mark.parametrize("kind", [Place, Actor, Weapon])
def test_every_field_of_an_entity_is_in_the_codebook(kind: type[msgspec.Struct]) -> None:
    told = coded(section("Place, actor, weapon"))
    assert [f.encode_name for f in msgspec.structs.fields(kind) if f.encode_name not in told] == []


@pytest.mark.parametrize(("title", "field"), [(title, field) for title in CLOSED for field in CLOSED[title]])
def test_allowed_values_are_those_of_the_vocabulary(title: str, field: str) -> None:
    meaning = next(meaning for name, meaning in rows(title).items() if field in re.split(r"`?, `?", name))
    values = get_args(CLOSED[title][field])
    told = [each for each in coded(meaning) if each not in FIELDS_UNDER[title].__struct_fields__ or each in values]
    assert [each for each in values if each not in told] == []
    others = {"attribution", "state", "by", "at", "note", "~", "--published", "stated"}
    assert set(told) - set(values) - others == set()


@pytest.mark.parametrize(
    ("title", "known"), [("Sub-event types", tuple(SUB_EVENT_TYPES)), ("Interactions", INTERACTIONS)]
)
def test_every_type_is_explained_and_those_not_given_are_owned_up_to(title: str, known: tuple[str, ...]) -> None:
    told = {name: meaning for name, meaning in rows(title).items() if name != "type"}
    assert tuple(told) == known
    given = {each for extractor in EXTRACTORS for each in extractor.types}
    beside = {"RETREAT", "AGREE"}  # given with a sub-event type
    assert {name for name, meaning in told.items() if not meaning.startswith("not given yet")} == (given | beside) & {
        *known
    }


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("sectors of actors", SECTORS),
        ("categories of sources", get_args(Category)),
        ("measures of tolls", tuple({*read_yaml("consequences.yaml"), *learned("counts").classes} - {"none"})),
        ("categories of targets", tuple(read_yaml("targets.yaml"))),
        ("classes of weapons", tuple({weapon.weapon_class for weapon in weapons().values()})),
    ],
)
def test_closed_lists_are_those_of_the_lexicons(name: str, values: tuple[str, ...]) -> None:
    assert sorted(coded(rows("Closed lists")[name])) == sorted(values)
