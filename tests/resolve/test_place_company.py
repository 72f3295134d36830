"""How the places of one report speak for each other, which are only an address, and what is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Entry
from dateline.model.report import make_report
from dateline.model.span import Span
from dateline.resolve.place_bearing import Bearing, Name
from dateline.resolve.place_chains import without_addresses
from dateline.resolve.places import MEANT, resolve_places


def town(name: str, lat: float, lon: float, people: int, admin1: str, country: str = "AAA") -> Entry:
    """A town of a made-up country."""
    return Entry(
        place_id=f"{country}/{admin1}/{name}", name=name, lat=lat, lon=lon, level="settlement", admin1=admin1,
        country=country, population=people, km=3.0, source="made up",
    )  # fmt: skip


def region(name: str, lat: float, lon: float, people: int, country: str = "AAA") -> Entry:
    """A first-level division of a made-up country."""
    return msgspec.structs.replace(
        town(name, lat, lon, people, name, country), place_id=f"{country}/{name}", level="region", km=120.0
    )


class Made:
    """A gazetteer of made-up places."""

    def __init__(self, places: Mapping[str, Sequence[Entry]]) -> None:
        self._places = places

    def find(self, name: str) -> Sequence[Entry]:
        return self._places.get(name, ())

    def spotted(self, text: str) -> Sequence[tuple[int, int]]:
        return sorted((text.index(name), text.index(name) + len(name)) for name in self._places if name in text)


PLACES = Made(
    {
        "Norwick": [town("Norwick", 10, 10, 90_000, "East"), town("Norwick", 40, 40, 4_000, "West")],
        "Oldham": [town("Oldham", 40.2, 40.2, 5_000, "West"), town("Oldham", 70, 70, 6_000, "North")],
        "Penmore": [town("Penmore", 40.1, 39.8, 2_000, "West")],
        "West": [region("West", 40, 40, 800_000)],
        "Lone": [town("Lone", 60, 10, 0, "Far"), town("Lone", -30, 10, 0, "Deep")],
        "Milton": [town("Milton", 5 * n, 10, 90_000 - n, f"Division {n}", f"A{n}A") for n in range(5)],
        "Hyle": [town("Hyle", 60, 10, 0, "Far")],
    }
)


def resolved(text: str, organisation: str | None = None) -> dict[str, PlaceRef]:
    """The places of the text by their words; those in the name of an organisation are none."""
    report = make_report(text, origin="t", ingested_at="2024-01-01")
    at = text.index(organisation) if organisation else len(text)
    spans = [Span.of(text, a, b) for a, b in PLACES.spotted(text) if not at <= a < at + len(organisation or "")]
    mentions = tuple(Mention(kind="place", span=s, first=0, last=1, name=s.exact, found_by="gazetteer") for s in spans)
    if organisation:
        named = Span.of(text, at, at + len(organisation))
        mentions += (Mention(kind="organisation", span=named, first=0, last=1, name=named.exact, found_by="model"),)
    doc = Doc(report=report, blocks=(), sentences=(), tokens=(), mentions=mentions)
    refs = tuple(PlaceRef(as_written=s.exact, evidence=s) for s in spans)
    asked = Assertion(report_id="r", type="event", evidence=Span.of(text, 0, 1), places=refs, made_by="t")
    return {p.as_written: p for p in resolve_places(doc, [asked], PLACES)[0].places}


def test_alone_the_larger_town_is_meant() -> None:
    assert resolved("A fire broke out in Norwick.")["Norwick"].admin1 == "East"


def test_neighbours_outweigh_size() -> None:
    found = resolved("Fires broke out in Norwick, then near Oldham and in Penmore.")
    assert {p.admin1 for p in found.values()} == {"West"}
    assert any("km from another place" in reason for reason in found["Norwick"].reasons)


def test_a_division_named_beside_decides_and_says_so() -> None:
    place = resolved("A fire broke out in Norwick, West.")["Norwick"]
    assert place.admin1 == "West"
    assert "West is named beside it" in place.reasons


def test_a_division_in_the_name_of_an_organisation_speaks_for_its_places() -> None:
    text = "A fire broke out in Oldham. The Bank of West paid."
    assert resolved(text)["Oldham"].admin1 == "West"
    assert resolved(text, "Bank of West")["Oldham"].admin1 == "West"
    assert resolved(text.replace("West", "Rest"), "Bank of Rest")["Oldham"].admin1 == "North"


def test_one_of_many_places_of_a_name_has_no_pin() -> None:
    place = resolved("A fire broke out in Milton.")["Milton"]
    assert place.place_id is not None
    assert place.score is not None
    assert place.score < MEANT
    assert place.lat is None
    assert "not sure enough to be pinned" in place.reasons


def test_nothing_speaks_for_one_of_two_villages() -> None:
    place = resolved("He was born in Lone.")["Lone"]
    assert place.place_id is None
    assert place.lat is None
    assert {c.admin1 for c in place.candidates} == {"Far", "Deep"}
    assert all(c.score < 0.5 for c in place.candidates)


def test_a_village_whose_name_no_other_has_is_believed() -> None:
    assert resolved("He was born in Hyle.")["Hyle"].place_id == "AAA/Far/Hyle"


def names(*found: Sequence[Entry]) -> list[Name]:
    """Names with equal weights for all that they could be."""
    return [
        Name(key=f"n{i}", spans=((i, i + 1),), entries=tuple(each), base=tuple(1.0 for _ in each))
        for i, each in enumerate(found)
    ]


def test_no_name_bears_itself_out() -> None:
    alone = PLACES.find("Norwick")
    bearing = Bearing(names(alone), {})
    for entry in alone:
        assert bearing.country(entry, "n0") == 0
        assert bearing.division(entry, "n0") == 0
        assert bearing.near(entry, "n0")[0] == 0


def test_the_order_of_names_does_not_matter() -> None:
    found = [PLACES.find(name) for name in ("Norwick", "Oldham", "Penmore", "West")]
    forth, back = Bearing(names(*found), {}), Bearing(list(reversed(names(*found))), {})
    for i, entries in enumerate(found):
        for entry in entries:
            assert forth.weight(entry, f"n{i}") == pytest.approx(back.weight(entry, f"n{i}"))


def test_what_is_said_of_a_country_counts_for_its_places() -> None:
    here, there = town("Norwick", 10, 10, 100, "East", "AAA"), town("Norwick", 10, 50, 100, "East", "BBB")
    bearing = Bearing(names([here, there]), {"BBB": 0.5})
    assert bearing.country(there, "n0") > bearing.country(here, "n0") == 0


def address(text: str, *placed: tuple[str, Entry]) -> list[str]:
    """The words of the places that are left after addresses are taken away."""
    refs = []
    for words, entry in placed:
        span = Span.of(text, text.index(words), text.index(words) + len(words))
        refs.append(
            PlaceRef(
                as_written=words,
                evidence=span,
                level=entry.level,
                admin1=entry.admin1,
                country=entry.country,
                lat=entry.lat,
                lon=entry.lon,
            )
        )
    report = make_report(text, origin="t", ingested_at="2024-01-01")
    doc = Doc(report=report, blocks=(), sentences=(), tokens=())
    asked = Assertion(report_id="r", type="event", evidence=Span.of(text, 0, 1), places=tuple(refs), made_by="t")
    return [p.as_written for p in without_addresses(doc, asked).places]


PENMORE, WEST = ("Penmore", PLACES.find("Penmore")[0]), ("West", PLACES.find("West")[0])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("They shelled Penmore, West, at noon.", ["Penmore"]),
        ("They shelled Penmore (West region).", ["Penmore"]),
        ("In West they shelled Penmore.", ["Penmore"]),
        ("They shelled Penmore, a village on the border with West.", ["Penmore"]),
        ("They shelled Penmore and all of West.", ["Penmore", "West"]),
        ("They shelled Penmore. The rest of West was quiet.", ["Penmore", "West"]),
    ],
)
def test_a_division_beside_its_place_is_its_address(text: str, left: list[str]) -> None:
    assert address(text, PENMORE, WEST) == left


def test_a_division_elsewhere_is_a_place_of_its_own() -> None:
    north = ("North", region("North", 70, 70, 10))
    assert address("They shelled Penmore, North.", PENMORE, north) == ["Penmore", "North"]
