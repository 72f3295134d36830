"""Names of places: what the gazetteer knows, what the words point at, what the model alone takes for a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Gazetteer
from dateline.read.noun_phrases import token_range
from dateline.read.runs import runs
from dateline.reference.actors import country_scanner, country_words
from dateline.reference.gazetteer.tables import stop_names
from dateline.reference.gazetteer.words import listed_divisions, short_scanner
from dateline.reference.mention_cues import mention_cues
from dateline.reference.phrases import longest
from dateline.values.names import fold

_REGION = re.compile(
    r"\b(region|oblast|province|governorate|district|state|county|prefecture|krai|raion|peninsula)\b", re.I
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_NAME_LABELS = _PLACE_LABELS | {"ORG", "PERSON"}
_WHERE = frozenset({"in", "near", "outside", "around", "into", "at"})
_BEHIND_A_NAME = re.compile(r"[A-Z][\w.'’-]*,\s$")
_EACH_NAME = re.compile(r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*")
_HEAD = re.compile(
    r"(?:^|[.!?][\"”’']?\s{1,2}|\n[^\S\n]*)(?P<city>[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+){0,3})"
    r"(?:,\s[A-Z][\w.]+)?(?:\s\([^()]{2,30}\))?\s?(?:--|[—–]|-\s|:\s)"
)


def is_a_place_after_all(doc: Doc, person: Mention, spotted: dict[tuple[int, int], Mention]) -> bool:
    """Whether the gazetteer knows exactly this name and nothing beside it speaks for a person: "Khan Sheikhoun",
    "Kyiv".
    """
    if person.role or (person.first, person.last) not in spotted:
        return False
    if person.last - person.first == 1:
        return person.name in country_words()
    head = doc.tokens[person.last - 1]
    return not (head.dep in ("nsubj", "poss") and doc.tokens[head.head].pos == "VERB")


def known_places(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Countries by name or capital, short forms of divisions, what the gazetteer spots and what heads a report from a
    place. Of names that overlap the longest counts: "New Mexico" is not Mexico.
    """
    found: list[tuple[int, int, Mention]] = []
    for mention in (
        *_countries(doc, starts, gazetteer),
        *_short_divisions(doc, starts),
        *_listed_divisions(doc, starts, gazetteer),
        *_spotted(doc, starts, gazetteer),
        *_heads(doc, starts, gazetteer),
    ):
        found.append((mention.first, mention.last, mention))
    for _, _, mention in longest(found):
        yield mention


def _place(doc: Doc, first: int, last: int, found_by: str) -> Mention:
    """These tokens as a place under the name that is written."""
    span = doc.span(first, last)
    return Mention(
        kind="place", span=span, first=first, last=last, name=span.exact, level=_level(span.exact), found_by=found_by
    )


def _countries(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Countries by name, and capitals that stand for a government."""
    for start, end, word in country_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or word.form in ("adjective", "people"):
            continue
        wider = _wider(doc, *tokens, gazetteer)
        if wider != tokens:
            yield _place(doc, *wider, "gazetteer")
            continue
        name = word.country.name if word.form == "name" else doc.span(*tokens).exact
        yield msgspec.structs.replace(
            _place(doc, *tokens, "lexicon"),
            name=name,
            country=word.country.iso3,
            level="country" if word.form == "name" else "settlement",
        )


def _spotted(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """What the gazetteer looks for in running text."""
    for start, end in gazetteer.spotted(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or not _proper(doc, *tokens):
            continue
        wider = _wider(doc, *tokens, gazetteer)
        if wider != tokens or not _part_of_a_name(doc, *tokens):
            yield _place(doc, *wider, "gazetteer")


def _wider(doc: Doc, first: int, last: int, gazetteer: Gazetteer) -> tuple[int, int]:
    """The name with the word before or after it, where the gazetteer knows the longer name, which nobody looks for:
    "Tennessee Colony", "West Chester".
    """
    for a, b in ((first, last + 1), (first - 1, last)):
        if a >= 0 and b <= len(doc.tokens) and doc.tokens[a].sentence == doc.tokens[b - 1].sentence:
            added = doc.tokens[b - 1] if a == first else doc.tokens[a]
            name = doc.span(a, b).exact
            if added.pos == "PROPN" and added.text.istitle() and "," not in name and gazetteer.find(name):
                return a, b
    return first, last


def _short_divisions(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Divisions in short: "N.C." wherever it stands, "Ga." and "GA" behind a name and a comma."""
    text = doc.report.text
    for start, end, short in short_scanner().scan(text):
        behind = _BEHIND_A_NAME.search(text, max(0, start - 40), start)
        if not behind and (short.spotted != "anywhere" or text[max(0, start - 2) : start].strip().isdigit()):
            continue  # "300 B.C." is no province
        tokens = token_range(doc, starts, start, end) or token_range(doc, starts, start, end - 1)
        if tokens is not None:
            place = _place(doc, *tokens, "lexicon")
            yield msgspec.structs.replace(place, name=short.name, country=short.country, level="region")


def _listed_divisions(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Each of "Clay, Otter Tail and Wilkin counties", where the gazetteer knows a county of that name."""
    for match in listed_divisions().finditer(doc.report.text):
        sort = match["sort"]
        one = sort[:-3] + "y" if sort.endswith("ies") else sort[:-1]
        for name in _EACH_NAME.finditer(doc.report.text, match.start("names"), match.end("names")):
            tokens = token_range(doc, starts, *name.span())
            if tokens is not None and gazetteer.find(f"{name[0]} {one}"):
                yield msgspec.structs.replace(_place(doc, *tokens, "gazetteer"), level="region")


def _heads(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Places in capitals that a report is headed with: "OMAHA -- ", "MOUNT GILEAD (AP) -- "."""
    for match in _HEAD.finditer(doc.report.text):
        tokens = token_range(doc, starts, *match.span("city"))
        if tokens is not None and gazetteer.find(match["city"]):
            yield _place(doc, *tokens, "gazetteer")


def named_again(doc: Doc, starts: list[int], places: Iterable[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Other namings of small towns that the report calls a place somewhere: a name has one sense in a report."""
    names = {m.span.exact for m in places if _is_where(doc, m)}
    known = sorted(name for name in names if fold(name) not in stop_names() and gazetteer.find(name))
    if not known:
        return
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(n) for n in known) + r")\b", re.IGNORECASE)
    for match in pattern.finditer(doc.report.text):
        tokens = token_range(doc, starts, *match.span())
        if tokens is None or not (match[0] in names or match[0].isupper()):
            continue
        if not _part_of_a_name(doc, *tokens) and not _inside_a_name(doc, *tokens):
            yield _place(doc, *tokens, "model")


def _is_where(doc: Doc, place: Mention) -> bool:
    """Whether a preposition of place leads to this name, which no list knows for anything else."""
    name = place.span.exact
    if place.found_by == "lexicon" or len(name) < 4 or not name[0].isupper() or not name.isascii():
        return False
    return place.first > 0 and doc.tokens[place.first - 1].lower in _WHERE


def _inside_a_name(doc: Doc, first: int, last: int) -> bool:
    """Whether a person's name goes on right before or after: "Jack Lombard"."""
    around = [doc.tokens[i] for i in (first - 1, last) if 0 <= i < len(doc.tokens)]
    return any(t.label == "PERSON" and t.text[0].isupper() for t in around)


def _part_of_a_name(doc: Doc, first: int, last: int) -> bool:
    """Whether the name only opens a longer one: "Independence Square", "Carney" in "the destroyer Carney"."""
    following = doc.tokens[last] if last < len(doc.tokens) else None
    if (
        following is not None
        and following.pos == "PROPN"
        and doc.tokens[last - 1].dep == "compound"
        and doc.tokens[last - 1].head == following.i
    ):
        return following.lower in mention_cues().longer_name
    before = doc.tokens[first - 1] if first else None
    if before is None or before.sentence != doc.tokens[first].sentence:
        return False
    opens = before.text[0].isupper() and before.lower.rstrip(".") in mention_cues().opens_a_name
    return opens or before.lower in mention_cues().vessels


def _proper(doc: Doc, first: int, last: int) -> bool:
    """Whether the parse takes any of the words for a name: "Most were shot down" names no town in Bohemia."""
    return any(doc.tokens[i].pos == "PROPN" or doc.tokens[i].label in _NAME_LABELS for i in range(first, last))


def _level(name: str) -> str | None:
    return "region" if _REGION.search(name) else None


def pointed_places(doc: Doc) -> Iterator[Mention]:
    """Names that no list knows but the words point at as places: "Pazigyi village", "the town of X", "at A Nang Pa
    in".
    """
    i = 0
    while i < len(doc.tokens):
        first = i
        while (
            i < len(doc.tokens)
            and _is_name(doc, i)
            and (i == first or doc.tokens[i].sentence == doc.tokens[first].sentence)
        ):
            i += 1
        if i == first:
            i += 1
            continue
        before = doc.tokens[first - 1] if first else None
        after = doc.tokens[i].lower if i < len(doc.tokens) else ""
        kind_before = (
            first > 1
            and before is not None
            and before.lower == "of"
            and doc.tokens[first - 2].lower in mention_cues().kinds_of_place
        )
        where = (
            before is not None
            and before.lower in ("in", "at", "near", "outside")
            and before.sentence == doc.tokens[first].sentence
        )
        if i - first <= 4 and (
            after in mention_cues().kinds_of_place or kind_before or (where and after not in ("'s", "’s"))
        ):
            span = doc.span(first, i)
            yield Mention(
                kind="place",
                span=span,
                first=first,
                last=i,
                name=span.exact,
                level=_level(span.exact),
                found_by="model",
            )


def _is_name(doc: Doc, i: int) -> bool:
    token = doc.tokens[i]
    word = country_words().get(token.text)
    if word is not None and word.form in ("adjective", "people"):
        return False  # "the Ukrainian city of Vinnytsia"
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and token.text.isalpha()
        and token.label not in ("DATE", "TIME", "NORP", "LANGUAGE")
    )


def model_places(doc: Doc) -> Iterator[Mention]:
    """What the model alone calls a place."""
    for first, last in runs(doc, _PLACE_LABELS):
        after = doc.tokens[last].lower if last < len(doc.tokens) else ""
        if (first and doc.tokens[first - 1].lower in mention_cues().vessels) or after in ("minister", "ministry"):
            continue  # "Interior Minister"
        span = doc.span(first, last)
        yield Mention(
            kind="place", span=span, first=first, last=last, name=span.exact, level=_level(span.exact), found_by="model"
        )


def reads_as_place(doc: Doc, mention: Mention) -> bool:
    """Whether the words beside a name of one or two words treat it as a place: "near Minova", "seized Minova"."""
    if mention.last - mention.first > 2:
        return False
    before = doc.tokens[mention.first - 1].lower if mention.first else ""
    head = doc.tokens[mention.last - 1]
    return before in mention_cues().locative or (
        head.dep in ("dobj", "nsubjpass") and doc.tokens[head.head].lemma in mention_cues().taken
    )


def is_taken(doc: Doc, mention: Mention) -> bool:
    """Whether a name of one word is what somebody captures: "The M23 seized Minova"."""
    head = doc.tokens[mention.last - 1]
    return (
        mention.last - mention.first == 1
        and head.dep in ("dobj", "nsubjpass")
        and doc.tokens[head.head].lemma in mention_cues().captured
    )


def as_place(mention: Mention) -> Mention:
    """The mention as a place that the gazetteer knows."""
    return msgspec.structs.replace(mention, kind="place", found_by="gazetteer", role=None, country=None, sector=None)
