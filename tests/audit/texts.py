"""What a reader of a text would miss, however the page is shown: words in headings and links, headings of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.audit.built import TEXT, section_of, words_of
from tests.audit.finding import Finding, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

    from tests.audit.built import BuiltSite

HEADING_EMPTY = "a heading here has no words{}; write some, or take it out"
LINK_TEXT = "this link has no words to follow; write between the square brackets where it leads"
TABLE_HEADER = "the table has no headings; give every column a heading in the table's first line"


def findings(site: BuiltSite) -> Iterator[Finding]:
    """Yield what the texts of a site lack."""
    for path, page in site.pages.items():
        for text in page.select(TEXT):
            yield from _of_text(text, path, site)


def _of_text(text: Tag, path: str, site: BuiltSite) -> Iterator[Finding]:
    for heading in text.find_all(("h2", "h3", "h4", "h5", "h6")):
        if not _says_something(heading):
            section = section_of(heading)
            where = f" (after '{section}')" if section else ""
            yield Finding("heading-empty", HEADING_EMPTY.format(where), Spot(path, in_text=True, section=section))
    for link in text.find_all("a", href=True):
        if not _says_something(link) and "headerlink" not in (link.get("class") or ()):
            target = site.absolute(path, str(link["href"]))
            yield Finding("link-text", LINK_TEXT, Spot(path, in_text=True, target=target, section=section_of(link)))
    for table in text.find_all("table"):
        if not table.find("th"):
            row = table.find("tr")
            spot = Spot(path, in_text=True, words=words_of(row) if row else "", section=section_of(table))
            yield Finding("table-header", TABLE_HEADER, spot)


def _says_something(element: Tag) -> bool:
    return bool(words_of(element) or any(picture.get("alt") for picture in element.find_all("img")))
