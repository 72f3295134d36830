"""Which words name something: lexicon, gazetteer and the statistical model's entities, merged under one policy.

The small model's types are unusable for towns of a war (Bakhmut came out as ORG, Mykolaiv as PERSON), its spans of
persons are excellent. So: the lexicons and the gazetteer rule, except inside a person's name of several words and for
a surname of such a person; the model fills in what neither knows.
"""

from __future__ import annotations

import msgspec

from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Gazetteer
from dateline.read.noun_phrases import find_actor_phrases
from dateline.read.people import find_people
from dateline.read.place_mentions import (
    as_place,
    is_a_place_after_all,
    is_taken,
    known_places,
    model_places,
    named_again,
    pointed_places,
    reads_as_place,
)
from dateline.read.plain_mentions import dates, model_organisations, named_groups, pronouns, quantities, weapons


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> Doc:
    """The Doc with all its mentions, in text order. A place may stand inside a wider mention; nothing else overlaps."""
    starts = [t.start for t in doc.tokens]
    spotted = {(m.first, m.last): m for m in known_places(doc, starts, gazetteer)}
    people = [m for m in find_people(doc) if not is_a_place_after_all(doc, m, spotted)]
    sure = [m for m in people if m.last - m.first > 1 or m.role]
    surnames = {m.name.split()[-1] for m in sure}
    less = [m for m in people if not (m.last - m.first > 1 or m.role)]
    named = [m for m in less if m.span.exact in surnames]
    doubtful = [m for m in less if m.span.exact not in surnames]
    taken: dict[int, Mention] = {}
    for found in (
        dates(doc, starts),
        named_groups(doc, starts),
        sure,
        named,
        find_actor_phrases(doc, starts),
        weapons(doc, starts),
    ):
        for mention in sorted(found, key=lambda m: (m.first - m.last, m.first)):
            _claim(mention, taken)
    places = [m for m in spotted.values() if m.span.exact not in surnames]
    nested = [m for m in places if not _claim(m, taken, nested=True) and _inside_another(m, taken)]
    organisations = list(model_organisations(doc))
    more = [as_place(m) for m in (*doubtful, *organisations) if reads_as_place(doc, m) and gazetteer.find(m.name)]
    more += [msgspec.structs.replace(as_place(m), found_by="model") for m in organisations if is_taken(doc, m)]
    pointed = [*more, *pointed_places(doc)]
    again = [
        m
        for m in named_again(doc, starts, (*places, *pointed, *model_places(doc)), gazetteer)
        if m.name not in surnames
    ]
    nested += [m for m in again if _inside_another(m, taken)]
    for mention in (
        *again,
        *pointed,
        *doubtful,
        *organisations,
        *model_places(doc),
        *quantities(doc, starts),
        *pronouns(doc),
    ):
        _claim(mention, taken)
    kept = {(m.first, m.last, m.kind): m for m in [*nested, *taken.values()]}
    return msgspec.structs.replace(doc, mentions=tuple(sorted(kept.values(), key=lambda m: (m.first, -m.last))))


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
