"""``stories rules``: what the check looks for."""

from __future__ import annotations

from pathlib import Path

import click

from site_builder.adapters.commands.frame import fail, format_option, write
from site_builder.reports import rule_book
from site_builder.rules.catalogue import REGISTRY


@click.command("rules", short_help="List the rules, or explain one.")
@click.argument("id_", metavar="[ID]", required=False)
@format_option("Text for people, JSON for programs, or Markdown.", "text", "json", "markdown")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def command(id_: str | None, format_: str, output: Path | None) -> None:
    """List every rule of the check, how much it matters and what it wants.

    With the ID of one, as it is in the messages of the check, show it with a bad and a good example.
    """
    if id_ is not None and id_ not in REGISTRY:
        fail(rule_book.unknown(id_, REGISTRY))
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
        write(output, text, "w")
