"""Short texts for the tests of the learned readers: made of parts by hypothesis, and read as reports are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from dateline.model.document import Doc
from dateline.model.report import Report, make_report
from dateline.model.span import Span
from dateline.read import read
from dateline.reference.gazetteer.file import GazetteerFile, open_gazetteer

PUBLISHED = "2024-05-16"
"""A Thursday."""

FEW = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""How many texts a property is shown: each is parsed, which takes hundredths of a second. The same ones each time: what
weights make of a text is not known before, and must not depend on the day that it is tested.
"""

_WHO = ("Rebels", "Government troops", "Russian forces", "They", "The governor", "Police in Goma", "Two gunmen", "He")
_DID = (
    "shelled", "attacked", "were killed in", "did not enter", "may strike", "launched an attack on", "reached", "hold",
    "denied shelling", "plan to visit", "raised the flag over", "were pushed out of", "arrested nine people in",
)  # fmt: skip
_WHERE = ("Malakal", "a school in Kharkiv", "Bakhmut and Soledar", "the village", "Sudan", "the bridge near Kherson")
_MORE = (
    "", "on Tuesday", "with drones", "killing at least four people and wounding 12", "a day earlier", "in March 2023",
    "after 300 protesters were detained", "from Belgorod, officials said", "as dozens fled",
)  # fmt: skip
_OTHER = (
    "RESCUERS DIG ON", "The market reopened.", "", "No one was hurt.", "“We will not yield,” she said.",
    "1,200 tonnes of wheat, $5m, aged 34, 40 km.", "- 07:30", "Перемир'я", "Heavy fighting.",
)  # fmt: skip

_sentence = st.builds(
    lambda who, did, where, more: f"{' '.join(filter(None, (who, did, where, more)))}.",
    *map(st.sampled_from, (_WHO, _DID, _WHERE, _MORE)),
)
TEXTS = st.lists(st.one_of(_sentence, st.sampled_from(_OTHER)), min_size=1, max_size=4).map(" ".join)
"""Up to four sentences: acts of every mood, with and without days, counts and sides, and what is no act."""

DAYS = st.sampled_from([PUBLISHED, None])


@cache
def _gazetteer() -> GazetteerFile:
    return open_gazetteer()


@lru_cache(maxsize=512)
def doc_of(text: str, published: str | None = PUBLISHED) -> Doc:
    """The text as it is read, once for all tests: what the readers keep with a Doc is kept with this one."""
    return fresh(text, published)


def fresh(text: str, published: str | None = PUBLISHED) -> Doc:
    """The text as it is read now, with nothing kept."""
    report = make_report(text or " ", origin="made.txt", ingested_at="2025-01-01", published=published, language="en")
    assert isinstance(report, Report)
    (doc,) = read([report], _gazetteer())
    return doc


def spans(value: Any) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple | list):
        for each in value:
            yield from spans(each)


def quotes(doc: Doc, value: Any) -> bool:
    """Whether every span of a value is words of the report."""
    return all(s.exact and doc.report.text[s.start : s.end] == s.exact for s in spans(value))
