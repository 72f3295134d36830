"""PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018): who says what in US political news.

Content is found if a statement of Dateline's shares at least half of the words with it: words in common by all words
of both (Jaccard), counted by position, punctuation aside. Each content is matched once, the best pairs first. The
source of a matched content is right if the words that Dateline takes for it overlap the annotated ones, or if neither
has one.
PolNeAR ties the pieces of one utterance together ("X," he said. "Y."), Dateline makes a statement of each stretch:
statements with the same cue are one here, and so is a quotation without a cue with the one before it, if both stand in
one paragraph and are the same source's.
Where several people annotated an article, the first file by name is taken.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from dateline.model.assertion import Assertion
from dateline.model.report import Report
from dateline.pipeline.benchmarks.figures import Fault, Figure, Measured, detection, share
from dateline.pipeline.benchmarks.published import Run, as_report, folder_with, missing, read_all

LAYOUT: Final = "metadata.tsv, and train/ or dev/ with text/*.txt and attributions/*.ann"
PUBLISHED: Final = "https://github.com/networkdynamics/PolNeAR"
SPLITS: Final = ("train", "dev", "test")
LEAST_SHARED: Final = 0.5
"""Jaccard index from which content is found."""
REACH: Final = 6
"""Utterances back among which the one that a statement goes on with is looked for."""
SHOWN: Final = 100
"""Characters of a fault that are shown."""

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_ROLE = re.compile(r"^([A-Za-z]+?)\d*$")

Pieces = tuple[tuple[int, int], ...]
"""Characters from and up to, of each piece of an annotated span that may be interrupted."""


class Attribution(NamedTuple):
    """Somebody's words in the article; a role without pieces is not in the text."""

    source: Pieces
    cue: Pieces
    content: Pieces


class Article(NamedTuple):
    """An annotated article."""

    name: str
    attributions: tuple[Attribution, ...]


class Said(NamedTuple):
    """A statement as Dateline read it: where its content is, and its source if it names one."""

    content: Pieces
    source: Pieces


def articles(folder: Path, split: str) -> Iterator[tuple[Article, Report]]:
    """The annotated articles of one split, by file name."""
    with (folder / "metadata.tsv").open(encoding="utf-8", newline="") as lines:
        about = {row["filename"]: row for row in csv.DictReader(lines, delimiter="\t")}
    annotated: dict[str, Path] = {}
    for path in sorted((folder / split / "attributions").glob("*.ann"), reverse=True):
        annotated[path.stem.rsplit("_", 1)[0]] = path
    for path in sorted((folder / split / "text").iterdir()):
        name = path.name.removesuffix(".txt")
        if name in annotated:
            with path.open(encoding="utf-8", newline="") as stream:  # offsets count every carriage return
                text = stream.read()
            row = about.get(name, {})
            yield (
                Article(name, attributions_in(annotated[name].read_text(encoding="utf-8"))),
                as_report(name, text, row.get("publication_date"), row.get("publisher")),
            )


def attributions_in(lines: str) -> tuple[Attribution, ...]:
    """The attributions of a brat stand-off file: `T` lines are spans, `E` lines tie them together."""
    spans: dict[str, Pieces] = {}
    tied: list[list[tuple[str, str]]] = []
    for line in lines.splitlines():
        fields = line.split("\t")
        if len(fields) > 1 and line[0] == "T":
            pieces = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple((int(start), int(end)) for start, end in (each.split() for each in pieces))
        elif len(fields) > 1 and line[0] == "E":
            tied.append([(role, span) for role, _, span in (each.partition(":") for each in fields[1].split())])
    return tuple(_attribution(each, spans) for each in tied)


def _attribution(tied: Sequence[tuple[str, str]], spans: dict[str, Pieces]) -> Attribution:
    held: dict[str, Pieces] = {"source": (), "cue": (), "content": ()}
    for role, span in tied:
        named = _ROLE.match(role)
        kind = named[1].lower() if named else ""
        if kind in held:
            held[kind] += spans.get(span, ())
    return Attribution(**held)


def words_in(text: str, pieces: Pieces) -> frozenset[int]:
    """Where the words of these pieces begin."""
    return frozenset(start + word.start() for start, end in pieces for word in _WORD.finditer(text[start:end]))


def matched(wanted: Sequence[frozenset[int]], found: Sequence[frozenset[int]]) -> dict[int, int]:
    """Which wanted words are which found ones, by position in both lists; the best pairs first, each once."""
    pairs = []
    for i, gold in enumerate(wanted):
        for j, ours in enumerate(found):
            shared = len(gold & ours)
            if shared and shared / len(gold | ours) >= LEAST_SHARED:
                pairs.append((-shared / len(gold | ours), i, j))
    taken: dict[int, int] = {}
    for _, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def statements(assertions: Sequence[Assertion], text: str) -> list[Said]:
    """What Dateline takes for somebody's words, stretches of one utterance as one; the speaker is the last of the
    chain.
    """
    found: list[list[Assertion]] = []
    for each in assertions:
        if each.type == "statement":
            whole = next((w for w in reversed(found[-REACH:]) if _goes_on(w[-1], each, text)), None)
            if whole is None:
                found.append([each])
            else:
                whole.append(each)
    return [Said(tuple((s.evidence.start, s.evidence.end) for s in whole), _source(whole[0])) for whole in found]


def _source(statement: Assertion) -> Pieces:
    source = statement.attribution[-1].source.evidence if statement.attribution else None
    return ((source.start, source.end),) if source else ()


def _goes_on(last: Assertion, each: Assertion, text: str) -> bool:
    """Whether a statement is a further stretch of the one before: by the same cue, or without one of its own."""
    cues = [s.attribution[-1].evidence if s.attribution else None for s in (last, each)]
    if cues[1] is not None:
        return cues[0] == cues[1]
    source = _source(each)
    return bool(source) and source == _source(last) and "\n" not in text[last.evidence.end : each.evidence.start]


class _Tally:
    """Counts, article by article."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []

    def add(self, article: Article, text: str, said: Sequence[Said]) -> None:
        """Compare one article."""
        gold = [each for each in article.attributions if words_in(text, each.content)]
        wanted = [words_in(text, each.content) for each in gold]
        found = [words_in(text, each.content) for each in said]
        pairs = matched(wanted, found)
        self.counts.update(gold=len(gold), found=len(said), matched=len(pairs))
        for i, each in enumerate(gold):
            if i not in pairs:
                near = any(wanted[i] & ours for ours in found)
                self._fault(
                    "content: other extent" if near else "content: missed", article, _quoted(text, each.content)
                )
            elif self._source_right(text, each, said[pairs[i]]):
                self.counts["source"] += 1
            else:
                have, want = _quoted(text, said[pairs[i]].source), _quoted(text, each.source)
                kind = "none found" if not have else "none there" if not want else "another"
                self._fault(f"source: {kind}", article, f"{want or '-'} / {have or '-'}")
        for j in sorted(set(range(len(said))) - set(pairs.values())):
            if not any(found[j] & ours for ours in wanted):
                self._fault("content: none there", article, _quoted(text, said[j].content))

    def _source_right(self, text: str, gold: Attribution, ours: Said) -> bool:
        want, have = words_in(text, gold.source), words_in(text, ours.source)
        return bool(want & have) or not (want or have)

    def _fault(self, family: str, article: Article, words: str) -> None:
        self.faults.append(Fault(family, article.name, words))

    def figures(self) -> dict[str, Figure]:
        """The columns of one row."""
        n = self.counts
        shares = detection(n["matched"], n["found"], n["gold"])
        return {**shares, "source right": share(n["source"], n["matched"])}


def _quoted(text: str, pieces: Pieces) -> str:
    return " ... ".join(" ".join(text[start:end].split()) for start, end in pieces)[:SHOWN]


def measure(run: Run) -> Measured:
    """Content F and the share of sources that are right, for each split and for all."""
    folder = folder_with(run.data, ["metadata.tsv", "*/attributions"])
    if folder is None:
        raise missing(run.data, LAYOUT, PUBLISHED)
    splits = [split for split in SPLITS if (folder / split / "text").is_dir()]
    tallies = {split: _Tally() for split in splits}
    whole = _Tally()
    for split in splits:
        for article, doc, assertions in read_all(articles(folder, split), f"PolNeAR {split}", run):
            said = statements(assertions, doc.report.text)
            tallies[split].add(article, doc.report.text, said)
            whole.add(article, doc.report.text, said)
    return Measured(
        benchmark="polnear",
        rows="split",
        figures={**{split: each.figures() for split, each in tallies.items()}, "all": whole.figures()},
        notes=(
            f"prec, recall, F: content, words in common (Jaccard) from {LEAST_SHARED} on, each matched once",
            "source right: of the matched contents, the share whose source overlaps the annotated one",
        ),
        faults=tuple(whole.faults),
    )
