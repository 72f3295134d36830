"""PLOVER's type beside ACLED's, and its mode, where words say which: of the act, its clause, its weapons, its cue."""

from __future__ import annotations

import msgspec

from dateline.model.assertion import Assertion
from dateline.reference.plover import ModeRule, interaction_of, mode_rules
from dateline.values.names import fold


def coded(assertion: Assertion) -> Assertion:
    """The assertion with its interaction, where it had only a sub-event type, and its mode. Claims to a place have
    neither; an interaction that it has stays.
    """
    interaction = assertion.interaction or interaction_of(assertion.sub_event_type or "")
    if interaction is None:
        return assertion
    return msgspec.structs.replace(assertion, interaction=interaction, mode=mode_of(interaction, assertion))


def mode_of(interaction: str, assertion: Assertion) -> str | None:
    """The first mode of this type that the assertion's words tell; None where none of them does."""
    act = fold(assertion.trigger.exact) if assertion.trigger else ""
    words = fold(assertion.evidence.exact)
    cue = fold(" ".join(link.cue or "" for link in assertion.attribution)) if assertion.type == "statement" else ""
    classes = {weapon.weapon_class for weapon in assertion.weapons}
    for rule in mode_rules().get(interaction, ()):
        if assertion.sub_event_type in rule.always:
            return rule.mode
        if rule.only and assertion.sub_event_type is not None and assertion.sub_event_type not in rule.only:
            continue
        if rule.unless is not None and rule.unless.search(cue):
            continue
        if rule.weapons & classes or _told(rule, act, words, cue):
            return rule.mode
    return None


def _told(rule: ModeRule, act: str, words: str, cue: str) -> bool:
    asked = ((rule.trigger, act), (rule.words, words), (rule.cue, cue))
    return any(pattern is not None and pattern.search(text) is not None for pattern, text in asked)
