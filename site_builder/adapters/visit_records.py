"""The folder visits/ of a project: what was counted, and which stretches of time of which server's logs are in it."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from site_builder.adapters.project import ProjectError
from site_builder.programme import visits
from site_builder.programme.counting import Stretch
from site_builder.programme.visits import Places, Visits, VisitsError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from site_builder.adapters.project import Project
    from site_builder.content.story import Story

    Read = Callable[[Path], bytes]

FOLDER = "visits"
DAILY = f"{FOLDER}/daily.csv"
LOGS = f"{FOLDER}/logs.csv"
_HEAD = ["source", "first", "last"]


def places_of(project: Project, stories: Collection[Story]) -> Places:
    """Return which page answers at which path of the site's host."""
    return Places.of(stories, urlsplit(project.site.url).path.rstrip("/") + "/")


def read_visits(project: Project, stories: Collection[Story], read: Read = Path.read_bytes) -> Visits:
    """Return all that was counted, by the ids of pieces; ``read`` may read a past state. Raises ProjectError."""
    return visits.joined(read_counts(project, read), places_of(project, stories).ids)


def read_counts(project: Project, read: Read = Path.read_bytes) -> tuple[visits.DayCount, ...]:
    """Return what was counted as it is recorded. Raises ProjectError."""
    text = _text(project.root / DAILY, read)
    try:
        return visits.read_table(text) if text else ()
    except VisitsError as error:
        raise ProjectError(f"{DAILY}: {error}") from None


def read_stretches(project: Project) -> tuple[Stretch, ...]:
    """Return the stretches of time whose logs are counted. Raises ProjectError."""
    rows = list(csv.reader(io.StringIO(_text(project.root / LOGS))))
    try:
        return tuple(Stretch(source, _moment(first), _moment(last)) for source, first, last in rows[1:])
    except ValueError as error:
        raise ProjectError(
            f"{LOGS}: a line is no '{','.join(_HEAD)}': {error}; take the last version from git"
        ) from None


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"'{text}' has no time zone")
    return moment


def record(project: Project, counts: Iterable[visits.DayCount], stretches: Iterable[Stretch]) -> None:
    """Write down what is counted; both files change, or none where the first cannot be written. Raises OSError."""
    logs = io.StringIO()
    writer = csv.writer(logs, lineterminator="\n")
    writer.writerow(_HEAD)
    writer.writerows((s.source, s.first.isoformat(), s.last.isoformat()) for s in stretches)
    (project.root / FOLDER).mkdir(exist_ok=True)
    written = []
    for name, text in ((DAILY, visits.write_table(counts)), (LOGS, logs.getvalue())):
        path = project.root / name
        new = path.with_suffix(".new")
        new.write_text(text, "utf-8", newline="\n")
        written.append((new, path))
    for new, path in written:
        new.replace(path)


def _text(path: Path, read: Read = Path.read_bytes) -> str:
    try:
        return read(path).decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise ProjectError(f"{path.name} is not UTF-8; take the last version from git") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from None
