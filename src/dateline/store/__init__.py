"""The record on disk: append-only reports, assertions and judgements in one SQLite file, and what is derived from them.

`Record` opens it; the modules beside it read and write one subject each: `reports`, `assertions`, `judgements`,
`derived`, `search`.
"""

from dateline.store.record import Record

__all__ = ["Record"]
