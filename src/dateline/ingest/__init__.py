"""Bytes to reports: files, folders, archives, tables, pages and standard input. Nothing is fetched."""

from dateline.ingest.opening import open_reports
from dateline.ingest.options import COLUMNS, Format, IngestOptions

__all__ = ["COLUMNS", "Format", "IngestOptions", "open_reports"]
