"""Reports that are one JSON document: an array of objects, or a single object."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from dateline.ingest.decoding import decode
from dateline.ingest.options import IngestOptions
from dateline.ingest.streams import Peeked, read_whole, too_long
from dateline.ingest.tables import Row, from_json, jsonl_rows
from dateline.model.errors import InputError

LONGEST = 256_000_000
"""Bytes of one JSON document: it must be in memory whole, other than JSON Lines."""


def array_rows(stream: Peeked, origin: str, options: IngestOptions) -> Iterator[Row]:
    """One report an element, `origin#N` with N its number from 1; a single object is one report.

    What is JSON Lines in truth is read as that. Raises InputError if it is no JSON, or longer than LONGEST.
    """
    data = read_whole(stream, LONGEST)
    text = decode(data, options.encoding)
    try:
        elements = _elements(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        first, _, rest = text.strip().partition("\n")
        if first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
            yield from jsonl_rows(Peeked(io.BytesIO(data)), origin, options)
            return
        raise InputError(
            f"is not JSON ({error})",
            remedy='Write an array of objects, like [{"text": "...", "published": "2023-01-31"}].',
        ) from error
    for number, element in enumerate(elements, 1):
        where = f"{origin}#{number}"
        try:
            if len(element) > options.max_bytes:
                raise too_long(options.max_bytes)
            yield where, from_json(element, where, f"element {number}", options)
        except InputError as error:
            yield where, error


def _elements(text: str) -> list[bytes]:
    """The elements of an array, each as it is written; or the one document that is no array."""
    if text.lstrip().startswith("["):
        return [bytes(each) for each in msgspec.json.decode(text, type=list[msgspec.Raw])]
    msgspec.json.decode(text)
    return [text.encode()]
