"""Who speaks: the noun that is the source of a reporting verb."""

from __future__ import annotations

from dateline.extract.statement_units import Unit
from dateline.model.document import Doc, Token
from dateline.reference.actors import actor_nouns, bare_words, country_words
from dateline.reference.channels import channels
from dateline.reference.cues import documents, texts
from dateline.reference.titles import source_categories, titles

CARRIERS = frozenset({"go", "take", "proceed", "continue", "use", "add", "appear", "come", "rush", "break"})
"""Verbs whose subject is the speaker of an infinitive below them: "went on to say"."""


def subject(doc: Doc, verb: Token, unit: Unit, hops: int = 0) -> int | None:
    """The token that heads the noun phrase of whoever speaks, or None."""
    if hops > 4:
        return None
    named = _named_before(doc, verb, unit)
    if named is not None:
        return named
    bare = verb.tag == "VBN" and verb.dep in {"acl", "advcl"} and doc.child(verb.i, "nsubj") is None
    if bare or doc.child(verb.i, "auxpass", "nsubjpass") is not None:
        return _of_passive(doc, verb)
    own = _nearest_subject(doc, verb)
    if own is not None and plausible(doc, own.i):
        relayed = _relayed(doc, verb, own)
        return relayed if relayed is not None else _antecedent(doc, verb, own)
    found = _inverted(doc, verb, unit) or _phrase_before(doc, verb, unit)
    if found is not None:
        return found
    if own is not None:
        return _antecedent(doc, verb, own)
    inherited = _inherited(doc, verb, unit, hops)
    return inherited if inherited is not None else _opener(doc, verb, unit)


def _opener(doc: Doc, verb: Token, unit: Unit) -> int | None:
    """As in "A spokesman - a former major - noted that X": the noun that opens a sentence whose main verb has none."""
    if (
        verb.dep not in {"ROOT", "ccomp"}
        or verb.tag not in {"VBD", "VBZ", "VBP"}
        or doc.child(verb.i, "nsubj", "nsubjpass")
    ):
        return None
    clause = doc.child(verb.i, "ccomp")
    first = next((t for t in doc.tokens[unit.first : verb.i] if t.dep in {"nsubj", "nsubjpass"}), None)
    if clause is None or first is None or not plausible(doc, first.i) or doc.tokens[verb.i - 1].pos != "PUNCT":
        return None
    before = doc.tokens[unit.first : first.i]
    return first.i if all(t.pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM"} for t in before) else None


def _of_passive(doc: Doc, verb: Token) -> int | None:
    """Whom "by" names. "The coalition acknowledged that" may be parsed as a noun with a participle: the noun then."""
    over = doc.tokens[verb.head]
    finite = verb.dep == "acl" and (doc.child(verb.i, "ccomp") is not None or over.dep == "ROOT" or over.dep == "appos")
    if finite and over.pos in {"NOUN", "PROPN"} and doc.child(verb.i, "agent", "auxpass") is None:
        return over.i if plausible(doc, over.i) else None
    agent = doc.child(verb.i, "agent")
    by = (
        doc.child(agent.i, "pobj") if agent and verb.dep != "acl" else None
    )  # "a truce proposed by Russia" says nothing
    return by.i if by else None


def _inherited(doc: Doc, verb: Token, unit: Unit, hops: int) -> int | None:
    """The subject of a verb that has none of its own: that of the verb above, or the noun beside it."""
    head = doc.tokens[verb.head]
    if verb.dep == "conj" and head.pos in {"VERB", "AUX"}:
        return subject(doc, head, unit, hops + 1)
    if verb.tag == "VBG" and (verb.dep in {"advcl", "pcomp", "conj", "ccomp", "xcomp"} or quoting_verb(doc, verb)):
        return _over_participle(doc, verb, unit, hops)
    if verb.dep == "acl" and verb.tag == "VBG":
        over = next((t for t in doc.ancestors(verb.i) if t.pos == "VERB"), None)
        apart = doc.tokens[verb.i - 1].text == "," or head.lemma in documents()
        maker = subject(doc, over, unit, hops + 1) if apart and over is not None and over.i < verb.i else None
        return head.i if maker is None else maker
    if verb.dep == "xcomp" and head.lemma in CARRIERS:
        return subject(doc, head, unit, hops + 1)
    return None


def _relayed(doc: Doc, verb: Token, own: Token) -> int | None:
    """As in "the agency reported, citing the ministry": the ministry is the speaker, the agency only passes it on."""
    phrase = doc.span(min(doc.subtree(own.i)), max(doc.subtree(own.i)) + 1).exact
    relay = source_categories().get(own.lower) == "media" or own.text in channels().agency or own.lower == "agency"
    if not relay and not any(word in channels().agency for word in phrase.split()):
        return None
    for i in doc.children[verb.i]:
        if doc.tokens[i].lemma in {"cite", "quote"} and doc.tokens[i].tag == "VBG":
            cited = doc.child(i, "dobj")
            return cited.i if cited is not None and plausible(doc, cited.i) else None
    return None


def _nearest_subject(doc: Doc, verb: Token) -> Token | None:
    """The verb's own subject; where the parser gave it two, the nearer is the right one."""
    mine = [doc.tokens[i] for i in doc.children[verb.i] if doc.tokens[i].dep == "nsubj"]
    return min(mine, key=lambda t: abs(t.i - verb.i), default=None)


def _named_before(doc: Doc, verb: Token, unit: Unit) -> int | None:
    """As in "..., Raufi, the district chief, tells AP": the person between commas whose apposition ends at the verb."""
    if verb.i <= unit.first or doc.tokens[verb.i - 1].text != ",":
        return None
    for i in range(verb.i - 1, max(unit.first, verb.i - 18), -1):
        token = doc.tokens[i]
        if token.tag in {"VBD", "VBZ", "VBP", "MD"} or token.text in {";", ":"}:
            return None
        if token.text != ",":
            continue
        person = next((m for m in doc.mentions_in(max(unit.first, i - 8), i, "person") if m.last == i), None)
        if person is not None:
            return person.last - 1 if _after_comma(doc, person.first, unit) else None
    return None


def _after_comma(doc: Doc, first: int, unit: Unit) -> bool:
    """Whether only a rank or office stands between a comma, a closing mark or the start of the unit and this token."""
    while first > unit.first and doc.tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ", "DET"}:
        first -= 1
    return first <= unit.first or not doc.tokens[first - 1].text[-1].isalnum()


def _phrase_before(doc: Doc, verb: Token, unit: Unit) -> int | None:
    """As in ", the Defence Ministry in London said": between the last comma and the verb, if it can speak."""
    first = verb.i
    if doc.tokens[verb.i - 1].pos == "CCONJ":
        return None
    while first > unit.first and verb.i - first < 10 and doc.tokens[first - 1].text[-1].isalnum():
        first -= 1
        if doc.tokens[first].pos in {"VERB", "SCONJ"} or doc.tokens[first].tag in {"WDT", "WP"}:
            return None
    if first > unit.first and doc.tokens[first - 1].text not in {",", "”", '"', "»", "'", "’"}:
        return None
    heads = []
    for token in doc.tokens[first : verb.i]:
        if token.pos == "ADP":
            break
        if token.pos in {"NOUN", "PROPN", "PRON"} or token.text in country_words():
            heads.append(token.i)
    return heads[-1] if heads and plausible(doc, heads[-1]) else None


def _inverted(doc: Doc, verb: Token, unit: Unit) -> int | None:
    """As in "..., replied France's envoy": the noun after a verb that follows a comma or a closing mark."""
    if verb.i <= unit.first or doc.tokens[verb.i - 1].text[-1].isalnum() or verb.tag not in {"VBD", "VBZ", "VBP"}:
        return None
    i, head = verb.i + 1, None
    while i < unit.last and doc.tokens[i].pos in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM"}:
        if head is not None and (doc.tokens[i].pos == "DET" or doc.tokens[i].label in {"DATE", "TIME"}):
            break  # "tweeted the minister this morning"
        head = i if doc.tokens[i].pos in {"NOUN", "PROPN", "PRON"} else head
        i += 1
    if head is None or _begins_clause(doc, verb, head):
        return None
    return head if plausible(doc, head) else None


def _begins_clause(doc: Doc, verb: Token, noun: int) -> bool:
    """As "the company" in "Executives, who met, say the company will save": the subject of what is said."""
    over = doc.tokens[doc.tokens[noun].head]
    return doc.tokens[noun].dep in {"nsubj", "nsubjpass"} and over.i > noun and over.i != verb.i


def quoting_verb(doc: Doc, verb: Token) -> Token | None:
    """The "quoted" of "quoted X as saying", for its "saying"."""
    if verb.tag != "VBG":
        return None
    over = next((t for t in doc.ancestors(verb.i) if t.lemma in {"quote", "cite"}), None)
    joined = over is not None and over.i < verb.i and doc.tokens[verb.i - 1].lower == "as"
    return over if joined else None


def _over_participle(doc: Doc, verb: Token, unit: Unit, hops: int) -> int | None:
    """As in "..., saying that": the subject of the clause above; "was quoted as saying": whoever is quoted."""
    head = doc.tokens[verb.head]
    quoting = quoting_verb(doc, verb)
    if quoting is not None:
        quoted = doc.child(quoting.i, "nsubjpass", "dobj")
        return quoted.i if quoted else None
    if head.pos == "ADP":
        head = doc.tokens[head.head]
    if head.pos in {"VERB", "AUX"} and head.i != verb.i:
        passive = doc.child(head.i, "nsubjpass")
        above = passive.i if passive else subject(doc, head, unit, hops + 1)
        if above is None and doc.tokens[verb.i - 1].text == ",":
            finite = next((t for t in doc.ancestors(head.i) if doc.child(t.i, "nsubj") is not None), None)
            return subject(doc, finite, unit, hops + 1) if finite is not None and finite.i < verb.i else None
        return above
    return None


def _antecedent(doc: Doc, verb: Token, own: Token) -> int | None:
    if own.lower in {"who", "which", "that"} and own.text != "WHO":
        over = doc.tokens[verb.head]
        if verb.dep == "relcl" and over.pos in {"NOUN", "PROPN", "PRON"}:
            return over.i
        before = doc.tokens[own.i - 2] if own.i > 1 and doc.tokens[own.i - 1].text == "," else doc.tokens[own.i - 1]
        return before.i if before.pos in {"NOUN", "PROPN"} else None
    return own.i


def plausible(doc: Doc, i: int) -> bool:
    """Whether a noun can be somebody who speaks: a person, an office, an actor, a country, a document, or a name."""
    token = doc.tokens[i]
    if token.pos == "PROPN" or token.label in {"PERSON", "ORG", "GPE", "NORP"}:
        return True
    if token.lower in {"he", "she", "they", "it", "who", "which", "some", "others", "many", "both", "side", "sides"}:
        return True
    known = token.lower in source_categories() or token.lemma in source_categories() or token.lower in titles().offices
    if (
        known
        or token.lower in bare_words().enemy
        or token.lower in actor_nouns()
        or token.lemma in documents()
        or token.lemma in texts()
        or token.text in country_words()
    ):
        return True
    return any(m.kind in {"person", "organisation", "force", "group", "role"} for m in doc.mentions_in(i, i + 1))
