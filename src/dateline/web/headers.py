"""What every reply says to the browser about safety and caching."""

from __future__ import annotations

from typing import Final

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from dateline.export.site.policy import CONTENT_SECURITY_POLICY

_SAFETY: Final = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

# Vite puts a hash of the content into these names, so a name never changes its meaning.
_HASHED: Final = "/assets/"


def _stamp(headers: MutableScopeHeaders, path: str, status: int) -> None:
    """Adds the headers to one reply."""
    for name, value in _SAFETY.items():
        headers[name] = value
    lasting = path.startswith(_HASHED) and status == 200
    headers["cache-control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"


async def safe_headers(message: Message, scope: Scope) -> None:
    """Before-send hook: the policy, no sniffing, no referrer; hashed files are kept, all else is asked for anew.

    A hook and not a middleware, because the reply to a path that no route knows passes through no middleware.
    """
    if message["type"] == "http.response.start":
        _stamp(MutableScopeHeaders.from_message(message), scope["path"], message["status"])
