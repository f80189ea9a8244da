"""How a reader passes a published piece on: by email, and in a list of references."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder.render import story_words

if TYPE_CHECKING:
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.content.website import Site


@dataclass(frozen=True)
class Sharing:
    """How to pass a piece on: its full address, a link that starts a message, a reference without the address."""

    url: str
    mail: str
    reference: str


def make_sharing(story: Story, site: Site, today: date) -> Sharing:
    """Return a published piece's address, a message about it and the reference that cites it."""
    url = site.absolute(story.address)
    return Sharing(url, _message(story, url), _reference(story, site, today))


def mailto(mailbox: str) -> str:
    """Return a link that starts a message to a mailbox; what has a meaning in such a link is escaped (RFC 6068, 2)."""
    return f"mailto:{quote(mailbox, safe='@')}"


def _message(story: Story, url: str) -> str:
    """Return a link that starts a message (RFC 6068): lines end in CRLF, and nothing is left unescaped."""
    body = "\r\n\r\n".join(part for part in (story.headline, story.standfirst, url) if part)
    return f"mailto:?subject={quote(story.headline, safe='')}&body={quote(body, safe='')}"


def _reference(story: Story, site: Site, today: date) -> str:
    """Return the reference up to the address: author, year, title, site, day.

    The author is the site's, not the council: most pieces retell what a council has done.
    """
    updated = next((update.date for update in reversed(story.updates(today))), None)
    place = site.name if site.author != site.name else ""
    return story_words.reference(site.author, story.headline, place, story.day, updated)
