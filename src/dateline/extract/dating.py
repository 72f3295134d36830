"""When an event happened: the date words of its clause, of its sentence, or the day of publication - and which of
these.
"""

from __future__ import annotations

from datetime import timedelta

from dateline.extract.triggers import Trigger
from dateline.model.assertion import When
from dateline.model.document import Doc, Mention
from dateline.reference.cues import verb_cues

DATELESS = frozenset({"duration", "clock"})
"""Kinds of time words that name no day: how long, and at what hour of a day that is told elsewhere or nowhere."""
FRESH = timedelta(days=8)
"""A day stated a sentence ago still holds for what follows if it is news: at most this long before publication."""


def date_of(doc: Doc, first: int, last: int, trigger: Trigger) -> When | None:
    """The event's date with its basis: stated in its clause or sentence, or by the sentences before it in the paragraph
    or by the lead (for the acts that the report is about); else the report's own day, and None if that is not known.
    """
    head = doc.tokens[trigger.head]
    sentence = doc.sentences[head.sentence]
    for a, b in ((first, last), (sentence.first, sentence.last)):
        stated = [m for m in _stated(doc, a, b) if a == first or not when_spoken(doc, m)]
        if stated:
            return date_written(min(stated, key=lambda m: abs(m.first - head.i)))
    carried = _carried(doc, sentence.i)
    if carried is not None and (trigger.form == "toll" or carried.first >= doc.sentences[max(sentence.i - 2, 0)].first):
        return date_written(carried)
    published = doc.report.published_day
    if published is None:
        return None
    return When(earliest=published, latest=published, precision="day", basis="publication")


def _stated(doc: Doc, first: int, last: int) -> list[Mention]:
    found = doc.mentions_in(first, last, "date")
    return [m for m in found if m.date is not None and m.entity != "duration" and not is_attributive(doc, m)]


def is_attributive(doc: Doc, mention: Mention) -> bool:
    """Whether a year only qualifies a noun: "the 2014 annexed Crimea", "the 2015 agreement"."""
    following = doc.tokens[mention.last] if mention.last < len(doc.tokens) else None
    before = doc.tokens[mention.first - 1].lower if mention.first else ""
    alone = mention.date is not None and mention.date.precision == "year" and mention.last - mention.first == 1
    return (
        alone
        and before not in ("in", "since", "of", "by", "until")
        and following is not None
        and following.pos in ("VERB", "ADJ", "NOUN")
    )


def when_spoken(doc: Doc, mention: Mention) -> bool:
    """Whether the nearest verb over the words is one of speaking: "said on Friday"."""
    above = next((t for t in doc.ancestors(mention.last - 1) if t.pos in ("VERB", "AUX")), None)
    return above is not None and above.lemma in verb_cues()


def _carried(doc: Doc, sentence: int) -> Mention | None:
    """The last single day of the news that an earlier sentence of the paragraph, or the report's first ones, gave."""
    published = doc.report.published_day
    if published is None:
        return None
    paragraph = doc.sentences[sentence].paragraph
    begin = sentence
    while begin and doc.sentences[begin - 1].paragraph == paragraph:
        begin -= 1
    for each in [*reversed(doc.sentences[begin:sentence]), *doc.sentences[:3]]:
        if each.i >= sentence:
            continue
        for m in reversed(_stated(doc, each.first, each.last)):
            assert m.date is not None
            day = m.date.earliest
            if (
                day is not None
                and day == m.date.latest
                and published - FRESH <= day <= published
                and not when_spoken(doc, m)
            ):
                return m
    return None


def date_written(mention: Mention) -> When:
    """A date mention as the date of an assertion. "At 3 a.m.", where nobody says of which day: that of publication is a
    guess, and stands as one.
    """
    assert mention.date is not None
    clock = mention.entity == "clock"
    return When(
        earliest=mention.date.earliest,
        latest=mention.date.latest,
        precision="day" if clock else mention.date.precision,
        basis="publication" if clock else "stated",
        evidence=None if clock else mention.span,
    )
