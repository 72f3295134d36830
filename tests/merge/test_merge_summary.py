"""What an incident says: date, place, actors, tolls as positions, disagreements, independent sources, entities."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from made_up_events import event, head

from dateline.merge import merge_events
from dateline.merge.names.naming import entities
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Toll, WeaponRef, When
from dateline.model.entity import Actor, Place, Weapon
from dateline.model.incident import Incident
from dateline.model.span import Span

DAY = date(2023, 1, 14)
TOWN = ("Aford", 48.0, 37.0)
SPAN = Span(start=0, end=5, exact="Aford")


def said_by(name: str, country: str | None = None) -> tuple[Link, ...]:
    return (Link(source=Source(name=name, as_written=name, country=country)),)


def one_incident(told: list[Assertion]) -> Incident:
    heads = {a.report_id: head(a.report_id, DAY, publisher=f"Paper {a.report_id}") for a in told}
    (incident,) = merge_events(told, heads).incidents
    return incident


def test_tolls_stand_side_by_side_and_are_never_averaged() -> None:
    told = [
        event("a", "Aford was hit, 39 died", day=DAY, town=TOWN, killed=39),
        event("b", "The dead of Aford are 50", day=DAY, town=TOWN, killed=50, attribution=said_by("The mayor", "UKR")),
    ]
    tolls = one_incident(told).tolls["killed"]
    assert (tolls.low, tolls.best, tolls.high) == (39, None, 50)
    assert {(p.source, p.side, p.value, p.as_written) for p in tolls.positions} == {
        ("Paper a", None, "39", "39"),
        ("The mayor", "UKR", "50", "50"),
    }


def test_a_toll_that_all_give_is_best() -> None:
    told = [event(r, f"Report {r}: 39 died at Aford", day=DAY, town=TOWN, killed=39) for r in "ab"]
    incident = one_incident(told)
    assert incident.tolls["killed"].best == 39
    assert incident.disagreements == ()


def test_limits_and_groups_keep_their_words() -> None:
    tolls = (
        Toll(measure="killed", of="people", low=39, as_written="at least 39", evidence=SPAN),
        Toll(measure="killed", of="children", best=4, as_written="four", evidence=SPAN),
        Toll(measure="injured", of=None, low=24, high=99, as_written="dozens", evidence=SPAN),
        Toll(measure="killed", of="soldiers", as_written="several", evidence=SPAN),
    )
    incident = one_incident([event("a", "Aford was hit", day=DAY, town=TOWN, tolls=tolls)])
    values = {key: [p.value for p in each.positions] for key, each in incident.tolls.items()}
    assert values == {
        "injured": ["24-99"],
        "killed": ["at least 39"],
        "killed: children": ["4"],
        "killed: soldiers": ["several"],
    }
    assert (incident.tolls["killed"].low, incident.tolls["killed"].high) == (39, None)
    assert incident.tolls["killed: soldiers"].low is None


def test_the_date_is_what_all_stated_dates_share() -> None:
    wide = When(earliest=date(2023, 1, 13), latest=date(2023, 1, 14), precision="day", basis="stated")
    from_publication = When(earliest=date(2023, 1, 15), latest=date(2023, 1, 16), precision="day", basis="publication")
    told = [
        event("a", "Overnight Aford was hit", town=TOWN, date=wide, killed=9),
        event("b", "Aford was hit on Saturday", day=DAY, town=TOWN, killed=9),
        event("c", "Nine died when Aford was hit", town=TOWN, date=from_publication, killed=9),
    ]
    found = one_incident(told).date
    assert found is not None
    assert (found.earliest, found.latest, found.basis) == (DAY, DAY, "stated")


def test_the_place_is_the_finest_that_anyone_gives() -> None:
    region = PlaceRef(
        name="Aford Oblast", as_written="Aford region", place_id="t:region", lat=48.1, lon=37.1, level="region",
        country="UKR", admin1="Aford Oblast", km=80, evidence=SPAN,
    )  # fmt: skip
    told = [
        event("a", "A market in Aford region was hit, 39 died", day=DAY, places=(region,), killed=39),
        event("b", "A market in Aford was hit, 39 died", day=DAY, town=TOWN, killed=39),
    ]
    place = one_incident(told).place
    assert place is not None
    assert place.name == "Aford"


def test_rival_doers_are_a_disagreement_and_nobody_is_named() -> None:
    told = [
        event("a", "North struck Aford", day=DAY, town=TOWN, doer="North", attribution=said_by("The mayor")),
        event("b", "North struck the town", day=DAY, town=TOWN, doer="North", attribution=said_by("A witness")),
        event("c", "South struck Aford", day=DAY, town=TOWN, doer="South", attribution=said_by("The ministry")),
    ]
    incident = one_incident(told)
    assert incident.actor1 is None
    (who,) = [d for d in incident.disagreements if d.about == "actor1"]
    assert {(p.source, p.value) for p in who.positions} >= {("The mayor", "North"), ("The ministry", "South")}


@pytest.mark.parametrize(
    ("act", "doers", "named"),
    [
        ("Air/drone strike", ("North", "North", "troops"), "North"),
        ("Air/drone strike", ("North", "Police", "the army"), "North"),
        ("Armed clash", ("North", "North", "South"), "North"),
    ],
)
def test_descriptions_and_both_sides_of_a_fight_are_no_rivals(act: str, doers: tuple[str, ...], named: str) -> None:
    told = [
        event(f"r{n}", f"{doer} attacked Aford at dawn", day=DAY, town=TOWN, doer=doer, act=act)
        for n, doer in enumerate(doers)
    ]
    incident = one_incident(told)
    assert incident.actor1 is not None
    assert incident.actor1.name == named
    assert not [d for d in incident.disagreements if d.about == "actor1"]


def test_a_denial_does_not_say_what_happened() -> None:
    told = [
        event("a", "North struck Aford", day=DAY, town=TOWN, doer="North", killed=9),
        event("b", "North never struck Aford", day=DAY, town=TOWN, doer="North", polarity="denied"),
    ]
    incident = one_incident(told)
    assert [p.value for p in incident.tolls["killed"].positions] == ["9"]
    assert [d.about for d in incident.disagreements] == ["whether it happened"]


def test_a_wire_copy_is_folded_but_its_report_is_listed() -> None:
    told = [event(r, "A missile hit the market of Aford", day=DAY, town=TOWN) for r in ("a", "b", "c")]
    heads = {
        "a": head("a", DAY, publisher="Agency"),
        "b": head("b", DAY, publisher="Paper", duplicate_of="a"),
        "c": head("c", DAY, publisher="Other", duplicate_of="b"),
    }
    (incident,) = merge_events(told, heads).incidents
    assert incident.reports == ("a", "b", "c")
    assert incident.independent_sources == 1


def test_copies_that_name_each_other_do_not_hang() -> None:
    told = [event(r, "A missile hit the market of Aford", day=DAY, town=TOWN) for r in ("a", "b")]
    heads = {"a": head("a", DAY, duplicate_of="b"), "b": head("b", DAY, duplicate_of="a")}
    assert merge_events(told, heads).incidents[0].independent_sources == 1


def test_entities_have_every_name_with_its_count() -> None:
    weapon = WeaponRef(name="Shahed-136", weapon_class="drone", as_written="Iranian drones", evidence=SPAN)
    army = ActorRef(role="actor1", name="North", as_written="northerners", entity_id="Q7", sector="MIL", evidence=SPAN)
    told = [
        event("a", "One", town=TOWN, weapons=(weapon,), actors=(army,), attribution=said_by("The mayor")),
        event("b", "Two", town=TOWN, actors=(army,)),
    ]
    found = entities((each.report_id, str(DAY), [each]) for each in told)
    places, actors, weapons = ([e for e in found if isinstance(e, kind)] for kind in (Place, Actor, Weapon))
    assert [(p.place_id, p.names) for p in places] == [("t:Aford", {"Aford": 2})]
    assert [(a.entity_id, a.names, a.other_ids) for a in actors] == [
        ("Q7", {"northerners": 2}, {"wikidata": "Q7"}),
    ], "a description names nobody across reports"
    assert [(w.weapon_id, w.weapon_class, w.names) for w in weapons] == [
        ("weapon:shahed 136", "drone", {"Iranian drones": 1})
    ]


def test_a_place_that_one_act_has_no_position_for_is_still_where_it_is() -> None:
    sure = [event(report, "One", town=TOWN) for report in "ab"]
    unsure = [
        msgspec.structs.replace(each, places=tuple(msgspec.structs.replace(p, lat=None, lon=None) for p in each.places))
        for each in sure
    ]
    for told in ([sure[0], unsure[1]], [unsure[0], sure[1]]):
        (place,) = entities((each.report_id, str(DAY), [each]) for each in told)
        assert isinstance(place, Place)
        assert (place.lat, place.lon, place.names) == (48.0, 37.0, {"Aford": 2})
    (place,) = entities((each.report_id, str(DAY), [each]) for each in unsure)
    assert isinstance(place, Place)
    assert place.lat is None
