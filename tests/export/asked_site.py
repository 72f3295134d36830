"""A site asked what a server is asked: the page's own code reads its files, without a page."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline.pipeline.queries import Filters
from dateline.pipeline.site import Written, export_site
from dateline.store import Record
from dateline.web.app import STATIC

FRONTEND = Path(__file__).parents[2] / "frontend"
Question = tuple[str, dict[str, Any]]
WIDTHS = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i32": np.int32, "bytes8": np.uint8}


def silent(doing: str, done: int, of: int | None) -> None:
    """Nobody watches."""


def exported(record: Path, folder: Path, filters: Filters | None = None, *, texts: bool = True) -> Written:
    assert (STATIC / "index.html").exists(), "the page is not built: run `make setup`, or npm run build in frontend/"
    with Record.open(record) as opened:
        return export_site(opened, folder, filters or Filters(), texts=texts, told=silent)


def answers(site: Path, questions: Sequence[Question]) -> list[Any]:
    """What the page's code makes of the files."""
    assert shutil.which("node"), "the page's code is run by Node, and none is on the PATH"
    asked = "\n".join(json.dumps({"path": path, "query": query}) for path, query in questions)
    done = subprocess.run(
        ["node", "answers.mjs", str(site.absolute())],
        cwd=FRONTEND,
        input=asked,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(questions)
    return [
        base64.b64decode(each) if path == "feed" else each for (path, _), each in zip(questions, found, strict=True)
    ]


def manifest(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "data/manifest.json").read_bytes())
    return found


def feed_rows(body: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A feed with names in the place of their numbers: two feeds may number them otherwise."""
    long = int.from_bytes(body[4:8], "little")
    head = json.loads(body[8 : 8 + long])
    columns = {
        name: np.frombuffer(
            body, WIDTHS[c["type"]], c["length"] * (8 if c["type"] == "bytes8" else 1), 8 + long + c["at"]
        )
        for name, c in head["columns"].items()
    }
    lists = {name for name in columns if f"{name}_at" in columns}
    rows = [
        {
            name: told(head, name, values, columns.get(f"{name}_at"), row)
            for name, values in columns.items()
            if name.removesuffix("_at") not in lists or name in lists
        }
        for row in range(head["count"])
    ]
    return {key: head[key] for key in ("count", "day0", "as_of", "known")}, rows


TABLES = {"type": "types", "place": "places", "side1": "sides", "side2": "sides", "grade": "grades"}


def told(head: dict[str, Any], name: str, values: Any, at: Any, row: int) -> Any:
    if name == "id":
        return bytes(values[8 * row : 8 * row + 8]).hex()
    if at is not None:
        return [head[name][n] for n in values[at[row] : at[row + 1]]]
    number = int(values[row])
    if name == "measures":
        return sorted(measure for n, measure in enumerate(head["measures"]) if number >> n & 1)
    if name in TABLES:
        table = head[TABLES[name]]
        return table[number] if number < len(table) else None
    return number


def short(incident: dict[str, Any]) -> dict[str, Any]:
    """What lists and changes of a site have of an incident: all but who says what."""
    found = {key: each for key, each in incident.items() if key not in ("voices", "grades", "grade", "reports")}
    found["tolls"] = {key: {**toll, "positions": []} for key, toll in found["tolls"].items()}
    found["disagreements"] = [{**each, "positions": []} for each in found["disagreements"]]
    return found


def without_names(found: Any) -> Any:
    """Without the entities that lists name beside actors, places and sources: the page shows them nowhere."""
    if isinstance(found, dict):
        return {key: without_names(each) for key, each in found.items() if key != "entity_id"}
    return [without_names(each) for each in found] if isinstance(found, list) else found


def as_site(path: str, body: Any) -> Any:
    """A server's answer, or a site's, as far as they are to be the same."""
    if path == "feed":
        return feed_rows(body)
    if isinstance(body, dict) and "error" in body:
        return {"error": body["error"]["status"]}
    if path == "incidents":
        return {**body, "rows": [short(each) for each in body["rows"]]}
    if path == "changes":
        for each in body["incidents"]:
            each["former"], each["present"] = ([short(i) for i in each[side]] for side in ("former", "present"))
            for toll in each["tolls"]:
                toll["former"], toll["present"] = (
                    [{**one, "positions": []} for one in toll[side]] for side in ("former", "present")
                )
    if path in ("claims", "quotes"):  # cursors are each one's own business; the page finds words in words by itself
        rows = [{key: each for key, each in row.items() if key != "highlights"} for row in body["rows"]]
        return without_names({**body, "rows": rows, "next": body["next"] is not None})
    if path == "entities":
        fields = ("kind", "name", "type", "class", "country", "sector", "admin1", "level", "mentions")
        return {"total": body["total"], "rows": [{f: row.get(f) for f in fields} for row in body["rows"]]}
    if path == "session":
        return {key: body[key] for key in ("user", "review", "csrf", "accounts")}
    return body
