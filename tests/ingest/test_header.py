from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dateline.ingest.header import read_header
from dateline.reference.sample import sample_reports

GOLD = Path(__file__).parents[2] / "cases" / "gold"
BODY = "\n\nShells fell on the village overnight, the head of the council said. Two people were hurt."
PUBLISHED = {
    gold["report"]["id"]: str(gold["report"]["published"])
    for path in sorted(GOLD.glob("*/*.yaml"))
    if "report" in (gold := yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))
}


@pytest.mark.parametrize("path", sample_reports(), ids=lambda path: path.stem)
def test_every_sample_report_is_dated_by_its_own_words(path: Path) -> None:
    found = read_header(path.read_text("utf-8")).published
    assert found is not None
    assert found.day.isoformat() == PUBLISHED[path.stem]


@pytest.mark.parametrize(
    ("header", "iso"),
    [
        ("Period covered: 1-7 May 2023 | Issued: 8 May 2023", "2023-05-08"),
        ("Updated 9 May 2023 10:00 | Published 8 May 2023 09:00", "2023-05-08T09:00"),
        ("Last updated: 9 May 2023", "2023-05-09"),
        ("© 2021 The Post\n8 May 2023", "2023-05-08"),
        ("date 2023-05-08\nKyiv Post\n8 May 2023, 14:10", "2023-05-08T14:10"),
        ("By A. Writer | 05/08/2023 6:05 PM EST", "2023-05-08T18:05"),
        ("Опубліковано: 8 травня 2023, 14:10", "2023-05-08T14:10"),
        ("8 мая 2023", "2023-05-08"),
        ("Situation as of 8 May 2023. Next update: 15 May 2023.", "2023-05-08"),
    ],
)
def test_which_stamp_is_the_publications(header: str, iso: str) -> None:
    found = read_header(header + BODY).published
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "On 24 February 2022 Russia invaded. The war began." + BODY,
        "What happened after 24 February 2022 in Kyiv" + BODY,
        BODY + "\n© 2022 The Example Post. All rights reserved.",
    ],
)
def test_the_day_of_an_event_is_not_the_reports(text: str) -> None:
    assert read_header(text).published is None


def test_a_stamp_at_the_end_counts_if_it_is_called_the_publications() -> None:
    found = read_header("Village shelled" + BODY + "\nPublished: 8 May 2023, 14:10").published
    assert found is not None
    assert found.iso == "2023-05-08T14:10"


@pytest.mark.parametrize(
    ("name", "publisher", "title", "author"),
    [
        ("krm-copy", "The Harbour Post", "Rocket strike on Ukrainian station kills dozens", None),
        ("krm-wire", "Meridian", None, None),
        ("gs-evening", "UkrFront.news", "General Staff: nine missile strikes and 28 air strikes in one day", None),
        ("belgorod", "DAILY COURIER", "Belgorod mourns as toll climbs to 24", None),
        ("goma-kigali", "THE LAKE COURIER", "Kigali answers its accusers", None),
        ("grain", None, "MONDAY BRIEFING — Black Sea", "Ayla Demir"),
        ("theatre-count", None, "Mariupol theatre: city hall now speaks of some 300 dead", "Helen Marsh"),
        ("axum-claims", "The Horn Observer", "WHAT HAPPENED IN AXUM? THREE VERSIONS OF ONE WEEKEND", None),
        ("villages-live", None, None, None),
    ],
)
def test_outlet_headline_and_author(name: str, publisher: str | None, title: str | None, author: str | None) -> None:
    (path,) = (each for each in sample_reports() if each.stem == name)
    header = read_header(path.read_text("utf-8"))
    assert (header.publisher, header.title, header.author) == (publisher, title, author)


def test_a_copyright_names_the_outlet() -> None:
    assert read_header("Village shelled" + BODY + "\n© 2024 Northern Star Media. All rights reserved.").publisher == (
        "Northern Star Media"
    )


@given(st.text(max_size=300))
def test_any_text_has_a_header_or_none(text: str) -> None:
    read_header(text)
