"""``stories completion``: the Tab key in a shell."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

_SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command("completion", short_help="Print the script that makes a shell complete names.")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print what SHELL has to read, so that the Tab key completes commands, options, stories, councils and terms.

    \b
      eval "$(stories completion bash)"        in ~/.bashrc
      eval "$(stories completion zsh)"         in ~/.zshrc
      stories completion fish | source         in ~/.config/fish/config.fish
    """  # noqa: D301 - \b keeps click from filling the lines
    click.echo(_SHELLS[shell](context.find_root().command, {}, "stories", "_STORIES_COMPLETE").source())
