"""Reads the packaged tables: YAML and TSV files under `reference/data`, each with its source in its head."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read_yaml(name: str) -> Any:
    """The content of `reference/data/NAME`, read once a process: who takes it must not change it."""
    return yaml.load(files("dateline.reference").joinpath("data", name).read_bytes(), Loader=_LOADER)


def read_tsv(name: str) -> list[dict[str, str]]:
    """The rows of `reference/data/NAME`. Lines that begin with # are comments; the first other line names the
    columns.
    """
    text = files("dateline.reference").joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", restval=""))


def cell(value: str | None) -> list[str]:
    """The parts of a TSV cell that holds a list separated by |."""
    return [part.strip() for part in (value or "").split("|") if part.strip()]
