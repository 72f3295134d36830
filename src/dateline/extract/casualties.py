"""Deaths and injuries told by themselves: of the type of the act that the report speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.extract.events import events
from dateline.model.assertion import Assertion
from dateline.model.document import Doc
from dateline.model.stages import Extractor

_NAME, _VERSION = "casualties", 1
_TYPES = (
    "Shelling/artillery/missile attack",
    "Air/drone strike",
    "Armed clash",
    "Attack",
    "Suicide bomb",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Chemical weapon",
    "Peaceful protest",
    "Violent demonstration",
    "Protest with intervention",
    "Mob violence",
    "Sexual violence",
    "Abduction/forced disappearance",
)


def extract(doc: Doc) -> Iterator[Assertion]:
    """The events of this family, in text order."""
    return events(doc, _NAME, f"rules/{_NAME}/{_VERSION}")


EXTRACTOR = Extractor(name=_NAME, version=_VERSION, types=_TYPES, extract=extract)
