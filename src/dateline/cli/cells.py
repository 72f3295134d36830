"""The nouns of the record in a few words: what a cell of a table shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from rich.text import Text

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Toll, When
from dateline.model.incident import Incident, TollPositions

NOTHING = Text("-", style="muted")
DERIVED = "~"
"""Marks a day that was worked out from the day of publication: the report does not state it."""


def day(when: When | None) -> Text:
    """`2023-02-10`, `2023-02-10..12` for a range, `2023-02` and `2023` for a whole month and year; with ~ behind it if
    it was worked out from publication.
    """
    if when is None or (when.earliest is None and when.latest is None):
        return NOTHING
    first, last = (each.isoformat() if each else "?" for each in (when.earliest, when.latest))
    text = _whole(when.earliest, when.latest) or (first if first == last else f"{first}..{_rest(first, last)}")
    return Text(text + (DERIVED if when.basis == "publication" else ""), style="date")


def _whole(first: date | None, last: date | None) -> str | None:
    """The month or year that the two days are the first and last of."""
    if first is None or last is None or first.day != 1 or (last + timedelta(days=1)).day != 1:
        return None
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return f"{first:%Y}"
    return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else None


def _rest(first: str, last: str) -> str:
    """The part of `last` that differs from `first`: 2023-02-10, 2023-02-12 -> 12; 2023-02-27, 2023-03-01 -> 03-01."""
    for length in (8, 5):
        if first[:length] == last[:length]:
            return last[length:]
    return last


def act(a: Assertion) -> Text:
    """Its finest type, in the colour of its kind, and whatever makes it less than a plain fact."""
    words = a.act or (f"control: {a.state}" if a.type == "control" and a.state else a.type)
    text = Text(words, style=a.type)
    if a.polarity == "denied":
        text.append(" denied", style="bold")
    if a.status != "actual":
        text.append(f" {a.status}", style="doubt")
    if a.certainty not in ("certain", "unknown"):
        text.append(f" {a.certainty}", style="doubt")
    if a.disputed_by:
        text.append(" disputed", style="disputed")
    return text


def place(ref: PlaceRef | None) -> Text:
    """A place with how it is related: `near Bakhmut`; with ? if no gazetteer knows it."""
    if ref is None:
        return NOTHING
    lead = f"{ref.relation} " if ref.relation not in (None, "at", "in") else ""
    return Text(f"{lead}{ref.name or ref.as_written}{'' if ref.place_id else '?'}", style="place")


def places(refs: Iterable[PlaceRef]) -> Text:
    """Several places; where it was launched from and where it was headed say so."""
    shown = []
    for ref in refs:
        role = {"origin": "from ", "destination": "to "}.get(ref.role, "")
        shown.append(Text.assemble((role, "muted"), place(ref)))
    return Text(", ").join(shown) if shown else NOTHING


def actor(ref: ActorRef | None) -> Text:
    """An actor by canonical name."""
    return Text(ref.name, style="actor") if ref else NOTHING


def actors(first: ActorRef | None, second: ActorRef | None) -> Text:
    """Who does it, and to whom: `Russia -> Ukraine`."""
    if first is None and second is None:
        return NOTHING
    return (
        Text(" -> ", style="muted").join([actor(first) if first else Text("?"), actor(second)])
        if second
        else actor(first)
    )


def incident_actors(incident: Incident) -> Text:
    """Who did it to whom in an incident; where sources differ about who did it, all whom they name, marked with !."""
    rivals = next((each.positions for each in incident.disagreements if each.about == "actor1"), ())
    if not rivals:
        return actors(incident.actor1, incident.actor2)
    named = Text(" or ", style="muted").join(
        Text(name, style="actor") for name in dict.fromkeys(p.value for p in rivals if p.stance == "gives")
    )
    named.append("!", style="disputed")
    return Text.assemble(named, (" -> ", "muted"), actor(incident.actor2)) if incident.actor2 else named


def bounds(low: int | None, best: int | None, high: int | None) -> str:
    """A count with its limits: `39`, `>=39`, `<=99`, `24..99`, `39 (24..99)`; "?" where only words were given."""
    limits = f"{low}..{high}" if low is not None and high is not None else ""
    if best is not None:
        return f"{best} ({limits})" if limits and (low, high) != (best, best) else str(best)
    return limits or (f">={low}" if low is not None else f"<={high}" if high is not None else "?")


def toll(each: Toll) -> Text:
    """A count as asserted: `>=39 killed`, `3 shot down`."""
    rate = f" a {each.per}" if each.per else ""
    return Text(f"{bounds(each.low, each.best, each.high)} {each.measure}{rate}", style="toll")


def tolls(every: Sequence[Toll]) -> Text:
    """Several counts, in the report's order."""
    return Text(", ").join(map(toll, every)) if every else NOTHING


def span_of(each: TollPositions, *, rival: bool = False) -> str:
    """The span of what all claimants say at present of one measure, marked with ! where they exclude each other."""
    mark = "!" if rival else ""
    if each.best is not None:
        return f"{each.best}{mark}"
    same = each.low == each.high and each.low is not None
    return (str(each.low) if same else bounds(each.low, None, each.high)) + mark


def incident_tolls(incident: Incident) -> Text:
    """An incident's counts by measure: what fits all that is said, else the span of it."""
    rivals = {each.about for each in incident.disagreements}
    shown = [
        Text(f"{span_of(each, rival=measure in rivals)} {measure}", style="toll")
        for measure, each in sorted(incident.tolls.items())
    ]
    return Text(", ").join(shown) if shown else NOTHING


def speaker(chain: Sequence[Link]) -> Text:
    """Who says it: the last link of the chain; the report itself where there is none, ? where nobody is named."""
    if not chain:
        return Text("the report", style="muted")
    source = chain[-1].source
    return Text(source.name or source.as_written or source.role or "?", style="speaker")


def words(text: str) -> str:
    """Words of a report on one line."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Words of a report on one line in quotation marks, unless they bring their own."""
    line = words(text)
    return line if line[:1] in '“"«„' and line[-1:] in '”"»“' else f"“{line}”"


def grades(incident: Incident) -> Text:
    """An incident's grades: `Fair, F3`; where a person gave another, theirs with = before it."""
    shown = [Text(f"={g.given}", style="good") if g.given else Text(g.suggested or "-") for g in incident.grades]
    return Text(" ").join(shown) if shown else NOTHING


def incident_act(incident: Incident) -> Text:
    """What an incident is: its finest type, and that sources disagree."""
    text = Text(incident.sub_event_type or incident.interaction or incident.event_type or "event", style="event")
    if incident.disagreements:
        text.append(" disputed", style="disputed")
    return text
