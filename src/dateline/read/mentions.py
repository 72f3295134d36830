"""Which words name something: lexicon, gazetteer and the statistical model's entities, merged under one policy.

The small model's types are unusable for towns of a war (Bakhmut came out as ORG, Mykolaiv as PERSON), its spans of
persons are excellent. So: the lexicons and the gazetteer rule, except inside a person's name of several words and for
a surname of such a person; the model fills in what neither knows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Gazetteer
from dateline.read.dates import find_dates
from dateline.read.noun_phrases import country_in, find_actor_phrases, token_range
from dateline.read.people import find_people
from dateline.read.quantities import find_quantities
from dateline.reference.actors import country_scanner, country_words, group_scanner
from dateline.reference.weapons import weapon_scanner

_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "we", "i", "our", "us", "who", "which"}
)
_LOCATIVE = frozenset(
    {
        "in",
        "at",
        "near",
        "from",
        "around",
        "towards",
        "toward",
        "into",
        "outside",
        "inside",
        "of",
        "to",
        "over",
        "on",
        "between",
        "off",
    }
)
_CAPTURED = frozenset({"seize", "capture", "overrun", "retake", "liberate", "recapture", "besiege", "occupy"})
_TAKEN = frozenset(
    {
        "seize",
        "capture",
        "take",
        "overrun",
        "retake",
        "liberate",
        "recapture",
        "shell",
        "bomb",
        "hit",
        "strike",
        "hold",
        "leave",
        "lose",
        "besiege",
        "enter",
        "attack",
    }
)
_REGION = re.compile(
    r"\b(region|oblast|province|governorate|district|state|county|prefecture|krai|raion|peninsula)\b", re.I
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> Doc:
    """The Doc with all its mentions, in text order. A place may stand inside a wider mention; nothing else overlaps."""
    starts = [t.start for t in doc.tokens]
    spotted = {(m.first, m.last): m for m in _known_places(doc, starts, gazetteer)}
    people = [m for m in find_people(doc) if not _is_a_place_after_all(doc, m, spotted)]
    sure = [m for m in people if m.last - m.first > 1 or m.role]
    surnames = {m.name.split()[-1] for m in sure}
    named = [m for m in people if m not in sure and m.span.exact in surnames]
    doubtful = [m for m in people if m not in sure and m not in named]
    taken: dict[int, Mention] = {}
    for found in (
        _dates(doc, starts),
        _named(doc, starts),
        sure,
        named,
        find_actor_phrases(doc, starts),
        _weapons(doc, starts),
    ):
        for mention in sorted(found, key=lambda m: (m.first - m.last, m.first)):
            _claim(mention, taken)
    places = [m for m in spotted.values() if m.span.exact not in surnames]
    nested = [m for m in places if not _claim(m, taken, nested=True) and _inside_another(m, taken)]
    organisations = list(_model_organisations(doc))
    more = [_as_place(m) for m in (*doubtful, *organisations) if _reads_as_place(doc, m) and gazetteer.find(m.name)]
    more += [msgspec.structs.replace(_as_place(m), found_by="model") for m in organisations if _is_taken(doc, m)]
    for mention in (
        *more,
        *_pointed_places(doc),
        *doubtful,
        *organisations,
        *_model_places(doc),
        *_quantities(doc, starts),
        *_pronouns(doc),
    ):
        _claim(mention, taken)
    kept = {(m.first, m.last, m.kind): m for m in [*nested, *taken.values()]}
    return msgspec.structs.replace(doc, mentions=tuple(sorted(kept.values(), key=lambda m: (m.first, -m.last))))


def _is_a_place_after_all(doc: Doc, person: Mention, spotted: dict[tuple[int, int], Mention]) -> bool:
    """Whether the gazetteer knows exactly this name and nothing beside it speaks for a person: "Khan Sheikhoun",
    "Kyiv".
    """
    if person.role or (person.first, person.last) not in spotted:
        return False
    if person.last - person.first == 1:
        return person.name in country_words()
    head = doc.tokens[person.last - 1]
    return not (head.dep in ("nsubj", "poss") and doc.tokens[head.head].pos == "VERB")


_KINDS_OF_PLACE = frozenset(
    {"village", "town", "township", "city", "settlement", "hamlet", "district", "municipality", "commune", "camp"}
)


def _pointed_places(doc: Doc) -> Iterator[Mention]:
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
            first > 1 and before is not None and before.lower == "of" and doc.tokens[first - 2].lower in _KINDS_OF_PLACE
        )
        where = (
            before is not None
            and before.lower in ("in", "at", "near", "outside")
            and before.sentence == doc.tokens[first].sentence
        )
        if i - first <= 4 and (after in _KINDS_OF_PLACE or kind_before or (where and after not in ("'s", "’s"))):
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
    return (
        token.pos == "PROPN"
        and token.text[0].isupper()
        and token.text.isalpha()
        and token.label not in ("DATE", "TIME", "NORP", "LANGUAGE")
    )


def _reads_as_place(doc: Doc, mention: Mention) -> bool:
    """Whether the words beside a name of one or two words treat it as a place: "near Minova", "seized Minova"."""
    if mention.last - mention.first > 2:
        return False
    before = doc.tokens[mention.first - 1].lower if mention.first else ""
    head = doc.tokens[mention.last - 1]
    return before in _LOCATIVE or (head.dep in ("dobj", "nsubjpass") and doc.tokens[head.head].lemma in _TAKEN)


def _is_taken(doc: Doc, mention: Mention) -> bool:
    """Whether a name of one word is what somebody captures: "The M23 seized Minova"."""
    head = doc.tokens[mention.last - 1]
    return (
        mention.last - mention.first == 1
        and head.dep in ("dobj", "nsubjpass")
        and doc.tokens[head.head].lemma in _CAPTURED
    )


def _as_place(mention: Mention) -> Mention:
    return msgspec.structs.replace(mention, kind="place", found_by="gazetteer", role=None, country=None, sector=None)


def _claim(mention: Mention, taken: dict[int, Mention], *, nested: bool = False) -> bool:
    """Takes the mention's tokens if all are free; a force that contains a shorter lexicon name replaces it."""
    over = {id(taken[i]): taken[i] for i in range(mention.first, mention.last) if i in taken}
    if over:
        wider = all(
            mention.first <= m.first and m.last <= mention.last and m.found_by == "lexicon" and m.kind != "person"
            for m in over.values()
        )
        if (
            nested
            or not wider
            or mention.found_by != "lexicon"
            or mention.last - mention.first == sum(m.last - m.first for m in over.values())
        ):
            return False
    for i in range(mention.first, mention.last):
        taken[i] = mention
    return True


def _inside_another(place: Mention, taken: dict[int, Mention]) -> bool:
    over = taken.get(place.first)
    return (
        over is not None
        and over.kind in ("force", "organisation", "group", "role")
        and over.first <= place.first
        and place.last <= over.last
    )


def _named(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Armed groups, agencies and blocs by name."""
    for start, end, group in group_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens:
            yield Mention(
                kind=group.kind,
                span=doc.span(*tokens),
                first=tokens[0],
                last=tokens[1],
                name=group.name,
                entity=group.id,
                country=group.country,
                sector=group.sector,
                found_by="lexicon",
            )


def _weapons(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Weapon models and classes; adjoining ones ("Oniks anti-ship cruise missiles") are one mention, the model's."""
    found: list[Mention] = []
    for start, end, weapon in weapon_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or doc.tokens[tokens[1] - 1].pos == "VERB":
            continue
        mention = Mention(
            kind="weapon",
            span=doc.span(*tokens),
            first=tokens[0],
            last=tokens[1],
            name=weapon.name,
            weapon_class=weapon.weapon_class,
            entity=weapon.act,
            found_by="lexicon",
        )
        before = found[-1] if found else None
        if (
            before
            and before.last == mention.first
            and doc.tokens[before.first].sentence == doc.tokens[mention.first].sentence
        ):
            model = before if before.weapon_class and before.name[0].isupper() else mention
            found[-1] = msgspec.structs.replace(
                model, first=before.first, last=mention.last, span=doc.span(before.first, mention.last)
            )
        else:
            found.append(mention)
    yield from found


def _model_organisations(doc: Doc) -> Iterator[Mention]:
    """What the model calls an organisation and no lexicon knows: agencies, ministries, outlets."""
    for first, last in _runs(doc, frozenset({"ORG"})):
        if last - first == 1 and not doc.tokens[first].text[0].isupper():
            continue
        span = doc.span(first, last)
        yield Mention(
            kind="organisation",
            span=span,
            first=first,
            last=last,
            name=span.exact,
            country=country_in(span.exact),
            found_by="model",
        )


def _known_places(doc: Doc, starts: list[int], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Countries by name or capital, then what the gazetteer spots."""
    seen: set[int] = set()
    for start, end, word in country_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or word.form in ("adjective", "people"):
            continue
        seen.update(range(*tokens))
        span = doc.span(*tokens)
        name = word.country.name if word.form == "name" else span.exact
        level = "country" if word.form == "name" else "settlement"
        yield Mention(
            kind="place",
            span=span,
            first=tokens[0],
            last=tokens[1],
            name=name,
            country=word.country.iso3,
            level=level,
            found_by="lexicon",
        )
    for start, end in gazetteer.spotted(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or seen.intersection(range(*tokens)) or not _proper(doc, *tokens):
            continue
        if _part_of_a_name(doc, *tokens):
            continue
        seen.update(range(*tokens))
        span = doc.span(*tokens)
        yield Mention(
            kind="place",
            span=span,
            first=tokens[0],
            last=tokens[1],
            name=span.exact,
            level=_level(span.exact),
            found_by="gazetteer",
        )


def _part_of_a_name(doc: Doc, first: int, last: int) -> bool:
    """Whether the name only opens a longer one: "Independence Square", "Carney" in "the destroyer Carney"."""
    following = doc.tokens[last] if last < len(doc.tokens) else None
    if (
        following is not None
        and following.pos == "PROPN"
        and doc.tokens[last - 1].dep == "compound"
        and doc.tokens[last - 1].head == following.i
    ):
        return following.lower in (
            "square",
            "street",
            "avenue",
            "company",
            "post",
            "times",
            "day",
            "university",
            "bank",
            "group",
            "council",
            "summit",
            "treaty",
        )
    before = doc.tokens[first - 1].lower if first else ""
    return before in (
        "destroyer",
        "frigate",
        "ship",
        "vessel",
        "tanker",
        "carrier",
        "cruiser",
        "corvette",
        "submarine",
        "yacht",
    )


def _proper(doc: Doc, first: int, last: int) -> bool:
    """Whether the parse takes any of the words for a name: "Most were shot down" names no town in Bohemia."""
    return any(doc.tokens[i].pos == "PROPN" or doc.tokens[i].label in _PLACE_LABELS for i in range(first, last))


def _level(name: str) -> str | None:
    return "region" if _REGION.search(name) else None


def _model_places(doc: Doc) -> Iterator[Mention]:
    """What the model alone calls a place."""
    for first, last in _runs(doc, _PLACE_LABELS):
        span = doc.span(first, last)
        yield Mention(
            kind="place", span=span, first=first, last=last, name=span.exact, level=_level(span.exact), found_by="model"
        )


def _runs(doc: Doc, labels: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens with one of the model's labels, without a leading article or a trailing possessive."""
    for (label, _), run in groupby(doc.tokens, key=lambda t: (t.label, t.sentence)):
        if label not in labels:
            continue
        tokens = list(run)
        while tokens and (tokens[0].tag in ("DT", "POS") or not tokens[0].text[0].isalnum()):
            tokens.pop(0)
        while tokens and (tokens[-1].tag == "POS" or not tokens[-1].text[-1].isalnum()):
            tokens.pop()
        if tokens:
            yield tokens[0].i, tokens[-1].i + 1


def _dates(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    def ahead(at: int) -> bool:
        return looks_ahead(doc, bisect_right(starts, at) - 1)

    for found in find_dates(doc.report.text, doc.report.published_day, ahead):
        tokens = token_range(doc, starts, found.start, found.end)
        if tokens and found.kind != "set":
            yield Mention(
                kind="date",
                span=doc.span(*tokens),
                first=tokens[0],
                last=tokens[1],
                name=found.timex or doc.span(*tokens).exact,
                date=found.range,
                entity=found.kind,
                found_by="rule",
            )


def looks_ahead(doc: Doc, i: int) -> bool:
    """Whether the verb that token `i` hangs on speaks of what is still to come: "will meet", "are to meet on
    Saturday".
    """
    if not 0 <= i < len(doc.tokens):
        return False
    for above in doc.ancestors(i):
        if above.pos not in ("VERB", "AUX"):
            continue
        below = {doc.tokens[c].lower for c in doc.children[above.i] if doc.tokens[c].dep in ("aux", "auxpass")}
        if below & _WILL:
            return True
        if "to" in below:
            higher = doc.tokens[above.head]
            return higher.lemma in ("be", "plan", "expect", "schedule", "due", "set", "want", "intend", "order")
        return False
    return False


def _quantities(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    for found in find_quantities(doc.report.text):
        tokens = token_range(doc, starts, found.start, found.end)
        if tokens:
            yield Mention(
                kind="quantity",
                span=doc.span(*tokens),
                first=tokens[0],
                last=tokens[1],
                name=doc.span(*tokens).exact,
                quantity=found.quantity,
                entity=found.unit,
                found_by="rule",
            )


def _pronouns(doc: Doc) -> Iterator[Mention]:
    for token in doc.tokens:
        if token.lower in _PRONOUNS and token.pos in ("PRON", "DET"):
            plural = token.lower in ("they", "their", "them", "we", "our", "us")
            yield Mention(
                kind="pronoun",
                span=doc.span(token.i, token.i + 1),
                first=token.i,
                last=token.i + 1,
                name=token.lower,
                plural=plural,
            )


def actors_of(mentions: Sequence[Mention]) -> list[Mention]:
    """Those that can act: persons, forces, organisations, groups and countries."""
    return [
        m
        for m in mentions
        if m.kind in ("person", "force", "organisation", "group") or (m.kind == "place" and m.country)
    ]
