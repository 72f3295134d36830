"""The JSON Schema of the export: made from the types, kept in docs/, true of what a real build exports."""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

import dateline
from dateline.model.record import json_schema
from dateline.model.vocabulary import INTERACTIONS, SUB_EVENT_TYPES
from dateline.reference.sample import sample_folder

ROOT = Path(__file__).parents[2]
REPORTS = ("dam-state.txt", "khan-local.txt", "gs-morning.txt")
"""Texts of three kinds: a power's own account, a local paper with a toll, a bulletin that names many places."""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("schema")
    for name in REPORTS:
        shutil.copy(sample_folder() / name, folder / name)
    path = folder / "record.sqlite"
    dateline.build([str(folder / name) for name in REPORTS], str(path))
    out = io.BytesIO()
    with dateline.Record.open(path) as record:
        dateline.export_record(record, "jsonl", out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("record_schema", ROOT / "scripts" / "record_schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_schema_in_docs_is_the_one_that_the_types_make() -> None:
    made = script()
    assert made.SCHEMA.read_text("utf-8") == made.text(), "run python scripts/record_schema.py"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_line_of_a_real_export_is_of_the_schema(exported: list[dict[str, Any]]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for row in exported:
        validator.validate(row)
    kinds = {row["kind"] for row in exported}
    assert {"report", "assertion", "incident", "place", "actor"} <= kinds
    assert {row["type"] for row in exported if row["kind"] == "assertion"} == {"statement", "event", "control"}


def test_types_are_of_the_closed_lists(exported: list[dict[str, Any]]) -> None:
    for row in (row for row in exported if row["kind"] in ("assertion", "incident")):
        assert row["event_type"] == SUB_EVENT_TYPES.get(row["sub_event_type"])
        assert row["interaction"] is None or row["interaction"] in INTERACTIONS


def test_every_value_quotes_its_report(exported: list[dict[str, Any]]) -> None:
    texts = {row["report_id"]: row["text"] for row in exported if row["kind"] == "report"}
    checked = 0
    for row in (row for row in exported if row["kind"] == "assertion"):
        for span in spans(row):
            assert texts[row["report_id"]][span["start"] : span["end"]] == span["exact"]
            checked += 1
    assert checked > 200


def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        if set(value) == {"start", "end", "exact"}:
            return [value]
        return [span for each in value.values() for span in spans(each)]
    return [span for each in value for span in spans(each)] if isinstance(value, list) else []


def test_ids_point_at_rows(exported: list[dict[str, Any]]) -> None:
    ids = {row[key] for row in exported for key in (f"{row['kind']}_id",) if key in row}
    for row in (row for row in exported if row["kind"] == "incident"):
        assert set(row["assertion_ids"]) | set(row["reports"]) <= ids
    for row in (row for row in exported if row["kind"] == "assertion"):
        assert {row["report_id"], *row["disputed_by"], *row["answers"]} <= ids
        assert row["incident_id"] is None or row["incident_id"] in ids
