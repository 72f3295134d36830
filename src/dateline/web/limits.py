"""How much one address may ask of a server that others reach, and how long a request may be.

A bucket of its own, not Litestar's middleware: that one counts fixed windows (twice the rate at their border), keeps
every moment of every address, and would count the page's files.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from math import ceil
from typing import Any, Final

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from dateline.web.refusals import Refused

MOST_BYTES: Final = 256 * 1024
"""Of a request's body."""

LOGINS_A_MINUTE: Final = 5
REQUESTS_A_SECOND: Final = 50

LONGEST_PATH: Final = 500
LONGEST_QUERY: Final = 16 * 1024
LONGEST_VALUE: Final = 2_000
"""Of a query parameter, in characters. `ids` is a list, which only the query's own length bounds."""

_MOST_ADDRESSES: Final = 10_000

Connection = ASGIConnection[Any, Any, Any, Any]


class Buckets:
    """A bucket of tokens for each address: `most` at once, `a_second` new ones. The longest unused are forgotten."""

    def __init__(self, most: int, a_second: float) -> None:
        self.most, self.a_second = most, a_second
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, now: float | None = None) -> float:
        """Takes one token: 0 if there was one, else the seconds until there is. now: of the monotonic clock."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, at = self._left.pop(address, (float(self.most), now))
            left = min(float(self.most), left + (now - at) * self.a_second)
            wait = 0.0 if left >= 1 else (1 - left) / self.a_second
            self._left[address] = (left - 1 if wait == 0 else left, now)
            while len(self._left) > _MOST_ADDRESSES:
                self._left.popitem(last=False)
        return wait


def address_of(connection: Connection) -> str:
    """Whom a request counts for: an IPv4 address, or the /64 network of an IPv6 one, which is one customer's."""
    host = connection.client.host if connection.client else "unknown"
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return found.exploded[:19]
    return str(getattr(found, "ipv4_mapped", None) or found)


def in_time(buckets: Buckets, what: str) -> Guard:
    """A guard that takes a token for each request, and refuses with 429 where there is none."""

    def guard(connection: Connection, _: BaseRouteHandler) -> None:
        wait = buckets.take(address_of(connection))
        if wait:
            seconds = max(1, ceil(wait))
            raise Refused(
                HTTPStatus.TOO_MANY_REQUESTS, f"too many {what} from this address",
                remedy=f"Try again after {seconds} s.", wait=seconds,
            )  # fmt: skip

    return guard


def in_length(connection: Connection, _: BaseRouteHandler) -> None:
    """A guard that refuses addresses and parameters that are longer than any that mean something."""
    query = connection.scope["query_string"]
    longest = max((len(str(value)) for key, value in connection.query_params.multi_items() if key != "ids"), default=0)
    if len(connection.url.path) > LONGEST_PATH or len(query) > LONGEST_QUERY or longest > LONGEST_VALUE:
        raise Refused(
            HTTPStatus.REQUEST_URI_TOO_LONG,
            "the address is too long",
            remedy=f"Give parameters of at most {LONGEST_VALUE:,} characters.",
        )
