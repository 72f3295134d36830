"""Dossiers by the hash of their incident's id, and what a list shows of each incident, in the order of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.pipeline.queries.assertion_lists import by_ids
from dateline.pipeline.queries.explaining import behind
from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.shards import InOrder, by_key, files_for, in_files
from dateline.pipeline.site.versions import Told, Version, Versions, incident_of
from dateline.pipeline.views import Context, Explanation, ReportHead
from dateline.store import Record

CARDS: Final = 500
"""Incidents in a file of what lists show."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """An incident as it stood from `since` to the day before `until`."""

    since: str
    until: str | None
    about: msgspec.Raw


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """All that was ever told of an incident; the page takes a day's dossier out of it.

    stood: by day. assertions, contexts, reports, judgements: of all stretches, in the order of `Explanation`. others:
    the words of accounts of other incidents that it was compared with.
    """

    stood: tuple[Stretch, ...]
    assertions: tuple[Assertion, ...]
    contexts: tuple[Context, ...]
    reports: tuple[ReportHead, ...]
    judgements: tuple[Judgement, ...]
    others: dict[str, str]


def write_dossiers(record: Record, versions: Versions, files: Files, told: Told, *, texts: bool) -> int:
    """Writes them; returns how many files they are spread over. texts: with the sentences around the evidence."""
    ids = list(versions.ids())
    of = files_for(versions.bytes_of())  # what else is in a dossier is about twice that
    encode = msgspec.json.Encoder().encode

    def made() -> Iterator[tuple[str, bytes]]:
        for n, incident_id in enumerate(in_files(ids, of), 1):
            yield incident_id, encode(_dossier(record, versions.of(incident_id), texts=texts))
            told("dossiers", n, len(ids))

    by_key(files, "incidents", of, made())
    return of


def _dossier(record: Record, stood: list[Version], *, texts: bool) -> Dossier:
    found = list(_explained(record, stood))
    assertions = {a.assertion_id: a for each in found for a in each.assertions}
    contexts = {c.assertion_id: c for each in found for c in each.contexts}
    judgements = {j.judgement_id: j for each in found for j in each.judgements}
    heads = {h.report_id: h for each in found for h in each.reports}
    order = {a.assertion_id: n for n, a in enumerate(by_ids(record, list(assertions)))} if len(found) > 1 else {}
    in_order = sorted(assertions, key=lambda each: order.get(each, 0))
    return Dossier(
        stood=tuple(Stretch(since=v.since, until=v.until, about=msgspec.Raw(v.body)) for v in stood),
        assertions=tuple(assertions[each] for each in in_order),
        contexts=tuple(contexts[each] if texts else _bare(contexts[each]) for each in in_order),
        reports=tuple(sorted(heads.values(), key=lambda head: (head.known_from, head.report_id))),
        judgements=tuple(judgements[each] for each in sorted(judgements)),
        others=_others(record, assertions, judgements.values()),
    )


def _explained(record: Record, stood: list[Version]) -> Iterator[Explanation]:
    """What stands behind it now, and behind what it was before as far as that is something else."""
    known: set[str] = set()
    for version in reversed(stood):
        incident = incident_of(version)
        if not known.issuperset(incident.assertion_ids):
            known.update(incident.assertion_ids)
            yield behind(record, incident.incident_id, incident, by_ids(record, incident.assertion_ids))


def _bare(context: Context) -> Context:
    return msgspec.structs.replace(context, start=context.start + len(context.before), before="", after="")


def _others(record: Record, own: Mapping[str, object], judgements: Iterable[Judgement]) -> dict[str, str]:
    compared = sorted({each for j in judgements if j.score is not None for each in (j.left, j.right)} - own.keys())
    return {a.assertion_id: a.evidence.exact for a in by_ids(record, compared)} if compared else {}


def write_cards(record: Record, versions: Versions, files: Files) -> None:
    """What lists show of the incidents that stand now, with the words of their accounts."""
    shards = InOrder(files, "cards", limit=2**62)
    for n, version in enumerate(versions.in_order(present=True)):
        incident = incident_of(version)
        accounts = by_ids(record, incident.assertion_ids)
        words = list(dict.fromkeys(a.evidence.exact for a in accounts))
        if n and n % CARDS == 0:
            shards.close()
        shards.add(incident.incident_id, msgspec.json.encode({"words": words, "incident": card(incident)}))
    shards.close()


def card(incident: Incident) -> dict[str, Any]:
    """The incident without who says what: what a line about it needs."""
    short: dict[str, Any] = msgspec.to_builtins(incident)
    for key in ("voices", "grades", "grade", "reports"):
        short.pop(key, None)
    short["tolls"] = {key: {**toll, "positions": []} for key, toll in short["tolls"].items()}
    short["disagreements"] = [{**each, "positions": []} for each in short["disagreements"]]
    return short
