"""Gold events as assertions: annotated reports tell which events are one incident; how well does merging find that?

A gold folder holds one YAML file a report; the text lies in it, or in the packaged sample corpus. `places.yaml` and
`names.yaml` lie in it or above it.
`bench/merge.py` prints the figures.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dateline.merge import Merged, ReportHead
from dateline.merge.words import fold
from dateline.model.assertion import ActorRef, Assertion, Link, PlaceRef, Source, Target, Toll, WeaponRef, When, sealed
from dateline.model.span import Span
from dateline.model.vocabulary import SUB_EVENT_TYPES
from dateline.reference.sample import sample_folder

Claim = dict[str, Any]


def first(value: Any) -> str:
    """The first of several codings that are both right."""
    return str(value).split("|")[0].strip()


@cache
def table(folder: Path, name: str) -> dict[str, Any]:
    """A shared table of the gold, in the folder or above it."""
    path = next(p for p in (folder / name, folder.parent / name) if p.exists())
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def country_of(name: str, folder: Path) -> str | None:
    """ISO code if any of the codings is a country, or a name that the table gives to one country."""
    places, names = table(folder, "places.yaml"), table(folder, "names.yaml")
    for each in name.split("|"):
        entry = places.get(each.strip(), {})
        if entry.get("level") == "country":
            return entry["iso3"]
    for country, entry in places.items():
        if entry.get("level") == "country" and fold(name) in {fold(n) for n in names.get(country, [])}:
            return entry["iso3"]
    return None


def place(name: str, span: Span, folder: Path, role: str = "location") -> PlaceRef:
    """The place with the coordinates of the gold's table."""
    entry = table(folder, "places.yaml")[first(name)]
    level = entry.get("level", "settlement")
    return PlaceRef(
        role=role,
        name=first(name),
        as_written=first(name),
        place_id=f"gold:{first(name)}",
        lat=entry["lat"],
        lon=entry["lon"],
        level=level,
        country=entry.get("iso3"),
        km=entry.get("km"),
        evidence=span,
    )


def actors(claim: Claim, span: Span, folder: Path) -> tuple[ActorRef, ...]:
    """Both sides, each with a country where the name is one's."""
    return tuple(
        ActorRef(
            role=role,
            name=first(claim[role]),
            as_written=first(claim[role]),
            country=country_of(claim[role], folder),
            evidence=span,
        )
        for role in ("actor1", "actor2")
        if claim.get(role)
    )


def toll(raw: Claim, span: Span) -> Toll:
    """A count as the gold has it."""
    numbers = {k: raw.get(k) for k in ("low", "best", "high")}
    return Toll(
        measure=first(raw["measure"]),
        of=raw.get("of"),
        as_written=str(raw.get("text") or numbers),
        evidence=span,
        **numbers,
    )


def when(claim: Claim) -> When | None:
    """The days of the gold; null where the report does not date the event."""
    if "date" not in claim:
        return None
    low, high = (date.fromisoformat(str(claim["date"][k])[:10]) for k in ("earliest", "latest"))
    return When(earliest=low, latest=high, precision="day" if (high - low).days < 7 else "month", basis="stated")


def assertion(claim: Claim, report_id: str, text: str, folder: Path) -> Assertion:
    """One gold event as the reader would give it."""
    at = text.find(claim["evidence"])
    span = Span.of(text, at, at + len(claim["evidence"]))
    cut = at + claim["evidence"].find(claim.get("trigger", claim["evidence"]))
    sub_type = first(claim["sub_event_type"]) if "sub_event_type" in claim else None
    said = claim.get("asserted_by")
    return sealed(
        Assertion(
            report_id=report_id,
            type="event",
            evidence=span,
            trigger=Span.of(text, cut, cut + len(claim.get("trigger", claim["evidence"]))),
            event_type=SUB_EVENT_TYPES.get(sub_type) if sub_type else None,
            sub_event_type=sub_type,
            interaction=first(claim["interaction"]) if "interaction" in claim else None,
            status=claim.get("status", "actual"),
            polarity=claim.get("polarity", "affirmed"),
            date=when(claim),
            places=tuple(place(p, span, folder) for p in claim.get("places", []))
            + ((place(claim["origin"], span, folder, "origin"),) if "origin" in claim else ()),
            actors=actors(claim, span, folder),
            targets=tuple(Target(as_written=first(t), evidence=span) for t in claim.get("targets", [])),
            weapons=tuple(
                WeaponRef(name=first(w), as_written=first(w), evidence=span) for w in claim.get("weapons", [])
            ),
            tolls=tuple(toll(t, span) for t in claim.get("tolls", [])),
            attribution=(Link(source=Source(name=first(said), as_written=first(said))),) if said else (),
            made_by="gold/1",
            mode=claim["id"],
        )
    )


def text_of(file: str, folder: Path) -> str:
    """The report's text, beside its gold or in the sample corpus."""
    path = folder / file
    return (path if path.exists() else sample_folder() / file).read_text(encoding="utf-8")


def headline(text: str) -> str:
    """The first short line without a full stop that is neither a date nor a menu."""
    lines = [line.strip() for line in re.sub(r"^\s*date \S+ ", "", text).splitlines()[:8]]
    return next((line for line in lines if 15 < len(line) < 130 and not line.endswith((".", "”", '"'))), "")


def read_gold(folders: list[Path]) -> tuple[list[Assertion], dict[str, ReportHead], dict[str, str]]:
    """(assertions, report heads, assertion id -> incident key)."""
    found: list[Assertion] = []
    heads: dict[str, ReportHead] = {}
    keys: dict[str, str] = {}
    for folder in folders:
        for path in sorted(p for p in folder.glob("*.yaml") if p.name not in ("places.yaml", "names.yaml")):
            gold = yaml.safe_load(path.read_text(encoding="utf-8"))
            head, text = gold["report"], text_of(gold["report"]["file"], folder)
            day = str(head["published"])[:10]
            heads[head["id"]] = ReportHead(report_id=head["id"], published=day, known_from=day, title=headline(text))
            for claim in (c for c in gold["claims"] if c["type"] == "event"):
                each = assertion(claim, head["id"], text, folder)
                found.append(each)
                if claim.get("incident"):
                    keys[each.assertion_id] = claim["incident"]
    return found, heads, keys


def b_cubed(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 over (gold key, found key) of each event (Bagga and Baldwin 1998)."""
    by_gold: defaultdict[str, list[str]] = defaultdict(list)
    by_found: defaultdict[str, list[str]] = defaultdict(list)
    for gold, found in pairs:
        by_gold[gold].append(found)
        by_found[found].append(gold)
    precision = sum(by_found[found].count(gold) / len(by_found[found]) for gold, found in pairs) / len(pairs)
    recall = sum(by_gold[gold].count(found) / len(by_gold[gold]) for gold, found in pairs) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def misses(found: list[Assertion], keys: dict[str, str], merged: Merged) -> list[str]:
    """Incidents that were split, and found incidents that mix several, with their members."""
    lines: list[str] = []
    by_gold: defaultdict[str, defaultdict[str, list[Assertion]]] = defaultdict(lambda: defaultdict(list))
    by_found: defaultdict[str, defaultdict[str, list[Assertion]]] = defaultdict(lambda: defaultdict(list))
    for each in (a for a in found if a.assertion_id in keys):
        gold, incident = keys[each.assertion_id], merged.incident_of[each.assertion_id]
        by_gold[gold][incident].append(each)
        by_found[incident][gold].append(each)
    for title, groups in (("SPLIT", by_gold), ("MIXED", by_found)):
        for name, parts in sorted(groups.items()):
            if len(parts) > 1:
                lines.append(f"{title} {name}")
                for part, members in sorted(parts.items(), key=lambda item: -len(item[1])):
                    lines.append(f"    [{part}] {len(members)}")
                    lines += [f"        {shown(m)}" for m in members]
    return lines


def shown(a: Assertion) -> str:
    """One line that tells what a person needs to judge a miss."""
    days = f"{a.date.earliest}..{a.date.latest}" if a.date else "-"
    where = ", ".join(p.name or "" for p in a.places) or "-"
    counts = " ".join(f"{t.measure}={t.best or t.low or t.high}" for t in a.tolls)
    who = " > ".join(x.name for x in a.actors)
    return f"{a.report_id} {a.mode} {a.act} | {days} | {where} | {who} | {counts} | {a.evidence.exact[:90]}"
