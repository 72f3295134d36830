"""When an event happened: the date words of its clause, of its sentence, or the day of publication - and which of these."""

from __future__ import annotations

from datetime import timedelta

from dateline.extract.triggers import Trigger
from dateline.model.assertion import When
from dateline.model.document import Doc, Mention

RECENT = timedelta(days=1)
"""News told without a date is of the day of publication or the day before."""


def date_of(doc: Doc, first: int, last: int, trigger: Trigger) -> When | None:
    """The event's date with its basis, or None where neither the words nor the report give one."""
    sentence = doc.sentences[doc.tokens[trigger.head].sentence]
    head = doc.tokens[trigger.head]
    for a, b in ((first, last), (sentence.first, sentence.last)):
        stated = [m for m in doc.mentions_in(a, b, "date") if m.date is not None and m.entity != "duration"]
        if stated:
            return stated_date(min(stated, key=lambda m: abs(m.first - head.i)))
    published = doc.report.published_day
    if published is None:
        return None
    return When(earliest=published - RECENT, latest=published, precision="day", basis="publication")


def stated_date(mention: Mention) -> When:
    """A date mention as the date of an assertion."""
    assert mention.date is not None
    return When(
        earliest=mention.date.earliest,
        latest=mention.date.latest,
        precision=mention.date.precision,
        basis="stated",
        evidence=mention.span,
    )
