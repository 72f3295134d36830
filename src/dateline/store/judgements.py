"""Decisions of rules and people, and their withdrawals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dateline.model.errors import NotFoundError
from dateline.model.judgement import Judgement
from dateline.store.record import Record

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Judgement)

_SELECT = "SELECT j.body, w.withdrawn_at FROM judgements j LEFT JOIN withdrawals w USING (judgement_id)"
_IN_FORCE = "(j.made = 'person' OR j.judgement_id IN (SELECT judgement_id FROM standing_judgements))"


def add(record: Record, judgements: Iterable[Judgement], made: Literal["rule", "person"]) -> None:
    """Stores judgements, inside `record.transaction()`; one that is stored already (same id) stays as it is."""
    record.write_many(
        "INSERT INTO judgements VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
        (
            (j.judgement_id, made, j.left, j.right, _encoder.encode(msgspec.structs.replace(j, withdrawn_at=None)))
            for j in judgements
        ),
    )


def withdraw(record: Record, judgement_id: str, *, at: str, by: str) -> None:
    """Says that a judgement no longer holds, inside `record.transaction()`; it stays stored.

    at: the day, ISO. Raises NotFoundError if there is no such judgement.
    """
    if record.value("SELECT 1 FROM judgements WHERE judgement_id = ?", (judgement_id,)) is None:
        raise NotFoundError(f"no judgement {judgement_id!r}", where=str(record.path), remedy="See `dateline export`.")
    record.write("INSERT INTO withdrawals VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (judgement_id, at, by))


def in_force(record: Record, about: str | None = None) -> list[Judgement]:
    """People's judgements and those that merging made last, by id: all, or those about one assertion.

    Withdrawn ones are among them, with `withdrawn_at`.
    """
    if about is None:
        rows = record.rows(f"{_SELECT} WHERE {_IN_FORCE} ORDER BY j.judgement_id")
    else:
        rows = record.rows(
            f'{_SELECT} WHERE {_IN_FORCE} AND (j."left" = ? OR j."right" = ?) ORDER BY j.judgement_id', (about, about)
        )
    return [_decoded(body, at) for body, at in rows]


def by_people(record: Record) -> list[Judgement]:
    """People's judgements, by id; withdrawn ones are among them."""
    return [_decoded(*row) for row in record.rows(f"{_SELECT} WHERE j.made = 'person' ORDER BY j.judgement_id")]


def made_by_rule(record: Record, judgement_id: str) -> bool:
    """Whether this judgement is a rule's, which no person can undo. False, too, for one that is not there."""
    return bool(record.value("SELECT made = 'rule' FROM judgements WHERE judgement_id = ?", (judgement_id,)))


def judgement(record: Record, judgement_id: str) -> Judgement | None:
    """One judgement by its id, in force or not."""
    row = record.row(f"{_SELECT} WHERE j.judgement_id = ?", (judgement_id,))
    return _decoded(*row) if row else None


def _decoded(body: bytes, withdrawn_at: str | None) -> Judgement:
    return msgspec.structs.replace(_decoder.decode(body), withdrawn_at=withdrawn_at)
