"""``stories init``: a site of one's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters import clock, git_revision, starting_site
from site_builder.adapters.commands.asking import Terminal
from site_builder.adapters.commands.frame import as_of_option, fail
from site_builder.adapters.drafting import DraftingError
from site_builder.adapters.project import ProjectError
from site_builder.adapters.site_conversation import converse, with_answer
from site_builder.adapters.starting_site import NewSite, StartingError
from site_builder.render import words
from site_builder.render.place_words import with_article
from site_builder.reports.new_site import Answers
from site_builder.settings import Settings

if TYPE_CHECKING:
    from datetime import date

_MOST_NAMED = 5


@click.command("init", short_help="Start a site of your own in a folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The name of the site.")
@click.option("--address", metavar="URL", help="Its address, as in https://stories.example.org/.")
@click.option(
    "--register",
    metavar="REGISTER",
    help="The places that stories come from: 'uk' for the councils of the UK, 'none', or a CSV file.  [default: uk]",
)
@click.option("--called", metavar="ONE,MANY", help="What these places are called, as in 'service,services'.")
@click.option("--themes", metavar="NAMES", help="What stories are about, separated by commas.")
@click.option("--pieces", metavar="N", help="Promise: so many original pieces in a period.")
@click.option("--every-months", metavar="N", help="So many months in a period.  [default: 2]")
@click.option("--stories", metavar="N", help="Promise: so many stories by a day.")
@click.option("--by", metavar="YYYY-MM-DD", help="That day.")
@click.option("--colour", metavar="COLOUR", help="A hue from 0 to 359, or a colour such as '#0e3a46'.")
@click.option("--logo", metavar="LOGO", help="The path of a picture, or the name of an icon of Material's.")
@click.option(
    "--program",
    metavar="REQUIREMENT",
    help="What pip installs this program from, for requirements.txt.  [default: where this one came from]",
)
@as_of_option
def command(folder: Path, program: str | None, as_of: str | None, **options: str | None) -> None:
    """Start a site of your own in FOLDER, which is not there yet or empty.

    Asks for what is needed and not given as an option. The folder then has settings, one example story, an 'About'
    page, an accessibility statement with gaps that 'stories check' names, and what publishes the site on GitHub. The
    program itself is not in it: requirements.txt says which version pip installs.
    """
    given = {key: typed for key, typed in options.items() if typed is not None}
    try:
        today = clock.today(Settings().zone, os.environ, as_of)
        starting_site.refuse_a_folder_in_use(folder)
        site = starting_site.start(folder, _answers(given, today), today, program or starting_site.own_requirement())
    except (DraftingError, StartingError, ProjectError, clock.ClockError) as error:
        fail(str(error))
    _say_what_is_next(folder, site)
    _say_what_to_do_before_publishing(folder, is_program_given=program is not None)
    click.echo("README.md says how to publish it, and what to type where there is no make.")


def _answers(given: dict[str, str], today: date) -> Answers:
    """Return the answers that are given as options, and those to questions where somebody is there to answer."""
    answers = Answers()
    for key, typed in given.items():
        try:
            answers = with_answer(answers, key, typed, today)
        except DraftingError as error:
            raise DraftingError(f"--{key.replace('_', '-')}: {error}") from None
    if sys.stdin.isatty():
        return converse(answers, frozenset(given), Terminal(), today)
    missing = [f"--{key}" for key in ("name", "address") if key not in given]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise DraftingError(f"{words.listed(missing)} {verb} missing, and there is nobody to answer questions")
    if "every_months" in given and answers.pieces is None:
        raise DraftingError("--every-months: no pieces are promised for a period; add --pieces, or leave this out")
    return answers


def _say_what_is_next(folder: Path, site: NewSite) -> None:
    gaps = [problem for problem in site.collection.problems if problem.rule == "fill-in"]
    click.echo(f"Written: {words.counted(len(site.paths), 'file')} in {folder}")
    if site.countries:
        shown = words.listed([with_article(name) for name in site.countries], _MOST_NAMED)
        click.echo(f"The map shows {shown}. If your places are elsewhere, check lat and lon in places.csv.")
    click.echo("Next, in that folder:")
    click.echo("  make serve   shows the site on this machine")
    click.echo(
        f"  make check   names the {words.counted(len(gaps), 'gap')} that you fill: who runs the site, whom to ask"
    )
    click.echo("  make new     starts your first story")


def _say_what_to_do_before_publishing(folder: Path, *, is_program_given: bool) -> None:
    if not is_program_given and starting_site.is_from_a_folder():
        click.echo(
            f"Before you publish: requirements.txt names {starting_site.own_requirement()}, because this program came "
            "from a folder of this machine. If pip does not find that version elsewhere, write there where it does, as "
            f"in {starting_site.PROGRAM} @ git+https://github.com/<owner>/<repository>@<commit>"
        )
    if below := git_revision.place_in_repository(folder):
        click.echo(
            f"Before you publish: this folder is in a larger Git repository, as {below}, and GitHub reads workflows "
            "only at the top of one. Move the folder out, and make a repository of it alone."
        )
