"""A reporting verb with its source: who is the subject, and which tokens belong to "..., X told Y on Monday, ..."."""

from __future__ import annotations

import msgspec

from dateline.extract.statement_units import Unit
from dateline.model.document import Doc, Token
from dateline.reference.actors import actor_nouns, bare_words, country_words
from dateline.reference.channels import channels
from dateline.reference.cues import Cue, documents, silencers, texts
from dateline.reference.titles import source_categories, titles

CARRIERS = frozenset({"go", "take", "proceed", "continue", "use", "add", "appear", "come", "rush", "break"})
"""Verbs whose subject is the speaker of an infinitive below them: "went on to say"."""

_MODALS = frozenset(
    {"would", "could", "should", "may", "might", "can", "must", "ca", "wo", "will", "shall", "'ll", "'d"}
)
_TRAIL = frozenset({"advmod", "npadvmod", "prep", "dative", "prt", "agent", "dobj", "iobj", "advcl", "nmod", "tmod"})
_SPEECHLESS = frozenset(
    {"i", "we", "you", "there", "this", "these", "those", "what", "nothing", "nobody", "none", "noone"}
)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A cue verb and its source. Tokens `left` up to `right` are the two with their short complements.

    speaker: the token that heads the source, or None. inverted: the source stands after the verb.
    """

    verb: Token
    speaker: int | None
    left: int
    right: int
    inverted: bool


def read_group(doc: Doc, unit: Unit, verb: Token, cue: Cue, heir: int | None) -> Group | None:
    """The verb with its source, or None where nothing is reported or nobody reports it.

    heir: the source of the report that this verb goes on with ("said X and called on Y"), if it does.
    """
    speaker = heir if heir is not None else subject(doc, verb, unit)
    if speaker is None or silenced(doc, verb):
        return None
    head = doc.tokens[speaker]
    if head.lower in _SPEECHLESS:
        return None
    if not cue.frames & {"clause", "charge"} and not plausible(doc, speaker):
        return None
    first, last = noun_phrase(doc, speaker, unit)
    inverted = speaker > verb.i
    left = verb.i
    while (
        left > unit.first and doc.tokens[left - 1].pos in {"AUX", "ADV", "PART"} and doc.tokens[left - 1].head == verb.i
    ):
        left -= 1
    near = inverted or (first <= left and _adjacent(doc, last, left))
    if not inverted and near:
        left = min(left, first)
    quoting = _quoting(doc, verb)
    if quoting is not None:  # "Interfax quoted the minister as saying": all of it is the cue
        relay = doc.child(quoting.i, "nsubj")
        left = min(quoting.i, noun_phrase(doc, relay.i, unit)[0] if relay is not None else quoting.i)
    right = max(verb.i + 1, last if inverted else 0)
    return Group(
        verb=verb, speaker=speaker, left=left, right=_trail(doc, unit, verb, speaker, right), inverted=inverted
    )


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
    if verb.tag == "VBG" and (verb.dep in {"advcl", "pcomp", "conj", "ccomp", "xcomp"} or _quoting(doc, verb)):
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


def _quoting(doc: Doc, verb: Token) -> Token | None:
    """The "quoted" of "quoted X as saying", for its "saying"."""
    if verb.tag != "VBG":
        return None
    over = next((t for t in doc.ancestors(verb.i) if t.lemma in {"quote", "cite"}), None)
    joined = over is not None and over.i < verb.i and doc.tokens[verb.i - 1].lower == "as"
    return over if joined else None


def _over_participle(doc: Doc, verb: Token, unit: Unit, hops: int) -> int | None:
    """As in "..., saying that": the subject of the clause above; "was quoted as saying": whoever is quoted."""
    head = doc.tokens[verb.head]
    quoting = _quoting(doc, verb)
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


def silenced(doc: Doc, verb: Token) -> bool:
    """Whether the verb reports nothing: denied, only possible, an infinitive of purpose, after "declined to"."""
    for i in doc.children[verb.i]:
        token = doc.tokens[i]
        if (token.dep == "neg" and not _apart(doc, i, verb.i)) or (
            token.dep in {"advmod", "preconj", "cc"} and i < verb.i and token.lower in silencers()
        ):
            return True
        if token.dep == "aux" and token.lower in _MODALS:
            return True
        if token.dep == "aux" and token.lower == "to" and doc.tokens[verb.head].lemma not in CARRIERS:
            return True
        if token.dep == "mark" and token.lower in {"if", "whether", "unless"}:
            return True
        if token.dep == "preconj" and token.lower == "neither":
            return True
    head = doc.tokens[verb.head]
    return verb.dep == "xcomp" and head.lemma in silencers()


def _apart(doc: Doc, one: int, other: int) -> bool:
    """Whether a comma or a quotation mark stands between two tokens: "“Absolutely not,” he said" denies no saying."""
    return any(t.pos == "PUNCT" for t in doc.tokens[min(one, other) + 1 : max(one, other)])


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


def noun_phrase(doc: Doc, head: int, unit: Unit) -> tuple[int, int]:
    """The tokens of a source with its appositions and "of" phrases, first up to last; clauses after it are left off."""
    below = [i for i in doc.subtree(head) if unit.first <= i < unit.last]
    first, inside = head, set(below)
    while first - 1 in inside and not _parts(doc, first - 1):
        first -= 1
    while first > unit.first and doc.tokens[head].pos == doc.tokens[first - 1].pos == "PROPN":
        first -= 1  # "the U.S. Air Force" is often cut by the parser
    while first < head and doc.tokens[first].pos in {"ADP", "CCONJ", "SCONJ"}:
        first = next((i for i in range(first + 1, head) if doc.tokens[i].pos in {"DET", "PRON"}), head)
    last = head + 1
    while last in inside:
        token = doc.tokens[last]
        clause = token.dep in {"relcl", "advcl", "acl"} or token.tag in {"WP", "WP$", "WDT", "WRB"}
        if clause or (_parts(doc, last) and token.text != ",") or _opens_relative(doc, token):
            break
        last += 1
    if last < unit.last and doc.tokens[last - 1].text == ",":
        last -= 1
    return first, max(last, head + 1)


def _parts(doc: Doc, i: int) -> bool:
    """Whether a mark ends a name: a comma, a bracket, a dash between spaces; not the hyphen of "U.S.-led"."""
    token = doc.tokens[i]
    if token.text in {",", ";", ":", "(", ")", "—", "–", "|", "/"}:
        return True
    return token.text == "-" and i > 0 and token.start > doc.tokens[i - 1].end


def _opens_relative(doc: Doc, token: Token) -> bool:
    """As "we" in "a shopkeeper we reached": the subject of a clause that has no "who"."""
    return token.dep in {"nsubj", "nsubjpass"} and doc.tokens[token.head].dep in {"relcl", "acl"}


def _adjacent(doc: Doc, last: int, left: int) -> bool:
    """Whether nothing but a relative clause, brackets or commas stands between a source and its verb."""
    return left - last <= 14 and not any(t.text == ";" for t in doc.tokens[last:left])


def _trail(doc: Doc, unit: Unit, verb: Token, speaker: int, right: int) -> int:
    """The end of the short complements that follow: "told reporters in Kyiv on Monday"."""
    while right < unit.last:
        token = doc.tokens[right]
        if token.pos == "PUNCT" or (
            token.tag in {"IN"} and token.lower in {"that", "because", "as", "after", "while", "if"}
        ):
            break
        top = _below(doc, right, verb.i, speaker)
        if top is None or doc.tokens[top].dep not in _TRAIL or (doc.tokens[top].dep == "dobj" and not _addressed(verb)):
            break
        end = max(doc.subtree(top)) + 1
        inside = doc.tokens[right:end]
        clause = next((t.i for t in inside if t.pos == "PUNCT" or t.dep in {"ccomp", "relcl"} or opens_content(t)), end)
        if clause <= right or doc.tokens[top].dep == "advcl":
            break
        right = min(clause, unit.last)
        if clause < end:
            break
    return right


def opens_content(token: Token) -> bool:
    """As "that" in "said in a message that X", wherever the parser hangs it."""
    return token.lower == "that" and token.dep == "mark"


def _addressed(verb: Token) -> bool:
    return verb.lemma in {"tell", "inform", "assure", "reassure", "warn", "remind", "brief", "ask", "answer", "advise"}


def _below(doc: Doc, i: int, verb: int, speaker: int) -> int | None:
    """The token over `i` (or `i` itself) that hangs right below the verb or the source."""
    for _ in range(12):
        head = doc.tokens[i].head
        if head in (verb, speaker):
            return i
        if head == i:
            return None
        i = head
    return None
