"""Junk at every parameter of every route: the answer is an answer or a refusal in the one shape, never a fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

Client = TestClient[Litestar]

ODD = (
    "", " ", "0", "-1", "1", "500", "501", "9" * 30, "nan", "1e999", "null", "true", "2022-02-24", "0001-01-01",
    "9999-12-31", "2022-02-30", "2022-02-24T10:00", "22,44,41,53", "nan,1,2,3", "1,2,3", "180,90,-180,-90", "event",
    "Kherson", "killed", '"', '"a', "*", "a*", "%", "_", "a OR NEAR(", "'; DROP TABLE reports", "<script>", "..",
    "\x00", "\u202e", "\U0001f4a5", "i_0", "r_0,,r_0", "x" * 5000, "day", "week",
)  # fmt: skip
JUNK = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.fixture(scope="module")
def routes(client: Client) -> dict[str, list[str]]:
    """Path as OpenAPI has it -> its query parameters, for all that is read."""
    paths: dict[str, dict[str, Any]] = client.get("/api/openapi.json").json()["paths"]
    return {
        path: [each["name"] for each in about["get"].get("parameters", []) if each["in"] == "query"]
        for path, about in paths.items()
        if "get" in about
    }


@pytest.fixture(scope="module")
def ids(record_file: Path) -> list[str]:
    """All ids of the record, of every kind."""
    with closing(sqlite3.connect(record_file)) as record:
        tables = ("current_assertions", "incidents", "reports", "entities")
        names = ("assertion_id", "incident_id", "report_id", "entity_id")
        return [row[0] for t, n in zip(tables, names, strict=True) for row in record.execute(f"SELECT {n} FROM {t}")]


def test_openapi_names_each_route_of_the_application(client: Client) -> None:
    served = {
        route.path_format
        for route in client.app.routes
        if route.path_format.startswith("/api/v1/") and any(h.include_in_schema for h in route.route_handlers)
    }
    described = client.get("/api/openapi.json").json()["paths"]
    assert served == set(described)
    assert len(served) > 15
    for path, about in described.items():
        for method, operation in about.items():
            assert operation.get("description"), f"{method} {path} is not described"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_junk_is_answered_or_refused(
    client: Client, routes: dict[str, list[str]], ids: list[str], data: st.DataObject
) -> None:
    path, known = data.draw(st.sampled_from(sorted(routes.items())))
    query = data.draw(st.dictionaries(st.sampled_from(known), JUNK, max_size=4)) if known else {}
    filled = path
    while "{" in filled:
        name = filled[filled.index("{") : filled.index("}") + 1]
        given_id = data.draw(st.sampled_from(ids) | JUNK)
        filled = filled.replace(name, quote(given_id, safe="") or "-")
    reply = client.get(filled, params=query)
    assert reply.status_code < 500, (filled, query, reply.text)
    if reply.status_code >= 400:
        assert set(reply.json()["error"]) == {"what", "where", "remedy", "status"}


@pytest.mark.parametrize("odd", ODD)
def test_each_odd_value_at_each_parameter(client: Client, routes: dict[str, list[str]], odd: str) -> None:
    shared = set(routes["/api/v1/claims"])
    for path, known in routes.items():
        if "{" in path:
            continue
        for name in known:
            if name in shared and path not in ("/api/v1/claims", "/api/v1/incidents"):
                continue  # one and the same filter of all lists
            reply = client.get(path, params={name: odd})
            assert reply.status_code < 500, (path, name, reply.text)
