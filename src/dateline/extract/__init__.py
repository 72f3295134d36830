"""A read report -> what is asserted in it. One extractor a file; adding one is a file, a line here and a case file."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from dateline.extract import (
    attacks,
    captures,
    clashes,
    contacts,
    control,
    cooperation,
    developments,
    explosions,
    interceptions,
    protests,
    statements,
    strikes,
)
from dateline.extract.attribution import attribute
from dateline.extract.modes import coded
from dateline.model.assertion import Assertion
from dateline.model.document import Doc
from dateline.model.stages import Extractor

EXTRACTORS: tuple[Extractor, ...] = (
    statements.EXTRACTOR,
    strikes.EXTRACTOR,
    explosions.EXTRACTOR,
    clashes.EXTRACTOR,
    attacks.EXTRACTOR,
    interceptions.EXTRACTOR,
    captures.EXTRACTOR,
    protests.EXTRACTOR,
    developments.EXTRACTOR,
    contacts.EXTRACTOR,
    cooperation.EXTRACTOR,
    control.EXTRACTOR,
)
"""Dateline's own extractors, statements first: the others take their chain of attribution from them."""


@cache
def all_extractors() -> tuple[Extractor, ...]:
    """Dateline's own and those that other packages offer under the entry point group `dateline.extractors`."""
    offered = sorted(entry_points(group="dateline.extractors"), key=lambda point: point.name)
    return (*EXTRACTORS, *(point.load() for point in offered))


def extract(doc: Doc) -> list[Assertion]:
    """Everything that the report asserts, attributed, with PLOVER's types and modes, places not yet resolved."""
    said: list[Assertion] = []
    others: list[Assertion] = []
    for extractor in all_extractors():
        for assertion in extractor.extract(doc):
            (said if assertion.type == "statement" else others).append(assertion)
    return [coded(each) for each in (*said, *attribute(doc, said, others))]
