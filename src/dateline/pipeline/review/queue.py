"""What is to be reviewed, in the order of doubt, of consequence or of the reports.

Every assertion that stands is weighed once for each state of the derived layer, which is kept in memory; a word that is
not applied yet only takes its assertion out of the queue.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import msgspec

from dateline.merge.corrections import STATES, Stood, review_of, roots_of
from dateline.model.assertion import Assertion
from dateline.model.errors import NotFoundError, SettingError
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.queries import incident_lists, report_views
from dateline.pipeline.queries.assertion_lists import by_ids, check_limit, selected
from dateline.pipeline.queries.explaining import context_of
from dateline.pipeline.review.consequence import consequence_of, consequences
from dateline.pipeline.review.doubt import doubt_of, doubts
from dateline.pipeline.review.views import Order, QueueItem, Reason, State
from dateline.pipeline.standing import stood_in
from dateline.pipeline.views import Filters, Page
from dateline.store import Record, reviewed
from dateline.store import assertions as assertion_rows
from dateline.store import derived as tables
from dateline.store import judgements as judgement_rows

_KEPT: Final = 2
_lock = threading.Lock()


class Weighed(NamedTuple):
    """An assertion that stands, with what speaks for looking at it. place: in the order of the export."""

    place: int
    assertion_id: str
    report_id: str
    by_person: bool
    doubt: float
    consequence: float


_kept: OrderedDict[tuple[object, ...], tuple[Weighed, ...]] = OrderedDict()
"""By record and what its layer was made from."""

_ORDERS: Final[dict[str, Callable[[Weighed], tuple[float, ...]]]] = {
    "doubt": lambda each: (-round(each.doubt, 1), -each.consequence, -each.doubt, each.place),
    "consequence": lambda each: (-each.consequence, -each.doubt, each.place),
    "report": lambda each: (each.place,),
}
"""Doubt is compared in tenths, so that of two that are about as doubtful the one on which more hangs comes first."""


def queue(  # noqa: PLR0913 - one parameter a question, as a web address asks them
    record: Record, *, order: Order = "doubt", report: str | None = None, state: State = "unreviewed",
    reviewer: str | None = None, limit: int = 50, after: str | None = None,
) -> Page[QueueItem]:  # fmt: skip
    """Assertions to review: the most doubtful first, those of most consequence, or all in the order of the reports.

    report: only those of one. state: unreviewed leaves out what somebody has judged already, even if that is not
    applied yet. reviewer: what this person has judged is left out instead, so that a second one can judge it too.
    after: the assertion_id of the last item of the page before. Raises SettingError for an unknown order or state,
    NotFoundError for a report or cursor that is not in the record.
    """
    check_limit(limit)
    if order not in _ORDERS or state not in ("unreviewed", "all"):
        raise SettingError(
            f"a queue by {order!r} of {state!r} was asked for",
            remedy=f"Give an order of {', '.join(_ORDERS)} and a state of unreviewed, all.",
        )
    with record.snapshot():
        if report is not None:
            report_views.whole(record, report)
        words = _Words(record)
        found = [each for each in weighed(record) if report is None or each.report_id == report]
        if state == "unreviewed":
            found = [each for each in found if not words.settled(each, reviewer)]
        found.sort(key=_ORDERS[order])
        start = _after(record, found, order, after)
        shown = found[start : start + limit]
        more = len(found) > start + limit
        return Page(
            rows=tuple(_items(record, shown, words)),
            total=len(found),
            next=shown[-1].assertion_id if more and shown else None,
        )


def weighed(record: Record) -> tuple[Weighed, ...]:
    """Every assertion that stands, in the order of the export; kept until the derived layer is another."""
    key = (str(record.path.absolute()), record.path.stat().st_ino, tables.made_from(record))
    with _lock:
        found = _kept.pop(key, None)
    if found is None:
        found = tuple(_weigh(record))
    with _lock:
        found = _kept.setdefault(key, found)
        _kept.move_to_end(key)
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def reasons_for(a: Assertion, incident: Incident | None) -> tuple[Reason, ...]:
    """Why it stands where it does, doubt before consequence and the weightiest first. Of a rule that holds more than
    once, for several places or tolls, only the weightiest counts: else whatever tells of much would come first.
    """
    return (*_weightiest(doubts(a)), *_weightiest(consequences(a, incident)))


def _weightiest(reasons: Iterable[Reason]) -> list[Reason]:
    by_rule: defaultdict[str, list[Reason]] = defaultdict(list)
    for each in reasons:
        by_rule[each.rule].append(each)
    found = []
    for those in by_rule.values():
        first = max(those, key=lambda each: each.weight)
        more = f", and {len(those) - 1} more like it" if len(those) > 1 else ""
        found.append(msgspec.structs.replace(first, words=first.words + more))
    return sorted(found, key=lambda each: -each.weight)


def _weigh(record: Record) -> Iterator[Weighed]:
    incidents = {i.incident_id: i for i in incident_lists.chosen(record, Filters())}
    for place, a in enumerate(selected(record, Filters())):
        reasons = reasons_for(a, incidents.get(a.incident_id or ""))
        person = a.made_by.startswith("person/")
        yield Weighed(place, a.assertion_id, a.report_id, person, doubt_of(reasons), consequence_of(reasons))


def _after(record: Record, found: Sequence[Weighed], order: Order, after: str | None) -> int:
    """Where the page begins: after the last item of the page before, which may have been judged since."""
    if after is None:
        return 0
    key = _ORDERS[order]
    last = next((each for each in weighed(record) if each.assertion_id == after), None)
    if last is None:
        raise NotFoundError(
            f"the queue cannot go on after {after!r}: it does not stand", remedy="Start again without `after`."
        )
    return bisect_right(found, key(last), key=key)


class _Words:
    """People's words on single assertions by what stands now, those among them that the layer does not follow yet."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._people = [j for j in judgement_rows.by_people(record) if j.verdict in STATES and j.left.startswith("a_")]
        self._rows = {row.assertion_id: row for row in reviewed.rows(record)}
        unapplied = set(reviewed.unapplied(record))
        self.waiting = {j.judgement_id for j in self._people if j.judgement_id in unapplied}
        roots = roots_of(self._people)
        self._about: defaultdict[str, list[Judgement]] = defaultdict(list)
        for j in sorted(self._people, key=lambda each: each.order):
            self._about[self._shown(roots.get(j.left, j.left))].append(j)

    @cached_property
    def _stood(self) -> dict[str, Stood]:
        """What stands in the reports on which words wait."""
        waiting = [j.left for j in self._people if j.judgement_id in self.waiting]
        reports = set(assertion_rows.reports_of(self._record, waiting).values())
        return stood_in(self._record, reports, self._people)

    def _shown(self, root: str) -> str:
        row = self._rows.get(root)
        return (row.present if row else None) or root

    def about(self, each: Weighed) -> list[Judgement]:
        """Words on this place, the earliest first."""
        return self._about.get(each.assertion_id, [])

    def settled(self, each: Weighed, reviewer: str | None) -> bool:
        """Whether somebody (or this reviewer) has judged it, by a word that is in force and about what it says."""
        about = self.about(each)
        if reviewer is not None:
            return any(j.decided_by == reviewer and j.withdrawn_at is None for j in about)
        return bool(about) and self.state(each) != "unreviewed"

    def state(self, each: Weighed) -> str:
        """As it will be once every word is applied."""
        about = self.about(each)
        if not self.waiting.isdisjoint(j.judgement_id for j in about):
            stood = self._stood.get(each.assertion_id)
            return review_of(stood.word).state if stood else "unreviewed"
        row = self._rows.get(each.assertion_id)
        word = next((j for j in about if row and j.judgement_id == row.judgement_id), None)
        return review_of(word).state


def _items(record: Record, shown: Sequence[Weighed], words: _Words) -> Iterator[QueueItem]:
    found = {a.assertion_id: a for a in by_ids(record, [each.assertion_id for each in shown])}
    heads = {head.report_id: head for head in report_views.heads(record, sorted({each.report_id for each in shown}))}
    for each in shown:
        a = found[each.assertion_id]
        incident = incident_lists.one(record, a.incident_id) if a.incident_id else None
        text = record.value("SELECT text FROM reports WHERE report_id = ?", (a.report_id,))
        about = words.about(each)
        yield QueueItem(
            assertion=a,
            report=heads[a.report_id],
            context=context_of(a, text),
            doubt=each.doubt,
            consequence=each.consequence,
            reasons=reasons_for(a, incident),
            reviews=tuple(about),
            state=words.state(each),
            pending=any(j.judgement_id in words.waiting for j in about),
        )
