"""Where the files that belong to a piece lie, before and after publication."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from site_builder.core.story import Story


def source_of(story: Story, name: str) -> str:
    """Return the path below the stories folder of a file that a piece names."""
    return posixpath.normpath(story.folder + name)


def address_of(story: Story, name: str) -> str:
    """Return the address of a file that a piece names, with what a URL cannot hold written as ``%20``."""
    return story.address + quote(posixpath.normpath(name))
