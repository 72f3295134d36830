"""What a mistake in an assertion would do: what hangs on it, and on it alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10
from typing import Final

from dateline.model.assertion import Assertion
from dateline.model.incident import Incident, TollPositions
from dateline.pipeline.review.views import Reason

ALONE: Final = 1.0
"""An incident that is there for this account alone."""
ONE_VOICE: Final = 0.5
"""An incident of several accounts that all come from one voice."""
PIN_ALONE: Final = 1.0
TOLL_ALONE: Final = 1.0
"""The least for a toll that no other account gives; a tenfold number adds as much again."""
TOLL_SHARED: Final = 0.25
DISPUTE: Final = 0.5
CONTROL: Final = 1.0
CIVILIANS: Final = 0.5
PEOPLE: Final = frozenset({"killed", "injured", "casualties", "missing", "captured"})


def consequence_of(reasons: tuple[Reason, ...]) -> float:
    """0 and more, to three places."""
    return round(sum(each.weight for each in reasons if each.about == "consequence"), 3)


def consequences(a: Assertion, incident: Incident | None) -> Iterator[Reason]:
    """What a mistake in it would change. incident: that to which it belongs."""
    if a.type == "control":
        yield _reason("control", CONTROL, "it says who holds a place")
    if a.disputed_by or a.answers:
        yield _reason("dispute", DISPUTE, "a dispute hangs on it")
    if incident is None:
        return
    yield from _of_the_incident(a, incident)
    yield from _of_its_tolls(a, incident)


def _reason(rule: str, weight: float, words: str) -> Reason:
    return Reason(about="consequence", rule=rule, words=words, weight=round(weight, 3))


def _of_the_incident(a: Assertion, incident: Incident) -> Iterator[Reason]:
    if len(incident.assertion_ids) == 1:
        yield _reason("alone", ALONE, "the incident is there for this account alone")
    elif incident.independent_sources <= 1:
        yield _reason("one voice", ONE_VOICE, f"all {len(incident.assertion_ids)} accounts come from one voice")
    if incident.event_type == "Violence against civilians":
        yield _reason("civilians", CIVILIANS, "civilians are harmed")
    if (
        incident.place
        and any(p.evidence == incident.place.evidence for p in a.places)
        and incident.place.lat is not None
    ):
        yield _reason("pin", PIN_ALONE, "the incident's pin is this one")


def _of_its_tolls(a: Assertion, incident: Incident) -> Iterator[Reason]:
    for toll in incident.tolls.values():
        tellers = {telling.assertion_id for p in toll.positions for telling in p.tellings} | {
            p.assertion_id for p in toll.positions
        }
        if a.assertion_id not in tellers:
            continue
        many = _size(toll)
        if tellers == {a.assertion_id}:
            words = f"nobody else gives {toll.measure} {toll.of or ''}".rstrip()
            yield _reason("toll alone", TOLL_ALONE * (1 + many), words)
        else:
            yield _reason("toll", TOLL_SHARED * (1 + many), f"it is one of {len(tellers)} that give {toll.measure}")


def _size(toll: TollPositions) -> float:
    """How many powers of ten of people; things count for nothing."""
    if toll.measure not in PEOPLE:
        return 0.0
    return log10(1 + max((n for n in (toll.low, toll.best, toll.high) if n is not None), default=0))
