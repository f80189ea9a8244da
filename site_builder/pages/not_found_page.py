"""What a server shows where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.render import page_words

if TYPE_CHECKING:
    from site_builder.build import Build


def not_found_page(build: Build) -> MadePage:
    """Return the page; it is shown at addresses of any depth, so that its links are whole."""
    head = page_head(build, *page_words.NOT_FOUND, addresses.NOT_FOUND, is_indexed=False)
    # It means no address, so that it names none.
    return MadePage(addresses.NOT_FOUND, "404.html", replace(head, url="", properties=(), json_ld=""), None)
