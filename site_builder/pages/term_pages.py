"""The pages of the vocabularies, and one for each term that has a piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content.vocabulary import Taxonomy, Term
from site_builder.drawing import covers
from site_builder.pages.cards import cards_of, identities
from site_builder.pages.channels import feed_set
from site_builder.pages.head import page_head
from site_builder.pages.lists import IndexView, ListView, TermCard
from site_builder.pages.made_page import MadePage, last_change
from site_builder.pages.map_page import make_term_map
from site_builder.pages.parts import Link
from site_builder.render import page_words, story_words, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.build import Build


def term_pages(build: Build) -> Iterator[MadePage]:
    """Yield the page of every vocabulary that has a term, each followed by those of its terms."""
    for taxonomy in build.settings.used_taxonomies:
        yield _taxonomy(build, taxonomy)
        for term in build.settings.taxonomies[taxonomy]:
            if term in build.shown.by_term:
                yield _term(build, term)


def _taxonomy(build: Build, taxonomy: Taxonomy) -> MadePage:
    used: list[Term] = []
    waiting: list[Term] = []
    for term in build.settings.taxonomies[taxonomy]:
        (used if term in build.shown.by_term else waiting).append(term)
    heading = words.sentence_case(story_words.VOCABULARIES[taxonomy].many)
    view = IndexView(
        heading=heading,
        introduction=page_words.vocabulary(taxonomy, build.called),
        terms=tuple(term_card(build, term) for term in used),
        waiting=words.listed([term.name for term in waiting]),
    )
    address = f"{taxonomy}/"
    return MadePage(address, "stories/index.html", page_head(build, heading, view.introduction, address), view)


def _term(build: Build, term: Term) -> MadePage:
    stories = build.shown.by_term[term]
    heading = words.sentence_case(term.name)
    count = words.stories(len(stories))
    identity = identities(build).get(term)
    view = ListView(
        heading=heading,
        eyebrow=words.sentence_case(story_words.VOCABULARIES[term.taxonomy].one),
        introduction=term.description,
        count=count,
        cards=cards_of(build, stories),
        feeds=feed_set(build, addresses.of_term(term)),
        cover=_cover_of(build, term),
        hue=identity.css_class if identity else "",
        map=None if term.taxonomy is Taxonomy.THEMES else make_term_map(build, heading, stories),
    )
    description = term.description or story_words.counted_under_term(count, term.taxonomy, term.name)
    address = addresses.of_term(term)
    changed = last_change(build.public.by_term.get(term, ()), build.today)
    head = page_head(build, heading, description, address, is_indexed=changed is not None)
    return MadePage(address, "stories/list.html", head, view, changed)


def term_card(build: Build, term: Term) -> TermCard:
    """Return a term with its cover and the number of its stories."""
    count = words.stories(len(build.shown.by_term[term]))
    link = Link(words.sentence_case(term.name), addresses.of_term(term), count)
    return TermCard(link, term.description, _cover_of(build, term))


def _cover_of(build: Build, term: Term) -> str:
    identity = identities(build).get(term)
    return covers.cover_svg(identity, term.slug) if identity else ""
