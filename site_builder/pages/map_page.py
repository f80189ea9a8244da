"""The maps: every council with a story as a mark that leads to its page, and the same councils as a list.

A map has nothing that the list beside it does not say. The kind of council that a mark means is shown by
its shape, how many stories it has by its area, and both by its words.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.build import Build, once_a_build
from site_builder.content.collation import sort_key
from site_builder.drawing.geography import is_principal, places_of
from site_builder.drawing.map_drawing import (
    INSET,
    LONDON,
    UK,
    draw_outline,
    frame_of,
    specks,
)
from site_builder.pages.head import page_head
from site_builder.pages.made_page import MadePage
from site_builder.pages.map_marks import MOST_NAMES, Key, Mark, former_name, keys_of, marks_of
from site_builder.pages.parts import Group, Link
from site_builder.render import councils, page_words, place_words, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from site_builder.build import Build
    from site_builder.content.register import Council
    from site_builder.content.story import Story
    from site_builder.drawing.geography import Coastline
    from site_builder.drawing.map_drawing import Frame, Outline

OUTLINE_FILE = "assets/map/land.svg"

_SAME_TYPE = {"city-of-london": "london-borough"}


@dataclass(frozen=True)
class MiniMap:
    """A decorative map: the drawing of its points, and the file that has the land below them (``#land``)."""

    view_box: str
    points: str
    outline_file: str


@dataclass(frozen=True)
class MapTeaser:
    """A decorative map of all councils with a story, and what it says, in sentences."""

    map: MiniMap
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """An SVG with its name and its marks, in the order of the Tab key; ``specks`` is the path of all councils."""

    label: str
    view_box: str
    marks: tuple[Mark, ...]
    specks: str


@dataclass(frozen=True)
class MapView:
    """A map, and in ``groups`` the same councils as a list.

    ``land`` and ``around`` are the coast's SVG paths on the map's own page; other pages leave them empty and
    refer to ``outline_file``, which has them under the names 'land' and 'around'. ``is_long`` says that the list
    of places below ``heading`` needs the width of the page, ``has_sea`` that there is room at the right for what goes
    with the map.
    """

    main: Drawing
    london: Drawing | None
    london_frame: str
    land: str
    around: str
    outline_file: str
    keys: tuple[Key, ...]
    groups: tuple[Group, ...]
    count: str
    missing: tuple[str, ...]
    heading: str
    has_sea: bool
    is_long: bool
    credit: str


def map_page(build: Build) -> MadePage:
    """Return the page of the map of a site that has one."""
    head = page_head(build, *page_words.MAP, addresses.MAP)
    return MadePage(addresses.MAP, "stories/map.html", head, make_map_view(build))


@once_a_build
def outline_of(build: Build) -> Outline:
    """Return the ground of every map, drawn once for all pages."""
    return draw_outline(_coastline(build), build.register)


def _coastline(build: Build) -> Coastline:
    if build.coastline is None:
        raise ValueError("there is no map without a coastline")
    return build.coastline


@once_a_build
def _frame(build: Build) -> Frame:
    return frame_of(_coastline(build))


def outline_svg(build: Build) -> bytes:
    """Return the ground that maps on other pages than the map's own refer to."""
    outline = outline_of(build)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_frame(build).view_box}">'
        f'<path id="around" d="{outline.around}"/><path id="land" d="{outline.land}"/>'
        "</svg>\n"
    ).encode()


def make_map_view(build: Build) -> MapView:
    """Return the map of every council with a story."""
    label = place_words.map_of(_coastline(build).countries, build.register.called)
    return _map(build, _counts(build), label, is_whole=True)


def make_term_map(build: Build, name: str, stories: Iterable[Story]) -> MapView | None:
    """Return the small map of the councils in these stories, or None when there is no council in them, or no map."""
    if not build.has_map:
        return None
    found = Counter(council for story in stories for council in story.councils)
    counts = {c: found[c] for c in sorted(found, key=lambda c: (sort_key(c.short_name), c.slug))}
    label = place_words.map_of_term(name, build.register.called)
    return _map(build, counts, label, is_whole=False) if counts else None


def make_map_teaser(build: Build) -> MapTeaser | None:
    """Return the map as the home page shows it: where stories are from, and where none is from yet."""
    if not build.has_map:
        return None
    counts = _counts(build)
    missing_regions, _ = _missing(build, counts)
    drawing = make_mini_map(build, counts) or MiniMap(_frame(build).view_box, "", OUTLINE_FILE)
    return MapTeaser(drawing, tuple(filter(None, (_coverage(build, counts), missing_regions))))


def make_mini_map(build: Build, councils: Iterable[Council]) -> MiniMap | None:
    """Return the drawing that shows where these councils are, or None when that is not known of any."""
    if not build.has_map:
        return None
    frame = _frame(build)
    points = [frame.place(*point) for council in councils for point in places_of(council, build.register)]
    inside = [point for point in points if frame.contains(point)]
    return MiniMap(frame.view_box, specks(inside), OUTLINE_FILE) if inside else None


def _counts(build: Build) -> dict[Council, int]:
    return {council: len(stories) for council, stories in build.shown.by_council.items()}


def _map(build: Build, counts: Mapping[Council, int], label: str, *, is_whole: bool) -> MapView:
    outline = outline_of(build)
    groups = councils.by_region(counts) if is_whole else {"": counts}
    in_london = {c: n for c, n in counts.items() if c.type in councils.LONDON_TYPES and not c.is_abolished}
    elsewhere = {c: n for c, n in counts.items() if c not in in_london}
    london_marks = marks_of(build, in_london, LONDON)
    frame = _frame(build)
    marks = marks_of(build, elsewhere, frame, [INSET] if london_marks and frame == UK else [])
    shown = {mark.shape for mark in (*marks, *london_marks)}
    return MapView(
        main=Drawing(label, frame.view_box, marks, outline.specks if is_whole else ""),
        london=_inset(london_marks, outline),
        london_frame=outline.london_frame if london_marks else "",
        land=outline.land if is_whole else "",
        around=outline.around if is_whole else "",
        outline_file=OUTLINE_FILE,
        keys=keys_of(shown, build.register.called),
        groups=tuple(_group(region, build, {c: counts[c] for c in found}) for region, found in groups.items()),
        count=_coverage(build, counts),
        missing=tuple(filter(None, _missing(build, counts))) if is_whole else (),
        has_sea=frame == UK,
        heading=place_words.heading_of_list(build.register.called, has_regions=build.register.has_regions()),
        is_long=len(counts) > MOST_NAMES,
        credit=_credit(build),
    )


def _credit(build: Build) -> str:
    own = place_words.UK_CREDIT if build.settings.register_options.is_uk else build.register.credit
    return f"{own} {place_words.COAST_CREDIT}".lstrip()


def _inset(marks: tuple[Mark, ...], outline: Outline) -> Drawing | None:
    return Drawing(place_words.ENLARGED_LONDON, LONDON.view_box, marks, outline.london_specks) if marks else None


# ---- The words


def _group(heading: str, build: Build, counts: Mapping[Council, int]) -> Group:
    return Group(heading, tuple(_link(build, council, count) for council, count in counts.items()))


def _link(build: Build, council: Council, count: int) -> Link:
    notes = [words.stories(count).replace(" ", "\N{NO-BREAK SPACE}")]
    if council.is_abolished:
        notes.append(former_name(council, build))
    frame = _frame(build)
    if not any(frame.contains(frame.place(*point)) for point in places_of(council, build.register)):
        notes.append(place_words.NOT_DRAWN)
    return Link(council.short_name, addresses.of_council(council), ", ".join(notes))


def _coverage(build: Build, counts: Mapping[Council, int]) -> str:
    today = sum(1 for council in build.register if is_principal(council))
    told = sum(1 for council in counts if is_principal(council))
    register = build.register
    return place_words.coverage(told, today, len(counts) - told, register.called, has_former=register.has_former())


def _missing(build: Build, counts: Mapping[Council, int]) -> tuple[str, str]:
    """Say which regions and which types of council have no story yet; nothing where the register has none or one."""
    called = build.register.called
    principal = [council for council in build.register if is_principal(council)]
    regions = {council.region for council in principal if council.region}
    types_known = {_type(council) for council in principal}
    types_told = {_type(council) for council in counts}
    types = [councils.type_of(name).plural for name in councils.in_order(types_known - types_told)]
    missing = words.in_order(regions - {council.region for council in counts})
    by_region = place_words.missing_regions(missing, is_any_told=bool(counts))
    by_type = place_words.missing_types(types, called, is_any_told=bool(counts))
    return by_region if len(regions) > 1 else "", by_type if len(types_known) > 1 else ""


def _type(council: Council) -> str:
    return _SAME_TYPE.get(council.type, council.type)
