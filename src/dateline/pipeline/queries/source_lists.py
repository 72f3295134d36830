"""Who publishes and who speaks in a record, how often, and how reliable a person holds them to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from dateline.merge.sources import speaker_of
from dateline.merge.testimony import reliabilities, source_id
from dateline.model.assertion import Source
from dateline.model.judgement import Judgement
from dateline.pipeline.queries.assertion_lists import selected
from dateline.pipeline.views import Filters, SourceLine
from dateline.store import Record
from dateline.store import judgements as judgement_rows

UNKNOWN = "F"
"""Reliability of a source that nobody has graded: it cannot be judged."""


class _Seen:
    """What one source has said and published so far."""

    def __init__(self) -> None:
        self.names: Counter[str] = Counter()
        self.countries: Counter[str] = Counter()
        self.categories: Counter[str] = Counter()
        self.reports: set[str] = set()
        self.stories: set[str] = set()
        self.assertions = 0
        self.publishes = self.speaks = False

    def add(self, name: str, report_id: str, story: str) -> None:
        self.names[name] += 1
        self.reports.add(report_id)
        self.stories.add(story)

    def speaker(self, source: Source) -> None:
        self.speaks = True
        self.countries.update(each for each in (source.country,) if each)
        self.categories.update(each for each in (source.category,) if each)


def sources(record: Record) -> tuple[SourceLine, ...]:
    """Every publisher and speaker, those with most assertions first. A report that is withdrawn counts for nothing."""
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    with record.snapshot():
        copies: dict[str, str] = dict(record.rows("SELECT report_id, duplicate_of FROM copies"))
        publishers: dict[str, str] = dict(
            record.rows(
                "SELECT report_id, publisher FROM reports WHERE publisher IS NOT NULL AND publisher <> ''"
                " AND report_id NOT IN (SELECT report_id FROM withdrawn)"
            )
        )
        for report_id, publisher in publishers.items():
            seen[source_id(publisher)].add(publisher, report_id, copies.get(report_id, report_id))
            seen[source_id(publisher)].publishes = True
        for a in selected(record, Filters()):
            keys = {source_id(publishers[a.report_id])} if a.report_id in publishers else set()
            speaker = speaker_of(a.attribution)
            name = (speaker.name or speaker.as_written) if speaker else None
            if speaker and name:
                keys.add(source_id(name))
                seen[source_id(name)].add(name, a.report_id, copies.get(a.report_id, a.report_id))
                seen[source_id(name)].speaker(speaker)
            for key in keys:
                seen[key].assertions += 1
        held = reliabilities(judgement_rows.by_people(record))
    lines = [_line(each, held.get(key)) for key, each in seen.items()]
    return tuple(sorted(lines, key=lambda line: (-line.assertions, -line.reports, line.name)))


def _line(seen: _Seen, judged: Judgement | None) -> SourceLine:
    return SourceLine(
        name=_most(seen.names) or "",
        publishes=seen.publishes,
        speaks=seen.speaks,
        reports=len(seen.reports),
        assertions=seen.assertions,
        stories=len(seen.stories),
        country=_most(seen.countries),
        category=_most(seen.categories),
        reliability=(judged.grade if judged else None) or UNKNOWN,
        graded_by=judged.decided_by if judged else None,
        graded_on=judged.decided_at if judged else None,
        note=judged.note if judged else None,
    )


def _most(counted: Counter[str]) -> str | None:
    """The value met most often; of equals the first by the alphabet."""
    best: Sequence[tuple[str, int]] = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return best[0][0] if best else None
