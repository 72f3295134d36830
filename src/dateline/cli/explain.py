"""`dateline explain`: why the record says what it says under one id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.cli import cells, positions
from dateline.cli.assertions import COLUMNS
from dateline.cli.entities import facts, kind_in_words
from dateline.cli.marks import coloured, legend
from dateline.cli.notice import say_notice
from dateline.cli.options import JsonOption, RecordArgument, RecordOption, record_path
from dateline.cli.reasons import chain, grades, values, waterfall
from dateline.cli.tables import draw, write_json
from dateline.cli.theme import answer
from dateline.model.assertion import Assertion
from dateline.model.entity import Actor, Place, Weapon
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement

if TYPE_CHECKING:
    from dateline.pipeline.views import Context, Explanation, ReportHead


NAMED = {"actor1": "who did it"}
"""What sources can differ about, where its name in the record is a field's."""
FIRST = 2
"""Tellings of each position that are shown of a disagreement that is not about a count."""


def explain(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Of an assertion, incident, judgement or report, or of a name.")
    ],
    file: RecordArgument = None,
    db: RecordOption = None,
    json: JsonOption = False,
) -> None:
    """Show the words, sources and judgements behind one id."""
    from dateline.pipeline import queries
    from dateline.store import Record

    with Record.open(record_path(file, db)) as record:
        say_notice(record)
        found = queries.explain(record, id)
    if json:
        write_json([found])
        return
    console = answer()
    console.print(_head(found))
    if isinstance(found.about, Assertion):
        _assertion(found, found.about, console)
    elif isinstance(found.about, Incident):
        _incident(found, found.about, console)
    elif isinstance(found.about, Place | Actor | Weapon):
        console.print(Padding(facts(found.about), (0, 0, 0, 2)))
    elif found.kind == "judgement":
        _contexts(found, console)
    elif found.reports[0].withdrawn_on:
        console.print(f"withdrawn on {found.reports[0].withdrawn_on}: from then on nothing in it counts", style="doubt")
    else:
        draw(found.assertions, COLUMNS["assertion"], console, lambda a: a.assertion_id)
        return
    _judgements(found, console)


def _head(found: Explanation) -> Text:
    line = Text.assemble((found.kind, "heading"), " ", (found.id, "id"))
    about = found.about
    if isinstance(about, Assertion):
        sure = f" · confidence {about.confidence:.2f}" if about.confidence is not None else ""
        return Text.assemble(line, "  ", cells.act(about), (f"  by {about.made_by}{sure}", "muted"))
    if isinstance(about, Incident):
        return Text.assemble(line, "  ", cells.incident_act(about))
    if isinstance(about, Place | Actor | Weapon):
        return Text.assemble((kind_in_words(about), "heading"), " ", (found.id, "id"))
    return line


def _section(title: str, body: RenderableType, console: Console) -> None:
    console.print(Group(Text(f"\n{title}", style="heading"), Padding(body, (0, 0, 0, 2))))


def _assertion(found: Explanation, a: Assertion, console: Console) -> None:
    _contexts(found, console)
    _section("Who says it", chain(a, _reports(found).get(a.report_id)), console)
    _section("Each value and the words under it", values(a), console)
    links = [("disputed by", a.disputed_by), ("answers", a.answers), ("incident", (a.incident_id,))]
    told = [Text.assemble((f"{name} ", "muted"), (each, "id")) for name, ids in links for each in ids if each]
    if a.review.state != "unreviewed":
        told.append(Text(f"{a.review.state} by {a.review.by} on {a.review.at}: {a.review.note or ''}", style="good"))
    if told:
        _section("How it stands to others", Group(*told), console)


def _contexts(found: Explanation, console: Console) -> None:
    """Each assertion's sentence, with where it stands and everything found in it."""
    reports, assertions = _reports(found), {a.assertion_id: a for a in found.assertions}
    for context in found.contexts:
        a = assertions[context.assertion_id]
        where = reports.get(context.report_id)
        _section(f"In {_named(where)}", _sentence(context, a), console)
    console.print(Padding(legend(found.assertions), (1, 0, 0, 2)))


def _sentence(context: Context, a: Assertion) -> RenderableType:
    text = context.before + context.exact + context.after
    at = Text.assemble((context.assertion_id, "id"), (f" at character {a.evidence.start}", "muted"))
    return Group(coloured(text, [a], start=context.start), at)


def _reports(found: Explanation) -> dict[str, ReportHead]:
    return {each.report_id: each for each in found.reports}


def _named(report: ReportHead | None) -> str:
    if report is None:
        return "a report that is not here"
    copied = f", a copy of {report.duplicate_of}" if report.duplicate_of else ""
    copied += f", withdrawn on {report.withdrawn_on}" if report.withdrawn_on else ""
    named = report.publisher or report.origin.rsplit("/", 1)[-1]
    return f"{named}, {(report.published or 'undated')[:10]} ({report.report_id}{copied})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _incident(found: Explanation, incident: Incident, console: Console) -> None:
    rivals = {each.about for each in incident.disagreements}
    accused = {p.value for each in incident.disagreements if each.about == "actor1" for p in each.positions}
    sides = (("actor1", incident.actor1), ("actor2", incident.actor2))
    agreed = [None if role in rivals or (actor and actor.name in accused) else actor for role, actor in sides]
    facts = [
        Text.assemble(("when   ", "muted"), cells.day(incident.date)),
        Text.assemble(("where  ", "muted"), cells.place(None if "place" in rivals else incident.place)),
        Text.assemble(("who    ", "muted"), cells.actors(*agreed)),
        Text.assemble(
            ("told   ", "muted"),
            f"in {_counted(len(incident.reports), 'report')}, by {_counted(len(incident.voices), 'voice')}, "
            f"{incident.independent_sources} of them independent, first known ",
            (incident.first_known, "date"),
        ),
        Text.assemble(("grade  ", "muted"), cells.grades(incident), (" (suggested; = given by a person)", "muted")),
    ]
    _section("What nobody disputes", Group(*facts), console)
    for measure, each in sorted(incident.tolls.items()):
        part = f", part of {each.part_of}" if each.part_of else ""
        part += ", sources differ" if measure in rivals else ""
        span = cells.span_of(each, rival=measure in rivals)
        _section(f"{measure}: {span}{part}", positions.tree(each.positions), console)
    for about in (each for each in incident.disagreements if each.about not in incident.tolls):
        _section(
            f"Sources differ about: {NAMED.get(about.about, about.about)}",
            positions.tree(about.positions, FIRST),
            console,
        )
    _section("Who tells of it, and how it came to them", positions.voices(incident, _named_reports(found)), console)
    if incident.grades:
        _section("Grades", grades(incident), console)
    _contexts(found, console)


def _named_reports(found: Explanation) -> dict[str, str]:
    """Report id -> its publisher, or the name of its file."""
    return {each.report_id: each.publisher or each.origin.rsplit("/", 1)[-1] for each in found.reports}


def _judgements(found: Explanation, console: Console) -> None:
    judgements = [found.about] if isinstance(found.about, Judgement) else found.judgements
    for judgement in judgements:
        _section("Judgement " + judgement.judgement_id, waterfall(judgement, console.width - 4), console)
    if not judgements:
        _section(
            "Judgements", Text("none: it was compared with nothing that could be the same", style="muted"), console
        )
