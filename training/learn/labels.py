"""What an annotation says of the words that the readers see: which word names an act, and each party's role in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from dateline.extract.role_features import Party
from dateline.model.document import Doc, Mention, Token
from dateline.reference.actors import country_scanner
from dateline.values.names import slavic_key
from training.learn.gold import Annotated, Claim

_ASPECTS = frozenset({"begin", "come", "continue", "go", "keep", "manage", "remain", "start", "succeed"})
"""Verbs that say of an act that it begins, goes on or succeeds."""
_HEADS = ("VERB", "NOUN", "PROPN", "ADJ", "NUM", "AUX")


def fold(text: str | None) -> str:
    """Lower case, no accents, words only."""
    text = unicodedata.normalize("NFKD", text or "")
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"[^\w]+", " ", text).strip()


def alternatives(value: object) -> list[str]:
    """The parts of an "A|B" slot."""
    return [part.strip() for part in str(value).split("|")]


def locate(quote: str, text: str, start: int = 0) -> tuple[int, int] | None:
    """Where the quote stands; white space may differ."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.compile(pattern).search(text, start)
    return found.span() if found else None


def trigger_tokens(doc: Doc, claim: Claim) -> list[int]:
    """The tokens of the words that name the act."""
    at = locate(claim["evidence"], doc.report.text)
    inner = locate(claim["trigger"], doc.report.text[at[0] : at[1]]) if at else None
    if at is None or inner is None:
        return []
    return [t.i for t in doc.tokens if t.start < at[0] + inner[1] and t.end > at[0] + inner[0]]


def head_of(doc: Doc, claim: Claim) -> Token | None:
    """The word of the trigger that the others of it hang on."""
    inside = trigger_tokens(doc, claim)
    roots = [doc.tokens[i] for i in inside if doc.tokens[i].head not in inside or doc.tokens[i].head == i]
    return next((t for t in roots if t.pos in _HEADS), roots[0] if roots else None)


def evidence_tokens(doc: Doc, claim: Claim) -> list[int]:
    """The tokens of the evidence."""
    at = locate(claim["evidence"], doc.report.text)
    return [t.i for t in doc.tokens if at and t.start < at[1] and t.end > at[0]]


def evidence_head(doc: Doc, claim: Claim) -> Token | None:
    """The word of the evidence that the others of it hang on, if it can say something."""
    inside = evidence_tokens(doc, claim)
    roots = [doc.tokens[i] for i in inside if doc.tokens[i].head not in inside or doc.tokens[i].head == i]
    found = next((t for t in roots if t.pos in ("VERB", "AUX", "NOUN", "ADJ")), None)
    while found is not None and found.lemma in _ASPECTS:
        below = (doc.tokens[c] for c in doc.children[found.i] if c in inside)
        inner = next((t for t in below if t.dep == "xcomp" and t.pos == "VERB"), None)
        if inner is None:
            break
        found = inner  # "continues to hold Bakhmut" is about holding
    return found


def kinds_of(claim: Claim) -> set[str]:
    """The ACLED sub-event types and PLOVER types that the annotation allows."""
    return {a for k in ("sub_event_type", "interaction") if k in claim for a in alternatives(claim[k])}


# ------------------------------------------------------------------ parties
def roles_of(gold: Annotated, claim: Claim, head: Token, beside: list[Party]) -> dict[Party, str | None]:
    """Party -> its role in the claim; None for another mention of one that has it (neither right nor wrong)."""
    found: dict[Party, str | None] = {}
    doc = gold.doc
    first, last = locate(claim["evidence"], doc.report.text) or (0, 0)

    def put(role: str, fits: Callable[[Party], bool]) -> None:
        those = [p for p in beside if fits(p)]
        here = [p for p in those if doc.tokens[p.head].sentence == head.sentence]
        if role == "toll":
            inside = [p for p in here if first <= doc.tokens[p.first].start < last]
            here = inside or here
        chosen = here or those[-1:]
        for party in those:
            found.setdefault(party, None if role != "toll" else "none")
        for party in chosen:
            found[party] = role

    for role, fits in _wanted(gold, claim):
        put(role, fits)
    return found


def _wanted(gold: Annotated, claim: Claim) -> Iterator[tuple[str, Callable[[Party], bool]]]:
    """Each role that the claim fills, with what tells the party that fills it; later ones win over earlier ones."""
    doc = gold.doc
    for toll in claim.get("tolls", []):
        yield "toll", partial(_is_toll, doc, toll)
    for weapon in claim.get("weapons", []):
        yield "weapon", partial(_is_weapon, doc, weapon)
    for target in claim.get("targets", []):
        yield "target", partial(_is_target, doc, target)
    for place in claim.get("places", []):
        yield "location", partial(_is_place, gold, place)
    if "origin" in claim:
        yield "origin", partial(_is_place, gold, claim["origin"])
    for role in ("actor2", "actor1"):
        if claim.get(role):
            yield role, partial(is_actor, gold, claim[role])


def _is_toll(doc: Doc, toll: Claim, party: Party) -> bool:
    return party.mention is not None and same_count(doc.mentions[party.mention], toll)


def same_count(mention: Mention, toll: Claim) -> bool:
    """Whether a number is the one of this toll."""
    quantity = mention.quantity
    return (
        mention.kind == "quantity"
        and quantity is not None
        and any(k in toll for k in ("low", "best", "high"))
        and all(getattr(quantity, k) == toll[k] for k in ("low", "best", "high") if k in toll)
    )


def _forms(gold: Annotated, value: str) -> set[str]:
    return {fold(form) for name in alternatives(value) for form in (name, *gold.names.get(name, []))}


def _mentioned(doc: Doc, party: Party) -> tuple[Mention | None, list[str]]:
    if party.mention is None:
        return None, [doc.tokens[party.head].text]
    mention = doc.mentions[party.mention]
    full = doc.resolved(mention)
    return full, [mention.span.exact, mention.name, full.name, full.span.exact]


def is_actor(gold: Annotated, value: str, party: Party) -> bool:
    """Whether the party is who the annotation means: by name, by country, or by what it refers to."""
    full, names = _mentioned(gold.doc, party)
    if party.kind in ("weapon", "target"):
        return False
    country = full.country if full else None
    if full is None:
        country = next((w.country.iso3 for _, _, w in country_scanner().scan(names[0])), None)
    for name in alternatives(value):
        known = gold.places.get(name, {})
        if known.get("level") == "country" and known.get("iso3") == country:
            return True
    for form in _forms(gold, value):
        want = set(form.split())
        for name in names:
            have = set(fold(name).split())
            if want and have and (want <= have or (have <= want and form.split()[-1] in have)):
                return True
    return False


def _is_place(gold: Annotated, value: str, party: Party) -> bool:
    if party.kind != "place":
        return False
    full, names = _mentioned(gold.doc, party)
    forms = _forms(gold, value)
    keys = {slavic_key(form) for form in forms}
    if any(fold(name) in forms or slavic_key(name) in keys for name in names):
        return True
    isos = {gold.places.get(name, {}).get("iso3") for name in alternatives(value)} - {None}
    return full is not None and full.level == "country" and full.country in isos


def _is_target(doc: Doc, value: str, party: Party) -> bool:
    if party.kind == "pronoun":
        return False
    first = party.first if party.mention is not None else max(party.first - 2, 0)
    words, head = fold(doc.span(first, party.last).exact), doc.tokens[party.head]
    last = {(fold(a).split() or [""])[-1] for a in alternatives(value)}
    return any(fold(a) in words or (words and words in fold(a)) for a in alternatives(value)) or bool(
        last & {fold(head.text), fold(head.lemma)}
    )


def _is_weapon(doc: Doc, value: str, party: Party) -> bool:
    if party.kind != "weapon":
        return False
    mention = doc.mentions[party.mention or 0]
    names = [fold(n) for n in (mention.name, mention.span.exact, mention.weapon_class) if n]
    return any(fold(a) in n or n in fold(a) for a in alternatives(value) for n in names)


# ------------------------------------------------------------------ days
def day_fits(claim: Claim, earliest: date | None, latest: date | None) -> bool:
    """Whether a range lies inside what the annotation allows."""
    first, last = (date.fromisoformat(str(claim["date"][k])[:10]) for k in ("earliest", "latest"))
    return bool(earliest and latest and first <= earliest <= latest <= last)
