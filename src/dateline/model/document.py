"""A report that has been read: blocks, sentences, tokens, mentions, quotes. All offsets index `report.text`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

import msgspec

from dateline.model.report import Report
from dateline.model.span import Span
from dateline.values.dates import DateRange
from dateline.values.quantities import Quantity

BlockKind = Literal["headline", "body", "caption", "list item", "furniture"]
MentionKind = Literal[
    "person", "organisation", "force", "group", "role", "place", "date", "quantity", "weapon", "pronoun"
]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text that is one piece of layout. Furniture (menus, bylines, share buttons) is not read."""

    kind: BlockKind
    span: Span


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word with its place in the text and in the parse. `head` is a token index; the root's head is itself.

    pos: Universal POS. tag: Penn tag. dep: dependency label (ClearNLP set, as spaCy's English models use).
    label: the statistical model's own entity type, or "" - evidence for the mention pass only.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    sentence: int
    label: str = ""

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens `first` up to `last`; `block` is the kind of layout it stands in, `paragraph` counts blocks."""

    i: int
    first: int
    last: int
    span: Span
    block: BlockKind
    paragraph: int


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A quotation with its marks. `closed` is false where the text never closes it; `depth` 1 is outermost."""

    span: Span
    first: int
    last: int
    depth: int = 1
    closed: bool = True


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens `first` up to `last` that name something.

    name: canonical name where the lexicon knows one, else the name as written, cleaned.
    entity: key into the lexicon or gazetteer ("Q212", "geonames:700568", "force:UKR-army"), or None.
    country: ISO 3166 alpha-3; sector: PLOVER's. role: the office held, as written ("Mykolaiv regional governor").
    refers_to: index into `doc.mentions` of the fuller mention that this pronoun, description or short name means.
    found_by: gazetteer, lexicon, model, or rule.
    """

    kind: MentionKind
    span: Span
    first: int
    last: int
    name: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    weapon_class: str | None = None
    level: str | None = None
    date: DateRange | None = None
    quantity: Quantity | None = None
    plural: bool = False
    refers_to: int | None = None
    found_by: str = "rule"


class Doc(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A report that has been read. Grows by stage through `msgspec.structs.replace`, never mutates.

    mentions are in text order (by first token, the wider first); a place may stand inside another mention.
    """

    report: Report
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    quotes: tuple[Quote, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indexes of its dependents, left to right."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        return tuple(tuple(each) for each in below)

    @cached_property
    def mention_at(self) -> dict[int, int]:
        """Token index -> index of the mention that covers it; of nested mentions the widest."""
        found: dict[int, int] = {}
        for n in sorted(range(len(self.mentions)), key=lambda n: self.mentions[n].last - self.mentions[n].first):
            found.update(dict.fromkeys(range(self.mentions[n].first, self.mentions[n].last), n))
        return found

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.first for m in self.mentions]

    def subtree(self, i: int) -> list[int]:
        """The token `i` and all that hangs below it, in text order."""
        found, stack = [], [i]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.children[at])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads of token `i`, nearest first, up to the root of its sentence."""
        token = self.tokens[i]
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def child(self, i: int, *deps: str) -> Token | None:
        """The first dependent of token `i` with one of these labels, or None."""
        return next((self.tokens[c] for c in self.children[i] if self.tokens[c].dep in deps), None)

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `first` up to `last`."""
        return Span.of(self.report.text, self.tokens[first].start, self.tokens[last - 1].end)

    def mentions_in(self, first: int, last: int, *kinds: MentionKind) -> Iterator[Mention]:
        """Mentions wholly inside tokens `first` up to `last`, nested ones too, in text order; of these kinds, or
        of any.
        """
        for n in range(bisect_left(self._mention_starts, first), len(self.mentions)):
            mention = self.mentions[n]
            if mention.first >= last:
                return
            if mention.last <= last and (not kinds or mention.kind in kinds):
                yield mention

    def index_of(self, mention: Mention) -> int:
        """Where in `mentions` this one stands. Raises ValueError if it is none of them."""
        for n in range(bisect_left(self._mention_starts, mention.first), len(self.mentions)):
            if self.mentions[n].first > mention.first:
                break
            if self.mentions[n] is mention or self.mentions[n] == mention:
                return n
        raise ValueError(f"not a mention of this report: {mention.span.exact[:60]!r}")

    def mentions_before(self, token: int) -> Iterator[Mention]:
        """Mentions that begin before this token, the last one first."""
        for n in range(bisect_left(self._mention_starts, token) - 1, -1, -1):
            yield self.mentions[n]

    def resolved(self, mention: Mention) -> Mention:
        """The fullest mention that this one refers to, or itself."""
        hops = 0
        while mention.refers_to is not None and hops < 8:
            mention = self.mentions[mention.refers_to]
            hops += 1
        return mention
