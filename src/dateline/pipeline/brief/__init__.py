"""A cited brief of what became known on a day, or in several."""

from dateline.pipeline.brief.making import brief

__all__ = ["brief"]
