"""``stories schema``: the JSON Schema of the front matter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_builder.adapters.commands.frame import with_project, write
from site_builder.reports import story_schema

if TYPE_CHECKING:
    from site_builder.adapters.project import Project


@click.command("schema", short_help="Print the JSON Schema of the front matter.")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file instead of the terminal.",
)
@with_project
def command(project: Project, output: Path | None) -> None:
    """Print the JSON Schema of a story's front matter, for editors' tools."""
    text = story_schema.render(project.settings, project.register)
    if output is None:
        click.echo(text, nl=False)
    else:
        write(output, text, "w")
