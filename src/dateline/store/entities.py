"""Names across reports: their nodes, since when which are one, what each slot of an assertion names."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from dateline.model.entity import Actor, Entity, Place, Weapon
from dateline.model.judgement import Judgement
from dateline.store.record import Record

_encoder = msgspec.json.Encoder(order="deterministic")
_entity_decoder = msgspec.json.Decoder(Place | Actor | Weapon)
_judgement_decoder = msgspec.json.Decoder(Judgement)

ENDLESS = "9999"
"""An ISO day after all others: as of it is as of now."""


def clear(record: Record) -> None:
    """Empties the tables of names, inside `record.transaction()`: they are worked out whole."""
    for table in ("entities", "entity_nodes", "entity_joinings", "entity_slots", "entity_rulings"):
        record.write(f"DELETE FROM {table}")


def write_nodes(record: Record, nodes: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Stores (number, id, kind, name, ISO day from which it was known)."""
    record.write_many("INSERT INTO entity_nodes VALUES (?, ?, ?, ?, ?)", nodes)


def write_joinings(record: Record, joinings: Iterable[tuple[int, int, str, str]]) -> None:
    """Stores (node, under, ISO day, by whom)."""
    record.write_many("INSERT INTO entity_joinings VALUES (?, ?, ?, ?)", joinings)


def write_slots(record: Record, slots: Iterable[tuple[int, array[int]]]) -> None:
    """Stores (seq, the node of each slot)."""
    record.write_many("INSERT INTO entity_slots VALUES (?, ?)", ((seq, nodes.tobytes()) for seq, nodes in slots))


def write_rulings(record: Record, judgements: Iterable[Judgement]) -> None:
    """Stores judgements of the rule about names."""
    record.write_many(
        "INSERT INTO entity_rulings VALUES (?, ?, ?, ?, ?)",
        ((j.judgement_id, j.left, j.right, j.decided_at, _encoder.encode(j)) for j in judgements),
    )


def write_entities(record: Record, entities: Iterable[Entity]) -> None:
    """Stores every place, actor and weapon."""
    record.write_many("INSERT INTO entities VALUES (?, ?, ?)", map(_entity_row, entities))


def entities(record: Record) -> Iterator[Entity]:
    """Every place, actor and weapon of the present: by kind, then by id."""
    for kind in ("place", "actor", "weapon"):
        sql = "SELECT body FROM entities WHERE kind = ? ORDER BY entity_id"
        yield from (_entity_decoder.decode(body) for (body,) in record.stream(sql, (kind,)))


def entity(record: Record, id: str) -> Entity | None:
    """One entity of the present by its id."""
    body = record.value("SELECT body FROM entities WHERE entity_id = ?", (id,))
    return None if body is None else _entity_decoder.decode(body)


def rulings(record: Record, condition: str = "1", parameters: Iterable[object] = ()) -> Iterator[Judgement]:
    """The rule's judgements about names that pass the SQL condition, by id."""
    sql = f"SELECT body FROM entity_rulings WHERE {condition} ORDER BY judgement_id"
    return (_judgement_decoder.decode(body) for (body,) in record.stream(sql, tuple(parameters)))


def slots(record: Record, seqs: Iterable[int]) -> dict[int, array[int]]:
    """By seq: the node of each slot."""
    wanted = msgspec.json.encode(list(seqs)).decode()
    sql = "SELECT s.seq, s.nodes FROM json_each(?) w JOIN entity_slots s ON s.seq = w.value"
    found = {}
    for seq, packed in record.rows(sql, (wanted,)):
        found[seq] = array("I")
        found[seq].frombytes(packed)
    return found


def roots(record: Record, nodes: Iterable[int], day: str = ENDLESS) -> dict[int, tuple[int, str, str]]:
    """By node: (number, id, kind) of what it stood under at the end of the ISO day."""
    wanted = msgspec.json.encode(sorted(set(nodes))).decode()
    rows = record.rows(
        "WITH RECURSIVE up (node, at) AS (SELECT value, value FROM json_each(?) UNION ALL"
        " SELECT up.node, j.under FROM up JOIN entity_joinings j ON j.node = up.at WHERE j.day <= ?)"
        " SELECT up.node, n.node, n.entity_id, n.kind FROM up JOIN entity_nodes n ON n.node = up.at"
        " WHERE NOT EXISTS (SELECT 1 FROM entity_joinings j WHERE j.node = up.at AND j.day <= ?)",
        (wanted, day, day),
    )
    return {node: (number, id, kind) for node, number, id, kind in rows}


def ids(record: Record, nodes: Iterable[int]) -> dict[int, str]:
    """By node: its own id."""
    wanted = msgspec.json.encode(sorted(set(nodes))).decode()
    return dict(
        record.rows("SELECT n.node, n.entity_id FROM json_each(?) w JOIN entity_nodes n ON n.node = w.value", (wanted,))
    )


def joinings(record: Record, nodes: Iterable[int], day: str = ENDLESS) -> list[tuple[int, int, str, str]]:
    """(node, under, ISO day, by whom) of these nodes, as far as they were joined by the end of the ISO day."""
    wanted = msgspec.json.encode(sorted(set(nodes))).decode()
    sql = (
        "SELECT j.node, j.under, j.day, j.decided_by FROM json_each(?) w JOIN entity_joinings j ON j.node = w.value"
        " WHERE j.day <= ?"
    )
    return record.rows(sql, (wanted, day))


def members(record: Record, day: str = ENDLESS) -> dict[str, tuple[str, ...]]:
    """Entity id -> ids of all names that stood under it at the end of the ISO day, itself among them."""
    known = dict(record.rows("SELECT node, entity_id FROM entity_nodes WHERE known_from <= ? ORDER BY node", (day,)))
    under = dict(record.rows("SELECT node, under FROM entity_joinings WHERE day <= ?", (day,)))
    found: dict[str, list[str]] = {}
    for node, id in known.items():
        root = node
        while root in under:
            root = under[root]
        found.setdefault(known[root], []).append(id)
    return {id: tuple(ids) for id, ids in found.items()}


def names_of(record: Record, id: str) -> list[str]:
    """The ids of all names that stand under what the name `id` stands under, by when they were known."""
    number = known(record, [id]).get(id)
    if number is None:
        return []
    root = roots(record, [number])[number][0]
    rows = record.rows(
        "WITH RECURSIVE down (node) AS (SELECT ? UNION SELECT j.node FROM entity_joinings j"
        " JOIN down ON j.under = down.node)"
        " SELECT n.entity_id FROM down JOIN entity_nodes n USING (node) ORDER BY node",
        (root,),
    )
    return [each for (each,) in rows]


def rulings_about(record: Record, ids: Iterable[str]) -> Iterator[Judgement]:
    """The rule's judgements on any of these names, by id."""
    wanted = msgspec.json.encode(sorted(set(ids))).decode()
    either = '"left" IN (SELECT value FROM json_each(?1)) OR "right" IN (SELECT value FROM json_each(?1))'
    return rulings(record, either, (wanted,))


def known(record: Record, ids: Iterable[str], day: str = ENDLESS) -> Mapping[str, int]:
    """By id: the nodes of these names that were known at the end of the ISO day."""
    wanted = msgspec.json.encode(sorted(set(ids))).decode()
    sql = (
        "SELECT n.entity_id, n.node FROM json_each(?) w JOIN entity_nodes n ON n.entity_id = w.value"
        " WHERE n.known_from <= ?"
    )
    return dict(record.rows(sql, (wanted, day)))


def _entity_row(entity: Entity) -> tuple[str, str, bytes]:
    if isinstance(entity, Place):
        return "place", entity.place_id, _encoder.encode(entity)
    if isinstance(entity, Actor):
        return "actor", entity.entity_id, _encoder.encode(entity)
    return "weapon", entity.weapon_id, _encoder.encode(entity)
