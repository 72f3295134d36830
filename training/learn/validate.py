"""Whether annotated reports keep the rules of cases/README.md: each fault with its file and claim.

`python -m training.learn.validate [FOLDERS]` checks those folders, or all of `training/` and `cases/gold`, and exits
with 1 if there is a fault. What words mean is for readers to judge; this finds what a program can.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

import msgspec
from msgspec import UNSET

from dateline.model.errors import SettingError
from dateline.model.vocabulary import (
    INTERACTIONS,
    SUB_EVENT_TYPES,
    Certainty,
    ControlState,
    Manner,
    Polarity,
    Status,
)
from dateline.pipeline.score import Claim, GoldReport, Tables, load_tables
from dateline.pipeline.score.gold import TABLE_FILES, GoldToll, alternatives, gold_folders, read_yaml
from training.learn.texts import text_path

ROOT: Final = Path(__file__).parents[2]
ALL: Final = (ROOT / "training", ROOT / "cases" / "gold")

HEAD_KEYS: Final = frozenset({"id", "file", "published", "complete"})
CLAIM_KEYS: Final = frozenset(Claim.__struct_fields__)
TOLL_KEYS: Final = frozenset({*GoldToll.__struct_fields__, "of", "text", "per"})
"""of: who or what is counted; text: a number in words that give none ("several"); per: a rate's span ("day")."""

WORDS: Final[Mapping[str, Iterable[str]]] = {
    "sub_event_type": SUB_EVENT_TYPES,
    "interaction": INTERACTIONS,
    "manner": get_args(Manner),
    "status": get_args(Status),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "state": get_args(ControlState),
}
"""Slots with a closed list of words."""

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "statement": ("speaker", "manner"),
    "event": ("trigger",),
    "control": ("places", "holder", "state"),
}
"""Slots that a claim of this type must state."""


class Fault(NamedTuple):
    """What is wrong, and where: a file, with the claim's id if it is one claim's."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Checked(NamedTuple):
    """What was looked at, and the faults found in it."""

    reports: int
    claims: int
    faults: tuple[Fault, ...]


def checked(folders: Sequence[Path]) -> Checked:
    """All faults of these folders; one without gold of its own stands for its subfolders.

    Raises SettingError for a folder that holds no gold either way.
    """
    places = gold_folders(folders)
    faults, names, claims = list[Fault](), list[str](), 0
    for folder in places:
        try:
            tables = load_tables([folder])
        except SettingError as error:
            faults.append(Fault(folder.name, str(error)))
            continue
        for path in gold_files(folder):
            found, count = _of_file(path, tables)
            faults += found
            names.append(path.stem)
            claims += count
        faults += _unannotated(folder)
    twice = [name for name, count in Counter(names).items() if count > 1]
    faults += [Fault(f"{name}.yaml", "another report has this name, too") for name in twice]
    return Checked(len(names), claims, tuple(faults))


def gold_files(folder: Path) -> list[Path]:
    """The gold files of one folder, by name."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.name not in TABLE_FILES]


def _unannotated(folder: Path) -> Iterator[Fault]:
    known = {path.stem for path in gold_files(folder)}
    for path in sorted((folder / "reports").glob("*")):
        if path.stem not in known or path.suffix != ".txt":
            yield Fault(f"{folder.name}/reports/{path.name}", "there is no annotation of this text")


def _of_file(path: Path, tables: Tables) -> tuple[list[Fault], int]:
    """The faults of one gold file, and how many claims it makes."""
    where = f"{path.parent.name}/{path.name}"
    try:
        raw = read_yaml(path)
        gold = msgspec.convert(raw, GoldReport)
    except (SettingError, msgspec.ValidationError) as error:
        return [Fault(where, f"cannot be read as gold: {error}")], 0
    found = [Fault(where, what) for what in _head(path, raw)]
    text = text_path(path.parent, str(raw["report"].get("file")))
    if not text.is_file():
        return [*found, Fault(where, f"its text is not there: {raw['report'].get('file')}")], len(gold.claims)
    words = text.read_text("utf-8")
    twice = {name for name, count in Counter(claim.id for claim in gold.claims).items() if count > 1}
    published = str(raw["report"].get("published"))[:10]
    for claim, slots in zip(gold.claims, raw["claims"], strict=True):
        wrong = [*_keys(slots), *_quotes(claim, words), *_slots(claim), *_places(claim, tables)]
        wrong += [*_numbers(claim, slots), *_days(claim, published)]
        wrong += ["another claim has this id, too"] if claim.id in twice else []
        found += [Fault(f"{where} {claim.id}", what) for what in wrong]
    return found, len(gold.claims)


def _head(path: Path, raw: Mapping[str, Any]) -> Iterator[str]:
    head = raw["report"]
    if head["id"] != path.stem:
        yield f"its id is {head['id']!r}; it must be the file's name"
    yield from (f"report lacks {key}" for key in sorted(HEAD_KEYS - set(head)))
    yield from (f"report has an unknown key: {key}" for key in sorted({*map(str, head)} - HEAD_KEYS))
    if "published" in head and not _is_day(head["published"]):
        yield f"published is no day: {head['published']!r}"


def _is_day(value: object) -> bool:
    """Whether it is a date, or a date with a time, as YAML or as ISO 8601 text."""
    if isinstance(value, date):
        return True
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        return False
    return True


def _keys(slots: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown key: {key}" for key in sorted({*map(str, slots)} - CLAIM_KEYS))
    for toll in slots.get("tolls") or ():
        yield from (f"unknown key of a toll: {key}" for key in sorted({*map(str, toll)} - TOLL_KEYS))
        if not {"low", "best", "high", "text"} & set(toll):
            yield f"toll has no number: {toll.get('measure')}"
    if set(slots.get("date") or ()) - {"earliest", "latest"}:
        yield "unknown key of a date"


def _quotes(claim: Claim, text: str) -> Iterator[str]:
    if not claim.evidence.strip() or claim.evidence not in text:
        yield f"evidence is not in the text word for word: {claim.evidence!r}"
    if claim.trigger is not UNSET and (not claim.trigger.strip() or claim.trigger not in claim.evidence):
        yield f"trigger is not in the evidence: {claim.trigger!r}"


def _slots(claim: Claim) -> Iterator[str]:
    for slot in NEEDED[claim.type]:
        if getattr(claim, slot) in (UNSET, ()):
            yield f"{claim.type} needs {slot}"
    if claim.type == "event" and claim.sub_event_type is UNSET and claim.interaction is UNSET:
        yield "event needs sub_event_type or interaction"
    for slot, known in WORDS.items():
        said = getattr(claim, slot)
        if said is not UNSET:
            yield from (f"{slot} cannot be {word!r}" for word in alternatives(said) if word not in known)


def _places(claim: Claim, tables: Tables) -> Iterator[str]:
    named = [*claim.places, *([] if claim.origin is UNSET else [claim.origin])]
    for name in dict.fromkeys(each for place in named for each in alternatives(place)):
        if name not in tables.places:
            yield f"places.yaml lacks {name!r}"


def _numbers(claim: Claim, slots: Mapping[str, Any]) -> Iterator[str]:
    for toll, raw in zip(claim.tolls, slots.get("tolls") or (), strict=True):
        stated = [raw[bound] for bound in ("low", "best", "high") if bound in raw]
        if stated != sorted(stated) or min(stated, default=0) < 0:
            yield f"bounds of {toll.measure} are out of order: {stated}"


def _days(claim: Claim, published: str) -> Iterator[str]:
    """published: the day of the report, as ISO text; what it tells as done is not later."""
    told = claim.status is UNSET and claim.polarity is UNSET
    if claim.date is not UNSET and claim.date.earliest > claim.date.latest:
        yield f"date ends before it begins: {claim.date.earliest} to {claim.date.latest}"
    elif claim.date is not UNSET and told and claim.date.earliest.isoformat() > published:
        yield f"date of an act that is not planned or denied is after the report's, {published}: {claim.date.earliest}"
    if claim.said_on is not UNSET and claim.said_on.isoformat() > published:
        yield f"said_on is after the report's day, {published}: {claim.said_on}"


def main() -> None:
    """Prints the faults and a count. Exit status 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m training.learn.validate", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=ALL, help="folders of annotated reports")
    try:
        found = checked(parser.parse_args().folders)
    except SettingError as error:
        sys.exit(str(error))
    for fault in found.faults:
        print(fault)
    print(f"{found.reports} reports, {found.claims:,} claims, {len(found.faults)} faults")
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
