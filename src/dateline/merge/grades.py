"""Suggested grades of incidents with their reasons, and what a person gave instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from dateline.merge.account import ReportHead
from dateline.merge.admiralty import admiralty
from dateline.merge.airwars import airwars
from dateline.merge.summarise import incident_id_of
from dateline.merge.testimony import reliabilities, testimony
from dateline.model.assertion import Assertion
from dateline.model.incident import Grade, Incident
from dateline.model.judgement import Judgement
from dateline.model.vocabulary import Scheme

SCHEMES: Final[tuple[Scheme, ...]] = ("airwars", "admiralty")
"""In the order in which an incident's grades stand."""

Given = dict[tuple[str, str], Judgement]


class Grading:
    """Grades incidents. judgements: people's; those that grade a source or an incident count, unless withdrawn."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._held, self._given = reliabilities(judgements), _given(judgements)

    def graded(
        self,
        incident: Incident,
        told: Mapping[str, Assertion],
        reports: Mapping[str, ReportHead],
        disputed_by: Mapping[str, Sequence[str]],
    ) -> Incident:
        """The incident with its grades. told: its accounts and what disputes them, by id.

        An incident that a person graded stands for the assertion that founded it, so the grade stays with it when
        incidents are joined or parted.
        """
        evidence = testimony(incident, told, reports, disputed_by)
        suggested = {"airwars": airwars(evidence, self._held), "admiralty": admiralty(evidence, self._held)}
        grades = [_with_word(scheme, suggested[scheme], _word(scheme, incident, self._given)) for scheme in SCHEMES]
        kept = tuple(each for each in grades if each is not None)
        return msgspec.structs.replace(incident, grade=kept[0], grades=kept)


def graded(
    incidents: Iterable[Incident],
    assertions: Iterable[Assertion],
    reports: Mapping[str, ReportHead],
    disputed_by: Mapping[str, Sequence[str]],
    judgements: Sequence[Judgement],
) -> tuple[Incident, ...]:
    """The incidents with their grades, in the order given; a pure function, whatever the order of the rest.

    assertions: every one that may be a member or dispute one. judgements: see `Grading`.
    """
    told, grading = {a.assertion_id: a for a in assertions}, Grading(judgements)
    return tuple(grading.graded(incident, told, reports, disputed_by) for incident in incidents)


def _given(judgements: Iterable[Judgement]) -> Given:
    """(incident, scheme) -> the latest grade that a person gave."""
    return {
        (each.left, each.scheme): each
        for each in sorted(judgements, key=lambda j: j.order)
        if each.verdict == "graded" and each.withdrawn_at is None and each.scheme in SCHEMES
    }


def _word(scheme: Scheme, incident: Incident, given: Given) -> Judgement | None:
    """The latest grade that a person gave to any incident that this one holds together."""
    if not given:
        return None
    said = [given.get((incident_id_of(each), scheme)) for each in incident.assertion_ids]
    return max((each for each in said if each), key=lambda each: each.order, default=None)


def _with_word(scheme: Scheme, suggested: Grade | None, word: Judgement | None) -> Grade | None:
    if word is None:
        return suggested
    return msgspec.structs.replace(
        suggested
        or Grade(scheme=scheme, suggested=None, reasons=("the scheme does not apply: no civilian harm is told",)),
        given=word.grade,
        given_by=word.decided_by,
        given_on=word.decided_at,
        note=word.note,
    )
