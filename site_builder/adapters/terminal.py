"""How things look on a terminal; the only module that knows rich.

Colour, tables and a bar for long work appear only where a person looks on; a pipe gets plain text.
"""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from site_builder.content.source import MAX_BYTES, printable
from site_builder.programme.plan import PlanStatus
from site_builder.render import plan_words, words
from site_builder.reports import agenda_text
from site_builder.reports.agenda_text import Shade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from site_builder.content.source import RawFile, Tree
    from site_builder.problems import Problem
    from site_builder.programme.plan import PlanProgress
    from site_builder.reports.agenda import Agenda

_LINE_END = re.compile(r"\r\n|\n|\r")
_STYLES = {
    PlanStatus.MET: "green",
    PlanStatus.WAIVED: "green",
    PlanStatus.ON_TRACK: "cyan",
    PlanStatus.AT_RISK: "yellow",
    PlanStatus.SHORT: "bold yellow",
    PlanStatus.MISSED: "bold red",
}
_SHADES = {
    Shade.PLAIN: "",
    Shade.HEADING: "bold",
    Shade.QUIET: "dim",
    Shade.DONE: "green",
    Shade.COMING: "cyan",
    Shade.OPEN: "yellow",
    Shade.LATE: "bold red",
}
_WORTH_A_BAR = 200
_WORTH_STEPS = 3
_WIDE = 200


def console(*, to_stderr: bool = False) -> Console:
    """Return a console that never breaks words off or marks up what editors wrote."""
    screen = Console(stderr=to_stderr, highlight=False, markup=False, soft_wrap=True)
    if not to_stderr:
        screen.width = _WIDE  # a narrow terminal wraps lines; nothing is cut off
    return screen


@contextmanager
def reading(files: int) -> Iterator[Callable[[RawFile], object]]:
    """Show a bar while many files are read; yields what to call after each."""
    screen = console(to_stderr=True)
    if files < _WORTH_A_BAR or not screen.is_terminal:
        yield lambda _raw: None
        return
    columns = (TextColumn("Reading the stories"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task("", total=files)
        yield lambda _raw: progress.advance(task)


@contextmanager
def working(what: str, steps: int, *, is_shown: bool = True) -> Iterator[Callable[[], object]]:
    """Show a bar while several things are done, to a person who looks on; yields what to call after each."""
    screen = console(to_stderr=True)
    if steps < _WORTH_STEPS or not screen.is_terminal or not is_shown:
        yield lambda: None
        return
    with Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), console=screen, transient=True) as progress:
        task = progress.add_task("", total=steps)
        yield lambda: progress.advance(task)


def show_problems(problems: Iterable[Problem], source_line: Callable[[Problem], str]) -> None:
    """Print problems; for a person also the line in question with a pointer under the place."""
    screen = console()
    for problem in problems:
        place = f"{printable(problem.path)}:{problem.line}:{problem.column}"
        severity = (problem.severity.value, "bold red" if problem.is_error else "bold yellow")
        rule = (f" [{problem.rule}] ", "dim")
        screen.print(Text.assemble((place, "bold"), " ", severity, rule, printable(problem.message)))
        line = source_line(problem) if screen.is_terminal else ""
        if line:
            screen.print(Text(f"  {printable(line)}", "dim"))
            screen.print(Text(f"  {' ' * (problem.column - 1)}^", "cyan"))


def show_plans(plans: Sequence[PlanProgress]) -> None:
    """Print every plan's target, and its periods as a table."""
    screen = console()
    if not plans:
        screen.print("No plan: mkdocs.yml has no entry under plugins.stories.plans.")
    for n, row in enumerate(plans):
        dates = f"{words.long_date(row.plan.starts)} to {words.long_date(row.plan.ends)}"
        screen.print(Text.assemble("\n" if n else "", (f"Plan {row.plan.name}", "bold"), f", {dates}\n"))
        if row.target is not None:
            goal = plan_words.goal(row.target.target.stories, row.target.target.by)
            met = f" on {words.long_date(row.target.met_on)}" if row.target.met_on else ""
            status = _status(row.target.status)
            screen.print(
                Text.assemble(f"Target  {goal}: ", status, f"{met} ({plan_words.counts(row.target.counts)})\n")
            )
        if row.quota:
            screen.print(_quota_table(row))
        for part in row.quota:
            if part.waiver is not None:
                period = words.span(part.period.starts, part.period.ends)
                due = words.counted(part.required, "piece")
                screen.print(f"\nWaiver for {period}: {due} due, {part.waiver.reason}")


def _quota_table(row: PlanProgress) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("Quota", no_wrap=True)
    for heading in ("Due", "Published", "Scheduled", "Planned"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    for part in row.quota:
        counts = (part.required, part.counts.published, part.counts.scheduled, part.counts.planned)
        table.add_row(words.span(part.period.starts, part.period.ends), *map(str, counts), _status(part.status))
    return table


def _status(status: PlanStatus) -> Text:
    return Text(plan_words.status(status), _STYLES[status])


def show_agenda(agendas: Sequence[Agenda]) -> None:
    """Print the editors' calendar, as wide as the terminal is; wide where a program reads it."""
    screen = console()
    width = shutil.get_terminal_size().columns if screen.is_terminal else _WIDE
    for line in agenda_text.lines_of(agendas, width):
        screen.print(Text.assemble(*((printable(text), _SHADES[shade]) for text, shade in line)))


def source_lines(folder: Path, tree: Tree) -> Callable[[Problem], str]:
    """Return a function that finds the line a problem is about, or nothing where it cannot be shown."""

    def source_line(problem: Problem) -> str:
        name = problem.path.removeprefix(f"{tree.root}/")
        path = folder / tree.on_disk.get(name, name)
        if path.is_symlink() or not path.is_file():  # to open a pipe would wait for ever
            return ""
        try:
            with path.open("rb") as file:
                lines = _LINE_END.split(file.read(MAX_BYTES).decode("utf-8-sig"))
            return lines[problem.line - 1][: max(100, problem.column + 20)]
        except (OSError, UnicodeDecodeError, IndexError):
            return ""

    return source_line
