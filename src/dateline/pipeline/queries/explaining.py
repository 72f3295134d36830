"""Why the record says what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.entity import Actor, Entity, Place, Weapon
from dateline.model.errors import NotFoundError
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.model.report import Report
from dateline.pipeline.queries import incident_lists, judgement_lists, report_views
from dateline.pipeline.queries.assertion_lists import by_ids, selected
from dateline.pipeline.queries.entity_lists import entity
from dateline.pipeline.standing import reviews_of
from dateline.pipeline.views import Context, Explanation, Filters
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import entities as entity_rows
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n+")
_MOST_AROUND = 400
"""Characters before and after the evidence that a context shows at most."""


def explain(record: Record, id: str, *, as_of: date | None = None) -> Explanation:
    """Everything behind an assertion, incident, judgement, report, or the name of a person, force, place or weapon.

    as_of: an incident as it was at the end of that day, with the judgements of then; of the rest it takes nothing away.
    Raises NotFoundError if nothing has this id. An assertion that a later reading no longer makes is still explained.
    """
    with record.snapshot():
        about, assertions = _find(record, id, as_of)
        if isinstance(about, Place | Actor | Weapon):
            return _entity(record, id, about)
        return behind(record, id, about, assertions, as_of=as_of)


def behind(
    record: Record, id: str, about: Assertion | Incident | Judgement | Report, assertions: Sequence[Assertion],
    *, as_of: date | None = None,
) -> Explanation:  # fmt: skip
    """As `explain`, of something that has been found, with the assertions behind it."""
    with record.snapshot():
        decided = {j.judgement_id: j for a in assertions for j in judgement_lists.about(record, a.assertion_id)}
        if isinstance(about, Judgement):
            decided = {about.judgement_id: about}
        elif isinstance(about, Incident):
            members = set(about.assertion_ids)
            decided = {key: j for key, j in decided.items() if members & {j.left, j.right}}
        if as_of is not None:
            decided = {key: j for key, j in decided.items() if j.decided_at[:10] <= as_of.isoformat()}
        if isinstance(about, Incident | Report):
            decided |= {j.judgement_id: j for j in judgement_lists.about(record, id)}
        return Explanation(
            id=id,
            kind=type(about).__name__.lower(),
            about=about,
            assertions=tuple(assertions),
            reports=report_views.heads(record, sorted({a.report_id for a in assertions} | _own_report(about))),
            contexts=_contexts(record, assertions),
            judgements=tuple(decided[key] for key in sorted(decided)),
        )


def _entity(record: Record, id: str, about: Entity) -> Explanation:
    """An entity with every judgement on one of its names."""
    names = set(entity_rows.names_of(record, id))
    people = (j for j in judgement_rows.by_people(record) if names & {j.left, j.right})
    every = (*entity_rows.rulings_about(record, names), *people)
    decided = sorted(every, key=lambda j: (j.decided_at, j.judgement_id))
    return Explanation(
        id=id, kind=type(about).__name__.lower(), about=about, assertions=(), reports=(), contexts=(),
        judgements=tuple(decided),
    )  # fmt: skip


def context_of(assertion: Assertion, text: str) -> Context:
    """The sentence (as far as punctuation tells) in which the evidence stands in the report's `text`."""
    start, end = assertion.evidence.start, assertion.evidence.end
    lead = text[max(0, start - _MOST_AROUND) : start]
    breaks = [m.end() for m in _SENTENCE_END.finditer(lead)]
    before = lead[breaks[-1] :] if breaks else lead
    tail = text[end : end + _MOST_AROUND]
    stop = _SENTENCE_END.search(tail)
    after = tail[: stop.end()].rstrip() if stop else tail
    return Context(
        assertion_id=assertion.assertion_id,
        report_id=assertion.report_id,
        start=start - len(before),
        before=before,
        exact=assertion.evidence.exact,
        after=after,
    )


def _find(
    record: Record, id: str, as_of: date | None
) -> tuple[Assertion | Incident | Judgement | Report | Entity, tuple[Assertion, ...]]:
    """The object and the assertions behind it."""
    for incident in incident_lists.incidents_by_ids(record, [id], as_of).rows if as_of else ():
        return incident, by_ids(record, incident.assertion_ids)
    if as_of and incident_lists.one(record, id):
        raise NotFoundError(
            f"{id} was no incident on {as_of}",
            where="as_of",
            remedy="Give a later day: it was not known yet, or its accounts stood in other incidents.",
        )
    current = by_ids(record, [id]) or _no_longer(record, [id])
    if current:
        return current[0], current
    present = incident_lists.one(record, id)
    if present:
        return present, by_ids(record, present.assertion_ids)
    judgement = judgement_lists.one(record, id)
    if judgement:
        sides = sorted({judgement.left, judgement.right})
        return judgement, by_ids(record, sides) or _no_longer(record, sides)
    report = report_rows.report(record, id)
    if report:
        return report, tuple(selected(record, Filters(report=id)))
    if entity_rows.known(record, [id]):
        return entity(record, id), ()
    raise NotFoundError(
        f"nothing in the record has the id {id!r}",
        where=str(record.path),
        remedy="Give the id of an assertion (a_...), incident, judgement, report (r_...) or name, as lists show it.",
    )


def _no_longer(record: Record, ids: Sequence[str]) -> tuple[Assertion, ...]:
    """Stored assertions that do not stand, with what a person said of them."""
    reviews = reviews_of(record, ids)
    found = assertion_rows.bodies(record, ids)
    return tuple(msgspec.structs.replace(a, review=reviews.get(a.assertion_id, a.review)) for a in found)


def _own_report(about: Assertion | Incident | Judgement | Report) -> set[str]:
    return {about.report_id} if isinstance(about, Report) else set()


def _contexts(record: Record, assertions: Sequence[Assertion]) -> tuple[Context, ...]:
    texts: dict[str, str] = {}
    for report_id in {a.report_id for a in assertions}:
        texts[report_id] = record.value("SELECT text FROM reports WHERE report_id = ?", (report_id,))
    return tuple(context_of(a, texts[a.report_id]) for a in assertions)
