"""A page that the site makes, before a template turns it into HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.pages.contents import Contents

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.content.page import Page
    from site_builder.content.story import Story
    from site_builder.pages.head import Head

NO_CONTENTS = Contents((), None, is_long=False)


def last_change(stories: Iterable[Story], today: date) -> date | None:
    """Return the day on which the latest of these public pieces changed."""
    return max((story.last_changed(today) for story in stories), default=None)


@dataclass(frozen=True)
class MadePage:
    """Where a page is, the template that shows it and the values which that receives.

    ``changed`` is the day of its last change, where its content says so. ``source`` is the story or the text that the
    page shows, and ``contents`` are the sections of that.
    """

    address: str
    template: str
    head: Head
    view: object
    changed: date | None = None
    source: Story | Page | None = None
    contents: Contents = NO_CONTENTS
