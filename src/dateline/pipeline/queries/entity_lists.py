"""Lists of people, forces, offices, places and weapons across reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dateline.merge.names.identify import entities_of
from dateline.merge.names.naming import NOBODY, id_of
from dateline.model.assertion import Assertion
from dateline.model.entity import Actor, Entity, Place
from dateline.model.errors import NotFoundError, SettingError
from dateline.pipeline.queries.as_of import derived_as_of
from dateline.pipeline.queries.assertion_lists import check_limit, nodes_of, numbered
from dateline.pipeline.views import Filters, Page
from dateline.store import Record
from dateline.store import entities as tables
from dateline.store.kept import Kept
from dateline.values.batches import batches
from dateline.values.names import fold, same_name

KINDS = ("person", "force", "office", "organisation", "state", "name", "place", "weapon")
"""What `dateline entities --kind` can ask for."""

_NO_FILTERS = Filters()
_kept: Final = Kept[Page[Entity]](32)
_SAME_NAME = 0.75
_AT_ONCE = 500


def entities(record: Record, filters: Filters) -> Iterator[Entity]:
    """Places, actors and weapons that the assertions passing the filters name, each kind by id."""
    past = derived_as_of(record, filters.as_of)
    if past is None and filters == Filters(as_of=filters.as_of):
        return tables.entities(record)
    return entities_of(_dated(record, numbered(record, filters)), nodes_of(record, past))


def listed(
    record: Record, filters: Filters, *, kind: str | None = None, find: str | None = None, limit: int = 50
) -> Page[Entity]:
    """Entities of one kind (see KINDS) that have a name like `find` or this id, those named most often first.

    Raises SettingError for a limit below 1 or a kind that there is not.
    """
    check_limit(limit)
    if kind is not None and kind not in KINDS:
        raise SettingError(f"there is no kind {kind!r}", remedy=f"Give one of {', '.join(KINDS)}.")

    def made() -> Page[Entity]:
        with record.snapshot():
            found = [
                each
                for each in entities(record, filters)
                if (kind is None or kind == type_of(each)) and (find is None or _is_called(each, find))
            ]
        found.sort(key=lambda each: (-each.mentions, each.name, id_of(each)))
        return Page(rows=tuple(found[:limit]), total=len(found))

    return _kept.get(record, (filters, kind, find, limit), made)


def entity(record: Record, id: str, filters: Filters = _NO_FILTERS) -> Entity:
    """The entity that has this id, or of which this is a name's own id. Raises NotFoundError if there is none."""
    past = derived_as_of(record, filters.as_of)
    nodes = nodes_of(record, past)
    number = tables.known(record, [id]).get(id)
    root = nodes.roots([number])[number].id if number is not None and id in nodes.known() else id
    if past is None and filters == Filters(as_of=filters.as_of):
        found = tables.entity(record, root)
    else:
        found = next((each for each in entities(record, filters) if id_of(each) == root), None)
    if found is None:
        raise NotFoundError(
            f"no entity {id!r}", where=str(record.path), remedy="`dateline entities --find NAME` shows their ids."
        )
    return found


def type_of(each: Entity) -> str:
    """Which of KINDS it is."""
    return each.type or "name" if isinstance(each, Actor) else "place" if isinstance(each, Place) else "weapon"


def names_told_of(record: Record, filters: Filters, *, narrowed: bool) -> set[str]:
    """Ids of the names that these assertions have, and of what they stand under; all that are known, if all pass."""
    nodes = nodes_of(record, derived_as_of(record, filters.as_of))
    if not narrowed:
        return set(nodes.known())
    found: set[str] = set()
    for some in batches(numbered(record, filters), _AT_ONCE):
        asked = {n for each in nodes.slots([seq for seq, _ in some]).values() for n in each} - {NOBODY}
        found |= set(nodes.ids(asked).values()) | {root.id for root in nodes.roots(asked).values()}
    return found


def _dated(record: Record, told: Iterable[tuple[int, Assertion]]) -> Iterator[tuple[int, Assertion, str]]:
    known = dict(record.rows("SELECT report_id, known_from FROM reports"))
    return ((seq, a, known[a.report_id]) for seq, a in told)


def _is_called(each: Entity, find: str) -> bool:
    if find == id_of(each):
        return True
    wanted = fold(find)
    names = (each.name, *each.names)
    if any(f" {wanted} " in f" {fold(name)} " for name in names):
        return bool(wanted)
    return any(same_name(find, name) >= _SAME_NAME for name in names)
