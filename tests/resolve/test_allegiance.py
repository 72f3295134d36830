"""Who "the enemy" is: whom the speaker's side fights, and nobody where that is not known."""

from __future__ import annotations

import pytest

from dateline.model.assertion import ActorRef, Assertion, Link, Source
from dateline.model.document import Doc
from dateline.model.report import make_report
from dateline.model.span import Span
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
