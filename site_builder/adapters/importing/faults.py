"""Why a file cannot be taken in, and how much of one is."""

from __future__ import annotations

LARGEST_FILE = 50 * 1024 * 1024
LARGEST_TEXT = 20 * 1024 * 1024


class ImportingError(Exception):
    """A file cannot be taken in; the message says why and what to do, after its name."""
