"""Asking which council or term is meant, where what somebody wrote fits several or none quite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from site_builder.content.matching import Match


class Chooser:
    """Asks once for each name, and remembers the answer; without a person to ask it chooses nothing."""

    def __init__(self, *, asks: bool) -> None:
        self._asks = asks
        self._answers: dict[tuple[str, str], tuple[str, str] | None] = {}

    def __call__(self, match: Match) -> tuple[str, str] | None:
        """Return the key and the value that are meant, or None to leave it open."""
        known = (match.key, match.written.casefold())
        if known not in self._answers:
            self._answers[known] = choose(match, "leave a comment") if self._asks else None
        return self._answers[known]


def choose(match: Match, otherwise: str) -> tuple[str, str] | None:
    """Let a person choose among candidates by their numbers; 0 chooses none."""
    click.echo(f"Which is meant by '{match.written}'?", err=True)
    for n, (_, value, name) in enumerate(match.candidates, 1):
        click.echo(f"  {n}  {name}{'' if name == value else f' ({value})'}", err=True)
    click.echo(f"  0  none of these: {otherwise}", err=True)
    number = click.prompt("Number", type=click.IntRange(0, len(match.candidates)), default=0, err=True)
    return (match.candidates[number - 1][0], match.candidates[number - 1][1]) if number else None
