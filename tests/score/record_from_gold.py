"""Makes the rows of a record out of gold, whole or damaged, so that the scorer can be tried without a reader."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.pipeline.score.gold import read_yaml
from dateline.reference.sample import sample_folder

CASES = Path(__file__).parents[2] / "cases" / "gold"
ROLES = {"places": "location", "origin": "origin"}

Row = dict[str, Any]


def gold_files(folders: Sequence[Path]) -> Iterator[Row]:
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            if path.name not in ("places.yaml", "names.yaml"):
                yield read_yaml(path)


def record_rows(folders: Sequence[Path], texts: Sequence[Path] = ()) -> list[Row]:
    """Rows that agree with the gold of these folders in every slot; texts: where else reports are."""
    rows: list[Row] = []
    table = read_yaml(folders[0].parent / "places.yaml")
    for gold in gold_files(folders):
        name = f"{gold['report']['id']}.txt"
        path = next(folder / name for folder in (sample_folder(), *texts) if (folder / name).exists())
        text = path.read_text(encoding="utf-8")
        report_id = f"r_{gold['report']['id']}"
        rows.append({"kind": "report", "report_id": report_id, "origin": f"some/folder/{name}", "text": text})
        rows += [_assertion(claim, report_id, text, table) for claim in gold["claims"]]
    return rows


def _assertion(claim: Row, report_id: str, text: str, table: Row) -> Row:
    start = text.index(claim["evidence"])
    row: Row = {
        "kind": "assertion",
        "assertion_id": f"{report_id}_{claim['id']}",
        "report_id": report_id,
        "type": claim["type"],
        "evidence": _span(text, start, claim["evidence"]),
        "places": [_place(name, "location", table) for name in claim.get("places", [])],
        "actors": [
            {"role": role, "name": _first(claim[role]), "as_written": _first(claim[role]), "country": None}
            for role in ("actor1", "actor2")
            if role in claim
        ],
        "targets": [{"as_written": _first(each)} for each in claim.get("targets", [])],
        "weapons": [{"name": _first(each), "as_written": _first(each)} for each in claim.get("weapons", [])],
        "tolls": [
            {**{k: each.get(k) for k in ("low", "best", "high")}, "measure": _first(each["measure"])}
            for each in claim.get("tolls", [])
        ],
        "disputed_by": ["a_other"] if claim.get("disputed") else [],
        "incident_id": f"i_{claim['incident']}" if "incident" in claim else None,
        "attribution": _chain(claim),
    }
    if "origin" in claim:
        row["places"].append(_place(claim["origin"], "origin", table))
    if "trigger" in claim:
        row["trigger"] = _span(text, start + claim["evidence"].index(claim["trigger"]), claim["trigger"])
    if "holder" in claim:
        row["holder"] = {"name": _first(claim["holder"]), "as_written": _first(claim["holder"])}
    if "date" in claim:
        row["date"] = {key: str(day) for key, day in claim["date"].items()}
    for slot in ("sub_event_type", "interaction", "status", "polarity", "certainty", "state"):
        if slot in claim:
            row[slot] = _first(claim[slot])
    return row


def _first(value: str) -> str:
    return value.split("|")[0]


def _span(text: str, start: int, exact: str) -> Row:
    return {"start": start, "end": start + len(exact), "exact": text[start : start + len(exact)]}


def _place(name: str, role: str, table: Row) -> Row:
    known = table[_first(name)]
    level = known.get("level", "settlement")
    return {
        "role": role,
        "as_written": name,
        "lat": known["lat"],
        "lon": known["lon"],
        "level": level,
        "country": known.get("iso3"),
    }


def _chain(claim: Row) -> list[Row]:
    name = claim.get("speaker") or claim.get("asserted_by")
    inner = [each["asserted_by"] for each in claim.get("tolls", []) if "asserted_by" in each]
    if not name and not inner and claim["type"] != "statement":
        return []
    links: list[Row] = [{"source": {"name": _first(each), "as_written": _first(each)}} for each in inner]
    links.append({"source": {"name": name and _first(name), "as_written": None if name is None else _first(name)}})
    for slot in ("manner", "channel"):
        if slot in claim:
            links[-1][slot] = _first(claim[slot])
    if "said_on" in claim:
        links[-1]["said_on"] = {"earliest": str(claim["said_on"]), "latest": str(claim["said_on"])}
    return links


def damaged(rows: Sequence[Row], seed: int) -> list[Row]:
    """The rows with some dropped, shifted, retyped, renamed, moved, doubled: the same for the same seed."""
    draw = random.Random(seed)
    names = sorted({actor["name"] for row in rows for actor in row.get("actors", [])})
    texts = {row["report_id"]: row["text"] for row in rows if row["kind"] == "report"}
    out: list[Row] = []
    for row in rows:
        if row["kind"] == "report":
            if draw.random() > 0.03:
                out.append({**row, "text": _retyped(row["text"], draw)})
            continue
        if draw.random() < 0.15:
            continue
        out.append(_worse(row, texts[row["report_id"]], names, draw))
        if draw.random() < 0.15:
            again = _worse(row, texts[row["report_id"]], names, draw)
            out.append({**again, "assertion_id": again["assertion_id"] + "_again"})
    draw.shuffle(out)
    return out


def _retyped(text: str, draw: random.Random) -> str:
    """Quote marks of another kind, of the same length: what a second copy of a page has."""
    return text.replace('"', "”") if draw.random() < 0.3 else text


def _worse(row: Row, text: str, names: Sequence[str], draw: random.Random) -> Row:
    row = _misread(row, text, draw)
    for slot in ("places", "actors", "targets", "weapons", "tolls", "attribution"):
        row[slot] = [_other(slot, each, names, draw) for each in row[slot] if draw.random() > 0.15]
    for slot in ("date", "status", "polarity", "certainty", "state", "holder", "incident_id", "disputed_by"):
        if slot in row and draw.random() < 0.15:
            del row[slot]
    if row.get("date") and draw.random() < 0.3:
        row["date"] = {key: _moved(day, draw.randint(-2, 2)) for key, day in row["date"].items()}
    if row.get("incident_id") and draw.random() < 0.2:
        row["incident_id"] = f"i_{draw.randint(1, 9)}"
    return row


def _misread(row: Row, text: str, draw: random.Random) -> Row:
    row = dict(row)
    if draw.random() < 0.4:
        row["evidence"] = _shifted(row["evidence"], text, draw)
    if row.get("trigger") and draw.random() < 0.2:
        row["trigger"] = _shifted(row["trigger"], text, draw) if draw.random() < 0.7 else None
    for slot, chance, values in (
        ("type", 0.2, ["statement", "event", "control"]),
        ("sub_event_type", 0.2, ["Armed clash", "Attack", "Air/drone strike", None]),
        ("interaction", 0.2, ["CONSULT", "ASSAULT", "AID", None]),
        ("status", 0.1, ["planned", "actual"]),
        ("polarity", 0.1, ["denied", "affirmed"]),
    ):
        if draw.random() < chance:
            row[slot] = draw.choice(values)
    return row


def _shifted(span: Row, text: str, draw: random.Random) -> Row:
    start = max(0, span["start"] + draw.randint(-60, 60))
    end = min(len(text), max(start + 1, span["end"] + draw.randint(-60, 60)))
    start = min(start, end - 1)
    return {"start": start, "end": end, "exact": text[start:end]}


def _moved(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def _other(slot: str, each: Row, names: Sequence[str], draw: random.Random) -> Row:
    if draw.random() > 0.35:
        return each
    if slot == "places":
        moved = {"lat": each["lat"] + draw.uniform(-0.4, 0.4), "lon": each["lon"] + draw.uniform(-0.4, 0.4)}
        change = draw.choice([moved, {"lat": None, "lon": None}, {"level": "country"}, {"role": "destination"}])
    elif slot == "actors":
        change = draw.choice([{"name": draw.choice(names)}, {"role": "actor2"}, {"country": "UKR", "name": None}])
    elif slot == "tolls":
        change = draw.choice([{"best": 7}, {"low": 3, "best": None}, {"measure": "injured"}])
    elif slot == "attribution":
        source = {
            "name": draw.choice([*names, None]),
            "as_written": draw.choice(["he", "the spokesman", ""]),
            "role": None,
        }
        change = draw.choice(
            [{"source": source}, {"manner": "direct"}, {"channel": "Telegram channel"}, {"said_on": None}]
        )
    else:
        change = {"as_written": draw.choice(["a house", "", each["as_written"][:-2]]), "class": "drone"}
    return {**each, **change}
