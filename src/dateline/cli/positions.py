"""How `explain` draws who says what of an incident: each claimant, what they said before, each voice and its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.text import Text
from rich.tree import Tree

from dateline.cli import cells
from dateline.model.incident import Brought, Incident, Position, Telling, Voice

MOST = 12
"""Reports of one voice, and tellings of one position, that are shown; the rest are counted."""
STANCES = {"gives": "", "denies": "denies ", "leaves open": ""}
"""What stands before a value, by how its claimant stands to it."""
_STANDINGS = {
    "independent": ("independent", "good"),
    "shares its reports": ("in reports that count for another voice", "muted"),
    "rests on others": ("has it from others", "muted"),
}


def tree(every: Sequence[Position], most: int = MOST) -> Group:
    """One branch for each claimant, present position first, below it what it took the place of and where it is told."""
    claimants: dict[str, list[Position]] = {}
    for each in every:
        claimants.setdefault(each.claimant or each.position_id, []).append(each)
    return Group(*(_claimant(those, most) for those in claimants.values()))


def _claimant(those: Sequence[Position], most: int) -> Tree:
    present = [each for each in those if each.revised_by is None] or those[-1:]
    top = Tree(_head(present[0]), guide_style="muted")
    for each in present:
        _tellings(top.add(_value(each)), each, most)
    for each in reversed([each for each in those if each not in present]):
        _tellings(top.add(Text.assemble(("before: ", "muted"), _value(each))), each, most)
    return top


def _head(position: Position) -> Text:
    about = ", ".join(each for each in (position.category, position.side) if each)
    own = any(each.own for each in position.tellings)
    named = Text(position.source or ("the report" if own else "nobody named"), style="speaker")
    return Text.assemble(named, (f" ({about})", "muted")) if about else named


def _value(each: Position) -> Text:
    return Text.assemble(
        (f"{STANCES[each.stance]}{each.value}", "toll"),
        f"  “{cells.words(each.as_written)}”",
        (f"  known from {each.known_from}", "muted"),
    )


def _tellings(branch: Tree, position: Position, most: int) -> None:
    for each in position.tellings[:most]:
        branch.add(_telling(each, position))
    if len(position.tellings) > most:
        branch.add(Text(f"and {len(position.tellings) - most} more", style="muted"))


def _telling(each: Telling, position: Position) -> Text:
    parts = [(each.assertion_id, "id")]
    if each.as_written != position.as_written:
        parts.append((f"  “{cells.words(each.as_written)}”", ""))
    if each.own:
        parts.append(("  in the report's own voice", "muted"))
    if each.through:
        parts.append((f"  by {', '.join(each.through)}", "muted"))
    if each.known_from != position.known_from:
        parts.append((f"  again {each.known_from}", "muted"))
    return Text.assemble(*parts)


def voices(incident: Incident, reports: Mapping[str, str]) -> Group:
    """One branch for each voice, below it every report that brings it. reports: the name of each by its id."""
    return Group(*(_voice(each, reports) for each in incident.voices))


def _voice(voice: Voice, reports: Mapping[str, str]) -> Tree:
    about = ", ".join(each for each in (voice.category, voice.side) if each)
    top = Tree(
        Text.assemble(
            (voice.name or _unnamed(voice, reports), "speaker"), (f" ({about})" if about else "", "muted"), "  ",
            _STANDINGS[voice.standing],
        ),
        guide_style="muted",
    )  # fmt: skip
    for each in voice.reports[:MOST]:
        top.add(_brought(each, reports))
    if len(voice.reports) > MOST:
        top.add(Text(f"and {len(voice.reports) - MOST} more reports", style="muted"))
    return top


def _unnamed(voice: Voice, reports: Mapping[str, str]) -> str:
    first = voice.reports[0]
    return "nobody named" if first.way == "said" else reports.get(first.report_id, "a report")


def _brought(each: Brought, reports: Mapping[str, str]) -> Text:
    way = {"own voice": "in its own voice", "said": "quoted", "copied": "copied"}[each.way]
    source = f" from {reports.get(each.copy_of, each.copy_of)}" if each.copy_of else ""
    through = f", by {', '.join(each.through)}" if each.through else ""
    return Text.assemble(
        each.publisher or reports.get(each.report_id, "a report"),
        (f"  {way}{source}{through}  {each.known_from}  ", "muted"), (each.report_id, "id"),
    )  # fmt: skip
