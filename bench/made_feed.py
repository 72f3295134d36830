"""A feed of invented incidents in the format of /api/v1/feed (docs/web.md): for the page alone, in bench and tests."""

from __future__ import annotations

import json
import random
import struct
from array import array
from collections.abc import Callable
from typing import Any

NO_PLACE = 0xFFFFFFFF
TYPES = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests")


def feed(count: int, places: int = 6000) -> bytes:
    """`count` incidents over 1,000 days at `places` places, some busy, most close to one front; the same each time.

    A tenth are known to be near a town only; one place of 400 is a region.
    """
    chance = random.Random(7)
    columns: dict[str, dict[str, object]] = {}
    body = bytearray()

    def put(name: str, kind: str, values: array[int] | bytes) -> None:
        raw = values if isinstance(values, bytes) else values.tobytes()
        columns[name] = {"type": kind, "at": len(body), "length": count if kind == "bytes8" else len(values)}
        body.extend(raw + bytes(-len(raw) % 8))

    def column(code: str, value: Callable[[int], int]) -> array[int]:
        return array(code, map(value, range(count)))

    days = sorted(chance.randrange(1000) for _ in range(count))
    where = chance.choices(range(places), [(1 + place % 997) ** -0.7 for place in range(places)], k=count)
    where = [NO_PLACE if chance.random() < 0.06 else place for place in where]
    killed = column("i", lambda _: chance.choice((-1, -1, 1, 2, 3, 9)))
    put("id", "bytes8", b"".join(struct.pack(">Q", row + 1) for row in range(count)))
    put("type", "u16", column("H", lambda _: chance.randrange(len(TYPES))))
    put("place", "u32", array("I", where))
    put("place_flags", "u8", column("B", lambda _: int(chance.random() < 0.1)))
    for name in ("day_from", "day_to", "first_known", "last_known"):
        put(name, "i32", array("i", days))
    put("date_basis", "u8", column("B", lambda _: 0))
    for name in ("killed_low", "killed_best", "killed_high", "injured_low", "injured_best", "injured_high"):
        put(name, "i32", killed)
    put("measures", "u32", column("I", lambda row: int(killed[row] >= 0)))
    for name in ("certainty", "status"):
        put(name, "u8", column("B", lambda _: 0))
    put("flags", "u16", column("H", lambda _: chance.choice((0, 0, 0, 1))))
    for name in ("voices", "reports", "accounts"):
        put(name, "u16", column("H", lambda _: chance.randrange(1, 5)))
    for name in ("grade", "side1", "side2"):
        put(name, "u8", column("B", lambda _: 255))
    offsets = array("I", range(count + 1))
    for name in ("actors", "sources"):
        put(f"{name}_at", "u32", offsets)
        put(name, "u32", column("I", lambda _: chance.randrange(50)))
    towns = [
        {
            "id": f"made:{i}", "name": f"Town {i}",
            "lat": round(lat, 4), "lon": round(lon, 4), "level": "settlement" if i % 400 else "region",
            "km": 2.0 if i % 400 else 40.0, "admin1": f"Oblast {i % 24}", "country": "UKR",
        }
        for i, (lon, lat) in enumerate(position(chance) for _ in range(places))
    ]  # fmt: skip
    head = json.dumps(
        {
            "count": count, "stamp": "made", "day0": "2022-02-24", "as_of": None,
            "known": {"first": "2022-02-24", "last": "2024-11-20"},
            "columns": columns, "places": towns, "sides": [], "measures": ["killed"], "grades": [],
            "types": [{"event_type": name, "sub_event_type": name, "interaction": None} for name in TYPES],
            "actors": [{"id": None, "name": f"Force {i}"} for i in range(50)],
            "sources": [f"Outlet {i}" for i in range(50)],
        }
    ).encode()  # fmt: skip
    head += b" " * (-(8 + len(head)) % 8)
    return b"DLF1" + struct.pack("<I", len(head)) + head + bytes(body)


def head(body: bytes) -> dict[str, Any]:
    """The header of a feed."""
    return dict(json.loads(body[8 : 8 + struct.unpack("<I", body[4:8])[0]]))


def position(chance: random.Random) -> tuple[float, float]:
    """Longitude and latitude: three of five lie at the front."""
    if chance.random() < 0.6:
        return chance.gauss(37.5, 1.6), chance.gauss(48.3, 0.9)
    return chance.uniform(23, 40), chance.uniform(45.5, 52)
