"""Arrests, agreements, looting, changes in groups."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.events import events
from dateline.model.assertion import Assertion
from dateline.model.document import Doc
from dateline.model.stages import Extractor
from dateline.reference.acts import types_of

_NAME, _VERSION = "developments", 1


def extract(doc: Doc) -> Iterator[Assertion]:
    """The events of this family, in text order."""
    return events(doc, _NAME, _VERSION)


EXTRACTOR = Extractor(name=_NAME, version=_VERSION, types=types_of(_NAME), by="learned", extract=extract)
