"""Whom a reader can ask about a piece that names no contact: its councils, by their websites, and the site's team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.content.web_address import host_of
from site_builder.pages.parts import Link
from site_builder.pages.sharing import mailto
from site_builder.render import story_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from site_builder.build import Build
    from site_builder.content.register import Council, Register

_ABOUT = "pages/about.md"
_MOST_WEBSITES = 6
"""Websites that are named; of more, readers are sent to the pages of the councils."""


@dataclass(frozen=True)
class Asking:
    """What is said of the councils, their websites, and how to reach the team of the site, where that is said."""

    sentence: str
    websites: tuple[Link, ...]
    team: Link | None


def make_asking(build: Build, councils: Sequence[Council]) -> Asking | None:
    """Return whom to ask about a piece of these councils, or None where nobody is known."""
    websites, team = websites_of(councils, build.register), _team(build)
    if not websites and team is None:
        return None
    if len(websites) > _MOST_WEBSITES:
        return Asking(story_words.no_contact_but_pages(build.register.called), (), team)
    return Asking(story_words.no_contact(len(websites), build.register.called), websites, team)


def websites_of(councils: Iterable[Council], register: Register) -> tuple[Link, ...]:
    """Return the websites of councils, and those of successors in place of councils that no longer exist."""
    today = [now for council in councils for now in (register.successors_of(council) or (council,))]
    return tuple(website_link(council) for council in dict.fromkeys(today) if council.website)


def website_link(council: Council) -> Link:
    """Return a council's website with its host, which says what opens."""
    return Link(council.name, council.website, host_of(council.website).removeprefix("www."))


def _team(build: Build) -> Link | None:
    contact = build.settings.contact
    if contact is not None:
        return Link(contact.team, mailto(contact.email), contact.email)
    about = next((page for page in build.pages if page.path == _ABOUT), None)
    return Link(story_words.TEAM_OF_SITE, about.address, story_words.see(about.title)) if about else None
