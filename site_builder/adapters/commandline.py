"""The command ``stories``; the only module that knows click.

Exit codes: 0 fine, 1 problems found, 2 wrong usage or a configuration that cannot be used.
"""

from __future__ import annotations

import logging
import os
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

import click

from site_builder.adapters import clock, disk, drafting, terminal
from site_builder.adapters.given_paths import problems_of
from site_builder.adapters.project import Project, ProjectError, load_project
from site_builder.content.story import Kind
from site_builder.programme.plan import progress
from site_builder.programme.schedule import next_changes
from site_builder.render import words
from site_builder.reports import agenda, rule_book, story_schema, summaries
from site_builder.rules.catalogue import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.source import Tree
    from site_builder.problems import Problem

T = TypeVar("T")

_UNUSABLE = 2


def _fail(message: str) -> NoReturn:
    click.echo(f"stories: {message}", err=True)
    sys.exit(_UNUSABLE)


def _refuse(message: str) -> NoReturn:
    click.echo(f"stories: {message}", err=True)
    sys.exit(1)


def _write(path: Path, text: str, mode: Literal["a", "w"]) -> None:
    try:
        with path.open(mode, encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        _fail(f"{path} cannot be written: {error.strerror}")


def _project(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command its project; without a usable one say why and exit with 2."""

    @click.option(
        "--config",
        "-f",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Another mkdocs.yml than the one here or above.",
    )
    @wraps(command)
    def with_project(config: Path | None, **options: object) -> None:
        try:
            project = load_project(config)
        except ProjectError as error:
            _fail(str(error))
        command(project, **options)

    return with_project


def _today(project: Project, as_of: str | None) -> date:
    try:
        return clock.today(project.settings.zone, os.environ, as_of)
    except clock.ClockError as error:
        _fail(str(error))


_as_of = click.option("--as-of", metavar="YYYY-MM-DD", help="Pretend that it is this day.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="innovation-stories", prog_name="stories")
def main() -> None:
    """Keep a collection of innovation stories: check it, plan it, see what comes next.

    \b
    An editor's day:
      stories new                  start a story; asks what it needs to know
      stories check                say what is wrong, where, and how to fix it
      stories rules                what the check looks for, with examples
      stories plan                 how far the quota and the target are met
      stories calendar             what is published, scheduled, planned, and where the gaps are

    Every command explains itself: stories check --help
    """  # noqa: D301 - \b keeps click from filling the lines
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Whatever the machine's locale: stories hold Welsh and emoji, and file names any bytes at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _that_are_there(_context: click.Context, _option: click.Parameter, paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Refuse paths at which there is nothing; a symbolic link that leads nowhere is something."""
    for path in paths:
        if not os.path.lexists(path):
            raise click.BadParameter(f"Path '{path}' does not exist.")
    return paths


@main.command(short_help="Say what is wrong, on which line, and how to fix it.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), callback=_that_are_there)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations in a GitHub workflow.",
)
@_as_of
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@_project
def check(project: Project, paths: tuple[Path, ...], format_: str, as_of: str | None, strict: bool) -> None:  # noqa: FBT001 - click gives options by name
    """Say what is wrong with the stories, on which line, and how to fix it.

    The whole collection is read, because ids and addresses must be unique; with PATHS only the problems of
    these files and folders are shown. Exits with 1 when there are errors, or where a path is not read.
    """
    today = _today(project, as_of)
    tree = project.read_tree()
    collection = _read(project, today, tree)
    problems = problems_of(paths, collection.problems, tree, project)
    if format_ == "json":
        click.echo(summaries.as_json(problems, collection.files_read, today))
    elif format_ == "github":
        _for_github(problems, collection.files_read)
    else:
        terminal.show_problems(problems, terminal.source_lines(project.folder, tree))
        click.echo(summaries.summary(problems, collection.files_read))
    if any(problem.is_error or strict for problem in problems):
        sys.exit(1)


@main.command(short_help="Make the public site.")
@click.option(
    "--site-dir", type=click.Path(file_okay=False, path_type=Path), help="Another folder than mkdocs.yml names."
)
@_as_of
@click.option("--strict", is_flag=True, help="Leave the last site as it was where there are warnings, and exit with 1.")
@click.option("--no-search", is_flag=True, help="Leave out the search in full texts.")
@_project
def build(project: Project, site_dir: Path | None, as_of: str | None, strict: bool, no_search: bool) -> None:  # noqa: FBT001
    """Make the public site, without an engine: the same files as 'mkdocs build'.

    What has not changed since an earlier build is taken from .cache/stories, which may be deleted at any time.
    """
    from site_builder.adapters import building, site_folder  # noqa: PLC0415 - (as in calendar)

    today = _today(project, as_of)
    told: list[int] = []

    def say(level: int, message: str) -> None:
        told.append(level)
        click.echo(f"{logging.getLevelName(level).lower()}: {message}", err=True)

    refuses = strict or project.is_strict
    try:
        new_site = building.replace_site(
            project, today, site_dir or project.site_dir, say,
            may_be=lambda: not (refuses and max(told, default=0) >= logging.WARNING), with_search=not no_search,
        )  # fmt: skip
    except ProjectError as error:
        _fail(str(error))
    except (building.BuildError, site_folder.SiteFolderError) as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"the site was not built, and the last one stays as it was: {disk.in_words(error)}")
    for sentence in new_site.left:
        click.echo(sentence, err=True)
    click.echo(f"The site is in {new_site.site}")


@main.command(short_help="Show how far the quota and the target are met.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or for programs.",
)
@_as_of
@click.option("--gate", is_flag=True, help="Exit with 1 when a promise that has begun is missed or short of pieces.")
@_project
def plan(project: Project, format_: str, as_of: str | None, gate: bool) -> None:  # noqa: FBT001
    """Show how far the quota and the target of every plan are met.

    \b
    met       enough is published            waived   less was due, and that is published
    on-track  enough is published or ready   at-risk  enough only if all that is planned gets done
    short     not enough even then           missed   the time is over
    """  # noqa: D301
    today = _today(project, as_of)
    collection = _read(project, today)
    plans = progress(collection.stories, project.settings.programme, today)
    if format_ == "json":
        click.echo(summaries.plan_json(plans, today))
    else:
        terminal.show_plans(plans)
    _mention_errors(collection)
    shortfalls = [summaries.shortfall(row, part) for row in plans for part in row.shortfalls()]
    if gate and shortfalls:
        click.echo("\n".join(shortfalls), err=True)
        sys.exit(1)


@main.command(short_help="Show what is published, planned, and where the gaps are.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "ics"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for a calendar application.",
)
@_as_of
@_project
def calendar(project: Project, format_: str, as_of: str | None) -> None:
    """Show what is published, scheduled and planned, with milestones and gaps.

    This is the editors' calendar: keep it to yourselves. The public one is on the site, at /calendar/.
    """
    today = _today(project, as_of)
    collection = _read(project, today)
    plans = progress(collection.stories, project.settings.programme, today)
    milestones = project.settings.announced
    if format_ == "ics":
        from site_builder.files import calendars  # noqa: PLC0415 - costs every other command a tenth of its time

        click.echo(calendars.internal_calendar(collection.stories, plans, milestones, project.site, today), nl=False)
        return
    agendas = agenda.make_agenda(collection.stories, plans, milestones, today)
    if format_ == "json":
        click.echo(agenda.as_json(agendas, today))
    else:
        terminal.show_agenda(agendas)
    _mention_errors(collection)


@main.command("next", short_help="Show when and why the site changes by itself.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
@_as_of
@_project
def next_(project: Project, format_: str, as_of: str | None) -> None:
    """Show the next day on which the public site changes by itself, and why.

    Build the site anew on that day; on the days before it nothing would differ.
    """
    today = _today(project, as_of)
    collection = _read(project, today)
    changes = next_changes(collection.stories, project.settings.programme, today)
    if format_ == "json":
        click.echo(summaries.changes_json(changes, today))
    elif not changes:
        click.echo("Nothing changes by itself: no piece is scheduled and no period or review is to come.")
    else:
        days = (changes[0].day - today).days
        click.echo(f"{changes[0].day}  {words.long_date(changes[0].day)}, in {words.counted(days, 'day')}")
        for change in changes:
            click.echo(f"  {change.reason}: {change.text}")
    _mention_errors(collection)


@main.command(short_help="Start a new story.")
@click.option("--title", help="The headline, at most 100 characters.")
@click.option("--summary", help="One or two sentences for lists and feeds, 40 to 300 characters.")
@click.option("--idea", is_flag=True, help="Only keep a slot: no summary and no text yet.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), default=Kind.STORY.value, show_default=True)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The planned day of publication.")
@click.option("--council", "councils", multiple=True, metavar="NAME", help="Name or slug; repeat for more.")
@click.option("--theme", "themes", multiple=True, metavar="TERM", help="A term of the vocabulary; repeat for more.")
@click.option("--service", "services", multiple=True, metavar="TERM", help="A term of the vocabulary; repeat for more.")
@click.option(
    "--programme",
    "programmes",
    multiple=True,
    metavar="TERM",
    help="A term of the vocabulary; repeat for more.",
)
@click.option("--original", is_flag=True, help="Written first for this site; counts for the quota.")
@click.option("--link", metavar="URL", help="Where a signpost points to.")
@click.option("--slug", metavar="NAME", help="The last part of the address; made from the title by default.")
@_as_of
@_project
def new(project: Project, as_of: str | None, **answers: Any) -> None:  # noqa: ANN401 - what a Draft takes
    """Start a new story: writes a valid file with a fresh id.

    Asks for what is needed and not given as an option. The story is a draft: nothing is published until its
    status is 'ready' and its date has come.
    """
    today = _today(project, as_of)
    try:
        draft = drafting.complete(drafting.Draft(**answers), project, ask=_ask if sys.stdin.isatty() else None)
        path = drafting.write(draft, project, today)
    except drafting.DraftingError as error:
        _fail(str(error))
    click.echo(f"Written: {path.relative_to(project.root).as_posix()}")
    collection = _read(project, today)
    for line in drafting.effect_on_plan(path, project, collection, today):
        click.echo(line)
    click.echo("Next: write the text, then run 'stories check'.")


@main.command(short_help="List the rules, or explain one.")
@click.argument("id_", metavar="[ID]", required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as a page.",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def rules(id_: str | None, format_: str, output: Path | None) -> None:
    """List every rule of the check, how much it matters and what it wants.

    With the ID of one, as it stands in the messages of the check, show it with a bad and a good example.
    """
    if id_ is not None and id_ not in REGISTRY:
        _fail(rule_book.unknown(id_, REGISTRY))
    entries = list(REGISTRY.values()) if id_ is None else [REGISTRY[id_]]
    if format_ == "json":
        text = rule_book.as_json(entries) + "\n"
    elif format_ == "markdown":
        text = rule_book.as_markdown(entries)
    else:
        text = (rule_book.as_text(entries) if id_ is None else rule_book.one_as_text(entries[0])) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text, "w")


@main.command(short_help="Print the JSON Schema of the front matter.")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of the terminal.",
)
@_project
def schema(project: Project, output: Path | None) -> None:
    """Print the JSON Schema of a story's front matter, for editors' tools."""
    text = story_schema.render(project.settings, project.register)
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text, "w")


def _ask(question: str, read: Callable[[str], T]) -> T:
    """Ask at the terminal until the answer can be used."""

    def value(answer: str) -> T:
        try:
            return read(answer.strip())
        except drafting.DraftingError as error:
            raise click.UsageError(str(error)) from None

    answer: T = click.prompt(question, default="", show_default=False, value_proc=value, err=True)
    return answer


def _read(project: Project, today: date, tree: Tree | None = None) -> Collection:
    tree = tree or project.read_tree()
    with terminal.reading(len(tree.texts)) as on_read:
        return project.read_from(tree, today, on_read)


def _for_github(problems: Sequence[Problem], files_read: int) -> None:
    annotations = summaries.as_github(problems)
    click.echo(annotations + "\n" if annotations else "", nl=False)
    click.echo(summaries.summary(problems, files_read))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        _write(Path(summary), summaries.as_markdown(problems, files_read), "a")


def _mention_errors(collection: Collection) -> None:
    if collection.errors:
        files = {problem.path for problem in collection.errors}
        count = words.counted(len(files), "file")
        click.echo(f"Note: {count} with errors; some may not be counted. Run 'stories check'.", err=True)
