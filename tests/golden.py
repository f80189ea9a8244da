"""Texts that were looked at once and must stay as they are.

UPDATE_GOLDEN=1 writes them again; look at the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).with_name("golden")


def golden(name: str, actual: str) -> str:
    """Return the text that was once found good; with UPDATE_GOLDEN=1 take the actual one for it."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(actual, "utf-8", newline="\n")
    return path.read_bytes().decode("utf-8")
