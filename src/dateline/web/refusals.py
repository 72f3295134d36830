"""What is refused before a route is asked: in the one error shape, each with what to do about it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from dateline.web.replies import ErrorReply, problem


class Refused(HTTPException):
    """A request that is not let through. wait: seconds after which it may be sent again, or None."""

    def __init__(self, status: int, what: str, *, remedy: str, wait: int | None = None) -> None:
        super().__init__(status_code=status, detail=what)
        self.remedy = remedy
        self.wait = wait


def refusal(request: Request[Any, Any, Any], error: Refused) -> Response[ErrorReply]:
    """The reply to a refused request."""
    where = f"{request.method} {request.url.path}"
    reply = problem(error.status_code, error.detail, where=where, remedy=error.remedy)
    if error.wait is not None:
        reply.headers["retry-after"] = str(error.wait)
    return reply


def too_deep(request: Request[Any, Any, Any], _: RecursionError) -> Response[ErrorReply]:
    """The reply to a body that is nested deeper than it can be read: its sender's fault, not Dateline's."""
    return problem(
        HTTPStatus.BAD_REQUEST,
        "the body is nested too deep",
        where=f"{request.method} {request.url.path}",
        remedy="What this API takes and gives is described at /api/openapi.json.",
    )
