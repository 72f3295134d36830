"""Putting an assertion right in the terminal, slot by slot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
from rich.padding import Padding
from rich.text import Text

from dateline.cli.reasons import values
from dateline.cli.theme import aside
from dateline.model.errors import DatelineError, SettingError
from dateline.pipeline.review import slots
from dateline.pipeline.review.given import gazetteer

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.model.assertion import Assertion
    from dateline.model.gazetteer import Entry

_MOST: Final = 9
_FORMS: Final = {
    "date": "YYYY-MM-DD, or two with .. between; - for none",
    "toll": "such as: killed 5, or: injured at least 9 people; killed - takes it away",
    "speaker": "a name; - where the report itself says it",
    "actor1": "a name; - for nobody",
    "actor2": "a name; - for nobody",
    "holder": "a name",
}


def edited(a: Assertion, text: str, console: Console) -> Assertion | None:
    """The assertion as the person put it right; None if they changed nothing. text: of the report."""
    new = a
    while True:
        known = slots.slots_of(new)
        console.print(Text(f"slots: {', '.join(known)}; nothing to end", style="muted"))
        slot = _asked("which slot")
        if not slot:
            break
        found = [each for each in known if each == slot] or [each for each in known if each.startswith(slot)]
        if len(found) != 1:
            aside().print(f"no slot {slot!r}" if not found else f"{slot!r} could be {', '.join(found)}", style="bad")
            continue
        try:
            new = _put(new, found[0], text, console)
        except DatelineError as error:
            aside().print(Text(str(error), style="bad"), soft_wrap=True)
            continue
        console.print(Padding(values(new), (0, 0, 0, 2)))
    return None if new == a else new


def _asked(what: str) -> str:
    """A line; empty where there is no more input."""
    try:
        return str(click.prompt(what, default="", show_default=False, prompt_suffix=" > ")).strip()
    except click.Abort:
        return ""


def _put(a: Assertion, slot: str, text: str, console: Console) -> Assertion:
    if slot == "place":
        return _place(a, text, console)
    if slot in ("span", "trigger"):
        return slots.with_span(a, slot, _asked("the report's words"), text)
    if slot == "type":
        return slots.with_type(a, _type(_asked("type, or a part of it"), console))
    if slot in slots.CLOSED:
        console.print(Text(", ".join(slots.CLOSED[slot]), style="muted"))
        return slots.with_value(a, slot, _asked(slot))
    console.print(Text(_FORMS[slot], style="muted"))
    given = _asked(slot)
    if not given:
        raise SettingError("nothing was given", remedy="Give a value, or another slot.")
    words = "" if given.endswith(slots.NOTHING) else _asked("the report's words for it (nothing: as before)")
    return slots.WITH_WORDS[slot](a, given, words, text)


def _type(given: str, console: Console) -> str:
    found = slots.types_like(given)
    return _one(found, found, console) if len(found) > 1 else given


def _place(a: Assertion, text: str, console: Console) -> Assertion:
    """Which place, then what it is: found by name in the gazetteer, or by lat, lon."""
    which: int | None = 0 if a.places else None
    if a.places:
        told = [f"{p.role}: {p.name or p.as_written}" for p in a.places]
        chosen = _one([*map(str, range(len(told))), "new"], [*told, "one more"], console)
        which = None if chosen == "new" else int(chosen)
    words = (
        _asked("the report's words for it (nothing: as before)") if which is not None else _asked("the report's words")
    )
    given = _asked("name to search for, or lat, lon; - for none")
    if given == slots.NOTHING or "," in given:
        return slots.with_place(a, which, given, words, text)
    entries = list(gazetteer().find(given))[:_MOST]
    if not entries:
        raise SettingError(f"no gazetteer has {given!r}", remedy="Give another name, or lat, lon.")
    chosen = _one([each.place_id for each in entries], list(map(_told, entries)), console)
    return slots.with_place(a, which, next(e for e in entries if e.place_id == chosen), words, text)


def _told(entry: Entry) -> str:
    people = f", {entry.population:,} people" if entry.population else ""
    where = ", ".join(filter(None, (entry.admin1, entry.country)))
    return f"{entry.name}, {entry.level}, {where} ({entry.lat:.3f}, {entry.lon:.3f}{people})"


def _one(values: list[str], told: list[str], console: Console) -> str:
    """The value whose number the person gives; the first without one."""
    if len(values) == 1:
        console.print(Text(told[0], style="muted"))
        return values[0]
    for n, each in enumerate(told, 1):
        console.print(Text(f"{n:>2}  {each}"))
    given = _asked(f"which, 1 to {len(values)} (nothing: 1)") or "1"
    if not given.isdigit() or not 1 <= int(given) <= len(values):
        raise SettingError(f"{given!r} is none of them", remedy=f"Give a number from 1 to {len(values)}.")
    return values[int(given) - 1]
