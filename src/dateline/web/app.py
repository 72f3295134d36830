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
from dateline.web.api import api_router
from dateline.web.headers import safe_headers
from dateline.web.replies import ERROR_REPLIES

STATIC: Final = Path(__file__).parent / "static"
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


def create_app(record_path: Path, *, hosts: Collection[str] | None = LOOPBACK, static: Path = STATIC) -> Litestar:
    """The web application over one record, which it only reads. Opens the record once to see that it can.

    hosts: the host names it answers for; None for all, where something else guards the door. static: the built page.
    Raises RecordError if the record cannot be opened.
    """
    with Record.open(record_path):
        pass
    return Litestar(
        route_handlers=[api_router(), _page(static)],
        guards=[_only(hosts)],
        state=State({"record_path": record_path}),
        exception_handlers=ERROR_REPLIES,
        before_send=[safe_headers],
        logging_config=None,  # how to log is for whoever runs the application to say
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=6),
        openapi_config=OpenAPIConfig(
            title="Dateline",
            version=__version__,
            description="A record of who says what happened, where and when. Read-only.",
            path="/api",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
        ),
    )
