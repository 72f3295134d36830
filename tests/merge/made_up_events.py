"""Made-up events in any number: towns on a grid, days of a year, several accounts each; one seed, one outcome."""

from __future__ import annotations

import random
from datetime import date, timedelta

from dateline.merge import ReportHead
from dateline.model.assertion import ActorRef, Assertion, PlaceRef, Toll, When, sealed
from dateline.model.span import Span

ACTS = {
    "Shelling/artillery/missile attack": "shelled",
    "Air/drone strike": "bombed",
    "Armed clash": "fought over",
    "Attack": "raided",
    "Disrupted weapons use": "shot down drones over",
}
START = date(2023, 1, 1)


def event(
    report_id: str,
    sentence: str,
    *,
    start: int = 0,
    act: str = "Air/drone strike",
    day: date | None = None,
    town: tuple[str, float, float] | None = None,
    doer: str | None = None,
    killed: int | None = None,
    **more: object,
) -> Assertion:
    """One sealed event assertion that quotes `sentence` at `start`."""
    span = Span(start=start, end=start + len(sentence), exact=sentence)
    places = ()
    if town:
        name, lat, lon = town
        places = (
            PlaceRef(
                name=name, as_written=name, place_id=f"t:{name}", lat=lat, lon=lon, level="settlement", evidence=span
            ),
        )
    fields: dict[str, object] = {
        "report_id": report_id,
        "type": "event",
        "evidence": span,
        "event_type": "Explosions/Remote violence",
        "sub_event_type": act,
        "date": When(earliest=day, latest=day, precision="day", basis="stated") if day else None,
        "places": places,
        "actors": (ActorRef(role="actor1", name=doer, as_written=doer, evidence=span),) if doer else (),
        "tolls": (Toll(measure="killed", of="people", best=killed, as_written=str(killed), evidence=span),)
        if killed is not None
        else (),
        "made_by": "made up/1",
    }
    return sealed(Assertion(**(fields | more)))  # type: ignore[arg-type]


def head(report_id: str, day: date, **more: str | None) -> ReportHead:
    """A report known from its publication on."""
    return ReportHead(report_id=report_id, published=day.isoformat(), known_from=day.isoformat(), **more)


def made_up(count: int, seed: int = 7) -> tuple[list[Assertion], dict[str, ReportHead]]:
    """`count` event assertions, about four to an incident and ten to a report, over 400 towns and a year."""
    rng = random.Random(seed)
    towns = [(f"Town{n}", 46.0 + (n // 20) * 0.3, 30.0 + (n % 20) * 0.45) for n in range(400)]
    assertions: list[Assertion] = []
    heads: dict[str, ReportHead] = {}
    while len(assertions) < count:
        town, day = rng.choice(towns), START + timedelta(days=rng.randrange(365))
        act, toll, doer = rng.choice(list(ACTS)), rng.randrange(60), rng.choice(["North", "South"])
        for _ in range(rng.randrange(1, 8)):
            published = day + timedelta(days=rng.randrange(3))
            report_id = f"r{published.isoformat()}-{rng.randrange(max(1, count // 3650))}"
            heads[report_id] = head(report_id, published)
            rival = toll if rng.random() < 0.7 else toll + rng.randrange(5)
            sentence = f"{doer} {ACTS[act]} {town[0]} and {rival} died"
            place = rng.randrange(5000)
            assertions.append(
                event(report_id, sentence, start=place, act=act, day=day, town=town, doer=doer, killed=rival)
            )
    return assertions[:count], heads
