"""The feature strings that the stored weights know: an accidental change of one turns red here.

`reader_features.txt` holds all that the readers are shown of two sentences. A feature that is renamed, added or gone,
or a rule, lexicon or parser that answers otherwise, meets weights that were trained on something else, and nothing
fails: it only reads worse. After a change that is meant, train anew (CONTRIBUTING.md), then write the file anew:
`python tests/extract/test_reader_features.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from made_accounts import account, actor, place, trigger_of, words
from reader_texts import doc_of

from dateline.extract.act_features import seen_type, seen_words
from dateline.extract.control import by_rules
from dateline.extract.count_reader import counted, ruled_counts, seen_count
from dateline.extract.day_reader import day_choices, seen_day
from dateline.extract.event_features import Account, seen_event, seen_kind, seen_site
from dateline.extract.events import extent_of
from dateline.extract.hold_reader import hold_extent, seen_hold, states_by_rule
from dateline.extract.mood_reader import seen_mood
from dateline.extract.role_features import Scene, Told, near, parties, seen_pair
from dateline.extract.role_reader import Roles, roles_by_rule
from dateline.extract.triggers import Trigger
from dateline.model.assertion import Target, Toll, WeaponRef, When
from dateline.model.document import Doc, Mention

FILE = Path(__file__).with_name("reader_features.txt")
TEXT = (
    "Russian drones struck a school in Kharkiv on Tuesday, killing at least four people, the governor said. "
    "Rebels, who hold Malakal, may launch an attack on the army base near it."
)
ACTS = {"struck": "Air/drone strike", "killing": "Attack", "attack": "Armed clash"}
"""The words that are shown as acts, with their types: given here, so that nothing hangs on what weights answer."""


def lines(doc: Doc) -> Iterator[str]:
    """One line a feature: the reader, the words that are looked at, the feature."""
    seen = {doc.tokens[each.token].text: each for each in seen_words(doc)}
    states = states_by_rule(doc, list(by_rules(doc)))
    for word, each in seen.items():
        yield from _told("acts", word, each.names)
        yield from _told("holds", word, seen_hold(each, states.get(each.token))[-2:])
    for mention in counted(doc):
        yield from _told("counts", mention.span.exact, seen_count(doc, mention, ruled_counts(doc)))
    told: tuple[Told, ...] = ()
    for word, kind in ACTS.items():
        trigger = trigger_of(doc, word, kind)
        yield from _told("types", word, seen_type(doc, seen[word], trigger)[len(seen[word].names) :])
        yield from _told("moods", word, seen_mood(doc, seen[word], trigger, extent_of(doc, trigger)))
        yield from _of_act(doc, word, trigger, told)
        told = (*told, Told(kind, {"location": frozenset({"Kharkiv"})}, -1))
    scene = Scene(seen["hold"].token, "hold:held", hold_extent(doc, doc.tokens[seen["hold"].token]), {})
    for party in near(doc, scene.act, parties(doc)):
        yield from _told("hold_roles", doc.span(party.first, party.last).exact, seen_pair(doc, scene, party))
    yield from _of_events(doc)


def _of_act(doc: Doc, word: str, trigger: Trigger, told: tuple[Told, ...]) -> Iterator[str]:
    extent = extent_of(doc, trigger)
    kind = trigger.act.sub_event_type or "none"
    scene = Scene(trigger.head, kind, extent, roles_by_rule(doc, trigger, extent), told)
    for party in near(doc, trigger.head, parties(doc), told):
        words = doc.span(party.first, party.last).exact
        yield from _told("roles", f"{word} + {words}", seen_pair(doc, scene, party))
    for choice in day_choices(doc, trigger, told):
        words = choice.span.exact if isinstance(choice, Mention) else f"{choice:%Y-%m-%d}"
        yield from _told(
            "days", f"{word} + {words}", seen_day(doc, trigger, extent, choice, told, frozenset({"Kharkiv"}))
        )


def read_whole(doc: Doc) -> list[Account]:
    """The acts as events that are read whole: with sides, a place, a day, a weapon and a toll; some; and nothing."""
    there = frozenset({"Kharkiv"})
    struck = Roles(
        actors=(actor(doc, "actor1", "Russian", "RUS", "military"), actor(doc, "actor2", "governor", None, "official")),
        places=(place(doc, "Kharkiv", "UKR"),),
        targets=(Target(as_written="school", category="education", evidence=words(doc, "school")),),
        weapons=(WeaponRef(name="drone", weapon_class="drone", as_written="drones", evidence=words(doc, "drones")),),
        tolls=(),
        likely=0.9,
        told=Told("Air/drone strike", {"location": there}, None),
    )
    killing = Roles((), (place(doc, "Kharkiv", "UKR", 0.44),), (), (), (), 0.5, Told("Attack", {"location": there}))
    four = Toll(measure="killed", low=4, as_written="at least four", evidence=words(doc, "at least four"))
    tuesday = date(2024, 5, 14)
    when = When(earliest=tuesday, latest=tuesday, precision="day", basis="stated", evidence=words(doc, "Tuesday"))
    first, second, third = ACTS.items()
    return [
        account(doc, first[0], ((first[1], 0.7), ("Attack", 0.2)), struck, when),
        account(doc, second[0], ((second[1], 0.5), (first[1], 0.3)), killing, when, (four,)),
        account(doc, third[0], ((third[1], 0.6),)),
    ]


def _of_events(doc: Doc) -> Iterator[str]:
    """What the last readers are shown."""
    read = read_whole(doc)
    for n, (word, one) in enumerate(zip(ACTS, read, strict=True)):
        yield from _told("types_again", word, seen_kind(doc, read, n))
        yield from _told("own", word, seen_event(doc, read, n))
        for each in one.roles.places:
            yield from _told("sites", f"{word} + {each.as_written}", seen_site(doc, read, n, each, 0.61))


def _told(reader: str, words: str, names: Sequence[str]) -> Iterator[str]:
    yield from (f"{reader}\t{words}\t{name}" for name in names)


def test_the_features_are_those_that_the_weights_were_trained_on() -> None:
    shown, kept = list(lines(doc_of(TEXT))), FILE.read_text("utf-8").splitlines()
    gone, new = [line for line in kept if line not in shown], [line for line in shown if line not in kept]
    assert shown == kept, (
        "The readers are shown other features than the stored weights know: TRAIN ANEW "
        "(CONTRIBUTING.md, Train the learned readers), then python tests/extract/test_reader_features.py\n"
        f"no more: {gone[:20]}\nnew: {new[:20]}"
    )


def test_every_reader_is_shown_something() -> None:
    readers = {line.split("\t")[0] for line in FILE.read_text("utf-8").splitlines()}
    assert readers == {
        "acts", "types", "roles", "days", "counts", "moods", "holds", "hold_roles", "types_again", "own",
        "sites",
    }  # fmt: skip


def test_no_feature_holds_a_name() -> None:
    """What is learned of one war holds in the next: neither a side nor a place nor a country's code is seen."""
    names = re.compile(r"russia|kharkiv|malakal|ukrain|sudan|\b(?:rus|ukr|ssd)\b", re.IGNORECASE)
    shown = [line.rsplit("\t", 1)[1] for line in lines(doc_of(TEXT))]
    assert [feature for feature in shown if names.search(feature)] == []
    assert {"kind=Air/drone strike", "lemma=strike"} < set(shown)


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines(doc_of(TEXT))), "utf-8")
