"""What a person can judge: which kind of thing an id names, and whether it can be judged so."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final, NamedTuple

from dateline.merge.summarise import incident_id_of
from dateline.merge.testimony import source_id
from dateline.model.errors import NotFoundError, SettingError
from dateline.pipeline.queries.source_lists import sources
from dateline.store import Record, reviewed
from dateline.store import assertions as assertion_rows

_TABLES: Final = (
    ("assertion", "assertions", "assertion_id"),
    ("incident", "incidents", "incident_id"),
    ("report", "reports", "report_id"),
    ("judgement", "judgements", "judgement_id"),
    ("name", "entity_nodes", "entity_id"),
)


class Subject(NamedTuple):
    """An account or incident to be held against another. founding: the incident that it founds, or is."""

    id: str
    founding: str


def kind_of(record: Record, id: str) -> str | None:
    """assertion, incident, report, judgement or name (of an entity); None if nothing in the record has this id."""
    for kind, table, column in _TABLES:
        if record.value(f"SELECT 1 FROM {table} WHERE {column} = ?", (id,)):
            return kind
    return None


def wanted(record: Record, id: str, kinds: Sequence[str]) -> str:
    """The kind of `id`. Raises NotFoundError if nothing has it, SettingError if it is none of these kinds."""
    kind = kind_of(record, id)
    asked = " or ".join(kinds)
    if kind is None:
        raise NotFoundError(
            f"nothing in the record has the id {id!r}",
            where=str(record.path),
            remedy=f"Give the id of an {asked}, as the lists show it.",
        )
    if kind not in kinds:
        raise SettingError(
            f"{id} is {_a(kind)}, wanted {_a(asked)}", remedy=f"`dateline explain {id}` shows what it is."
        )
    return kind


def account_or_incident(record: Record, id: str) -> Subject:
    """An event assertion of the current readings, or an incident. Errors as in `wanted`."""
    if wanted(record, id, ("assertion", "incident")) == "incident":
        return Subject(id, id)
    (found,) = assertion_rows.bodies(record, [id])
    if found.type != "event":
        raise SettingError(
            f"{id} is a {found.type} assertion, wanted an event: nothing else is in incidents",
            remedy="`dateline events` lists those that can be the same or different.",
        )
    if record.value("SELECT 1 FROM current_assertions WHERE assertion_id = ?", (id,)) is None:
        row = reviewed.of(record, [id]).get(id)
        what = "is of a former reading of its report, which no longer counts"
        if row is not None:
            what = f"gave way to {row.present}" if row.present else "was rejected"
        raise SettingError(
            f"{id} {what}", remedy=f"`dateline events --report {found.report_id}` lists those that count."
        )
    return Subject(id, incident_id_of(id))


def names(record: Record, left: str, right: str) -> bool:
    """Whether both are names of people, forces, offices, places or weapons, as `dateline entities` lists them.

    Raises SettingError if only one is, or both are one name.
    """
    kinds = [kind_of(record, each) for each in (left, right)]
    if "name" not in kinds:
        return False
    other = next((each for each, kind in zip((left, right), kinds, strict=True) if kind != "name"), None)
    if other is not None:
        wanted(record, other, ("name",))
    if left == right:
        raise SettingError(f"{left} was given twice", remedy="Give two different names.")
    return True


def two(record: Record, left: str, right: str) -> bool:
    """Whether two things that are said to be the same or different are names; else they are accounts or incidents.

    Raises what `names` and `account_or_incident` do, and SettingError where both are one already.
    """
    if names(record, left, right):
        return True
    found = [account_or_incident(record, each) for each in (left, right)]
    if len({each.founding for each in found}) == 1:
        what = f"{left} was given twice" if left == right else f"{left} and {right} are one: it founded the incident"
        raise SettingError(what, remedy="Give two different accounts or incidents.")
    return False


def wanted_source(record: Record, name: str) -> None:
    """Raises NotFoundError unless somebody of this name speaks or publishes in the record, however it is spelled."""
    known = {source_id(each.name): each.name for each in sources(record)}
    if source_id(name) not in known:
        near = get_close_matches(source_id(name), known, n=3, cutoff=0.6)
        hint = f"Did you mean {' or '.join(repr(known[each]) for each in near)}? " if near else ""
        raise NotFoundError(
            f"nobody called {name!r} speaks or publishes in the record",
            where=str(record.path),
            remedy=f"{hint}`dateline sources` lists them all.",
        )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
