"""Judgements: those of people, which are stored for good, and those of the rule, which are derived."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.merge.decide import judgement as ruled
from dateline.merge.decide import unpacked
from dateline.merge.summarise import incident_id_of
from dateline.model.judgement import Judgement
from dateline.pipeline.queries.accounts import accounts_of
from dateline.store import Record, reviewed
from dateline.store import entities as entity_rows
from dateline.store import judgements as judgement_rows
from dateline.values.batches import batches

_AT_ONCE = 500
_COLUMNS = '"left", "right", verdict, score, levels FROM rulings'


def about(record: Record, id: str) -> list[Judgement]:
    """Judgements in force about one assertion (or, of people, one incident), by id; withdrawn ones are marked.

    People's words on what it stands in the place of are among them.
    """
    seq = record.value("SELECT seq FROM current_assertions WHERE assertion_id = ?", (id,))
    rules = record.rows(f'SELECT {_COLUMNS} WHERE "left" = ?1 OR "right" = ?1', (seq,)) if seq is not None else []
    ids = _under_which(record, id)
    people = (j for j in judgement_rows.by_people(record) if not ids.isdisjoint((j.left, j.right)))
    names = entity_rows.rulings(record, '"left" = ?1 OR "right" = ?1', (id,))
    return sorted([*people, *names, *_whole(record, rules)], key=lambda j: j.judgement_id)


def one(record: Record, judgement_id: str) -> Judgement | None:
    """One judgement by its id."""
    rules = record.rows(f"SELECT {_COLUMNS} WHERE judgement_id = ?", (judgement_id,))
    names = entity_rows.rulings(record, "judgement_id = ?", (judgement_id,))
    return next(_whole(record, rules), None) or next(names, None) or judgement_rows.judgement(record, judgement_id)


def every(record: Record, as_of: str | None = None) -> Iterator[Judgement]:
    """All judgements in force by id, about names too, people's among them; with `as_of`, the rule's as of the end of
    that ISO day.
    """
    people = judgement_rows.by_people(record)
    rows = record.stream(f"SELECT {_COLUMNS} WHERE ?1 IS NULL OR decided_at <= ?1 ORDER BY judgement_id", (as_of,))
    names = entity_rows.rulings(record, "?1 IS NULL OR decided_at <= ?1", (as_of,))
    return heapq.merge(people, names, _whole(record, rows), key=lambda j: j.judgement_id)


def _under_which(record: Record, id: str) -> set[str]:
    """The ids under which people may have judged it: its own, and those of what it stands in the place of."""
    if not id.startswith("i_"):
        return {*reviewed.places_of(record, id)}
    sql = "SELECT c.assertion_id FROM incidents i JOIN current_assertions c USING (seq) WHERE i.incident_id = ?"
    founder = record.value(sql, (id,))
    return {id, *map(incident_id_of, reviewed.places_of(record, founder) if founder else ())}


def _whole(record: Record, rows: Iterable[tuple[Any, ...]]) -> Iterator[Judgement]:
    """Rulings with the values of both sides under each level."""
    for some in batches(rows, _AT_ONCE):
        seqs = sorted({seq for left, right, *_ in some for seq in (left, right)})
        marks = ",".join("?" * len(seqs))
        told, _ = accounts_of(
            record,
            record.rows(
                "SELECT c.seq, a.body FROM current_assertions c JOIN assertions a USING (assertion_id)"
                f" WHERE c.seq IN ({marks}) ORDER BY c.seq",
                seqs,
            ),
            with_marks=True,
        )
        for left, right, verdict, score, levels in some:
            yield ruled(told[left], told[right], unpacked(levels, score, verdict))
