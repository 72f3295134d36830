"""The JSON API over a real record: what it answers, how it refuses, and what it tells the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hostile_record
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

import made_record
from dateline.model.assertion import Assertion
from dateline.model.errors import RecordError
from dateline.model.incident import Incident
from dateline.pipeline import queries
from dateline.pipeline.queries import Explanation, Filters, Overview, Page, ReportHead, ReportView
from dateline.store import Record
from dateline.web import create_app

Client = TestClient[Litestar]
SHELLING = made_record.wire()[1][0].assertion_id


def get(client: Client, path: str, **query: Any) -> Any:
    reply = client.get(f"/api/v1/{path}", params=query)
    assert reply.status_code == 200, reply.text
    return reply.json()


def refused(client: Client, path: str, status: int, **query: Any) -> dict[str, Any]:
    reply = client.get(path, params=query or None)
    assert reply.status_code == status, reply.text
    assert reply.headers["content-type"].startswith("application/json")
    body = reply.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"what", "where", "remedy", "status"}
    assert body["error"]["status"] == status
    assert body["error"]["what"]
    assert body["error"]["remedy"]
    error: dict[str, Any] = body["error"]
    return error


@pytest.mark.parametrize("path", ["claims", "events", "quotes"])
def test_lists_answer_as_the_queries_do(client: Client, record_file: Path, path: str) -> None:
    body = client.get(f"/api/v1/{path}").content
    with Record.open(record_file) as record:
        wanted = getattr(queries, path)(record, Filters())
    assert msgspec.json.decode(body, type=Page[Assertion]) == wanted
    assert wanted.rows


def test_every_reply_is_of_its_type(client: Client) -> None:
    types: dict[str, Any] = {
        "overview": Overview,
        "reports": Page[ReportHead],
        f"reports/{made_record.wire()[0].report_id}": ReportView,
        "incidents": Page[Incident],
        "control": tuple[queries.ControlLine, ...],
        "timeline": tuple[queries.Bucket, ...],
        f"explain/{SHELLING}": Explanation,
    }
    for path, kind in types.items():
        assert msgspec.json.decode(client.get(f"/api/v1/{path}").content, type=kind), path


def test_pages_join_without_a_gap_or_a_double(client: Client) -> None:
    whole = [row["assertion_id"] for row in get(client, "claims", limit=500)["rows"]]
    found: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = get(client, "claims", limit=2, **after)
        found += [row["assertion_id"] for row in page["rows"]]
        assert page["total"] == len(whole)
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert found == whole


@pytest.mark.parametrize(
    "query",
    [
        {"text": "shelled"},
        {"kind": "control"},
        {"type": "disrupted weapons use"},
        {"place": "Ugledar"},
        {"actor": "Armed Forces of Ukraine"},
        {"source": "the General Staff"},
        {"report": made_record.later()[0].report_id},
        {"from_day": "2023-02-15"},
        {"to_day": "2023-02-10"},
        {"as_of": "2023-02-11"},
        {"bbox": "31,46,33,47"},
    ],
    ids=lambda query: next(iter(query)),
)
def test_each_filter_narrows(client: Client, query: dict[str, str]) -> None:
    everything = get(client, "claims")["total"]
    assert 0 < get(client, "claims", **query)["total"] < everything


def test_an_empty_filter_is_none(client: Client) -> None:
    assert get(client, "claims", text="", place="")["total"] == get(client, "claims")["total"]


def test_report_text_and_spans_agree(client: Client) -> None:
    view = get(client, f"reports/{hostile_record.hostile()[0].report_id}")
    text = view["report"]["text"]
    assert text == hostile_record.TEXT
    for assertion in view["assertions"]:
        span = assertion["evidence"]
        assert text[span["start"] : span["end"]] == span["exact"]


def test_report_heads_by_id(client: Client) -> None:
    wire, later = made_record.wire()[0].report_id, made_record.later()[0].report_id
    heads = get(client, "report-heads", ids=f"{later},{wire},r_unknown")
    assert {head["report_id"] for head in heads} == {wire, later}
    assert all("text" not in head for head in heads)


def test_one_incident(client: Client) -> None:
    incident_id = get(client, "incidents")["rows"][0]["incident_id"]
    found = get(client, f"incidents/{incident_id}")
    assert found["kind"] == "incident"
    assert found["about"]["incident_id"] == incident_id
    assert found["contexts"]
    error = refused(client, f"/api/v1/incidents/{SHELLING}", 404)
    assert SHELLING in error["remedy"]


def test_places_are_as_fine_as_the_report(client: Client) -> None:
    found = get(client, "places.geojson")
    pins = {pin["properties"]["name"]: pin for pin in found["features"]}
    assert found["type"] == "FeatureCollection"
    assert pins["Kherson"]["geometry"] == {"type": "Point", "coordinates": [32.6178, 46.65581]}
    assert pins["Kherson"]["properties"]["families"] == {"Explosions/Remote violence": 4}
    assert pins["Mykolaiv"]["properties"]["km"] == 25.0
    assert "Crimea" not in pins, "an origin is not where it happened"
    assert "Volgograd" not in pins, "no gazetteer knows it, so it has no pin"
    assert found["unplaced"] == 1
    west, south, east, north = found["bbox"]
    assert west <= 31.9974 <= east
    assert south <= 46.65581 <= north


def test_places_of_control(client: Client) -> None:
    pins = get(client, "places.geojson", kind="control")["features"]
    assert [(pin["properties"]["name"], pin["properties"]["total"]) for pin in pins] == [("Vuhledar", 2)]


def test_places_of_nothing(client: Client) -> None:
    found = get(client, "places.geojson", place="Nowhere at all")
    assert (found["features"], found["bbox"], found["unplaced"]) == ([], None, 0)


def test_timeline_counts_what_the_incidents_are(client: Client) -> None:
    dated = [row for row in get(client, "incidents")["rows"] if row["date"] is not None]
    assert dated
    for by in ("day", "week", "month"):
        assert sum(bucket["total"] for bucket in get(client, "timeline", by=by)) == len(dated)


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("claims", {"limit": "0"}, "limit"),
        ("claims", {"limit": "501"}, "limit"),
        ("claims", {"limit": "many"}, "limit"),
        ("claims", {"kind": "rumour"}, "rumour"),
        ("claims", {"from_day": "yesterday"}, "yesterday"),
        ("claims", {"from_day": "2023-02-30"}, "2023-02-30"),
        ("claims", {"from_day": "2023-02-02", "to_day": "2023-02-01"}, "2023-02-02"),
        ("claims", {"bbox": "1,2,3"}, "1,2,3"),
        ("claims", {"bbox": "1,nan,3,4"}, "nan"),
        ("claims", {"bbox": "0,91,1,92"}, "91"),
        ("claims", {"text": "?!"}, "?!"),
        ("claims", {"form_day": "2023-01-01"}, "form_day"),
        ("timeline", {"by": "fortnight"}, "fortnight"),
        ("report-heads", {"ids": ",".join(f"r_{i}" for i in range(501))}, "501"),
        ("report-heads", {}, "ids"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(client: Client, path: str, query: dict[str, str], named: str) -> None:
    error = refused(client, f"/api/v1/{path}", 400, **query)
    assert named in f"{error['what']} {error['where']}"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/reports/r_none",
        "/api/v1/explain/a_none",
        "/api/v1/incidents/i_none",
        "/api/v1/claims?after=a_none",
        "/api/v1/nothing",
        "/nothing.html",
        "/assets/../../api.py",
        "/assets/%2e%2e/%2e%2e/api.py",
    ],
)
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    error = refused(client, path, 404)
    assert ".sqlite" not in str(error), "where the record lies is nobody's business"


def test_the_record_cannot_be_written(client: Client) -> None:
    for method in ("post", "put", "delete", "patch"):
        reply = getattr(client, method)("/api/v1/claims")
        assert reply.status_code == 405
        assert reply.json()["error"]["status"] == 405


def test_another_host_name_is_refused(client: Client) -> None:
    for path in ("/api/v1/overview", "/"):
        reply = client.get(path, headers={"host": "evil.example"})
        assert reply.status_code == 421
        assert "evil.example" in reply.json()["error"]["what"]
    assert client.get("/api/v1/overview", headers={"host": "localhost:8321"}).status_code == 200


def test_a_host_name_is_allowed_by_whoever_serves(record_file: Path) -> None:
    with TestClient(create_app(record_file, hosts=None), base_url="http://desk.example") as open_to_all:
        assert open_to_all.get("/api/v1/overview").status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/v1/overview", "/api/v1/nothing", "/api/v1/claims?limit=0", "/", "/api/openapi.json"]
)
def test_every_reply_carries_the_safety_headers(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert not any("http" in sources or "*" in sources or "unsafe" in sources for sources in policy.values())
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-cache"


def test_markup_stays_data(client: Client) -> None:
    reply = client.get("/api/v1/claims", params={"text": "<script>alert(1)</script>"})
    assert reply.headers["content-type"].startswith("application/json")
    assert get(client, "overview")["notice"] == hostile_record.NOTICE
    error = refused(client, "/api/v1/explain/<script>alert(1)<%2fscript>", 404)
    assert "script" in error["what"] or "script" in str(error["where"])


def test_etag_saves_the_body_until_the_answer_changes(tmp_path: Path) -> None:
    path = tmp_path / "etag.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    with TestClient(create_app(path), base_url="http://127.0.0.1") as client:
        first = client.get("/api/v1/overview")
        tag = first.headers["etag"]
        again = client.get("/api/v1/overview", headers={"if-none-match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert "content-security-policy" in again.headers
        with Record.open(path, write=True) as record:
            record.set_meta("notice", "changed")
        changed = client.get("/api/v1/overview", headers={"if-none-match": tag})
        assert changed.status_code == 200
        assert changed.json()["notice"] == "changed"
        assert changed.headers["etag"] != tag


def test_long_replies_are_compressed(client: Client) -> None:
    packed = client.get("/api/v1/claims", headers={"accept-encoding": "gzip"})
    plain = client.get("/api/v1/claims", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] == plain.headers["etag"]


def test_openapi_describes_every_route_and_filter(client: Client) -> None:
    schema = client.get("/api/openapi.json").json()
    assert {path.removeprefix("/api/v1/") for path in schema["paths"]} == {
        "overview", "reports", "reports/{report_id}", "report-heads", "claims", "events", "quotes", "incidents",
        "incidents/{incident_id}", "control", "timeline", "places.geojson", "explain/{about}", "feed", "matches",
        "control-map", "changes", "brief", "brief.html", "brief.md", "entities", "entities/{entity_id}", "facets",
            "highlights", "words",
        "session", "login", "logout", "review", "review/queue", "review/agreement", "review/gold", "review/apply",
        "judgements", "judgements/{judgement_id}/undo", "gazetteer",
    }  # fmt: skip
    named = {each["name"] for each in schema["paths"]["/api/v1/claims"]["get"]["parameters"]}
    assert named == {*Filters.__struct_fields__, "limit", "after"}
    assert all(told["description"] for operations in schema["paths"].values() for told in operations.values())


def test_a_record_that_is_not_there_stops_before_serving(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        create_app(tmp_path / "none.sqlite")


def test_a_record_that_goes_away_is_told_clearly(tmp_path: Path) -> None:
    path = tmp_path / "gone.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    with TestClient(create_app(path), base_url="http://127.0.0.1") as client:
        path.unlink()
        error = refused(client, "/api/v1/claims", 503)
        assert error["where"] == str(path)


def test_an_unforeseen_fault_gives_nothing_away(record_file: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(record_file)
    app.state.record_path = 42  # what no caller can do: Record.open raises TypeError
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        error = refused(client, "/api/v1/claims", 500)
    assert "TypeError" not in str(error)
    assert "Traceback" not in str(error)
    assert "TypeError" in caplog.text


def test_without_a_built_page_the_api_still_answers(record_file: Path, tmp_path: Path) -> None:
    with TestClient(create_app(record_file, static=tmp_path), base_url="http://127.0.0.1") as client:
        page = client.get("/")
        assert page.headers["content-type"].startswith("text/html")
        assert "npm run build" in page.text
        assert client.get("/api/v1/overview").status_code == 200
        refused(client, "/nothing", 404)
