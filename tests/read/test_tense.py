"""Which Saturday, which January: by what the clause around it says of its time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.model.gazetteer import Entry
from dateline.model.report import make_report
from dateline.read import read


class NoPlaces:
    """A gazetteer that knows no place."""

    def find(self, name: str) -> Sequence[Entry]:
        return ()

    def spotted(self, text: str) -> Sequence[tuple[int, int]]:
        return ()


def first_day(text: str, published: str) -> str:
    """The first day of the first date that is read."""
    report = make_report(text, origin="t", ingested_at="2024-01-01", published=published)
    (doc,) = read([report], NoPlaces())
    found = next(m.date for m in doc.mentions if m.kind == "date")
    assert found is not None
    return str(found.earliest)


@pytest.mark.parametrize(
    ("text", "published", "first"),
    [
        ("The parties scheduled talks for Thursday.", "2023-05-01", "2023-05-04"),
        ("The envoys held talks on Thursday.", "2023-05-01", "2023-04-27"),
        ("The truce, effective Thursday, covers the port.", "2023-05-01", "2023-05-04"),
        ("The truce was extended until Thursday.", "2023-05-01", "2023-05-01"),
        ("The battle lasted until Thursday.", "2023-05-01", "None"),
        ("The convoy could leave as early as Thursday.", "2023-05-01", "2023-05-04"),
        ("The offer had been due to expire on Thursday.", "2023-05-01", "2023-04-27"),
        ("The two sides agreed to meet in February.", "2023-10-30", "2024-02-01"),
        ("The two sides met in February.", "2023-10-30", "2023-02-01"),
        ("The list includes a strike on the camp on 24 January.", "2023-12-06", "2023-01-24"),
        ("The army is to hand over the base on 24 January.", "2023-12-06", "2024-01-24"),
    ],
)
def test_the_clause_tells_which_day_is_meant(text: str, published: str, first: str) -> None:
    assert first_day(text, published) == first
