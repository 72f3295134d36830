"""How long a command takes and how much memory it and all its children hold. Linux: reads /proc."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

EVERY_SECONDS = 0.1
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Used(NamedTuple):
    """What a command and all its children took.

    seconds: from start to end. cpu: seconds of processor time, which hardly change when the machine is busy with other
    things. peak: bytes, the greatest sum of the resident sets.
    """

    seconds: float
    cpu: float
    peak: int


def run(command: Sequence[str], **environment: str) -> Used:
    """Runs the command to its end. Pages that several processes share are counted in each. Raises if it fails."""
    began, before = time.perf_counter(), _cpu()
    peak = 0
    with subprocess.Popen(command, env={**os.environ, **environment}) as child:
        while child.poll() is None:
            peak = max(peak, sum(map(_resident, family(child.pid))))
            time.sleep(EVERY_SECONDS)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, list(command))
    return Used(time.perf_counter() - began, _cpu() - before, peak)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def family(root: int) -> list[int]:
    """The process and all that descend from it, as they are now."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            parent = _parent(entry)
            if parent is not None:
                parents.setdefault(parent, []).append(int(entry.name))
    found, stack = [], [root]
    while stack:
        at = stack.pop()
        found.append(at)
        stack += parents.get(at, [])
    return found


def _parent(entry: Path) -> int | None:
    try:
        return int(entry.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return None  # it ended while being looked at


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
