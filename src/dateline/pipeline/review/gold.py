"""What people put right, as gold cases that `dateline score --gold` reads: one YAML file a report, with its text.

Rules of the format: cases/README.md. What is accepted, corrected or added is a claim; all its slots are stated, since a
person has looked at them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

import yaml

from dateline.merge.corrections import STATES
from dateline.model.assertion import Assertion, Link, PlaceRef, Toll, When
from dateline.model.report import Report
from dateline.model.vocabulary import ActorRole
from dateline.pipeline.review.views import GoldFile
from dateline.pipeline.standing import stood_in
from dateline.store import Record
from dateline.store import assertions as assertion_rows
from dateline.store import judgements as judgement_rows
from dateline.store import reports as report_rows
from dateline.values.coordinates import kilometres

TEXTS = "reports"
"""The folder of the texts, beside the YAML files."""

_PARTIES: Final[tuple[ActorRole, ...]] = ("actor1", "actor2")
_SAME_KM = 1.0


def gold(record: Record, folder: Path) -> tuple[GoldFile, ...]:
    """Writes each report on whose assertions people spoke, into `folder` (made if it is not there), with places.yaml.

    A report is `complete` if nothing that stands in it is unreviewed: then what else a reader finds there is wrong.
    Words that are not applied yet count. Files of the same name are replaced.
    """
    places = _Places()
    files = []
    with record.snapshot():
        told = list(_reviewed(record))
        names = _names([report for report, _, _ in told])
        (folder / TEXTS).mkdir(parents=True, exist_ok=True)
        for report, claimed, complete in told:
            name = names[report.report_id]
            claims, left_out = _claims(claimed, report, places)
            head = {"complete": complete, "id": name, "file": f"{name}.txt"}
            head |= {"published": report.published[:10]} if report.published else {}
            path, text = folder / f"{name}.yaml", folder / TEXTS / f"{name}.txt"
            _write(path, {"report": head, "claims": claims})
            text.write_text(report.text, encoding="utf-8", newline="")
            files.append(GoldFile(path=str(path), text=str(text), claims=len(claims), left_out=left_out))
    if files:
        _write(folder / "places.yaml", places.table)
    return tuple(files)


def _reviewed(record: Record) -> Iterator[tuple[Report, list[Assertion], bool]]:
    """(report, what people hold to be right in it, whether nothing else stands in it), by the day they were known."""
    people = judgement_rows.by_people(record)
    sides = {j.right for j in people if j.verdict in STATES and j.right.startswith("a_") and j.withdrawn_at is None}
    spoken = {a.report_id for a in assertion_rows.bodies(record, sorted(sides))}
    stood = stood_in(record, spoken, people)
    standing: defaultdict[str, set[str]] = defaultdict(set)
    for key, report_id in assertion_rows.reports_of(record, stood).items():
        if stood[key].present == key:
            standing[report_id].add(key)
    for report in report_rows.reports(record):
        if report.report_id in spoken:
            number = record.value("SELECT max(reading) FROM readings WHERE report_id = ?", (report.report_id,))
            read = {a.assertion_id for a in assertion_rows.of_reading(record, number)}
            stands = {key for key in read if key not in stood or stood[key].present == key}
            stands |= standing[report.report_id]
            held = {key for key in stands if key in stood and stood[key].word}
            claimed = sorted(assertion_rows.bodies(record, sorted(held)), key=_place)
            yield report, claimed, stands == held


def _place(a: Assertion) -> tuple[int, int, str]:
    return a.evidence.start, a.evidence.end, a.assertion_id


def _names(reports: Sequence[Report]) -> dict[str, str]:
    """By report id: the stem of its origin, by which `dateline score` finds it; its id where two have one stem."""
    stems = {report.report_id: PurePosixPath(report.origin).stem for report in reports}
    often = Counter(stems.values())
    return {
        key: stem if often[stem] == 1 and stem not in ("places", "names", "") else key for key, stem in stems.items()
    }


def _write(path: Path, content: object) -> None:
    dumped = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120, default_flow_style=None)
    path.write_text(dumped, encoding="utf-8", newline="\n")


def _claims(held: Iterable[Assertion], report: Report, places: _Places) -> tuple[list[dict[str, Any]], int]:
    """The claims, and how many are left out: gold finds evidence by its words, so these must stand there first."""
    numbers: Counter[str] = Counter()
    claims, left_out = list[dict[str, Any]](), 0
    for a in held:
        if report.text.find(a.evidence.exact) != a.evidence.start:
            left_out += 1
            continue
        numbers[a.type] += 1
        claims.append(_stated({"id": f"{a.type[0]}{numbers[a.type]}", **_claim(a, places)}))
    return claims, left_out


def _stated(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is said: an empty slot would ask for nothing."""
    return {key: value for key, value in slots.items() if key == "speaker" or value not in (None, [], "")}


def _claim(a: Assertion, places: _Places) -> dict[str, Any]:
    inside = a.trigger is not None and a.evidence.contains(a.trigger)
    sites = [each for place in a.places if place.role != "origin" and (each := places.name(place))]
    origins = [each for place in a.places if place.role == "origin" and (each := places.name(place))]
    return {
        "type": a.type,
        "sub_event_type": a.sub_event_type,
        "interaction": a.interaction,
        "evidence": a.evidence.exact,
        "trigger": a.trigger.exact if a.trigger and inside else None,
        **_sources(a),
        "places": list(dict.fromkeys(sites)),
        "origin": origins[0] if origins else None,
        **{role: _forms(actor.name, actor.as_written) for role in _PARTIES if (actor := a.actor(role))},
        "targets": [_forms(t.as_written) for t in a.targets],
        "weapons": [_forms(w.name, w.as_written) for w in a.weapons],
        "tolls": [_toll(t) for t in a.tolls],
        "date": _date(a.date),
        "status": a.status,
        "polarity": a.polarity,
        "certainty": a.certainty,
        "state": a.state,
        "holder": _forms(a.holder.name, a.holder.as_written) if a.holder else None,
    }


def _forms(*forms: str | None) -> str:
    """Alternatives, as gold writes them; a bar inside a form would part it."""
    return "|".join(dict.fromkeys(each.replace("|", " ") for each in forms if each))


def _sources(a: Assertion) -> dict[str, Any]:
    """Who says it: a statement's speaker (null where nobody is named), an event's source."""
    last = a.attribution[-1] if a.attribution else None
    named = _forms(last.source.name, last.source.as_written) if last else ""
    if a.type != "statement":
        return {"asserted_by": named or None}
    said: dict[str, Any] = {"speaker": named or None}
    if last:
        said |= {"manner": last.manner, "channel": last.channel, "said_on": _one_day(last)}
    return _stated(said)


def _one_day(link: Link) -> Any:
    when = link.said_on
    return when.earliest if when and when.earliest == when.latest else None


def _date(when: When | None) -> dict[str, Any] | None:
    if when is None or when.earliest is None or when.latest is None:
        return None
    return {"earliest": when.earliest, "latest": when.latest}


def _toll(toll: Toll) -> dict[str, Any]:
    bounds = {bound: getattr(toll, bound) for bound in ("low", "best", "high")}
    words = toll.as_written if all(each is None for each in bounds.values()) else None
    source = toll.attribution[-1].source if toll.attribution else None
    said_by = _forms(source.name, source.as_written) if source else None
    return _stated(
        {"measure": toll.measure, "of": toll.of, **bounds, "per": toll.per, "text": words, "asserted_by": said_by}
    )


class _Places:
    """The coordinates of every place that a claim names. Two places of one name are told apart by their division."""

    def __init__(self) -> None:
        self.table: dict[str, dict[str, Any]] = {}

    def name(self, place: PlaceRef) -> str | None:
        """Under which name it is in the table; None without a position: then nothing could be compared."""
        if place.lat is None or place.lon is None:
            return None
        plain = (place.name or place.as_written).replace("|", " ")
        row = _row(place)
        for name in (plain, f"{plain} ({place.admin1 or place.country})", f"{plain} ({place.lat}, {place.lon})"):
            known = self.table.setdefault(name, row)
            near = kilometres((known["lat"], known["lon"]), (row["lat"], row["lon"])) <= _SAME_KM
            if near and known.get("level") == row.get("level"):
                return name
        return None


def _row(place: PlaceRef) -> dict[str, Any]:
    row: dict[str, Any] = {"lat": place.lat, "lon": place.lon}
    if place.level == "country":
        return row | {"level": "country", "iso3": place.country}
    if place.level == "region":
        return row | {"level": "region", **({"km": place.km} if place.km else {})}
    return row
