"""Which kinds of event can be one occurrence: families of acts, and how the families stand to each other."""

from __future__ import annotations

from typing import Final

from dateline.model.vocabulary import SUB_EVENT_TYPES

_BY_SUB_TYPE: Final[dict[str, str]] = {
    "Government regains territory": "territory",
    "Non-state actor overtakes territory": "territory",
    "Non-violent transfer of territory": "territory",
    "Armed clash": "clash",
    "Disrupted weapons use": "interception",
    "Attack": "civilians",
    "Sexual violence": "sexual violence",
    "Abduction/forced disappearance": "detention",
    "Arrests": "detention",
    "Looting/property destruction": "destruction",
    "Agreement": "agreement",
    "Headquarters or base established": "organisation",
    "Change to group/activity": "organisation",
    "Other": "other",
}

_BY_EVENT_TYPE: Final[dict[str, str]] = {
    "Explosions/Remote violence": "strike",
    "Battles": "clash",
    "Protests": "unrest",
    "Riots": "unrest",
    "Violence against civilians": "civilians",
    "Strategic developments": "other",
}

_BY_INTERACTION: Final[dict[str, str]] = {
    "ASSAULT": "clash",
    "RETREAT": "territory",
    "PROTEST": "unrest",
    "COERCE": "detention",
    "AID": "aid",
    "CONSULT": "contact",
    "AGREE": "agreement",
    "COOPERATE": "agreement",
    "CONCEDE": "agreement",
    "MOBILIZE": "organisation",
}

_KINDRED: Final[frozenset[frozenset[str]]] = frozenset(
    frozenset(pair)
    for pair in (
        ("strike", "clash"),
        ("strike", "civilians"),
        ("strike", "destruction"),
        ("clash", "civilians"),
        ("clash", "territory"),
        ("clash", "destruction"),
        ("clash", "detention"),
        ("civilians", "unrest"),
        ("civilians", "destruction"),
        ("civilians", "sexual violence"),
        ("unrest", "destruction"),
        ("unrest", "detention"),
        ("territory", "detention"),
        ("territory", "agreement"),
        ("territory", "other"),
        ("detention", "agreement"),
        ("agreement", "other"),
        ("agreement", "contact"),
        ("other", "organisation"),
        ("other", "destruction"),
    )
)
"""Two sides often code one act in these two ways: "struck a depot" and "massacred a village" tell of one night."""

_BLOCK: Final[dict[str, str]] = {
    "strike": "violence",
    "clash": "violence",
    "civilians": "violence",
    "sexual violence": "violence",
    "destruction": "violence",
    "unrest": "violence",
    "territory": "violence",
    "detention": "violence",
    "interception": "interception",
}


def family_of(event_type: str | None, sub_event_type: str | None, interaction: str | None) -> str:
    """The family of an act by its finest type; "other" where it has none that is known."""
    if sub_event_type:
        known = _BY_SUB_TYPE.get(sub_event_type)
        return known or _BY_EVENT_TYPE.get(SUB_EVENT_TYPES.get(sub_event_type, event_type or ""), "other")
    if interaction:
        return _BY_INTERACTION.get(interaction, interaction.lower())
    return _BY_EVENT_TYPE.get(event_type or "", "other")


def kindred(left: str, right: str) -> bool:
    """Whether one act is at times coded in both families."""
    return frozenset((left, right)) in _KINDRED


def block_of(family: str) -> str:
    """The group of families inside which pairs are looked for."""
    return _BLOCK.get(family, "dealings")
