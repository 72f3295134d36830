"""Incidents as they once were, kept in this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

from dateline.model.incident import Incident


class Parted:
    """Incidents as they once were, of those that have grown since, by the seqs of their accounts: an incident follows
    from these alone, so what was worked out of one day holds for every day on which it had the same. The latest are
    kept, of MOST accounts in all.
    """

    MOST: Final = 200_000

    def __init__(self) -> None:
        self._incidents: OrderedDict[tuple[int, ...], Incident] = OrderedDict()
        self._accounts = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._incidents)

    def get(self, members: Sequence[int]) -> Incident | None:
        """The incident that these made, if it is kept."""
        key = tuple(members)
        with self._lock:
            found = self._incidents.get(key)
            if found is not None:
                self._incidents.move_to_end(key)
            return found

    def keep(self, members: Sequence[int], incident: Incident) -> None:
        """Keeps what these made."""
        key = tuple(members)
        with self._lock:
            if key not in self._incidents:
                self._accounts += len(key)
            self._incidents[key] = incident
            while self._accounts > self.MOST and len(self._incidents) > 1:
                self._accounts -= len(self._incidents.popitem(last=False)[0])
