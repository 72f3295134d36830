"""The way in: who is there, logging in and out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import Cookie, State
from litestar.params import JSONBody

from dateline.pipeline import review
from dateline.web.accounts import LONGEST_NAME, LONGEST_PASSWORD, admitted
from dateline.web.applying import Applying
from dateline.web.limits import LOGINS_A_MINUTE, Buckets, in_time
from dateline.web.opened import record_of
from dateline.web.refusals import Refused
from dateline.web.sessions import COOKIE, LASTS, Connection, Door, User, token_given


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Who is there and what they may do. csrf: to be sent as X-Dateline-CSRF with each POST; null: nothing is posted.

    review: whether words can be given. accounts: whether people log in. pending: words that the incidents and all else
    do not follow yet. applying: whether that is being done. failed: why it came to nothing the last time.
    """

    user: User | None
    review: bool
    csrf: str | None
    accounts: bool
    pending: int = 0
    applying: bool = False
    failed: str | None = None


class Login(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name and its password."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
    password: Annotated[str, msgspec.Meta(max_length=LONGEST_PASSWORD)]


@get("/session", sync_to_thread=True)
def session(request: Request[Any, Any, Any], state: State) -> Session:
    """Who is there, what they may do, and how far the record follows the words that were given."""
    return session_of(request, state)


@post("/login", sync_to_thread=True, status_code=HTTPStatus.OK, guards=[token_given])
def login(request: Request[Any, Any, Any], state: State, data: JSONBody[Login]) -> Response[Session]:
    """Begins a session, as a cookie that no script can read."""
    door: Door = state.door
    if door.accounts is None:
        raise Refused(
            HTTPStatus.FORBIDDEN, "there are no accounts here", remedy="Go on: whoever reaches this server is let in."
        )
    account = admitted(door.known(), data.name, data.password)
    if account is None:
        raise Refused(
            HTTPStatus.UNAUTHORIZED,
            "no account has this name and password",
            remedy="Check both. `dateline account add` gives another password.",
        )
    door.end(request)
    token = door.begin(account)
    request.cookies[COOKIE] = token
    return Response(session_of(request, state), cookies=[_cookie(request, token, LASTS)])


@post("/logout", sync_to_thread=True, status_code=HTTPStatus.OK, guards=[token_given])
def logout(request: Request[Any, Any, Any], state: State) -> Response[Session]:
    """Ends the session."""
    state.door.end(request)
    return Response(session_of(request, state), cookies=[_cookie(request, "", 0)])


def session_of(connection: Connection, state: State) -> Session:
    """What the page is told of where it stands."""
    door: Door = state.door
    user = door.user(connection)
    told = Session(user=user, review=door.review, csrf=door.csrf(connection), accounts=door.accounts is not None)
    if not door.review or (told.accounts and user is None):
        return told
    applying: Applying = state.applying
    at_work, failed = applying.at_work, applying.failed
    with record_of(state) as record:
        pending = len(review.pending(record).judgements)
    return msgspec.structs.replace(told, pending=pending, applying=at_work, failed=failed)


def _cookie(connection: Connection, token: str, lasts: int) -> Cookie:
    return Cookie(
        key=COOKIE, value=token, max_age=lasts, path="/", httponly=True, samesite="strict",
        secure=connection.url.scheme == "https",
    )  # fmt: skip


def entry_router() -> Router:
    """The routes of the way in. Logging in has a limit of its own, which no session lifts."""
    few = in_time(Buckets(LOGINS_A_MINUTE, LOGINS_A_MINUTE / 60), "tries to log in")
    ways_in = Router(path="/", route_handlers=[login], guards=[few])
    return Router(path="/api/v1", route_handlers=[session, logout, ways_in])
