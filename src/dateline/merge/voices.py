"""From whom the accounts of an incident come: its voices, the reports that bring them, how many are independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.merge.account import Account
from dateline.merge.claimants import Claimant, Claimants
from dateline.merge.positions import through
from dateline.model.incident import Brought, Standing, Voice

_Heard = list[tuple[Account, Claimant]]


def voices(members: Sequence[Account], claimants: Claimants) -> tuple[Voice, ...]:
    """One voice for each claimant, in the order in which they became known. members: in the order of merging.

    Descriptions that may be of anybody ("officials") are one voice, in however many reports: they cannot be told apart.
    A copy is heard as what it copies; a report that has what it tells from somebody adds no voice of its own.
    """
    heard: defaultdict[str, _Heard] = defaultdict(list)
    quoting: set[str] = set()
    for member in members:
        claimant = claimants.of(member, member.assertion.attribution)
        heard[claimant.key if claimant.named else claimant.key.rsplit(" in ", 1)[0]].append((member, claimant))
        if not claimant.own:
            quoting.add(member.story)
    resting = {key for key, those in heard.items() if all(c.own and m.story in quoting for m, c in those)}
    counted = _counted({key: _stories(those, quoting) for key, those in heard.items() if key not in resting})
    found = [
        _voice(
            those, "rests on others" if key in resting else "independent" if key in counted else "shares its reports"
        )
        for key, those in heard.items()
    ]
    return tuple(sorted(found, key=lambda v: (v.known_from, v.reports[0].assertion_ids)))


def _stories(those: _Heard, quoting: Collection[str]) -> tuple[str, ...]:
    """The stories that bring a voice, the earliest first, less those in which it only says again what others say."""
    return tuple(dict.fromkeys(m.story for m, c in those if not (c.own and m.story in quoting)))


def _counted(stories: Mapping[str, Sequence[str]]) -> set[str]:
    """The voices for which there is a story each: those that the fewest stories bring choose first, of the earliest.

    So a story that quotes five adds one source, and a speaker whom five stories quote is one source.
    """
    first = {story: n for n, story in enumerate(dict.fromkeys(s for each in stories.values() for s in each))}
    taken: set[str] = set()
    counted: set[str] = set()
    for voice in sorted(stories, key=lambda v: (len(stories[v]), first[stories[v][0]])):
        story = next((each for each in stories[voice] if each not in taken), None)
        if story is not None:
            taken.add(story)
            counted.add(voice)
    return counted


def _voice(those: _Heard, standing: Standing) -> Voice:
    claimant = min((c for _, c in those), key=lambda c: (-len(c.name or ""), c.name or ""))
    reports: defaultdict[str, list[Account]] = defaultdict(list)
    for member, _ in those:
        reports[member.assertion.report_id].append(member)
    brought = [_brought(members, own=claimant.own) for members in reports.values()]
    return Voice(
        name=claimant.name,
        side=claimant.country,
        category=claimant.category,
        standing=standing,
        known_from=those[0][0].known_from,
        reports=tuple(sorted(brought, key=lambda b: (b.known_from, b.report_id))),
    )


def _brought(members: Sequence[Account], *, own: bool) -> Brought:
    first = members[0]
    report_id = first.assertion.report_id
    copied = first.story != report_id
    ways = _each(way for m in members for way in through(m.assertion.attribution))
    return Brought(
        report_id=report_id,
        publisher=first.publisher or None,
        known_from=first.known_from,
        way="copied" if copied else "own voice" if own else "said",
        copy_of=first.story if copied else None,
        through=ways,
        assertion_ids=tuple(sorted(m.id for m in members)),
    )


def _each(ways: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ways))
