"""Merge the event assertions of any number of reports into incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import msgspec

from dateline.merge.account import ReportHead, accounts
from dateline.merge.decide import judgement
from dateline.merge.disputes import Disputes
from dateline.merge.likeness import Alike
from dateline.merge.merging import Merging, Ruled
from dateline.merge.standing import held
from dateline.merge.summarise import summarise
from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """The derived layer over a set of assertions.

    incidents: by id. incident_of: assertion id -> incident id, for every event that nobody rejected.
    judgements: the rule's "same" and "unsure" pairs with their levels, by id; its "different" ones are not kept.
    disputed_by, answers: assertion id -> assertion ids, of any type, inside reports and across those of an incident.
    """

    incidents: tuple[Incident, ...]
    incident_of: dict[str, str]
    judgements: tuple[Judgement, ...]
    disputed_by: dict[str, tuple[str, ...]]
    answers: dict[str, tuple[str, ...]]


def merge_events(
    assertions: Sequence[Assertion],
    reports: Mapping[str, ReportHead],
    standing: Sequence[Judgement] = (),
    alike: Mapping[str, Mapping[str, Alike]] | None = None,
) -> Merged:
    """Incidents out of event assertions; a pure function of its input, whatever the order.

    reports must hold every assertion's report (KeyError else). standing: persons' judgements, `left` and `right` being
    assertion or incident ids; those that are withdrawn or made by a rule count for nothing. Statements and
    control assertions are in no incident, but may dispute and be disputed; what a person rejected stays out. alike: by
    report, the earlier ones that it is like.
    """
    standing_assertions = [a for a in assertions if a.review.state != "rejected"]
    told = accounts(standing_assertions, reports)
    persons = held(standing, {n: account.id for n, account in enumerate(told)})
    merging = Merging(persons, alike=lambda report_id: (alike or {}).get(report_id, {}))
    ruled: list[Ruled] = []
    for day, known in groupby(enumerate(told), key=lambda each: each[1].known_from):
        ruled += merging.take(day, dict(known))
    gathered = [[told[i] for i in group] for group in merging.groups()]
    incidents = sorted((summarise(group) for group in gathered), key=lambda incident: incident.incident_id)
    disputes = Disputes()
    for report_id, those in groupby(sorted(standing_assertions, key=_by_report), key=_by_report):
        disputes.inside(list(those), reports[report_id])
    for group in gathered:
        disputes.across(group, reports)
    judgements = (judgement(told[each.left], told[each.right], each.ruling) for each in ruled)
    return Merged(
        incidents=tuple(incidents),
        incident_of={a: incident.incident_id for incident in incidents for a in incident.assertion_ids},
        judgements=tuple(sorted(judgements, key=lambda each: each.judgement_id)),
        disputed_by=disputes.disputed_by(),
        answers=disputes.answers(),
    )


def _by_report(a: Assertion) -> str:
    return a.report_id
