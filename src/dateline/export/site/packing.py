"""How the files of a site are packed: gzip of JSON or of columns of numbers, the same bytes for the same content."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"DLF1"
_WIDTHS: Final = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i32": np.int32, "bytes8": np.uint8}
_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Of gzip: no name and no time, so that equal content gives equal files."""


def squeezed(content: bytes) -> bytes:
    """The content as gzip."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    return _HEAD + body + zlib.crc32(content).to_bytes(4, "little") + (len(content) % 2**32).to_bytes(4, "little")


def gathered(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """One JSON object out of (key, JSON)."""
    return b"{" + b",\n".join(msgspec.json.encode(key) + b":" + body for key, body in entries) + b"}"


def columns(arrays: Mapping[str, tuple[str, Any]], **header: Any) -> bytes:
    """Columns of numbers by name: (kind, numbers), laid out as the feed is (docs/web.md). header: what is said, too."""
    laid, described = bytearray(), {}
    for name, (kind, numbers) in arrays.items():
        found: NDArray[Any] = np.asarray(numbers, _WIDTHS[kind])
        laid += b"\0" * (-len(laid) % 8)
        described[name] = {"type": kind, "at": len(laid), "length": len(found) // (8 if kind == "bytes8" else 1)}
        laid += found.astype(found.dtype.newbyteorder("<")).tobytes()
    said = msgspec.json.encode({**header, "columns": described})
    said += b" " * (-(8 + len(said)) % 8)
    return MAGIC + len(said).to_bytes(4, "little") + said + bytes(laid)


def bucket(key: str, of: int) -> int:
    """Which of so many files has the key: FNV-1a over its UTF-8, which the page works out in the same way."""
    found = 0x811C9DC5
    for byte in key.encode("utf-8", "surrogatepass"):
        found = (found ^ byte) * 0x01000193 % 2**32
    return found % of
