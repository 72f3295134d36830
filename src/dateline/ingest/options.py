"""How a person wants their reports to be read."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, get_args

import msgspec

from dateline.model.errors import SettingError

Format = Literal["text", "html", "json", "jsonl", "csv", "tsv"]
Role = Literal["text", "title", "published", "url", "publisher", "author", "language"]

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text", "body", "content", "articletext", "fulltext", "articlebody", "maintext", "plaintext", "textcontent",
        "article", "story", "report", "message", "notes", "description", "summary",
    ),
    "title": ("title", "headline", "heading", "articletitle", "titlemain"),
    "published": (
        "published", "publishedat", "publicationdate", "publishdate", "datepublish", "datepublished", "publishedon",
        "pubdate", "date", "datetime", "articledate", "timestamp", "time", "created", "createdat",
    ),
    "url": ("url", "link", "permalink", "sourceurl", "articleurl", "weburl"),
    "publisher": (
        "publisher", "source", "outlet", "site", "sitename", "sourcename", "newspaper", "media", "feed", "channel",
        "sourcedomain", "domain",
    ),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
"""Names that a column or key may have for each role, best first; compared without case, spaces and punctuation."""


class IngestOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What the person told about their reports. Everything but the day of ingestion may be left out.

    ingested_at: ISO day that goes into every report. today: reports dated later than the day after it are skipped
    (the day after, because it is already tomorrow somewhere); None: the day of ingested_at.
    format: read every input as this instead of by its suffix or first bytes.
    columns: role -> name of the column or JSON key, where COLUMNS does not guess it.
    published: day of those reports that do not give one. publisher, language: likewise (language ISO 639-1).
    encoding: of every input that has no byte order mark. month_first: 04/05/2023 is the fifth of April.
    headlines: a row's title stood above its text, and becomes the first line of texts that do not begin with it.
    max_bytes: a single report that is longer is skipped.
    """

    ingested_at: str
    today: date | None = None
    format: Format | None = None
    columns: dict[str, str] = {}
    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    encoding: str | None = None
    month_first: bool = False
    headlines: bool = False
    max_bytes: int = 2_000_000

    def __post_init__(self) -> None:
        unknown = sorted(set(self.columns) - set(get_args(Role)))
        if unknown:
            raise SettingError(
                f"column role {unknown[0]!r} is not known",
                remedy=f"Use one of: {', '.join(get_args(Role))}.",
            )
        if self.format is not None and self.format not in get_args(Format):
            raise SettingError(
                f"format {self.format!r} is not one that Dateline reads",
                remedy=f"Use one of: {', '.join(get_args(Format))}.",
            )
        if self.encoding is not None:
            try:
                "".encode(self.encoding)
            except LookupError:
                raise SettingError(
                    f"encoding {self.encoding!r} is not known", remedy="Use a name like utf-8, cp1251 or koi8-u."
                ) from None
        try:
            date.fromisoformat(self.ingested_at[:10])
        except ValueError:
            raise SettingError(
                f"day of ingestion {self.ingested_at!r} is not a date", remedy="Write it as YYYY-MM-DD."
            ) from None

    @property
    def last_believed(self) -> date:
        """The latest day of publication that is believed."""
        return date.fromordinal((self.today or date.fromisoformat(self.ingested_at[:10])).toordinal() + 1)
