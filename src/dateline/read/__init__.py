"""Report -> Doc: layout, sentences, tokens and parse, quotations, mentions, and who the pronouns mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.model.document import Doc
from dateline.model.gazetteer import Gazetteer
from dateline.model.report import Report
from dateline.read.chains import link
from dateline.read.layout import blocks
from dateline.read.mentions import find_mentions
from dateline.read.parse import parse
from dateline.read.quotes import find_quotes


def read(reports: Iterable[Report], gazetteer: Gazetteer) -> Iterator[Doc]:
    """Each report, read. Order is kept; nothing is written back to the report."""
    for doc in parse(((report, blocks(report.text, report.title)) for report in reports), gazetteer):
        quotes = find_quotes(doc.report.text, doc.tokens, doc.sentences)
        yield link(find_mentions(msgspec.structs.replace(doc, quotes=quotes), gazetteer))
