"""Who spoke last, as a reader of the report would remember it: for "he added", "it said" and lone quotations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile

from dateline.extract.statement_source import is_document, owner_of, source_of
from dateline.extract.statement_units import Draft, Unit, token_from, unit_at
from dateline.model.assertion import Assertion, Source
from dateline.model.document import Doc, Mention
from dateline.reference.cues import documents
from dateline.reference.titles import titles

_PERSON = frozenset({"he", "she", "him", "her", "his"})
_BODY = frozenset({"it", "its"})
_MANY = frozenset({"they", "them", "their"})


REMEMBERED = 300
"""How many statements back a speaker is looked for: nobody means one from so long ago, and books must end, too."""


class Memory:
    """The speakers of a report in the order in which its statements stand."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._spoken: list[tuple[Draft, Source]] = []

    def source(self, draft: Draft) -> Source:
        """The source of a draft; remembered for those that come after it."""
        found = self.told(draft)
        self._spoken.append((draft, found))
        return found

    def recall(self, read: Sequence[Unit], statements: Sequence[Assertion]) -> None:
        """Remembers statements that were made into assertions before."""
        for said in statements:
            unit = unit_at(read, said.evidence.start)
            link = said.attribution[-1]
            at = link.evidence or link.source.evidence
            if unit is None or at is None:
                continue
            near = token_from(self._doc, at.start)
            draft = Draft(
                unit=unit, start=said.evidence.start, end=said.evidence.end,
                cue=(near, near + 1), near=(near, near + 1), speaker=None, entry=None,
            )  # fmt: skip
            self._spoken.append((draft, link.source))

    def told(self, draft: Draft) -> Source:
        """The source of a draft, without remembering it."""
        if draft.speaker is None:
            return next(
                (s for d, s in reversed(self._spoken) if d is draft.same_as), Source(name=None, as_written=None)
            )
        token = self._doc.tokens[draft.speaker]
        word = token.lower
        if word in _PERSON | _BODY | _MANY:
            return self._pronoun(draft, word)
        plain = source_of(self._doc, draft.unit, draft.speaker)
        if not is_document(self._doc, draft.speaker):
            return plain
        owner = owner_of(self._doc, draft.speaker)
        if owner is None and plain.country is None and len((plain.name or "").split()) == 1:
            return self._as_written(self._last(draft, lambda s: True), draft.speaker) or plain
        if owner is not None and self._doc.tokens[owner].lower in _PERSON | _BODY | _MANY:
            return self._pronoun(draft, self._doc.tokens[owner].lower, owner) if self._spoken else plain
        return source_of(self._doc, draft.unit, owner) if owner is not None else plain

    def _pronoun(self, draft: Draft, word: str, at: int | None = None) -> Source:
        head = draft.speaker if at is None else at
        assert head is not None
        linked = source_of(self._doc, draft.unit, head)
        fits = _singular if word in _PERSON else _body if word in _BODY else _plural
        last = self._last(draft, lambda s: fits(s) and _sex_fits(word, s))
        if last is None and word in _BODY:
            last = self._stated(draft)
        if last is None or self._newer(draft, last):
            return linked if linked.name else self._as_written(last, head) or linked
        return self._as_written(last, head) or linked

    def _as_written(self, last: tuple[Draft, Source] | None, head: int) -> Source | None:
        if last is None or last[1].name is None:
            return None
        span = self._doc.span(head, head + 1)
        found = last[1]
        return Source(
            name=found.name, as_written=span.exact, entity_id=found.entity_id, role=found.role, country=found.country,
            category=found.category, evidence=span,
        )  # fmt: skip

    def _last(self, draft: Draft, fits: object) -> tuple[Draft, Source] | None:
        """The nearest earlier speaker of this paragraph, else of the one before, that fits."""
        assert callable(fits)
        for other, source in islice(reversed(self._spoken), REMEMBERED):
            if draft.unit.paragraph - other.unit.paragraph > 1:
                return None
            if source.name is not None and other.near[0] < draft.near[0] and fits(source):
                return other, source
        return None

    def _stated(self, draft: Draft) -> tuple[Draft, Source] | None:
        """As in "X said in a statement. It added": whoever made the document named in the sentence before."""
        last = self._last(draft, lambda s: True)
        if last is None or draft.unit.i - last[0].unit.i > 1:
            return None
        words = {t.lemma for t in self._doc.tokens[last[0].unit.first : last[0].unit.last]}
        return last if words & documents() else None

    def _newer(self, draft: Draft, last: tuple[Draft, Source]) -> bool:
        """Whether the chain's antecedent came up only after the last speaker had spoken."""
        assert draft.speaker is not None
        n = self._doc.mention_at.get(draft.speaker)
        mention: Mention | None = self._doc.mentions[n] if n is not None else None
        if mention is None or mention.refers_to is None:
            return False
        between = takewhile(lambda m: m.first >= last[0].unit.last, self._doc.mentions_before(mention.first))
        named = (
            m for m in between if m.kind != "pronoun" and self._doc.resolved(m).name == self._doc.resolved(mention).name
        )
        return any(self._is_subject(m.last - 1) for m in named)

    def _is_subject(self, i: int) -> bool:
        token = self._doc.tokens[i]
        beside = self._doc.tokens[token.head] if token.dep == "appos" else token
        return beside.dep in {"nsubj", "nsubjpass"}


def _words(source: Source) -> set[str]:
    return set(f"{source.role or ''} {source.name or ''}".lower().split())


def _singular(source: Source) -> bool:
    """A person, or one who speaks under an office alone ("police officer"); initials ("the RSF") are a body's."""
    if source.role is not None:
        return True
    last = (source.name or "").split(" of ")[0].split(" in ")[0].split(" from ")[0].split(" at ")[0].split()[-1:]
    known = (
        titles().offices
        | titles().feminine
        | titles().masculine
        | {"source", "resident", "activist", "survivor", "spokesperson"}
    )
    initials = bool(last) and len(last[0]) > 1 and last[0].isupper()
    named = bool(last) and last[0][0].isupper() and source.category == "unknown" and not initials
    return bool(last) and (last[0].lower() in known or named)


def _body(source: Source) -> bool:
    return source.role is None and not _singular(source) and not _many(source)


def _many(source: Source) -> bool:
    head = (source.name or "").split(" of ")[0].split(" in ")[0].split(" from ")[0].split()
    return bool(head) and head[-1].islower() and head[-1].endswith("s") and not head[-1].endswith("ss")


def _plural(source: Source) -> bool:
    return _many(source) or source.category in {"armed group", "military"}


def _sex_fits(word: str, source: Source) -> bool:
    if word in {"he", "him", "his"}:
        return not _words(source) & titles().feminine
    if word in {"she", "her"}:
        return not _words(source) & titles().masculine
    return True
