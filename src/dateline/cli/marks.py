"""A report's words in colour: each value in the colour of what it is, over the stretch that it was found in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.text import Text

from dateline.model.assertion import Assertion, Link
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.model.document import Mention

STRETCHES: Final = {"statement": "statement", "event": "happens", "control": "held"}
"""How the whole evidence of each type is shown: what is said in colour, what happens and who holds underlined."""
LEGEND: Final = (
    "statement", "happens", "held", "trigger", "place", "actor", "speaker", "cue", "date", "toll", "weapon", "target",
    "hedge",
)  # fmt: skip
"""The styles that a text can have, in the order of the legend."""
_MEANING: Final = {"happens": "event", "held": "control", "trigger": "act", "toll": "count"}


MENTIONED: Final[dict[str, str]] = {
    "person": "actor", "organisation": "actor", "force": "actor", "group": "actor", "place": "place", "date": "date",
    "weapon": "weapon",
}  # fmt: skip
"""The kinds of mention that are shown, whether or not an assertion came of them, and their styles."""


class Mark(NamedTuple):
    """A style over a span."""

    span: Span
    style: str


def marks(a: Assertion) -> Iterator[Mark]:
    """Every span of the assertion with its style, the widest first: later styles lie on top."""
    yield Mark(a.evidence, STRETCHES[a.type])
    for slot, style in (("actors", "actor"), ("targets", "target"), ("weapons", "weapon"), ("places", "place"),
                        ("tolls", "toll")):  # fmt: skip
        yield from (Mark(each.evidence, style) for each in getattr(a, slot))
    if a.holder:
        yield Mark(a.holder.evidence, "actor")
    if a.date and a.date.evidence:
        yield Mark(a.date.evidence, "date")
    if a.trigger:
        yield Mark(a.trigger, "trigger")
    yield from (Mark(each, "hedge") for each in a.hedges)
    for link in (*a.attribution, *(link for toll in a.tolls for link in toll.attribution)):
        yield from _link(link)


def _link(link: Link) -> Iterator[Mark]:
    if link.evidence:
        yield Mark(link.evidence, "cue")
    if link.source.evidence:
        yield Mark(link.source.evidence, "speaker")
    if link.said_on and link.said_on.evidence:
        yield Mark(link.said_on.evidence, "date")


def coloured(text: str, assertions: Iterable[Assertion], *, mentions: Iterable[Mention] = (), start: int = 0) -> Text:
    """`text`, which stands in its report from character `start` on, with everything that was found in it: what the
    assertions stand on, over what is only mentioned.
    """
    shown = Text(text)
    named = [Mark(each.span, MENTIONED[each.kind]) for each in mentions if each.kind in MENTIONED]
    every = sorted((mark for a in assertions for mark in marks(a)), key=lambda mark: -len(mark.span.exact))
    for span, style in (*named, *every):
        first, last = span.start - start, span.end - start
        if last > 0 and first < len(text):
            shown.stylize(style, max(0, first), last)
    return shown


def legend(used: Iterable[Assertion], mentions: Iterable[Mention] = ()) -> Text:
    """Each style that these assertions and mentions use, shown in itself."""
    styles = {mark.style for a in used for mark in marks(a)}
    styles |= {MENTIONED[each.kind] for each in mentions if each.kind in MENTIONED}
    return Text("  ").join(Text(_MEANING.get(style, style), style=style) for style in LEGEND if style in styles)
