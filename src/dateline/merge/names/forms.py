"""What a name names: a person, force, office, organisation or state; or nothing that another report can name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

import msgspec

from dateline.merge.names.parts import head_of, is_plural, parts_of
from dateline.merge.words import fold
from dateline.reference.actors import actor_nouns, country_words
from dateline.reference.name_words import groups_by_id, groups_by_name, name_words
from dateline.reference.titles import source_categories, title_words, titles
from dateline.values.names import consonants, slavic_key

Kind = Literal["person", "force", "office", "organisation", "state", "name", "place", "weapon"]
"""name: a single word of which nothing tells whether it is somebody's surname or a body."""

BODIES: Final = frozenset(("force", "office", "organisation", "state"))
_SECTORS: Final[dict[str, Kind]] = {
    "MIL": "force", "REB": "force", "PAR": "force", "UAF": "force", "COP": "force", "SPY": "office", "GOV": "office",
    "LEG": "office", "JUD": "office",
}  # fmt: skip
_CATEGORIES: Final[dict[str, Kind]] = {"media": "organisation", "NGO": "organisation", "IGO": "organisation"}
_NAMELESS: Final = frozenset(("witness", "anonymous", "civilian"))
_ARTICLE: Final = re.compile(r"^(?:[Tt]he|[Aa]n?)\s+")
_OWNED: Final = re.compile(r"^(?:.*\w[’']s?|its|their)\s+(?=[A-Z])")
_ACRONYM: Final = re.compile(r"(?:[A-Z][a-z]?[A-Z0-9][A-Za-z0-9]*)(?:[/-][A-Z0-9]+)*|(?:[A-Z]\.){2,}")
_SIDED: Final = re.compile(r"\w-(?:backed|led|based|appointed|installed|held|controlled|aligned|allied)\b")
_NUMBER: Final = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_SPELLED: Final = {"defense": "defence", "center": "centre", "organization": "organisation"}
_JOINING: Final = frozenset(("of", "for", "in", "on", "and", "against", "at", "the", "a", "an", "to", "its", "their"))


class Form(msgspec.Struct, frozen=True, gc=False):
    """One way in which something is named. node: the id of what it names by itself; blocks: where its like are found.

    weak: another report may mean somebody else by it (a surname alone, a unit without its side). name: without office
    and article. surname, given, words: folded; country: ISO 3166 alpha-3 or "". place_id, admin1, lat, lon: of places;
    company: country of the places that an unknown one stands among.
    """

    kind: Kind
    node: str
    blocks: tuple[str, ...]
    name: str
    weak: bool = False
    known: bool = False
    surname: str = ""
    given: tuple[str, ...] = ()
    junior: str = ""
    words: frozenset[str] = frozenset()
    country: str = ""
    place_id: str = ""
    admin1: str = ""
    lat: float | None = None
    lon: float | None = None


@lru_cache(maxsize=1 << 16)
def form_of(
    name: str, written: str, entity_id: str | None, country: str | None, told: str, has_role: bool
) -> Form | None:
    """The form of an actor's or source's name; None for a pronoun or description, which names nobody across reports.

    written: as written where that tells more than the name. told: PLOVER's sector of an actor or the category of a
    source. has_role: whether the text gives an office or rank beside the name, as it does with people.
    """
    plain = _ARTICLE.sub("", name.split(",")[0].strip())
    letters = plain.isupper() and len(plain) > 1
    if not entity_id and (not plain or plain.isdigit() or (fold(plain) in name_words().pronouns and not letters)):
        return None
    known = entity_id or _in_lexicon(plain, country, told)
    if known:
        return _known(known, plain, country, told)
    if _SIDED.search(plain) or (head_of(plain) in _plural_nouns() and not letters):
        return None
    person = _person(plain, country, has_role, told)
    if person is not None:
        return person
    return _body(plain, written, country, told)


def _in_lexicon(plain: str, country: str | None, told: str) -> str | None:
    """The id of a packaged name: a group, a state, or the army or government of a country."""
    group = groups_by_name().get(plain)
    if group is not None and (not country or not group.country or group.country == country):
        return group.id
    word = country_words().get(plain)
    if word is not None and word.form in ("name", "metonym"):
        return f"{word.country.iso3}:STATE"
    if country:
        words = " ".join(sorted(_words(plain, country)))
        if words in {" ".join(sorted(each.split())) for each in name_words().army}:
            return f"{country}:MIL"
        if words in name_words().government:
            return f"{country}:GOV"
    return None


def _known(entity_id: str, plain: str, country: str | None, told: str) -> Form:
    entity_id = name_words().same.get(entity_id, entity_id)
    group = groups_by_id().get(entity_id)
    ending = entity_id.rpartition(":")[2]
    kind: Kind = "organisation"
    if group is not None:
        kind = "office" if group.sector == "GOV" else group.kind
    elif ending in ("STATE", "GOV"):
        kind = "state" if ending == "STATE" else "office"
    elif ending == "MIL":
        kind = "force"
    else:
        kind = _SECTORS.get(told, "organisation")
    side = (group.country if group else country) or ""
    words = frozenset(_words(plain, side or None))
    blocks = _body_blocks(words, plain) if group is not None else ()
    return Form(kind, entity_id, blocks, plain, known=True, words=words, country=side)


def _person(plain: str, country: str | None, has_role: bool, told: str) -> Form | None:
    """A person's name, or None where it is none. A single word is one if the text gives it an office."""
    parts = parts_of(plain, country)
    titled = [w for w in (parts.shown if parts.last else plain).split() if w.rstrip(".") not in _title_ends()]
    if not titled or not all(_is_name_word(w) for w in titled) or titled[-1].rpartition("-")[2][:1].islower():
        return None
    folded = fold(" ".join(titled)).split()
    junior = folded[-1] if folded[-1] in name_words().juniors else ""
    core = [w for w in folded if w not in name_words().particles and w != junior and w != "s"]
    if not core:
        return None
    told_body = told in _CATEGORIES or told in _SECTORS
    if not has_role and (told_body or _ACRONYM.fullmatch(titled[-1])):
        return None
    if not name_words().bodies.isdisjoint(folded) or core[-1] in source_categories() or core[-1] in actor_nouns():
        return None
    surname, given = core[-1], tuple(core[:-1])
    weak = not given or all(len(each) == 1 for each in given)
    if weak and not has_role and told not in ("military",):
        return Form("name", _id(folded), (f"person {_coarse(surname)}", f"body {surname}"), plain, weak=True,
                    surname=surname, given=given, words=frozenset(folded), country=country or "")  # fmt: skip
    return Form(
        "person", _id(folded, country), (f"person {_coarse(surname)}",), " ".join(titled), weak=weak, surname=surname,
        given=given, junior=junior, country=country or "",
    )  # fmt: skip


def _body(plain: str, written: str, country: str | None, told: str) -> Form | None:
    """A body or an office by its telling words; None for what only describes ("two officials", "the ministry")."""
    words = _words(plain, country)
    capital = [w for w in plain.split() if w[:1].isupper() and w not in country_words() and fold(w) != "s"]
    told_apart = [w for w in capital if not set(fold(w).split()) <= _common()]
    numbered = any(_NUMBER.fullmatch(w) for w in words) and not words.isdisjoint(name_words().units)
    head = head_of(plain)
    if not words or told in _NAMELESS or head in name_words().one_capital or plain.lower().startswith("former "):
        return None
    if not (told_apart or numbered or (country and _is_office(words, head))):
        return None
    kind = _kind_of_body(words, head, told)
    if numbered:
        number = next(found[1] for w in sorted(words) if (found := _NUMBER.fullmatch(w)))
        words = {number if _NUMBER.fullmatch(w) else w for w in words}
        unit = next(w for w in sorted(words) if w in name_words().units)
        blocks: tuple[str, ...] = (f"unit {number} {unit}",)
    else:
        blocks = _body_blocks(words, plain)
    by_words = numbered or (country is not None and _is_office(words, head))
    return Form(kind, _id(sorted(words) if by_words else fold(plain).split(), country), blocks, plain,
                weak=numbered and not country, words=frozenset(words), country=country or "")  # fmt: skip


def _is_office(words: set[str], head: str) -> bool:
    """Whether the words, beside a country, can only be one body or post: its defence ministry, its president."""
    noun = actor_nouns().get(head)
    is_one = head in titles().offices or head in name_words().common or (noun is not None and noun.kind != "group")
    return is_one and words <= _common() | titles().offices


def _kind_of_body(words: set[str], head: str, told: str) -> Kind:
    if told in _CATEGORIES:
        return _CATEGORIES[told]
    if head in titles().offices:
        return "office"
    noun = actor_nouns().get(head)
    if noun is not None and noun.kind in ("force", "organisation"):
        return _SECTORS.get(noun.sector, "organisation")
    if told in _SECTORS:
        return _SECTORS[told]
    if told == "armed group":
        return "force"
    return "office" if told == "official" and words <= _common() else "organisation"


def _words(plain: str, country: str | None) -> set[str]:
    """The telling words of a body's name: without its own country, articles and joining words."""
    written = re.sub(r"[’']s?(?=\s|$)", "", plain)
    kept = [w for w in written.split() if not (country and w in country_words())]
    found = [_SPELLED.get(w, w) for w in fold(" ".join(kept)).split()]
    return {w for w in found if w not in _JOINING}


def _body_blocks(words: frozenset[str] | set[str], plain: str) -> tuple[str, ...]:
    """Under its telling words, and under the letters that stand for them or that they are."""
    telling = sorted(w for w in words if w not in name_words().general) or sorted(words)
    blocks = [f"body {' '.join(slavic_key(w) for w in telling)}"]
    if len(telling) == 1:
        blocks.append(f"body {telling[0]}")
    acronym = acronym_of(plain)
    if acronym:
        blocks.append(f"letters {acronym}")
    return tuple(dict.fromkeys(blocks))


def acronym_of(name: str) -> str:
    """The letters that a name is, or that its words begin with, in small letters; "" below three."""
    bare = name.replace(".", "")
    if _ACRONYM.fullmatch(bare):
        letters = fold(bare).replace(" ", "")
    else:
        split = re.sub(r"[’']s(?=\s|$)", "", name).replace("-", " ").split()
        letters = "".join(fold(w)[:1] for w in split if w[:1].isupper())
    return letters if len(letters) >= 3 else ""


def is_acronym(name: str) -> bool:
    """Whether the name is letters that stand for words."""
    return _ACRONYM.fullmatch(name.replace(".", "")) is not None


def _is_name_word(word: str) -> bool:
    """Whether the word can stand in a personal name: it has a capital, or is a particle."""
    return word[:1].isupper() or word.split("-")[0].lower() in name_words().particles or word.lower().startswith("al-")


def _id(folded: list[str], country: str | None = None) -> str:
    return f"name:{' '.join(folded)}" + (f"@{country}" if country else "")


def _coarse(surname: str) -> str:
    """The key under which rival spellings of a surname are looked for."""
    return consonants(slavic_key(surname)) or surname


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return name_words().common | frozenset(w for noun in actor_nouns() for w in fold(noun).split())


@lru_cache(maxsize=1)
def _plural_nouns() -> frozenset[str]:
    """Nouns of which several are no body: soldiers, officials, units; "forces" is not among them."""
    nouns = {fold(noun) for noun in (*actor_nouns(), *source_categories()) if noun.endswith(("s", "men"))}
    nouns = {noun for noun in nouns if is_plural(noun) or noun.endswith("men")} - {"corps"}
    return frozenset(nouns | {f"{office}s" for office in titles().offices})


@lru_cache(maxsize=1)
def _title_ends() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in title_words())
