"""Content hashes: the same input gives the same id on every machine."""

from __future__ import annotations

import hashlib

import msgspec

_encoder = msgspec.json.Encoder(order="deterministic")


def content_id(prefix: str, *parts: object) -> str:
    """`prefix` and 16 hex digits of the SHA-256 of the parts' canonical JSON.

    64 bits: at a million ids the chance that any two collide is about 3 in 10^8.
    """
    return f"{prefix}_{hashlib.sha256(_encoder.encode(parts)).hexdigest()[:16]}"
