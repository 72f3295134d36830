"""The source of a statement: the fullest name that the report gives, the words used here, office, country, kind."""

from __future__ import annotations

import re

from dateline.extract.statement_group import noun_phrase
from dateline.extract.statement_units import Draft, Unit
from dateline.model.assertion import Source
from dateline.model.document import Doc, Mention
from dateline.model.span import Span
from dateline.reference.actors import country_scanner, country_words
from dateline.reference.channels import channels
from dateline.reference.cues import counter_words, documents
from dateline.reference.titles import Category, source_categories, title_words, titles

_DETERMINERS = re.compile(
    r"^(?:the|a|an|this|that|these|those|his|her|its|their|our|my|one|another|any|each|some|several|many|both)\s+(?=\w)",
    re.I,
)
_UNNAMED = re.compile(
    r"anonym|not (?:want|wish)\w* to be named|asked not to be|unnamed|not authori[sz]ed|does not give (?:his|her)", re.I
)
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "him", "her", "them", "his", "their", "its"})


def source_of(doc: Doc, unit: Unit, head: int) -> Source:
    """The source that token `head` stands for; a pronoun whose meaning is not plain keeps a null name."""
    token = doc.tokens[head]
    if token.lower in _PRONOUNS and token.text != "WHO":
        return _pronoun(doc, unit, head)
    if token.dep == "poss":
        first, last = min(doc.subtree(head)), head + 1
    else:
        first, last = noun_phrase(doc, head, unit)
    first, last = _stripped(doc, first, last)
    person = _person(doc, head, first, last)
    if person is not None:
        return _named(doc, person, (first, last))
    mention = _mention(doc, head)
    owned = _beside(doc, head, (first, last)) or _of_its_owner(doc, head, (first, last))
    if owned is not None:
        return owned
    if mention is not None and doc.resolved(mention) is not mention:
        full = doc.resolved(mention)
        if full.kind == "person":
            return _named(doc, full, (first, last), as_written=doc.span(first, last))
        return _organisation(doc, (first, last), name=full.name, country=full.country)
    return _organisation(doc, (first, last))


def _beside(doc: Doc, head: int, phrase: tuple[int, int]) -> Source | None:
    """As in "its operator, Energoatom, says": the body named beside the description."""
    named = next((t for t in doc.tokens[head + 1 : phrase[1]] if t.dep == "appos" and t.head == head), None)
    if named is None or named.pos != "PROPN" or doc.tokens[head].pos == "PROPN":
        return None
    first = named.i
    while first > head + 1 and doc.tokens[first - 1].pos == "PROPN":
        first -= 1
    name = " ".join(doc.span(first, named.i + 1).exact.split())
    return _organisation(doc, phrase, name=name)


def _of_its_owner(doc: Doc, head: int, phrase: tuple[int, int]) -> Source | None:
    """As in "The UAE will go on mediating, its foreign ministry said": the body is named with what "its" means."""
    poss = doc.child(head, "poss")
    mention = _mention(doc, poss.i) if poss is not None and poss.lower in {"its", "their", "his", "her"} else None
    if mention is None or mention.refers_to is None:
        return None
    full = doc.resolved(mention)
    name = f"{' '.join(full.span.exact.split())} {_bare(doc, phrase)}"
    return _organisation(doc, phrase, name=name, country=full.country)


def _stripped(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while last > first + 1 and doc.tokens[last - 1].text in {",", "'s", "’s", "'", "’"}:
        last -= 1
    return first, last


def _mention(doc: Doc, head: int) -> Mention | None:
    n = doc.mention_at.get(head)
    return doc.mentions[n] if n is not None else None


def _person(doc: Doc, head: int, first: int, last: int) -> Mention | None:
    """The person whom the noun phrase names: at its head, or beside it ("their spokesman Zabihullah Mujahid")."""
    mention = _mention(doc, head)
    if mention is not None and mention.kind == "person":
        return mention
    for person in doc.mentions_in(first, last, "person"):
        near = doc.tokens[person.last - 1]
        if near.dep == "appos" or (near.head == head and near.dep in {"appos", "compound", "nmod"}):
            before = doc.tokens[person.first - 1].text if person.first > first else ""
            if before not in {"'s", "’s", "of", "for", "to"} and not _owned(doc, person):
                return person
    return None


def _owned(doc: Doc, person: Mention) -> bool:
    after = doc.tokens[person.last] if person.last < len(doc.tokens) else None
    return after is not None and after.text in {"'s", "’s"}


def _named(doc: Doc, person: Mention, phrase: tuple[int, int], *, as_written: Span | None = None) -> Source:
    full = doc.resolved(person)
    elsewhere = _offices(doc).get(full.name, (None, None))
    role = person.role or full.role or elsewhere[0]
    country = person.country or full.country or elsewhere[1] or _country(role)
    span = as_written or person.span
    return Source(
        name=full.name,
        as_written=" ".join(span.exact.split()),
        entity_id=full.entity,
        role=role,
        country=country,
        category=_category(role or "", doc.span(*phrase).exact),
        evidence=span,
    )


def _offices(doc: Doc) -> dict[str, tuple[str | None, str | None]]:
    """Name -> the first office and country that the report gives that person anywhere. Made once a doc."""
    cached: dict[str, tuple[str | None, str | None]] | None = doc.__dict__.get("offices")
    if cached is None:
        cached = {}
        for mention in doc.mentions:
            if mention.kind == "person":
                name = doc.resolved(mention).name
                role, country = cached.get(name, (None, None))
                cached[name] = (role or mention.role, country or mention.country)
        doc.__dict__["offices"] = cached
    return cached


def _pronoun(doc: Doc, unit: Unit, head: int) -> Source:
    token = doc.tokens[head]
    mention = _mention(doc, head)
    span = doc.span(head, head + 1)
    if mention is None or mention.refers_to is None:
        return Source(name=None, as_written=token.text, evidence=span)
    full = doc.resolved(mention)
    if full.kind == "person":
        return _named(doc, full, (full.first, full.last), as_written=span)
    return _organisation(doc, (full.first, full.last), name=full.name, country=full.country, as_written=span)


def _organisation(
    doc: Doc,
    phrase: tuple[int, int],
    *,
    name: str | None = None,
    country: str | None = None,
    as_written: Span | None = None,
) -> Source:
    span = doc.span(*phrase)
    written = " ".join(span.exact.split())
    bare = _bare(doc, phrase)
    known = country_words().get(bare)
    if name is None:
        seat = bare.lower() in source_categories()  # the Kremlin and the Pentagon are bodies of their own
        name = known.country.name if known and known.form != "people" and not seat else bare
    return Source(
        name=name,
        as_written=" ".join((as_written or span).exact.split()),
        country=country or _country(written),
        category=_category("", written, sentence=doc.sentences[doc.tokens[phrase[0]].sentence].span.exact),
        evidence=as_written or span,
    )


def _bare(doc: Doc, phrase: tuple[int, int]) -> str:
    """The phrase without article, "itself" and what stands after a comma."""
    text = " ".join(doc.span(*phrase).exact.split())
    text = re.split(r",\s|\s\(", text)[0]
    text = re.sub(r"\s+(?:itself|themselves|himself|herself|alone|also|too)$", "", text)
    text = _DETERMINERS.sub("", text) or text
    return re.sub(r"['’]s$", "", text.strip('"“”„«»')) or text


def _country(text: str | None) -> str | None:
    hits = country_scanner().scan(text) if text else []
    return hits[0][2].country.iso3 if hits else None


def _category(role: str, phrase: str, sentence: str = "") -> Category:
    """The kind of source by its last telling noun; one that will not be named is anonymous."""
    if _UNNAMED.search(phrase) or (
        sentence and re.search(r"\bofficials?\b|\bsource", phrase) and _UNNAMED.search(sentence)
    ):
        return "anonymous"
    for text in (role, phrase):
        words = re.findall(r"[\w.’'-]+", text)
        for end in range(len(words), 0, -1):
            for length in (3, 2, 1):
                found = source_categories().get(" ".join(words[max(0, end - length) : end]).lower())
                if found:
                    return found
        if any(word in title_words() and word not in titles().honorifics for word in words):
            return "military"
        if country_scanner().scan(text):
            return "official"
    return "unknown"


def owner_of(doc: Doc, head: int) -> int | None:
    """The token that says whose a noun is: "its statement", "a statement by the command"."""
    for i in doc.children[head]:
        token = doc.tokens[i]
        if token.dep == "poss":
            return i
        if token.lower in {"by", "from", "of"} and token.dep in {"prep", "agent"}:
            named = doc.child(i, "pobj")
            if named is not None and named.pos in {"PROPN", "NOUN"}:
                return named.i
    return None


def relays(doc: Doc, draft: Draft) -> bool:
    """Whether the source is an agency or outlet, which passes on what others say."""
    if draft.speaker is None:
        return False
    first, last = noun_phrase(doc, draft.speaker, draft.unit)
    phrase = doc.span(first, last).exact
    named = any(word in channels().agency for word in phrase.replace("'s", " ").replace("’s", " ").split())
    return named or _category("", phrase) == "media" or phrase.lower().endswith("news agency")


def is_document(doc: Doc, head: int) -> bool:
    """Whether the source is a text or a count that speaks for its maker: "the statement said", "by its figures"."""
    return doc.tokens[head].lemma in documents() | counter_words()[1]
