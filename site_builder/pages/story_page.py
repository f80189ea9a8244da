"""The views of single pieces: in a list, and on their own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import assets
from site_builder.content.story import Kind, State, Status
from site_builder.content.vocabulary import Taxonomy
from site_builder.content.web_address import host_of
from site_builder.drawing import covers
from site_builder.pages.map_page import make_mini_map
from site_builder.pages.pictures import make_picture
from site_builder.pages.sharing import mailto, make_sharing
from site_builder.pages.views import (
    Artefact,
    Card,
    Day,
    Fact,
    Figure,
    Link,
    Material,
    Notice,
    Picture,
    Reference,
    StoryView,
)
from site_builder.render import words
from site_builder.render.councils import succession
from site_builder.render.document_html import picture_html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from site_builder.content import story as core
    from site_builder.content.story import Story
    from site_builder.content.vocabulary import Term
    from site_builder.drawing.covers import Identity
    from site_builder.edition import Edition

COUNCILS_IN_A_CARD = 3
"""Names in a list of pieces; the others are counted."""
_FIGURES_AT_ONCE = 3
_SHORT_FIGURE = 14
_OTHERS_CAN_USE = "What others can use"
_LABELS = {
    Taxonomy.THEMES: ("Theme", "Themes"),
    Taxonomy.SERVICES: ("Service", "Services"),
    Taxonomy.PROGRAMMES: ("Programme", "Programmes"),
}


def make_day(day: date) -> Day:
    """Return a day as templates receive it."""
    return Day(words.long_date(day), day.isoformat())


def make_card(story: Story, today: date, identity: Identity) -> Card:
    """Return a piece as lists show it, in the colour and shapes of its theme."""
    names = [council.short_name for council in story.councils]
    return Card(
        title=story.title,
        address=story.address,
        summary=story.meta.summary or "",
        kind="" if story.meta.kind is Kind.STORY else words.sentence_case(story.meta.kind.value),
        day=make_day(story.day) if story.meta.date else None,
        councils=words.listed(names, COUNCILS_IN_A_CARD),
        themes=term_links(story.terms[Taxonomy.THEMES]),
        mark=_mark(story, today),
        is_original=story.meta.original,
        cover=covers.cover_svg(identity, story.id),
        hue=identity.css_class,
    )


def term_links(terms: Sequence[Term]) -> tuple[Link, ...]:
    """Return links to the pages of these terms."""
    return tuple(Link(words.sentence_case(term.name), addresses.of_term(term)) for term in terms)


def make_story_view(story: Story, edition: Edition) -> StoryView:
    """Return a piece's page."""
    meta, library, today = story.meta, edition.shown, edition.today
    newer, older = library.newer(story), library.older(story)
    figures = _figures(story)
    shown = len(figures) if len(figures) <= _FIGURES_AT_ONCE + 1 else _FIGURES_AT_ONCE
    return StoryView(
        card=edition.cards_of([story])[0],
        facts=_facts(story, edition),
        figures=figures[:shown],
        more_figures=figures[shown:],
        sources=tuple(Reference(s.title, s.url or "", words.partial_date(s.date)) for s in meta.sources),
        material=_material(story, edition),
        picture=_picture(story, edition),
        signpost=meta.link or "",
        updates=tuple((make_day(update.date), update.note) for update in reversed(story.updates(today))),
        notices=_notices(story, today),
        related=edition.cards_of(library.related(story)),
        newer=Link(newer.title, newer.address) if newer else None,
        older=Link(older.title, older.address) if older else None,
        sharing=make_sharing(story, edition.site, today) if story.state(today) is State.PUBLISHED else None,
        map=make_mini_map(edition, story.councils),
    )


def _mark(story: Story, today: date) -> str:
    """Say in a preview why the public does not see a piece; empty for one that is published."""
    state = story.state(today)
    if state is State.PUBLISHED:
        return ""
    day = f" for {words.long_date(story.day)}" if story.meta.date else ""
    if state is State.SCHEDULED:
        return f"Scheduled{day}"
    word = {Status.IDEA: "Idea", Status.DRAFT: "Draft", Status.REVIEW: "In review", Status.READY: "Ready, no date"}
    planned = f", planned{day}" if day else ""
    return f"{word[story.meta.status]}{planned}"


def _facts(story: Story, edition: Edition) -> tuple[Fact, ...]:
    meta = story.meta
    councils = tuple(
        Link(council.name, addresses.of_council(council), succession(council, edition.register))
        for council in story.councils
    )
    facts = [Fact("Council" if len(councils) == 1 else "Councils", councils)]
    for taxonomy, (singular, plural) in _LABELS.items():
        terms = term_links(story.terms[taxonomy])
        facts.append(Fact(singular if len(terms) == 1 else plural, terms))
    facts.append(Fact("Partners", tuple(Link(name, "") for name in meta.partners)))
    facts.append(Fact("Started", (Link(str(meta.started), ""),) if meta.started else ()))
    return tuple(fact for fact in facts if fact.entries)


def _figures(story: Story) -> tuple[Figure, ...]:
    outcomes = [(o.what, o.figure, o.source) for o in story.meta.outcomes]
    savings = [(f"Saved ({s.period})", words.money(s.amount, s.currency), s.source) for s in story.meta.savings]
    return tuple(
        Figure(what, figure, source, is_short=len(figure) <= _SHORT_FIGURE)
        for what, figure, source in (*outcomes, *savings)
    )


def _material(story: Story, edition: Edition) -> Material | None:
    """Return what others can use; a piece with a section of that name of its own keeps the heading to itself."""
    meta = story.meta
    if not (meta.artefacts or meta.contact):
        return None
    contact = Link(meta.contact.team, mailto(meta.contact.email), meta.contact.email) if meta.contact else None
    headings = {heading.text.casefold() for heading in story.document.headings}
    if not meta.artefacts:
        heading = "Contact"
    elif _OTHERS_CAN_USE.casefold() not in headings:
        heading = _OTHERS_CAN_USE
    else:
        heading = "Materials and contact" if contact else "Materials"
    return Material(heading, tuple(_artefact(artefact, story, edition) for artefact in meta.artefacts), contact)


def _artefact(artefact: core.Artefact, story: Story, edition: Edition) -> Artefact:
    """Return an artefact with a note of what opens: the file's format, or the site that it is on."""
    if artefact.file:
        url = edition.site.absolute(assets.url_path(story, artefact.file))
        where = artefact.file.rpartition(".")[2].upper()
    else:
        url = artefact.url or ""
        where = f"on {host_of(url).removeprefix('www.')}"
    return Artefact(artefact.title, url, artefact.kind, f"{words.sentence_case(artefact.kind)}, {where}")


def _picture(story: Story, edition: Edition) -> Picture | None:
    image = story.meta.image
    if image is None:
        return None
    path = assets.source_of(story.folder, image.file)
    address = addresses.relative(assets.url_path(story, image.file), story.address)
    return Picture(picture_html(make_picture(path, address, edition.tree), image.alt), image.credit)


def _notices(story: Story, today: date) -> tuple[Notice, ...]:
    notices = []
    mark = _mark(story, today)
    if mark:
        notices.append(Notice(mark, "Readers do not see this page yet."))
    if story.review_is_due(today) and story.meta.review_by is not None:
        day = words.long_date(story.meta.review_by)
        notices.append(Notice("May be out of date", f"This page was to be reviewed by {day} and has not been yet."))
    return tuple(notices)
