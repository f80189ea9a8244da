"""The bulletin of a period: what was published and what was changed, for an email, and short texts for elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.drawing.site_colours import colours_of
from site_builder.programme.milestones import all_occurrences
from site_builder.programme.plan import add_months
from site_builder.render import story_words, templates, words
from site_builder.render.excerpts import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from site_builder.build import Build
    from site_builder.content.story import Story
    from site_builder.drawing.site_colours import SiteColours
    from site_builder.render.templates import Templates

LENGTHS = (280, 600, 1500)
"""In characters, the address included: a post, a note on Knowledge Hub, a column of a magazine."""

_MOST_IN_FULL = 12
_MOST_BY_TITLE = 60
_MOST_DATES = 3
_BOUNDARY = "bulletin-part"


@dataclass(frozen=True, slots=True)
class Item:
    """A piece in the bulletin; ``note`` says what has changed in one that was published before."""

    id: str
    title: str
    url: str
    about: str
    summary: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What is new in a period.

    Of very many pieces the newest are given in full and others by title; ``left`` are not named. ``colours`` are the
    site's.
    """

    site: str
    home: str
    stories_url: str
    subscribe_url: str
    since: date
    until: date
    new: tuple[Item, ...]
    more: tuple[Item, ...]
    left: int
    updated: tuple[Item, ...]
    dates: tuple[str, ...]
    colours: SiteColours

    @property
    def heading(self) -> str:
        """What the bulletin brings, in a few words."""
        count = len(self.new) + len(self.more) + self.left
        return story_words.new_stories(count)

    @property
    def period(self) -> str:
        """The days that it covers."""
        first = self.since.fromordinal(self.since.toordinal() + 1)
        return words.long_date(self.until) if first >= self.until else words.span(first, self.until)

    @property
    def subject(self) -> str:
        """The subject of the email: what is new, and what comes first."""
        first = f": {self.new[0].title}" if self.new else ""
        return f"{self.site}: {self.heading}" if len(self.new) != 1 else f"{self.site}{first}"


def in_period(build: Build, since: date, until: date) -> tuple[Story, ...]:
    """Return the public pieces of a period, newest first: those after ``since``, up to and with ``until``."""
    return tuple(story for story in build.public.stories if since < story.day <= until)


def make_bulletin(build: Build, since: date, until: date) -> Bulletin:
    """Return the bulletin of the days after ``since``, up to and with ``until``; nothing in it is still to come."""
    new = [_item(story, build) for story in in_period(build, since, until)]
    shown = new[:_MOST_IN_FULL]
    more = new[_MOST_IN_FULL : _MOST_IN_FULL + _MOST_BY_TITLE]
    return Bulletin(
        site=build.site.name,
        home=build.site.url,
        stories_url=build.site.absolute(addresses.STORIES),
        subscribe_url=build.site.absolute(addresses.SUBSCRIBE),
        since=since,
        until=until,
        new=tuple(shown),
        more=tuple(more),
        left=len(new) - len(shown) - len(more),
        updated=tuple(_updated(build, since, until))[:_MOST_IN_FULL],
        dates=tuple(_dates(build, until)),
        colours=colours_of(build.settings),
    )


def _item(story: Story, build: Build, note: str = "") -> Item:
    councils = words.listed([council.short_name for council in story.councils], at_most=3)
    about = " · ".join(filter(None, (councils, words.long_date(story.day))))
    return Item(story.id, story.title, build.site.absolute(story.address), about, story.meta.summary or "", note)


def _updated(build: Build, since: date, until: date) -> Iterator[Item]:
    """Yield the pieces of before in which something has changed that was announced."""
    for story in build.public.stories:
        notes = [update.note for update in story.meta.updated if since < update.date <= until]
        if notes and story.day <= since:
            yield _item(story, build, " ".join(notes))


def _dates(build: Build, until: date) -> Iterator[str]:
    found = all_occurrences(build.settings.announced, until, add_months(until, 12))
    for day, milestone in found[:_MOST_DATES]:
        yield f"{words.long_date(day)}: {milestone.name}"


# ---- Short texts


def text_of_length(story: Story, url: str, most: int) -> str:
    """Return as much of a story as so many characters have, with its address at the end.

    A summary whose first sentence is too long gives way to the title.
    """
    room = most - len(url) - 2
    return f"{excerpt(story.meta.summary or '', story.document, room) or story.title}\n\n{url}"


# ---- Formats


def as_text(bulletin: Bulletin, look: Templates) -> str:
    """Return the bulletin as plain text that is alone. Raises TemplateError."""
    return _rendered("bulletin.txt.jinja", bulletin, look)


def as_markdown(bulletin: Bulletin, look: Templates) -> str:
    """Return the bulletin as Markdown. Raises TemplateError."""
    return _rendered("bulletin.md.jinja", bulletin, look)


def as_html(bulletin: Bulletin, look: Templates) -> str:
    """Return the bulletin as HTML for email programs. Raises TemplateError."""
    return _rendered("bulletin.html", bulletin, look)


def as_message(bulletin: Bulletin, look: Templates) -> str:
    """Return an email to open and send: plain text and HTML, without sender and recipient. Raises TemplateError."""
    message = EmailMessage()
    message["Subject"] = bulletin.subject
    message["X-Unsent"] = "1"  # Outlook then opens it to be written on
    message.set_content(as_text(bulletin, look), cte="quoted-printable")
    message.add_alternative(as_html(bulletin, look), subtype="html", cte="quoted-printable")
    message.set_boundary(_BOUNDARY)
    return message.as_string()


def _rendered(template: str, bulletin: Bulletin, look: Templates) -> str:
    return templates.render(look, f"reports/{template}", str, {"b": bulletin}).rstrip() + "\n"
