"""``stories visits``: page views from logs and exports, as totals of days."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters.commands.frame import day_of, fail, read_collection, refuse, with_project
from site_builder.adapters.project import ProjectError
from site_builder.adapters.visit_files import LogFile, VisitFileError, read_file
from site_builder.adapters.visit_records import DAILY, places_of, read_counts, read_stretches, record
from site_builder.programme import counting, visits
from site_builder.programme.counting import Stretch
from site_builder.render import words

if TYPE_CHECKING:
    from site_builder.adapters.project import Project
    from site_builder.content.analytics_exports import Export
    from site_builder.programme.counting import Log
    from site_builder.programme.visits import DayCount, Places

_SERVER = re.compile(r"[a-z0-9-]{1,40}")


@click.group("visits", short_help="Count page views from logs, or from an analytics export.")
def command() -> None:
    """Keep the daily totals of page views and visits, for the report and the open data."""


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--server", metavar="NAME", help="The name of the server these logs are from, if there are several.")
@with_project
def import_(project: Project, files: tuple[Path, ...], server: str | None) -> None:
    """Add what FILES say to visits/daily.csv: logs in the combined format, or exports.

    The files may be packed with gzip. Exports are those of Plausible, GoatCounter and Matomo.

    A stretch of time of a server's log counts once, however often its log is given. Of an export each day counts once.
    Robots are left out. Nothing is kept of who came: no address, no name of a program.
    """
    if server is not None and not _SERVER.fullmatch(server):
        fail(f"--server: '{server}' is not a server name; write lower-case letters, digits and hyphens, as in web-2")
    stories = read_collection(project, day_of(project, None)).stories
    places = places_of(project, stories)
    try:
        found = [read_file(path, project.settings.zone) for path in files]
        logs = [file for file in found if isinstance(file, LogFile)]
        exports = [export for file in found if not isinstance(file, LogFile) for export in file]
        _refuse_halves(exports)
        counts, known = read_counts(project), read_stretches(project)
        source = f"log {server}" if server else "log"
        read, known = _read_logs(logs, source, places, known)
        views = [view for log in read for view in log.views]
        counts = visits.added(counts, counting.totals(views, source, project.settings.zone))
        counts = visits.replaced(counts, [count for export in exports for count in _counts_of(export, places)])
        record(project, counts, known)
    except VisitFileError as error:
        refuse(str(error))
    except ProjectError as error:
        fail(str(error))
    except OSError as error:
        refuse(f"visits/ cannot be written: {error.strerror}")
    click.echo("\n".join([*map(_summary, read), *map(_export_summary, exports)]))
    click.echo(f"The totals are in {DAILY}: commit the folder visits/.")


def _read_logs(
    files: list[LogFile], source: str, places: Places, known: tuple[Stretch, ...]
) -> tuple[list[Log], tuple[Stretch, ...]]:
    """Read logs one after the other; what one covers is known to those after it."""
    read = []
    for file in files:
        log = counting.read_log(file.lines(), places, [stretch for stretch in known if stretch.source == source])
        if log.unreadable * 2 > log.lines:
            raise VisitFileError(
                f"{file.path}: {log.unreadable:,} of {log.lines:,} lines are not in the combined format"
            )
        if log.first and log.last:
            known = counting.joined_stretches([*known, Stretch(source, log.first, log.last)])
        read.append(log)
    return read, known


def _refuse_halves(exports: list[Export]) -> None:
    """Refuse pages without the site's own totals: the visits of pages cannot be added up to those of the site."""
    for source in {export.source for export in exports}:
        days = [
            (count.day, count.path == "") for export in exports if export.source == source for count in export.counts
        ]
        missing = {day for day, _ in days} - {day for day, is_site in days if is_site}
        if missing:
            raise VisitFileError(
                f"the export of {visits.NAMES[source]} does not say how many visits the site had on {min(missing)}; "
                "give imported_visitors as well as imported_pages, or the whole ZIP"
            )


def _counts_of(export: Export, places: Places) -> tuple[DayCount, ...]:
    """Return what an export says by pages; two addresses may lead to the same."""
    found = []
    for count in export.counts:
        place = places.find(f"/{count.path.lstrip('/')}") if count.path else visits.Place(visits.SITE)
        if place:
            numbers = (count.views, count.visits, count.visitors)
            found.append(visits.DayCount(count.day, place.page, export.source, *numbers))
    return visits.added((), found)


def _summary(log: Log) -> str:
    left_out = [
        f"{n:,} {what}"
        for n, what in (
            (log.robots, "by robots"), (log.known, "counted before"), (log.unreadable, "on lines that cannot be read"),
        ) if n
    ]  # fmt: skip
    return f"{words.counted(len(log.views), 'page view')}" + (
        f"; left out: {words.listed(left_out)}" if left_out else ""
    )


def _export_summary(export: Export) -> str:
    days = len({count.day for count in export.counts})
    return f"{words.counted(days, 'day')} of {visits.NAMES[export.source]}"
