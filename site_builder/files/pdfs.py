"""The PDFs of the public site: one of each published piece, and one of the whole collection.

What they show is put together here, as sources of the typesetter Typst; ``adapters.typesetting`` runs it. A PDF follows
from the pieces in it and not from the day of the build, so that it stays the same until one of them changes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import unquote

from site_builder import addresses
from site_builder.content import assets
from site_builder.content.document import CodeBlock, plain_words, walk
from site_builder.content.vocabulary import Taxonomy
from site_builder.drawing import covers
from site_builder.drawing.site_colours import colours_of
from site_builder.files.identity import Fonts
from site_builder.files.pdf_values import Setting, fitted, fitted_all, story_values, target
from site_builder.files.typefaces import letters
from site_builder.pages.cards import identities
from site_builder.pages.texts import text_of
from site_builder.render import page_words, words
from site_builder.render.html_words import runs
from site_builder.render.typst_code import Code, code, string
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from site_builder.build import Build
    from site_builder.content.story import Story
    from site_builder.content.vocabulary import Term
    from site_builder.drawing.site_colours import SiteColours
    from site_builder.render.typst_code import Value

_MANY_PICTURES = 60
"""With more pictures than this, the collection shows the smaller form of each, so that it can still be sent."""
_TILES = 8
_LISTED = 5


@dataclass(frozen=True)
class PrintLook:
    """The theme's templates of PDFs by name, the licence as mkdocs.yml has it (HTML), and the site's fonts."""

    templates: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    fonts: Fonts = field(default_factory=Fonts)


@dataclass(frozen=True, slots=True)
class Typesetting:
    """What Typst makes a PDF of: its sources by name, the drawings (SVG) to try first, and the moment that it gives.

    ``fonts`` are the folders of the site's own fonts.
    """

    sources: Mapping[str, str]
    drawings: tuple[str, ...]
    moment: int
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF to make: its address, the text that it is made from, for messages, and a key as that of a task."""

    address: str
    name: str
    key: bytes
    write: Callable[[], Typesetting]


def all_pdfs(build: Build, look: PrintLook, pictures: Mapping[str, bytes]) -> Iterator[Pdf]:
    """Yield every PDF of the site; ``pictures`` are keys of the contents of published pictures, by address.

    The collection comes first, as it takes longest.
    """
    if not build.has_pdfs:
        return
    seen = digest(dict(look.templates), look.licence, look.fonts, build.site, build.settings.colours.model_dump())
    keys = [_key(story, build, seen, pictures) for story in build.public.stories]
    others = build.settings.taxonomies, addresses.COLLECTION_PDF, len(build.public.stories)
    key = digest(*keys[: len(build.together)], *others)
    yield Pdf(addresses.COLLECTION_PDF, "the collection", key, lambda: _collection(build, look))
    for story, key in zip(build.public.stories, keys, strict=True):
        yield Pdf(addresses.of_pdf(story.address), f"{build.tree.root}/{story.path}", key, _Single(story, build, look))


def unset_letters(build: Build) -> Iterator[str]:
    """Yield a sentence for each piece with letters that its PDF cannot show."""
    for story in build.public.stories if build.has_pdfs else ():
        if not letters().missing(story.meta.model_dump_json() + story.body):
            continue
        if lacking := letters().missing(_said(story)):
            signs = words.listed([f"{letter} (U+{ord(letter):04X})" for letter in lacking], _LISTED)
            yield f"{build.tree.root}/{story.path}: its PDF shows □ for {signs}, which the fonts of PDFs do not have"


def _said(story: Story) -> str:
    """Return the words that a piece shows, and a little more."""
    blocks = (*story.document.blocks, *story.document.footnotes)
    code = "".join(node.text for node in walk(blocks) if isinstance(node, CodeBlock))
    meta = story.meta.model_dump(exclude={"aliases", "shared", "link"}, mode="json")
    return f"{plain_words(blocks)}{code}{meta}"


def _key(story: Story, build: Build, look: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """Return a digest of all that a piece's PDF follows from; its drawn cover follows from its theme."""
    text, today = text_of(story, build), build.today
    shown = [pictures.get(address) for address in _addresses_of_pictures(story, build)]
    terms = [(term.taxonomy, term.name) for terms in story.terms.values() for term in terms]
    facts = (
        story.meta.model_dump_json(),
        story.path,
        terms,
        story.councils,
        covers.identity_of(story, identities(build)),
    )
    days = story.last_changed(today), len(story.updates(today)), story.review_is_due(today)
    return digest("pdf", *facts, *days, look, shown, *text.known_by)


def _addresses_of_pictures(story: Story, build: Build) -> list[str]:
    """Return where the pictures of a piece are."""
    image = story.meta.image
    own = [assets.url_path(story, image.file)] if image else []
    return [unquote(path) for path in (*own, *(picture.address for picture in text_of(story, build).pictures.values()))]


@dataclass(frozen=True)
class _Single:
    """Writes the sources of one piece's PDF."""

    story: Story
    build: Build
    look: PrintLook

    def __call__(self) -> Typesetting:
        story, build = self.story, self.build
        day = story.last_changed(build.today)
        values = {"site": _site(build, self.look, day), "story": story_values(story, build, Setting(letters()))}
        sources = _sources("story", values, self.look, build)
        return Typesetting(sources, tuple(_drawings([story], build)), _moment(build, day), folders_of(self.look.fonts))


def _sources(template: str, values: Mapping[str, Value], look: PrintLook, build: Build) -> Mapping[str, str]:
    main = f'#import "{template}.typ": document-of\n#import "text.typ": *\n#document-of({code(values)})\n'
    return {**look.templates, **colour_source(colours_of(build.settings)), **font_source(look.fonts), "main.typ": main}


def colour_source(colours: SiteColours) -> Mapping[str, str]:
    """Return the source that templates have the site's colours from, as they are on paper."""
    lines = (f"#let {name} = rgb({string(pair.light)})\n" for name, pair in colours.pairs.items())
    return {"colours.typ": "".join(lines)}


def font_source(fonts: Fonts) -> Mapping[str, str]:
    """Return the source that templates have the site's own families from, before those that all PDFs have.

    A family without an italic is none for texts: nobody would see what is emphasised.
    """
    has_italic = any(face.is_italic for face in fonts.faces_of(fonts.own_text))
    own = {"own-headings": fonts.own_headings, "own-text": fonts.own_text if has_italic else ""}
    lines = (f"#let {name} = ({f'{string(family)},' if family else ''})\n" for name, family in own.items())
    return {"fonts.typ": "".join(lines)}


def folders_of(fonts: Fonts) -> tuple[str, ...]:
    """Return the folders of the site's own fonts."""
    return tuple(dict.fromkeys(face.source.replace("\\", "/").rpartition("/")[0] for face in fonts.faces))


def _drawings(stories: Sequence[Story], build: Build) -> list[str]:
    found = (path for story in stories for path in _addresses_of_pictures(story, build))
    return [f"/{path}" for path in dict.fromkeys(found) if path.lower().endswith(".svg")]


def _moment(build: Build, day: date) -> int:
    return int(datetime.combine(day, build.site.publish_time, build.site.zone).timestamp())


def _site(build: Build, look: PrintLook, day: date) -> Value:
    site = build.site
    values: dict[str, Value] = {
        "name": site.name,
        "description": site.description,
        "author": site.author,
        "language": Code(string(site.language.partition("-")[0].lower())),
        "home": target(site.absolute("")),
        "day": words.long_date(day),
        "licence": [{"text": text, "url": Code(string(url))} for text, url in runs(look.licence)],
    }
    return fitted_all(values, letters())


# ---- The collection


def _collection(build: Build, look: PrintLook) -> Typesetting:
    stories = build.together
    starts = {story.address: f"story {n}" for n, story in enumerate(stories)}
    is_small = sum(len(_addresses_of_pictures(story, build)) for story in stories) > _MANY_PICTURES
    setting = Setting(letters(), 2, starts, is_small)
    day = max(story.last_changed(build.today) for story in stories)
    values: dict[str, Value] = {
        "site": _site(build, look, day),
        "tiles": [_tile(story, build) for story in stories[:_TILES]],
        "count": page_words.pieces_in(len(stories), len(build.public)),
        "span": words.months(stories[-1].day, stories[0].day),
        "parts": [_part(term, found, build, setting) for term, found in _parts(build)],
        "index": fitted(_index(build, starts), letters()),
        "index-title": page_words.index_of(build.register.called),
    }
    sources = _sources("collection", values, look, build)
    return Typesetting(sources, tuple(_drawings(stories, build)), _moment(build, day), folders_of(look.fonts))


def _tile(story: Story, build: Build) -> Code:
    identity = covers.identity_of(story, identities(build))
    light = colours_of(build.settings).palettes[identity.hue].light
    return Code(string(covers.print_svg(identity, story.id, covers.COLUMNS, covers.ROWS, light.ground, light)))


def _parts(build: Build) -> Iterator[tuple[Term | None, list[Story]]]:
    """Yield each theme with the pieces whose first theme it is, in the order of the vocabulary; then those without."""
    by_theme: dict[Term | None, list[Story]] = {}
    for story in build.together:
        by_theme.setdefault(next(iter(story.terms[Taxonomy.THEMES]), None), []).append(story)
    for theme in (*build.settings.taxonomies[Taxonomy.THEMES], None):
        if theme in by_theme:
            yield theme, by_theme[theme]


def _part(theme: Term | None, stories: Sequence[Story], build: Build, setting: Setting) -> Value:
    identity = identities(build)[theme] if theme else covers.Identity(0)
    palette = colours_of(build.settings).palettes[identity.hue]
    seed = theme.name if theme else page_words.OTHER_PIECES
    values: dict[str, Value] = {
        "title": words.sentence_case(seed),
        "description": theme.description if theme else "",
        "count": words.counted(len(stories), "piece"),
        "night": palette.night,
        "theme": palette.light.theme,
        "drawing": Code(string(covers.print_svg(identity, seed, 6, 5, palette.night, palette.dark))),
    }
    return {**fitted_all(values, letters()), "stories": [story_values(story, build, setting) for story in stories]}


def _index(build: Build, starts: Mapping[str, str]) -> list[Value]:
    return [
        {"council": council.short_name, "starts": [Code(string(starts[address])) for address in found]}
        for council, stories in build.public.by_council.items()
        if (found := [story.address for story in stories if story.address in starts])
    ]
