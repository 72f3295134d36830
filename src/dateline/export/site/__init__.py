"""What a static site is made of, as bytes: its page, the policy that the page carries, packed files."""

from dateline.export.site.packing import bucket, columns, gathered, squeezed
from dateline.export.site.page import site_page

__all__ = ["bucket", "columns", "gathered", "site_page", "squeezed"]
