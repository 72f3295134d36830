"""TempEval-3 (UzZaman and others, 2013), TimeBank and AQUAINT: dates and times in raw text, and what they mean.

Measured are expressions of TIMEX3 type DATE and TIME, as Dateline reads them with the document's creation time for the
day of publication. Found: any overlap with an annotated one, from left to right, each matched once. Value: of those,
the same value, however much of it is spelled out: 198 is 198X (a decade), 19 is 19XX (a century), W7 is W07 (a week),
1968-XX and 1968-XX-XX are 1968 (a month or day that is not given), T17 is T17:00. 1989-WXX, some week of 1989, is not
1989-W43. What the gold calls a length of time or a set is not asked, whatever Dateline takes it for.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dateline.model.document import Doc
from dateline.model.errors import SettingError
from dateline.model.report import Report
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, detection, f1
from dateline.pipeline.benchmarks.published import Run, as_report, folder_with, missing, read_all

LAYOUT: Final = "TimeBank/*.tml and AQUAINT/*.tml (either will do)"
PUBLISHED: Final = "https://www.cs.york.ac.uk/semeval-2013/task1/ (training data, without TE3-Silver)"
CORPORA: Final = ("TimeBank", "AQUAINT")
DAYS: Final = frozenset({"DATE", "TIME"})

_WEEK = re.compile(r"-W(\d)(?!\d)")
_NOT_GIVEN = re.compile(r"(?<=^\d{4})(?:-XX){1,2}$|(?<=^\d{4}-\d\d)-XX$|(?<=^\d\d\d)X$|(?<=^\d\d)XX$")
"""What stands for the parts of a value that the words do not give."""
_HOUR = re.compile(r"T(\d\d)$")


class Timex(NamedTuple):
    """A time expression: characters, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str | None


class Article(NamedTuple):
    """An annotated document."""

    name: str
    expressions: tuple[Timex, ...]


def articles(folder: Path) -> Iterator[tuple[Article, Report]]:
    """The documents of one corpus, by file name. Raises SettingError if one is not TimeML."""
    for path in sorted(folder.glob("*.tml")):
        try:
            root = ElementTree.parse(path).getroot()
        except ElementTree.ParseError as error:
            raise SettingError(
                f"is not XML: {error}", where=str(path), remedy=f"Take it again from {PUBLISHED}."
            ) from error
        body, stamp = root.find("TEXT"), root.find("DCT/TIMEX3")
        if body is None:
            raise SettingError("has no TEXT element", where=str(path), remedy="Give TimeML files.")
        text, found = expressions(body)
        day = (stamp.get("value") or "")[:10] if stamp is not None else ""
        yield Article(path.stem, found), as_report(path.stem, text, day if len(day) == 10 else None)


def expressions(body: ElementTree.Element) -> tuple[str, tuple[Timex, ...]]:
    """The text below an element, and its TIMEX3 elements in text order."""
    pieces: list[str] = []
    found: list[Timex] = []
    length = 0

    def add(piece: str | None) -> None:
        nonlocal length
        pieces.append(piece or "")
        length += len(pieces[-1])

    def walk(node: ElementTree.Element) -> None:
        start = length
        add(node.text)
        for child in node:
            walk(child)
            add(child.tail)
        if node.tag == "TIMEX3":
            found.append(Timex(start, length, node.get("type", ""), node.get("value")))

    walk(body)
    return "".join(pieces), tuple(sorted(found))


def read_expressions(doc: Doc) -> list[Timex]:
    """The time expressions that Dateline read, in text order. A length of time counts as DURATION."""
    found = []
    for each in doc.mentions:
        if each.kind == "date":
            kind = "DURATION" if each.entity == "duration" else "TIME" if "T" in each.name else "DATE"
            found.append(
                Timex(each.span.start, each.span.end, kind, each.name)
            )  # the name is the value, if there is one
    return found


def same_value(gold: str | None, ours: str | None) -> bool:
    """Whether two TIMEX3 values are the same.

    >>> same_value("1998-W7", "1998-W07"), same_value("198", "198X"), same_value("1998", None)
    (True, True, False)
    >>> same_value("1968-XX", "1968"), same_value("1989-WXX", "1989-W43"), same_value("1990-11-06T17", "1990-11-06")
    (True, False, False)
    """
    return gold is not None and ours is not None and _spelled_out(gold) == _spelled_out(ours)


def _spelled_out(value: str) -> str:
    return _HOUR.sub(r"T\1:00", _NOT_GIVEN.sub("", _WEEK.sub(r"-W0\1", value)))


def matched(gold: Sequence[Timex], found: Sequence[Timex]) -> list[tuple[Timex | None, Timex | None]]:
    """Each gold expression with the first of ours that overlaps it, and what either side has alone."""
    left = list(found)
    pairs: list[tuple[Timex | None, Timex | None]] = []
    for each in gold:
        match = next((one for one in left if one.start < each.end and each.start < one.end), None)
        if match is not None:
            left.remove(match)
        pairs.append((each, match))
    return pairs + [(None, one) for one in left]


class _Tally:
    """Counts, document by document."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []

    def add(self, article: Article, text: str, found: Sequence[Timex]) -> None:
        """Compare one document."""

        def words(each: Timex) -> str:
            return " ".join(text[each.start : each.end].split())

        for gold, ours in matched(article.expressions, found):
            if gold is None:
                if ours is not None and ours.type in DAYS:
                    self.counts["found"] += 1
                    self.faults.append(Fault("none there", article.name, f"{words(ours)} = {ours.value}"))
            elif gold.type in DAYS:
                self.counts["gold"] += 1
                if ours is None:
                    self.faults.append(Fault("missed", article.name, f"{words(gold)} = {gold.value}"))
                    continue
                self.counts.update(("found", "matched"))
                if same_value(gold.value, ours.value):
                    self.counts["value"] += 1
                else:
                    said = f"{words(gold)} = {gold.value}; read: {words(ours)} = {ours.value}"
                    self.faults.append(Fault("other value", article.name, said))

    def figures(self) -> dict[str, Figure]:
        """The columns of one row."""
        n = self.counts
        return {**detection(n["matched"], n["found"], n["gold"]), "value F": f1(n["value"], n["found"], n["gold"])}


def measure(run: Run) -> Measured:
    """Span F and value F of dates and times, for each corpus and for both together."""
    folder = folder_with(run.data, ["TimeBank/*.tml"]) or folder_with(run.data, ["AQUAINT/*.tml"])
    if folder is None:
        raise missing(run.data, LAYOUT, PUBLISHED)
    here = [corpus for corpus in CORPORA if any((folder / corpus).glob("*.tml"))]
    tallies = {corpus: _Tally() for corpus in here}
    whole = _Tally()
    for corpus in here:
        for article, doc, _ in read_all(articles(folder / corpus), corpus, run):
            found = read_expressions(doc)
            tallies[corpus].add(article, doc.report.text, found)
            whole.add(article, doc.report.text, found)
    together = {"both": whole.figures()} if len(here) > 1 else {}
    return Measured(
        benchmark="tempeval",
        rows="corpus",
        figures={**{corpus: each.figures() for corpus, each in tallies.items()}, **together},
        notes=("TIMEX3 of type DATE and TIME; F: any overlap, each matched once; value F: and the same value",),
        faults=tuple(whole.faults),
    )
