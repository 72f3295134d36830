"""A dated document, as it was published."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Literal

import msgspec

from dateline.model.ids import content_id

PublishedBasis = Literal["header", "metadata", "file name", "given", "unknown"]


class Report(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="report"):
    """One dated document, stored as read and never changed. Every offset in the record indexes its `text`.

    report_id: content hash of what makes the report (text, date, publisher, title, url, author, file name).
    origin: file path or URL as given, with `#N` for the Nth row of a table or member of an archive.
    published: ISO date or date-time, or null; published_basis says where it was found.
    language: ISO 639-1 code, or null where it cannot be told.
    known_from: the day a reader could first know it: publication, else ingestion.
    ingested_at: the day it was first stored.
    duplicate_of: the report that this is a wire copy or reprint of (derived over the whole record).
    withdrawn_on: the day from which it counts for nothing, because a person withdrew it (derived likewise).
    """

    report_id: str
    origin: str
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    language: str | None = None
    text: str
    sha256: str
    known_from: str
    ingested_at: str
    duplicate_of: str | None = None
    withdrawn_on: str | None = None

    @property
    def published_day(self) -> date | None:
        """The day of publication, or None if it is not known."""
        return date.fromisoformat(self.published[:10]) if self.published else None


def make_report(
    text: str,
    *,
    origin: str,
    ingested_at: str,
    published: str | None = None,
    published_basis: PublishedBasis = "unknown",
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    author: str | None = None,
    language: str | None = None,
) -> Report:
    """A Report with its id, hash and `known_from` worked out; `published` and `ingested_at` are ISO."""
    name = origin.replace("\\", "/").rsplit("/", 1)[-1]
    return Report(
        report_id=content_id("r", text, published, publisher, title, url, author, name),
        origin=origin,
        publisher=publisher,
        url=url,
        title=title,
        author=author,
        published=published,
        published_basis=published_basis,
        language=language,
        text=text,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        known_from=published[:10] if published else ingested_at[:10],
        ingested_at=ingested_at,
    )


class Skipped(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="skipped"):
    """A report that could not be used: what happened, at which stage, and what to do. Nothing is dropped silently."""

    origin: str
    stage: Literal["ingest", "read", "extract", "resolve", "store"]
    cause: str
    remedy: str
    report_id: str | None = None
