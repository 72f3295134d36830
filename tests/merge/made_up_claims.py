"""Made-up claims to towns, from the short form of cases/control_history."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from dateline.merge import ReportHead
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Review, Source, When, sealed
from dateline.model.control import ControlInterval, ControlSpan
from dateline.model.span import Span
from dateline.model.vocabulary import SUB_EVENT_TYPES

TOWN = "Ostra"
_KEYS = (
    "id report published known about days by of as publisher copy_of state holder event polarity status certainty words"
    " level relation place rejected"
)
KEYS = frozenset(_KEYS.split())
HOLDERS: dict[str, dict[str, Any]] = {
    "NOR": {"name": "Norland", "country": "NOR", "sector": "MIL"},
    "SUD": {"name": "Sudland", "country": "SUD", "sector": "MIL"},
    "RUS": {"name": "Russia", "country": "RUS", "sector": "MIL"},
    "FRONT": {"name": "the Front", "entity_id": "group:front", "country": "SUD", "sector": "REB"},
    "rebels": {"name": "rebels", "sector": "REB"},
    "troops": {"name": "troops", "sector": "MIL"},
}
_SIDES = {"FRONT": {"entity_id": "group:front"}, "NOR": {"country": "NOR"}, "SUD": {"country": "SUD"}}


def claim(given: dict[str, Any]) -> Assertion:
    """One sealed assertion; `given` as the README of the cases tells."""
    assert set(given) <= KEYS, f"a claim has keys that nobody reads: {set(given) - KEYS}"
    name = given.get("place", TOWN)
    words = given.get("words", f"{given['id']}: {given.get('state') or given.get('event')} {name}")
    span = Span(start=0, end=len(words), exact=words)
    at = words.find(name)
    named = Span(start=at, end=at + len(name), exact=name) if at >= 0 else Span(start=500, end=505, exact=name)
    holder = HOLDERS[given["holder"]] | {"as_written": given["holder"], "evidence": span} if "holder" in given else None
    event = given.get("event")
    days = given.get("days") or ([given["about"]] * 2 if "about" in given else None)
    place = PlaceRef(
        name=name,
        as_written=name,
        place_id=f"case:{name}",
        lat=1.0,
        lon=2.0,
        level=given.get("level", "settlement"),
        country="SUD",
        relation=given.get("relation"),
        evidence=named,
    )
    made = sealed(
        Assertion(
            report_id=given.get("report", given["id"]),
            type="event" if event else "control",
            evidence=span,
            sub_event_type=event,
            event_type=SUB_EVENT_TYPES.get(event or ""),
            interaction="RETREAT" if event == "Non-violent transfer of territory" else None,
            status=given.get("status", "actual"),
            polarity=given.get("polarity", "affirmed"),
            certainty=given.get("certainty", "certain"),
            date=When(earliest=days[0], latest=days[1], precision="day", basis="stated") if days else None,
            places=(place,),
            actors=(ActorRef(role="actor1", **holder),) if event and holder else (),
            holder=ActorRef(role="other", **holder) if holder and not event else None,
            state=given.get("state"),
            attribution=(_link(given),) if "by" in given else (),
            made_by="case/1",
        )
    )
    return msgspec.structs.replace(made, review=Review(state="rejected")) if given.get("rejected") else made


def _link(given: dict[str, Any]) -> Link:
    side = _SIDES.get(given.get("of", ""), {})
    return Link(source=Source(name=given["by"], as_written=given["by"], category=given.get("as", "official"), **side))


def head(given: dict[str, Any]) -> ReportHead:
    """The report that the claim stands in."""
    on: date = given["published"]
    return ReportHead(
        report_id=given.get("report", given["id"]),
        published=on.isoformat(),
        known_from=given.get("known", on).isoformat(),
        publisher=given.get("publisher"),
        duplicate_of=given.get("copy_of"),
    )


def whose(each: ControlSpan | ControlInterval) -> str:
    """The state and whose, in the short form of the cases: `held NOR`, `besieged SUD by NOR`, `left NOR`."""

    def short(ref: ActorRef | None) -> str:
        return ref.as_written if ref else "?"

    if isinstance(each, ControlInterval):
        return f"{each.state} {short(each.holder)}" if each.state in ("held", "left", "besieged") else each.state
    if each.state == "held":
        named = " or ".join(map(short, each.holders)) if each.standing == "contested" else short(each.holder)
        return f"held {named}"
    if each.state == "left":
        return f"left {short(each.without)}"
    if each.state == "besieged":
        return f"besieged {short(each.holder)} by {short(each.besieger)}"
    return each.state
