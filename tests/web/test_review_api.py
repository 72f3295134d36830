"""Review over HTTP, at a real server over a real record: words are stored, applied, taken back, and refused."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import sqlite3
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from review_client import Person
from web_server import serving

import made_record
from dateline.pipeline.unfinished import unfinished
from dateline.store import Record
from dateline.store.lock import building
from dateline.web import create_app

WIRE = made_record.wire()[0]
SHELLING, PROMISE = made_record.wire()[1]
CAPTURED, STRIKE = made_record.third()[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    return path


@contextmanager
def desk(path: Path, reviewer: str | None = "Anna") -> Iterator[Person]:
    with serving(create_app(path, review=True, reviewer=reviewer)) as address, Person(address) as person:
        yield person


def five_killed() -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(SHELLING)
    return {**body, "tolls": [{**body["tolls"][0], "best": 5}]}


@contextmanager
def applied_for_ever(path: Path, person: Person) -> Iterator[None]:
    """Words are being applied, with the record held against every other writer, and that does not end by itself."""
    for _ in range(50):
        person.post("review/apply", status=202)
        worker = _soon(lambda: next(iter(multiprocessing.active_children()), None))
        while worker.is_alive() and not _held(path):
            time.sleep(0.0005)
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGSTOP)
        if worker.is_alive() and _held(path):
            break
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGCONT)
        person.applied()
        person.post("review", {"verdict": "right", "assertion_id": STRIKE.assertion_id})
    else:
        raise AssertionError("applying was never met at work")
    try:
        yield
    finally:
        worker.kill()


def _held(path: Path) -> bool:
    """Whether somebody writes to the record now."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        return False


def _soon(found: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if answer := found():
            return answer
        time.sleep(0.0005)
    raise AssertionError("it did not come to that within 10 s")


def a_school_damaged() -> dict[str, Any]:
    def words(exact: str) -> Any:
        return msgspec.to_builtins(made_record.span(WIRE, exact))

    return {
        "type": "event", "evidence": words("A school was damaged"), "trigger": words("damaged"),
        "sub_event_type": "Looting/property destruction",
        "places": [{"as_written": "Kherson", "place_id": "geonames:706448", "evidence": words("Kherson")}],
    }  # fmt: skip


def claims(person: Person) -> dict[str, dict[str, Any]]:
    return {row["assertion_id"]: row for row in person.get("claims", limit=500)["rows"]}


def test_a_correction_is_stored_at_once_applied_and_there_after_reopening(path: Path) -> None:
    body = {
        "verdict": "corrected",
        "assertion_id": SHELLING.assertion_id,
        "assertion": five_killed(),
        "note": "counted",
    }
    with desk(path) as anna:
        decided = anna.post("review", body)
        assert decided["pending"] is True
        assert decided["judgement"]["decided_by"] == "Anna"
        new = decided["assertion"]["assertion_id"]
        assert anna.session()["pending"] == 1
        assert SHELLING.assertion_id in claims(anna)
        assert anna.applied()["failed"] is None
        assert SHELLING.assertion_id not in claims(anna)
        assert claims(anna)[new]["tolls"][0]["best"] == 5
    with desk(path) as again:
        assert claims(again)[new]["review"]["state"] == "corrected"
        (word,) = again.get("judgements", about=new)["rows"]
        assert word["note"] == "counted"


def test_a_word_that_was_not_applied_when_the_server_ended_is_applied_by_the_next(path: Path) -> None:
    with desk(path) as anna:
        anna.post("review", {"verdict": "wrong", "assertion_id": STRIKE.assertion_id})
    with desk(path) as again:
        deadline = time.monotonic() + 30
        while again.session()["pending"] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert again.session()["pending"] == 0
        assert STRIKE.assertion_id not in claims(again)


def test_a_reviewer_who_is_still_has_the_words_applied_without_asking(path: Path) -> None:
    with desk(path) as anna:
        anna.post("review", {"verdict": "wrong", "assertion_id": STRIKE.assertion_id})
        assert STRIKE.assertion_id in claims(anna)
        time.sleep(3)
        deadline = time.monotonic() + 30
        while STRIKE.assertion_id in claims(anna) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert STRIKE.assertion_id not in claims(anna)


def test_undoing_restores_what_was(path: Path) -> None:
    with desk(path) as anna:
        before = anna.http.get("/api/v1/claims?limit=500").content
        decided = anna.post("review", {"verdict": "wrong", "assertion_id": STRIKE.assertion_id})
        anna.applied()
        assert anna.http.get("/api/v1/claims?limit=500").content != before
        judgement = decided["judgement"]["judgement_id"]
        undone = anna.post(f"judgements/{judgement}/undo", status=200)
        assert undone["judgement"]["withdrawn_at"]
        anna.applied()
        assert anna.http.get("/api/v1/claims?limit=500").content == before
        anna.post(f"judgements/{judgement}/undo", status=400)
        anna.post("judgements/j_none/undo", status=404)
        assert len(anna.get("judgements")["rows"]) == 1


def test_what_was_missed_is_added_and_given_as_gold(path: Path) -> None:
    with desk(path) as anna:
        decided = anna.post(
            "review", {"verdict": "missed", "report_id": WIRE.report_id, "assertion": a_school_damaged()}
        )
        anna.applied()
        assert decided["assertion"]["assertion_id"] in claims(anna)
        with zipfile.ZipFile(io.BytesIO(anna.get("review/gold"))) as archive:
            cases = [name for name in archive.namelist() if name.endswith(".yaml")]
            assert any("A school was damaged" in str(yaml.safe_load(archive.read(name))) for name in cases)
            assert WIRE.text in {archive.read(name).decode() for name in archive.namelist()}


def test_two_incidents_are_said_to_be_the_same_and_parted_again(path: Path) -> None:
    with desk(path) as anna:
        ids = [row["incident_id"] for row in anna.get("incidents", limit=500)["rows"]]
        joined = anna.post("judgements", {"verdict": "same", "left": ids[0], "right": ids[1]})
        assert joined["pending"] is True
        anna.applied()
        assert len(anna.get("incidents", limit=500)["rows"]) == len(ids) - 1
        anna.post(f"judgements/{joined['judgement']['judgement_id']}/undo", status=200)
        anna.applied()
        assert [row["incident_id"] for row in anna.get("incidents", limit=500)["rows"]] == ids
        anna.post("judgements", {"verdict": "same", "left": ids[0], "right": ids[0]}, status=400)
        anna.post("judgements", {"verdict": "same", "left": ids[0], "right": "i_none"}, status=404)


def test_two_reviewers_and_how_far_they_agree(path: Path) -> None:
    encoded = "%D0%9E%D0%BA%D1%81%D0%B0%D0%BD%D0%B0"
    with (
        serving(create_app(path, review=True)) as address,
        Person(address, "Anna") as anna,
        Person(address, encoded) as oksana,
        Person(address) as nobody,
    ):
        assert oksana.session()["user"] == {"name": "Оксана", "role": "reviewer"}
        for assertion, second in ((SHELLING, "right"), (STRIKE, "right"), (CAPTURED, "wrong")):
            anna.post("review", {"verdict": "right", "assertion_id": assertion.assertion_id})
            oksana.post("review", {"verdict": second, "assertion_id": assertion.assertion_id})
        found = anna.get("review/agreement")
        assert found["reviewers"] == ["Anna", "Оксана"]
        assert found["units"] == 3
        assert found["alpha"]["verdict"] == pytest.approx(0.0, abs=0.01)  # 1 - (2/6) / (10/30)
        assert found["differing"][0]["unit"] == CAPTURED.assertion_id
        assert {row["decided_by"] for row in anna.get("judgements", by="Оксана")["rows"]} == {"Оксана"}
        assert nobody.session()["user"] is None
        nobody.post("review", {"verdict": "right", "assertion_id": PROMISE.assertion_id}, status=403)


def test_the_queue_leaves_out_what_was_judged_and_goes_on_by_its_cursor(path: Path) -> None:
    with desk(path) as anna:
        whole = [row["assertion"]["assertion_id"] for row in anna.get("review/queue")["rows"]]
        found, after = [], None
        while True:
            page = anna.get("review/queue", limit=2, **({"after": after} if after else {}))
            found += [row["assertion"]["assertion_id"] for row in page["rows"]]
            after = page["next"]
            if after is None:
                break
        assert found == whole
        anna.post("review", {"verdict": "right", "assertion_id": whole[0]})
        assert whole[0] not in [row["assertion"]["assertion_id"] for row in anna.get("review/queue")["rows"]]
        again = {row["assertion"]["assertion_id"]: row for row in anna.get("review/queue", state="all")["rows"]}
        assert (again[whole[0]]["state"], again[whole[0]]["pending"]) == ("accepted", True)
        anna.get("review/queue", status=400, order="beauty")
        anna.get("review/queue", status=400, misspelt=1)
        anna.get("review/queue", status=404, report="r_none")


def test_judgements_are_paged_the_latest_first(path: Path) -> None:
    with desk(path) as anna:
        given = [
            anna.post("review", {"verdict": "right", "assertion_id": a.assertion_id})["judgement"]["judgement_id"]
            for a in (SHELLING, STRIKE, CAPTURED)
        ]
        first = anna.get("judgements", limit=2)
        rest = anna.get("judgements", limit=2, after=first["next"])
        assert [row["judgement_id"] for row in (*first["rows"], *rest["rows"])] == given[::-1]
        assert (first["total"], rest["next"]) == (3, None)
        anna.get("judgements", status=404, after="j_none")
        assert anna.get("judgements", report=WIRE.report_id)["total"] == 1


def test_words_that_do_not_stand_in_the_report_are_refused(path: Path) -> None:
    moved = five_killed()
    moved["trigger"] = {"start": 0, "end": 7, "exact": "shelled"}
    with desk(path) as anna:
        error = anna.post(
            "review", {"verdict": "corrected", "assertion_id": SHELLING.assertion_id, "assertion": moved}, status=400
        )
        assert "trigger" in error["what"]
        for body in (
            {"verdict": "right"},
            {"verdict": "corrected", "assertion_id": SHELLING.assertion_id},
            {"verdict": "right", "assertion_id": SHELLING.assertion_id, "assertion": five_killed()},
            {"verdict": "missed", "assertion": five_killed()},
            {"verdict": "perhaps", "assertion_id": SHELLING.assertion_id},
            {"verdict": "right", "assertion_id": SHELLING.assertion_id, "surplus": 1},
        ):
            anna.post("review", body, status=400)
        anna.post("review", {"verdict": "right", "assertion_id": "a_none"}, status=404)
        assert anna.get("judgements")["total"] == 0


def test_a_failed_run_is_told_and_the_next_one_mends_it(path: Path) -> None:
    with desk(path) as anna:
        anna.post("review", {"verdict": "wrong", "assertion_id": STRIKE.assertion_id})
        with building(path):
            told = anna.applied()
            assert "another build" in told["failed"]
            assert told["pending"] == 1
        told = anna.applied()
        assert (told["failed"], told["pending"]) == (None, 0)


def test_places_are_found_by_name(path: Path) -> None:
    with desk(path) as anna:
        found = anna.get("gazetteer", q="Херсон")
        assert "geonames:706448" in {each["place_id"] for each in found}
        assert {"place_id", "name", "lat", "lon", "admin1", "country", "level", "km", "population"} <= set(found[0])
        assert anna.get("gazetteer", q="Xyzzyville") == []
        anna.get("gazetteer", status=400)


def test_a_server_that_only_reads_refuses_review(path: Path) -> None:
    with serving(create_app(path, reviewer="Anna")) as address, Person(address) as person:
        told = person.session()
        assert (told["review"], told["csrf"], told["accounts"]) == (False, None, False)
        assert told["user"] == {"name": "Anna", "role": "reader"}
        for where in ("review/queue", "judgements", "review/agreement", "review/gold"):
            assert "--review" in person.get(where, status=403)["remedy"]
        person.post("review", {"verdict": "right", "assertion_id": SHELLING.assertion_id}, status=403)
        person.post("judgements/j_1/undo", status=403)


def test_every_route_is_described(path: Path) -> None:
    with desk(path) as anna:
        paths = json.loads(anna.http.get("/api/openapi.json").content)["paths"]
    for method, route in (
        ("get", "review/queue"), ("post", "review"), ("post", "judgements"), ("get", "judgements"),
        ("post", "judgements/{judgement_id}/undo"), ("get", "review/agreement"), ("get", "review/gold"),
        ("post", "review/apply"), ("get", "gazetteer"), ("get", "session"), ("post", "login"), ("post", "logout"),
    ):  # fmt: skip
        told = paths[f"/api/v1/{route}"][method]
        assert told["description"], route


# ---------------------------------------------------------------- junk


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("junk") / "junk.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    with desk(path) as anna:
        anna.http.headers["x-dateline-csrf"] = anna.session()["csrf"]
        anna.http.headers["content-type"] = "application/json"
        yield anna.http


POSTS = st.sampled_from(["review", "judgements", "judgements/j_1/undo", "login", "logout"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
FIELDS = sorted(five_killed())
NEARLY = st.builds(
    lambda verdict, changes, id: {
        "verdict": verdict, "assertion_id": None if verdict == "missed" else id,
        "report_id": WIRE.report_id if verdict == "missed" else None, "assertion": {**five_killed(), **changes},
    },
    st.sampled_from(["corrected", "missed"]),
    st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1, max_size=3),
    st.just(SHELLING.assertion_id),
)  # fmt: skip
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@QUIET
@given(POSTS, st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
@example("review", b'{"verdict":"right","assertion_id":"\\ud800"}')
@example("review", b"[" * 100_000)
@example("review", b'{"verdict":"missed","report_id":"r_1","assertion":' + b'{"a":' * 20_000 + b"1" + b"}" * 20_001)
@example("judgements", b'{"verdict":"same","left":"\\u0000","right":"%00"}')
def test_junk_is_refused_and_never_a_fault(open_desk: httpx.Client, where: str, body: bytes) -> None:
    assert open_desk.post(f"/api/v1/{where}", content=body).status_code < 500


@QUIET
@given(NEARLY)
def test_an_assertion_with_junk_in_it_is_never_a_fault(open_desk: httpx.Client, body: dict[str, Any]) -> None:
    reply = open_desk.post("/api/v1/review", content=json.dumps(body).encode())
    assert reply.status_code < 500, reply.text


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be held here")
def test_a_word_is_stored_at_once_while_others_are_being_applied(path: Path) -> None:
    with desk(path) as anna:
        anna.post("review", {"verdict": "right", "assertion_id": SHELLING.assertion_id})
        with applied_for_ever(path, anna):
            assert anna.session()["applying"]
            began = time.monotonic()
            decided = anna.post("review", {"verdict": "wrong", "assertion_id": PROMISE.assertion_id})
            assert time.monotonic() - began < 3
            assert decided["pending"]
            told = anna.session()
            assert told["failed"] is None
            assert told["pending"] >= 1  # the first may have been applied before the others were held up
            told = anna.applied()
        assert (told["pending"], told["failed"]) == (0, None)
        states = {a["assertion_id"]: a["review"]["state"] for a in anna.get("claims")["rows"]}
        assert states[SHELLING.assertion_id] == "accepted"
        assert PROMISE.assertion_id not in states
        with Record.open(path) as record:
            assert unfinished(record) is None
