"""Reports for measuring: sentences of the sample corpus put together anew, the same for the same seed."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

from dateline.reference.sample import sample_reports

_SENTENCE = re.compile(r"""(?<=[.!?”"])\s+(?=[A-Z“"])""")
_FIRST_DAY = date(2023, 1, 1)


def recombined(count: int, seed: int = 20230210) -> list[str]:
    """`count` texts, each with a headline, a day and as many sentences as some sample report has."""
    drawn = random.Random(seed)
    pool: list[str] = []
    lengths: list[int] = []
    for path in sample_reports():
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")[1:]
        sentences = [s.strip() for p in paragraphs for s in _SENTENCE.split(" ".join(p.split())) if len(s) > 40]
        pool += sentences
        lengths.append(len(sentences))
    texts = []
    for number in range(count):
        chosen = [drawn.choice(pool) for _ in range(max(4, drawn.choice(lengths)))]
        day = _FIRST_DAY + timedelta(days=drawn.randrange(365))
        paragraphs = [" ".join(chosen[at : at + 3]) for at in range(0, len(chosen), 3)]
        texts.append("\n\n".join([f"date {day.isoformat()}\nReport number {number}", *paragraphs]) + "\n")
    return texts


def write(texts: list[str], folder: Path) -> None:
    """One file a text, `report-00001.txt` and on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts, 1):
        (folder / f"report-{number:05}.txt").write_text(text, encoding="utf-8")
