"""Every format in, one Report or one Skipped out."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dateline.ingest import IngestOptions, open_reports
from dateline.model.errors import SettingError
from dateline.model.report import Report, Skipped

BODY = "Shells fell on the village of Novoselivka overnight, the head of the council said. Two people were hurt.\n"
OPTIONS = IngestOptions(ingested_at="2024-06-01")


def read(*inputs: Path | str, stdin: bytes | None = None, **changes: object) -> list[Report | Skipped]:
    options = IngestOptions(**{"ingested_at": "2024-06-01", **changes})  # type: ignore[arg-type]
    return list(open_reports([str(each) for each in inputs], options, None if stdin is None else io.BytesIO(stdin)))


def one(*inputs: Path | str, stdin: bytes | None = None, **changes: object) -> Report:
    (report,) = read(*inputs, stdin=stdin, **changes)
    assert isinstance(report, Report), report
    return report


def refused(*inputs: Path | str, stdin: bytes | None = None, **changes: object) -> Skipped:
    (skipped,) = read(*inputs, stdin=stdin, **changes)
    assert isinstance(skipped, Skipped), skipped
    assert skipped.stage == "ingest"
    assert skipped.remedy
    return skipped


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


class TestText:
    def test_the_text_is_stored_as_read(self, tmp_path: Path) -> None:
        text = " date 2023-02-12 " + BODY + "\r\nLoading\r\n"
        report = one(file(tmp_path, "a.txt", text))
        assert report.text == text
        assert (report.published, report.published_basis) == ("2023-02-12", "header")
        assert report.known_from == "2023-02-12"
        assert report.language == "en"
        assert report.origin == str(tmp_path / "a.txt")

    def test_a_byte_order_mark_is_not_text(self, tmp_path: Path) -> None:
        assert one(file(tmp_path, "a.txt", "\ufeff" + BODY)).text == BODY

    @pytest.mark.parametrize(
        ("name", "day"),
        [
            ("2023-02-12-village.txt", "2023-02-12"),
            ("village_12.02.2023.md", "2023-02-12"),
            ("20230212_1.txt", "2023-02-12"),
            ("village 12 Feb 2023.txt", "2023-02-12"),
            ("2023/02/12/village.txt", "2023-02-12"),
        ],
    )
    def test_a_file_name_dates_a_report_that_does_not(self, tmp_path: Path, name: str, day: str) -> None:
        report = one(file(tmp_path, name, BODY), published=date(2020, 1, 1))
        assert (report.published, report.published_basis) == (day, "file name")

    def test_the_header_goes_before_the_file_name(self, tmp_path: Path) -> None:
        report = one(file(tmp_path, "2023-02-14.txt", "Published: 12 February 2023, 18:40\n\n" + BODY))
        assert (report.published, report.published_basis) == ("2023-02-12T18:40", "header")

    def test_a_given_day_is_for_those_without_one(self, tmp_path: Path) -> None:
        report = one(file(tmp_path, "a.txt", BODY), published=date(2023, 2, 12))
        assert (report.published, report.published_basis) == ("2023-02-12", "given")

    def test_a_report_without_a_day_is_kept_and_says_so(self, tmp_path: Path) -> None:
        report = one(file(tmp_path, "a.txt", BODY))
        assert (report.published, report.published_basis) == (None, "unknown")
        assert report.known_from == "2024-06-01"

    def test_tomorrow_is_believed_but_not_the_day_after(self, tmp_path: Path) -> None:
        assert one(file(tmp_path, "a.txt", "date 2024-06-02 " + BODY)).published == "2024-06-02"
        skipped = refused(file(tmp_path, "b.txt", "date 2024-06-03 " + BODY))
        assert "2024-06-03" in skipped.cause
        assert "2024-06-01" in skipped.cause

    def test_the_same_input_gives_the_same_reports(self, tmp_path: Path) -> None:
        file(tmp_path, "b.txt", BODY)
        file(tmp_path, "a.jsonl", json.dumps({"text": BODY}) + "\n")
        assert read(tmp_path) == read(tmp_path)


class TestJsonLines:
    def test_headlines_of_rows_are_read_if_asked_for(self, tmp_path: Path) -> None:
        rows = [
            {"title": "Village shelled", "text": BODY},
            {"title": "Village shelled", "text": f"VILLAGE SHELLED\n{BODY}"},
            {"title": "Village shelled", "text": ""},
        ]
        table = file(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)))
        assert one(file(tmp_path, "b.jsonl", json.dumps(rows[0]))).text == BODY
        found = [each.text for each in read(table, headlines=True) if isinstance(each, Report)]
        assert found == [f"Village shelled\n\n{BODY}", rows[1]["text"], "Village shelled"]

    def test_fields_are_found_by_their_usual_names(self, tmp_path: Path) -> None:
        row = {
            "Headline": "Village shelled", "body": BODY, "pubDate": "Sun, 12 Feb 2023 18:40:00 GMT",
            "link": "https://news.example/1", "source": {"id": None, "name": "News Example"},
            "authors": ["A. Writer", "B. Writer"], "lang": "en-GB",
        }  # fmt: skip
        report = one(file(tmp_path, "a.jsonl", json.dumps(row)))
        assert report.text == BODY
        assert report.title == "Village shelled"
        assert (report.published, report.published_basis) == ("2023-02-12T18:40+00:00", "metadata")
        assert report.url == "https://news.example/1"
        assert report.publisher == "News Example"
        assert report.author == "A. Writer, B. Writer"
        assert report.language == "en"
        assert report.origin.endswith("a.jsonl#1")

    @pytest.mark.parametrize(
        ("written", "iso"),
        [
            ("2023-02-12T18:40:05+02:00", "2023-02-12T18:40+02:00"),
            ("20230212", "2023-02-12"),
            ("12.02.2023", "2023-02-12"),
            ("12/02/2023", "2023-02-12"),
            ("02/28/2023", "2023-02-28"),
            (1676227200, "2023-02-12T18:40+00:00"),
            (1676227200000, "2023-02-12T18:40+00:00"),
            ("", None),
            (None, None),
        ],
    )
    def test_days_in_any_usual_form(self, tmp_path: Path, written: object, iso: str | None) -> None:
        assert one(file(tmp_path, "a.jsonl", json.dumps({"text": BODY, "date": written}))).published == iso

    def test_american_order_on_request(self, tmp_path: Path) -> None:
        path = file(tmp_path, "a.jsonl", json.dumps({"text": BODY, "date": "02/12/2023"}))
        assert one(path, month_first=True).published == "2023-02-12"
        assert one(path).published == "2023-12-02"

    def test_bad_lines_are_named_and_the_others_read(self, tmp_path: Path) -> None:
        good = json.dumps({"text": BODY, "date": "2023-02-12"})
        lines = [
            good,
            "{broken",
            "",
            "[1]",
            '{"texxt": "x"}',
            '{"text": "", "id": 7}',
            '{"text": "x", "date": "soon"}',
            good,
        ]
        path = file(tmp_path, "a.jsonl", "\n".join(lines))
        found = read(path)
        assert [each.origin.rsplit("#")[1] for each in found] == ["1", "2", "4", "5", "6", "7", "8"]
        assert [type(each) for each in found] == [Report, *[Skipped] * 5, Report]
        causes = [each.cause for each in found if isinstance(each, Skipped)]
        assert "line 2 is not JSON" in causes[0]
        assert "line 4 is a JSON array" in causes[1]
        assert "'texxt'" in causes[2]
        assert "no text" in causes[3]
        assert "'soon'" in causes[4]

    def test_half_a_character_is_refused(self, tmp_path: Path) -> None:
        assert "line 1" in refused(file(tmp_path, "a.jsonl", '{"text": "abc \\ud83d"}')).cause

    def test_a_line_of_50_megabytes_is_one_skip_in_bounded_memory(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        with path.open("wb") as out:
            out.write(b'{"text": "')
            for _ in range(50):
                out.write(b"word " * 200_000)
            out.write(b'"}\n' + json.dumps({"text": BODY}).encode() + b"\n")
        tracemalloc.start()
        found = read(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [type(each) for each in found] == [Skipped, Report]
        assert "line 1 is longer than 2 MB" in found[0].cause  # type: ignore[union-attr]
        assert peak < 25_000_000


class TestCsv:
    def table(self, folder: Path, rows: list[list[str]], name: str = "a.csv", **dialect: str) -> Path:
        out = io.StringIO()
        csv.writer(out, **dialect).writerows(rows)  # type: ignore[arg-type]
        return file(folder, name, out.getvalue())

    @pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
    def test_delimiters(self, tmp_path: Path, name: str, delimiter: str) -> None:
        path = self.table(tmp_path, [["date", "content"], ["2023-02-12", BODY * 2]], name, delimiter=delimiter)
        report = one(path)
        assert report.text == BODY * 2
        assert report.published == "2023-02-12"
        assert report.origin.endswith(f"{name}#1")

    def test_columns_by_hand(self, tmp_path: Path) -> None:
        path = self.table(tmp_path, [["text", "what they wrote", "when"], ["id1", BODY, "2023-02-12"]])
        report = one(path, columns={"text": "what they wrote", "published": "when"})
        assert (report.text, report.published) == (BODY, "2023-02-12")

    def test_no_text_column_lists_those_found(self, tmp_path: Path) -> None:
        skipped = refused(self.table(tmp_path, [["id", "what"], ["1", BODY], ["2", BODY]]))
        assert "'id', 'what'" in skipped.cause
        assert "--column text=NAME" in skipped.remedy

    def test_a_column_that_is_not_there(self, tmp_path: Path) -> None:
        skipped = refused(self.table(tmp_path, [["id", "text"], ["1", BODY]]), columns={"title": "head"})
        assert "'head'" in skipped.cause
        assert "'id', 'text'" in skipped.cause

    def test_a_quote_that_is_never_closed(self, tmp_path: Path) -> None:
        found = read(file(tmp_path, "a.csv", f'id,text\n1,"{BODY}"\n2,"never closed\n3,{BODY}'))
        assert [type(each) for each in found] == [Report, Skipped]
        assert "row 2" in found[1].cause  # type: ignore[union-attr]

    def test_a_row_in_another_encoding(self, tmp_path: Path) -> None:
        other = "Обстріляли село вночі".encode("cp1251")
        path = file(
            tmp_path,
            "a.csv",
            b"id,text\n1," + BODY.strip().replace(",", "").encode() + b"\n" + b"x" * 300_000 + b"\n2," + other + b"\n",
        )
        found = read(path)
        assert isinstance(found[0], Report)
        assert isinstance(found[-1], Skipped)
        assert "encoding" in found[-1].cause

    def test_row_of_50_megabytes(self, tmp_path: Path) -> None:
        path = file(tmp_path, "a.csv", b"id,text\n1," + b"word " * 10_000_000 + b"\n2,short text that is kept\n")
        found = read(path)
        assert [type(each) for each in found] == [Skipped, Report]
        assert "longer than 2 MB" in found[0].cause  # type: ignore[union-attr]


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Village shelled | The Example Post</title>
<meta property="og:title" content="Village shelled"><meta property="og:site_name" content="The Example Post">
<meta property="article:published_time" content="2023-02-12T18:40:00+00:00"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Village shelled</h1>
<p>Shells fell on the village of Novoselivka overnight, the council head said on Sunday. Two people were hurt.</p>
<p>“We heard four blasts,” a resident told reporters. Nobody knew where the shells had been fired from, she said.</p>
<p>The regional administration said that repairs to the power line would take two days, and a school was closed.</p>
</article><footer>Cookies and privacy</footer></body></html>"""


class TestHtml:
    def test_an_article_without_its_page(self, tmp_path: Path) -> None:
        report = one(file(tmp_path, "a.html", PAGE))
        assert report.text.startswith("Village shelled")
        assert "four blasts" in report.text
        assert "Cookies" not in report.text
        assert report.title == "Village shelled"
        assert report.publisher == "The Example Post"
        assert (report.published, report.published_basis) == ("2023-02-12", "metadata")

    def test_a_declared_encoding(self, tmp_path: Path) -> None:
        page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').encode("cp1252")
        assert "“We heard four blasts,”" in one(file(tmp_path, "a.html", page)).text

    def test_a_page_without_an_article(self, tmp_path: Path) -> None:
        assert "no article" in refused(file(tmp_path, "a.html", "<html><body></body></html>")).cause


class TestArchives:
    def test_gz(self, tmp_path: Path) -> None:
        assert one(file(tmp_path, "a.txt.gz", gzip.compress(BODY.encode()))).text == BODY

    def test_zip_members_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("b.txt", BODY)
            archive.writestr("sub/a.jsonl", json.dumps({"text": BODY}) + "\n" + json.dumps({"text": BODY * 2}))
            archive.writestr("__MACOSX/._b.txt", b"\x00\x05")
            archive.writestr("empty.txt", "")
            archive.writestr("../../etc/passwd.txt", BODY)
        assert [each.origin.split("!/")[1] for each in read(path)] == [
            "../../etc/passwd.txt", "b.txt", "empty.txt", "sub/a.jsonl#1", "sub/a.jsonl#2",
        ]  # fmt: skip

    def test_two_members_of_one_name(self, tmp_path: Path) -> None:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("b.txt", BODY)
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr("b.txt", BODY * 2)
        found = read(path)
        assert len({each.origin for each in found}) == 2
        assert {each.text for each in found if isinstance(each, Report)} == {BODY, BODY * 2}

    @pytest.mark.parametrize("name", ["a.jsonl", "a.txt"])
    def test_a_bomb_goes_off_harmlessly(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / "bomb.zip"
        row = json.dumps({"text": "word " * 20_000}).encode() + b"\n"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as member:
            for _ in range(750):
                member.write(row)
        last = None
        for last in open_reports([str(path)], OPTIONS):  # noqa: B007 - the last is what counts
            pass
        assert isinstance(last, Skipped)
        assert ("unpacks to more than" if name == "a.jsonl" else "longer than 2 MB") in last.cause

    def test_damaged_archives(self, tmp_path: Path) -> None:
        whole = gzip.compress(os.urandom(5000).hex().encode())
        assert "damaged" in refused(file(tmp_path, "a.txt.gz", whole[: len(whole) // 2])).cause
        assert "no gzip file" in refused(file(tmp_path, "b.txt.gz", BODY)).cause
        assert "no ZIP archive" in refused(file(tmp_path, "c.zip", BODY)).cause
        assert "damaged" in refused(file(tmp_path, "d.zip", b"PK\x03\x04" + b"x" * 200)).cause


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "origins"),
        [
            (BODY.encode(), ["-"]),
            (json.dumps({"text": BODY}).encode() + b"\n" + json.dumps({"text": "Second."}).encode(), ["-#1", "-#2"]),
            (f'date,text\n2023-02-12,"{BODY}"\n'.encode(), ["-#1"]),
            (PAGE.encode(), ["-"]),
            (gzip.compress(BODY.encode()), ["-"]),
        ],
    )
    def test_the_format_is_told_by_the_content(self, data: bytes, origins: list[str]) -> None:
        found = read("-", stdin=data)
        assert [each.origin for each in found] == origins
        assert all(isinstance(each, Report) for each in found)

    def test_a_zip_is_piped_in(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", BODY)
        assert one("-", stdin=out.getvalue()).origin == "-!/a.txt"

    def test_a_format_can_be_given(self) -> None:
        assert one("-", stdin=json.dumps({"text": BODY}).encode(), format="text").text.startswith("{")

    def test_there_must_be_one(self) -> None:
        with pytest.raises(SettingError, match="no standard input"):
            read("-")


class TestFilesAndFolders:
    def test_a_folder_is_gone_through_in_order_and_hidden_files_left_out(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a/z.md", "a/.hidden.txt", "a/README.md", ".git/x.txt", "c.txt"):
            file(tmp_path, name, BODY)
        assert [Path(each.origin).name for each in read(tmp_path)] == ["z.md", "b.txt", "c.txt"]

    def test_patterns(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.txt", "c.md"):
            file(tmp_path, name, BODY)
        assert [Path(each.origin).name for each in read(tmp_path / "*.txt")] == ["a.txt", "b.txt"]

    def test_a_file_met_twice_is_read_once_but_equal_names_are_not_one_file(self, tmp_path: Path) -> None:
        first, second = file(tmp_path, "x/a.txt", BODY), file(tmp_path, "y/a.txt", BODY * 2)
        found = read(first, tmp_path, second)
        assert [each.origin for each in found] == [str(first), str(second)]

    def test_other_kinds_are_told_in_folders_and_sniffed_when_named(self, tmp_path: Path) -> None:
        path = file(tmp_path, "report.news", BODY)
        assert "no kind" in refused(tmp_path).cause
        assert one(path).text == BODY

    @pytest.mark.parametrize("given", ["nothing.txt", "*.nothing"])
    def test_what_is_not_there_stops_the_run_before_it_starts(self, tmp_path: Path, given: str) -> None:
        there = file(tmp_path, "a.txt", BODY)
        with pytest.raises(SettingError, match="nothing"):
            open_reports([str(there), str(tmp_path / given)], OPTIONS)

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        with pytest.raises(SettingError, match="no file in"):
            read(tmp_path)

    def test_nothing_given(self) -> None:
        with pytest.raises(SettingError, match="no reports were given"):
            read()

    def test_a_broken_link(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
        assert "No such file" in refused(tmp_path / "a.txt").cause

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.txt")
        assert "not a regular file" in refused(tmp_path / "a.txt").cause


CHILD = """
import io, os, sys
from dateline.ingest import IngestOptions, open_reports
options = IngestOptions(ingested_at="2024-06-01")
list(open_reports(["-"], options, io.BytesIO(b"Loads all that is loaded late, as code may not be readable later.")))
os.chdir(sys.argv[1])  # what lies above it may be closed to others
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for each in open_reports(sys.argv[2:], options):
    print(type(each).__name__, each.origin, getattr(each, "cause", ""), sep="|")
"""


def test_what_may_not_be_read_is_told_and_the_rest_read(tmp_path: Path) -> None:
    """Run without root's rights: root may read everything."""
    tmp_path.chmod(0o755)
    file(tmp_path, "a.txt", BODY).chmod(0o644)
    file(tmp_path, "b.txt", BODY).chmod(0)
    (file(tmp_path, "shut/c.txt", BODY).parent).chmod(0)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path), ".", "shut/c.txt"],
        capture_output=True, text=True, check=False, cwd="/",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    (tmp_path / "shut").chmod(0o755)
    assert done.returncode == 0, done.stderr
    rows = [line.split("|") for line in done.stdout.splitlines()]
    assert [(row[0], Path(row[1]).name) for row in rows] == [
        ("Report", "a.txt"), ("Skipped", "b.txt"), ("Skipped", "shut"), ("Skipped", "c.txt"),
    ]  # fmt: skip
    assert all("permission denied" in row[2] for row in rows[1:])


class TestNotText:
    @pytest.mark.parametrize(
        ("content", "cause"),
        [
            (b"", "is empty"),
            (b" \n\t ", "has no text"),
            (b"%PDF-1.7\n\xe2\xe3", "a PDF"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"),
            (bytes(range(256)) * 4, "binary"),
            ("Les forces ont bombardé la ville à l'aube, a déclaré le préfet.".encode("latin-1"), "several encodings"),
            (b"\xf9\x81\x8d\xa0\xc3\xd8" * 40, "cannot be told"),
        ],
    )
    def test_is_refused_in_one_line(self, tmp_path: Path, content: bytes, cause: str) -> None:
        skipped = refused(file(tmp_path, "a.txt", content))
        assert cause in skipped.cause
        assert "\n" not in skipped.cause

    def test_a_text_of_50_megabytes(self, tmp_path: Path) -> None:
        path = file(tmp_path, "a.txt", b"word " * 10_000_000)
        assert "longer than 2 MB" in refused(path).cause


RUSSIAN = "Армия сообщила, что обстреляла город в понедельник. Погибли три человека, семь ранены, заявил губернатор. "
UKRAINIAN = (
    "Армія повідомила, що обстріляла місто у понеділок. Загинули троє людей, семеро поранені, заявив губернатор. "
)
QUOTED = "The governor’s office said “nobody was hurt” — again. The blast was heard in a café in the town centre. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-16"), (RUSSIAN, "cp866"), (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"), (QUOTED, "cp1252"), (QUOTED, "utf-8-sig"), (BODY, "utf-16-le"), (BODY, "utf-16-be"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 40])
def test_an_encoding_is_right_or_refused(tmp_path: Path, text: str, encoding: str, times: int) -> None:
    (found,) = read(file(tmp_path, "a.txt", (text * times).encode(encoding)))
    assert isinstance(found, Skipped) or found.text == text * times


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (QUOTED, "cp1252"), (BODY, "utf-16-le")]
)
def test_the_usual_ones_are_not_refused(tmp_path: Path, text: str, encoding: str) -> None:
    assert one(file(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_a_given_encoding_is_kept_to(tmp_path: Path) -> None:
    path = file(tmp_path, "a.txt", "La ville bombardée à l'aube.".encode("latin-1"))
    assert one(path, encoding="latin-1").text == "La ville bombardée à l'aube."
    assert "not utf-8 text" in refused(path, encoding="utf-8").cause


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"columns": {"headline": "x"}}, "title"),
        ({"format": "pdf"}, "jsonl"),
        ({"encoding": "klingon"}, "utf-8"),
        ({"ingested_at": "today"}, "YYYY-MM-DD"),
    ],
)
def test_options_that_make_no_sense_say_what_would(changes: dict[str, object], message: str) -> None:
    with pytest.raises(SettingError, match=message):
        IngestOptions(**{"ingested_at": "2024-06-01", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "code"), [(RUSSIAN, "ru"), (UKRAINIAN, "uk"), (BODY, "en"), ("Kyiv 12", None)])
def test_language(tmp_path: Path, text: str, code: str | None) -> None:
    assert one(file(tmp_path, "a.txt", text)).language == code
