"""What the page may load: its own files, and nothing else. The server sends it, and a site's page carries it."""

from __future__ import annotations

from typing import Final

_OWN: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",  # MapLibre's buttons are data: images; it draws its own into blobs
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
)

CONTENT_SECURITY_POLICY: Final = "; ".join((*_OWN, "frame-ancestors 'none'"))
"""Own files only: markup in a report's text can neither run nor call out, even if the page failed to escape it."""

PAGE_POLICY: Final = "; ".join(_OWN)
"""The same for a meta tag, which cannot say who may frame the page."""
