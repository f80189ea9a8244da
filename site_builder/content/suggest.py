"""'Did you mean …?' for values that nearly match."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_LIST_AT_MOST = 12
_HINTS_AT_MOST = 20


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?``, a short list of what is allowed, or nothing at all.

    >>> did_you_mean("digitalization", ["commercialisation", "digitalisation"])
    "; did you mean 'digitalisation'?"
    >>> did_you_mean("zzz", ["red", "green"])
    '; use one of: red, green'
    """
    options = list(known)
    by_folded = {option.casefold(): option for option in options}
    close = difflib.get_close_matches(value.casefold(), by_folded, n=1, cutoff=0.6)
    if close:
        return f"; did you mean '{by_folded[close[0]]}'?"
    if 0 < len(options) <= _LIST_AT_MOST:
        return f"; use one of: {', '.join(options)}"
    return ""


class Hints:
    """Hints for the values of one file.

    To look through all slugs or paths of a collection takes its time, and a file with thousands of wrong
    values is not a matter of spelling: after the first twenty there are no more hints.
    """

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._left = _HINTS_AT_MOST

    def for_(self, value: str) -> str:
        """Return what ``did_you_mean`` says, or nothing at all."""
        self._left -= 1
        return did_you_mean(value, self._known) if self._left >= 0 else ""
