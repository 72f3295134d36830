"""Whose forces bare nouns mean: the enemy's, the speaker's, the country's; nobody's where that is not known."""

from __future__ import annotations

import pytest

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source
from dateline.model.document import Doc
from dateline.model.report import make_report
from dateline.model.span import Span
from dateline.read.layout import blocks
from dateline.read.parse import parse
from dateline.reference.gazetteer.file import open_gazetteer
from dateline.resolve.allegiance import name_forces


def enemy_in(text: str, words: str = "enemy", speaker: str | None = None, other: str | None = None) -> str | None:
    """The country of the enemy of a text. speaker: the country of who says so; other: of who takes part."""
    report = make_report(text, origin="t", ingested_at="2024-01-01")
    doc = Doc(report=report, blocks=(), sentences=(), tokens=())
    at = Span.of(text, text.index(words), text.index(words) + len(words))
    actors = [ActorRef(role="actor1", name=words, as_written=words, sector="MIL", evidence=at)]
    if other is not None:
        actors.append(ActorRef(role="actor2", name=other, as_written=other, country=other, sector="MIL", evidence=at))
    said = Link(source=Source(name="Somebody", as_written="Somebody", country=speaker), cue=None, manner="indirect")
    asked = Assertion(
        report_id="r", type="event", evidence=Span.of(text, 0, 1), actors=tuple(actors), made_by="t",
        attribution=(said,) if speaker != "nobody" else (),
    )  # fmt: skip
    (found,) = name_forces(doc, [asked])
    assert found.actors[0].as_written == words
    return found.actors[0].country


WAR = "Kyiv and Moscow fight on. The enemy shelled the town."


def test_the_enemy_is_whom_the_speakers_side_fights() -> None:
    assert enemy_in(WAR, speaker="UKR") == "RUS"
    assert enemy_in(WAR, speaker="RUS") == "UKR"


def test_who_stands_outside_has_no_enemy() -> None:
    assert enemy_in(WAR, speaker="FRA") is None
    assert enemy_in(WAR, speaker=None) is None


def test_a_side_that_the_report_does_not_name_is_nobody() -> None:
    assert enemy_in("Kyiv fights on. The enemy shelled the town.", speaker="UKR") is None


def test_in_the_reports_own_voice_the_other_party_tells() -> None:
    assert enemy_in(WAR, speaker="nobody", other="UKR") == "RUS"
    assert enemy_in(WAR, speaker="nobody") is None


@pytest.mark.parametrize(
    "head", ["General Staff of the Armed Forces of Ukraine", "MINISTRY OF DEFENCE OF UKRAINE", "Ukrainian army, 3 May"]
)
def test_an_army_that_publishes_has_its_enemy(head: str) -> None:
    assert enemy_in(f"{head}\n\nThe enemy shelled the town. Russian guns fired.", speaker="nobody") == "RUS"


def test_an_adjective_in_small_letters_names_the_side() -> None:
    assert enemy_in("The russian occupiers shelled the town.", "russian occupiers") == "RUS"


def whose(
    text: str,
    words: str,
    *,
    there: str | None = None,
    speaker: str | None = None,
    category: str | None = None,
    kind: str = "Disrupted weapons use",
) -> str | None:
    """Whose forces `words` of a text are. there: the country of the one place, on which it is all about; speaker,
    category: of who says so, if anybody.
    """
    report = make_report(text, origin="t", ingested_at="2024-01-01")
    doc = Doc(report=report, blocks=(), sentences=(), tokens=())
    at = Span.of(text, text.index(words), text.index(words) + len(words))
    said = Link(source=Source(name="Somebody", as_written="he", country=speaker, category=category), manner="indirect")
    place = PlaceRef(role="location", as_written="X", place_id="x", country=there, level="settlement", evidence=at)
    asked = Assertion(
        report_id="r", type="event", sub_event_type=kind, evidence=Span.of(text, 0, 1), made_by="t",
        actors=(ActorRef(role="actor1", name=words, as_written=words, sector="MIL", evidence=at),),
        places=(place,) if there else (),
        attribution=(said,) if speaker or category else (),
    )  # fmt: skip
    (found,) = name_forces(doc, [asked])
    (actor,) = found.actors
    assert actor.as_written == words
    assert actor.entity_id == (f"{actor.country}:MIL" if actor.country else None)
    return actor.country


AT_LENGTH = "It rained all day. " * 9
STATES = f"Kyiv and Moscow fight on. {AT_LENGTH}There air defences and units shot down drones, troops say."


def test_units_are_of_who_tells_of_them() -> None:
    assert whose(STATES, "units", there="UKR", speaker="UKR") == "UKR"
    assert whose(STATES, "units", there="UKR", speaker="RUS") == "RUS"


def test_an_official_of_no_named_country_is_of_where_the_report_is_about() -> None:
    assert whose(STATES, "units", there="UKR", category="official") == "UKR"
    assert whose(STATES, "units", there="UKR", category="media") is None


def test_nobody_strikes_his_own_soil() -> None:
    strike = "Shelling/artillery/missile attack"
    assert whose(STATES, "troops", there="UKR", speaker="UKR", kind=strike) is None
    assert whose(STATES, "troops", there="UKR", speaker="RUS", kind=strike) == "RUS"


def test_air_defences_are_of_the_country_over_which_they_fire() -> None:
    assert whose(STATES, "air defences", there="UKR") == "UKR"
    assert whose(STATES, "units", there="UKR") is None


def test_where_a_state_fights_others_the_army_is_its_own() -> None:
    text = "Jihadists fled. The army and a brigade took the camp."
    assert whose(text, "army", there="MLI") == "MLI"
    assert whose(text, "brigade", there="MLI") is None


def test_we_are_the_side_of_who_says_so() -> None:
    text = "Kyiv and Moscow fight on. He said that we hold it."
    assert whose(text, "we", there="UKR", speaker="UKR") == "UKR"
    assert whose(text, "we", there="UKR", category="media") is None


def test_a_unit_with_a_name_is_not_a_bare_noun() -> None:
    text = "Kyiv and Moscow fight on. The 47th Brigade fired."
    assert whose(text, "47th Brigade", there="UKR", speaker="UKR") is None


def test_invaders_are_those_who_fight_the_country() -> None:
    text = "Kyiv and Moscow fight on. The invaders shelled it."
    assert whose(text, "invaders", there="UKR") == "RUS"
    assert whose(text, "invaders", there="RUS") == "UKR"


def test_a_name_in_small_letters_is_the_enemys() -> None:
    """As some write: the parser's tokens are asked, for a name in capitals must not count."""
    text = "The Ukrainian line holds, the russian side lies.\n\nThe enemy shelled the town."
    report = make_report(text, origin="t", ingested_at="2024-01-01")
    (doc,) = parse([(report, blocks(report.text, report.title))], open_gazetteer())
    at = Span.of(text, text.index("enemy"), text.index("enemy") + 5)
    actor = ActorRef(role="actor1", name="enemy", as_written="enemy", sector="MIL", evidence=at)
    asked = Assertion(report_id="r", type="event", evidence=at, actors=(actor,), made_by="t")
    assert [a.country for a in name_forces(doc, [asked])[0].actors] == ["RUS"]
