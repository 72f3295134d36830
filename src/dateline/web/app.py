"""The application: the API, its description, and the page's files."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from litestar import Litestar, MediaType, Router, get
from litestar.config.compression import CompressionConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.static_files import create_static_files_router
from litestar.types import Guard

from dateline import __version__
from dateline.store import Record
from dateline.web.api import PREFIX, api_router
from dateline.web.applying import Applying
from dateline.web.days import BRIEF, CHANGES
from dateline.web.desk import FEED
from dateline.web.entry import entry_router
from dateline.web.headers import safe_headers
from dateline.web.limits import MOST_BYTES, REQUESTS_A_SECOND, Buckets, in_length, in_time
from dateline.web.refusals import Refused, refusal, too_deep
from dateline.web.replies import ERROR_REPLIES
from dateline.web.review import review_router
from dateline.web.sessions import Door, let_in
from dateline.web.warming import Warming

STATIC: Final = Path(__file__).parent / "static"
_PACKED: Final = [f"{PREFIX}{path}$" for path in (FEED, CHANGES, BRIEF)]
"""What is compressed once and kept."""
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})

_NO_PAGE: Final = """<!doctype html><meta charset="utf-8"><title>Dateline</title>
<h1>The page is not built</h1>
<p>This Dateline was installed from source without Node. Run <code>npm ci</code> and <code>npm run build</code> in
<code>frontend/</code>, or install a wheel. The API answers: <a href="/api/v1/overview">/api/v1/overview</a>,
described at <a href="/api/openapi.json">/api/openapi.json</a>.</p>
"""


@get("/", media_type=MediaType.HTML, include_in_schema=False)
async def _no_page() -> str:
    """What to do about the page that is missing."""
    return _NO_PAGE


def _page(static: Path) -> Router:
    """The built page, or one that says how to build it."""
    if (static / "index.html").is_file():
        return create_static_files_router(path="/", directories=[static], html_mode=True)
    return Router(path="/", route_handlers=[_no_page])


def _only(hosts: Collection[str] | None) -> Guard:
    """A check that refuses a request for any other host: a foreign site cannot read the record by pointing its own
    name at this machine (DNS rebinding). None lets every host in.
    """

    def refuse_foreign_host(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        host = connection.url.hostname
        if hosts is not None and host not in hosts:
            raise HTTPException(
                status_code=HTTPStatus.MISDIRECTED_REQUEST, detail=f"this server does not answer for {host!r}"
            )

    return refuse_foreign_host


def create_app(
    record_path: Path, *, hosts: Collection[str] | None = LOOPBACK, static: Path = STATIC, review: bool = False,
    reviewer: str | None = None, accounts: Path | None = None,
) -> Litestar:  # fmt: skip
    """The web application over one record. Opens the record once to see that it can.

    hosts: the host names it answers for; None for all, where something else guards the door. static: the built page.
    review: whether people may give their word on it; else it is only read. reviewer: who judges where there are no
    accounts and the request names nobody. accounts: the file of those who are let in; None: whoever reaches it.
    Raises RecordError if the record cannot be opened (or, for review, written).
    """
    with Record.open(record_path, write=review):
        pass
    warming = Warming(record_path)
    applying = Applying(record_path, done=warming.again)
    door = Door(review=review, accounts=accounts, reviewer=reviewer)
    return Litestar(
        route_handlers=[api_router(), entry_router(), review_router(), _page(static)],
        guards=[_only(hosts), *_limits(door), let_in],
        state=State({"record_path": record_path, "door": door, "applying": applying, "warming": warming}),
        on_startup=[warming.start, *([applying.start] if review else [])],
        on_shutdown=[warming.stop, *([applying.stop] if review else [])],
        request_max_body_size=MOST_BYTES,
        exception_handlers={**ERROR_REPLIES, Refused: refusal, RecursionError: too_deep},
        before_send=[safe_headers],
        logging_config=None,  # how to log is for whoever runs the application to say
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=6, exclude=_PACKED),
        openapi_config=OpenAPIConfig(
            title="Dateline",
            version=__version__,
            description="A record of who says what happened, where and when. Read-only, unless started for review.",
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
        ),
    )


def _limits(door: Door) -> list[Guard]:
    """Lengths, and how often an address may ask: not counted where only this machine can reach the server."""
    if door.accounts is None:
        return [in_length]
    often = in_time(Buckets(REQUESTS_A_SECOND, REQUESTS_A_SECOND), "requests")

    def api_only(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        if connection.url.path.startswith("/api"):  # the page's files are small and many
            often(connection, handler)

    return [in_length, api_only]
