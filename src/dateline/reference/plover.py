"""PLOVER's types and modes: which type a sub-event type is, and which words tell its mode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from dateline.reference.tables import read_yaml


class ModeRule(msgspec.Struct, frozen=True):
    """One mode of a type. trigger, words, cue: patterns of the words that name the act, of the clause or content, and
    of the words that report it; None where it does not go by them. weapons: classes. only: the sub-event types that it
    is for, none meaning any. always: those that say it themselves. unless: a cue with which it is no such mode.
    """

    mode: str
    trigger: re.Pattern[str] | None
    words: re.Pattern[str] | None
    cue: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    weapons: frozenset[str]
    only: frozenset[str]
    always: frozenset[str]


@cache
def interaction_of(sub_event_type: str) -> str | None:
    """PLOVER's type of an ACLED sub-event type; None where it has none."""
    found: str | None = read_yaml("plover.yaml")["types"].get(sub_event_type)
    return found


@cache
def mode_rules() -> dict[str, tuple[ModeRule, ...]]:
    """PLOVER type -> the rules of its modes, the first that fits counts. Types without modes are absent."""
    return {
        interaction: tuple(_rule(entry) for entry in entries)
        for interaction, entries in read_yaml("plover.yaml")["modes"].items()
    }


@cache
def modes() -> dict[str, tuple[str, ...]]:
    """PLOVER type -> its modes, in the order of the table."""
    return {name: tuple(dict.fromkeys(rule.mode for rule in rules)) for name, rules in mode_rules().items()}


def _rule(entry: dict[str, object]) -> ModeRule:
    known = msgspec.convert(entry, _Entry)
    return ModeRule(
        mode=known.mode,
        trigger=_pattern(known.trigger),
        words=_pattern(known.words),
        cue=_pattern(known.cue),
        unless=_pattern(known.unless),
        weapons=frozenset(known.weapons),
        only=frozenset(known.only),
        always=frozenset(known.always),
    )


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the table, as written."""

    mode: str
    trigger: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    always: tuple[str, ...] = ()


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Any of the words or phrases, as whole words of folded text; a star stands for any ending."""
    if not words:
        return None
    return re.compile(r"\b(?:" + "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words) + r")\b")
