"""The sample corpus is whole, and nothing in the repository is anyone else's text.

foreign_openings.txt holds hashes of the first eight words of each sentence of two real pages that the project was made
for and must not hold; where ../shared (or DATELINE_SHARED) is, the whole texts there are looked for as well, and the
hashes are checked against the pages. `python tests/test_sample.py` writes the hashes anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path

from dateline.reference.sample import NOTICE, sample_folder, sample_reports

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("DATELINE_SHARED", ROOT.parent / "shared"))
OPENINGS = Path(__file__).with_name("foreign_openings.txt")
WORDS = 8

NOT_OURS = {"node_modules", "static", "build", "dist", "htmlcov", "__pycache__"}
TEXT = {"", ".py", ".md", ".txt", ".yaml", ".yml", ".tsv", ".csv", ".json", ".jsonl", ".geojson", ".toml", ".in"}
TEXT |= {".html", ".ts", ".js", ".css", ".sql", ".cfg"}
NO_PROSE = {"losses", "spelling_ukraine", "official", "loaders", "control_wiki", "doc", "README.md"}

SENTENCE_END = re.compile(r"[.!?…]\W*\s+|\n\s*\n|\\n")
MARKUP = re.compile(r"<[^>]{1,200}>")
WORD = re.compile(r"[^\W\d_]+")


def tracked() -> Iterator[Path]:
    """Every file of the repository that could hold prose."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [each for each in below if each not in NOT_OURS and (each == ".ci" or not each.startswith("."))]
        yield from (Path(folder, name) for name in names if Path(name).suffix in TEXT and name != OPENINGS.name)


def windows(words: list[str]) -> Iterator[bytes]:
    for i in range(len(words) - WORDS + 1):
        yield blake2b(" ".join(words[i : i + WORDS]).encode(), digest_size=8).digest()


def sentences(text: str) -> Iterator[list[str]]:
    for sentence in SENTENCE_END.split(MARKUP.sub("", text.lower())):
        words = WORD.findall(sentence)
        if len(words) >= WORDS:
            yield words


@cache
def ours() -> frozenset[bytes]:
    """Every run of eight words in the repository, hashed."""
    return frozenset(
        each
        for path in tracked()
        for each in windows(WORD.findall(MARKUP.sub("", path.read_text("utf-8", "replace").lower())))
    )


def found_here(text: str) -> list[str]:
    """The sentences of `text` of which every run of eight words is in the repository."""
    return [" ".join(words) for words in sentences(text) if all(each in ours() for each in windows(words))]


def seed_texts() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(SHARED.glob("gold/*/reports/seed-*.txt"))]


def openings(texts: list[str]) -> list[str]:
    return sorted({next(windows(words)).hex() for text in texts for words in sentences(text)})


def test_the_check_finds_what_is_here() -> None:
    sample = sample_reports()[0].read_text("utf-8")
    assert len(found_here(sample)) == len(list(sentences(sample))) > 3


def test_no_sentence_of_the_seed_pages_is_here() -> None:
    known = OPENINGS.read_text().split()
    assert len(known) >= 36
    if seed_texts():
        assert openings(seed_texts()) == known
    assert [each for each in known if bytes.fromhex(each) in ours()] == []


def test_no_sentence_of_anyone_elses_texts_is_here() -> None:
    foreign = [path for path in sorted(SHARED.glob("data/**/*")) if path.is_file()]
    foreign = [path for path in foreign if not NO_PROSE & set(path.parts) and not path.name.startswith("key-")]
    assert [(path.name, hit) for path in foreign for hit in found_here(path.read_text("utf-8", "replace"))] == []
    assert len(foreign) > 1000 or not SHARED.exists()


def test_the_sample_is_the_seventy_reports_that_were_made_for_it() -> None:
    reports = sample_reports()
    digest = sha256("".join(f"{sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in reports).encode())
    assert len(reports) == 70
    assert not [each.name for each in reports if each.name.startswith("seed")]
    assert digest.hexdigest() == "e40ab84737d6e1426a0a22fdf04e077a930ca582c476fac769ea49517ff0b7ff"


def test_every_sample_report_has_gold_and_every_gold_its_report() -> None:
    gold = {path.stem for path in ROOT.glob("cases/gold/*/*.yaml")}
    assert gold == {each.stem for each in sample_reports()}


def test_what_shows_the_sample_says_what_it_is() -> None:
    readme = " ".join((sample_folder() / "README.md").read_text("utf-8").split()).lower()
    for fact in (
        "incidents are real",
        "outlets are invented",
        "not the speakers' own words",
        "unchecked",
        "test material",
    ):
        assert fact in readme
    for fact in ("real incidents", "invented outlets", "not in the speakers' own words"):
        assert fact in NOTICE


if __name__ == "__main__":
    OPENINGS.write_text("\n".join(openings(seed_texts())) + "\n")
