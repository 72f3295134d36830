"""Entities, and which assertions have which name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import msgspec
import numpy as np

from dateline.merge.names.naming import id_of
from dateline.model.entity import Actor, Entity, Place, Weapon
from dateline.pipeline.queries import Filters
from dateline.pipeline.queries.assertion_lists import nodes_of
from dateline.pipeline.queries.entity_lists import entities, type_of
from dateline.pipeline.site.folder import Files
from dateline.pipeline.site.shards import by_key, files_for, in_files
from dateline.store import Record
from dateline.store.columns import having
from dateline.store.search import name_numbers
from dateline.values.names import fold

_SHORT: Final = ("kind", "name", "type", "class", "country", "sector", "admin1", "level", "mentions")
"""What the list of entities shows of each."""

Asked = tuple[str, str]
"""Slot (place, actor, source, country ...) and a name or value that can be asked for in it."""

_VALUES: Final = ("admin1", "country", "side", "measure", "certainty", "status")


def write_entities(record: Record, files: Files) -> tuple[int, list[Entity]]:
    """Writes entities/ by the hash of the id, names that stand under another one among them, and entities.json, the
    list of all, those named most often first. Returns how many files there are, and the entities.
    """
    found = sorted(entities(record, Filters()), key=lambda each: (-each.mentions, each.name, id_of(each)))
    bodies = {id_of(each): msgspec.json.encode({"entity": each}) for each in found}
    for own, root in _under(record):
        if own not in bodies and root in bodies:
            bodies[own] = msgspec.json.encode({"see": root})
    of = files_for(sum(map(len, bodies.values())))
    by_key(files, "entities", of, ((key, bodies[key]) for key in in_files(bodies, of)))
    files.json("data/entities.json.gz", [_short(each) for each in found])
    return of, found


def _under(record: Record) -> Iterator[tuple[str, str]]:
    """(id of a name, id of what it stands under)."""
    rows = record.rows("SELECT node, entity_id FROM entity_nodes ORDER BY node")
    roots = nodes_of(record, None).roots([node for node, _ in rows])
    return ((own, roots[node].id) for node, own in rows if roots[node].id != own)


def _short(each: Entity) -> dict[str, Any]:
    whole: dict[str, Any] = msgspec.to_builtins(each)
    called = dict.fromkeys(filter(None, map(fold, (each.name, *each.names))))
    return {
        **{key: whole[key] for key in _SHORT if key in whole},
        f"{'entity' if isinstance(each, Actor) else whole['kind']}_id": id_of(each),
        "is": type_of(each),
        "called": list(called),
    }


def write_names(record: Record, files: Files, feed: Mapping[str, Any], known: Iterable[Entity]) -> int:
    """Writes names/: by slot and name, the seqs of the assertions that have it, as steps; of all names that the page
    can ask for. feed: the header of the feed. Returns how many files there are.
    """
    asked = sorted({*_of_feed(feed), *_of_entities(known), *_values(record)})
    of = files_for(60 * int(record.value("SELECT coalesce(sum(length(seqs)), 0) / 4 FROM named")) // 10)
    keys = {f"{slot}:{name}": (slot, name) for slot, name in asked}

    found = ((key, msgspec.json.encode(_steps(_having(record, *keys[key])))) for key in in_files(keys, of))
    by_key(files, "names", of, found)
    return of


def _of_feed(feed: Mapping[str, Any]) -> Iterator[Asked]:
    for place in feed["places"]:
        yield from (("place", name) for name in (place["id"], place["name"]) if name)
    for actor in feed["actors"]:
        yield from (("actor", name) for name in (actor["id"], actor["name"]) if name)
    yield from (("source", name) for name in feed["sources"] if name)


def _of_entities(known: Iterable[Entity]) -> Iterator[Asked]:
    for each in known:
        if isinstance(each, Place):
            yield "place", each.name
        elif not isinstance(each, Weapon):
            yield from (("actor", each.name), ("source", each.name))


def _values(record: Record) -> Iterator[Asked]:
    marks = ",".join("?" * len(_VALUES))
    return (
        (slot, shown) for slot, shown in record.rows(f"SELECT slot, shown FROM shown WHERE slot IN ({marks})", _VALUES)
    )


def _having(record: Record, slot: str, name: str) -> list[int]:
    found: list[int] = np.unique(having(record, name_numbers(record, slot, name))).tolist()
    return found


def _steps(seqs: list[int]) -> list[int]:
    return [seq - before for seq, before in zip(seqs, [0, *seqs], strict=False)]
