"""What the site says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder import addresses
from site_builder.content.web_address import host_of

if TYPE_CHECKING:
    from datetime import time
    from zoneinfo import ZoneInfo

_MINTED = "2026"
_ON_GITHUB = re.compile(r"https://(?:www\.)?github\.com/(?P<name>[A-Za-z0-9-]+/[A-Za-z0-9._-]+?)(?:\.git)?/?")


@dataclass(frozen=True)
class Site:
    """The facts that every output needs.

    ``url`` is the full address of the home page; ``language`` a BCP 47 tag; ``publish_time`` and ``zone``
    give a date its moment; ``tag_authority`` is the middle part of a tag URI (RFC 4151): 'host,year'.
    ``repository`` is where the stories are on GitHub, as 'owner/name', or nothing, and ``branch`` the published one.
    """

    name: str
    url: str
    description: str
    author: str
    language: str
    zone: ZoneInfo
    publish_time: time
    tag_authority: str
    repository: str = ""
    branch: str = "main"

    def absolute(self, address: str) -> str:
        """Return the full URL of an address below the site's root."""
        return addresses.absolute(self.url, address)

    def guid(self, id_: str) -> str:
        """Return the permanent id of a piece in feeds: a tag URI, which no move of the page changes."""
        return f"tag:{self.tag_authority}:{id_}"

    def uid(self, id_: str) -> str:
        """Return the permanent id of a calendar entry (RFC 5545, 3.8.4.7)."""
        return f"{id_}@{self.tag_authority.partition(',')[0]}"

    def edit_url(self, path: str) -> str:
        """Return where a file of the repository is edited on GitHub; nothing without a repository."""
        if not self.repository:
            return ""
        return f"https://github.com/{self.repository}/edit/{quote(self.branch)}/{quote(path)}"


def default_repository(repo_url: str) -> str:
    """Return the repository on GitHub that ``repo_url`` of mkdocs.yml names, as 'owner/name', or nothing."""
    match = _ON_GITHUB.fullmatch(repo_url.strip())
    return match["name"] if match else ""


def default_authority(url: str) -> str:
    """Return the tag authority of a site that names none: its host and the year the first id was minted."""
    return f"{host_of(url) or 'localhost'},{_MINTED}"
