"""``stories new``: a new story."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_builder.adapters import drafting, proposing
from site_builder.adapters.commands.asking import Terminal
from site_builder.adapters.commands.desk import Name
from site_builder.adapters.commands.frame import (
    as_of_option,
    day_of,
    fail,
    mention_errors,
    read_collection,
    with_project,
)
from site_builder.adapters.conversation import Desk, Kept, converse, yes_or_no
from site_builder.content.front_matter_model import Kind

if TYPE_CHECKING:
    from datetime import date

    from site_builder.adapters.project import Project


@click.command("new", short_help="Start a new story.")
@click.option("--title", help="The headline, at most 100 characters.")
@click.option("--summary", help="One or two sentences for lists and feeds, 40 to 300 characters.")
@click.option("--idea", is_flag=True, help="Only keep a slot, with no summary or text yet.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What it is.  [default: story]")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The planned day of publication.")
@click.option(
    "--council", "councils", multiple=True, metavar="NAME", type=Name("councils"), help="Name or slug; repeat for more."
)
@click.option(
    "--theme",
    "themes",
    multiple=True,
    metavar="TERM",
    type=Name("themes"),
    help="A term of the vocabulary; repeat for more.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    metavar="TERM",
    type=Name("services"),
    help="A term of the vocabulary; repeat for more.",
)
@click.option(
    "--programme",
    "programmes",
    multiple=True,
    metavar="TERM",
    type=Name("programmes"),
    help="A term of the vocabulary; repeat for more.",
)
@click.option(
    "--original/--not-original", default=None, help="Written first for this site, so it counts for the quota."
)
@click.option("--link", metavar="URL", help="The page that a signpost points to.")
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
    """Start a new story. Writes a valid file with a fresh id.

    Asks for what it needs, unless an option gives it. The story is a draft: nothing is published until its
    status is 'ready' and its date has come.
    """
    today = day_of(project, as_of)
    not_given = {"idea": (False,)}
    given = {key: answer for key, answer in answers.items() if answer not in not_given.get(key, (None, ()))}
    person = Terminal() if sys.stdin.isatty() else None
    kept, is_talk = Kept(project), False
    try:
        draft = proposing.draft_of(issue, project, given) if issue else drafting.Draft(**given)
        if person is not None and (is_talk := draft.title is None):
            draft = _converse(draft, project, person, kept, today, frozenset(given))
        path = drafting.write(drafting.complete(draft, project, ask=person), project, today)
    except drafting.DraftingError as error:
        fail(str(error))
    except click.Abort:
        if is_talk and kept.load():
            click.echo("\nYour answers are kept: type 'stories new' again to go on.", err=True)
        raise
    if is_talk:
        kept.forget()
    click.echo(f"Written: {path.relative_to(project.root).as_posix()}")
    collection = read_collection(project, today)
    mention_errors(collection)
    for line in drafting.effect_on_plan(path, project, collection, today):
        click.echo(line)
    click.echo("Next: write the text, then run 'stories check'.")


def _converse(
    draft: drafting.Draft, project: Project, person: Terminal, kept: Kept, today: date, given: frozenset[str]
) -> drafting.Draft:
    """Ask for everything that is not given, going on where an earlier conversation was interrupted."""
    if before := kept.load():
        earlier, answered = before
        question = f"Go on with '{earlier.title}', which was interrupted? (yes or no; empty: yes)"
        if person(question, partial(yes_or_no, otherwise=True)):
            values = {key: getattr(draft, key) for key in given}
            draft, given = replace(earlier, **values), given | answered
        else:
            kept.forget()
    desk = Desk(project, person, read_collection(project, today), today, given)
    return converse(draft, desk, kept.save)
