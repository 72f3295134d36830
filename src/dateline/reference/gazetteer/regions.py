"""The names that reports use for first-level divisions: "Kharkiv", "Kharkiv region", "Kharkivska oblast"."""

from __future__ import annotations

import re
from typing import Final

SUFFIX: Final[dict[str, tuple[str, ...]]] = {
    "UA": ("Oblast", "region", "Region", "province"),
    "RU": ("Oblast", "region", "Region", "province"),
    "BY": ("Region", "region", "Oblast"),
    "SD": ("State", "state"),
    "SS": ("State", "state"),
    "NG": ("State", "state"),
    "MM": ("Region", "State", "region", "state"),
    "IN": ("state",),
    "SY": ("Governorate", "province", "governorate", "countryside"),
    "IQ": ("Governorate", "province", "governorate"),
    "YE": ("Governorate", "province", "governorate"),
    "LB": ("Governorate", "governorate"),
    "EG": ("Governorate", "governorate"),
    "AF": ("Province", "province"),
    "IR": ("Province", "province"),
    "PK": ("province",),
    "CD": ("Province", "province"),
    "CO": ("Department", "department", "province"),
    "ET": ("Region", "region"),
    "SO": ("Region", "region"),
    "ML": ("Region", "region"),
    "BF": ("Region", "region"),
    "NE": ("Region", "region"),
    "PH": ("Region", "region"),
    "IL": ("District", "district"),
    "AM": ("Province", "province", "region"),
    "AZ": ("District", "district", "region"),
    "GE": ("Region", "region"),
    "US": ("state",),
}
"""ISO 3166 alpha-2 -> words that English reports put after the name; the first is the one the record's name takes."""

_GENERIC: Final = re.compile(
    r"\s*\b(oblast['’]?|region|province|governorate|state|department|district|city|republic|krai|respublika|"
    r"administrative|autonomous|wilaya|kilil|voblasc['’]?|rayon)\b\s*",
    re.IGNORECASE,
)
_OBLAST_KINDS: Final = frozenset({"Region", "Administrative region", "Oblast"})
_PLAIN_NAMED: Final = frozenset({"UA.11", "UA.20", "UA.12"})
"""Divisions that nobody calls oblast: Crimea, Sevastopol, the city of Kyiv."""


_NAMED_WITH_WORD: Final = frozenset({"UA", "RU", "SY", "IQ", "YE", "AF", "SD", "MM"})


def region_names(code: str, english: str, others: list[str], kind: str) -> tuple[str, list[str]]:
    """The division's name in the record and its other names, with the words that reports put after it.

    code: GeoNames' ("UA.05"). english: GeoNames' preferred name. kind: ISO 3166-2's word for it, or "".
    """
    country = code[:2]
    if country in _NAMED_WITH_WORD and not english.isascii():
        english = next((n for n in others if n.isascii() and n.endswith(tuple(SUFFIX[country]))), english)
    base = _GENERIC.sub(" ", english).strip(" '’") or english
    words = SUFFIX.get(country, ())
    if country == "MM":
        words = ("State", "state") if kind == "State" else ("Region", "region", "division")
    if country in ("UA", "RU", "BY") and (code in _PLAIN_NAMED or kind not in _OBLAST_KINDS):
        words = ("Krai", "region") if kind == "Administrative territory" else ()
        english = base if words or kind in ("Republic", "") or code == "UA.20" else english
    extra = (kind,) if country not in SUFFIX and kind.isascii() and kind not in ("", "City", "Country") else ()
    name = f"{base} {words[0]}" if country in _NAMED_WITH_WORD and words else english
    seen = {name.casefold()}
    kept = []
    for each in (english, base, *(f"{base} {word}" for word in (*words, *extra)), *others):
        if each.casefold() not in seen:
            seen.add(each.casefold())
            kept.append(each)
    return name, kept
