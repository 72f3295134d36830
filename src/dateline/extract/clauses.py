"""Who does what to whom in the parse: subjects, objects, agents and the extent of a clause."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.document import Doc, Token

_SUBJECT = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass", "csubjpass")
_VERBAL = frozenset({"VERB", "AUX"})
_ASIDE = frozenset({"while", "whereas", "although", "though"})
_LEADING = frozenset({"mark", "cc", "punct", "advmod"})


def governing(doc: Doc, verb: Token) -> Token:
    """The verb whose clause this one belongs to: "tried" for "take" in "tried to take"."""
    while verb.dep in ("xcomp", "pcomp") and doc.tokens[verb.head].pos in _VERBAL:
        verb = doc.tokens[verb.head]
    return verb


def is_passive(doc: Doc, verb: Token) -> bool:
    """Whether what looks like the subject has it done to them: auxiliary passives and bare participles after a noun."""
    if doc.child(verb.i, "auxpass", *_PASSIVE):
        return True
    if verb.lemma == "come" and any(doc.tokens[c].lower == "under" for c in doc.children[verb.i]):
        return True  # "came under fire"
    if verb.tag != "VBN":
        return False
    return verb.dep == "acl" or (
        verb.dep == "conj" and is_passive(doc, doc.tokens[verb.head]) and not doc.child(verb.i, "aux", "nsubj")
    )


def subject(doc: Doc, verb: Token) -> Token | None:
    """The grammatical subject: the verb's own, else its antecedent's (relative clause), else that of the verb
    above it.
    """
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = doc.child(verb.i, *_SUBJECT, *_PASSIVE)
        if own is not None:
            return doc.tokens[verb.head] if own.tag in ("WDT", "WP") and verb.dep == "relcl" else own
        if verb.dep in ("acl", "relcl"):
            return doc.tokens[verb.head]
        if verb.dep in ("conj", "xcomp", "advcl", "pcomp", "ccomp") and doc.tokens[verb.head].pos in _VERBAL:
            verb = doc.tokens[verb.head]
        elif verb.dep == "pcomp" and doc.tokens[verb.head].dep == "prep":
            verb = doc.tokens[doc.tokens[verb.head].head]
        else:
            return None
    return None


def with_conjuncts(doc: Doc, token: Token) -> list[Token]:
    """The token and all that is joined to it by "and", commas or apposition of equals."""
    found, queue = [], [token]
    while queue:
        at = queue.pop(0)
        found.append(at)
        queue += [doc.tokens[c] for c in doc.children[at.i] if doc.tokens[c].dep == "conj"]
    return found


def objects(doc: Doc, verb: Token) -> list[Token]:
    """Direct objects with their conjuncts; the passive subject counts as one."""
    found = [doc.tokens[c] for c in doc.children[verb.i] if doc.tokens[c].dep in ("dobj", "dative", "oprd")]
    found = found or [t for t in (doc.tokens[c] for c in doc.children[verb.i]) if _misread(verb, t)]
    if verb.dep == "relcl":
        found = [doc.tokens[verb.head] if t.tag in ("WDT", "WP") else t for t in found]
    if is_passive(doc, verb):
        acted_on = subject(doc, verb)
        found += [acted_on] if acted_on else []
    return [each for token in found for each in with_conjuncts(doc, token)]


def _misread(verb: Token, token: Token) -> bool:
    """Whether a name right after a verb is its object, though the parser takes it for an adverb: it does so with names
    of towns that it does not know ("hold Bakhmut").
    """
    return token.i == verb.i + 1 and token.text[:1].isupper() and token.dep in ("advmod", "npadvmod", "dep")


def agents(doc: Doc, verb: Token) -> list[Token]:
    """Who does it: the active subject, or the "by" phrase of a passive, with conjuncts."""
    if not is_passive(doc, verb):
        found = subject(doc, verb)
        return with_conjuncts(doc, found) if found else []
    by = next(
        (doc.tokens[c] for c in doc.children[verb.i] if doc.tokens[c].dep == "agent" or doc.tokens[c].lower == "by"),
        None,
    )
    found = doc.child(by.i, "pobj") if by else None
    return with_conjuncts(doc, found) if found else []


def complements(doc: Doc, token: Token, *prepositions: str) -> Iterator[tuple[Token, Token]]:
    """(preposition, its object) for every prepositional phrase on the token; of these prepositions, or of any."""
    for c in doc.children[token.i]:
        prep = doc.tokens[c]
        if prep.dep not in ("prep", "agent", "dative", "prt", "advmod"):
            continue
        if prepositions and prep.lower not in prepositions:
            continue
        inner = [doc.tokens[g] for g in doc.children[prep.i]]
        for each in inner:
            if each.dep == "pobj":
                yield from ((prep, t) for t in with_conjuncts(doc, each))
            elif each.dep == "prep":  # "north of Kyiv", "from near Belgorod"
                yield from ((prep, t) for _, t in complements(doc, prep))


def clause_range(doc: Doc, head: Token) -> tuple[int, int]:
    """Tokens of the clause of `head`: its subtree less coordinate clauses, leading conjunctions and closing marks."""
    sentence = doc.sentences[head.sentence]
    skip: set[int] = set()
    for c in doc.children[head.i]:
        child = doc.tokens[c]
        aside = child.dep == "advcl" and any(
            doc.tokens[g].lower in _ASIDE for g in doc.children[c] if doc.tokens[g].dep == "mark"
        )
        if (child.dep in ("conj", "parataxis") and child.pos in _VERBAL) or child.dep in ("cc", "preconj") or aside:
            skip.update(doc.subtree(c))
    inside = [i for i in doc.subtree(head.i) if i not in skip and sentence.first <= i < sentence.last]
    first, last = inside[0], inside[-1] + 1
    # A coordinate clause taken out may leave a hole: keep the unbroken stretch around the head.
    holes = sorted(skip)
    first = max([h + 1 for h in holes if h < head.i] + [first])
    last = min([h for h in holes if h > head.i] + [last])
    while first < head.i and (
        (doc.tokens[first].dep in _LEADING and doc.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ"))
        or doc.tokens[first].pos in ("PUNCT", "CCONJ")
    ):
        first += 1
    while last - 1 > head.i and doc.tokens[last - 1].pos in ("PUNCT", "CCONJ"):
        last -= 1
    return first, last


def noun_phrase_range(doc: Doc, head: Token) -> tuple[int, int]:
    """Tokens of the noun phrase: its subtree without relative clauses and appositions far to the right."""
    skip: set[int] = set()
    for c in doc.children[head.i]:
        if doc.tokens[c].dep in ("relcl", "appos", "conj", "cc", "acl", "parataxis"):
            skip.update(i for i in doc.subtree(c) if i > head.i)
    inside = [i for i in doc.subtree(head.i) if i not in skip]
    first, last = inside[0], head.i + 1
    while last in inside:
        last += 1
    while last - 1 > head.i and doc.tokens[last - 1].pos in ("PUNCT", "CCONJ", "ADP"):
        last -= 1
    while first < head.i and doc.tokens[first].pos in ("PUNCT", "CCONJ"):
        first += 1
    return first, last
