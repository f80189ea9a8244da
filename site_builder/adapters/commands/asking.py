"""A person at the terminal: asked again until the answer can be used, with names completed by the Tab key."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

import click

from site_builder.adapters.commands.choosing import choose
from site_builder.adapters.conversation import AskAgainError
from site_builder.adapters.drafting import DraftingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from site_builder.content.matching import Match

T = TypeVar("T")

# Some builds of Python have none: names are typed in full there.
readline = import_module("readline") if find_spec("readline") else None


class Terminal:
    """Asks and reports on the terminal, beside what the command prints."""

    def __call__(self, question: str, read: Callable[[str], T], names: Sequence[str] = ()) -> T:
        """Return what ``read`` makes of the answer."""
        while True:
            with _completing(names):
                answer: str = click.prompt(question, default="", show_default=False, err=True)
            try:
                return read(answer.strip())
            except AskAgainError as help_:
                self.say(str(help_))
            except DraftingError as error:
                self.say(f"Error: {error}")

    def choose(self, match: Match, otherwise: str) -> tuple[str, str] | None:
        """Let the person choose among candidates."""
        return choose(match, otherwise)

    def say(self, line: str) -> None:
        """Print a line."""
        click.echo(line, err=True)


def completions(names: Sequence[str], typed: str) -> list[str]:
    """Return the names that fit the last of several that are typed, those that begin so first."""
    part = typed.rpartition(",")[2].strip().casefold()
    begins = [name for name in names if name.casefold().startswith(part)]
    return begins or [name for name in names if part in name.casefold()]


@contextmanager
def _completing(names: Sequence[str]) -> Iterator[None]:
    """Let the Tab key complete names in the answer, where Python can."""
    if readline is None or not names:
        yield
        return
    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(lambda typed, n: (*completions(names, typed), None)[n])
    readline.set_completer_delims(",")
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
