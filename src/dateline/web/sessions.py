"""Who asks: sessions, what each may do, and the token without which nothing is written."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import msgspec
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from dateline.web.accounts import Account, Role, read_accounts
from dateline.web.refusals import Refused

COOKIE: Final = "dateline_session"
CSRF_HEADER: Final = "x-dateline-csrf"
REVIEWER_HEADER: Final = "x-dateline-reviewer"
LONGEST_NAME: Final = 80

LASTS: Final = 12 * 60 * 60
"""Seconds that a session lasts."""

_MOST: Final = 10_000
_OPEN: Final = frozenset({"/api/v1/session", "/api/v1/login"})
"""What is answered without a session."""

Connection = ASGIConnection[Any, Any, Any, Any]


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Who is there, and as what."""

    name: str
    role: Role


class _Held(msgspec.Struct, frozen=True):
    """A session. salt: of the account when it began: another password ends it. until: of the monotonic clock."""

    name: str
    salt: str
    csrf: str
    until: float


class Door:
    """Who is let in. One for an application; sessions are kept in the process and end with it.

    review: whether words may be given. accounts: their file, or None where whoever reaches the server may come in.
    reviewer: who judges where there are no accounts.
    """

    def __init__(self, *, review: bool, accounts: Path | None = None, reviewer: str | None = None) -> None:
        self.review, self.accounts, self.reviewer = review, accounts, reviewer
        self._csrf = secrets.token_urlsafe(32)
        self._lock = threading.Lock()
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def known(self) -> dict[str, Account]:
        """The accounts as they are now: one that is taken away counts no more from then on."""
        return read_accounts(self.accounts) if self.accounts else {}

    def begin(self, account: Account) -> str:
        """A new session; returns its token, which only the cookie has."""
        token = secrets.token_urlsafe(32)
        made = _Held(account.name, account.salt, secrets.token_urlsafe(32), time.monotonic() + LASTS)
        with self._lock:
            self._held[_key(token)] = made
            while len(self._held) > _MOST:
                self._held.popitem(last=False)
        return token

    def end(self, connection: Connection) -> None:
        """Ends the session of this request, if there is one."""
        with self._lock:
            self._held.pop(_key(connection.cookies.get(COOKIE, "")), None)

    def user(self, connection: Connection) -> User | None:
        """Who asks; None for nobody that is known."""
        if self.accounts is None:
            name = _spoken(connection) or self.reviewer
            return User(name=name, role="reviewer" if self.review else "reader") if name else None
        held = self._session(connection)
        account = self.known().get(held.name) if held else None
        if held is None or account is None or account.salt != held.salt:
            return None
        return User(name=account.name, role=account.role)

    def csrf(self, connection: Connection) -> str | None:
        """The token that each POST must bring, None where nothing can be posted.

        Before the login it is one for all: a foreign page cannot read it, and can do nothing with another's session.
        """
        if self.accounts is None:
            return self._csrf if self.review else None
        held = self._session(connection) if self.user(connection) else None
        return held.csrf if held else self._csrf

    def _session(self, connection: Connection) -> _Held | None:
        key = _key(connection.cookies.get(COOKIE, ""))
        with self._lock:
            found = self._held.get(key)
            if found and found.until < time.monotonic():
                del self._held[key]
                return None
        return found


def let_in(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard: where accounts are needed, all but the page's own files and the way in needs a session."""
    door: Door = connection.app.state.door
    path = connection.url.path
    if door.accounts and path.startswith("/api") and path.rstrip("/") not in _OPEN and door.user(connection) is None:
        raise Refused(
            HTTPStatus.UNAUTHORIZED, "nobody is logged in", remedy="Log in on the page, or POST to /api/v1/login."
        )


def reviewing(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard: review is there only where the server was started for it."""
    door: Door = connection.app.state.door
    if not door.review:
        raise Refused(
            HTTPStatus.FORBIDDEN, "this server only reads the record", remedy="Start it with `dateline serve --review`."
        )


def token_given(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard of what is posted: it comes from the page itself, not from a foreign one in the same browser (CSRF)."""
    door: Door = connection.app.state.door
    given, wanted = connection.headers.get(CSRF_HEADER, ""), door.csrf(connection)
    if wanted is None or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "the token against forged requests is wrong" if given else "the token against forged requests is missing",
            remedy="Send the `csrf` of GET /api/v1/session as the header X-Dateline-CSRF.",
        )


def reviewer(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard: only a reviewer with a name gives words."""
    door: Door = connection.app.state.door
    user = door.user(connection)
    if user is None:
        raise Refused(
            HTTPStatus.FORBIDDEN,
            "nobody is named who judges",
            remedy="Send X-Dateline-Reviewer, or start the server with --reviewer NAME.",
        )
    if user.role != "reviewer":
        raise Refused(
            HTTPStatus.FORBIDDEN,
            f"{user.name} may read, not review",
            remedy="Ask for an account with the role reviewer.",
        )


def _spoken(connection: Connection) -> str | None:
    """The name in the header, percent-encoded where it is not plain ASCII. Raises Refused for one that is no name."""
    given = connection.headers.get(REVIEWER_HEADER)
    if given is None:
        return None
    name = " ".join(unquote(given, errors="replace").split())
    if not name:
        return None
    if len(name) > LONGEST_NAME or not name.isprintable() or name.startswith("rules/"):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "X-Dateline-Reviewer is no name",
            remedy=f"Give up to {LONGEST_NAME} printable characters, percent-encoded as UTF-8.",
        )
    return name


def _key(token: str) -> str:
    """What is kept instead of the token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
