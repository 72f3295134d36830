"""Disputes and claims to places as entries of a brief."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.model.brief import Entry, Sentence, Words
from dateline.model.incident import Incident
from dateline.pipeline.brief.citing import Cited
from dateline.pipeline.brief.incidents import RIVALRIES, consequence, heading, rivalries
from dateline.pipeline.brief.wording import control_parts, joined, mood, place_parts, words
from dateline.pipeline.change_views import Changes, ControlChange, DisputeChange
from dateline.pipeline.views import ControlLine

EARLIER: Final = 3
"""Earlier claims to a place that stand beside the new ones at most, the latest known first."""


def disputes(found: Changes, cited: Cited) -> Iterator[Entry]:
    """What came to be disputed: by incident where there is one, else by the claim; the gravest incidents first.

    What only a copy of a report repeats is no dispute of its own.
    """
    by_incident: defaultdict[str, list[DisputeChange]] = defaultdict(list)
    alone: defaultdict[str, list[DisputeChange]] = defaultdict(list)
    for each in found.disputes:
        if each.change == "new" and not cited.copied((each.claim.assertion_id, each.against.assertion_id)):
            group, key = (by_incident, each.incident_id) if each.incident_id else (alone, each.claim.assertion_id)
            group[key].append(each)
    incidents = {i.incident_id: (i, c) for c in found.incidents for i in c.present}
    told: list[tuple[Incident, Entry]] = []
    for incident, change in incidents.values():
        about = [each.about for each in change.disagreements if each.about in RIVALRIES]
        pairs = by_incident.pop(incident.incident_id, [])
        sentences = (*rivalries(incident, cited, about), *_against(pairs, cited))
        if sentences:
            told.append((incident, Entry(heading=heading(incident, cited), sentences=sentences,
                                         incident_id=incident.incident_id)))  # fmt: skip
    yield from (each for _, each in sorted(told, key=lambda each: consequence(each[0])))
    for incident_id, pairs in by_incident.items():
        yield Entry(heading=None, sentences=_against(pairs, cited), incident_id=incident_id)
    for pairs in alone.values():
        yield Entry(heading=None, sentences=_against(pairs, cited))


def _against(pairs: Sequence[DisputeChange], cited: Cited) -> tuple[Sentence, ...]:
    """Each voice's claim with the numbers of those that stand against it; then these, unless they are claims, too."""
    by_claim: defaultdict[str, list[str]] = defaultdict(list)
    for each in pairs:
        by_claim[each.claim.assertion_id].append(each.against.assertion_id)
    told = []
    for accounts in cited.voices(cited.all(by_claim)):
        account = cited.account(accounts)
        rivals = cited.all(other for a in accounts for other in by_claim[a.assertion_id])
        told.append(Sentence(parts=(*account.parts, words("; disputed by"), *cited.cite(rivals))))
    others = cited.all(other for rivals in by_claim.values() for other in rivals if other not in by_claim)
    return (*told, *(cited.account(each, [words("Against it: ")]) for each in cited.voices(others)))


def control(changes: Iterable[ControlChange], cited: Cited) -> Iterator[Entry]:
    """A place with the new claims to it, and beside them the latest of the earlier ones by each holder."""
    for change in changes:
        if not change.added:
            continue
        sentences = [*_claims(change.added, cited, "")]
        latest = {(line.holder.name if line.holder else None, line.state): line for line in change.former}
        sentences += _claims([*reversed(latest.values())][:EARLIER], cited, "earlier claim: ")
        yield Entry(heading=_place(change, cited), sentences=tuple(sentences))


def _place(change: ControlChange, cited: Cited) -> Sentence:
    parts = place_parts(change.place)
    if change.changed_hands and change.holders_present:
        holders = joined(([Words(text=each, about="name")] for each in change.holders_present), " or by ")
        parts += [words(": said to be held by "), *holders]
    held = [
        line for line in (*change.former, *change.added) if line.holder and line.holder.name in change.holders_present
    ]
    behind = {line.holder.name: line.assertion_id for line in held if line.holder}
    return Sentence(parts=(*parts, *cited.cite(cited.all([*behind.values()] or [change.added[0].assertion_id]))))


def _claims(lines: Sequence[ControlLine], cited: Cited, lead: str) -> list[Sentence]:
    """One sentence for what one voice says of one holder, beginning with whether it is denied or planned."""
    found: defaultdict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for line in lines:
        found[line.state, line.holder.name if line.holder else None].append(line.assertion_id)
    told = []
    for (state, holder), ids in found.items():
        for accounts in cited.voices(cited.all(ids)):
            doubt = mood(accounts[0])
            doubted = [Words(text=doubt, about="doubt"), words(": ")] if doubt else []
            before = [words(lead)] if lead else []
            said = [*before, *doubted, *control_parts(state, holder), words(", ")]
            told.append(cited.account(accounts, said, doubt=False))
    return told
