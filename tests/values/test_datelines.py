from __future__ import annotations

import pytest

from dateline.values.datelines import dateline


@pytest.mark.parametrize(
    ("head", "city", "agency"),
    [
        ("KRAMATORSK, Ukraine, April 8 (Meridian) - ", "KRAMATORSK", "Meridian"),
        ("MOSCOW, March 18. /Vestnik/. ", "MOSCOW", "Vestnik"),
        ("MOSCOW, April 5, 2017. /RN-Inform/. ", "MOSCOW", "RN-Inform"),
        ("MOSUL, Iraq/BAGHDAD, March 26 (Northwire) - ", "MOSUL", "Northwire"),
        ("NAIROBI, Wednesday 26 June 2024 – ", "NAIROBI", None),
        ("RAWALPINDI, May 8, 2025 (NPA): ", "RAWALPINDI", "NPA"),
        ("Khartoum, Apr. 16 (SNA) - ", "Khartoum", "SNA"),
        ("Bogotá, 21 January. ", "Bogotá", None),
        ("KIGALI/GOMA - ", "KIGALI", None),
        ("NAY PYI TAW, 12 April — ", "NAY PYI TAW", None),
        ("LONDON. ", "LONDON", None),
    ],
)
def test_datelines_of_wires(head: str, city: str, agency: str | None) -> None:
    found = dateline(head + "The army said on Monday that nobody was hurt.", first=True)
    assert found is not None
    assert (found.length, found.city, found.agency) == (len(head), city, agency)


@pytest.mark.parametrize(
    "paragraph",
    [
        "LONDON. Nobody there believes it.",
        "Kyiv has not commented. The ministry did.",
        "Kyiv: blasts before the sirens",
        "MEROWE: we hold the airport.",
        "UN - the body in charge - did not answer.",
        "Shells fell on the village – two people were hurt.",
        "April 8 (Friday) was quiet.",
    ],
)
def test_sentences_are_none(paragraph: str) -> None:
    assert dateline(paragraph, first=False) is None
