"""'Did you mean …?' for values that nearly match."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_LIST_AT_MOST = 12
_HINTS_AT_MOST = 20


def closest(value: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return what is known and nearly the same, ignoring case, or None."""
    by_folded = {option.casefold(): option for option in known}
    close = difflib.get_close_matches(value.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[close[0]] if close else None


def one_of(options: Collection[str]) -> str:
    """Return a short list of what is allowed, or nothing at all."""
    return f"; use one of: {', '.join(options)}" if 0 < len(options) <= _LIST_AT_MOST else ""


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?``, a short list of what is allowed, or nothing at all.

    >>> did_you_mean("digitalization", ["commercialisation", "digitalisation"])
    "; did you mean 'digitalisation'?"
    >>> did_you_mean("zzz", ["red", "green"])
    '; use one of: red, green'
    """
    options = list(known)
    close = closest(value, options)
    return one_of(options) if close is None else f"; did you mean '{close}'?"


class Hints:
    """Hints for the values of one file.

    To look through all slugs or paths of a collection takes its time, and a file with thousands of wrong
    values is not a matter of spelling: after the first twenty there are no more hints.
    """

    def __init__(self, hint: Callable[[str], str]) -> None:
        self._hint = hint
        self._left = _HINTS_AT_MOST

    @classmethod
    def among(cls, known: Collection[str]) -> Hints:
        """Return hints for values of which all that are allowed are known."""
        return cls(lambda value: did_you_mean(value, known))

    def for_(self, value: str) -> str:
        """Return the hint for a value, or nothing at all."""
        self._left -= 1
        return self._hint(value) if self._left >= 0 else ""
