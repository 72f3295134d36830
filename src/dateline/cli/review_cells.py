"""An item of the review queue, and the agreement of reviewers, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli import cells
from dateline.cli.marks import coloured, legend
from dateline.cli.reasons import chain, values

if TYPE_CHECKING:
    from dateline.model.judgement import Judgement
    from dateline.pipeline.review import Agreement, QueueItem, Reason
    from dateline.pipeline.views import ReportHead

_STATES = {"accepted": "good", "corrected": "good", "added": "good", "rejected": "bad"}
_FEW = 3


def item_line(item: QueueItem) -> RenderableType:
    """An item in a list: what it is, its words, and why it stands here."""
    a = item.assertion
    head = Text.assemble(_figures(item), "  ", cells.act(a), _state(item))
    words = Text(cells.words(a.evidence.exact))
    why = Text("; ".join(each.words for each in item.reasons[:_FEW]), style="muted")
    return Group(head, *(Padding(each, (0, 0, 0, 2)) for each in (words, why, Text(a.assertion_id, style="id"))))


def item_in_full(item: QueueItem, place: str) -> RenderableType:
    """An item to be judged: the sentence in its context, each value with its words, who says it, why it stands here."""
    a = item.assertion
    context = item.context
    sentence = coloured(context.before + context.exact + context.after, [a], start=context.start)
    parts: list[RenderableType] = [
        Text.assemble((place, "heading"), "  ", _figures(item), "  ", cells.act(a), _state(item)),
        Text.assemble((source(item.report), "muted"), "  ", (a.assertion_id, "id")),
        Padding(sentence, (1, 0, 0, 2)),
        Padding(legend([a]), (0, 0, 1, 2)),
        Padding(values(a), (0, 0, 0, 2)),
        Padding(Group(Text("who says it", style="muted"), Padding(chain(a, item.report), (0, 0, 0, 2))), (0, 0, 0, 2)),
        Padding(_reasons(item.reasons), (1, 0, 0, 2)),
    ]
    parts += [Padding(_word(each), (0, 0, 0, 2)) for each in item.reviews]
    return Group(*parts)


def source(report: ReportHead) -> str:
    """Which report it is."""
    named = report.publisher or report.origin.rsplit("/", 1)[-1]
    return ", ".join(filter(None, (named, (report.published or "undated")[:10], report.title)))


def _figures(item: QueueItem) -> Text:
    return Text.assemble(
        ("doubt ", "muted"), (f"{item.doubt:.2f}", "doubt"), ("  consequence ", "muted"), f"{item.consequence:.1f}"
    )


def _state(item: QueueItem) -> Text:
    if item.state == "unreviewed":
        return Text("")
    pending = " (not applied yet)" if item.pending else ""
    return Text(f"  {item.state}{pending}", style=_STATES.get(item.state, ""))


def _reasons(reasons: tuple[Reason, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for style, justify in (("muted", "left"), ("", "right"), ("", "left")):
        table.add_column(style=style, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for each in reasons:
        table.add_row(each.about, f"{each.weight:.2f}", each.words)
    return table


def _word(j: Judgement) -> Text:
    undone = f", undone on {j.withdrawn_at}" if j.withdrawn_at else ""
    when = (j.given_at or j.decided_at).replace("T", " ")
    return Text(f"{j.verdict} by {j.decided_by}, {when}{undone}{': ' + j.note if j.note else ''}", style="muted")


def agreement_table(found: Agreement) -> RenderableType:
    """Alpha of the verdicts and of each slot, then the pairs of reviewers, then where they differ."""
    alphas = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="heading")
    for title in ("of", "alpha", "units"):
        alphas.add_column(title, justify="left" if title == "of" else "right")
    for slot, value in found.alpha.items():
        alphas.add_row(slot, "-" if value is None else f"{value:.3f}", str(found.counted[slot]))
    pairs = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="heading")
    for title in ("reviewers", "units", "alike", "alpha"):
        pairs.add_column(title, justify="left" if title == "reviewers" else "right", overflow="fold")
    for pair in found.pairs:
        shown = "-" if pair.alpha is None else f"{pair.alpha:.3f}"
        pairs.add_row(f"{pair.left} and {pair.right}", str(pair.units), str(pair.alike), shown)
    differing = [
        Group(
            Text.assemble((each.unit, "id"), "  ", each.slot),
            *(Padding(Text.assemble((f"{by}: ", "muted"), said), (0, 0, 0, 2)) for by, said in each.values.items()),
        )
        for each in found.differing
    ]
    parts: list[RenderableType] = [alphas, Text(""), pairs]
    if differing:
        parts += [Text("\nwhere they differ", style="heading"), *differing]
    return Group(*parts)
