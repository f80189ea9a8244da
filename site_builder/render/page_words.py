"""Titles and descriptions of pages, and the words of menus, lists and downloads.

A page's running sentences are in its template. A title and a description are here, because menus, search engines and
link previews have them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from site_builder.content.vocabulary import Taxonomy
from site_builder.render import words

if TYPE_CHECKING:
    from site_builder.content.register import Called


class Title(NamedTuple):
    """What a page is called, and one sentence that says what is on it."""

    title: str
    description: str


MAP = Title("Map", "Where the stories are from, and where there are none yet.")
CALENDAR = Title("Calendar", "The dates of stories and events, for your own calendar.")
CALENDAR_OF_PLAN = Title("Calendar", "What the programme promised, and what is published so far.")
SUBSCRIBE = Title("Subscribe", "Follow new stories by feed or calendar, or take the data.")
STORIES = Title("All stories", "Every story, newest first.")
NOT_FOUND = Title("Page not found", "There is no page at this address.")
WRITE = Title("Write a story", "A form for editors: it checks the story while you write, and hands you the file.")
AGENDA = Title(
    "The editors' calendar",
    "What is published, scheduled, in review, drafted or only an idea, and what is still to commission.",
)


def open_data(*, has_places: bool) -> Title:
    """Return the title of the page of the open data."""
    purposes = "spreadsheets, maps and programs" if has_places else "spreadsheets and programs"
    return Title("Open data", f"Every published story as open data, for {purposes}.")


def withdrawn(title: str) -> Title:
    """Return the title of the notice at the address of a withdrawn story."""
    return Title(f"Withdrawn: {title}", "This page was withdrawn.")


def vocabulary(taxonomy: Taxonomy, called: Called | None) -> str:
    """Return what the page of a vocabulary says below its heading; ``called`` is None where there are no places."""
    if taxonomy is Taxonomy.THEMES:
        return "What the stories are about, across services and programmes."
    if taxonomy is Taxonomy.PROGRAMMES:
        return "Stories by the national programme or event that they were part of."
    whose = f"the part of {called.a}'s work" if called else "the field of work"
    return f"Stories by {whose} that they belong to."


def places(many: str, *, has_regions: bool) -> str:
    """Return what the page of all places says below its heading; ``many`` is what they are called."""
    return f"{many} with a story{', by region' if has_regions else ''}."


NO_STORY = "No story yet"


def place(count: str, name: str) -> str:
    """Return the description of a place's page; ``count`` says how many stories it has."""
    return f"{count} from {name}, and those of its neighbours."


# ---- Menus

STORIES_IN_MENU = "Stories"
CALENDAR_AND_PROGRESS = "Calendar and progress"
SUBSCRIBE_AND_DATA = "Subscribe and open data"
HELP = "Help for editors"


# ---- Lists

NEWER, OLDER = "Newer stories", "Older stories"


def published(count: int) -> str:
    """Return how many stories the open data has."""
    return words.counted(count, "published story", "published stories")


def page_of(n: int, pages: int) -> str:
    """Return which page of a long list this is, as in 'page 2 of 7'."""
    return f"page {n:,} of {pages:,}"


def all_stories(position: str) -> str:
    """Return the title of a later page of the list of all stories."""
    return f"{STORIES.title}, {position}"


def to_read(count: int) -> str:
    """Return how many pieces there are to read."""
    return f"{words.counted(count, 'piece')} to read"


def to_commission(gap: str) -> str:
    """Return what a period of the editors' calendar still lacks."""
    return f"To commission: {gap}"


def moved(title: str) -> str:
    """Return the title of the page at an old address of a story."""
    return f"Moved: {title}"


HAS_MOVED = "This page has moved"


# ---- Downloads

ATOM, JSON_FEED = "Atom", "JSON Feed"
"""The names of feeds beside RSS."""

EDITORS_CALENDAR = "Published, scheduled and planned"


def calendar_of_editors(name: str) -> str:
    """Return what calendar programs call the internal calendar of a site."""
    return f"{name} (editors)"


def extent(together: int, published: int) -> str:
    """Say which stories the PDF of the collection has."""
    return "Every published story" if together == published else f"The newest {together} stories"


def collection(together: int, published: int) -> str:
    """Return the name of the PDF of the collection."""
    return "All stories as a PDF" if together == published else f"The newest {together} stories as a PDF"


def pieces_in(together: int, published: int) -> str:
    """Return what the PDF of the collection has, as it is within a sentence."""
    if together == published:
        return words.counted(published, "piece")
    return f"the newest {together:,} of {published:,} pieces"


OTHER_PIECES = "Other pieces"


def index_of(called: Called) -> str:
    """Return the title of the index in the PDF of the collection."""
    return f"Index of {called.many}"


# ---- The form for editors

IN_BRIEF = "The story in brief"
ABOUT_WHOM = "Who and what it is about"
TEXT = "The text"
RESULTS = "Results and sources"
WHEN = "When it appears"
"""The headings of its sections."""
