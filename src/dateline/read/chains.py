"""Who "he", "the ministry" and "Kim" are: each short mention refers to the fullest one that the report gives.

No statistical coreference: a few rules that are right where they speak, and silence elsewhere. Surnames go to the full
name of the same report; descriptions to the nearest mention with that office or that last word; pronouns to the best
of the mentions before them by distance, subjecthood and whether somebody was speaking.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from heapq import merge

import msgspec

from dateline.model.document import Doc, Mention, Token
from dateline.reference.cues import verb_cues
from dateline.reference.titles import source_categories, title_words, titles
from dateline.values.names import fold

_HE = frozenset({"he", "him", "his"})
_SHE = frozenset({"she", "her"})
_IT = frozenset({"it", "its"})
_THEY = frozenset({"they", "them", "their"})
_POINTERS = frozenset({"the", "this", "that", "these", "those", "same"})
_BODIES = frozenset({"organisation", "force", "group"})
_GENERIC = frozenset(
    {"group", "movement", "organisation", "organization", "militants", "insurgents", "rebels", "militia", "fighters"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MARGIN = 0.4
"""How much better than the next candidate a pronoun's antecedent must be, in the points of `_salience`."""


AS_NEAR = 150
"""How many mentions back a pronoun may reach at most: more than any four sentences have that somebody wrote."""

FAR = 1500
"""How many mentions back a description is looked up: the length of a long report, so that a book takes no longer."""


def link(doc: Doc) -> Doc:
    """The Doc with `refers_to` set where it is safe to say whom a mention means.

    Somebody who speaks under an office alone ("an official of the movement said") becomes a mention of kind role.
    """
    doc = _with_mentions(doc, [*_speaking_roles(doc), *_pointing_offices(doc), *_missing_pronouns(doc)])
    mentions = list(doc.mentions)
    for n, full in (*_surnames(mentions), *_descriptions(doc, mentions)):
        mentions[n] = msgspec.structs.replace(mentions[n], refers_to=full)
    doc = msgspec.structs.replace(doc, mentions=tuple(mentions))
    for n, full in _pronouns(doc, mentions):
        mentions[n] = msgspec.structs.replace(mentions[n], refers_to=full)
    return msgspec.structs.replace(doc, mentions=tuple(mentions))


# ---------------------------------------------------------------- mentions that only chains need


def _with_mentions(doc: Doc, extra: Sequence[Mention]) -> Doc:
    ordered = sorted([*doc.mentions, *extra], key=lambda m: (m.first, -m.last))
    return msgspec.structs.replace(doc, mentions=tuple(ordered))


def _speaking_roles(doc: Doc) -> Iterator[Mention]:
    """Subjects of reporting verbs that are an office or a kind of person and that no mention covers yet."""
    for token in doc.tokens:
        known = (
            token.lower in source_categories() or token.lemma in source_categories() or token.lower in titles().offices
        )
        covered = token.i in doc.mention_at or token.dep == "compound" or _named_beside(doc, token)
        if not known or token.pos != "NOUN" or covered or not speaks(doc, token):
            continue
        below = set(doc.subtree(token.i))
        first, last = token.i, token.i + 1
        while first - 1 in below and doc.tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ"}:
            first -= 1
        while last in below and doc.tokens[last].dep not in {"relcl", "acl", "appos", "punct"}:
            last += 1
        span = doc.span(first, last)
        yield Mention(
            kind="role", span=span, first=first, last=last, name=" ".join(span.exact.split()),
            role=span.exact, plural=token.tag == "NNS",
        )  # fmt: skip


def _named_beside(doc: Doc, token: Token) -> bool:
    """Whether a person stands in apposition: "the commissioner, Dmytro Koval, said" is that person."""
    return any(
        doc.tokens[i].dep == "appos" and i in doc.mention_at and doc.mentions[doc.mention_at[i]].kind == "person"
        for i in doc.children[token.i]
    )


def _pointing_offices(doc: Doc) -> Iterator[Mention]:
    """As in "the governor" where a person with that office was named before and no mention covers the words."""
    held: dict[str, int] = {}
    for m in doc.mentions:
        if m.kind == "person" and m.role:
            held.setdefault(_office(m.role), m.first)
    for token in doc.tokens[1:]:
        word = token.lower
        points = doc.tokens[token.i - 1].lower in _POINTERS and token.pos == "NOUN" and token.dep != "compound"
        if not points or word not in titles().offices or token.i in doc.mention_at or speaks(doc, token):
            continue
        if held.get(word, token.i) < token.i:
            span = doc.span(token.i, token.i + 1)
            yield Mention(kind="role", span=span, first=token.i, last=token.i + 1, name=word, role=word)


def _missing_pronouns(doc: Doc) -> Iterator[Mention]:
    for token in doc.tokens:
        word = token.lower
        if word in _HE | _SHE | _IT | _THEY and token.pos in {"PRON", "DET"} and token.i not in doc.mention_at:
            span = doc.span(token.i, token.i + 1)
            plural = word in _THEY
            yield Mention(kind="pronoun", span=span, first=token.i, last=token.i + 1, name=word, plural=plural)


def speaks(doc: Doc, token: Token) -> bool:
    """Whether the token is the subject of a reporting verb, or stands in "according to" it."""
    head = doc.tokens[token.head]
    if token.dep in {"appos", "conj", "compound"} and head.i != token.i:
        return speaks(doc, head)
    if token.dep in _SUBJECTS or token.dep == "agent":
        return head.lemma in verb_cues()
    if token.dep == "pobj" and head.lower in {"to", "by"}:
        over = doc.tokens[head.head]
        return over.lower == "according" or (head.dep == "agent" and over.lemma in verb_cues())
    # The parser often leaves "..., X said" without a subject.
    after = doc.tokens[token.i + 1] if token.i + 1 < len(doc.tokens) else None
    return token.dep == "ROOT" and after is not None and after.lemma in verb_cues() and after.pos == "VERB"


# ---------------------------------------------------------------- names and descriptions


def _surnames(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """A name that is the end of a fuller one, else a part of one: the nearest such before it, or the first after it."""
    people = {n: tuple(fold(m.name).split()) for n, m in enumerate(mentions) if m.kind == "person"}
    named: dict[tuple[str, ...], list[int]] = {}
    for n, words in people.items():
        named.setdefault(words, []).append(n)
    having: dict[str, list[tuple[str, ...]]] = {}
    for words in named:
        for word in set(words):
            having.setdefault(word, []).append(words)
    for words, those in named.items():
        longer = [full for full in having.get(words[-1], ()) if len(full) > len(words)] if words else []
        fuller = [full for full in longer if full[-len(words) :] == words]
        fuller = fuller or [full for full in longer if set(words) <= set(full)]
        where = list(merge(*(named[full] for full in fuller)))
        for n in those if where else ():
            at = bisect_left(where, n)
            yield n, where[at - 1] if at else where[0]


def _descriptions(doc: Doc, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    for n, mention in enumerate(mentions):
        if mention.kind not in _BODIES | {"role"} or not _points_back(doc, mention):
            continue
        noun = (
            doc.tokens[mention.last - 1].lemma
            if mention.last - mention.first == 1
            else mention.name.split()[-1].lower()
        )
        found = _described(mentions, n, noun, mention)
        if found is not None:
            yield n, found


def _points_back(doc: Doc, mention: Mention) -> bool:
    """As in "the ministry", "the same general": short, with an article, and naming no side of its own."""
    if mention.last - mention.first > 2 or mention.country or mention.first == 0:
        return False
    return doc.tokens[mention.first - 1].lower in _POINTERS and mention.span.exact == mention.span.exact.lower()


def _described(mentions: Sequence[Mention], n: int, noun: str, mention: Mention) -> int | None:
    for k in range(n - 1, max(n - FAR, 0) - 1, -1):
        other = mentions[k]
        if other.kind == "person" and other.role and not mention.plural and _holds(other.role, noun):
            return other.refers_to if other.refers_to is not None else k
        if other.kind not in _BODIES | {"role"} or len(other.name.split()) <= len(mention.name.split()):
            continue
        if other.kind == mention.kind and re.search(rf"\b{re.escape(noun)}s?\b", other.name.lower()):
            return k
    if mention.name.lower() in _GENERIC:
        earlier = ((k, mentions[k]) for k in range(n - 1, max(n - FAR, 0) - 1, -1))
        groups = (k for k, m in earlier if (m.entity or "").startswith("group:") and m.sector not in ("MIL", "GOV"))
        return next(groups, None)
    return None


def _holds(role: str, noun: str) -> bool:
    """Whether an office, as written, is one of this noun's."""
    return _office(role) == noun


def _office(role: str) -> str:
    """The noun that an office ends with, as written before any "of" or "for", a rank after it aside."""
    head = re.split(r"\s(?:of|for|to|in|at)\s", role)[0].split()
    while len(head) > 1 and head[-1] in title_words():
        head.pop()
    return head[-1].lower() if head else ""


# ---------------------------------------------------------------- pronouns


def _pronouns(doc: Doc, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    resolved: dict[int, int] = {}
    for n, mention in enumerate(mentions):
        if mention.kind != "pronoun":
            continue
        scored: dict[str, tuple[float, int]] = {}
        for k in range(n - 1, max(n - AS_NEAR, 0) - 1, -1):
            other = mentions[k]
            if doc.tokens[mention.first].sentence - doc.tokens[other.first].sentence > 4:
                break
            target = resolved.get(k, other.refers_to if other.refers_to is not None else k)
            if other.kind == "pronoun" and k not in resolved:
                continue
            if not _fits(mention.name, mentions[target]) or _same_clause(doc, mention, other):
                continue
            points = _salience(doc, mention, other)
            name = mentions[target].name
            if name not in scored or points > scored[name][0]:
                scored[name] = (points, target)
        best = sorted(scored.values(), reverse=True)
        if best and best[0][0] > -3.5 and (len(best) == 1 or best[0][0] - best[1][0] >= _MARGIN):
            resolved[n] = best[0][1]
            yield n, best[0][1]


def _fits(word: str, other: Mention) -> bool:
    role = set(re.findall(r"\w+", (other.role or "").lower()))
    if word in _HE:
        return (other.kind == "person" or (other.kind == "role" and not other.plural)) and not role & titles().feminine
    if word in _SHE:
        return (other.kind == "person" or (other.kind == "role" and not other.plural)) and not role & titles().masculine
    if word in _IT:
        return (other.kind in _BODIES and not (other.plural and other.kind in {"group", "force"})) or (
            other.kind == "place" and other.country is not None
        )
    if word in _THEY:
        return other.plural or other.kind == "force" or (other.kind == "organisation" and other.found_by == "lexicon")
    return False


def _same_clause(doc: Doc, pronoun: Mention, other: Mention) -> bool:
    """Whether both hang on one verb ("Putin met him"): then they are two."""
    one, two = doc.tokens[pronoun.first], doc.tokens[other.last - 1]
    if one.dep == "poss":
        return two.i == one.head
    return one.head == two.head and one.sentence == two.sentence and two.dep != "appos"


def _salience(doc: Doc, pronoun: Mention, other: Mention) -> float:
    """How much in the reader's mind a mention is where the pronoun stands; higher is likelier."""
    here, there = doc.tokens[pronoun.first], _head(doc, other)
    apart = here.sentence - there.sentence
    other_paragraph = doc.sentences[here.sentence].paragraph != doc.sentences[there.sentence].paragraph
    points = -1.0 * apart - (1.0 if other_paragraph else 0.0)
    if speaks(doc, there):
        points += 2.5 if speaks(doc, here) or apart == 0 else 1.0
    elif there.dep in _SUBJECTS:
        points += 1.5
    elif there.dep == "poss" or there.dep == "compound":
        points -= 0.5
    elif there.dep in {"pobj", "dobj"}:
        points -= 0.3
    if pronoun.plural and other.plural:
        points += 0.8
    if other.kind == "place":
        points -= 1.0
    return points - 0.02 * (here.i - there.i) / 10


def _head(doc: Doc, mention: Mention) -> Token:
    """The token of a mention that hangs outside it."""
    for token in doc.tokens[mention.first : mention.last]:
        if not mention.first <= token.head < mention.last or token.head == token.i:
            return token
    return doc.tokens[mention.last - 1]
