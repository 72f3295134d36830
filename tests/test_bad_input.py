"""Reports that nobody would write and somebody will give: a build of real files ends, says what became of each, and
takes time and memory in proportion to their length.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dateline.ingest import IngestOptions, open_reports
from dateline.model.report import Report, Skipped, make_report
from dateline.pipeline.benchmarks.speed import peak_memory
from dateline.pipeline.build import BuildOptions, BuildSummary, build
from dateline.pipeline.queries import overview
from dateline.pipeline.reading import read_docs
from dateline.pipeline.verify import verify
from dateline.reference.sample import sample_reports
from dateline.store import Record

DAY = date(2025, 11, 14)
LEAD = "KYIV, Feb 10 2023 - Russian forces shelled Kharkiv on Friday, killing three people, the governor said.\n"
PROSE = [path.read_text("utf-8") for path in sorted(sample_reports())]


def built(folder: Path, **files: str | bytes) -> tuple[BuildSummary, Path]:
    """A build of these files; a name's last "_" stands for the full stop of its suffix."""
    reports = folder / "reports"
    reports.mkdir()
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (reports / ".".join(name.rsplit("_", 1))).write_bytes(data)
    db = folder / "r.sqlite"
    summary = build([str(reports)], db, BuildOptions(ingested_on=DAY))
    with Record.open(db) as record:
        assert verify(record).faults == ()
    return summary, db


def report(text: str) -> Report:
    made = make_report(text, origin="made", ingested_at=DAY.isoformat(), language="en", published="2023-02-10")
    assert isinstance(made, Report)
    return made


def found(text: str) -> Counter[str]:
    """How many assertions of each type are read, and how many of their places have a position."""
    counts: Counter[str] = Counter()
    for _, assertions in read_docs([report(text)]):
        counts.update(a.type for a in assertions)
        counts["pins"] += sum(p.lat is not None for a in assertions for p in a.places)
    return counts


@pytest.mark.parametrize(
    ("change", "share"),
    [
        (str.upper, {"event": 0.6, "statement": 0.5, "pins": 0.4}),
        (lambda text: re.sub(r"[^\w\s'-]", "", text), {"event": 0.6, "statement": 0.3, "pins": 0.5}),
        (lambda text: re.sub(r"[.!?]", "", " ".join(text.split())), {"event": 0.4, "statement": 0.3, "pins": 0.5}),
    ],
    ids=["capitals", "no punctuation", "one sentence"],
)
def test_text_that_has_lost_its_form_is_still_read(change: object, share: dict[str, float]) -> None:
    assert callable(change)
    plain, changed = Counter[str](), Counter[str]()
    for text in PROSE[:6]:
        plain += found(text)
        changed += found(change(text))
    for what, least in share.items():
        assert changed[what] >= least * plain[what], (what, changed[what], plain[what])


def test_reports_in_another_language_are_kept_and_named_as_not_read(tmp_path: Path) -> None:
    summary, db = built(
        tmp_path,
        en_txt=LEAD,
        uk_txt="Російські війська обстріляли Харків ракетами, повідомив голова обласної адміністрації. Загинули троє.",
        ar_txt="قال المتحدث باسم الجيش إن القوات قصفت مواقع المسلحين شمال الموصل ما أدى إلى مقتل خمسة أشخاص.",
    )
    assert (summary.added, summary.read, summary.unread, summary.failed) == (3, 1, 2, False)
    assert {(Path(s.origin).name, s.stage) for s in summary.skipped} == {("uk.txt", "read"), ("ar.txt", "read")}
    assert all("does not read yet" in s.cause for s in summary.skipped)
    with Record.open(db) as record:
        assert sorted(row[0] for row in record.rows("SELECT language FROM reports")) == ["ar", "en", "uk"]
        assert overview(record).reports == 3


def test_what_is_no_text_is_skipped_with_its_cause_and_the_rest_is_built(tmp_path: Path) -> None:
    summary, _ = built(
        tmp_path,
        good_txt=LEAD,
        empty_txt="",
        blank_txt=" \n\t\n\n",
        nul_txt=LEAD.replace("Russian", "Russ\0ian"),
        half_txt=LEAD.encode() + b"\xed\xa0\xbd",
        escaped_jsonl=json.dumps({"text": LEAD.replace("Friday", "\ud83d Friday")}),
    )
    assert summary.added == 1
    assert {Path(s.origin).name.split("#")[0] for s in summary.skipped} == {
        "empty.txt", "blank.txt", "nul.txt", "half.txt", "escaped.jsonl"
    }  # fmt: skip
    assert all(s.cause and s.remedy for s in summary.skipped)


def test_control_characters_and_right_to_left_marks_do_not_hide_what_is_said(tmp_path: Path) -> None:
    marked = LEAD.replace("Kharkiv", "\u202bKharkiv\u202c (\u200fخاركيف\u200f)").replace("three", "\x07three\x0b")
    summary, db = built(tmp_path, marked_txt=marked, only_txt=bytes(set(range(1, 32)) - {9, 10, 13}) * 200)
    assert summary.added == 2
    with Record.open(db) as record:
        kinds = {row[0] for row in record.rows("SELECT sub_event_type FROM current_assertions")}
    assert "Shelling/artillery/missile attack" in kinds


def test_a_json_array_is_read_as_its_elements_whatever_the_file_is_called(tmp_path: Path) -> None:
    rows = [{"text": LEAD, "published": "2023-02-10"}, {"title": "no text"}, 3, {"text": "Rebels took Goma."}]
    for name, content in (("rows.json", json.dumps(rows, indent=1)), ("rows", json.dumps(rows))):
        (tmp_path / name).write_text(content)
        opened = list(open_reports([str(tmp_path / name)], IngestOptions(ingested_at="2025-11-14")))
        assert [type(each) for each in opened] == [Report, Skipped, Skipped, Report]
        assert [each.origin.rsplit("#", 1)[1] for each in opened] == ["1", "2", "3", "4"]
        assert "element 3 is a JSON number" in getattr(opened[2], "cause", "")


@pytest.mark.parametrize(
    ("content", "cause"),
    [('[{"text": "a"', "is not JSON"), ('{"articles": []}', "has no column for the text"), ("[]", None)],
)
def test_json_that_holds_no_report_says_so_once(tmp_path: Path, content: str, cause: str | None) -> None:
    (tmp_path / "rows.json").write_text(content)
    opened = list(open_reports([str(tmp_path / "rows.json")], IngestOptions(ingested_at="2025-11-14")))
    assert [cause in getattr(each, "cause", "") for each in opened if cause] == [True] * len(opened)


def test_json_lines_under_the_name_of_json_are_read_as_lines(tmp_path: Path) -> None:
    (tmp_path / "rows.json").write_text("".join(json.dumps({"text": LEAD + str(n)}) + "\n" for n in range(3)))
    opened = list(open_reports([str(tmp_path / "rows.json")], IngestOptions(ingested_at="2025-11-14")))
    assert [type(each) for each in opened] == [Report] * 3


# ---------------------------------------------------------------- time and memory
def seconds(text: str) -> float:
    """Processor time of one reading."""
    began = time.process_time()
    for _ in read_docs([report(text)]):
        pass
    return time.process_time() - began


ODD = {
    "marks without a space": "\"'«»“”‘’(((",
    "numbers": "1 2 3 4 5 6 7 8 9 10 11 12 ",
    "blank lines": " \n",
    "names joined by hyphens": "pro-Russian-backed-forces-",
    "quotations never closed": '"Russia said it and then he said "it was ',
    "control characters": "\x07\x08\x1b[31m \x0b\x0c\x7f bomb ",
    "one word": "bomb ",
    "names and pronouns": "John Smith and Smith and President Ivan Petrov met the president. He said she said. ",
    "right to left": "قال المتحدث باسم الجيش إن القوات قصفت ",
}


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD.keys())
@pytest.mark.usefixtures("small_heap")
def test_odd_text_of_twice_the_length_takes_no_more_than_about_twice_the_time(piece: str) -> None:
    once = piece * (4_000 // len(piece))
    seconds(once[:500])
    assert seconds(once * 2) < 2.6 * seconds(once) + 0.3


def prose(words: int) -> str:
    """Sample reports one after another, over and over, up to so many words."""
    paragraphs = [p for text in PROSE for p in text.split("\n\n") if len(p.split()) > 15]
    kept: list[str] = []
    n = 0
    while n < words:
        kept.append(paragraphs[len(kept) % len(paragraphs)])
        n += len(kept[-1].split())
    return "\n\n".join(kept)


@pytest.mark.usefixtures("small_heap")
def test_a_report_of_twice_the_length_takes_twice_the_time() -> None:
    seconds(prose(500))
    assert seconds(prose(9_000)) < 2.6 * seconds(prose(4_500))


@pytest.mark.long
@pytest.mark.usefixtures("small_heap")
def test_a_report_of_200_000_words_takes_twice_the_time_of_one_half_as_long_in_bounded_memory() -> None:
    seconds(prose(500))
    assert seconds(prose(200_000)) < 2.6 * seconds(prose(100_000))
    assert peak_memory() < 1_500_000_000


def test_a_sentence_repeated_hundreds_of_times_makes_no_record_out_of_proportion(tmp_path: Path) -> None:
    summary, db = built(tmp_path, once_txt=LEAD, many_txt=LEAD + "Russian forces shelled Kharkiv on Friday. " * 300)
    assert summary.assertions > 150
    with Record.open(db) as record:
        judged = record.value("SELECT count(*) FROM judgements")
    assert judged < 2 * summary.assertions
    assert db.stat().st_size < 10_000_000
