"""LGL (Lieberman, Samet and Sankaranarayanan, 2010) and GeoVirus (Gritta and others, 2018): places in raw text.

End to end: every place that Dateline finds in a text is put where its resolver puts it, whether or not an assertion
needs it. A toponym is found if a place of Dateline's that has a position overlaps it, each matched once, those with the
same characters first; `exact F` asks for the same characters. A name without a pin is a name that the record puts on no
map: it counts neither as found nor as a false alarm, and `named F` says how the names alone compare.
Of the found ones whose position the annotators give, those within 161 km (100 miles, the usual bound) are right. A
country is no point: tables put the middle of the same one hundreds of km apart (China 182, Russia 555). `in it` counts
it as right, too, where the annotated point is no farther from its middle than its radius; other places as before.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dateline.model.assertion import Assertion, PlaceRef
from dateline.model.document import Doc
from dateline.model.errors import SettingError
from dateline.model.report import Report
from dateline.model.span import Span
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, detection, f1, share
from dateline.pipeline.benchmarks.published import Run, as_report, folder_with, missing, read_all
from dateline.pipeline.gazetteer import user_gazetteers
from dateline.reference.gazetteer.file import GazetteerFile, open_gazetteer
from dateline.resolve.places import resolve_places
from dateline.values.coordinates import kilometres

LAYOUT: Final = "lgl.xml and GeoVirus.xml (either will do)"
PUBLISHED: Final = "https://github.com/milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation"
FILES: Final = {"LGL": "lgl.xml", "GeoVirus": "GeoVirus.xml"}
NEAR_KM: Final = 161.0
"""100 miles: what geoparsers are compared at."""
DRIFT: Final = 40
"""Characters that an annotated offset may be off: GeoVirus counts from one, some of LGL's drift."""


class Toponym(NamedTuple):
    """An annotated place name; position in degrees, None where the annotators give none."""

    start: int
    end: int
    position: tuple[float, float] | None


class Article(NamedTuple):
    """An annotated article."""

    name: str
    toponyms: tuple[Toponym, ...]


def articles(path: Path, corpus: str) -> Iterator[tuple[Article, Report]]:
    """The articles of one corpus, in the order of the file. Raises SettingError if it is not the published XML."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise SettingError(
            f"is not XML: {error}", where=str(path), remedy=f"Take it again from {PUBLISHED}."
        ) from error
    for number, article in enumerate(root.findall("article")):
        text = article.findtext("text") or ""
        name = f"{corpus}-{article.get('docid') or number}"
        marked = [*article.iterfind("toponyms/toponym"), *article.iterfind("locations/location")]
        day = (article.findtext("dltime") or "").strip()[:10] or None
        yield Article(name, tuple(toponym(each, text) for each in marked)), as_report(name, text, day)


def toponym(node: ElementTree.Element, text: str) -> Toponym:
    """One annotation, its offsets mended where the name stands a few characters off."""
    start, end = int(node.findtext("start") or 0), int(node.findtext("end") or 0)
    name = (node.findtext("phrase") or node.findtext("name") or "").strip()
    if name and text[start:end] != name:
        for off in sorted(range(-DRIFT, DRIFT + 1), key=abs):
            if start + off >= 0 and text.startswith(name, start + off):
                start, end = start + off, start + off + len(name)
                break
    held = node if node.find("gaztag") is None else node.find("gaztag")
    lat, lon = ((held.findtext(axis) or "").strip() if held is not None else "" for axis in ("lat", "lon"))
    return Toponym(start, end, (float(lat), float(lon)) if lat and lon else None)


def places_of(doc: Doc, gazetteer: GazetteerFile) -> list[PlaceRef]:
    """Every place that the document names, resolved against its own text, in text order."""
    spans = sorted({(each.span.start, each.span.end) for each in doc.mentions if each.kind == "place"})
    if not spans:
        return []
    text = doc.report.text
    refs = tuple(PlaceRef(as_written=text[start:end], evidence=Span.of(text, start, end)) for start, end in spans)
    asked = Assertion(
        report_id=doc.report.report_id, type="event", evidence=Span.of(text, 0, len(text)), places=refs,
        made_by="bench/geo/1",
    )  # fmt: skip
    return list(resolve_places(doc, [asked], gazetteer)[0].places)


def matched(gold: Sequence[Toponym], found: Sequence[PlaceRef]) -> dict[int, int]:
    """Which toponym is which place, by position in both lists: most characters in common and fewest apart first."""
    pairs = []
    for i, each in enumerate(gold):
        for j, place in enumerate(found):
            start, end = place.evidence.start, place.evidence.end
            shared = min(each.end, end) - max(each.start, start)
            if shared > 0:
                pairs.append((abs(each.start - start) + abs(each.end - end), -shared, i, j))
    taken: dict[int, int] = {}
    for *_, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


class _Tally:
    """Counts, article by article."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []

    def add(self, article: Article, doc: Doc, found: Sequence[PlaceRef]) -> None:
        """Compare one article."""
        text = doc.report.text
        self.counts["named"] += len(found)
        self.counts["named matched"] += len(matched(article.toponyms, found))
        found = [each for each in found if each.lat is not None and each.lon is not None]
        pairs = matched(article.toponyms, found)
        self.counts.update(gold=len(article.toponyms), found=len(found), matched=len(pairs))
        for i, each in enumerate(article.toponyms):
            if i not in pairs:
                self._fault(f"missed: {read_there(doc, each)}", article.name, around(text, each.start, each.end))
                continue
            place = found[pairs[i]]
            self.counts["exact"] += (each.start, each.end) == (place.evidence.start, place.evidence.end)
            if each.position is not None:
                self._placed(article.name, each.position, place, around(text, each.start, each.end))
        for j in sorted(set(range(len(found))) - set(pairs.values())):
            span, level = found[j].evidence, found[j].level or "unknown to the gazetteer"
            self._fault(f"spurious: {level}", article.name, around(text, span.start, span.end))

    def _placed(self, name: str, at: tuple[float, float], place: PlaceRef, words: str) -> None:
        if place.lat is None or place.lon is None:
            return
        off = kilometres(at, (place.lat, place.lon))
        inside = place.level == "country" and off <= (place.km or 0)
        self.counts.update(placeable=1, near=off <= NEAR_KM, inside=off <= NEAR_KM or inside)
        if off <= NEAR_KM or inside:
            return
        given = f"{place.name}, {place.admin1 or '-'}, {place.country or '-'} ({place.level})"
        self._fault(f"far off: {place.level}", name, f"{words}: {off:.0f} km, {given}")

    def _fault(self, family: str, where: str, words: str) -> None:
        self.faults.append(Fault(family, where, words))

    def figures(self) -> dict[str, Figure]:
        """The columns of one row."""
        n = self.counts
        return {
            **detection(n["matched"], n["found"], n["gold"]),
            "exact F": f1(n["exact"], n["found"], n["gold"]),
            "named F": f1(n["named matched"], n["named"], n["gold"]),
            "placeable": n["placeable"],
            "161 km": share(n["near"], n["placeable"]),
            "in it": share(n["inside"], n["placeable"]),
        }


def read_there(doc: Doc, toponym: Toponym) -> str:
    """What Dateline took a missed toponym for."""
    over = [m for m in doc.mentions if m.span.start < toponym.end and toponym.start < m.span.end]
    if over:
        widest = max(over, key=lambda m: m.span.end - m.span.start)
        return f"read as {widest.kind}"
    read = any(s.span.start <= toponym.start and toponym.end <= s.span.end for s in doc.sentences)
    return "not seen" if read else "in what is not read"


def around(text: str, start: int, end: int, reach: int = 25) -> str:
    """The words between square brackets, in what stands around them, on one line."""
    shown = f"{text[max(0, start - reach) : start]}[{text[start:end]}]{text[end : end + reach]}"
    return " ".join(shown.split())


def measure(run: Run) -> Measured:
    """Toponym F and the share within 161 km, for each corpus and for both together."""
    folder = folder_with(run.data, ["lgl.xml"]) or folder_with(run.data, ["GeoVirus.xml"])
    if folder is None:
        raise missing(run.data, LAYOUT, PUBLISHED)
    here = {corpus: folder / name for corpus, name in FILES.items() if (folder / name).is_file()}
    tallies = {corpus: _Tally() for corpus in here}
    whole, gazetteer = _Tally(), open_gazetteer(user_gazetteers())
    for corpus, path in here.items():
        for article, doc, _ in read_all(articles(path, corpus), corpus, run):
            found = places_of(doc, gazetteer)
            tallies[corpus].add(article, doc, found)
            whole.add(article, doc, found)
    together = {"both": whole.figures()} if len(here) > 1 else {}
    return Measured(
        benchmark="geo",
        rows="corpus",
        figures={**{corpus: each.figures() for corpus, each in tallies.items()}, **together},
        notes=(
            "prec, recall, F: all annotated toponyms, and places with a pin; any overlap, each matched once",
            "exact F: the same characters; named F: names without a pin count, too",
            "161 km: of those found that have a position in the gold (placeable), the share put within 161 km of it",
            "in it: a country is right, too, if the position lies within its radius",
        ),
        faults=tuple(whole.faults),
    )
