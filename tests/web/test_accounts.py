"""Who is let in: accounts, sessions, roles, and the token against forged requests, at a real server."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from review_client import Person
from web_server import serving

import made_record
from dateline.model.errors import DatelineError, NotFoundError, SettingError
from dateline.store import Record
from dateline.web import accounts, create_app
from dateline.web.accounts import accounts_file, add_account, admitted, read_accounts, remove_account

PASSWORD = "correct horse battery"
SHELLING = made_record.wire()[1][0]
RIGHT = {"verdict": "right", "assertion_id": SHELLING.assertion_id}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.sqlite"
    with Record.open(path, create=True) as record:
        made_record.fill(record)
    add_account(accounts_file(path), "Anna", "reviewer", PASSWORD)
    add_account(accounts_file(path), "Rolf", "reader", PASSWORD[::-1])
    return path


@pytest.fixture
def address(path: Path) -> Iterator[str]:
    with serving(create_app(path, review=True, accounts=accounts_file(path))) as found:
        yield found


# ---------------------------------------------------------------- the file


def test_the_file_holds_no_password_and_is_nobody_elses(path: Path) -> None:
    beside = accounts_file(path)
    assert PASSWORD.encode() not in beside.read_bytes()
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600
    found = read_accounts(beside)
    assert {name: each.role for name, each in found.items()} == {"Anna": "reviewer", "Rolf": "reader"}
    assert len({each.salt for each in found.values()}) == 2
    beside.chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        read_accounts(beside)


def test_only_its_own_password_admits(path: Path) -> None:
    found = read_accounts(accounts_file(path))
    assert admitted(found, "Anna", PASSWORD) == found["Anna"]
    for name, password in (
        ("Anna", PASSWORD[::-1]),
        ("Anna", ""),
        ("Anna", PASSWORD + " "),
        ("anna", PASSWORD),
        ("", ""),
    ):
        assert admitted(found, name, password) is None
    assert admitted(found, "Anna", "\ud800" * 2000) is None


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    beside = tmp_path / "x.accounts"
    for content in (b"", b"{}", b"\xff", b'{"accounts":[{"name":"A","role":"king","salt":"","hash":""}]}'):
        beside.write_bytes(content)
        beside.chmod(0o600)
        with pytest.raises(SettingError, match="no file of accounts"):
            read_accounts(beside)


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "reader", PASSWORD), ("a\x00b", "reader", PASSWORD), ("rules/x", "reader", PASSWORD),
     ("x" * 81, "reader", PASSWORD), ("Anna", "admin", PASSWORD), ("Anna", "reader", "short"),
     ("Anna", "reader", "x" * 1025)],
)  # fmt: skip
def test_what_cannot_be_an_account_is_refused_and_nothing_is_written(
    tmp_path: Path, name: str, role: str, password: str
) -> None:
    with pytest.raises(DatelineError):
        add_account(tmp_path / "x.accounts", name, role, password)
    assert list(tmp_path.iterdir()) == []


def test_who_is_not_there_cannot_be_removed(path: Path) -> None:
    with pytest.raises(NotFoundError):
        remove_account(accounts_file(path), "Nobody")


# ---------------------------------------------------------------- at the server


def test_nothing_is_read_without_a_session(address: str) -> None:
    with Person(address) as anybody:
        told = anybody.session()
        assert (told["user"], told["accounts"], told["review"], told["pending"]) == (None, True, True, 0)
        for where in ("overview", "claims", "feed", "review/queue", "judgements", "gazetteer?q=Kyiv"):
            assert "login" in anybody.get(where, status=401)["remedy"]
        assert anybody.http.get("/api/openapi.json").status_code == 401
        assert anybody.http.get("/").status_code == 200
        anybody.post("review", RIGHT, status=401)
        anybody.post("logout", status=401)
        forged = {"cookie": "dateline_session=" + "x" * 43, "x-dateline-reviewer": "Anna"}
        assert anybody.http.get("/api/v1/overview", headers=forged).status_code == 401


def test_a_reviewer_logs_in_reviews_and_logs_out(address: str) -> None:
    with Person(address) as anna:
        anna.login("Anna", PASSWORD[:-1], status=401)
        anna.login("Nobody", PASSWORD, status=401)
        told = anna.login("Anna", PASSWORD)
        assert told["user"] == {"name": "Anna", "role": "reviewer"}
        assert anna.get("overview")["reports"] == 4
        decided = anna.post("review", RIGHT, **{"x-dateline-reviewer": "Somebody else"})
        assert decided["judgement"]["decided_by"] == "Anna"
        cookie = anna.http.cookies["dateline_session"]
        assert anna.post("logout", status=200)["user"] is None
        assert "dateline_session" not in anna.http.cookies
        assert anna.http.get("/api/v1/overview", headers={"cookie": f"dateline_session={cookie}"}).status_code == 401


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(address: str) -> None:
    with httpx.Client(base_url=address) as http:
        token = {"x-dateline-csrf": http.get("/api/v1/session").json()["csrf"]}
        body = {"name": "Anna", "password": PASSWORD}
        plain = http.post("/api/v1/login", json=body, headers=token)
        cookie = plain.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "secure" not in cookie
        token = {"x-dateline-csrf": plain.json()["csrf"]}
        told = http.post("/api/v1/logout", headers=token).json()
        # as a server with https in front of this one says so
        token = {"x-dateline-csrf": told["csrf"], "x-forwarded-proto": "https"}
        secured = http.post("/api/v1/login", json=body, headers=token)
        assert secured.status_code == 200
        assert "secure" in secured.headers["set-cookie"].lower()


def test_a_reader_reads_and_does_not_review(address: str) -> None:
    with Person(address) as rolf:
        assert rolf.login("Rolf", PASSWORD[::-1])["user"] == {"name": "Rolf", "role": "reader"}
        rolf.get("claims")
        rolf.get("review/queue")
        assert "reviewer" in rolf.post("review", RIGHT, status=403)["remedy"]
        rolf.post("judgements", {"verdict": "same", "left": "i_1", "right": "i_2"}, status=403)
        rolf.post("judgements/j_1/undo", status=403)
        rolf.post("review/apply", status=403)
        assert rolf.get("judgements")["total"] == 0


def test_a_post_without_its_own_token_is_refused(address: str) -> None:
    with Person(address) as anna, Person(address) as rolf:
        body = {"name": "Anna", "password": PASSWORD}
        assert anna.http.post("/api/v1/login", json=body).status_code == 403
        before = anna.session()["csrf"]
        anna.login("Anna", PASSWORD)
        rolf.login("Rolf", PASSWORD[::-1])
        for token in ({}, {"x-dateline-csrf": ""}, {"x-dateline-csrf": "x"}, {"x-dateline-csrf": before},
                      {"x-dateline-csrf": rolf.session()["csrf"]}):  # fmt: skip
            reply = anna.http.post("/api/v1/review", json=RIGHT, headers=token)
            assert reply.status_code == 403
            assert "X-Dateline-CSRF" in reply.json()["error"]["remedy"]
        assert anna.get("judgements")["total"] == 0
        anna.post("review", RIGHT)


def test_without_accounts_the_token_is_needed_all_the_same(path: Path) -> None:
    with serving(create_app(path, review=True, reviewer="Anna")) as address, Person(address) as anna:
        assert anna.session()["user"] == {"name": "Anna", "role": "reviewer"}
        assert anna.http.post("/api/v1/review", json=RIGHT).status_code == 403
        assert anna.http.post("/api/v1/review", json=RIGHT, headers={"x-dateline-csrf": "wrong"}).status_code == 403
        anna.post("review", RIGHT)
        assert "accounts" in anna.login("Anna", PASSWORD, status=403)["what"]
        anna.post("review", RIGHT, status=400, **{"x-dateline-reviewer": "x" * 81})
        anna.post("review", RIGHT, status=400, **{"x-dateline-reviewer": "rules/merge"})


def test_another_hosts_name_is_not_answered(path: Path) -> None:
    with serving(create_app(path, review=True, reviewer="Anna")) as address, Person(address) as anna:
        foreign = {"host": "evil.example", "x-dateline-csrf": anna.session()["csrf"]}
        for method, where in (("GET", "session"), ("GET", "overview"), ("POST", "review"), ("POST", "login")):
            assert anna.http.request(method, f"/api/v1/{where}", json=RIGHT, headers=foreign).status_code == 421


def test_who_is_removed_or_given_another_password_is_out_at_once(path: Path, address: str) -> None:
    with Person(address) as anna, Person(address) as rolf:
        anna.login("Anna", PASSWORD)
        rolf.login("Rolf", PASSWORD[::-1])
        remove_account(accounts_file(path), "Rolf")
        rolf.get("overview", status=401)
        anna.get("overview")
        add_account(accounts_file(path), "Anna", "reader", PASSWORD + "!")
        anna.get("overview", status=401)
        assert anna.login("Anna", PASSWORD + "!")["user"]["role"] == "reader"


def test_a_session_ends_by_itself(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.web.sessions.LASTS", -1)
    with serving(create_app(path, accounts=accounts_file(path))) as address, Person(address) as anna:
        assert anna.login("Anna", PASSWORD)["user"] is None
        anna.get("overview", status=401)


def test_passwords_cannot_be_tried_at_will(address: str) -> None:
    with Person(address) as anybody:
        tried = [
            anybody.http.post(
                "/api/v1/login", json={"name": "Anna", "password": f"guess number {n}"},
                headers={"x-dateline-csrf": anybody.session()["csrf"]},
            )
            for n in range(7)
        ]  # fmt: skip
        assert [reply.status_code for reply in tried] == [401] * 5 + [429] * 2
        assert 1 <= int(tried[-1].headers["retry-after"]) <= 12
        anybody.login("Anna", PASSWORD, status=429)


def test_every_try_takes_as_long(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[tuple[bytes, int]] = []
    real = accounts._hashed
    monkeypatch.setattr(accounts, "_hashed", lambda p, salt, cost: worked.append((salt, cost)) or real(p, salt, cost))
    found = read_accounts(accounts_file(path))
    for name in ("Anna", "Nobody"):
        assert admitted(found, name, "wrong") is None
    assert len(worked) == 2
    assert len({cost for _, cost in worked}) == 1
