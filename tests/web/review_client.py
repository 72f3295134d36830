"""A person at a browser, as the server sees them: a client over HTTP that sends its token with each POST."""

from __future__ import annotations

import time
from typing import Any, Self

import httpx


class Person:
    """One browser at one address. name: what it sends as X-Dateline-Reviewer, if anything."""

    def __init__(self, address: str, name: str | None = None) -> None:
        self.http = httpx.Client(base_url=address, timeout=60)
        self.named = {"x-dateline-reviewer": name} if name else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def session(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get("/api/v1/session", headers=self.named).json()
        return found

    def get(self, path: str, status: int = 200, **query: Any) -> Any:
        reply = self.http.get(f"/api/v1/{path}", params=query, headers=self.named)
        return _checked(reply, status)

    def post(self, path: str, body: Any = None, status: int = 201, **headers: str) -> Any:
        token = {"x-dateline-csrf": self.session()["csrf"] or ""}
        reply = self.http.post(f"/api/v1/{path}", json=body, headers={**token, **self.named, **headers})
        return _checked(reply, status)

    def login(self, name: str, password: str, status: int = 200) -> Any:
        return self.post("login", {"name": name, "password": password}, status)

    def applied(self) -> dict[str, Any]:
        """Asks for the words to be applied, and waits until they are."""
        self.post("review/apply", status=202)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            told = self.session()
            if not told["applying"] and (told["failed"] or not told["pending"]):
                return told
            time.sleep(0.05)
        raise AssertionError("the words were not applied within a minute")


def _checked(reply: httpx.Response, status: int) -> Any:
    assert reply.status_code == status, f"{reply.status_code}: {reply.text[:2000]}"
    if status >= 400:
        assert set(reply.json()) == {"error"}
        error = reply.json()["error"]
        assert set(error) == {"what", "where", "remedy", "status"}
        assert error["status"] == status
        assert error["what"]
        assert error["remedy"]
        return error
    return reply.json() if reply.headers["content-type"].startswith("application/json") else reply.content
