"""The feed of the desk, byte by byte, and the other routes that the desk lives on."""

from __future__ import annotations

import base64
import gzip
import json
import re
import struct
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from dateline.model.incident import Incident
from dateline.pipeline import queries
from dateline.pipeline.queries import Filters
from dateline.store import Record

_FORM = {"u8": "B", "u16": "H", "u32": "I", "i32": "i"}


@pytest.fixture(scope="module")
def path(record_file: Path) -> Path:
    return record_file


class Decoded:
    """A feed, read by the layout in docs/web.md and by nothing of Dateline's."""

    def __init__(self, found: bytes) -> None:
        assert found[:4] == b"DLF1"
        (length,) = struct.unpack_from("<I", found, 4)
        self.head: dict[str, Any] = json.loads(found[8 : 8 + length])
        self._columns = found[8 + length :]
        assert (8 + length) % 8 == 0

    def __getitem__(self, name: str) -> list[int]:
        about = self.head["columns"][name]
        assert about["at"] % 8 == 0
        return list(struct.unpack_from(f"<{about['length']}{_FORM[about['type']]}", self._columns, about["at"]))

    @property
    def ids(self) -> list[str]:
        at = self.head["columns"]["id"]["at"]
        return [f"i_{self._columns[at + 8 * n : at + 8 * n + 8].hex()}" for n in range(self.head["count"])]


def _all(path: Path, **filters: Any) -> list[Incident]:
    with Record.open(path) as record:
        return list(queries.incidents(record, Filters(**filters), limit=500).rows)


def _feed(path: Path, **filters: Any) -> Decoded:
    with Record.open(path) as record:
        return Decoded(queries.feed(record, Filters(**filters)))


def test_it_has_every_incident_in_the_order_of_lists(path: Path) -> None:
    incidents = _all(path)
    assert incidents
    found = _feed(path)
    assert found.ids == [each.incident_id for each in incidents]
    types = [found.head["types"][n] for n in found["type"]]
    assert [t["sub_event_type"] for t in types] == [each.sub_event_type for each in incidents]
    assert found["reports"] == [len(each.reports) for each in incidents]
    assert found["voices"] == [each.independent_sources for each in incidents]


def test_days_places_and_tolls_are_those_of_the_incident(path: Path) -> None:
    found, incidents = _feed(path), _all(path)
    day0 = date.fromisoformat(found.head["day0"])
    for n, each in enumerate(incidents):
        known = (date.fromisoformat(each.first_known[:10]) - day0).days
        assert found["first_known"][n] == known
        if each.date is not None and each.date.earliest is not None:
            assert found["day_from"][n] == (each.date.earliest - day0).days
        if each.place is not None:
            place = found.head["places"][found["place"][n]]
            assert (place["lat"], place["lon"], place["km"]) == (each.place.lat, each.place.lon, each.place.km)
        best = each.tolls["killed"].best if "killed" in each.tolls else None
        if best is not None:
            assert found["killed_best"][n] == best
        assert found["flags"][n] & 1 == bool(each.disagreements)


def test_lists_of_names_begin_where_they_say(path: Path) -> None:
    found, incidents = _feed(path), _all(path)
    at, numbers = found["actors_at"], found["actors"]
    assert len(at) == len(incidents) + 1
    assert at[-1] == len(numbers)
    for n, each in enumerate(incidents):
        names = {found.head["actors"][number]["name"] for number in numbers[at[n] : at[n + 1]]}
        assert names == {a.name for a in (each.actor1, each.actor2) if a is not None}


def test_as_of_a_day_it_is_the_feed_of_what_was_known_then(path: Path) -> None:
    days = sorted({each.first_known[:10] for each in _all(path)})
    day = date.fromisoformat(days[len(days) // 2])
    found = _feed(path, as_of=day)
    assert found.ids == [each.incident_id for each in _all(path, as_of=day)]
    assert found.head["as_of"] == day.isoformat()


def test_it_is_served_with_a_tag_and_compressed(client: TestClient[Litestar], path: Path) -> None:
    reply = client.get("/api/v1/feed", headers={"accept-encoding": "gzip"})
    assert reply.headers["content-encoding"] == "gzip"
    assert Decoded(reply.content).ids == [each.incident_id for each in _all(path)]
    again = client.get("/api/v1/feed", headers={"if-none-match": reply.headers["etag"]})
    assert again.status_code == 304
    assert len(gzip.compress(reply.content)) < len(reply.content)


def test_filters_narrow_it(client: TestClient[Litestar], path: Path) -> None:
    kind = next(each.sub_event_type for each in _all(path) if each.sub_event_type)
    narrowed = Decoded(client.get("/api/v1/feed", params={"type": kind}).content)
    assert narrowed.ids == [each.incident_id for each in _all(path, type=kind)]
    assert client.get("/api/v1/feed", params={"tipe": kind}).status_code == 400


def test_matches_are_the_incidents_with_these_words(client: TestClient[Litestar], path: Path) -> None:
    word = _all(path)[0].sub_event_type
    days = sorted({each.first_known[:10] for each in _all(path)})
    for day in (None, days[len(days) // 2]):
        then = {"as_of": day} if day else {}
        wanted = [each.incident_id for each in _all(path, type=word, as_of=day and date.fromisoformat(day))]
        feed = Decoded(client.get("/api/v1/feed", params=then).content)
        found = client.get("/api/v1/matches", params={"type": word, **then}).json()
        bits = "".join(f"{byte:08b}"[::-1] for byte in base64.b64decode(found["rows"]))
        ids = [each for each, bit in zip(feed.ids, bits, strict=False) if bit == "1"]
        assert ids == wanted != []
        assert (found["total"], found["stamp"]) == (len(wanted), feed.head["stamp"])


def test_words_of_incidents_are_those_of_their_first_account_or_of_one_that_has_what_is_looked_for(
    client: TestClient[Litestar], path: Path
) -> None:
    found = _all(path)
    ids = [each.incident_id for each in found]
    first = client.get("/api/v1/words", params={"ids": ",".join(ids)}).json()
    assert set(first) == set(ids)
    with Record.open(path) as record:
        words = {a.assertion_id: a.evidence.exact for a in queries.claims(record, Filters(), limit=500).rows}
    several = next(i for i in found if len({words[each] for each in i.assertion_ids}) > 1)
    told = {words[each] for each in several.assertion_ids}
    for wanted in told:
        phrase = re.sub(r"[^\w]+", " ", wanted).strip()
        asked = {"ids": several.incident_id, "text": f'"{phrase}"'}
        assert client.get("/api/v1/words", params=asked).json() == {several.incident_id: wanted}
    nowhere = client.get("/api/v1/words", params={"ids": several.incident_id, "text": "zzzz"}).json()
    assert nowhere == {several.incident_id: first[several.incident_id]}
    assert client.get("/api/v1/words", params={"ids": "i_0000000000000000"}).json() == {}
    assert client.get("/api/v1/words", params={"ids": ids[0], "text": "-"}).status_code == 400


def test_several_values_of_a_filter_let_through_what_has_any(client: TestClient[Litestar], path: Path) -> None:
    def ids(**wanted: str) -> set[str]:
        return {
            row["assertion_id"] for row in client.get("/api/v1/claims", params={**wanted, "limit": 500}).json()["rows"]
        }

    assert ids(certainty="certain|probable") == ids(certainty="certain") | ids(certainty="probable")
    assert ids(type="Battles|Strategic developments") == ids(type="Battles") | ids(type="Strategic developments")
    assert ids(place="Kherson|Atlantis") == ids(place="Kherson") != set()
    error = client.get("/api/v1/claims", params={"certainty": "certain|surely"})
    assert error.status_code == 400
    assert error.json()["error"]["where"] == "certainty"


def test_incidents_are_given_by_ids_in_the_order_asked(client: TestClient[Litestar], path: Path) -> None:
    ids = [each.incident_id for each in _all(path)][::-1]
    asked = ",".join([*ids, "i_0000000000000000"])
    found = client.get("/api/v1/incidents", params={"ids": asked}).json()
    assert [row["incident_id"] for row in found["rows"]] == ids


@pytest.mark.parametrize(
    "address",
    [
        "control-map",
        "control-map?day=2023-02-01",
        "changes?since=2023-01-01&until=2023-03-01",
        "brief?day=2023-02-01",
        "brief?day=2023-02-01&since=2023-01-01",
        "entities?limit=5",
    ],
)
def test_the_desks_other_routes_answer(client: TestClient[Litestar], address: str) -> None:
    reply = client.get(f"/api/v1/{address}")
    assert reply.status_code == 200, reply.text
    assert msgspec.json.decode(reply.content) is not None


def test_an_entity_is_given_by_its_id(client: TestClient[Litestar]) -> None:
    first = client.get("/api/v1/entities", params={"limit": 1}).json()["rows"][0]
    key = first.get("entity_id") or first.get("place_id") or first.get("weapon_id")
    assert client.get(f"/api/v1/entities/{key}").json()["name"] == first["name"]
    assert client.get("/api/v1/entities/name:nobody-of-this-name").status_code == 404


def test_days_that_run_backwards_are_refused(client: TestClient[Litestar]) -> None:
    reply = client.get("/api/v1/changes", params={"since": "2023-03-01", "until": "2023-01-01"})
    assert reply.status_code == 400
    assert "backwards" in reply.json()["error"]["what"]


def test_a_dossier_is_of_the_day_or_there_is_none(client: TestClient[Litestar], path: Path) -> None:
    each = _all(path)[0]
    found = client.get(f"/api/v1/incidents/{each.incident_id}", params={"as_of": each.last_known[:10]})
    assert found.json()["about"]["incident_id"] == each.incident_id
    before = date.fromisoformat(each.first_known[:10]).replace(year=1999)
    early = client.get(f"/api/v1/incidents/{each.incident_id}", params={"as_of": before.isoformat()})
    assert early.status_code == 404
    assert "no incident on" in early.json()["error"]["what"]
