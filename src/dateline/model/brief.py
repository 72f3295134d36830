"""A cited brief: sentences whose every word that is not a template's stands on an assertion."""

from __future__ import annotations

from datetime import date
from inspect import cleandoc
from typing import Any, Literal

import msgspec

SectionName = Literal["new", "changed", "disputed", "control", "told again"]
About = Literal["name", "place", "date", "count", "doubt"]


class Words(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="words"):
    """Words of a template (about is null), or a value of an assertion: a name, a place, a day, a count, or what makes
    it less than a plain fact.
    """

    text: str
    about: About | None = None


class Quote(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="quote"):
    """Characters `start` up to `end` of a report's text: `text[start:end] == exact`. Shown in quotation marks."""

    exact: str
    report_id: str
    start: int
    end: int


class Cite(msgspec.Struct, frozen=True, kw_only=True, tag_field="part", tag="cite"):
    """The number of the citation that bears out what stands before it."""

    number: int


Part = Words | Quote | Cite


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """Words, quotations and citations in their order; at least one citation."""

    parts: tuple[Part, ...]

    @property
    def cited(self) -> tuple[int, ...]:
        """The numbers of its citations."""
        return tuple(part.number for part in self.parts if isinstance(part, Cite))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What belongs together: an incident, a dispute, a place. incident_id: null where it is about none."""

    heading: Sentence | None
    sentences: tuple[Sentence, ...]
    incident_id: str | None = None


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Entries of one kind, those with the gravest consequences first."""

    name: SectionName
    title: str
    entries: tuple[Entry, ...]


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An assertion that sentences cite, with the words that it stands on and the report they stand in.

    exact is `text[start:end]` of the report. publisher: null if the report names none (then see origin).
    duplicate_of: the report that this one is a copy of. confidence: as in the record. review: what a person decided.
    """

    number: int
    assertion_id: str
    report_id: str
    exact: str
    start: int
    end: int
    publisher: str | None
    published: str | None
    known_from: str
    title: str | None
    url: str | None
    origin: str
    duplicate_of: str | None
    confidence: float | None
    review: str


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """A report that a person withdrew in these days, by which judgement, and how many assertions it had made."""

    report_id: str
    publisher: str | None
    published: str | None
    title: str | None
    origin: str
    by: str
    at: str
    note: str | None
    judgement_id: str
    assertions: int


class Brief(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="brief"):
    """What became known from `first_day` to `day`, both included, against what was known before.

    narrowed: the filters that were given, by name. notice: what is to be told of the record itself. reports: how many
    became known in these days; copies: how many of them are copies.
    """

    first_day: date
    day: date
    narrowed: dict[str, str]
    notice: str | None
    reports: int
    copies: int
    sections: tuple[Section, ...]
    withdrawn: tuple[Withdrawn, ...]
    citations: tuple[Citation, ...]


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a brief."""
    schema = msgspec.json.schema(Brief)
    for each in schema["$defs"].values():
        if "description" in each:
            each["description"] = cleandoc(each["description"])  # its layout differs between Python's versions
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dateline brief", **schema}
