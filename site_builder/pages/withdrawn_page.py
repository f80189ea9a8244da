"""What is at the address of a withdrawn piece."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.pages.parts import Day, make_day
from site_builder.render import page_words

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.content.story import Story


@dataclass(frozen=True)
class WithdrawnView:
    """What is at the address of a withdrawn piece."""

    title: str
    day: Day
    reason: str


def withdrawn_page(build: Build, story: Story) -> MadePage:
    """Return the notice of a withdrawn piece, which search engines forget."""
    withdrawn = story.meta.withdrawn
    if withdrawn is None:
        raise ValueError(f"{story.path} keeps a notice without having been withdrawn")
    head = page_head(build, *page_words.withdrawn(story.headline), story.address, is_indexed=False)
    view = WithdrawnView(story.headline, make_day(withdrawn.date), withdrawn.reason)
    return MadePage(story.address, "stories/withdrawn.html", head, view)
