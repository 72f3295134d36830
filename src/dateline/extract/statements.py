"""Statements: somebody other than the reporter says, writes, denies, demands, promises or threatens something.

Each reader of this family looks at one unit (a sentence, or several inside one quotation) and drafts what it finds;
here the drafts are set against each other, quotations that stand alone are given to the last speaker, and each becomes
one assertion: its content without speaker and cue, and a link that says who, how, by what channel and on which day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from dateline.extract.statement_channel import channel_of, said_on
from dateline.extract.statement_frames import read_verb
from dateline.extract.statement_labels import read_labels
from dateline.extract.statement_memory import Memory
from dateline.extract.statement_nouns import read_nouns
from dateline.extract.statement_phrases import read_phrases
from dateline.extract.statement_polarity import polarity_of
from dateline.extract.statement_quotes import lone_quotes
from dateline.extract.statement_source import relays
from dateline.extract.statement_units import Draft, Unit, quotes_in, token_from, units, words
from dateline.model.assertion import Assertion, Link, Source, When
from dateline.model.document import Doc
from dateline.model.span import Span
from dateline.model.stages import Extractor
from dateline.model.vocabulary import INTERACTIONS, Manner

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def extract(doc: Doc) -> Iterator[Assertion]:
    """Every statement of the report in text order."""
    read = list(units(doc))
    drafts: list[Draft] = []
    for unit in read:
        drafts += _settled(doc, _read_unit(doc, unit))
    drafts = [d for d in drafts if words(doc.report.text[d.start : d.end])]
    drafts = sorted([*drafts, *lone_quotes(doc, read, drafts)], key=lambda d: (d.start, d.end))
    memory = Memory(doc)
    spoken: list[tuple[Draft, Link]] = []
    for draft in drafts:
        link = _link(doc, draft, memory.source(draft), spoken)
        spoken.append((draft, link))
        yield _assertion(doc, draft, link)


def _read_unit(doc: Doc, unit: Unit) -> list[Draft]:
    found: list[Draft] = []
    floor = unit.first
    quoted = {i for q in quotes_in(doc, unit.first, unit.last) if q.last - q.first > 8 for i in range(q.first, q.last)}
    for verb in doc.tokens[unit.first : unit.last]:
        if verb.i in quoted and not _ends_unclosed(doc, unit, verb.i):
            continue  # what is said inside a quotation is the speaker's own report
        for draft in read_verb(doc, unit, verb, floor, tuple(found)):
            found.append(draft)
            floor = max(floor, _floor(doc, unit, draft, quoted))
    phrases = list(read_phrases(doc, unit, found))
    for draft in found:
        _divide(doc, draft, phrases)
    found += phrases
    labelled = [] if found else list(read_labels(doc, unit))
    return [*found, *labelled, *(d for d in read_nouns(doc, unit) if d.cue[0] not in quoted)]


def _ends_unclosed(doc: Doc, unit: Unit, verb: int) -> bool:
    """As in "“The ford is mined, he said.": a cue that ends a sentence whose quotation mark nobody closes."""
    around = next((q for q in quotes_in(doc, verb, verb + 1)), None)
    return around is not None and not around.closed and verb + 1 >= unit.last - 1


def _divide(doc: Doc, draft: Draft, phrases: list[Draft]) -> None:
    """As in "The army holds it, according to Ndjike, but the road is cut, residents said": each has its own clause."""
    for phrase in phrases:
        at = doc.tokens[min(phrase.near[1], draft.unit.last - 1)]
        before = draft.start <= phrase.start and phrase.end <= at.start < draft.end <= doc.tokens[draft.cue[0]].start
        rest = [t for t in doc.tokens[at.i : draft.unit.last] if t.end <= draft.end and t.text not in {",", ";"}]
        joined = bool(rest) and (rest[0].lower in {"but", "and", "while"} or doc.tokens[rest[0].i - 1].text == ";")
        if before and joined and any(t.tag in _FINITE for t in rest):
            draft.start = next((t.start for t in rest if t.lower not in {"but", "and"}), draft.start)


def _floor(doc: Doc, unit: Unit, draft: Draft, quoted: set[int]) -> int:
    """Where the content of a later "..., X said" may begin: after an earlier "..., Y said", or after its semicolon."""
    if draft.end <= doc.tokens[draft.near[0]].start:
        return draft.near[1]
    after = token_from(doc, draft.end)
    opener = next((t for t in doc.tokens[after : min(after + 2, unit.last)] if t.lower in {"and", "but"}), None)
    if opener is not None and draft.start > doc.tokens[draft.cue[0]].start:
        return opener.i + 1
    marks = (t for t in doc.tokens[draft.near[1] : unit.last] if t.text in {";", ":"} and t.i not in quoted)
    return next((t.i + 1 for t in marks if t.start >= draft.end), unit.first)


def _settled(doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """Of drafts that lie in one another the outer stays, of two that overlap the surer; a noun's content may nest."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (_around(d, drafts), max(d.rank, 0), d.start - d.end)):
        nested = draft.rank < 0
        clash = [k for k in kept if k.start < draft.end and draft.start < k.end and (k.rank < 0) == nested]
        same = [k for k in kept if (k.start, k.end) == (draft.start, draft.end)]
        if not clash and not same:
            kept.append(draft)
        elif len(clash) == 1 and relays(doc, clash[0]) and _main(doc, clash[0], draft):
            clash[0].speaker, clash[0].entry = draft.speaker, draft.entry
    return kept


def _around(draft: Draft, drafts: list[Draft]) -> int:
    """In how many other drafts a draft lies wholly: the outermost come first."""
    return sum(
        d.start <= draft.start and draft.end <= d.end and (d.start, d.end) != (draft.start, draft.end) and d.rank >= 0
        for d in drafts
    )


def _main(doc: Doc, outer: Draft, inner: Draft) -> bool:
    """As in "The ministry denied a raid, the agency reported": is the inner report all that the outer passes on?"""
    verb = doc.tokens[inner.cue[0]]
    inside = outer.start <= verb.start < outer.end and inner.speaker is not None
    return inside and verb.tag in {"VBD", "VBZ", "VBP"} and token_from(doc, outer.start) in doc.subtree(verb.i)


def _link(doc: Doc, draft: Draft, source: Source, before: Sequence[tuple[Draft, Link]]) -> Link:
    said = draft.speaker is not None
    cue = doc.span(*draft.cue) if said else None
    return Link(
        source=source,
        cue=cue.exact if cue and draft.entry else None,
        manner=manner(doc, draft.start, draft.end),
        channel=channel_of(doc, draft) or _same_channel(doc, draft, source, before),
        said_on=(said_on(doc, draft) or _same_day(doc, draft, source, before)) if said else None,
        evidence=cue if draft.entry else None,
    )


def _same_channel(doc: Doc, draft: Draft, source: Source, before: Sequence[tuple[Draft, Link]]) -> str | None:
    """As in "..., he said", "it added" and a quotation without a cue go on by the channel of the sentence before."""
    goes_on = draft.speaker is None or doc.tokens[draft.speaker].pos == "PRON"
    if not before or not goes_on or source.name is None:
        return None
    last, link = before[-1]
    near = draft.unit.paragraph == last.unit.paragraph and draft.unit.i - last.unit.i <= 1
    return link.channel if near and link.source.name == source.name else None


def _same_day(doc: Doc, draft: Draft, source: Source, before: Sequence[tuple[Draft, Link]]) -> When | None:
    """As in "X denied it on Monday, saying that ...": the participle tells of the same occasion."""
    verb = doc.tokens[draft.cue[0]]
    if verb.tag != "VBG" or source.name is None:
        return None
    together = takewhile(lambda said: said[0].unit.i == draft.unit.i, reversed(before))
    return next((k.said_on for d, k in together if d.cue[0] < verb.i and k.source.name == source.name), None)


def _assertion(doc: Doc, draft: Draft, link: Link) -> Assertion:
    return Assertion(
        report_id=doc.report.report_id,
        type="statement",
        evidence=Span.of(doc.report.text, draft.start, draft.end),
        interaction=draft.entry.interaction if draft.entry else None,
        polarity=polarity_of(doc, draft),
        attribution=(link,),
        made_by=EXTRACTOR.made_by,
    )


def manner(doc: Doc, start: int, end: int) -> Manner:
    """direct: every word inside quotation marks; indirect: none; mixed: some."""
    inside = 0
    for quote in quotes_in(doc, token_from(doc, start), token_from(doc, end)):
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
