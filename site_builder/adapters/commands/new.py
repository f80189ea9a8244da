"""``stories new``: a new story."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_builder.adapters import drafting, proposing
from site_builder.adapters.commands.frame import as_of_option, day_of, fail, read_collection, with_project
from site_builder.content.story import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from site_builder.adapters.project import Project

T = TypeVar("T")


@click.command("new", short_help="Start a new story.")
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
@click.option(
    "--from-issue",
    "issue",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The text of an issue made with the form for stories; other options go before what it says.",
)
@as_of_option
@with_project
def command(project: Project, as_of: str | None, issue: Path | None, **answers: Any) -> None:  # noqa: ANN401 - what a Draft takes
    """Start a new story: writes a valid file with a fresh id.

    Asks for what is needed and not given as an option. The story is a draft: nothing is published until its
    status is 'ready' and its date has come.
    """
    today = day_of(project, as_of)
    try:
        draft = proposing.draft_of(issue, project, answers) if issue else drafting.Draft(**answers)
        draft = drafting.complete(draft, project, ask=_ask if sys.stdin.isatty() else None)
        path = drafting.write(draft, project, today)
    except drafting.DraftingError as error:
        fail(str(error))
    click.echo(f"Written: {path.relative_to(project.root).as_posix()}")
    collection = read_collection(project, today)
    for line in drafting.effect_on_plan(path, project, collection, today):
        click.echo(line)
    click.echo("Next: write the text, then run 'stories check'.")


def _ask(question: str, read: Callable[[str], T]) -> T:
    """Ask at the terminal until the answer can be used."""

    def value(answer: str) -> T:
        try:
            return read(answer.strip())
        except drafting.DraftingError as error:
            raise click.UsageError(str(error)) from None

    answer: T = click.prompt(question, default="", show_default=False, value_proc=value, err=True)
    return answer
