"""The JSON Schema of a brief: made from the types, kept in docs/, true of a real brief."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import msgspec

from dateline.model.brief import Brief, json_schema
from dateline.pipeline.brief import brief
from dateline.store import Record

SCHEMA = Path(__file__).parents[2] / "docs" / "brief.schema.json"


def test_the_schema_in_docs_is_the_one_that_the_types_make() -> None:
    made = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    assert SCHEMA.read_text("utf-8") == made, "run python scripts/brief_schema.py"


def test_a_brief_is_of_the_schema_and_comes_back_as_it_was(record: Record) -> None:
    found = brief(record, date(2023, 2, 20), since=date(2023, 2, 10))
    encoded = msgspec.json.encode(found)
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.Draft202012Validator(json_schema()).validate(json.loads(encoded))
    assert msgspec.json.decode(encoded, type=Brief) == found
