"""How `explain` draws reasons: the attribution chain, values with their words, a judgement level by level."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from dateline.cli import cells
from dateline.model.assertion import Assertion, Link, PlaceRef
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement, Level
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.pipeline.views import ReportHead

BAR = 30
"""Characters from the least to the greatest running sum of a waterfall."""
NAMES = 32
"""Characters for what was compared and which level was met."""


def chain(a: Assertion, report: ReportHead | None) -> Tree:
    """The attribution chain from the report's own voice inward, down to the words themselves."""
    named = (report.publisher or "publisher unknown") if report else "report unknown"
    known = f", known from {report.known_from}" if report else ""
    tree = at = Tree(Text.assemble(("the report", "speaker"), (f" ({named}{known})", "muted")), guide_style="muted")
    for link in a.attribution:
        at = at.add(_link(link))
    at.add(Text(f"“{cells.words(a.evidence.exact)}”", style=a.type))
    return tree


def _link(link: Link) -> Text:
    source = link.source
    line = Text(source.name or source.as_written or "a source that the text does not name", style="speaker")
    about = [source.role, source.category, source.country]
    written = source.as_written if source.as_written and source.as_written != source.name else None
    about.append(f"as written: {written}" if written else None)
    if any(about):
        line.append(f" ({', '.join(each for each in about if each)})", style="muted")
    how = [f"“{link.cue}”" if link.cue else None, link.manner, f"on {link.channel}" if link.channel else None]
    line.append("  " + " · ".join(each for each in how if each), style="cue")
    return Text.assemble(line, "  ", cells.day(link.said_on)) if link.said_on else line


def values(a: Assertion) -> Table:
    """Each value with the very words that it stands on and where they begin."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="muted", no_wrap=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold")
    for slot, value, words in _values(a):
        quoted = Text.assemble(f"“{cells.words(words.exact)}”", (f" at {words.start}", "muted")) if words else ""
        table.add_row(slot, value, quoted)
    return table


def _values(a: Assertion) -> Iterator[tuple[str, RenderableType, Span | None]]:
    if a.type != "statement":
        yield "act", cells.act(a), a.trigger
    for hedge in a.hedges:
        yield "certainty", Text(a.certainty, style="doubt"), hedge
    if a.date:
        basis = " worked out from the day of publication" if a.date.basis == "publication" else ""
        yield "date", Text.assemble(cells.day(a.date), (f" {a.date.precision}{basis}", "muted")), a.date.evidence
    for place in a.places:
        yield place.role, _place(place), place.evidence
    for actor in a.actors:
        about = ", ".join(each for each in (actor.country, actor.sector, actor.entity_id) if each)
        yield actor.role, Text.assemble(cells.actor(actor), (f" {about}", "muted")), actor.evidence
    if a.holder:
        yield "holder", cells.actor(a.holder), a.holder.evidence
    for target in a.targets:
        yield "target", Text(target.category or "kind unknown", style="target"), target.evidence
    for weapon in a.weapons:
        count = f"{weapon.count} × " if weapon.count is not None else ""
        named = f"{count}{weapon.name} ({weapon.weapon_class or 'class unknown'})"
        yield "weapon", Text(named, style="weapon"), weapon.evidence
    for toll in a.tolls:
        yield "count", Text.assemble(cells.toll(toll), f" {toll.of or ''}"), toll.evidence


def _place(place: PlaceRef) -> RenderableType:
    lines = [Text.assemble(cells.place(place), (f"  {_position(place)}", "muted"))]
    if place.reasons:
        lines.append(Text("because " + "; ".join(place.reasons), style="muted"))
    rivals = [each for each in place.candidates if each.place_id != place.place_id]
    for each in rivals[:3]:
        where = ", ".join(filter(None, (each.admin1, each.country)))
        lines.append(Text(f"rather than {each.name} ({where}), score {each.score:.2f}", style="muted"))
    return Group(*lines)


def _position(place: PlaceRef) -> str:
    if place.place_id is None:
        return "in no gazetteer"
    km = f" ±{place.km:g} km" if place.km is not None else ""
    score = f", score {place.score:.2f}" if place.score is not None else ""
    where = ", ".join(filter(None, (place.level, place.admin1, place.country)))
    if place.lat is None or place.lon is None:
        return f"no position, {where}, {place.place_id}{score}"
    return f"{place.lat:.4f}, {place.lon:.4f}{km}, {where}, {place.place_id}{score}"


def grades(incident: Incident) -> Group:
    """Each suggested grade with its meaning and reasons, and what a person gave instead."""
    from dateline.reference.grades import meaning

    lines: list[RenderableType] = []
    for each in incident.grades:
        told = Text.assemble((each.scheme.ljust(9), "muted"), " ", (each.suggested or "-", "heading"))
        told.append(
            f" (suggested)  {meaning(each.scheme, each.suggested)}" if each.suggested else " (nothing suggested)"
        )
        lines += [told, *(_indented(Text(why, style="muted")) for why in each.reasons)]
        if each.given:
            given = Text(f"= {each.given} (given) by {each.given_by} on {each.given_on}", style="good")
            lines.append(_indented(given.append(f": {each.note}", style="none") if each.note else given))
    return Group(*lines)


def _indented(line: Text) -> Padding:
    return Padding(line, (0, 0, 0, 10))


def waterfall(judgement: Judgement, width: int) -> RenderableType:
    """A judgement level by level, each adding to the score or taking from it: where the bar ends is the score."""
    style = {"same": "good", "right": "good", "different": "bad", "wrong": "bad"}.get(judgement.verdict, "doubt")
    pair = Text(judgement.left, style="id")
    if judgement.left != judgement.right:
        pair = Text.assemble(pair, " and ", (judgement.right, "id"))
    decided = f"  by {judgement.decided_by}, {judgement.decided_at}"
    verdict = " ".join(filter(None, (judgement.verdict, judgement.scheme, judgement.grade)))
    lines: list[RenderableType] = [Text.assemble((verdict, style), "  ", pair, (decided, "muted"))]
    if judgement.note:
        lines.append(Text(judgement.note))
    if judgement.withdrawn_at:
        lines.append(Text(f"withdrawn {judgement.withdrawn_at}: it no longer holds", style="doubt"))
    lines += _steps((*_start(judgement), *judgement.reasons), with_bars=width >= NAMES + 8 + BAR)
    if judgement.score is not None:
        figure = (f"{judgement.score:+7.2f}", style)
        lines.append(Text.assemble(("score".ljust(NAMES), "muted"), figure, f"  bits: odds {_odds(judgement.score)}"))
    return Group(*lines)


def _start(judgement: Judgement) -> tuple[Level, ...]:
    """What the score began with before anything was compared: how rarely two things are one."""
    before = (judgement.score or 0.0) - sum(level.weight for level in judgement.reasons)
    if judgement.score is None or abs(before) < 0.005:
        return ()
    return (Level(comparison="to begin with", level="rarely one", weight=before),)


def _odds(bits: float) -> str:
    """Bits as odds in words: +3 is 8 to 1, -3 is 1 to 8."""
    times = f"{2 ** min(abs(bits), 60):.3g}"
    return f"{times} to 1" if bits >= 0 else f"1 to {times}"


def _steps(reasons: tuple[Level, ...], *, with_bars: bool) -> Iterator[Text]:
    sums = [0.0]
    for level in reasons:
        sums.append(sums[-1] + level.weight)
    low, span = min(sums), (max(sums) - min(sums)) or 1.0
    for level, before, after in zip(reasons, sums, sums[1:], strict=False):
        name = f"{level.comparison}: {level.level}"
        line = Text(name[: NAMES - 1].ljust(NAMES))
        style = "good" if level.weight > 0 else "bad" if level.weight < 0 else "muted"
        line.append(f"{level.weight:+7.2f}", style=style)
        if with_bars:
            first, last = sorted(round((each - low) / span * BAR) for each in (before, after))
            line.append("  " + " " * first)
            line.append("█" * max(last - first, 1) if level.weight else "│", style=style)
            line.append(" " * (BAR - max(last, first + 1)))
        if level.left or level.right:
            sides = level.left if level.left == level.right else f"{level.left or '-'} | {level.right or '-'}"
            line.append(f"  {sides}", style="muted")
        line.no_wrap, line.overflow = True, "ellipsis"
        yield line
