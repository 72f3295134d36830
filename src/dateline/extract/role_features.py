"""What a learned reader sees of a word beside an act: how the parse ties them, what the word is, what the rules say."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from dateline.extract.clauses import is_passive
from dateline.extract.namings import NOBODY, Named, by_kind
from dateline.extract.place_words import is_container, place_role
from dateline.extract.plain_words import belonging, form, lemma, plain_sector
from dateline.extract.triggers import find_triggers, target_category
from dateline.model.document import Doc, Mention, Token
from dateline.reference.actors import country_scanner
from dateline.reference.cues import verb_cues

BACK = 2
"""How many sentences before that of the act a participant may stand in; the headline counts always."""

PLACES_BACK, LEAD = 6, 2
"""The same for places, which hold for longer; and how many sentences at the head of the report count always."""

_KINDS = frozenset({"person", "organisation", "force", "group", "role", "pronoun", "place", "weapon", "quantity"})


class Told(msgspec.Struct, frozen=True):
    """An act told earlier in the report: its type, the names that fill each role, and where its day is written (the
    first token of the date words, -1 for the day of publication, None if it has none).
    """

    kind: str
    roles: dict[str, frozenset[str]]
    day: int | None = None


class Party(msgspec.Struct, frozen=True):
    """Something named near acts that may take part in them: tokens first up to last, with its head.

    kind: that of its mention; "side" for an adjective of a side ("Russian"); "target" for a noun that can be hit.
    """

    head: int
    first: int
    last: int
    kind: str
    mention: int | None = None


def parties(doc: Doc) -> list[Party]:
    """All that may take part in an act, in text order. Found once a Doc."""
    cached: list[Party] | None = doc.__dict__.get("parties")
    if cached is None:
        found = [
            _party(doc, n, m)
            for n, m in enumerate(doc.mentions)
            if m.kind in _KINDS and (m.kind != "quantity" or m.entity in (None, ""))
        ]
        taken = {i for p in found for i in range(p.first, p.last) if p.kind not in ("pronoun", "quantity")}
        found += [p for t in doc.tokens if t.i not in taken and (p := _unnamed(doc, t)) is not None]
        cached = sorted(found, key=lambda p: (p.first, -p.last))
        doc.__dict__["parties"] = cached
    return cached


def _party(doc: Doc, n: int, mention: Mention) -> Party:
    inside = range(mention.first, mention.last)
    heads = (i for i in inside if doc.tokens[i].head not in inside or doc.tokens[i].head == i)
    kind = "side" if belonging(doc).issuperset(inside) else mention.kind
    return Party(next(heads, mention.last - 1), mention.first, mention.last, kind, n)


def _unnamed(doc: Doc, token: Token) -> Party | None:
    if token.pos in ("ADJ", "PROPN", "NOUN") and token.text[:1].isupper():
        for start, end, _ in country_scanner().scan(token.text):
            if start == 0 and end == len(token.text):
                return Party(token.i, token.i, token.i + 1, "side")
    if token.pos in ("NOUN", "PROPN") and target_category(doc, token):
        return Party(token.i, token.i, token.i + 1, "target")
    return None


def _namings(doc: Doc) -> dict[str, Named]:
    """The names of all parties that are mentions, by kind. Found once a Doc."""
    cached: dict[str, Named] | None = doc.__dict__.get("namings")
    if cached is None:
        named = ((n, p.kind, name_of(doc, p)) for n, p in enumerate(parties(doc)) if p.mention is not None)
        cached = doc.__dict__["namings"] = by_kind(named)
    return cached


TOLD_BACK, PLACES_TOLD = 120, 40
"""How many acts told before count, beside the first; and how many parties that have their places are asked, the
nearest. No report of which the readers learned has more: it is a book that would be slow, each act asked of all others.
"""


def remembered(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """The acts told before that count: the first, and the last ones."""
    return told if len(told) <= TOLD_BACK else (told[0], *told[1 - TOLD_BACK :])


def _where_told(doc: Doc, told: Sequence[Told], begin: int, end: int) -> list[Party]:
    """The parties from `begin` up to `end` that are places of acts told before, the PLACES_TOLD nearest."""
    places, everyone = _namings(doc).get("place", NOBODY), parties(doc)
    names = {name for act in told for name in act.roles.get("location", ())}
    found = sorted(n for name in names for n in places.within(name, begin, end)[-PLACES_TOLD:])
    return [everyone[n] for n in found[-PLACES_TOLD:]]


def near(doc: Doc, head: int, found: list[Party], told: Sequence[Told] = ()) -> Iterator[Party]:
    """The parties that may belong to an act at this token, in text order: numbers of its sentence, places of the
    sentences before it, of the lead and of the acts told before, all else of its sentence, the two before and the
    headline. found: parties(doc).
    """
    here = doc.sentences[doc.tokens[head].sentence]
    first, far = (doc.sentences[max(here.i - back, 0)].first for back in (BACK, PLACES_BACK))
    title = doc.sentences[0].last if doc.sentences[0].block == "headline" else 0
    lead = doc.sentences[min(LEAD, len(doc.sentences) - 1)].last
    ahead, open_, end = (bisect_left(_starts(doc), at) for at in (lead, far, here.last))
    before = _where_told(doc, told, ahead, open_) if ahead < open_ else []
    for party in (*found[: min(ahead, end)], *before, *found[max(ahead, open_) : end]):
        if party.head == head:
            continue
        if party.kind == "quantity":
            near_enough = party.first >= here.first
        else:
            near_enough = party.kind == "place" or party.first >= first or party.first < title
        if near_enough:
            yield party


def _starts(doc: Doc) -> list[int]:
    """The first token of each party. Found once a Doc."""
    cached: list[int] | None = doc.__dict__.get("party_starts")
    if cached is None:
        cached = doc.__dict__["party_starts"] = [p.first for p in parties(doc)]
    return cached


def name_of(doc: Doc, party: Party) -> str:
    """The name of the fullest mention of a party, or its word."""
    if party.mention is None:
        return doc.tokens[party.head].lower
    return doc.resolved(doc.mentions[party.mention]).name


class Scene(msgspec.Struct, frozen=True, dict=True):
    """An act whose parties are sought: its token, its type, the tokens of its clause, what the rules make of the tokens
    that they fill a slot with, and the acts told before.
    """

    act: int
    kind: str
    extent: tuple[int, int]
    rules: dict[int, str]
    told: tuple[Told, ...] = ()

    @cached_property
    def taken(self) -> str:
        """The slots that the rules fill."""
        return ",".join(sorted(set(self.rules.values())))

    @cached_property
    def located(self) -> bool:
        """Whether the rules say where it was."""
        return "location" in self.rules.values()

    @cached_property
    def had(self) -> dict[str, dict[str, list[int]]]:
        """Role -> name -> which of the acts told before had it in that role."""
        found: dict[str, dict[str, list[int]]] = {role: {} for role in _CARRIED}
        for n, act in enumerate(self.told):
            for role, named in found.items():
                for name in act.roles.get(role, ()):
                    named.setdefault(name, []).append(n)
        return found

    @cached_property
    def filled(self) -> dict[str, int]:
        """Role -> the last of the acts told before that had somebody or something in it."""
        return {role: n for n, act in enumerate(self.told) for role, those in act.roles.items() if those}


def seen_pair(doc: Doc, scene: Scene, party: Party) -> list[str]:
    """Features of one act and one party."""
    act, kind, extent = scene.act, scene.kind, scene.extent
    verb, word = doc.tokens[act], doc.tokens[party.head]
    what, around = _own(doc, party, word)
    names = [f"kind={party.kind}", *what]
    same = verb.sentence == word.sentence
    if same:
        path = path_between(doc, verb, word)
        voice = (
            "passive" if verb.pos == "VERB" and is_passive(doc, verb) else "active" if verb.pos == "VERB" else "noun"
        )
        names += [
            f"path={path}",
            f"path={path}|{party.kind}",
            f"path={path}|{voice}",
            f"path={path}|{lemma(doc, verb)}",
            f"path={path}|{kind}",
            f"path={path}|{what[0] if what else ''}",
            f"inside={extent[0] <= party.first < extent[1]}",
            f"side={'after' if party.head > act else 'before'}",
            f"far={_bucket(abs(party.head - act))}",
            f"far={_bucket(abs(party.head - act))}|{party.kind}",
        ]
    else:
        back = verb.sentence - word.sentence
        block = doc.sentences[word.sentence].block
        names += [
            f"back={min(back, 3)}|{party.kind}",
            f"block={block}|{party.kind}",
            f"backdep={word.dep}|{party.kind}",
        ]
        same_paragraph = doc.sentences[word.sentence].paragraph == doc.sentences[verb.sentence].paragraph
        names.append(f"paragraph={same_paragraph}|{party.kind}")
        names += _standing(doc, act, party)
    names += [f"act={kind}|{party.kind}", f"dep={word.dep}|{party.kind}", f"lemma={lemma(doc, verb)}|{party.kind}"]
    names += around
    role = scene.rules.get(party.head)
    names.append(f"rule={role}|{party.kind}" if role else f"rule=none|{party.kind}")
    if party.kind == "place":
        names.append(f"filled={scene.located}|{same}")
        names.append(f"filled={scene.located}|{role}|{same}")
    names.append(f"taken={scene.taken}|{party.kind}")
    return [*names, *_told(doc, scene, party, same)]


_CARRIED = ("location", "actor1", "actor2")


def _told(doc: Doc, scene: Scene, party: Party, same: bool) -> list[str]:
    """What part the party had in the acts told before: in the last, the first, in those of this type, how often."""
    if party.kind in ("quantity", "weapon", "target", "date"):
        return []
    name, found = name_of(doc, party), []
    for role in _CARRIED:
        had = scene.had[role].get(name)
        if not had:
            continue
        alike = any(scene.told[n].kind == scene.kind for n in had)
        last, first = had[-1] == len(scene.told) - 1, had[0] == 0
        where = f"{role}|{party.kind}|{same}"
        found += [
            f"told={where}",
            f"told={where}|alike={alike}",
            f"told={where}|last={last}",
            f"told={where}|first={first}",
            f"told={where}|latest={scene.filled[role] == had[-1]}|alike={alike}",
            f"told={where}|often={min(len(had), 4)}",
            f"told={where}|most={2 * len(had) > len(scene.told)}",
        ]
    if scene.told:
        found.append(f"tolds={min(len(scene.told), 3)}|{party.kind}|{same}")
    return found


def _standing(doc: Doc, act: int, party: Party) -> list[str]:
    """How a party of an earlier sentence stands in the report: how many others of its kind are nearer, how often it is
    named, whether the lead names it, whether its own sentence tells of an act.
    """
    if party.mention is None or party.kind == "side":
        return []
    name = doc.resolved(doc.mentions[party.mention]).name
    begin, end = (bisect_left(_starts(doc), at) for at in (party.last, act))
    named = _namings(doc).get(party.kind, NOBODY)
    others, repeated = named.others(name, begin, end), named.has(name, begin, end)
    lead = doc.sentences[min(LEAD, len(doc.sentences) - 1)].last
    told = doc.tokens[party.head].sentence in _telling(doc)
    return [
        f"nearer={others}|{party.kind}",
        f"nearer={others}|{party.kind}|{told}",
        f"repeated={repeated}|{party.kind}",
        f"often={min(_counts(doc)[name], 4)}|{party.kind}",
        f"lead={party.first < lead}|{party.kind}",
        f"told={told}|{party.kind}",
    ]


def _counts(doc: Doc) -> Counter[str]:
    """How often each name is mentioned. Found once a Doc."""
    cached: Counter[str] | None = doc.__dict__.get("name_counts")
    if cached is None:
        cached = doc.__dict__["name_counts"] = Counter(doc.resolved(m).name for m in doc.mentions)
    return cached


def _telling(doc: Doc) -> set[int]:
    """The sentences in which the rules see an act. Found once a Doc."""
    cached: set[int] | None = doc.__dict__.get("telling")
    if cached is None:
        cached = doc.__dict__["telling"] = {doc.tokens[t.head].sentence for t in find_triggers(doc)}
    return cached


def _own(doc: Doc, party: Party, word: Token) -> tuple[list[str], list[str]]:
    """What is seen of a party whatever the act: what it is, and what stands around it. Found once for all acts."""
    known: dict[tuple[int, int, str], tuple[list[str], list[str]]] = doc.__dict__.setdefault("own_features", {})
    key = (party.first, party.last, party.kind)
    found = known.get(key)
    if found is None:
        found = known[key] = (_what(doc, party), _around(doc, party, word))
    return found


def _what(doc: Doc, party: Party) -> list[str]:
    if party.mention is None or party.kind == "side":
        category = target_category(doc, doc.tokens[party.head])
        return [f"is={party.kind}:{category}"]
    mention = doc.mentions[party.mention]
    full = doc.resolved(mention)
    more = full.weapon_class or plain_sector(full.sector) or full.level
    found = [f"is={full.kind}:{more}", f"as={mention.kind}>{full.kind}"]
    if full.kind not in ("force", "organisation"):  # an army is a side whether or not the report says whose
        found.append(f"by={full.found_by}|{full.kind}")
        if full.country:
            found.append(f"country|{full.kind}")
    if mention.plural:
        found.append(f"plural|{full.kind}")
    if mention.kind == "pronoun":
        found.append(f"pronoun={mention.span.exact.lower()}")
    category = target_category(doc, doc.tokens[party.head])
    if category:
        found.append(f"target:{category}")
    if mention.kind == "place":
        role, relation = place_role(doc, mention)
        found += [f"where={role}:{relation}", f"container={is_container(doc, mention)}"]
    return found


def _around(doc: Doc, party: Party, word: Token) -> list[str]:
    above = doc.tokens[word.head]
    names = [f"over={lemma(doc, above)}|{party.kind}"] if above.i != word.i else []
    if above.pos == "ADP":
        over = doc.tokens[above.head]
        names.append(f"over={form(doc, above)}<{over.pos}")
        names.append(f"over={form(doc, above)}<{lemma(doc, over)}")
    spoken = next((t for t in doc.ancestors(word.i) if t.pos in ("VERB", "AUX")), None)
    if spoken is not None and spoken.lemma.lower() in verb_cues():
        names.append(f"spoken={word.dep}|{party.kind}")
    if party.first:
        names.append(f"before={form(doc, doc.tokens[party.first - 1])}|{party.kind}")
    if party.last < len(doc.tokens):
        names.append(f"after={form(doc, doc.tokens[party.last])}|{party.kind}")
    names.append(f"word={lemma(doc, word)}")
    return names


def _bucket(n: int) -> int:
    return n if n < 5 else 5 + min(n // 5, 5)


def path_between(doc: Doc, a: Token, b: Token) -> str:
    """The dependency labels from one word up to where the two meet and down to the other; prepositions by name."""
    above = [a, *doc.ancestors(a.i)]
    order = {t.i: n for n, t in enumerate(above)}
    down: list[Token] = []
    at = b
    while at.i not in order:
        down.append(at)
        if at.head == at.i:
            return "apart"
        at = doc.tokens[at.head]
    up = above[: order[at.i]]
    if len(up) + len(down) > 7:
        return "long"
    named = [f"^{t.dep}" for t in up] + [
        f"{t.dep}:{form(doc, t)}" if t.dep in ("prep", "agent") else t.dep for t in reversed(down)
    ]
    return ">".join(named)
