"""The views of pages that list: pieces of a term or a council, terms of a vocabulary, councils by region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.pages.cards import Card
    from site_builder.pages.channels import FeedSet
    from site_builder.pages.map_page import MapView
    from site_builder.pages.nearby import Nearby
    from site_builder.pages.parts import Fact, Group, Link


@dataclass(frozen=True)
class TermCard:
    """A term of a vocabulary that leads to its stories; only a theme has a drawing."""

    link: Link
    description: str
    cover: str


@dataclass(frozen=True)
class ListView:
    """A list of pieces: all of them, or those of a term or a council; those of a theme have its cover."""

    heading: str
    eyebrow: str
    introduction: str
    count: str
    cards: tuple[Card, ...]
    feeds: FeedSet
    facts: tuple[Fact, ...] = ()
    cover: str = ""
    hue: str = ""
    map: MapView | None = None
    nearby: Nearby | None = None


@dataclass(frozen=True)
class IndexView:
    """The list of a vocabulary's terms, or of the councils by region; ``others`` have no story, but neighbours have."""

    heading: str
    introduction: str
    terms: tuple[TermCard, ...] = ()
    groups: tuple[Group, ...] = ()
    others: tuple[Link, ...] = ()
    waiting: str = ""
