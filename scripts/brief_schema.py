"""Writes docs/brief.schema.json anew: the JSON Schema of a brief, made from its types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from dateline.model.brief import json_schema

SCHEMA: Final = Path(__file__).parents[1] / "docs" / "brief.schema.json"


def text() -> str:
    """What the file must hold."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(text(), "utf-8")
