"""What an audit hands on: what is wrong, where on which page, and by what the place in the source can be found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Spot:
    """A place on a page.

    ``page`` is the file below the site's folder. ``in_text`` says whether an editor wrote what is there; the rest
    is what of it may be found again in the source: the full address that it leads to, its words, the heading before
    it, other texts as they may be written there. ``element`` is for those who look after the code.
    """

    page: str
    in_text: bool = False
    target: str = ""
    words: str = ""
    section: str = ""
    needles: tuple[str, ...] = ()
    element: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing to fix: the rule that it breaks, and in plain words what is wrong and what to do."""

    rule: str
    message: str
    spot: Spot


class CannotRunError(Exception):
    """An audit cannot be made on this machine; the message says what is missing and how to get it."""
