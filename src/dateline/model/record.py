"""The rows of an exported record, and the JSON Schema that is made from their types."""

from __future__ import annotations

from inspect import cleandoc
from typing import Any

import msgspec

from dateline.model.assertion import Assertion
from dateline.model.entity import Actor, Place, Weapon
from dateline.model.incident import Incident
from dateline.model.judgement import Judgement
from dateline.model.report import Report

Row = Report | Assertion | Incident | Place | Actor | Weapon | Judgement
"""One line of `dateline export --format jsonl`."""


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of the export."""
    schema = msgspec.json.schema(Row)
    for each in schema["$defs"].values():
        if "description" in each:
            each["description"] = cleandoc(each["description"])  # its layout differs between Python's versions
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Dateline record, one row", **schema}
