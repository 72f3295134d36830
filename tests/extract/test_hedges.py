"""Hedges: they count for the act that they govern, not for another of the same sentence."""

from __future__ import annotations

import pytest
from reader_texts import doc_of

from dateline.extract.hedges import certainty_of


def level(text: str, word: str) -> tuple[str, list[str]]:
    doc = doc_of(text)
    (act,) = [t.i for t in doc.tokens if t.text == word]
    certainty, spans = certainty_of(doc, act, None)
    return certainty, [span.exact for span in spans]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels shelled Goma.", "shelled", ("certain", [])),
        ("Rebels reportedly shelled Goma.", "shelled", ("probable", ["reportedly"])),
        ("Rebels may have shelled Goma.", "shelled", ("possible", ["may"])),
        ("Rebels could have shelled Goma.", "shelled", ("possible", ["could"])),
        ("Rebels could not enter Goma.", "enter", ("certain", [])),
        ("Rebels are said to have shelled Goma.", "shelled", ("probable", ["said"])),
        ("It is believed that rebels shelled Goma.", "shelled", ("probable", ["believed"])),
        ("Rebels appear to have shelled Goma.", "shelled", ("probable", ["appear"])),
        ("Rebels appeared in Goma.", "appeared", ("certain", [])),
        ("The town was reported lost.", "lost", ("probable", ["reported"])),
        ("The ministry reported that rebels shelled Goma.", "shelled", ("certain", [])),
        ("The army could not confirm that rebels shelled Goma.", "shelled", ("possible", ["confirm"])),
        ("The army confirmed that rebels shelled Goma.", "shelled", ("certain", [])),
        ("The suspected attack killed ten people.", "attack", ("probable", ["suspected"])),
        ("The rebels, it seems, shelled Goma.", "shelled", ("probable", ["seems"])),
        ("Rebels shelled Goma, which was possibly empty.", "shelled", ("certain", [])),
        ("Rebels shelled Goma; the army possibly fled.", "shelled", ("certain", [])),
        ("The strike may have killed ten people.", "strike", ("certain", [])),
    ],
)
def test_a_hedge_counts_for_the_act_that_it_governs(text: str, word: str, expected: tuple[str, list[str]]) -> None:
    assert level(text, word) == expected
