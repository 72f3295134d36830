"""Decisions of people, and their withdrawals. Those of the rule are derived (`store.derived`)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.model.errors import NotFoundError
from dateline.model.judgement import Judgement
from dateline.store.record import Record

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Judgement)

_SELECT = "SELECT j.body, w.withdrawn_at FROM judgements j LEFT JOIN withdrawals w USING (judgement_id)"


def add(record: Record, judgements: Iterable[Judgement]) -> None:
    """Stores people's judgements, inside `record.transaction()`; one that is stored already stays as it is."""
    record.write_many(
        "INSERT INTO judgements VALUES (?,'person',?,?,?) ON CONFLICT DO NOTHING",
        (
            (j.judgement_id, j.left, j.right, _encoder.encode(msgspec.structs.replace(j, withdrawn_at=None)))
            for j in judgements
        ),
    )


def decided_under(record: Record, judgement_id: str, reading: int) -> None:
    """Keeps under which reading of its report a word on an assertion was given, inside `record.transaction()`."""
    record.write("INSERT INTO decided_under VALUES (?, ?) ON CONFLICT DO NOTHING", (judgement_id, reading))


def readings_of(record: Record) -> dict[str, int]:
    """By judgement id: the reading under which a word on an assertion was given, where it was kept."""
    return dict(record.rows("SELECT judgement_id, reading FROM decided_under"))


def by_ids(record: Record, ids: Iterable[str]) -> dict[str, Judgement]:
    """Judgements by their ids; an unknown one is left out."""
    return {each: found for each in ids if (found := judgement(record, each))}


def withdraw(record: Record, judgement_id: str, *, at: str, by: str) -> None:
    """Says that a judgement no longer holds, inside `record.transaction()`; it stays stored.

    at: the day, ISO. Raises NotFoundError if there is no such judgement.
    """
    if record.value("SELECT 1 FROM judgements WHERE judgement_id = ?", (judgement_id,)) is None:
        raise NotFoundError(f"no judgement {judgement_id!r}", where=str(record.path), remedy="See `dateline export`.")
    record.write("INSERT INTO withdrawals VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (judgement_id, at, by))


def by_people(record: Record) -> list[Judgement]:
    """People's judgements, by id; withdrawn ones are among them."""
    return [_decoded(*row) for row in record.rows(f"{_SELECT} WHERE j.made = 'person' ORDER BY j.judgement_id")]


def naming(record: Record, id: str) -> list[Judgement]:
    """People's judgements that name this id, by id; withdrawn ones are among them."""
    sides = 'j.made = \'person\' AND (j."left" = ?1 OR j."right" = ?1)'
    return [_decoded(*row) for row in record.rows(f"{_SELECT} WHERE {sides} ORDER BY j.judgement_id", (id,))]


def judgement(record: Record, judgement_id: str) -> Judgement | None:
    """One judgement by its id, in force or not."""
    row = record.row(f"{_SELECT} WHERE j.judgement_id = ?", (judgement_id,))
    return _decoded(*row) if row else None


def _decoded(body: bytes, withdrawn_at: str | None) -> Judgement:
    return msgspec.structs.replace(_decoder.decode(body), withdrawn_at=withdrawn_at)
