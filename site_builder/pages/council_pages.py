"""The page of the councils by region, and one for each council that has a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.register import PLACE
from site_builder.pages.asking import websites_of
from site_builder.pages.cards import cards_of
from site_builder.pages.channels import feed_set
from site_builder.pages.head import page_head
from site_builder.pages.lists import IndexView, ListView
from site_builder.pages.made_page import MadePage, last_change
from site_builder.pages.nearby import make_nearby, without_story_but_near_one
from site_builder.pages.parts import Fact, Group, Link
from site_builder.render import councils, page_words, place_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.build import Build
    from site_builder.content.register import Council


def council_pages(build: Build) -> Iterator[MadePage]:
    """Yield the page of all councils, then the page of each; none where the site has no register."""
    if not build.has_places:
        return
    yield _councils(build)
    for council in (*build.shown.by_council, *without_story_but_near_one(build)):
        yield _council(build, council)


def _councils(build: Build) -> MadePage:
    shown, many = build.shown.by_council, words.sentence_case(build.register.called.many)

    def link(council: Council) -> Link:
        return Link(council.short_name, addresses.of_council(council), words.stories(len(shown[council])))

    by_region = councils.by_region(shown)
    view = IndexView(
        heading=many,
        introduction=page_words.places(many, has_regions=build.register.has_regions()),
        groups=tuple(Group(region, tuple(map(link, found))) for region, found in by_region.items()),
        others=tuple(
            Link(council.short_name, addresses.of_council(council)) for council in without_story_but_near_one(build)
        ),
    )
    head = page_head(build, view.heading, view.introduction, addresses.COUNCILS)
    return MadePage(addresses.COUNCILS, "stories/index.html", head, view)


def _council(build: Build, council: Council) -> MadePage:
    stories = build.shown.by_council.get(council, ())
    address = addresses.of_council(council)
    council_type = councils.type_of(council.type).singular if council.type != PLACE else ""
    websites = tuple(Link(w.note, w.address) for w in websites_of([council], build.register))
    facts = [
        Fact(place_words.TYPE, (Link(words.sentence_case(council_type), ""),)),
        Fact(place_words.REGION, (Link(council.region, ""),)),
        Fact(place_words.websites(len(websites)), websites),
        Fact(place_words.STATUS, (Link(words.sentence_case(councils.succession(council, build.register)), ""),)),
    ]
    count = words.stories(len(stories)) if stories else page_words.NO_STORY
    view = ListView(
        heading=council.name,
        eyebrow=words.sentence_case(build.register.called.one if council_type else place_words.PLACE),
        introduction="",
        count=count,
        cards=cards_of(build, stories),
        feeds=feed_set(build, address),
        nearby=make_nearby(build, council),
        facts=tuple(fact for fact in facts if fact.entries and fact.entries[0].text),
    )
    changed = last_change(build.public.by_council.get(council, ()), build.today)
    description = page_words.place(count, council.name)
    head = page_head(build, council.name, description, address, is_indexed=changed is not None)
    return MadePage(address, "stories/list.html", head, view, changed)
