"""The site's addresses, as paths below its root without a slash at the start."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.content.characters import invisible
from site_builder.content.fields import quoted

if TYPE_CHECKING:
    from site_builder.content.register import Council
    from site_builder.content.vocabulary import Term

HOME = ""
STORIES = "stories/"
COUNCILS = "councils/"
INDEXES = ("themes/", "services/", "programmes/", COUNCILS)
MAP = "map/"
CALENDAR = "calendar/"
SUBSCRIBE = "subscribe/"
WRITE = "write/"
WRITE_JSON = f"{WRITE}form.json"
HELP = "help/"
"""The help for editors, which comes with the package."""
AGENDA = "editors/calendar/"
"""The editors' calendar, in previews only."""
NOT_FOUND = "404.html"
RSS, ATOM, JSON_FEED = "feed.xml", "atom.xml", "feed.json"
ICS = "calendar.ics"
DATA = "data/"
STORIES_JSON = "data/stories.json"
STORIES_CSV = "data/stories.csv"
STORY_PAGES = f"{STORIES}page/"
DATABASE_JSON = "data/database.json"
PLACES_JSON = "data/places.json"
NAMES_JSON = "search/names.json"
WORDS_JSON = "search/words.json"
COLLECTION_PDF = "collection.pdf"
CARD = "card.png"
"""The name of the picture for link previews, in the folder of a piece's page."""

PAGES_WITHOUT_SOURCE = frozenset(
    f"{address}index.md" for address in (STORIES, *INDEXES, MAP, CALENDAR, SUBSCRIBE, WRITE, HELP, DATA)
)
"""Paths by which a text can link to a page that the site makes, as in ``../calendar/index.md``."""

_MADE_BY_THE_SITE = (
    *INDEXES,
    "assets/",
    MAP,
    CALENDAR,
    SUBSCRIBE,
    DATA,
    "search/",
    "pagefind/",
    STORY_PAGES,
    WRITE,
    HELP,
    "editors/",
)
_FILES = frozenset({
    HOME, STORIES, "index.html", NOT_FOUND, RSS, ATOM, JSON_FEED, ICS, COLLECTION_PDF,
    "sitemap.xml", "sitemap.xml.gz", "robots.txt",
})  # fmt: skip

_LONGEST_PART = 200
_LONGEST_ALIAS = 800
"""Paths that every disk and server can hold: most allow 255 bytes for a name, and 1,024 or more for a path."""
_NOT_IN_A_NAME = re.compile(r'[<>:"|*\\%?#\x00-\x1f\x7f-\x9f\ufffd]')
_HOST = re.compile(r"\A(?:https?:)?//[^/]*", re.IGNORECASE)


def of_term(term: Term) -> str:
    """Return the address of a term's page."""
    return f"{term.taxonomy}/{term.slug}/"


def of_council(council: Council) -> str:
    """Return the address of a council's page."""
    return f"{COUNCILS}{council.slug}/"


def of_page(path: str) -> str:
    """Return the address of a page of the site's own: ``pages/about.md`` is ``about/``."""
    name = path.removeprefix("pages/").removesuffix(".md")
    name = "" if name == "index" else name.removesuffix("/index")
    return f"{name}/" if name else HOME


def of_pdf(address: str) -> str:
    """Return the address of a piece's PDF, beside the page at its address."""
    return f"{address}{address.rstrip('/').rpartition('/')[2]}.pdf"


def made_beside(address: str) -> tuple[str, ...]:
    """Return the files that the site makes for a piece, or may come to make, beside the page at its address."""
    return (f"{address}{CARD}", of_pdf(address))


def normalise(alias: str) -> str:
    """Return an alias as an address: no slash at the start, one at the end unless it names a file.

    The page of a folder has one address, whether or not its file is named: ``/old/index.html`` is ``old/``.
    """
    path = unicodedata.normalize("NFC", alias).lstrip("/")
    name = path.rpartition("/")[2]
    if name == "index.html":
        return path.removesuffix(name)
    return path if not name or "." in name else f"{path}/"


def fault_of_alias(alias: str) -> str:
    """Return why an alias is no old address of this site that a file can answer, and what to write, or nothing."""
    path = re.split(r"[?#]", _HOST.sub("", alias), maxsplit=1)[0]
    as_read = f"/{unquote(path).lstrip('/')}"
    remedy = "" if as_read in {"/", alias} or _broken(as_read) else f", as in {as_read}"
    said = quoted(alias)
    if _HOST.match(alias):
        return f"{said} is a full address; write only its path{remedy or ', as in /old-page/'}"
    if path != alias:
        way_out = f"leave that out{remedy}" if remedy else "leave the alias out"
        return f"{said} has a part after ? or #, which a site of files cannot tell apart; {way_out}"
    if not alias.startswith("/"):
        return f"{said} is not an old address of this site; write its path, which starts with /{remedy}"
    if "%" in alias:
        return f"{said} is written as links are; write it as people read it{remedy or ', or leave it out'}"
    return f"{said} {reason}" if (reason := _broken(alias)) else ""


def _broken(path: str) -> str:
    """Return what is wrong with a path, so that no file can be there on every system, or nothing."""
    if path == "/":
        return "is the home page; leave it out"
    parts = path.strip("/").split("/")
    if len(path.encode()) > _LONGEST_ALIAS or max(len(part.encode()) for part in parts) > _LONGEST_PART:
        return (
            f"is too long for the name of a file: {_LONGEST_ALIAS} bytes at most, {_LONGEST_PART} between two slashes"
        )
    hidden = next(invisible(path), None)
    if hidden:
        return f"has the invisible character {hidden[1]}; delete it"
    if wrong := _NOT_IN_A_NAME.search(path):
        return f"has {wrong[0]}, which cannot be in the name of a file on every system; leave the alias out"
    if any(part.startswith((".", " ")) or part.endswith((".", " ")) or not part for part in parts):
        return "has a part that is empty, or begins or ends with a dot or a space; write a path such as /old-page/"
    return ""


def is_reserved(address: str) -> bool:
    """Whether the site itself makes this address, or may come to make it; a disk may not tell capitals apart."""
    address = address.casefold()
    is_file_or_below = address.partition("/")[0] in _FILES
    return is_file_or_below or address in _FILES or address.startswith(_MADE_BY_THE_SITE)


def is_taken(address: str) -> bool:
    """Whether a page of its own at this address would be in the way of a story or of what the site makes."""
    return is_reserved(address) or address.startswith(STORIES) or address.rstrip("/") in _FILES


def file_of(address: str) -> str:
    """Return the file below the site's folder that answers at an address."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def relative(address: str, page: str) -> str:
    """Return the address as a link on a page has it, as in ``../../map/``; both are below the site's root."""
    to, here = address.split("/"), page.split("/")
    shared = 0
    while shared < min(len(to), len(here)) - 1 and to[shared] == here[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(to[shared:]) or "./"


def absolute(site_url: str, address: str) -> str:
    """Return the full URL of an address; ``site_url`` may or may not end in a slash."""
    return f"{site_url.rstrip('/')}/{address}"
