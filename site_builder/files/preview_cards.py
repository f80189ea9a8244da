"""The pictures in link previews: which pieces have one drawn for them, what from, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.render import words

if TYPE_CHECKING:
    from site_builder.content.story import Story
    from site_builder.drawing.covers import Identity
    from site_builder.drawing.hues import Palette
    from site_builder.files.identity import FontFace, Fonts

WIDTH, HEIGHT = 1200, 630

_COUNCILS = 2


@dataclass(frozen=True)
class Sketch:
    """What one picture is drawn from; small, and without anything else of the site, so that others can draw it.

    ``faces`` are the files of the site's own font for headings, if it has one.
    """

    identity: Identity
    palette: Palette
    seed: str
    title: str
    councils: str
    site_name: str
    faces: tuple[FontFace, ...] = ()


def address_of(story: Story) -> str:
    """Return the address of a piece's picture."""
    return f"{story.address}{addresses.CARD}"


def is_drawn(story: Story) -> bool:
    """Whether a piece has no picture of its own."""
    return story.meta.image is None


def alt_of(story: Story) -> str:
    """Return what the picture says, for readers who do not see it."""
    names = _councils(story)
    return f"{story.headline} - {names}" if names else story.headline


def sketch(story: Story, identity: Identity, palette: Palette, site_name: str, fonts: Fonts) -> Sketch:
    """Return what a piece's picture is drawn from."""
    faces = tuple(face for face in fonts.faces_of(fonts.own_headings) if not face.is_italic)
    return Sketch(identity, palette, story.id, story.headline, _councils(story), site_name, faces)


def _councils(story: Story) -> str:
    return words.listed([council.short_name for council in story.councils], _COUNCILS)
