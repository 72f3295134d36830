"""Build hook: compiles the gazetteer, and bundles the page where Node is at hand.

A wheel carries both, so a person who installs it needs neither Node nor the source tables.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent


class DatelineBuildHook(BuildHookInterface):
    """Runs before every wheel and every editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile what is missing or older than its sources."""
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run([sys.executable, "-m", "dateline.reference.gazetteer.compile"], check=True, env=environment)
        if os.environ.get("DATELINE_SKIP_PAGE") or version == "editable":
            return  # `make setup` builds the page itself, once, with the pinned lock file
        if shutil.which("npm"):
            subprocess.run(["npm", "ci"], check=True, cwd=ROOT / "frontend")
            subprocess.run(["npm", "run", "build"], check=True, cwd=ROOT / "frontend")
        elif not (ROOT / "src/dateline/web/static/index.html").exists():
            self.app.display_warning(
                "Node is not here: the wheel will have no page (dateline serve answers its API only)"
            )
