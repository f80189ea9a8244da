"""The views of single pieces: in a list, and on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import assets
from site_builder.content.story import State
from site_builder.content.web_address import host_of
from site_builder.pages.asking import Asking, make_asking
from site_builder.pages.cards import Card, cards_of, mark_of
from site_builder.pages.contents import make_contents
from site_builder.pages.head import story_head
from site_builder.pages.made_page import MadePage
from site_builder.pages.map_page import MiniMap, make_mini_map
from site_builder.pages.parts import Day, Fact, Link, make_day, term_links
from site_builder.pages.pictures import make_picture, published
from site_builder.pages.sharing import Sharing, mailto, make_sharing
from site_builder.render import story_words, words
from site_builder.render.councils import succession
from site_builder.render.figures import figures_of
from site_builder.render.picture_html import picture_html

if TYPE_CHECKING:
    from datetime import date

    from site_builder.build import Build
    from site_builder.content import front_matter_model as core
    from site_builder.content.story import Story

_FIGURES_AT_ONCE = 3
_SHORT_FIGURE = 14


@dataclass(frozen=True)
class Figure:
    """A sourced figure: 'what' it measures, the figure itself and who says so; one that ``is_short`` is set large.

    ``url`` leads to the source, and is empty where no address of it is known.
    """

    what: str
    figure: str
    source: str
    url: str
    is_short: bool = False


@dataclass(frozen=True)
class Reference:
    """A source; ``url`` is empty where there is none to give."""

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class Artefact:
    """Something to watch, read or reuse; ``kind`` is a word for its sign, ``note`` says the same to readers."""

    title: str
    url: str
    kind: str
    note: str


@dataclass(frozen=True)
class Material:
    """What others can use, and whom they can ask; one of both may be missing."""

    heading: str
    artefacts: tuple[Artefact, ...]
    contact: Link | None


@dataclass(frozen=True)
class Picture:
    """A picture beside the story: its HTML, and who made it."""

    html: str
    credit: str


@dataclass(frozen=True)
class Notice:
    """A box above the text: its heading and what it says."""

    heading: str
    text: str


@dataclass(frozen=True)
class StoryView:
    """A piece's page; the text itself is the page's content.

    ``more_figures`` are those that open on demand. ``sharing`` is empty for a piece that is not public. ``edit`` is
    where a preview sends editors to change the file, ``pdf`` the address of the same as a PDF; both may be empty.
    """

    card: Card
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    more_figures: tuple[Figure, ...]
    sources: tuple[Reference, ...]
    material: Material | None
    asking: Asking | None
    picture: Picture | None
    signpost: str
    updates: tuple[tuple[Day, str], ...]
    notices: tuple[Notice, ...]
    related: tuple[Card, ...]
    newer: Link | None
    older: Link | None
    sharing: Sharing | None
    map: MiniMap | None = None
    edit: str = ""
    pdf: str = ""


def story_page(build: Build, story: Story) -> MadePage:
    """Return a piece's page."""
    return MadePage(
        story.address,
        "stories/story.html",
        story_head(build, story),
        make_story_view(story, build),
        changed=story.last_changed(build.today) if story.path in build.public else None,
        source=story,
        contents=make_contents(story.outline, build.settings),
    )


def make_story_view(story: Story, build: Build) -> StoryView:
    """Return what the template of a piece's page receives."""
    meta, library, today = story.meta, build.shown, build.today
    newer, older = library.newer(story), library.older(story)
    figures = _figures(story)
    shown = len(figures) if len(figures) <= _FIGURES_AT_ONCE + 1 else _FIGURES_AT_ONCE
    return StoryView(
        card=cards_of(build, [story])[0],
        facts=_facts(story, build),
        figures=figures[:shown],
        more_figures=figures[shown:],
        sources=tuple(Reference(s.title, s.url or "", words.partial_date(s.date)) for s in meta.sources),
        material=_material(story, build),
        asking=None if meta.contact else make_asking(build, story.councils),
        picture=_picture(story, build),
        signpost=meta.link or "",
        updates=tuple((make_day(update.date), update.note) for update in reversed(story.updates(today))),
        notices=_notices(story, today),
        related=cards_of(build, library.related(story)),
        newer=Link(newer.headline, newer.address) if newer else None,
        older=Link(older.headline, older.address) if older else None,
        sharing=make_sharing(story, build.site, today) if story.state(today) is State.PUBLISHED else None,
        map=make_mini_map(build, story.councils),
        edit=build.site.edit_url(f"{build.tree.root}/{story.path}") if build.is_preview else "",
        pdf=addresses.of_pdf(story.address) if build.has_pdfs else "",
    )


def _facts(story: Story, build: Build) -> tuple[Fact, ...]:
    meta = story.meta
    councils = tuple(
        Link(council.name, addresses.of_council(council), succession(council, build.register))
        for council in story.councils
    )
    called = build.register.called
    facts = [Fact(words.sentence_case(called.one if len(councils) == 1 else called.many), councils)]
    for taxonomy, named in story_words.VOCABULARIES.items():
        terms = term_links(story.terms[taxonomy])
        facts.append(Fact(words.sentence_case(named.one if len(terms) == 1 else named.many), terms))
    facts.append(Fact(story_words.PARTNERS, tuple(Link(name, "") for name in meta.partners)))
    facts.append(Fact(story_words.STARTED, (Link(str(meta.started), ""),) if meta.started else ()))
    return tuple(fact for fact in facts if fact.entries)


def _figures(story: Story) -> tuple[Figure, ...]:
    return tuple(
        Figure(said.what, said.figure, said.source, said.url, is_short=len(said.figure) <= _SHORT_FIGURE)
        for said in figures_of(story.meta)
    )


def _material(story: Story, build: Build) -> Material | None:
    """Return what others can use; a piece with a section of that name of its own keeps the heading to itself."""
    meta = story.meta
    if not (meta.artefacts or meta.contact):
        return None
    contact = Link(meta.contact.team, mailto(meta.contact.email), meta.contact.email) if meta.contact else None
    headings = {section.words.casefold() for section in story.outline.sections}
    if not meta.artefacts:
        heading = story_words.CONTACT
    elif story_words.OTHERS_CAN_USE.casefold() not in headings:
        heading = story_words.OTHERS_CAN_USE
    else:
        heading = story_words.MATERIALS_AND_CONTACT if contact else story_words.MATERIALS
    return Material(heading, tuple(_artefact(artefact, story, build) for artefact in meta.artefacts), contact)


def _artefact(artefact: core.Artefact, story: Story, build: Build) -> Artefact:
    """Return an artefact with a note of what opens: the file's format, or the site that it is on."""
    if artefact.file:
        url = build.site.absolute(assets.url_path(story, artefact.file))
        where = artefact.file.rpartition(".")[2].upper()
    else:
        url = artefact.url or ""
        where = story_words.on_site(host_of(url).removeprefix("www."))
    return Artefact(artefact.title, url, artefact.kind, story_words.artefact(artefact.kind, where))


def _picture(story: Story, build: Build) -> Picture | None:
    image = story.meta.image
    if image is None:
        return None
    picture = published(assets.source_of(story.folder, image.file), assets.url_path(story, image.file), build.tree)
    address = addresses.relative(picture.address, story.address)
    return Picture(picture_html(make_picture(picture, address), image.alt), image.credit)


def _notices(story: Story, today: date) -> tuple[Notice, ...]:
    notices = []
    mark = mark_of(story, today)
    if mark:
        notices.append(Notice(mark, story_words.NOT_PUBLIC))
    if story.review_is_due(today) and story.meta.review_by is not None:
        notices.append(Notice(story_words.OUT_OF_DATE, story_words.review_was_due(story.meta.review_by)))
    return tuple(notices)
