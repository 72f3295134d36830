"""What the pages of a brief have in common: title, summary, and strings of reports made fit to be shown."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dateline.model.brief import Brief, Citation, Withdrawn

UNTITLED: Final = "Disputed claim"
"""What an entry without a heading is called: a claim that belongs to no incident, with who disputes it."""

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Controls, halves of surrogate pairs, and characters that turn the direction of what follows them."""

_BLANKS = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"'`\\\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


def shown(text: str) -> str:
    """The text on one line: each stretch of white space is one blank, what is unfit to be shown U+FFFD.

    Nothing else is changed: the characters as they stand in the report are in the JSON of the brief.
    """
    return _UNFIT.sub(REPLACEMENT, _BLANKS.sub(" ", text))


def address(url: str | None) -> str | None:
    """The address of a page on the web; None for anything else, such as a script."""
    return url if url and _ADDRESS.fullmatch(url) else None


def day_text(day: date) -> str:
    """`14 July 2022`."""
    return f"{day.day} {day:%B} {day.year}"


def title(brief: Brief) -> str:
    """The heading of the page."""
    if brief.first_day == brief.day:
        return f"Brief of {day_text(brief.day)}"
    return f"Brief of {day_text(brief.first_day)} to {day_text(brief.day)}"


def summary(brief: Brief) -> str:
    """What was read, and how to read the brief."""
    span = f"on {day_text(brief.day)}" if brief.first_day == brief.day else "in these days"
    copies = f", {brief.copies} of them {'a copy' if brief.copies == 1 else 'copies'} of others" if brief.copies else ""
    count = f"{brief.reports or 'No'} report{'s' if brief.reports > 1 else ''}"
    known = f"{count} became known {span}{copies}."
    if not brief.sections and not brief.withdrawn:
        return f"{known} Nothing new is in the record, and nothing in it changed."
    return (
        f"{known} Below is what is new against the day before"
        f"{'' if brief.first_day == brief.day else ' the first'}, each line as the cited reports have it. Words in"
        " quotation marks are theirs; figures stand side by side with who gives them, and none is preferred."
    )


def narrowed(brief: Brief) -> str | None:
    """The filters, in words."""
    if not brief.narrowed:
        return None
    return "Only changes with " + ", ".join(f"{name} {shown(value)}" for name, value in brief.narrowed.items()) + "."


def named(report: Citation | Withdrawn) -> str:
    """Who published it, else what it is called; and when."""
    return f"{shown(report.publisher or report.origin)}, {(report.published or 'undated')[:10]}"


def standing(citation: Citation) -> str:
    """Where the words stand, since when that was known, and how sure the reading is."""
    parts = [
        f"characters {citation.start} to {citation.end} of {citation.report_id}",
        f"known from {citation.known_from}",
    ]
    if citation.duplicate_of:
        parts.append(f"a copy of {citation.duplicate_of}")
    if citation.review != "unreviewed":
        parts.append(f"{citation.review} by a person")
    if citation.confidence is not None:
        parts.append(f"confidence of the reading {citation.confidence:.2f}")
    return "; ".join(parts)


def withdrawal(each: Withdrawn) -> str:
    """By whom, when and why a report was withdrawn."""
    note = f": {shown(each.note)}" if each.note else ""
    count = f"{each.assertions} assertion{'' if each.assertions == 1 else 's'}"
    return (
        f"withdrawn by {shown(each.by)} on {each.at}{note}; it had made {count} ({each.report_id}, {each.judgement_id})"
    )
