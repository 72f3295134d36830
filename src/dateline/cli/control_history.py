"""`dateline control --place NAME`: how it came about who holds a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.console import Console
from rich.text import Text

from dateline.cli import cells
from dateline.cli.control_bars import MARKS, Axis, Bar, axis_of, letters, row, scale
from dateline.cli.control_cells import STYLES, claim_day, named, shown_day, standing, where
from dateline.cli.tables import Column, Field, draw, write_csv

if TYPE_CHECKING:
    from dateline.model.assertion import ActorRef
    from dateline.model.control import ControlClaim, ControlHistory, ControlInterval, ControlSpan

LABEL: Final = 22
"""Characters before the bars, for whose row it is; a third of the terminal at most."""
WIDEST: Final = 160


def print_history(history: ControlHistory, console: Console, day: date | None) -> None:
    """Prints one place: who has it, the lines over time, the changes, and the claims with their words.

    day: the day of `now`, where one was asked for.
    """
    place = history.place
    lies = ", ".join(each for each in (place.admin1, place.country) if each)
    console.print(Text.assemble(where(place).copy(), ("  " + lies if lies else "", "muted"), style="heading"))
    on = Text(f"{day}  ", style="date") if day else Text()
    console.print(Text.assemble(on, standing(history.now), (f"   by {history.rule}", "muted")))
    if history.consensus:
        console.print()
        _print_bars(history, console, day)
        console.print()
        draw(history.consensus, CHANGES, console)
    console.print()
    draw(history.claims, CLAIMS, console, lambda c: c.assertion_ids[0])


# ------------------------------------------------------------------ the lines over time
def _print_bars(history: ControlHistory, console: Console, day: date | None) -> None:
    label = min(LABEL, console.width // 3)
    axis = axis_of([*_days(history), *([day] if day else [])], max(min(console.width, WIDEST) - label - 1, 12))
    signs = letters(_group(ref) for ref in _holders(history))
    lines = [("", each) for each in scale(axis, day)]
    lines.append(("consensus", row([_span_bar(each, signs) for each in history.consensus], axis)))
    for _, those in groupby(history.intervals, key=lambda i: i.claimant.key):
        rows = list(those)
        lines.append((rows[0].claimant.name, _claimant_row(rows, axis, signs)))
    for name, bars in lines:
        short = name if len(name) <= label else name[: label - 1] + "…"
        head = Text(short, style="heading" if name == "consensus" else "speaker")
        head.pad_right(label - head.cell_len + 1)
        line = Text.assemble(head, bars)
        line.rstrip()
        console.print(line, soft_wrap=True)
    console.print(_legend(history, signs))


def _claimant_row(rows: Sequence[ControlInterval], axis: Axis, signs: dict[str, str]) -> Text:
    bars = [Bar(i.since, i.until, MARKS.get(i.state) or signs[_group(i.holder)], "actor") for i in rows]
    return row(bars, axis)


def _span_bar(span: ControlSpan, signs: dict[str, str]) -> Bar:
    if span.standing == "contested":
        mark = MARKS["contested"]
    elif span.state == "held":
        mark = signs[_group(span.holder)]
    else:
        mark = MARKS.get(span.state, " ")
    return Bar(span.since, span.until, mark.lower() if span.standing == "claimed" else mark, STYLES[span.standing])


def _days(history: ControlHistory) -> list[date]:
    spans = [each.since for each in history.consensus]
    said = [day for each in history.intervals for day in (each.since, each.last_said)]
    return spans + said


def _holders(history: ControlHistory) -> list[ActorRef | None]:
    held = [each.holder for each in history.intervals if each.state == "held"]
    return held + [each.holder for each in history.consensus if each.state == "held" and each.standing != "contested"]


def _group(ref: ActorRef | None) -> str:
    """What holders of one side have in common: "M23" and "fighters of the M23" share a letter."""
    from dateline.merge.control_sides import side_of_actor  # reads lexicons: `--help` needs none

    return side_of_actor(ref).group


def _legend(history: ControlHistory, signs: dict[str, str]) -> Text:
    """What the characters mean, as far as they are used."""
    used: set[str] = {each.state for each in history.intervals} | {each.state for each in history.consensus}
    if any(each.standing == "contested" for each in history.consensus):
        used.add("contested")
    names = {_group(ref): ref.name if ref else "nobody named" for ref in reversed(_holders(history))}
    parts = [f"{sign} {names[group]}" for group, sign in signs.items()]
    if any(each.standing == "claimed" for each in history.consensus):
        parts.append("small letters: only claimed")
    words = {"contested": "contested", "besieged": "besieged", "left": "left", "unclear": "says two things"}
    parts += [f"{MARKS[state]} {meaning}" for state, meaning in words.items() if state in used]
    return Text("; ".join(parts), style="muted")


# ------------------------------------------------------------------ changes and claims
def _claim_says(claim: ControlClaim) -> Text:
    """What is claimed, and what makes it less than a state of the place."""
    state = claim.state or "changes hands"
    by = {"lost": " by ", "withdrawn": ": ", "contested": ", with "}.get(state, " by ")
    text = Text.assemble((state, "control"), *((by, named(claim.holder)) if claim.holder else ()))
    if claim.polarity == "denied":
        text.append(" denied", style="bold")
    if claim.certainty == "probable":
        text.append(" probable", style="doubt")
    if claim.disputed_by:
        text.append(" disputed", style="disputed")
    if claim.why_not:
        text.append(f" ({claim.why_not})", style="doubt")
    return text


def _words(claim: ControlClaim) -> Text:
    return Text.assemble((claim.claimant.name, "speaker"), (": ", "muted"), cells.words(claim.words))


def _on_word(span: ControlSpan) -> Text:
    text = Text(", ").join(Text(name, style="speaker") for name in span.on_word_of)
    if not span.rivals:
        return text
    return Text.assemble(text, ("; against it ", "disputed"), Text(", ".join(span.rivals), style="disputed"))


CHANGES = (
    Column["ControlSpan"]("since", shown_day, 11, 0),
    Column["ControlSpan"]("known from", lambda s: Text(s.known_from, style="date"), 10, 0, named=True),
    Column["ControlSpan"]("who has it", standing, 18, 0),
    Column["ControlSpan"]("on the word of", _on_word, 15, 0, grows=True),
)
CLAIMS = (
    Column["ControlClaim"]("day", lambda c: claim_day(c.day), 11, 0),
    Column["ControlClaim"]("claim", _claim_says, 20, 0),
    Column["ControlClaim"]("known from", lambda c: Text(c.known_from, style="date"), 10, 1, named=True),
    Column["ControlClaim"]("said by, in the words", _words, 24, 0, grows=True),
)


# ------------------------------------------------------------------ as a table for spreadsheets
class _Stretch(NamedTuple):
    """A stretch of the consensus line, or of one claimant's, with the place that it is of."""

    history: ControlHistory
    span: ControlSpan | None
    interval: ControlInterval | None


def write_history_csv(histories: Sequence[ControlHistory]) -> None:
    """Prints every stretch, place by place: those of the consensus line, then each claimant's."""
    stretches = [
        *(_Stretch(history, span, None) for history in histories for span in history.consensus),
        *(_Stretch(history, None, interval) for history in histories for interval in history.intervals),
    ]
    order = {history.key: n for n, history in enumerate(histories)}
    write_csv(sorted(stretches, key=lambda each: order[each.history.key]), STRETCHES)


def _of_either(each: _Stretch) -> ControlSpan | ControlInterval:
    found = each.span or each.interval
    assert found is not None
    return found


def _until(each: _Stretch) -> str | None:
    until = _of_either(each).until
    return until.isoformat() if until else None


STRETCHES = (
    Field["_Stretch"]("place", lambda s: s.history.place.name or s.history.place.as_written),
    Field["_Stretch"]("place_id", lambda s: s.history.place.place_id),
    Field["_Stretch"]("line", lambda s: "consensus" if s.span else "claimant"),
    Field["_Stretch"]("claimant", lambda s: s.interval.claimant.name if s.interval else None),
    Field["_Stretch"]("side", lambda s: s.interval.claimant.side if s.interval else None),
    Field["_Stretch"]("standing", lambda s: s.span.standing if s.span else None),
    Field["_Stretch"]("state", lambda s: _of_either(s).state),
    Field["_Stretch"]("holder", lambda s: ref.name if (ref := _of_either(s).holder) else None),
    Field["_Stretch"]("holders", lambda s: "|".join(each.name for each in s.span.holders) if s.span else None),
    Field["_Stretch"]("since", lambda s: _of_either(s).since.isoformat()),
    Field["_Stretch"]("until", _until),
    Field["_Stretch"]("precision", lambda s: _of_either(s).first.precision),
    Field["_Stretch"]("basis", lambda s: _of_either(s).first.basis),
    Field["_Stretch"]("known_from", lambda s: _of_either(s).known_from),
    Field["_Stretch"]("on_word_of", lambda s: "|".join(s.span.on_word_of) if s.span else None),
    Field["_Stretch"]("assertion_ids", lambda s: "|".join(_of_either(s).assertion_ids)),
    Field["_Stretch"]("against", lambda s: "|".join(s.span.against) if s.span else None),
    Field["_Stretch"]("rule", lambda s: s.history.rule if s.span else None),
)
"""The columns of `--csv` with `--place` or `--history`."""
