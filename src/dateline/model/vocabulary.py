"""The closed lists of the record: ACLED's two levels, PLOVER's types, and Dateline's own states.

Sources: ACLED Codebook (2024), event and sub-event types; PLOVER codebook (OEDA, 2021), event types.
"""

from __future__ import annotations

from typing import Final, Literal

AssertionType = Literal["statement", "event", "control"]
Status = Literal["actual", "planned", "hypothetical"]
Polarity = Literal["affirmed", "denied"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Manner = Literal["direct", "indirect", "mixed"]
ControlState = Literal["held", "contested", "captured", "lost", "withdrawn", "besieged"]
PlaceRole = Literal["location", "origin", "destination"]
PlaceLevel = Literal["settlement", "region", "country", "feature", "point"]
Relation = Literal[
    "at", "in", "near", "north of", "south of", "east of", "west of", "between", "outside", "axis", "toward"
]
ActorRole = Literal["actor1", "actor2", "other"]
DateBasis = Literal["stated", "publication"]
ReviewState = Literal["unreviewed", "accepted", "corrected", "added", "rejected"]
Verdict = Literal["same", "different", "unsure", "right", "wrong", "corrected", "missed", "graded"]
Scheme = Literal["airwars", "admiralty"]
Reliability = Literal["A", "B", "C", "D", "E", "F"]

SUB_EVENT_TYPES: Final[dict[str, str]] = {
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Armed clash": "Battles",
    "Excessive force against protesters": "Protests",
    "Protest with intervention": "Protests",
    "Peaceful protest": "Protests",
    "Violent demonstration": "Riots",
    "Mob violence": "Riots",
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Agreement": "Strategic developments",
    "Arrests": "Strategic developments",
    "Change to group/activity": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Headquarters or base established": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Non-violent transfer of territory": "Strategic developments",
    "Other": "Strategic developments",
}
"""ACLED sub-event type -> event type. Export codes are elsewhere; these names are the record's own."""

VIOLENT: Final = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians", "Riots"})
"""The event types in which people are harmed (ACLED codebook: "violent events" and riots)."""

TAKING: Final = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
"""The types that only who takes the ground tells apart (ACLED codebook, "Battles")."""

INTERACTIONS: Final[tuple[str, ...]] = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
"""PLOVER event types."""

SECTORS: Final[tuple[str, ...]] = (
    "MIL", "GOV", "REB", "PAR", "CVL", "COP", "SPY", "LEG", "JUD", "OPP", "UAF", "JRN", "MED", "NGO", "IGO",
    "BUS", "CRM", "EDU", "HLH", "LAB", "REL", "REF", "ENV", "AGR", "PTY", "UNK",
)  # fmt: skip
"""PLOVER actor sectors (MED kept for outlets, JRN for journalists as persons)."""
