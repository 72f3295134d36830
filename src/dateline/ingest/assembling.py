"""From what was found in a file or row to a Report: its day, how that is known, and its language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import msgspec

from dateline.ingest.header import Header, read_header
from dateline.ingest.language import language_of
from dateline.ingest.options import IngestOptions
from dateline.model.errors import InputError
from dateline.model.report import PublishedBasis, Report, make_report
from dateline.values.stamps import stamps
from dateline.values.text import plain

_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)/(0?[1-9]|1[0-2])/([0-2]?\d|3[01])/[^/]*$")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")
_NOTHING = frozenset({"", "-", "n/a", "na", "nan", "nat", "none", "null", "unknown", "undated"})


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A report's text and what its row, page or archive says of it. All but text and origin may be missing.

    published: as written there. row: it is one of many in its file, so that the file's name does not date it.
    headed: the title is the headline that stood above the text, and belongs to what was printed.
    """

    text: str
    origin: str
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    language: str | None = None
    row: bool = False
    headed: bool = False


def assemble(found: Found, options: IngestOptions) -> Report:
    """The Report. What the row or page says of itself goes before what the text says, and that before the options.

    The day of publication is the metadata's, else the text header's, else the file name's, else the given one; without
    any the report is kept with `published` null and basis "unknown": it counts as known from its ingestion.

    Raises InputError, so that the report is skipped with one clear line, for an empty text, a day in the metadata that
    cannot be read, and a day later than tomorrow: such a report would be known before anybody could know it.
    """
    text = _with_headline(found) if found.headed or options.headlines else found.text
    if not text.strip():
        raise InputError("has no text", remedy="Nothing is lost; leave it out or give its text.")
    _check_storable(text)
    header = read_header(text, month_first=options.month_first)
    published, basis = _published(found, header, options)
    if published and date.fromisoformat(published[:10]) > options.last_believed:
        raise InputError(
            f"says that it was published on {published[:10]}, which is later than today"
            f" ({(options.today or date.fromisoformat(options.ingested_at[:10])).isoformat()}), by its {basis}",
            remedy="Correct the day in the report or file name, or the clock of this machine.",
        )
    return make_report(
        text,
        origin=found.origin,
        ingested_at=options.ingested_at,
        published=published,
        published_basis=basis,
        publisher=found.publisher or header.publisher or options.publisher,
        url=found.url,
        title=found.title or header.title,
        author=found.author or header.author,
        language=_language(found, text, options),
    )


def _with_headline(found: Found) -> str:
    text, title = found.text, (found.title or "").strip()
    if not title or plain(title) in plain(text[: len(title) * 3 + 40]):
        return text
    return f"{title}\n\n{text}" if text.strip() else title


def _check_storable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"has half a character (lone surrogate) at {error.start}",
            remedy="Export it again; a \\ud83d-like escape was cut in two.",
        ) from error


def _language(found: Found, text: str, options: IngestOptions) -> str | None:
    said = (found.language or "").strip().lower().replace("_", "-").split("-")[0]
    if len(said) == 2 and said.isalpha():
        return said
    return language_of(text) or options.language


def _published(found: Found, header: Header, options: IngestOptions) -> tuple[str | None, PublishedBasis]:
    """ISO day or date-time of publication, and where it was found."""
    if found.published is not None and found.published.strip().lower() not in _NOTHING:
        return read_day(found.published, month_first=options.month_first), "metadata"
    if header.published:
        return header.published.iso, "header"
    named = None if found.row else day_in_name(found.origin, month_first=options.month_first)
    if named:
        return named, "file name"
    if options.published:
        return options.published.isoformat(), "given"
    return None, "unknown"


def read_day(written: str, *, month_first: bool = False) -> str:
    """A column's or page's own day of publication as ISO day or date-time.

    Reads stamps in any usual order, YYYYMMDD, and seconds or milliseconds since 1970 (as UTC). Raises InputError.
    """
    value = written.strip()
    found = next(stamps(value, month_first=month_first), None)
    if found:
        return found.iso
    compact = _COMPACT.search(value)
    if compact:
        day = _iso("-".join(compact.groups()))
        if day:
            return day
    if _EPOCH.fullmatch(value):
        seconds = int(value) / 1000 if len(value) == 13 else float(value)
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M+00:00")
    raise InputError(
        f"its date of publication is {value[:40]!r}, which is not a day that can be read",
        remedy="Write it as YYYY-MM-DD, or name another column with --column published=NAME.",
    )


def day_in_name(origin: str, *, month_first: bool = False) -> str | None:
    """The ISO day that a file's name, or its folders as YYYY/MM/DD, give; None if they give none."""
    path = origin.replace("\\", "/").replace("!/", "/")
    name = path.rsplit("/", 1)[-1]
    for written in (name, re.sub(r"_+", " ", name), re.sub(r"[_-]+", " ", name)):
        found = next(stamps(written, month_first=month_first), None)
        if found:
            return found.day.isoformat()
    for match in (_COMPACT.search(name), _FOLDERS.search(path)):
        day = _iso("-".join(part.zfill(2) for part in match.groups())) if match else None
        if day:
            return day
    return None


def _iso(written: str) -> str | None:
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        return None
