"""The folder visits/ of a project: what was counted, and which stretches of time of which server's logs are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.adapters.project import ProjectError
from site_builder.programme import visits
from site_builder.programme.visits import Visits, VisitsError, ids_by_address

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from site_builder.adapters.project import Project
    from site_builder.content.story import Story

FOLDER = "visits"
DAILY = "daily.csv"


def read_visits(project: Project, stories: Collection[Story]) -> Visits:
    """Return all that was counted, by the ids of pieces. Raises ProjectError."""
    return visits.joined(read_counts(project), ids_by_address(stories))


def read_counts(project: Project) -> tuple[visits.DayCount, ...]:
    """Return what was counted as it is recorded. Raises ProjectError."""
    path = project.root / FOLDER / DAILY
    try:
        return visits.read_table(read_text(path) or ",".join(visits.COLUMNS))
    except VisitsError as error:
        raise ProjectError(f"{FOLDER}/{DAILY}: {error}") from None


def read_text(path: Path) -> str:
    """Return what a file of the records holds, nothing where there is none. Raises ProjectError."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ProjectError(f"{path.name} is not UTF-8; save it with that encoding") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from None
