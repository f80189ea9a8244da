"""What can be wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a problem matters: an error stops the site from being built, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    ``path`` is relative to the project's root and uses ``/``; ``line`` and ``column`` count from 1
    and are true to the file as it is on disk (columns count characters).
    """

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str

    @property
    def is_error(self) -> bool:
        """Whether the problem stops the site from being built."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column} {self.severity} [{self.rule}] {self.message}"


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repeats, by file, then from top to bottom."""
    return tuple(sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.severity, p.rule, p.message)))
