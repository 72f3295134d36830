"""How much may be asked, and how long a request may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_client import Person
from web_server import serving

import made_record
from dateline.store import Record
from dateline.web import create_app
from dateline.web.accounts import accounts_file, add_account
from dateline.web.limits import MOST_BYTES, REQUESTS_A_SECOND, Buckets, address_of

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("limits") / "desk.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    add_account(accounts_file(path), "Anna", "reviewer", PASSWORD)
    return path


@pytest.fixture
def anna(path: Path) -> Iterator[Person]:
    with serving(create_app(path, review=True, reviewer="Anna")) as address, Person(address) as person:
        yield person


@given(st.integers(1, 20), st.floats(0.1, 100), st.lists(st.floats(0, 2), max_size=60))
def test_no_bucket_gives_more_than_it_holds_and_gets(most: int, a_second: float, pauses: list[float]) -> None:
    buckets, now, given_out = Buckets(most, a_second), 0.0, 0
    for pause in pauses:
        now += pause
        wait = buckets.take("a", now)
        given_out += wait == 0
        assert given_out <= most + now * a_second + 1e-6
        if wait:
            assert Buckets(most, a_second).take("a", now) == 0  # another address has a bucket of its own
            now += wait + 1e-6
            assert buckets.take("a", now) == 0
            given_out += 1


def test_addresses_that_ask_no_more_are_forgotten() -> None:
    buckets = Buckets(1, 0.001)
    for n in range(20_000):
        buckets.take(str(n), 0.0)
    assert len(buckets._left) == 10_000


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9%eth0", "2001:0db8:0001:0002"),
        ("somewhere", "somewhere"),
    ],
)
def test_an_address_counts_as_its_owner(host: str, counted: str) -> None:
    connection: Any = SimpleNamespace(client=SimpleNamespace(host=host))
    assert address_of(connection) == counted


def test_others_may_ask_so_often_and_the_page_is_not_counted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert REQUESTS_A_SECOND == 50
    monkeypatch.setattr("dateline.web.app.REQUESTS_A_SECOND", 3)  # a slow machine does not come to 50
    with serving(create_app(path, accounts=accounts_file(path))) as address, Person(address) as anybody:
        found = [anybody.http.get("/api/v1/overview") for _ in range(30)]
        refused = [reply for reply in found if reply.status_code == 429]
        assert refused
        assert int(refused[0].headers["retry-after"]) == 1
        assert refused[0].json()["error"]["status"] == 429
        assert found[0].status_code == 401
        assert {anybody.http.get("/").status_code for _ in range(20)} == {200}


def test_this_machine_is_not_counted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.web.app.REQUESTS_A_SECOND", 1)
    with serving(create_app(path)) as address, Person(address) as anybody:
        assert {anybody.http.get("/api/v1/session").status_code for _ in range(20)} == {200}


def test_a_body_beyond_the_limit_is_refused_told_or_not(anna: Person) -> None:
    token = {"x-dateline-csrf": anna.session()["csrf"], "content-type": "application/json"}
    large = b'{"note":"' + b"x" * MOST_BYTES + b'"}'

    def in_pieces() -> Iterator[bytes]:
        for start in range(0, len(large), 4096):
            yield large[start : start + 4096]

    for body in (large, in_pieces()):
        reply = anna.http.post("/api/v1/review", content=body, headers=token)
        assert reply.status_code == 413
        assert reply.json()["error"]["status"] == 413


def test_texts_and_ids_have_a_length(anna: Person) -> None:
    id = made_record.wire()[1][0].assertion_id
    anna.post("review", {"verdict": "right", "assertion_id": id, "note": "x" * 4001}, status=400)
    anna.post("review", {"verdict": "right", "assertion_id": "a" * 101}, status=400)
    anna.post("judgements", {"verdict": "same", "left": "", "right": "i_2"}, status=400)
    anna.post(f"judgements/{'j' * 101}/undo", status=400)
    long: dict[str, Any] = {"type": "event", "cue": "x" * 10_001}
    error = anna.post("review", {"verdict": "corrected", "assertion_id": id, "assertion": long}, status=400)
    assert error["where"] == "assertion.cue"
    anna.get("claims", status=414, text="x" * 2001)
    anna.get("explain/" + "x" * 600, status=414)
    anna.get("gazetteer", status=400, q="x" * 201)
    anna.get("report-heads", ids=",".join(f"r_{n:016x}" for n in range(500)))
    assert anna.get("judgements")["total"] == 0
