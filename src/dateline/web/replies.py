"""The shape of every reply: JSON with an ETag, and one form for all that goes wrong."""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.response.base import ASGIResponse
from litestar.types import ExceptionHandlersMap

from dateline.model.errors import DatelineError, EvidenceError, NotFoundError, RecordError, SettingError

_log = logging.getLogger("dateline.web")


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What was given or went wrong, where (a parameter, path or file, or null), and what to do."""

    what: str
    where: str | None
    remedy: str
    status: int


class ErrorReply(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every reply that is not a success."""

    error: Problem


class TaggedReply(Response[Any]):
    """JSON, or bytes as they are, with a weak ETag made from the content; answers 304 to a reader who has it already.

    Weak, because the same content may go out compressed or not.
    """

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **settings: Any) -> ASGIResponse:
        """The reply for the wire, or a 304 with no body."""
        if not isinstance(self.content, bytes):
            self.content = self.render(self.content, "application/json")
        tag = _tag(self.content)
        self.headers["etag"] = tag
        if _is_known(tag, request):
            return ASGIResponse(status_code=HTTPStatus.NOT_MODIFIED, headers=self.headers, body=b"")
        return super().to_asgi_response(app, request, **settings)


class Packed(msgspec.Struct, frozen=True):
    """A large answer that is asked for again and again: its bytes, compressed once, and its ETag."""

    plain: bytes
    compressed: bytes
    tag: str


def packed(content: bytes) -> Packed:
    """The content, compressed and tagged."""
    return Packed(content, gzip.compress(content, 6, mtime=0), _tag(content))


class PackedReply(Response[bytes]):
    """Bytes as `TaggedReply` gives them, compressed beforehand. The application must leave its path uncompressed."""

    def __init__(self, found: Packed, media_type: str = "application/octet-stream") -> None:
        super().__init__(found.plain, media_type=media_type)
        self._found = found

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **settings: Any) -> ASGIResponse:
        """The reply for the wire, or a 304 with no body."""
        self.headers |= {"etag": self._found.tag, "vary": "Accept-Encoding"}
        if _is_known(self._found.tag, request):
            return ASGIResponse(status_code=HTTPStatus.NOT_MODIFIED, headers=self.headers, body=b"")
        if "gzip" in request.headers.get("accept-encoding", ""):
            self.headers["content-encoding"] = "gzip"
            self.content = self._found.compressed
        return super().to_asgi_response(app, request, **settings)


def _tag(content: bytes) -> str:
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


def _is_known(tag: str, request: Request[Any, Any, Any]) -> bool:
    return tag in (known.strip() for known in request.headers.get("if-none-match", "").split(","))


def problem(status: int, what: str, *, where: str | None = None, remedy: str) -> Response[ErrorReply]:
    """A reply of the one error shape."""
    body = ErrorReply(error=Problem(what=what, where=where, remedy=remedy, status=status))
    return Response(body, status_code=status, media_type="application/json")


_STATUS: Final[tuple[tuple[type[DatelineError], HTTPStatus], ...]] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (SettingError, HTTPStatus.BAD_REQUEST),
    (EvidenceError, HTTPStatus.BAD_REQUEST),
    (RecordError, HTTPStatus.SERVICE_UNAVAILABLE),
)

_CONTRACT = "What this API takes and gives is described at /api/openapi.json."


def _dateline_error(request: Request[Any, Any, Any], error: DatelineError) -> Response[ErrorReply]:
    """An error that Dateline raised on purpose, in its own words. Who asked for the wrong thing is not told where the
    record lies.
    """
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    theirs = status < HTTPStatus.INTERNAL_SERVER_ERROR
    where = None if theirs and error.where == str(request.app.state.record_path) else error.where
    return problem(status, error.what, where=where, remedy=error.remedy or _CONTRACT)


def _validation_error(request: Request[Any, Any, Any], error: ValidationException) -> Response[ErrorReply]:
    """A parameter that cannot be what it says: every one is named."""
    faults = [fault for fault in error.extra or [] if isinstance(fault, Mapping)]
    keys = [str(fault.get("key")) for fault in faults]
    query = request.query_params
    told = [
        f"{key}={query.get(key)!r}: {fault.get('message')}" if key in query else f"{key}: {fault.get('message')}"
        for key, fault in zip(keys, faults, strict=True)
    ]
    return problem(error.status_code, "; ".join(told) or error.detail, where=", ".join(keys) or None, remedy=_CONTRACT)


def _http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[ErrorReply]:
    """No such path, wrong method, foreign host."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        what = "nothing is served at this path"
    else:
        what = error.detail or HTTPStatus(error.status_code).phrase
    return problem(error.status_code, what, where=f"{request.method} {request.url.path}", remedy=_CONTRACT)


def _unforeseen(request: Request[Any, Any, Any], error: Exception) -> Response[ErrorReply]:
    """A fault of Dateline's own: the log has the details, the reply gives none away."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Dateline failed at this request; the record is unharmed",
        where=f"{request.method} {request.url.path}",
        remedy="The terminal where Dateline runs shows the cause. Please report it.",
    )


ERROR_REPLIES: Final[ExceptionHandlersMap] = {
    DatelineError: _dateline_error,
    ValidationException: _validation_error,
    HTTPException: _http_error,
    Exception: _unforeseen,
}
"""Which reply each kind of error gives."""
