"""The assertions that a brief cites, numbered as they first come up, and each account as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from dateline.model.assertion import Assertion, Link
from dateline.model.brief import Citation, Cite, Part, Sentence, Words
from dateline.pipeline.brief.wording import (
    begun,
    day_words,
    joined,
    mood,
    quote,
    speaker_words,
    words,
)
from dateline.pipeline.views import ReportHead

CLAUSE: Final = 4
"""Words from which evidence tells something by itself: "the strike" does not."""


class Cited:
    """Assertions and their reports, with the citations that have been made of them so far."""

    def __init__(self, assertions: Mapping[str, Assertion], reports: Mapping[str, ReportHead]) -> None:
        self._assertions = assertions
        self._reports = reports
        self._numbers: dict[str, int] = {}

    def all(self, ids: Iterable[str]) -> list[Assertion]:
        """The assertions with these ids, by when they were known and where they stand."""
        found = [self._assertions[each] for each in dict.fromkeys(ids) if each in self._assertions]
        return sorted(found, key=lambda a: (self.report(a).known_from, a.report_id, a.evidence.start, a.assertion_id))

    def report(self, a: Assertion) -> ReportHead:
        """The report that it stands in."""
        return self._reports[a.report_id]

    def copied(self, ids: Iterable[str]) -> bool:
        """Whether one of these stands in a copy of another report."""
        return any(self.report(a).duplicate_of is not None for a in self.all(ids))

    def cite(self, accounts: Iterable[Assertion]) -> list[Part]:
        """The numbers of these assertions, each behind a blank."""
        found: list[Part] = []
        for each in dict.fromkeys(a.assertion_id for a in accounts):
            found += [words(" "), Cite(number=self._numbers.setdefault(each, len(self._numbers) + 1))]
        return found

    def citations(self) -> tuple[Citation, ...]:
        """All that were cited, by number."""
        return tuple(self._citation(self._assertions[each], number) for each, number in self._numbers.items())

    def _citation(self, a: Assertion, number: int) -> Citation:
        report = self.report(a)
        return Citation(
            number=number,
            assertion_id=a.assertion_id,
            report_id=a.report_id,
            exact=a.evidence.exact,
            start=a.evidence.start,
            end=a.evidence.end,
            publisher=report.publisher,
            published=report.published,
            known_from=report.known_from,
            title=report.title,
            url=report.url,
            origin=report.origin.replace("\\", "/").rsplit("/", 1)[-1],
            duplicate_of=report.duplicate_of,
            confidence=a.confidence,
            review=a.review.state,
        )

    def publisher(self, a: Assertion) -> str:
        """Who published it, else what the report is called."""
        report = self.report(a)
        return report.publisher or report.origin.replace("\\", "/").rsplit("/", 1)[-1]

    def day(self, a: Assertion) -> str:
        """The day on which it was published."""
        published = self.report(a).published
        return day_words(date.fromisoformat(published[:10])) if published else "undated"

    def voice_words(self, a: Assertion, chain: Sequence[Link] | None = None) -> str:
        """Who says it: the speaker, else the publisher. chain: the number's own, where it has one."""
        told = chain or a.attribution
        return speaker_words(told) if told else self.publisher(a)

    def voice(self, a: Assertion, chain: Sequence[Link] | None = None) -> list[Part]:
        """`voice_words` as a part."""
        return [Words(text=self.voice_words(a, chain), about="name")]

    def account(self, accounts: Sequence[Assertion], lead: Sequence[Part] = (), *, doubt: bool = True) -> Sentence:
        """What one voice says, in the words of the account that tells most; the others are cited beside it.

        lead: what the sentence begins with. doubt: whether to say what makes it less than a plain fact.
        """
        a = max(accounts, key=_told)
        said: list[Part] = [Words(text=mood(a), about="doubt"), words(", ")] if doubt and mood(a) else []
        said += [words("according to "), *self.voice(a), words(", in ")] if a.attribution else [words("reported by ")]
        said += [Words(text=self.publisher(a), about="name"), words(f", {self.day(a)}")]
        if self.report(a).duplicate_of:
            said.append(Words(text=", a copy of another report", about="doubt"))
        if a.hedges and a.certainty in ("probable", "possible"):
            said += [words(", in the words "), *joined([[quote(h, a.report_id)] for h in a.hedges], ", ")]
        others = [each for each in accounts if each is not a]
        also = [words("; likewise"), *self.cite(others)] if others else []
        told = begun([*lead, *said])
        return Sentence(parts=(*told, words(": "), quote(a.evidence, a.report_id), *self.cite([a]), *also))

    def voices(self, accounts: Iterable[Assertion]) -> list[list[Assertion]]:
        """The accounts, those of one speaker in one outlet, with the same mood, together."""
        found: dict[tuple[str, str, str], list[Assertion]] = {}
        for a in accounts:
            found.setdefault((speaker_words(a.attribution), self.publisher(a), mood(a)), []).append(a)
        return list(found.values())


def _told(a: Assertion) -> tuple[bool, int, int]:
    """How much an account tells: whether it is a clause, then its values, then its length."""
    values = len(a.tolls) + len(a.places) + len(a.actors) + len(a.targets) + len(a.weapons) + bool(a.date)
    return len(a.evidence.exact.split()) >= CLAUSE, values, len(a.evidence.exact)
