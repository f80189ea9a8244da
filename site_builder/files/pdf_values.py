"""What the templates of PDFs receive of a piece: the words of its page, and its text as Typst's code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder.content import assets, media, pictures
from site_builder.drawing import covers
from site_builder.drawing.hues import SPARK
from site_builder.drawing.site_colours import colours_of
from site_builder.pages.cards import identities
from site_builder.pages.pictures import published
from site_builder.pages.sharing import make_sharing
from site_builder.pages.story_page import make_story_view
from site_builder.pages.texts import text_of
from site_builder.render import words
from site_builder.render.document_typst import Drawn, Goal, PrintSurroundings, document_typst
from site_builder.render.letters import Letters, breakable
from site_builder.render.typst_code import Code, string

if TYPE_CHECKING:
    from site_builder.build import Build
    from site_builder.content.story import Story
    from site_builder.pages.pictures import PublishedPicture
    from site_builder.pages.story_page import Figure, StoryView
    from site_builder.pages.texts import Lead
    from site_builder.render.typst_code import Value

COLUMNS, ROWS = 8, 3
"""Cells of the band above a story, which goes across the page."""
TILE = (6, 3)
"""Cells of a cover among others."""


@dataclass(frozen=True)
class Setting:
    """How the pieces of a PDF are set: in which letters, under which level, with which pictures.

    ``starts`` are the labels of the pieces in it by their addresses; ``is_small`` takes the smaller form of pictures.
    """

    letters: Letters
    below: int = 1
    starts: Mapping[str, str] = field(default_factory=dict)
    is_small: bool = False


def story_values(story: Story, build: Build, setting: Setting) -> Mapping[str, Value]:
    """Return everything that the PDF shows of a piece."""
    view = make_story_view(story, build)
    identity = covers.identity_of(story, identities(build))
    palette = colours_of(build.settings).palettes[identity.hue]
    kind = [view.card.kind] if view.card.kind else []
    values: dict[str, Value] = {
        "start": setting.starts.get(story.address, "start"),
        "level": setting.below,
        "title": story.headline,
        "summary": story.standfirst or None,
        "eyebrow": [*kind, *(theme.text for theme in view.card.themes[:1])],
        "byline": [part for part in (view.card.councils, view.card.day.text if view.card.day else "") if part],
        "updated": view.updates[0][0].text if view.updates else None,
        "is-original": view.card.is_original,
        "hue": {
            "night": palette.night, "ground": palette.light.ground, "soft": palette.light.soft,
            "mid": palette.light.mid, "deep": palette.light.deep, "theme": palette.light.theme, "spark": SPARK,
        },
        "band": Code(string(covers.print_svg(identity, story.id, COLUMNS, ROWS, palette.night, palette.dark))),
        "tile": Code(string(covers.print_svg(identity, story.id, *TILE, palette.light.ground, palette.light))),
        "notices": [{"heading": notice.heading, "text": notice.text} for notice in view.notices],
        "figures": [_figure(figure) for figure in (*view.figures, *view.more_figures)],
        "facts": [
            {"label": fact.label, "entries": [{"text": e.text, "note": e.note} for e in fact.entries]}
            for fact in view.facts
        ],
        **_ends(story, view, build),
        "picture": _image(story, build, setting),
    }  # fmt: skip
    return {**fitted_all(values, setting.letters), "body": _body(story, build, setting)}


def _figure(figure: Figure) -> Value:
    return {"what": figure.what, "figure": figure.figure, "source": figure.source, "is-short": figure.is_short}


def _ends(story: Story, view: StoryView, build: Build) -> dict[str, Value]:
    """Return what follows the text."""
    material = view.material
    sharing = make_sharing(story, build.site, build.today)
    return {
        "signpost": target(view.signpost) if view.signpost else None,
        "material": {
            "heading": material.heading,
            "artefacts": [{"title": a.title, "note": a.note, "to": target(a.url)} for a in material.artefacts],
            "contact": {"text": material.contact.text, "to": target(material.contact.address, material.contact.note)}
            if material.contact
            else None,
        }
        if material
        else None,
        "sources": [{"title": s.title, "note": s.note, "to": target(s.url) if s.url else None} for s in view.sources],
        "updates": [{"day": day.text, "note": note} for day, note in view.updates],
        "reference": sharing.reference,
        "address": target(sharing.url),
    }


def target(url: str, shown: str = "") -> Value:
    """Return a link as templates receive it: where it leads, and the address as people write it."""
    return {"url": Code(string(url)), "shown": shown or words.web_address(unquote(url))}


def fitted_all(values: Mapping[str, Value], letters: Letters) -> dict[str, Value]:
    """Return values by name, each fitted."""
    return {name: fitted(value, letters) for name, value in values.items()}


def fitted(value: Value, letters: Letters) -> Value:
    """Return a value whose texts are in the letters of the fonts and can be broken; code stays as it is."""
    if isinstance(value, str):
        return breakable(letters.fit(value))
    if isinstance(value, Mapping):
        return fitted_all(value, letters)
    if isinstance(value, list | tuple):
        return [fitted(item, letters) for item in value]
    return value


def _image(story: Story, build: Build, setting: Setting) -> Value:
    image = story.meta.image
    if image is None:
        return None
    found = published(assets.source_of(story.folder, image.file), assets.url_path(story, image.file), build.tree)
    drawn = _drawn(found, setting)
    return {"path": Code(string(drawn.path)), "width": drawn.width, "alt": image.alt, "credit": image.credit}


def _drawn(picture: PublishedPicture, setting: Setting) -> Drawn:
    """Return the form of a picture to print: at most 1,600 pixels, which are 240 to an inch across the page."""
    path = f"/{unquote(picture.address)}"
    if picture.measure is None:
        return Drawn(path)
    own, *others = pictures.variants(picture.measure, media.ending_of(picture.address))
    smaller = [form for form in others if form.ending == own.ending and form.width < own.width]
    form = smaller[0] if smaller and setting.is_small else own
    return Drawn(path + form.suffix, own.width)


def _body(story: Story, build: Build, setting: Setting) -> Code:
    text, prefix = text_of(story, build), f"{setting.starts.get(story.address, '')} "
    links = {path: _goal(lead, story, build, setting, prefix) for path, lead in text.links.items()}
    drawn = {path: _drawn(picture, setting) for path, picture in text.pictures.items()}
    return document_typst(
        story.document,
        PrintSurroundings(links.get, drawn.get, setting.letters, text.abbreviations, prefix, setting.below),
    )


def _goal(lead: Lead, story: Story, build: Build, setting: Setting, prefix: str) -> Goal:
    if lead.address is None:
        return Goal(lead.rest)
    url = build.site.absolute(lead.address) + lead.rest
    anchor = unquote(lead.rest.removeprefix("#"))
    address = unquote(lead.address)
    if address == story.address and anchor in story.outline.anchors:
        return Goal(url, f"{prefix}#{anchor}")
    return Goal(url, setting.starts.get(address, "") if address != story.address else "")
