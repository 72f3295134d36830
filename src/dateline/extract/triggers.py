"""Finds the words that name an act, as verbs, nouns, or nouns carried by a light verb."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

import msgspec

from dateline.extract.clauses import agents, complements, governing, objects, subject
from dateline.model.document import Doc, Mention, Token
from dateline.reference.acts import Act, acts, targets

_AIRBORNE = frozenset(
    {
        "one-way attack drone",
        "reconnaissance drone",
        "cruise missile",
        "ballistic missile",
        "hypersonic missile",
        "missile",
        "combat aircraft",
        "helicopter",
        "multiple rocket launcher",
    }
)


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """A word that names an act. head: its token. first, last: the words that name it. form: verb or noun.

    verb: the verb that governs the clause (the light verb of a carried noun), or None for a bare noun.
    """

    act: Act
    head: int
    first: int
    last: int
    form: str
    verb: int | None


def find_triggers(doc: Doc) -> tuple[Trigger, ...]:
    """Every act of the report in text order; a noun that a light verb carries is one trigger with it. Found once a
    Doc.
    """
    cached: tuple[Trigger, ...] | None = doc.__dict__.get("triggers")
    if cached is None:
        cached = tuple(sorted([*_nouns(doc), *_verbs(doc)], key=lambda t: t.head))
        cached = _without_doubles(doc, cached)
        doc.__dict__["triggers"] = cached
    return cached


def _starts(doc: Doc) -> dict[int, int]:
    found: dict[int, int] | None = doc.__dict__.get("token_at")
    if found is None:
        found = doc.__dict__["token_at"] = {t.start: t.i for t in doc.tokens}
    return found


def _barred(doc: Doc) -> set[int]:
    """The tokens that begin inside words which look like an act and are none. Found once a Doc."""
    found: set[int] | None = doc.__dict__.get("barred")
    if found is None:
        starts = [t.start for t in doc.tokens]
        found = doc.__dict__["barred"] = {
            i
            for start, end, _ in acts().not_acts.scan(doc.report.text)
            for i in range(bisect_left(starts, start), bisect_left(starts, end))
        }
    return found


def _nouns(doc: Doc) -> list[Trigger]:
    at = _starts(doc)
    ends = {t.end: t.i for t in doc.tokens}
    lexicon = acts()
    barred = _barred(doc)
    found = []
    for start, end, act in lexicon.nouns.scan(doc.report.text):
        if start not in at or end not in ends or at[start] in barred:
            continue
        head = doc.tokens[ends[end]]
        if head.pos not in ("NOUN", "PROPN") or (head.dep in ("compound", "amod", "nmod") and head.head > head.i):
            continue
        over = doc.mention_at.get(head.i)
        if over is not None and doc.mentions[over].kind in ("person", "organisation", "force", "weapon"):
            continue
        carrier = _carrier(doc, head)
        first = min(at[start], carrier.i) if carrier else at[start]
        found.append(
            Trigger(
                act=act,
                head=head.i,
                first=first,
                last=max(ends[end], carrier.i if carrier else 0) + 1,
                form="noun",
                verb=carrier.i if carrier else None,
            )
        )
    return found


def _carrier(doc: Doc, noun: Token) -> Token | None:
    """The light verb whose subject or object the noun is: "launched" in "launched an attack"."""
    head = doc.tokens[noun.head]
    if noun.dep == "pobj" and head.dep == "prep" and doc.tokens[head.head].lemma in ("go", "come", "engage", "result"):
        return None
    if noun.dep in ("dobj", "nsubj", "nsubjpass", "attr") and head.lemma in acts().light_verbs | {"be"}:
        return head
    return None


def _verbs(doc: Doc) -> list[Trigger]:
    lexicon = acts()
    barred = _barred(doc)
    found = []
    for token in doc.tokens:
        if token.pos not in ("VERB", "AUX") or token.i in barred or token.dep in ("amod", "compound"):
            continue
        particle = doc.child(token.i, "prt") or _adverb_after(doc, token)
        names = [f"{token.lemma} {particle.lower}"] if particle else []
        for name in (*names, *_with_object(doc, token), token.lemma):
            act = next((a for a in lexicon.verbs.get(name, ()) if a.needs is None or _fits(doc, token, a)), None)
            if act is not None:
                last = max(token.i, particle.i) + 1 if particle and name in names else token.i + 1
                found.append(Trigger(act=act, head=token.i, first=token.i, last=last, form="verb", verb=token.i))
                break
    return found


def _adverb_after(doc: Doc, verb: Token) -> Token | None:
    following = doc.tokens[verb.i + 1] if verb.i + 1 < len(doc.tokens) else None
    if (
        following
        and following.lower in ("down", "up", "off", "out", "back", "over", "through", "on", "at", "to", "dead", "fire")
        and following.sentence == verb.sentence
    ):
        return following
    return None


def _with_object(doc: Doc, verb: Token) -> list[str]:
    """As in "open fire", "take control", "set fire": the verb with its bare object; "try to take"; "put to death"."""
    names = [f"{verb.lemma} {o.lemma}" for o in objects(doc, verb)[:2]]
    particle = doc.child(verb.i, "prt")
    names += [f"{verb.lemma} {o.lower} {particle.lower}" for o in objects(doc, verb)[:2]] if particle else []
    for c in doc.children[verb.i]:
        child = doc.tokens[c]
        if child.dep == "xcomp":
            names.append(f"{verb.lemma} to {child.lemma}")
        elif child.dep == "prep":
            names += [f"{verb.lemma} {child.lower} {doc.tokens[g].lemma}" for g in doc.children[c]]
    return names


def _without_doubles(doc: Doc, triggers: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Drops a light verb that is a trigger of its own beside the noun that it carries ("launched an attack")."""
    carried = {t.verb for t in triggers if t.form == "noun" and t.verb is not None}
    return tuple(t for t in triggers if t.form == "noun" or t.head not in carried)


# ------------------------------------------------------------------ what a verb needs beside it
def mention_of(doc: Doc, token: Token) -> Mention | None:
    """The mention that covers this token, followed to the fullest one for pronouns."""
    n = doc.mention_at.get(token.i)
    return doc.resolved(doc.mentions[n]) if n is not None else None


def target_category(doc: Doc, token: Token) -> str | None:
    """Category of the noun as a target, by its compound ("railway station") or its head."""
    before = doc.tokens[token.i - 1].lower if token.i else ""
    table = targets()
    return table.get(f"{before} {token.lemma}") or table.get(token.lemma) or table.get(token.lower)


def armed(mention: Mention | None) -> bool:
    """Whether a mention can use force: a force, an armed group, or a country standing for its forces."""
    return mention is not None and (
        mention.kind == "force" or (mention.kind == "place" and mention.country is not None)
    )


def _around(doc: Doc, verb: Token) -> list[Token]:
    return [*agents(doc, verb), *objects(doc, verb), *(t for _, t in complements(doc, verb))]


def _any(doc: Doc, verb: Token) -> bool:
    """Something armed does it, or it is done with a weapon, to a place, a target or a force."""
    doers = [mention_of(doc, t) for t in agents(doc, verb)]
    done_to = [*objects(doc, verb), *(t for _, t in complements(doc, verb, "at", "on", "in", "into", "near"))]
    hit = [mention_of(doc, t) for t in done_to]
    by = any(armed(m) or (m is not None and m.kind == "weapon") for m in doers)
    to = any(m is not None and m.kind in ("place", "force", "group") for m in hit) or any(
        target_category(doc, t) for t in done_to
    )
    with_weapon = any((m := mention_of(doc, t)) is not None and m.kind == "weapon" for t in _around(doc, verb))
    return (by and bool(done_to)) or (to and (with_weapon or not doers))


def _weaponed(doc: Doc, verb: Token) -> bool:
    for t in (*agents(doc, verb), *objects(doc, verb), *(t for _, t in complements(doc, verb, "by", "with"))):
        m = mention_of(doc, t)
        if m is not None and m.kind == "weapon":
            return True
    return False


def _target(doc: Doc, verb: Token) -> bool:
    return any(target_category(doc, t) or _is(doc, t, "place") for t in objects(doc, verb))


def _is(doc: Doc, token: Token, *kinds: str) -> bool:
    m = mention_of(doc, token)
    return m is not None and m.kind in kinds


def _place(doc: Doc, verb: Token) -> bool:
    """A place is taken: as the object, or as what control is "of"; a base or a town counts, a country's minister
    does not.
    """
    held = objects(doc, verb)
    if verb.lemma not in ("lose", "take", "seize", "capture"):
        held = [*held, *(t for _, t in complements(doc, verb, "into", "towards", "toward", "near", "on"))]
    held += [t for o in objects(doc, verb) for _, t in complements(doc, o, "of", "over")]
    ground = {"military", "infrastructure", "government", "transport"}
    return any(
        _is(doc, t, "place")
        or target_category(doc, t) in ground
        or t.lemma in ("control", "part", "territory", "area", "settlement", "capital", "position", "everything")
        for t in held
    )


def _force(doc: Doc, verb: Token) -> bool:
    return any(armed(mention_of(doc, t)) for t in (*agents(doc, verb), *objects(doc, verb)))


def _forced(doc: Doc, verb: Token) -> bool:
    return any(armed(mention_of(doc, t)) for t in agents(doc, verb)) and any(
        _is(doc, t, "place") or target_category(doc, t) == "military" for t in objects(doc, verb)
    )


def _person(doc: Doc, verb: Token) -> bool:
    return any(
        _is(doc, t, "person", "organisation", "role")
        for t in (*objects(doc, verb), *(t for _, t in complements(doc, verb, "with", "to")))
    ) and any(_is(doc, t, "person", "place", "organisation", "role", "pronoun") for t in agents(doc, verb))


def _with_person(doc: Doc, verb: Token) -> bool:
    return any(
        _is(doc, t, "person", "place", "organisation", "role", "force") for _, t in complements(doc, verb, "with", "to")
    )


def _airborne(doc: Doc, verb: Token) -> bool:
    for t in objects(doc, verb):
        m = mention_of(doc, t)
        if m is not None and m.weapon_class in _AIRBORNE:
            return True
    return False


def _fallen(doc: Doc, verb: Token) -> bool:
    who = subject(doc, verb)
    return who is not None and (_is(doc, who, "place") or target_category(doc, who) in ("military", "infrastructure"))


def _people(doc: Doc, verb: Token) -> bool:
    """It is done to people, or to somebody unnamed: films are shot and plans executed."""
    done_to = objects(doc, verb)
    return not done_to or any(
        _is(doc, t, "person", "group", "force", "role", "pronoun", "quantity", "organisation") or t.tag in ("PRP", "WP")
        for t in done_to
    )


def _fought(doc: Doc, verb: Token) -> bool:
    """Somebody who can fight does it, or nobody says who: candidates clash over taxes."""
    doers = agents(doc, verb)
    return not doers or any(_is(doc, t, "force", "group", "place", "pronoun", "organisation", "weapon") for t in doers)


def _met(doc: Doc, verb: Token) -> bool:
    """Two or more of those who meet: as subject, or as subject and object."""
    doers = agents(doc, verb)
    return _person(doc, verb) or (
        any(_is(doc, t, "person", "role", "organisation") for t in doers)
        and (len(doers) > 1 or any(t.tag in ("NNS", "NNPS") for t in doers))
    )


def _crowd(doc: Doc, verb: Token) -> bool:
    """People do it: shares rally, soldiers march in a parade."""
    return any(_is(doc, t, "group", "person", "pronoun", "organisation", "quantity") for t in agents(doc, verb))


_NEEDS: dict[str, Callable[[Doc, Token], bool]] = {
    "any": _any,
    "always": lambda doc, verb: True,
    "people": _people,
    "fought": _fought,
    "met": _met,
    "marchers": _crowd,
    "weaponed": _weaponed,
    "target": _target,
    "place": _place,
    "force": _force,
    "forced": _forced,
    "person": _person,
    "withperson": _with_person,
    "airborne": _airborne,
    "fallen": _fallen,
    "stones": lambda doc, verb: any(o.lemma in ("stone", "rock", "bottle", "petrol") for o in objects(doc, verb)),
    "crowd": lambda doc, verb: any(
        (m := mention_of(doc, o)) is not None and m.weapon_class == "crowd control" for o in objects(doc, verb)
    ),
    "prisoners": lambda doc, verb: any(
        o.lemma in ("prisoner", "captive", "detainee", "soldier", "body") for o in objects(doc, verb)
    ),
    "agreement": lambda doc, verb: any(
        o.lemma in ("agreement", "deal", "accord", "treaty", "truce", "memorandum") for o in objects(doc, verb)
    ),
    "aided": lambda doc, verb: any(
        o.lemma in ("aid", "assistance", "support", "weapon", "ammunition", "help", "package", "food")
        for o in objects(doc, verb)
    ),
}


def _fits(doc: Doc, verb: Token, act: Act) -> bool:
    return _NEEDS[act.needs or "any"](doc, verb)


def known_needs() -> frozenset[str]:
    """The conditions that `acts.yaml` may name."""
    return frozenset(_NEEDS)


def governing_verb(doc: Doc, trigger: Trigger) -> Token | None:
    """The verb of the clause that the trigger stands in: its own or its carrier's, with "tried to" and the like
    above it.
    """
    return governing(doc, doc.tokens[trigger.verb]) if trigger.verb is not None else None
