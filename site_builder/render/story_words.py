"""Stories in words: their kinds and vocabularies, what lists, pages and previews say of them, and how to cite one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from site_builder.content.front_matter_model import Kind, Status
from site_builder.content.vocabulary import Taxonomy
from site_builder.render import words

if TYPE_CHECKING:
    from datetime import date

    from site_builder.content.register import Called
    from site_builder.content.story import State


class Named(NamedTuple):
    """What one is called within a sentence, and what many are."""

    one: str
    many: str


VOCABULARIES = {
    Taxonomy.THEMES: Named("theme", "themes"),
    Taxonomy.SERVICES: Named("service", "services"),
    Taxonomy.PROGRAMMES: Named("programme", "programmes"),
}
KINDS = {
    Kind.STORY: Named("story", "stories"),
    Kind.INTERVIEW: Named("interview", "interviews"),
    Kind.GUIDE: Named("guide", "guides"),
    Kind.EVENT: Named("event", "events"),
    Kind.SIGNPOST: Named("signpost", "stories told elsewhere"),
}
ARTEFACTS = {"video": "Video", "slides": "Slides", "document": "Document", "image": "Image", "data": "Data"}

KIND, YEAR = "Kind of piece", "Year of publication"
"""The labels of choices in the list of all stories."""


# ---- On the page of a story

PARTNERS, STARTED = "Partners", "Started"
"""The labels of facts."""

OTHERS_CAN_USE = "What others can use"
MATERIALS, CONTACT, MATERIALS_AND_CONTACT = "Materials", "Contact", "Materials and contact"
"""The headings of what others can use and whom they can ask."""

NOT_PUBLIC = "Readers do not see this page yet."
OUT_OF_DATE = "May be out of date"
TEAM_OF_SITE = "the team of this site"


def review_was_due(day: date) -> str:
    """Say since when a page should have been reviewed."""
    return f"This page was due for review by {words.long_date(day)} and has not been yet."


def saved(period: str) -> str:
    """Return what a figure of savings measures."""
    return f"Saved ({period})"


def figure(what: str, value: str, source: str) -> str:
    """Return a figure with its source as one line; all three may be HTML."""
    return f"{what}: {value} (source: {source})"


def artefact(kind: str, where: str) -> str:
    """Return what opens, as in 'Slides, PDF'."""
    return f"{ARTEFACTS[kind]}, {where}"


def on_site(host: str) -> str:
    """Return where something is, as in 'on example.org'."""
    return f"on {host}"


def no_contact(websites: int, called: Called) -> str:
    """Say that a story names no contact, and lead over to the websites of its councils that follow, if any."""
    said = "This story names no contact."
    if websites == 0:
        return said
    whose = f"{called.one}’s" if websites == 1 else called.of_many
    return f"{said} Try the {whose} own {'website' if websites == 1 else 'websites'}:"


def no_contact_but_pages(called: Called) -> str:
    """Say that a story names no contact, and where the many websites of its councils are."""
    return f"This story names no contact. The page of each {called.one}, linked under ‘At a glance’, has its website."


def see(title: str) -> str:
    """Return a pointer to a page."""
    return f"see ‘{title}’"


def reference(author: str, title: str, site: str, day: date, updated: date | None) -> str:
    """Return what cites a story, up to its address; ``site`` may be empty."""
    days = [words.long_date(day), *([f"updated {words.long_date(updated)}"] if updated else [])]
    opening, closing = "“”" if "‘" in title else "‘’"
    return f"{author} ({day.year}). {opening}{title}{closing}. {', '.join([*([site] if site else []), *days])}."


# ---- In lists

_STATUSES = {
    Status.IDEA: "Idea",
    Status.DRAFT: "Draft",
    Status.REVIEW: "In review",
    Status.READY: "Ready, no date",
}


def scheduled(day: date) -> str:
    """Say in a preview when a story appears."""
    return f"Scheduled for {words.long_date(day)}"


def planned(status: Status, day: date | None) -> str:
    """Say in a preview how far a story is, and for when it is planned."""
    return _STATUSES[status] + (f", planned for {words.long_date(day)}" if day else "")


def from_place(name: str) -> str:
    """Return what the stories of a council are."""
    return f"Stories from {name}"


def under_term(taxonomy: Taxonomy, name: str) -> str:
    """Return what the stories of a term are."""
    return f"Stories under the {VOCABULARIES[taxonomy].one} '{name}'"


def counted_under_term(count: str, taxonomy: Taxonomy, name: str) -> str:
    """Say how many stories a term has; ``count`` is as in '3 stories'."""
    return f"{count} under the {VOCABULARIES[taxonomy].one} '{name}'."


# ---- In feeds, calendars and the bulletin

READ_THERE = "Read the story where it was first published"


def new_stories(count: int) -> str:
    """Return how many stories a bulletin brings."""
    return words.counted(count, "new story", "new stories") if count else "No new stories"


def unpublished(state: State, status: Status, title: str) -> str:
    """Return what the internal calendar calls a story that the public does not see."""
    return f"[{state}: {status}] {title}"


def updated_on(day: date) -> str:
    """Return what precedes the note of an update."""
    return f"Updated {words.long_date(day)}:"
