"""Which assertions tell of one occurrence: blocks, named levels, judgements, incidents. Pure: no I/O, no clock."""

from dateline.merge.account import ReportHead
from dateline.merge.entities import entities
from dateline.merge.events import Merged, merge_events
from dateline.merge.grades import graded

__all__ = ["Merged", "ReportHead", "entities", "graded", "merge_events"]
