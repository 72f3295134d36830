"""What a page or wire says of itself before, and sometimes after, the report: its day, outlet, author and headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from dateline.reference.furniture import furniture
from dateline.values.datelines import Dateline, dateline
from dateline.values.stamps import Stamp, stamps
from dateline.values.text import bullet_end, lines, looks_like_headline, pieces, plain

DEPTH = 30
"""Lines. A header that is longer is not read further."""

_REACH = 400
"""Characters of a line that are looked at."""

_GIVEN = re.compile(r"\s*date:?\s+(?=\d{4}-\d\d-\d\d\b)", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"publish|posted|issued|collected|released|first posted|\bdate\b|опублік|опублик|дата", re.IGNORECASE
)
_UPDATED = re.compile(r"updat|modif|amend|оновлен|обновлен", re.IGNORECASE)
_OTHER = re.compile(r"period|cover|next|until|week of|©|copyright|since|expires|accessed|retrieved", re.IGNORECASE)
_US_ORDER = re.compile(r"(?<!\d)\d{1,2}/(?:1[3-9]|2\d|3[01])/\d{4}")
_US_ZONE = re.compile(r"\b(?:E[SD]?T|C[SD]T|M[SD]T|P[SD]?T)\b")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?\s*(?P<name>[^.|·©]{2,60})", re.IGNORECASE
)
_ENTRY = re.compile(r"\d{1,2}[:.]\d{2}\s")
_BY = re.compile(r"by\s+", re.IGNORECASE)
_AFTER_AUTHOR = re.compile(r"\s+(?:in|for|at)\s+[A-Z]|\s+(?:and|with) agencies|[,/]")
_NOBODY = re.compile(
    r"\b(?:our|own|staff|agenc\w+|correspondents?|reporters?|desk|newsroom|editors?|team)\b", re.IGNORECASE
)


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What the text says of itself; None where it does not say. Title, publisher and author are as written."""

    published: Stamp | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None


class _Seen(msgspec.Struct):
    """What has been gathered while the header is read. stamps: (rank, stamp), 3 best."""

    stamps: list[tuple[int, Stamp]] = []
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    dateline: Dateline | None = None


def read_header(text: str, *, month_first: bool = False) -> Header:
    """Reads the lines before the first paragraph, that paragraph's dateline, and a stamp or copyright at the end.

    The day is, in this order: a "date YYYY-MM-DD" that begins the text, a stamp that is called the publication's or
    issue's, an unlabelled stamp in the header, the dateline's if it has a year, the stamp of an update. Stamps of a
    period covered, of a copyright or of a next issue are none of these. Where figures could be read both ways
    ("12/06/2022") they are day first, unless the header shows American order or zones, or `month_first` is given.
    """
    seen = _Seen()
    month_first = month_first or bool(_US_ORDER.search(text[:2000]) or _american_zone(text[:2000]))
    for n, line in enumerate(_head(text)):
        if n == 0:
            line = _given_date(line, seen)
        if line and not _header_line(line, n, seen, month_first=month_first):
            break
    for line in _tail(text):
        _tail_line(line, seen, month_first=month_first)
    publisher = seen.publisher or (seen.dateline.agency if seen.dateline else None)
    return Header(published=_best(seen.stamps), publisher=publisher, title=seen.title, author=seen.author)


def _american_zone(head: str) -> bool:
    """Whether a stamp in figures with slashes has an American zone beside it."""
    return any(
        _US_ZONE.search(line) and re.search(r"\d/\d", line) and re.search(r"[ap]\.?m\b", line, re.IGNORECASE)
        for line in head.splitlines()
    )


def _head(text: str) -> Iterator[str]:
    return (text[start : min(end, start + _REACH)] for start, end in islice(lines(text[: DEPTH * 1000]), DEPTH))


def _tail(text: str) -> list[str]:
    return [text[-2000:][start:end] for start, end in lines(text[-2000:])][-5:]


def _given_date(line: str, seen: _Seen) -> str:
    """Takes a leading "date YYYY-MM-DD" off the first line."""
    match = _GIVEN.match(line)
    stamp = next(stamps(line[match.end() : match.end() + 10]), None) if match else None
    if match is None or stamp is None:
        return line
    seen.stamps.append((4, stamp))
    return line[match.end() + 10 :].strip()


def _header_line(line: str, n: int, seen: _Seen, *, month_first: bool) -> bool:
    """Takes what a line of the header says. False: this line is the report itself."""
    lexicon = furniture()
    if lexicon.is_line(line):
        _stamps_of(line, seen, month_first=month_first)
        seen.author = seen.author or _author(line)
        seen.publisher = seen.publisher or _outlet(line, first=n == 0)
        return True
    if lexicon.is_outlet(line):
        seen.publisher = seen.publisher or line
        return True
    if not bullet_end(line) and not _ENTRY.match(line) and looks_like_headline(line):
        seen.title = seen.title or line
        return True
    seen.dateline = dateline(line, first=True)
    if seen.dateline:
        found = next(stamps(line[: seen.dateline.length], month_first=month_first), None)
        seen.stamps += [(1, found)] if found else []
    return False


def _stamps_of(line: str, seen: _Seen, *, month_first: bool) -> None:
    """Every stamp of the line with its rank, which the words between it and the stamp before tell."""
    last = 0
    for stamp in stamps(line, month_first=month_first):
        label = line[last : stamp.start]
        last = stamp.end
        said = [
            (found[-1].start(), rank)
            for rank, pattern in ((3, _PUBLISHED), (0, _UPDATED), (-1, _OTHER))
            if (found := list(pattern.finditer(label)))
        ]
        rank = max(said)[1] if said else 2
        if rank >= 0:
            seen.stamps.append((rank, stamp))


def _best(found: list[tuple[int, Stamp]]) -> Stamp | None:
    """The stamp of the highest rank; among those of its day the first that has a time, but no update's time."""
    if not found:
        return None
    best = max(found, key=lambda ranked: ranked[0])[1]
    timed = (stamp for rank, stamp in found if rank > 0 and stamp.day == best.day and stamp.time)
    return best if best.time else next(timed, best)


def _tail_line(line: str, seen: _Seen, *, month_first: bool) -> None:
    """A copyright gives the outlet, a labelled stamp the day, where the header gave none."""
    if len(line) > 200 or not furniture().is_line(line):
        return
    if not any(rank >= 1 for rank, _ in seen.stamps):
        later = _Seen()
        _stamps_of(line, later, month_first=month_first)
        seen.stamps += [(rank, stamp) for rank, stamp in later.stamps if rank == 3]
    match = _COPYRIGHT.search(line)
    if match and seen.publisher is None:
        name = re.split(r"\s[-–—]\s|\s{2,}|\bAll rights\b", match["name"])[0].strip(" ,.")
        if name and name[0].isupper() and len(name.split()) <= 6 and "newsletter" not in name.lower():
            seen.publisher = name


def _author(line: str) -> str | None:
    """The person of a byline, or None if it names only a desk or an agency."""
    for piece in pieces(line):
        if furniture().piece(piece) != "byline":
            continue
        name = _AFTER_AUTHOR.split(_BY.sub("", piece, count=1) if _BY.match(piece) else piece)[0].strip()
        if 2 <= len(name.split()) <= 5 and not _NOBODY.search(name):
            return name
    return None


def _outlet(line: str, *, first: bool) -> str | None:
    """The outlet in a line of furniture: a piece that reads like one, or the first word of a page before its menu."""
    lexicon = furniture()
    parts = pieces(line, dashes=True)
    for piece in parts:
        candidate = piece.split(",")[0].strip()
        if lexicon.piece(piece) == "words" and lexicon.is_outlet(candidate):
            return candidate
    if not first or len(parts) < 2 or lexicon.piece(parts[0]) != "words":
        return None
    menu = [part for part in parts[1:] if lexicon.piece(part) == "phrase"]
    masthead = len(parts[0].split()) <= 4 and parts[0][0].isupper() and plain(parts[0]) != ""
    copied = any("translat" in part or "channel" in part for part in parts[1:])
    return parts[0] if masthead and (len(menu) >= 2 or copied) else None
