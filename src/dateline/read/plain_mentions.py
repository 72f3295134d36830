"""Mentions that need no weighing: named groups, weapons, organisations, dates, quantities, pronouns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from dateline.model.document import Doc, Mention
from dateline.read.dates import find_dates
from dateline.read.noun_phrases import country_in, token_range
from dateline.read.quantities import find_quantities
from dateline.read.runs import runs
from dateline.read.tense import looks_ahead, looks_back
from dateline.reference.actors import group_scanner
from dateline.reference.weapons import weapon_scanner

_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "we", "i", "our", "us", "who", "which"}
)

_AGED = re.compile(r"[\s-]olds?\b", re.IGNORECASE)
"""After "19-year": how old somebody is, no stretch of time."""


def named_groups(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Armed groups, agencies and blocs by name."""
    for start, end, group in group_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens:
            yield Mention(
                kind=group.kind,
                span=doc.span(*tokens),
                first=tokens[0],
                last=tokens[1],
                name=group.name,
                entity=group.id,
                country=group.country,
                sector=group.sector,
                found_by="lexicon",
            )


def weapons(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Weapon models and classes; adjoining ones ("Oniks anti-ship cruise missiles") are one mention, the model's."""
    found: list[Mention] = []
    for start, end, weapon in weapon_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or doc.tokens[tokens[1] - 1].pos == "VERB":
            continue
        mention = Mention(
            kind="weapon",
            span=doc.span(*tokens),
            first=tokens[0],
            last=tokens[1],
            name=weapon.name,
            weapon_class=weapon.weapon_class,
            entity=weapon.act,
            found_by="lexicon",
        )
        before = found[-1] if found else None
        if (
            before
            and before.last == mention.first
            and doc.tokens[before.first].sentence == doc.tokens[mention.first].sentence
        ):
            model = before if before.weapon_class and before.name[0].isupper() else mention
            found[-1] = msgspec.structs.replace(
                model, first=before.first, last=mention.last, span=doc.span(before.first, mention.last)
            )
        else:
            found.append(mention)
    yield from found


def model_organisations(doc: Doc) -> Iterator[Mention]:
    """What the model calls an organisation and no lexicon knows: agencies, ministries, outlets."""
    for first, last in runs(doc, frozenset({"ORG"})):
        if last - first == 1 and not doc.tokens[first].text[0].isupper():
            continue
        span = doc.span(first, last)
        yield Mention(
            kind="organisation",
            span=span,
            first=first,
            last=last,
            name=span.exact,
            country=country_in(span.exact),
            found_by="model",
        )


def dates(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Time expressions with the days they allow; the tense over each decides which Saturday is meant. No ages."""

    def ahead(at: int) -> bool:
        return looks_ahead(doc, bisect_right(starts, at) - 1)

    def back(at: int) -> bool:
        return looks_back(doc, bisect_right(starts, at) - 1)

    for found in find_dates(doc.report.text, doc.report.published_day, ahead, back):
        tokens = token_range(doc, starts, found.start, found.end)
        if tokens and found.kind != "set" and not _AGED.match(doc.report.text, found.end):
            yield Mention(
                kind="date",
                span=doc.span(*tokens),
                first=tokens[0],
                last=tokens[1],
                name=found.timex or doc.span(*tokens).exact,
                date=found.range,
                entity=found.kind,
                found_by="rule",
            )


def quantities(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Numbers with their limits; `entity` is the unit, None for a count of people or things."""
    for found in find_quantities(doc.report.text):
        tokens = token_range(doc, starts, found.start, found.end)
        if tokens:
            yield Mention(
                kind="quantity",
                span=doc.span(*tokens),
                first=tokens[0],
                last=tokens[1],
                name=doc.span(*tokens).exact,
                quantity=found.quantity,
                entity=found.unit,
                found_by="rule",
            )


def pronouns(doc: Doc) -> Iterator[Mention]:
    """Personal, possessive and relative pronouns."""
    for token in doc.tokens:
        if token.lower in _PRONOUNS and token.pos in ("PRON", "DET"):
            plural = token.lower in ("they", "their", "them", "we", "our", "us")
            yield Mention(
                kind="pronoun",
                span=doc.span(token.i, token.i + 1),
                first=token.i,
                last=token.i + 1,
                name=token.lower,
                plural=plural,
            )
