"""The words by which a list shows an incident: those of one account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import msgspec

from dateline.model.errors import SettingError
from dateline.model.incident import Incident
from dateline.pipeline.queries.highlighting import having_all
from dateline.pipeline.queries.incident_lists import incidents_by_ids
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store.search import match_pieces
from dateline.store.words import finding

_MOST: Final = 20
"""Accounts of one incident whose words are looked at: in one of them the words stand, as a rule, in the evidence."""


def incident_words(
    record: Record, ids: Sequence[str], *, text: str | None = None, as_of: date | None = None
) -> Mapping[str, str]:
    """By incident id, of those of these that there are, or were at the end of a day: the evidence of the account that
    was known first; with `text`, of the first in whose evidence its words stand, if there is one.

    Raises SettingError for a text without a word.
    """
    pieces = match_pieces(text or "")
    if text and not pieces:
        raise SettingError(
            f"no word to look for in {text!r}", where="text", remedy="Give at least one letter or digit."
        )
    with record.snapshot():
        found = incidents_by_ids(record, ids, as_of).rows
        accounts = _in_order(record, found)
        first = {i.incident_id: accounts[i.incident_id][0][1] for i in found}
        likely: dict[str, list[str]] = {}
        if pieces:
            has = finding(record, pieces)
            likely = {id: [each for seq, each in those if has[seq]][:_MOST] for id, those in accounts.items()}
        wanted = sorted({*first.values(), *(each for those in likely.values() for each in those)})
        told = {a.assertion_id: a.evidence.exact for a in assertion_rows.bodies(record, wanted)}
    having = having_all(told, pieces) if pieces else set()
    return {id: told[next((each for each in likely.get(id, ()) if each in having), first[id])] for id in first}


def _in_order(record: Record, incidents: Sequence[Incident]) -> dict[str, list[tuple[int, str]]]:
    """By incident: (seq, id) of its accounts, those known first first."""
    members = msgspec.json.encode([each for i in incidents for each in i.assertion_ids]).decode()
    sql = "SELECT c.assertion_id, c.seq FROM json_each(?) w JOIN current_assertions c ON c.assertion_id = w.value"
    seqs: dict[str, int] = dict(record.rows(sql, (members,)))
    return {i.incident_id: sorted((seqs[each], each) for each in i.assertion_ids if each in seqs) for i in incidents}
