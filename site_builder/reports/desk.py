"""The small changes that editors make to a story by a command: it is withdrawn, or was passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content.assets import folder_of
from site_builder.content.checked import ValuesError, checked
from site_builder.content.front_matter_editing import with_item, with_value
from site_builder.content.front_matter_model import FrontMatterModel, Status
from site_builder.content.story import State

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.page import Page
    from site_builder.content.story import Story


class DeskError(Exception):
    """The change cannot be made; the message says why."""


def withdrawn(text: str, story: Story, day: str, reason: str, today: date) -> str:
    """Return the text of a story that is withdrawn; raises DeskError or EditingError."""
    if story.meta.status is Status.WITHDRAWN:
        raise DeskError("it is withdrawn already")
    if story.state(today) is not State.PUBLISHED:
        raise DeskError("readers have not seen it, so no notice is needed; delete the file, or give it a later date")
    if not reason.strip():
        raise DeskError("readers of its address want to know why; give a reason (--reason)")
    entry = _checked("withdrawn", {"date": day, "reason": reason}).withdrawn
    text = with_value(text, "status", Status.WITHDRAWN.value)
    return with_value(text, "withdrawn", entry.model_dump() if entry else None)


def shared(text: str, story: Story, channel: str, day: str, url: str | None) -> str:
    """Return the text of a story that was passed on once more; raises DeskError or EditingError."""
    given = {"channel": channel, "date": day, "url": url}
    (entry,) = _checked("shared", [{key: value for key, value in given.items() if value}]).shared
    if entry in story.meta.shared:
        raise DeskError("this is recorded already")
    return with_item(text, "shared", entry.model_dump(exclude_none=True))


def channels_of(stories: Iterable[Story]) -> list[str]:
    """Return the channels on which stories were passed on, the most used first."""
    used = [sharing.channel for story in stories for sharing in story.meta.shared]
    return sorted(dict.fromkeys(used), key=lambda channel: (-used.count(channel), channel))


def texts_that_link_to(story: Story, collection: Collection) -> list[str]:
    """Return the paths of other texts with a link to a story."""
    texts: tuple[Story | Page, ...] = (*collection.stories, *collection.pages)
    return [
        text.path
        for text in texts
        if text.path != story.path
        and any(
            found.to.path and found.to.source(folder_of(text.path)) == story.path for found in text.outline.references
        )
    ]


def _checked(key: str, value: object) -> FrontMatterModel:
    """Return front matter with one key, which must have the form that the check wants."""
    try:
        return checked({key: value})
    except ValuesError as error:
        raise DeskError(str(error)) from None
