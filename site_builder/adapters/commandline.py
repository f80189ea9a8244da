"""The command ``stories``: a group of commands, each in a module of its own."""

from __future__ import annotations

import sys
from importlib import import_module

import click

_COMMANDS = (
    "build",
    "calendar",
    "check",
    "completion",
    "digest",
    "import",
    "init",
    "move",
    "new",
    "next",
    "plan",
    "report",
    "rules",
    "schema",
    "shared",
    "track",
    "visits",
    "withdraw",
)
_MODULES = {"import": "importing"}
"""Those whose name no module can have."""


class _Commands(click.Group):
    """Commands that are imported when they are asked for, so that none waits for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the help."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, or nothing where there is none."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"site_builder.adapters.commands.{module}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="innovation-stories", prog_name="stories")
def main() -> None:
    """Run a collection of innovation stories: check it, plan it, see what is next.

    \b
    A site of your own:
      stories init                 start one in a folder; asks what it needs to know

    \b
    An editor's day:
      stories new                  start a story; asks for what it needs
      stories check                say what is wrong, where, and how to fix it
      stories rules                what the check looks for, with examples
      stories plan                 how far the quota and the target are met
      stories calendar             what is published, scheduled, planned, and where the gaps are

    \b
    Once a story is there:
      stories move                 rename it; the old address leads to the new one
      stories withdraw             withdraw it, with a notice at its address
      stories shared               record where it was shared

    \b
    For the board and the partners:
      stories report               what was promised, published and late, and what is next
      stories digest               a bulletin of a period, and short texts of its stories
      stories visits               page views, from logs or an analytics export

    Every command explains itself: stories check --help
    """  # noqa: D301 - \b keeps click from filling the lines
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Whatever the machine's locale: stories have Welsh and emoji, and file names any bytes at all.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
