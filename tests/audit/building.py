"""The project to audit: checked, and built as the public gets it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, time
from typing import TYPE_CHECKING

from site_builder.adapters.project import CONFIGURATION
from tests.audit.finding import CannotRunError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from site_builder.adapters.project import Project


def build(project: Project, configuration: Path | None, folder: Path, today: date) -> None:
    """Build the public site of a day into a folder. Raises CannotRunError."""
    noon = datetime.combine(today, time(12), project.settings.zone)
    answer = subprocess.run(
        [
            sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file",
            str((configuration or project.root / CONFIGURATION).absolute()), "--site-dir", str(folder),
        ],
        cwd=project.root, env=os.environ | {"SOURCE_DATE_EPOCH": str(int(noon.timestamp())), "NO_MKDOCS_2_WARNING": "1"},
        stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if answer.returncode:
        raise CannotRunError(f"the site could not be built:\n{answer.stderr.strip()}")
