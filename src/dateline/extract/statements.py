"""Statements: somebody other than the reporter says, writes, denies, demands, promises or threatens something.

Each reader of this family looks at one unit (a sentence, or several inside one quotation) and drafts what it finds;
here the drafts are set against each other, quotations that stand alone are given to the last speaker, and each becomes
one assertion: its content without speaker and cue, and a link that says who, how, by what channel and on which day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.extract.statement_channel import channel_of, said_on
from dateline.extract.statement_frames import read_verb
from dateline.extract.statement_memory import Memory
from dateline.extract.statement_phrases import read_labels, read_nouns, read_phrases
from dateline.extract.statement_quotes import lone_quotes
from dateline.extract.statement_units import Draft, Unit, units, words
from dateline.model.assertion import Assertion, Link, Source
from dateline.model.document import Doc
from dateline.model.span import Span
from dateline.model.stages import Extractor
from dateline.model.vocabulary import INTERACTIONS, Manner


def extract(doc: Doc) -> Iterator[Assertion]:
    """Every statement of the report in text order."""
    read = list(units(doc))
    drafts: list[Draft] = []
    for unit in read:
        drafts += _settled(_read_unit(doc, unit))
    drafts = [d for d in drafts if words(doc.report.text[d.start : d.end])]
    drafts = sorted([*drafts, *lone_quotes(doc, read, drafts)], key=lambda d: (d.start, d.end))
    memory = Memory(doc)
    for draft in drafts:
        yield _assertion(doc, draft, memory.source(draft))


def _read_unit(doc: Doc, unit: Unit) -> list[Draft]:
    found: list[Draft] = []
    floor = unit.first
    quoted = {i for q in doc.quotes if q.depth == 1 and q.last - q.first > 8 for i in range(q.first, q.last)}
    for verb in doc.tokens[unit.first : unit.last]:
        if verb.i in quoted:
            continue  # what is said inside a quotation is the speaker's own report
        for draft in read_verb(doc, unit, verb, floor, tuple(found)):
            found.append(draft)
            floor = max(floor, _floor(doc, unit, draft, quoted))
    found += read_phrases(doc, unit, found)
    found += read_nouns(doc, unit)
    return found or list(read_labels(doc, unit))


def _floor(doc: Doc, unit: Unit, draft: Draft, quoted: set[int]) -> int:
    """Where the content of a later "..., X said" may begin: after an earlier "..., Y said", or after its semicolon."""
    if draft.end <= doc.tokens[draft.near[0]].start:
        return draft.near[1]
    marks = (t for t in doc.tokens[draft.near[1] : unit.last] if t.text in {";", ":"} and t.i not in quoted)
    return next((t.i + 1 for t in marks if t.start >= draft.end), unit.first)


def _settled(drafts: list[Draft]) -> list[Draft]:
    """Of drafts that lie in one another the outer stays, and the surer of two that overlap; a noun's content may nest."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (max(d.rank, 0), d.start - d.end)):
        nested = draft.rank < 0
        clash = [k for k in kept if k.start < draft.end and draft.start < k.end and (k.rank < 0) == nested]
        same = [k for k in kept if (k.start, k.end) == (draft.start, draft.end)]
        if not clash and not same:
            kept.append(draft)
    return kept


def _assertion(doc: Doc, draft: Draft, source: Source) -> Assertion:
    text = doc.report.text
    entry = draft.entry
    cue = doc.span(*draft.cue) if draft.same_as is None or draft.speaker is not None else None
    link = Link(
        source=source,
        cue=cue.exact if cue and entry else None,
        manner=manner(doc, draft.start, draft.end),
        channel=channel_of(doc, draft),
        said_on=said_on(doc, draft),
        evidence=cue if entry else None,
    )
    return Assertion(
        report_id=doc.report.report_id,
        type="statement",
        evidence=Span.of(text, draft.start, draft.end),
        interaction=entry.interaction if entry else None,
        polarity=_polarity(draft, text),
        attribution=(link,),
        made_by=EXTRACTOR.made_by,
    )


def _polarity(draft: Draft, text: str) -> str:
    if draft.entry and draft.entry.polarity == "denied":
        return "denied"
    content = text[draft.start : draft.end].lstrip("\"“„«‘' ")
    return "denied" if re.match(r"(?:No|Nobody|None|Neither|no|nobody|none)\b(?! doubt)", content) else "affirmed"


def manner(doc: Doc, start: int, end: int) -> Manner:
    """direct: every word inside quotation marks; indirect: none; mixed: some."""
    inside = 0
    for quote in doc.quotes:
        if quote.depth == 1:
            first, last = max(start, quote.span.start), min(end, quote.span.end)
            inside += words(doc.report.text[first:last]) if first < last else 0
    total = words(doc.report.text[start:end])
    return "indirect" if not inside else "direct" if inside >= total else "mixed"


EXTRACTOR = Extractor(
    name="statements",
    version=1,
    types=tuple(
        name for name in INTERACTIONS if name in {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"}
    ),
    extract=extract,
)
