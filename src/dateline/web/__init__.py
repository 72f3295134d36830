"""The JSON API and the page. No logic of its own: every answer is one call of `dateline.pipeline.queries`."""

from dateline.web.app import LOOPBACK, create_app

__all__ = ["LOOPBACK", "create_app"]
