"""A made-up war of any size: towns of very different fame, three years of days, reports that tell of the same acts.

Every report is a text in which each assertion's evidence stands, so that a record made of them can be verified. The
same size gives the same war.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Target, Toll, When, sealed
from dateline.model.report import Report
from dateline.model.span import Span
from dateline.model.vocabulary import SUB_EVENT_TYPES

BEGIN: Final = date(2021, 1, 1)
DAYS: Final = 1095
TOWNS: Final = 4000
ACTS: Final = {
    "Shelling/artillery/missile attack": ("shelled", 8),
    "Air/drone strike": ("bombed", 6),
    "Armed clash": ("fought over", 5),
    "Attack": ("raided", 3),
    "Disrupted weapons use": ("shot down drones over", 2),
    "Looting/property destruction": ("burned houses in", 1),
}
TARGETS: Final = [
    "a market",
    "a school",
    "the power station",
    "a depot",
    "flats",
    "a bridge",
    "the hospital",
    "a column",
]
SPEAKERS: Final = ["the governor", "the defence ministry", "the mayor", "a monitoring group", "residents", "the rebels"]
OUTLETS: Final = 60
PER_REPORT: Final = 8


class Act(NamedTuple):
    """One occurrence."""

    day: date
    town: int
    type: str
    doer: str
    victim: str
    target: str
    killed: int


class Told(NamedTuple):
    """One line of a report."""

    line: str
    act: Act
    killed: int | None
    dated: bool
    speaker: str | None


def town(number: int, words: Span) -> PlaceRef:
    """A town and the words that name it; twenty of them lie in one region."""
    row, column = divmod(number, 63)
    return PlaceRef(
        name=f"Town{number}", as_written=f"Town{number}", place_id=f"made:{number}", lat=20 + row * 0.35,
        lon=20 + column * 0.4, level="settlement", admin1=f"Region {number // 20}", country=f"C{number // 400:02}",
        score=0.9, evidence=words,
    )  # fmt: skip


def acts(count: int, chance: random.Random, towns: int, days: int) -> list[Act]:
    """As many acts, most of them in few towns, in the order of their days."""
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(towns)))
    famous = chance.sample(range(towns), towns)
    kinds, often = list(ACTS), [weight for _, weight in ACTS.values()]
    made = []
    for _ in range(count):
        at = chance.choices(famous, cum_weights=weights)[0]
        sides = (f"the army of C{at // 400:02}", f"the rebels of C{at // 400:02}")
        doer, victim = sides if chance.random() < 0.6 else sides[::-1]
        made.append(
            Act(
                BEGIN + timedelta(days=chance.randrange(days)), at, chance.choices(kinds, often)[0], doer, victim,
                chance.choice(TARGETS), min(200, int(chance.paretovariate(0.9)) - 1),
            )
        )  # fmt: skip
    return sorted(made)


def reports(
    events: int, seed: int = 7, *, towns: int = TOWNS, days: int = DAYS, more_days: int = 0
) -> Iterator[tuple[Report, list[Assertion]]]:
    """Reports with their assertions, `events` events in all: four of each act or so, most in the two days after it.

    more_days: so many whole days follow the last of these.
    """
    chance = random.Random(seed)
    waiting: dict[date, list[tuple[Act, int]]] = {}
    for act in acts(round(events / 4.4), chance, towns, days):
        tellings = min(60, int(chance.paretovariate(0.95)))
        for n in range(tellings):
            later = chance.choice((0, 0, 0, 1, 1, 2)) if chance.random() < 0.97 else chance.randrange(30, 400)
            waiting.setdefault(act.day + timedelta(days=later), []).append((act, n))
    left = events
    for day in sorted(waiting):
        told = waiting.pop(day)
        chance.shuffle(told)
        if left <= 0:
            left, more_days = len(told), more_days - 1
            if more_days < 0:
                return
        for at in range(0, len(told), PER_REPORT):
            chosen = told[at : at + PER_REPORT][:left]
            left -= len(chosen)
            if chosen:
                yield _report(day, chosen, chance)


def _report(day: date, told: list[tuple[Act, int]], chance: random.Random) -> tuple[Report, list[Assertion]]:
    outlet = f"Outlet {chance.randrange(OUTLETS)}"
    lines = [_line(act, n, day, chance) for act, n in told]
    # What else reports tell: without it all of them would be nearly copies of one another, as no real ones are.
    told_besides = [" ".join(f"w{chance.randrange(20_000)}" for _ in range(20)) + "." for _ in lines]
    text = " ".join(f"{each.line} {rest}" for each, rest in zip(lines, told_besides, strict=True))
    digest = sha256(text.encode()).hexdigest()
    report = Report(
        report_id=f"r_{digest[:16]}", origin=f"{digest[:16]}.txt", publisher=outlet, url=None, title=None, author=None,
        published=day.isoformat(), published_basis="given", language="en", text=text, sha256=digest,
        known_from=day.isoformat(), ingested_at=day.isoformat(), duplicate_of=None,
    )  # fmt: skip
    found, start = [], 0
    for each, rest in zip(lines, told_besides, strict=True):
        found.append(_assertion(report.report_id, start, each))
        start += len(each.line) + len(rest) + 2
    return report, found


def _line(act: Act, n: int, day: date, chance: random.Random) -> Told:
    if chance.random() < 0.1:  # told by somebody who took it for another kind of act
        act = act._replace(type=chance.choice(list(ACTS)))
    killed = act.killed if chance.random() < 0.7 else act.killed + chance.randrange(1, 5)
    says_toll, dated = chance.random() < 0.7, chance.random() < 0.75
    speaker = chance.choice(SPEAKERS) if chance.random() < 0.6 else None
    verb = ACTS[act.type][0]
    line = f"{act.doer} {verb} Town{act.town}, hitting {act.target}"
    line += f" on {act.day.isoformat()}" if dated else ""
    line += f", {killed} people were killed" if says_toll else ""
    line += f", {speaker} of Town{act.town} said" if speaker else ""
    return Told(line + ".", act, killed if says_toll else None, dated, speaker)


def _assertion(report_id: str, start: int, told: Told) -> Assertion:
    line, act, killed, dated, speaker = told

    def span(words: str) -> Span:
        at = start + line.index(words)
        return Span(start=at, end=at + len(words), exact=words)

    def toll(number: int) -> Toll:
        words = f"{number} people"
        return Toll(measure="killed", of="people", best=number, as_written=words, evidence=span(words))

    def link(name: str) -> Link:
        return Link(source=Source(name=name, as_written=name, evidence=span(name)), cue="said", manner="indirect")

    stated = When(earliest=act.day, latest=act.day, precision="day", basis="stated") if dated else None
    doer = ActorRef(role="actor1", name=act.doer, as_written=act.doer, sector="MIL", evidence=span(act.doer))
    return sealed(
        Assertion(
            report_id=report_id,
            type="event",
            evidence=Span(start=start, end=start + len(line), exact=line),
            trigger=span(ACTS[act.type][0]),
            event_type=SUB_EVENT_TYPES[act.type],
            sub_event_type=act.type,
            interaction="ASSAULT",
            date=stated,
            places=(town(act.town, span(f"Town{act.town}")),),
            actors=(doer,),
            targets=(Target(as_written=act.target, evidence=span(act.target)),),
            tolls=() if killed is None else (toll(killed),),
            attribution=() if speaker is None else (link(f"{speaker} of Town{act.town}"),),
            made_by="made up/1",
            confidence=0.9,
        )
    )
