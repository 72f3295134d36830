"""What the accounts of one incident are worth as evidence: who claims it, who denies it, whom it harmed, who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

import msgspec

from dateline.merge.account import ReportHead, story_of
from dateline.merge.disagreements import identified
from dateline.merge.sources import new_voices, speaker_of, voice_of
from dateline.merge.words import fold, group_of, stems
from dateline.model.assertion import ActorRef, Assertion, Source
from dateline.model.incident import Incident
from dateline.model.judgement import SOURCE, Judgement
from dateline.reference.actors import actor_nouns
from dateline.reference.grades import grade_table

Harmed = Literal["civilians", "people", "combatants"]
"""Who was harmed, as the words have it: said to be civilians, not said what they are, or combatants."""

_SPOKESMEN: Final = frozenset({"official", "military", "armed group"})
"""Categories of sources that can speak for a side."""

_VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
_VIOLENT_PROTEST: Final = "Excessive force against protesters"

Reliabilities = Mapping[str, Judgement]
"""Source id -> the judgement that holds about its reliability."""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion as evidence. story and voice as in `sources`; source: the name of whoever says it, publisher: of
    the report that carries it. harmed: whom it says were harmed. counted: the number of its voice among those of the
    incident that are independent; null where another's report is needed for it, or it is no account of the incident.
    """

    assertion: Assertion
    known_from: str
    story: str
    voice: str
    source: str
    publisher: str | None
    harmed: frozenset[Harmed]
    counted: int | None
    member: bool

    @property
    def speaker(self) -> Source | None:
        """Whose words they are; None where the report itself says it."""
        return speaker_of(self.assertion.attribution)


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """claims: that it happened, earliest known first. denials: that it did not, of any type of assertion."""

    incident: Incident
    claims: tuple[Telling, ...]
    denials: tuple[Telling, ...]


def testimony(
    incident: Incident,
    assertions: Mapping[str, Assertion],
    reports: Mapping[str, ReportHead],
    disputed_by: Mapping[str, Sequence[str]],
) -> Testimony:
    """The evidence about an incident. Only what disputes a claim is a denial: "no second blast" denies no first one."""
    members = [assertions[each] for each in incident.assertion_ids]
    claims = [a for a in members if a.polarity == "affirmed" and a.status == "actual"]
    against = sorted({each for a in claims for each in disputed_by.get(a.assertion_id, ())})
    denials = (a for each in against if (a := assertions[each]).review.state != "rejected")
    heard = _Heard(reports, set(incident.assertion_ids), _counted(incident))
    return Testimony(
        incident=incident,
        claims=_ordered(map(heard.telling, claims)),
        denials=_ordered(heard.telling(a) for a in denials if a.polarity == "denied" or a.type == "statement"),
    )


def _counted(incident: Incident) -> dict[str, int]:
    """Account -> the number of its voice, of those that are independent."""
    voices = [voice for voice in incident.voices if voice.standing == "independent"]
    return {a: n for n, voice in enumerate(voices) for report in voice.reports for a in report.assertion_ids}


def _ordered(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda t: (t.known_from, t.assertion.assertion_id)))


class _Heard(NamedTuple):
    """What is known about the accounts of one incident. counted: see `_counted`."""

    reports: Mapping[str, ReportHead]
    members: set[str]
    counted: Mapping[str, int]

    def telling(self, a: Assertion) -> Telling:
        """An assertion as evidence."""
        head = self.reports[a.report_id]
        story, source = story_of(a.report_id, self.reports), speaker_of(a.attribution)
        named = (source.name or source.as_written) if source else head.publisher
        return Telling(
            assertion=a,
            known_from=head.known_from,
            story=story,
            voice=voice_of(a.attribution, head.publisher, story),
            source=named or f"the report {a.report_id}",
            publisher=head.publisher,
            harmed=harmed(a),
            counted=self.counted.get(a.assertion_id),
            member=a.assertion_id in self.members,
        )


def independent(tellings: Iterable[Telling]) -> list[Telling]:
    """The first telling of each independent voice of the incident; of what stands outside of it ("this is a lie"), of
    each story that adds a voice.
    """
    ordered = list(tellings)
    first = {t.counted: t for t in reversed(ordered) if t.counted is not None}
    outside = [t for t in ordered if not t.member]
    found = list(first.values())
    for story, voices in new_voices((t.story, t.voice) for t in outside):
        found.append(next(t for t in outside if t.story == story and t.voice in voices))
    return sorted(found, key=lambda t: (t.known_from, t.assertion.assertion_id))


def named(tellings: Iterable[Telling]) -> str:
    """Their sources in words, each once, in order."""
    return ", ".join(dict.fromkeys(t.source for t in tellings))


def harmed(a: Assertion) -> frozenset[Harmed]:
    """Whom an account says were harmed: those whom its tolls count, and to whom a violent act was done.

    A count of "people" in an act against a force may be of that force, and one that names nobody is of those whom the
    account counts by name ("five fighters were killed and six hurt"): nobody is then said to be more than combatants.
    """
    victim = _kind(a.actor("actor2"))
    counted = [t for t in a.tolls if t.measure in grade_table().harm and t.best != 0 and t.high != 0]
    kinds = [_group(" ".join((toll.of or "", *toll.includes))) for toll in counted]
    found: set[Harmed] = set()
    for toll, kind in zip(counted, kinds, strict=True):
        of_force = victim == "combatants" or (toll.of is None and "combatants" in kinds)
        found.add("combatants" if kind == "people" and of_force else kind)
    if victim and (a.event_type in _VIOLENT or a.sub_event_type == _VIOLENT_PROTEST):
        found.add(victim)
    return frozenset(found)


def _kind(victim: ActorRef | None) -> Harmed | None:
    """What actor2 is; None for states, places and whoever else is no people."""
    if victim is None:
        return None
    if victim.sector in grade_table().combatants:
        return "combatants"
    return _group(victim.name) if victim.sector == "CVL" else None


def _group(words: str) -> Harmed:
    if not group_of(words):
        return "people"
    nouns = {_nouns().get(word) for word in fold(words).split()}
    if nouns & grade_table().combatants and "CVL" not in nouns:
        return "combatants"
    return "civilians" if nouns - {None} - grade_table().combatants else "people"


@cache
def _nouns() -> dict[str, str]:
    """Folded noun -> its sector; words for all who were counted tell nothing."""
    return {fold(noun): entry.sector for noun, entry in actor_nouns().items() if group_of(noun)}


def speaks_for(source: Source | None, doer: ActorRef | None) -> bool:
    """Whether a source is of the doer's own side: the doer itself, an official or a soldier of the state whose force it
    is, or whoever bears the name of the armed group in their title. Witnesses, outlets and organisations speak for
    nobody, and a doer without an id, a country or a name of its own ("the enemy") has nobody to speak for it.
    """
    if source is None or doer is None or source.category not in _SPOKESMEN or not identified(doer):
        return False
    said_by = fold(source.name or source.as_written or "")
    if said_by == fold(doer.name) or (source.entity_id is not None and source.entity_id == doer.entity_id):
        return True
    if doer.sector is None or doer.sector in grade_table().forces_of_states:
        official = source.category in ("official", "military")
        return official and doer.country is not None and source.country == doer.country
    own = stems(doer.name) - stems(" ".join(_nouns()))
    return bool(own & stems(" ".join(filter(None, (source.role, source.name, source.as_written)))))


def reliability(telling: Telling, held: Reliabilities) -> Judgement | None:
    """What a person holds of the reliability of a telling: of its speaker or of the publisher that carries it, of the
    worse where both are graded (a chain holds no better than its weakest link); None where neither is.
    """
    speaker = telling.source if telling.speaker else None
    given = [held.get(source_id(name)) for name in (speaker, telling.publisher) if name]
    known = [each for each in given if each and each.grade != "F"]  # "cannot be judged" says nothing about the source
    return max(known, key=lambda each: each.grade or "", default=None)


def source_id(name: str) -> str:
    """The id under which a source is graded: its name, in any spelling."""
    return SOURCE + fold(name)


def reliabilities(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The latest grade of each source, by its id, that is not withdrawn."""
    return {
        each.left: each
        for each in sorted(judgements, key=lambda j: j.order)
        if each.verdict == "graded" and each.scheme == "reliability" and each.withdrawn_at is None
    }
