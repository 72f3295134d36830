"""What a cell shows of who holds a place: the standing, the state and whose, the day and how well it is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from rich.text import Text

from dateline.cli import cells
from dateline.cli.tables import Field
from dateline.model.assertion import When

if TYPE_CHECKING:
    from dateline.model.assertion import ActorRef, PlaceRef
    from dateline.model.control import ClaimDay, ControlHistory, ControlSpan

STYLES: Final = {
    "agreed": "good",
    "conceded": "good",
    "reported": "default",
    "claimed": "doubt",
    "contested": "disputed",
    "unknown": "muted",
}
"""The colour of each standing; contested has the colour of disagreement."""


def where(place: PlaceRef) -> Text:
    """The place, with its level where it is no settlement: a region is not its towns."""
    text = cells.place(place)
    if place.level not in (None, "settlement"):
        text.append(f" ({place.level})", style="muted")
    return text


def standing(span: ControlSpan | None) -> Text:
    """How far the sources are of one mind, and about what: `claimed: held by Russia`."""
    if span is None or span.state == "unknown":
        return Text("unknown", style="muted")
    return Text.assemble((span.standing, STYLES[span.standing]), (": ", "muted"), whose(span))


def whose(span: ControlSpan) -> Text:
    """The state and whose: `held by Russia`, `held by Russia or Ukraine`, `besieged by Russia, held by Ukraine`."""
    if span.state == "besieged":
        text = Text.assemble("besieged by ", named(span.besieger))
        return Text.assemble(text, ", held by ", named(span.holder)) if span.holder else text
    if span.state == "left":
        return Text.assemble("left by ", named(span.without))
    if span.state == "contested":
        held = Text(" or ", style="muted").join(map(named, span.holders))
        return Text.assemble("fought over", ", held by " if span.holders else "", held)
    if span.standing == "contested":
        held = Text(" or ", style="disputed").join(map(named, span.holders or (None,)))
        return Text.assemble("held by ", held, ("" if len(span.holders) > 1 else ", denied", "disputed"))
    return Text.assemble("held by ", named(span.holder))


def named(ref: ActorRef | None) -> Text:
    """An actor, or ? where nobody is named."""
    return cells.actor(ref) if ref else Text("?", style="muted")


def claim_day(day: ClaimDay) -> Text:
    """The days that a claim can be about; ~ behind what no words state."""
    basis = "stated" if day.basis == "stated" else "publication"
    return cells.day(When(earliest=day.earliest, latest=day.latest, precision=day.precision, basis=basis))  # type: ignore[arg-type]


def shown_day(span: ControlSpan | None) -> Text:
    """Since when, as far as that is known."""
    return claim_day(span.first) if span else cells.NOTHING


def fields_of_now() -> tuple[Field[ControlHistory], ...]:
    """The columns of a CSV table that tell who has a place now, empty where nothing is said."""

    def value(name: str, read: Callable[[ControlSpan], str | None]) -> Field[ControlHistory]:
        return Field(name, lambda history: read(history.now) if history.now is not None else None)

    def name_of(ref: ActorRef | None) -> str | None:
        return ref.name if ref else None

    return (
        value("standing", lambda s: s.standing),
        value("state", lambda s: s.state),
        value("holder", lambda s: name_of(s.holder)),
        value("besieger", lambda s: name_of(s.besieger)),
        value("without", lambda s: name_of(s.without)),
        value("holders", lambda s: "|".join(each.name for each in s.holders)),
        value("since", lambda s: s.since.isoformat()),
        value("until", lambda s: s.until.isoformat() if s.until else None),
        value("earliest", lambda s: s.first.earliest.isoformat() if s.first.earliest else None),
        value("precision", lambda s: s.first.precision),
        value("basis", lambda s: s.first.basis),
        value("known_from", lambda s: s.known_from),
        value("on_word_of", lambda s: "|".join(s.on_word_of)),
        value("assertion_ids", lambda s: "|".join(s.assertion_ids)),
        value("rivals", lambda s: "|".join(s.rivals)),
        value("against", lambda s: "|".join(s.against)),
    )
