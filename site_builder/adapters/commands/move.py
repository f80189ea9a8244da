"""``stories move``: another address, year or a folder of its own for a story."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from site_builder.adapters import changing
from site_builder.adapters.commands.desk import read_story, story_argument, tell_what_came
from site_builder.adapters.commands.frame import as_of_option, day_of, fail, with_project
from site_builder.render import words
from site_builder.reports.moving import Move, MoveError, goal_of, leaves_alias, plan_move

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("move", short_help="Rename a story, and keep its old address working.")
@story_argument
@click.argument("new", required=False)
@click.option("--folder", "own_folder", is_flag=True, help="Give it its own folder, for pictures and documents.")
@click.option("--alias/--no-alias", default=None, help="Keep the old address working, or not.  [default: if published]")
@as_of_option
@with_project
def command(project: Project, story: str, new: str | None, as_of: str | None, **how: bool | None) -> None:
    """Give a story another short name, another year or its own folder.

    STORY is its short name, its file or its id; NEW a short name, or a path as in 2027/short-name. The files beside
    it go with it, links in other texts follow it, its id stays, and the old address leads to the new one.

    \b
      stories move bin-rounds better-bins     another address
      stories move bin-rounds 2028/           another year, the same address
      stories move bin-rounds --folder        its own folder, for pictures
    """  # noqa: D301 - \b keeps click from filling the lines
    today = day_of(project, as_of)
    piece, collection = read_story(story, project, today)
    own_folder, alias = bool(how["own_folder"]), how["alias"]
    if new is None and not own_folder:
        fail("say where the story goes: a new short name, a path, or --folder")
    try:
        root = collection.tree.root
        goal = goal_of(piece, new or piece.slug, root, own_folder=own_folder)
        move = plan_move(piece, goal, collection, alias=leaves_alias(piece, today) if alias is None else alias)
        changing.carry_out(move, project, collection.tree)
    except (MoveError, changing.ChangingError) as error:
        fail(str(error))
    _tell(move, root, is_other_address=f"{piece.slug}" not in _parts(move.new))
    if tell_what_came(collection, project, today):
        sys.exit(1)


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part.removesuffix(".md") for part in path.split("/"))


def _tell(move: Move, root: str, *, is_other_address: bool) -> None:
    """Say what has changed."""
    click.echo(f"Moved: {root}/{move.old} is now {root}/{move.new}")
    gone = [f"{os.path.basename(path)} went with it" for path in move.files]  # noqa: PTH119 - paths of the collection
    for line in (*gone, *(f"{path} was copied, because another story names it too" for path in move.copies)):
        click.echo(f"  {line}")
    if move.alias:
        click.echo(f"  The old address {move.alias} leads to the new one.")
    elif is_other_address:
        click.echo("  It keeps no old address, because readers have not seen it.")
    others = len([path for path in move.texts if path != move.old])
    if others:
        click.echo(f"  Links in {words.counted(others, 'other text')} now lead to it.")
    for place in move.by_hand:
        click.echo(f"  {place}: change the link here yourself")
