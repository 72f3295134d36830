"""Which words name something: lexicon, gazetteer and the statistical model's entities, merged under one policy.

The small model's types are unusable for towns of a war (Bakhmut came out as ORG, Mykolaiv as PERSON), its spans of
persons are excellent. So: the lexicons and the gazetteer rule, except inside a person's name of several words and for
a surname of such a person; the model fills in what neither knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dateline.model.document import Doc, Mention
from dateline.model.gazetteer import Gazetteer
from dateline.read.dates import find_dates
from dateline.read.noun_phrases import country_in, find_actor_phrases, token_range
from dateline.read.people import find_people
from dateline.read.quantities import find_quantities
from dateline.reference.actors import country_scanner, group_scanner
from dateline.reference.weapons import weapon_scanner

_PRONOUNS = frozenset(
    {"he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "we", "i", "our", "us", "who", "which"}
)
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> Doc:
    """The Doc with all its mentions, in text order. A place may stand inside a wider mention; nothing else overlaps."""
    starts = [t.start for t in doc.tokens]
    people = find_people(doc)
    ranked: list[Iterable[Mention]] = [
        _dates(doc, starts),
        _named(doc, starts),
        people,
        find_actor_phrases(doc, starts),
        _weapons(doc, starts),
        _model_organisations(doc),
    ]
    taken: dict[int, Mention] = {}
    for found in ranked:
        for mention in sorted(found, key=lambda m: (m.first - m.last, m.first)):
            _claim(mention, taken)
    surnames = {m.name.split()[-1] for m in people if " " in m.name}
    for mention in _places(doc, starts, gazetteer, surnames, taken):
        _claim(mention, taken, nested=True)
    for mention in (*_quantities(doc, starts), *_pronouns(doc)):
        _claim(mention, taken)
    kept = sorted({id(m): m for m in taken.values()}.values(), key=lambda m: (m.first, -m.last))
    nested = [m for m in _places(doc, starts, gazetteer, surnames, taken) if _inside_another(m, taken)]
    mentions = sorted(
        {(m.first, m.last, m.kind): m for m in [*nested, *kept]}.values(), key=lambda m: (m.first, -m.last)
    )
    return msgspec.structs.replace(doc, mentions=tuple(mentions))


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
                kind=group.kind, span=doc.span(*tokens), first=tokens[0], last=tokens[1], name=group.name, entity=group.id,
                country=group.country, sector=group.sector, found_by="lexicon",
            )  # fmt: skip


def _weapons(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    """Weapon models and classes; adjoining ones ("Oniks anti-ship cruise missiles") are one mention, the model's."""
    found: list[Mention] = []
    for start, end, weapon in weapon_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or doc.tokens[tokens[1] - 1].pos == "VERB":
            continue
        mention = Mention(
            kind="weapon", span=doc.span(*tokens), first=tokens[0], last=tokens[1], name=weapon.name, weapon_class=weapon.weapon_class,
            entity=weapon.act, found_by="lexicon",
        )  # fmt: skip
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


def _places(
    doc: Doc, starts: list[int], gazetteer: Gazetteer, surnames: set[str], taken: dict[int, Mention]
) -> Iterator[Mention]:
    """Countries, then gazetteer names, then what the model calls a place."""
    seen: set[int] = set()
    for start, end, word in country_scanner().scan(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or word.form in ("adjective", "people"):
            continue
        seen.update(range(*tokens))
        level = "country" if word.form == "name" else "settlement"
        yield Mention(
            kind="place", span=doc.span(*tokens), first=tokens[0], last=tokens[1], name=word.country.name if word.form == "name" else doc.span(*tokens).exact,
            country=word.country.iso3, level=level, found_by="lexicon",
        )  # fmt: skip
    for start, end in gazetteer.spotted(doc.report.text):
        tokens = token_range(doc, starts, start, end)
        if tokens is None or seen.intersection(range(*tokens)):
            continue
        if tokens[1] - tokens[0] == 1 and doc.tokens[tokens[0]].text in surnames:
            continue
        seen.update(range(*tokens))
        span = doc.span(*tokens)
        yield Mention(kind="place", span=span, first=tokens[0], last=tokens[1], name=span.exact, found_by="gazetteer")
    for first, last in _runs(doc, _PLACE_LABELS):
        if seen.intersection(range(first, last)) or taken.keys() & set(range(first, last)):
            continue
        span = doc.span(first, last)
        yield Mention(kind="place", span=span, first=first, last=last, name=span.exact, found_by="model")


def _runs(doc: Doc, labels: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens with one of the model's labels, without a leading article or a trailing possessive."""
    first = None
    for token in (*doc.tokens, None):
        inside = token is not None and token.label in labels
        if first is not None and (
            not inside or token.sentence != doc.tokens[first].sentence or token.label != doc.tokens[first].label
        ):  # type: ignore[union-attr]
            last = token.i if token else len(doc.tokens)
            while (
                first < last
                and doc.tokens[first].tag in ("DT", "POS")
                or first < last
                and not doc.tokens[first].text[0].isalnum()
            ):
                first += 1
            while last > first and (doc.tokens[last - 1].tag == "POS" or not doc.tokens[last - 1].text[-1].isalnum()):
                last -= 1
            if last > first:
                yield first, last
            first = None
        if inside and first is None:
            first = token.i  # type: ignore[union-attr]


def _dates(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    for found in find_dates(doc.report.text, doc.report.published_day):
        tokens = token_range(doc, starts, found.start, found.end)
        if tokens and found.kind != "set":
            yield Mention(
                kind="date", span=doc.span(*tokens), first=tokens[0], last=tokens[1], name=doc.span(*tokens).exact,
                date=found.range, entity=found.kind, found_by="rule",
            )  # fmt: skip


def _quantities(doc: Doc, starts: list[int]) -> Iterator[Mention]:
    for found in find_quantities(doc.report.text):
        tokens = token_range(doc, starts, found.start, found.end)
        if tokens:
            yield Mention(
                kind="quantity", span=doc.span(*tokens), first=tokens[0], last=tokens[1], name=doc.span(*tokens).exact,
                quantity=found.quantity, entity=found.unit, found_by="rule",
            )  # fmt: skip


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
