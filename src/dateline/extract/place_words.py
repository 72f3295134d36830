"""What the words around the name of a place say: that it was there or came from there, near it, inside of what."""

from __future__ import annotations

import re

from dateline.model.document import Doc, Mention
from dateline.model.vocabulary import PlaceRole, Relation

_RELATIONS: dict[str, Relation] = {
    "near": "near",
    "outside": "outside",
    "around": "near",
    "towards": "toward",
    "toward": "toward",
    "between": "between",
}
_SIDES = re.compile(r"\b(north|south|east|west)(?:ern|[- ]?(?:east|west))?(?:wards?)? of\b", re.I)
_INSIDE = re.compile(
    r"^\s*(?:,|\(|in\b|of\b)?,?\s*(?:(?:the|a|an|its)?\s*(?:[\w-]+\s+){0,2}"
    r"(?:capital|village|town|city|centre|center|seat|suburb|district|port|part)\s+)?(?:in|of)?\s*(?:the\s+)?(?:\w+ern\s+)?$",
    re.I,
)
_BEARING = re.compile(
    r"^\s*[,(]\s*(?:(?:some|about|around|just|a village|a town|a city)\s+)?"
    r"(?:[\d.,]+\s*(?:km|kilomet(?:er|re)s?|miles?)\s+)?"
    r"(?:(?:to the )?(?:north|south|east|west)[\w-]*\s+(?:of|from)|from|near|outside|on the (?:road|way) to"
    r"|the last \w+ on the way to)\s+(?:the\s+)?$",
    re.I,
)
_FROM = re.compile(
    r"\bfrom (?:\d+ |over |above |near |inside |outside |the |annexed |occupied |\w+ed "
    r"|(?:direction|territory|area|side|part|region|city|town) of "
    r"|the (?:direction|territory|area|side|occupied part|part) of (?:the )?)*$",
    re.I,
)
_REGION_AFTER = re.compile(
    r"^\s*(region|oblast|province|governorate|district|state|county|prefecture|krai|raion)\b", re.I
)


def place_role(doc: Doc, mention: Mention) -> tuple[PlaceRole, Relation | None]:
    """Origin, destination or location, with the relation, from the words right before the name. Found once a name."""
    known: dict[tuple[int, int], tuple[PlaceRole, Relation | None]] = doc.__dict__.setdefault("place_roles", {})
    key = (mention.first, mention.last)
    if key not in known:
        known[key] = _place_role(doc, mention)
    return known[key]


def _place_role(doc: Doc, mention: Mention) -> tuple[PlaceRole, Relation | None]:
    sentence = doc.sentences[doc.tokens[mention.first].sentence]
    before = doc.report.text[max(sentence.span.start, mention.span.start - 48) : mention.span.start]
    after = doc.report.text[mention.span.end : mention.span.end + 12]
    if _FROM.search(before):
        return "origin", None
    side = _SIDES.search(before)
    if side and side.end() >= len(before.rstrip()) - 4:
        return "location", f"{side.group(1).lower()} of"  # type: ignore[return-value]
    if re.match(r"\s+(axis|direction|front|sector)\b", after):
        return "location", "axis"
    words = re.findall(r"[a-z]+", before.lower())[-3:]
    for word in reversed(words):
        if word in _RELATIONS:
            return "location", _RELATIONS[word]
    return "location", "in" if words[-1:] == ["in"] else "at" if words[-1:] == ["at"] else None


def is_container(doc: Doc, mention: Mention) -> bool:
    """Whether the name only says where the place before it lies: "Dvorichna (Kharkiv region)", "Kryvyi Rih, south-west
    of Dnipro", "Sake, the last town on the way to Goma".
    """
    known: dict[tuple[int, int], bool] = doc.__dict__.setdefault("containers", {})
    key = (mention.first, mention.last)
    if key not in known:
        known[key] = _is_container(doc, mention)
    return known[key]


def _is_container(doc: Doc, mention: Mention) -> bool:
    first = doc.sentences[doc.tokens[mention.first].sentence].first
    for before in doc.mentions_before(mention.first):
        if before.first < first:
            return False
        if before.kind == "place" and before.last <= mention.first:
            break
    else:
        return False
    between = doc.report.text[before.span.end : mention.span.start]
    if _BEARING.match(between):
        return True
    wide = mention.level in ("region", "country") or bool(
        _REGION_AFTER.match(doc.report.text[mention.span.end : mention.span.end + 14])
    )
    return wide and bool(_INSIDE.match(between))
