"""What is different about an incident: its values, its tolls, what its sources do not agree about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from dateline.model.assertion import ActorRef, Assertion, PlaceRef, When
from dateline.model.incident import Disagreement, Incident, Position
from dateline.pipeline.change_views import HowChanged, IncidentChange, Slot, TollChange, ValueChange
from dateline.pipeline.queries.counterparts import Counterparts
from dateline.values.names import fold


def compared(
    sides: Counterparts, told: Mapping[str, Assertion], known_from: Callable[[str], str], decided: Mapping[str, str]
) -> IncidentChange:
    """The change between the two sides.

    told: the accounts that are there only now, by id. known_from: assertion id -> ISO day. decided: id of an assertion
    or report that a person judged -> the day of the last such judgement.
    """
    before, after = (_accounts(side) for side in sides)
    added, dropped = sorted(after - before), sorted(before - after)
    alone = len(sides.former) == len(sides.present) == 1
    values = tuple(_values(sides.former[0], sides.present[0], [told[i] for i in added])) if alone else ()
    tolls = tuple(_tolls(sides))
    rivals = tuple(_disagreements(sides))
    days = [known_from(each) for each in added] or sorted(
        (decided[each] for i in (*sides.former, *sides.present) for each in (*i.assertion_ids, *i.reports)
         if each in decided), reverse=True,
    )[:1]  # fmt: skip
    return IncidentChange(
        change=_how(sides, bool(values or tolls or rivals or dropped)),
        former=sides.former,
        present=sides.present,
        values=values,
        tolls=tolls if sides.former and sides.present else (),
        disagreements=rivals,
        added=tuple(added),
        dropped=tuple(dropped),
        reports=tuple(sorted({told[each].report_id for each in added})),
        since=min(days) if days else None,
    )


def _how(sides: Counterparts, differs: bool) -> HowChanged:
    old, new = len(sides.former), len(sides.present)
    if not old or not new:
        return "new" if new else "gone"
    if old == new == 1:
        return "changed" if differs else "told again"
    return "merged" if new == 1 else "split" if old == 1 else "regrouped"


def _accounts(incidents: Iterable[Incident]) -> set[str]:
    return {each for incident in incidents for each in incident.assertion_ids}


# ---------------------------------------------------------------- values in words


def date_words(when: When | None) -> str | None:
    """`2023-02-10`, `2023-02-10 to 2023-02-12`, with the basis where it is the publication."""
    if when is None or (when.earliest is None and when.latest is None):
        return None
    first, last = (each.isoformat() if each else "?" for each in (when.earliest, when.latest))
    days = first if first == last else f"{first} to {last}"
    return f"{days} (from publication)" if when.basis == "publication" else days


def place_words(place: PlaceRef | None) -> str | None:
    """`near Kherson`, `Kherson Oblast (region)`, as precise as the report and no more."""
    if place is None:
        return None
    lead = f"{place.relation} " if place.relation not in (None, "at", "in") else ""
    level = f" ({place.level})" if place.level in ("region", "country") else ""
    return f"{lead}{place.name or place.as_written}{level}"


def _place_key(place: PlaceRef | None) -> tuple[str | None, ...] | None:
    return None if place is None else (place.place_id or fold(place.name or place.as_written), place.relation)


def _actor_words(actor: ActorRef | None) -> str | None:
    return actor.name if actor else None


def type_words(each: Incident | Assertion) -> str | None:
    """The finest type."""
    return each.sub_event_type or each.interaction or each.event_type


_SLOTS: Final[dict[Slot, tuple[Callable[[Incident], object], Callable[[Incident], str | None]]]] = {
    "type": (type_words, type_words),
    "date": (lambda i: date_words(i.date), lambda i: date_words(i.date)),
    "place": (lambda i: _place_key(i.place), lambda i: place_words(i.place)),
    "actor1": (lambda i: _actor_words(i.actor1), lambda i: _actor_words(i.actor1)),
    "actor2": (lambda i: _actor_words(i.actor2), lambda i: _actor_words(i.actor2)),
}
"""Slot -> what is compared, and how it is said."""


def _values(old: Incident, new: Incident, added: list[Assertion]) -> Iterable[ValueChange]:
    for slot, (key, said) in _SLOTS.items():
        if key(old) != key(new):
            giving = [a.assertion_id for a in added if gives(a, slot, new)]
            yield ValueChange(
                about=slot,
                former=said(old),
                present=said(new),
                assertion_ids=tuple(giving or [a.assertion_id for a in added]),
            )


def gives(a: Assertion, slot: Slot, incident: Incident) -> bool:
    """Whether this account has the incident's value of the slot."""
    if slot == "type":
        return type_words(a) == type_words(incident)
    if slot == "date":
        return date_words(a.date) == date_words(incident.date)
    if slot == "place":
        return any(_place_key(each) == _place_key(incident.place) for each in a.places)
    return _actor_words(a.actor(slot)) == _actor_words(getattr(incident, slot))


# ---------------------------------------------------------------- tolls and disagreements


def _tolls(sides: Counterparts) -> Iterable[TollChange]:
    measures = sorted({key for side in sides for incident in side for key in incident.tolls})
    for measure in measures:
        former, present = (tuple(i.tolls[measure] for i in side if measure in i.tolls) for side in sides)
        before, after = ([p for each in side for p in each.positions] for side in (former, present))
        added, gone = _without(after, before), _without(before, after)
        if added or gone:
            yield TollChange(measure=measure, former=former, present=present, added=added, gone=gone)


def _without(these: list[Position], those: list[Position]) -> tuple[Position, ...]:
    known = {(p.assertion_id, p.value, p.as_written) for p in those}
    return tuple(p for p in these if (p.assertion_id, p.value, p.as_written) not in known)


def _disagreements(sides: Counterparts) -> Iterable[Disagreement]:
    known = {each.about for incident in sides.former for each in incident.disagreements}
    for incident in sides.present:
        yield from (each for each in incident.disagreements if each.about not in known)
