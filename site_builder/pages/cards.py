"""The pieces of a list, in the colours and shapes of their themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.build import Build, once_a_build
from site_builder.content.front_matter_model import Kind
from site_builder.content.story import State
from site_builder.content.vocabulary import Taxonomy
from site_builder.drawing import covers
from site_builder.pages.parts import Day, Link, make_day, term_links
from site_builder.render import story_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from site_builder.content.story import Story
    from site_builder.content.vocabulary import Term
    from site_builder.drawing.covers import Identity

COUNCILS_IN_A_CARD = 3
"""Names in a list of pieces; the others are counted."""


@dataclass(frozen=True)
class Card:
    """A piece in a list.

    ``kind`` is empty for an ordinary story; ``mark`` is empty on the public site and says in a preview why
    readers do not see the piece ('Scheduled for 8 December 2026', 'Draft'). ``cover`` is a drawing, as an SVG
    element; ``hue`` is the class that sets the theme's colours.
    """

    title: str
    address: str
    summary: str
    kind: str
    day: Day | None
    councils: str
    themes: tuple[Link, ...]
    mark: str = ""
    is_original: bool = False
    cover: str = ""
    hue: str = ""


@once_a_build
def identities(build: Build) -> Mapping[Term, Identity]:
    """Return the colours and shapes of every theme."""
    settings = build.settings
    return covers.identities(settings.taxonomies[Taxonomy.THEMES], settings.coloured_themes)


def cards_of(build: Build, stories: Iterable[Story]) -> tuple[Card, ...]:
    """Return pieces as lists show them, in the same order."""
    known = _cards(build)
    return tuple(known[story.path] for story in stories)


@once_a_build
def _cards(build: Build) -> Mapping[str, Card]:
    known = identities(build)
    return {
        story.path: make_card(story, build.today, covers.identity_of(story, known)) for story in build.shown.stories
    }


def make_card(story: Story, today: date, identity: Identity) -> Card:
    """Return a piece as lists show it, in the colour and shapes of its theme."""
    names = [council.short_name for council in story.councils]
    return Card(
        title=story.headline,
        address=story.address,
        summary=story.standfirst,
        kind="" if story.meta.kind is Kind.STORY else words.sentence_case(story_words.KINDS[story.meta.kind].one),
        day=make_day(story.day) if story.meta.date else None,
        councils=words.listed(names, COUNCILS_IN_A_CARD),
        themes=term_links(story.terms[Taxonomy.THEMES]),
        mark=mark_of(story, today),
        is_original=story.meta.original,
        cover=covers.cover_svg(identity, story.id),
        hue=identity.css_class,
    )


def mark_of(story: Story, today: date) -> str:
    """Say in a preview why the public does not see a piece; empty for one that is published."""
    state = story.state(today)
    if state is State.PUBLISHED:
        return ""
    if state is State.SCHEDULED:
        return story_words.scheduled(story.day)
    return story_words.planned(story.meta.status, story.meta.date)
