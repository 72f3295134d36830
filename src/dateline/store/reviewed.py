"""Rows of `reviewed`: what people's words made of single assertions, as the derived layer has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from dateline.store.record import Record


class ReviewedRow(NamedTuple):
    """present: the assertion in its place, itself or another, or nothing. judgement_id: the word that decided."""

    assertion_id: str
    report_id: str
    present: str | None
    judgement_id: str | None


def write(record: Record, rows: Iterable[ReviewedRow], applied: Iterable[tuple[str, bool]]) -> None:
    """Puts these rows in the place of all that were there, inside `record.transaction()`.

    applied: the id of each word that they follow from, and whether it had been withdrawn.
    """
    record.write("DELETE FROM reviewed")
    record.write("DELETE FROM applied")
    record.write_many("INSERT INTO reviewed VALUES (?, ?, ?, ?)", sorted(rows))
    record.write_many("INSERT INTO applied VALUES (?, ?)", sorted(applied))


def rows(record: Record) -> list[ReviewedRow]:
    """All rows, by assertion."""
    return [ReviewedRow(*row) for row in record.rows("SELECT * FROM reviewed ORDER BY assertion_id")]


def of(record: Record, ids: Sequence[str]) -> dict[str, ReviewedRow]:
    """By assertion id, of those of these that have a row."""
    sql = "SELECT r.* FROM json_each(?) w JOIN reviewed r ON r.assertion_id = w.value"
    return {row[0]: ReviewedRow(*row) for row in record.rows(sql, (msgspec.json.encode(list(ids)).decode(),))}


def places_of(record: Record, id: str) -> list[str]:
    """The assertions in whose place this one stands, itself among them, by id."""
    found = record.rows("SELECT assertion_id FROM reviewed WHERE present = ?", (id,))
    return sorted({id, *(row[0] for row in found)})


def unapplied(record: Record) -> list[str]:
    """Ids of people's words that the layer does not follow yet, or that were withdrawn since, by id."""
    sql = (
        "SELECT j.judgement_id FROM judgements j LEFT JOIN withdrawals w USING (judgement_id)"
        " LEFT JOIN applied a USING (judgement_id)"
        " WHERE j.made = 'person' AND a.undone IS NOT (w.judgement_id IS NOT NULL) ORDER BY j.judgement_id"
    )
    return [row[0] for row in record.rows(sql)]
