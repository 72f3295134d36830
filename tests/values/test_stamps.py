from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.values.stamps import stamps


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-02-12", "2023-02-12"),
        ("2023-02-12T12:40:05+03:00", "2023-02-12T12:40+03:00"),
        ("2023-02-12T12:40:05.123Z", "2023-02-12T12:40+00:00"),
        ("Published: Friday 8 April 2022, 17:20", "2022-04-08T17:20"),
        ("Posted 10.04.2022, 12:40", "2022-04-10T12:40"),
        ("06.06.2023 | 15:20 | newsroom", "2023-06-06T15:20"),
        ("Fri 25 Mar 2022 14.05 GMT", "2022-03-25T14:05+00:00"),
        ("16 Jan, 2023 22:40", "2023-01-16T22:40"),
        ("May 24, 2017 | 7:14pm", "2017-05-24T19:14"),
        ("May 24, 2017, 12:05 a.m.", "2017-05-24T00:05"),
        ("Published: August 6, 2024 6:05 AM", "2024-08-06T06:05"),
        ("17 July 2023, 18:30 (GMT+3)", "2023-07-17T18:30+03:00"),
        ("15 July 2022, 16:10 CEST", "2022-07-15T16:10+02:00"),
        ("8 August 2021 23:48 IST", "2021-08-08T23:48"),
        ("Wednesday 5 April 2017 - 21:40", "2017-04-05T21:40"),
        ("Sunday June 04 2023", "2023-06-04"),
        ("Posts of 15 and 16 April 2023", "2023-04-16"),
        ("15-21 April 2023", "2023-04-21"),
        ("as of 06.00, 15.02.2023", "2023-02-15"),
        ("24 лютого 2022 року о 05:40", "2022-02-24T05:40"),
        ("24 февраля 2022 г. 05:40", "2022-02-24T05:40"),
        ("the 1st of May 2021", "2021-05-01"),
    ],
)
def test_stamps_as_pages_print_them(text: str, iso: str) -> None:
    assert [stamp.iso for stamp in stamps(text)] == [iso]


@pytest.mark.parametrize(
    ("text", "day", "month_first"),
    [
        ("20/02/2024", date(2024, 2, 20), False),
        ("02/20/2024", date(2024, 2, 20), False),
        ("04/06/2023", date(2023, 6, 4), False),
        ("04/06/2023", date(2023, 4, 6), True),
        ("Sunday 04/06/2023", date(2023, 6, 4), True),
        ("Thursday 04/06/2023", date(2023, 4, 6), False),
        ("04.06.2023", date(2023, 6, 4), True),
    ],
)
def test_the_order_of_day_and_month(text: str, day: date, month_first: bool) -> None:
    assert [stamp.day for stamp in stamps(text, month_first=month_first)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "May 17",
        "on Friday",
        "2023",
        "30 February 2023",
        "2023-13-01",
        "1.2.3",
        "tel. 044-12-12",
        "10-12-15",
        "in 2022",
        "at 17:20",
    ],
)
def test_what_is_no_stamp(text: str) -> None:
    assert list(stamps(text)) == []


def test_a_range_of_hours_is_no_zone() -> None:
    (stamp,) = stamps("12 June 2023, 10:00-12:00")
    assert stamp.iso == "2023-06-12T10:00"


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%A, %d %b %Y"]),
)
def test_every_day_comes_back(day: date, form: str) -> None:
    assert [stamp.day for stamp in stamps(day.strftime(form))] == [day]


@given(st.text(max_size=200))
def test_any_text_is_searched_without_error_and_offsets_fit(text: str) -> None:
    last = 0
    for stamp in stamps(text):
        assert last <= stamp.start < stamp.end <= len(text)
        last = stamp.end
