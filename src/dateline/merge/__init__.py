"""Which assertions tell of one occurrence: blocks, named levels, judgements, incidents. Pure: no I/O, no clock."""

from dateline.merge.account import ReportHead
from dateline.merge.entities import Entities, entities
from dateline.merge.events import Merged, merge_events

__all__ = ["Entities", "Merged", "ReportHead", "entities", "merge_events"]
