"""Reads cases/extract/*.yaml and compares what they ask for with what was found. cases/README.md describes the form.

Every value is read as the words that stand in the file, and typed here: YAML would make "no" false and 12:30 a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from dateline.model.assertion import ActorRef, Assertion, Toll, When
from dateline.model.vocabulary import (
    INTERACTIONS,
    SUB_EVENT_TYPES,
    Certainty,
    ControlState,
    DateBasis,
    Polarity,
    Status,
)

FOLDER = Path(__file__).parents[2] / "cases" / "extract"
PUBLISHED = "2024-05-16"
"""A Thursday: the day of publication of a case that names none."""

ACROSS = {"casualties"}
"""Files about what no extractor gives alone: where a case of theirs expects nothing, none may find an event."""

CASE_KEYS = {"about", "why", "text", "published", "expect", "reject", "known_gap"}
CLOSED: dict[str, tuple[str, ...]] = {
    "type": (*SUB_EVENT_TYPES, *INTERACTIONS),
    "status": get_args(Status),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "state": get_args(ControlState),
    "basis": get_args(DateBasis),
}
WORDS = {"evidence", "trigger", "actor1", "actor2", "holder", "speaker", "date"}
LISTS = {"places", "origin", "targets", "weapons", "tolls"}
VERBATIM = {"evidence", "trigger", "places", "origin"}
TOLL = re.compile(
    r"(?P<measure>[a-z][a-z ]*?) (?P<bound>at least |up to |)(?P<first>\d+)(?: to (?P<last>\d+))?(?: (?P<of>\D.*))?"
)


class CaseError(Exception):
    """A case file cannot be used: which file, which case, what is wrong and what is wanted."""


@dataclass(frozen=True)
class Case:
    """One text with what must be found in it and what must not."""

    extractor: str
    about: str
    text: str
    published: str
    expect: tuple[dict[str, Any], ...]
    reject: tuple[str, ...] = ()
    known_gap: bool = False
    why: str = ""

    @property
    def name(self) -> str:
        return f"{self.extractor}: {self.about}"


@dataclass
class Outcome:
    """What is wrong with what was found; empty if nothing is."""

    faults: list[str] = field(default_factory=list)


# ---------------------------------------------------------------- reading


def read_file(path: Path) -> list[Case]:
    """All cases of one file. Raises CaseError."""
    try:
        rows = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise CaseError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(rows, list) or not rows:
        raise CaseError(f"{path.name}: a list of cases was wanted")
    cases = [_case(path, n, row) for n, row in enumerate(rows, 1)]
    for n, case in enumerate(cases):
        if case.about in {other.about for other in cases[:n]}:
            raise CaseError(f"{path.name}: two cases are called {case.about!r}; give each its own `about`")
    return cases


def _case(path: Path, n: int, row: Any) -> Case:
    where = f"{path.name}, case {n}"
    if not isinstance(row, dict) or not {"about", "text", "expect"} <= row.keys():
        raise CaseError(f"{where}: a case has about, text and expect")
    where = f"{where} ({row['about']})"
    if unknown := row.keys() - CASE_KEYS:
        raise CaseError(f"{where}: {sorted(unknown)} is not known; known are {sorted(CASE_KEYS)}")
    if not isinstance(row["expect"], list):
        raise CaseError(f"{where}: expect is a list, [] if nothing must be found")
    if row.get("known_gap", "no") not in ("yes", "no"):
        raise CaseError(f"{where}: known_gap is yes or no, not {row['known_gap']!r}")
    text = row["text"]
    for words in row.get("reject", ()):
        if words not in text:
            raise CaseError(f"{where}: {words!r} is rejected but is not in the text")
    return Case(
        extractor=path.stem,
        about=row["about"],
        text=text,
        published=_day(where, row.get("published", PUBLISHED)),
        expect=tuple(_wanted(where, text, each) for each in row["expect"]),
        reject=tuple(row.get("reject", ())),
        known_gap=row.get("known_gap", "no") == "yes",
        why=row.get("why", ""),
    )


def _day(where: str, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise CaseError(f"{where}: {text!r} is not a day; write YYYY-MM-DD") from error


def _wanted(where: str, text: str, slots: Any) -> dict[str, Any]:
    if not isinstance(slots, dict) or not slots:
        raise CaseError(f"{where}: what is expected is a mapping like {{trigger: shelled, places: [Aden]}}")
    known = {*CLOSED, *WORDS, *LISTS}
    for slot, value in slots.items():
        if slot not in known:
            raise CaseError(f"{where}: the slot {slot!r} is not known; known are {sorted(known)}")
        if isinstance(value, list) != (slot in LISTS):
            raise CaseError(f"{where}: {slot} is {'a list' if slot in LISTS else 'words'}")
        for words in value if slot in LISTS else [value]:
            _check_value(where, text, slot, words)
    return dict(slots)


def _check_value(where: str, text: str, slot: str, words: str) -> None:
    options = words.split("|")
    if slot in CLOSED and (wrong := [each for each in options if each not in CLOSED[slot]]):
        raise CaseError(f"{where}: {wrong[0]!r} is no {slot}; it is one of {', '.join(CLOSED[slot])}")
    if slot in VERBATIM and not any(each in text for each in options):
        raise CaseError(f"{where}: {slot} {words!r} is not in the text")
    if slot == "tolls" and not all(TOLL.fullmatch(each) for each in options):
        raise CaseError(
            f"{where}: the toll {words!r} is not like 'killed 5', 'injured at least 3' or 'shot down 9 drones'"
        )
    if slot == "date" and words != "none":
        for day in words.split(" to "):
            _day(where, day)


# ---------------------------------------------------------------- flags


def flagged(text: str, about: str, gap: bool) -> str:
    """The text of a case file with `known_gap: yes` set on, or taken from, the case of this name."""
    blocks = re.split(r"(?m)^(?=- about: )", text)
    for n, block in enumerate(blocks):
        rows = yaml.load(block, Loader=yaml.BaseLoader)
        if isinstance(rows, list) and rows[0]["about"] == about:
            lines = [line for line in block.splitlines(True) if not line.startswith("  known_gap:")]
            last = max(k for k, line in enumerate(lines) if line.startswith(("- ", "  ")))
            lines.insert(last + 1, "  known_gap: yes\n" if gap else "")
            blocks[n] = "".join(lines)
    return "".join(blocks)


# ---------------------------------------------------------------- comparing


def compare(case: Case, found: Sequence[Assertion]) -> Outcome:
    """Compares what was found in the text with what the case asks for.

    Each expected assertion needs one of its own, from whichever extractor. Slots that a case leaves out are not asked;
    lists that it gives are whole. Where a case expects nothing, its own extractor may find nothing (see ACROSS).
    """
    outcome = Outcome()
    kind = "control" if case.extractor == "control" else "event"
    fitting = [each for each in found if each.type == kind]
    across = case.extractor in ACROSS
    mine = fitting if across else [each for each in found if each.made_by.split("/")[1] == case.extractor]
    if not case.expect:
        outcome.faults += [f"found, where nothing is: {shown(each)}" for each in mine]
    elif not _assigned(case.expect, fitting):
        for want in case.expect:
            outcome.faults += _nearest(want, fitting)
    for words in case.reject:
        at = case.text.index(words)
        hits = [a for a in mine if (s := a.trigger or a.evidence).start < at + len(words) and s.end > at]
        outcome.faults += [f"found in {words!r}, which must give nothing: {shown(each)}" for each in hits]
    return outcome


def _assigned(wanted: Sequence[dict[str, Any]], free: list[Assertion]) -> bool:
    if not wanted:
        return True
    return any(
        _assigned(wanted[1:], [*free[:n], *free[n + 1 :]])
        for n, each in enumerate(free)
        if not differences(wanted[0], each)
    )


def _nearest(want: dict[str, Any], found: Sequence[Assertion]) -> list[str]:
    if not found:
        return [f"wanted {want}, found nothing"]
    best = min(found, key=lambda each: len(differences(want, each)))
    wrong = differences(want, best)
    return [f"wanted {want}; nearest is {shown(best)}: {'; '.join(wrong) or 'right, but another needs it too'}"]


def differences(want: dict[str, Any], found: Assertion) -> list[str]:
    """Each slot that the case asks for and that was found otherwise."""
    return [f"{slot} {got!r}" for slot in want if (got := _wrong(slot, want[slot], found)) is not None]


def _wrong(slot: str, value: Any, found: Assertion) -> Any:
    """What was found instead, or None if it is right."""
    if slot in LISTS:
        return _wrong_list(slot, value, found)
    got: Any = _SINGLE[slot](found)
    options = value.split("|")
    if slot in ("evidence", "trigger"):
        return None if any(each in (got or "") for each in options) else got or "none"
    if slot == "date":
        return None if value == got else got
    names = {got} if isinstance(got, str) else got
    return None if names & set(options) else sorted(names)


def _names(actor: ActorRef | None) -> set[str]:
    return {actor.name, actor.as_written} if actor else {"none"}


def _speaker(found: Assertion) -> set[str]:
    source = found.attribution[-1].source if found.attribution else None
    return {each for each in (source.name, source.as_written) if each} or {"none"} if source else {"none"}


def _date(when: When | None) -> str:
    if when is None:
        return "none"
    return str(when.earliest) if when.earliest == when.latest else f"{when.earliest} to {when.latest}"


_SINGLE: dict[str, Callable[[Assertion], Any]] = {
    "evidence": lambda found: found.evidence.exact,
    "trigger": lambda found: found.trigger.exact if found.trigger else None,
    "type": lambda found: {found.sub_event_type or "none", found.interaction or "none"},
    "status": lambda found: found.status,
    "polarity": lambda found: found.polarity,
    "certainty": lambda found: found.certainty,
    "state": lambda found: found.state or "none",
    "basis": lambda found: found.date.basis if found.date else "none",
    "date": lambda found: _date(found.date),
    "actor1": lambda found: _names(found.actor("actor1")),
    "actor2": lambda found: _names(found.actor("actor2")),
    "holder": lambda found: _names(found.holder),
    "speaker": _speaker,
}


def _wrong_list(slot: str, wanted: list[str], found: Assertion) -> list[str] | None:
    if slot in ("places", "origin"):
        role = "location" if slot == "places" else "origin"
        got = [{each.as_written} for each in found.places if each.role == role]
        same: Callable[[str, Any], bool] = lambda option, names: option in names  # noqa: E731
    elif slot == "tolls":
        tolls = [toll for toll in found.tolls if any(toll.measure in w for w in wanted)]
        return None if _matched(wanted, tolls, counts) else [_toll(each) for each in found.tolls] or ["none"]
    else:
        rows: Iterable[Any] = getattr(found, slot)
        got = [{each.as_written, getattr(each, "name", each.as_written)} for each in rows]
        same = lambda option, names: any(option in name for name in names)  # noqa: E731
    right = _matched(wanted, got, same) and len(wanted) == len(got)
    return None if right else sorted("/".join(sorted(each)) for each in got) or ["none"]


def _matched(wanted: Sequence[str], got: Sequence[Any], same: Callable[[str, Any], bool]) -> bool:
    """Whether each wanted value has one of its own."""
    free = list(got)
    for want in wanted:
        hit = next((each for each in free if any(same(option, each) for option in want.split("|"))), None)
        if hit is None:
            return False
        free.remove(hit)
    return True


def counts(wanted: str, toll: Toll) -> bool:
    """Whether a toll is the one that "killed at least 5" or "shot down 9 drones" asks for."""
    parts = TOLL.fullmatch(wanted)
    assert parts is not None
    first, last = int(parts["first"]), int(parts["last"] or -1)
    if parts["last"]:
        right = (toll.low, toll.high) == (first, last)
    elif parts["bound"]:
        right = (toll.low if parts["bound"] == "at least " else toll.high) == first and toll.best is None
    else:
        right = toll.best == first
    of = parts["of"]
    return right and toll.measure == parts["measure"] and (of is None or of in f"{toll.of} {toll.as_written}")


def _toll(toll: Toll) -> str:
    return f"{toll.measure} {toll.low}/{toll.best}/{toll.high} {toll.of or ''}".strip()


def shown(found: Assertion) -> str:
    """An assertion in one line."""
    act = found.act or found.state or found.type
    words = found.trigger.exact if found.trigger else ""
    return f"[{act}] {found.evidence.exact!r} ({words})"
