"""What all pages have around them: the menu, the site's name and sign, style sheets and scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.drawing.site_colours import colours_of
from site_builder.files.identity import Fonts
from site_builder.render import page_words
from site_builder.render.story_words import VOCABULARIES
from site_builder.render.words import sentence_case
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from site_builder.build import Build
    from site_builder.content.page import Page
    from site_builder.content.register import Called
    from site_builder.render.templates import Templates


_ABOUT, _ACCESSIBILITY = "pages/about.md", "pages/accessibility.md"


class MenuError(Exception):
    """The menu names something that is not there; the message says what, and what to do."""


@dataclass(frozen=True)
class Entry:
    """An entry of the menu: a page of the site by its address, or a full address elsewhere."""

    title: str
    address: str
    is_elsewhere: bool = False


@dataclass(frozen=True)
class NavEntry:
    """An entry of ``nav`` in mkdocs.yml: a title, if it has one, and the path of a text or an address elsewhere."""

    title: str
    target: str


@dataclass(frozen=True)
class Script:
    """A script of ``extra_javascript``; ``kind`` is its type, such as 'module'."""

    address: str
    kind: str = ""
    is_async: bool = False
    is_deferred: bool = False


@dataclass(frozen=True)
class Look:
    """What mkdocs.yml says of the frame; addresses are those below the site's root.

    ``sign`` names an icon of the theme, ``logo`` a picture that is in its place; ``favicon`` is empty where the
    site draws its own from the sign; ``extra_styles`` and ``extra_scripts`` are the site's own. ``root`` is the path of
    the home page.
    """

    templates: Templates
    root: str = "/"
    favicon: str = ""
    sign: str = ""
    logo: str = ""
    copyright: str = ""
    extra_styles: tuple[str, ...] = ()
    extra_scripts: tuple[Script, ...] = ()
    nav: tuple[NavEntry, ...] | None = None
    fonts: Fonts = field(default_factory=Fonts)


@dataclass(frozen=True)
class Frame:
    """What every page of a build is given beside its own values; pages of equal digests are in equal frames.

    ``brand`` is the colour of the masthead. ``called`` says what the places of stories are called, and is None where
    there are none; ``ways`` are the lists by which readers find stories, named as in a sentence. ``links`` and
    ``footer`` are the pages and sentences at the foot, ``about`` the address of the page about the site, if it has one.
    """

    name: str
    description: str
    author: str
    language: str
    brand: str
    look: Look
    menu: tuple[Entry, ...]
    is_preview: bool
    problems: tuple[str, ...]
    called: Called | None
    ways: tuple[Entry, ...]
    links: tuple[Entry, ...]
    footer: tuple[str, ...]
    about: str
    digest: bytes = field(default=b"")


def make_frame(build: Build, look: Look) -> Frame:
    """Return the frame of a build's pages. Raises MenuError."""
    site = build.site
    problems = tuple(map(str, build.problems)) if build.is_preview else ()
    brand = colours_of(build.settings).light("brand")
    facts = (site.name, site.description, site.author, site.language, brand)
    menu = tuple(_menu(build, look.nav))
    plain = (look.root, look.favicon, look.sign, look.logo, look.copyright)
    ways, own = tuple(_ways(build)), {page.path: page for page in build.pages}
    links = tuple(_links(own, has_plans=bool(build.settings.plans), has_help=bool(build.help)))
    about = own[_ABOUT].address if _ABOUT in own else ""
    footer = build.settings.footer
    known_by = digest(
        facts, plain, look.extra_styles, look.extra_scripts, look.templates.digest, menu, build.is_preview, problems,
        build.called, ways, links, footer, about,
    )  # fmt: skip
    return Frame(*facts, look, menu, build.is_preview, problems, build.called, ways, links, footer, about, known_by)


def _ways(build: Build) -> Iterator[Entry]:
    """Yield the lists by which readers find stories: those of vocabularies with a term, and of the register."""
    for taxonomy in build.settings.used_taxonomies:
        yield Entry(VOCABULARIES[taxonomy].one, f"{taxonomy}/")
    if build.has_places:
        yield Entry(build.register.called.one, addresses.COUNCILS)


def _links(own: Mapping[str, Page], *, has_plans: bool, has_help: bool) -> Iterator[Entry]:
    """Yield the pages to which the foot of every page leads."""
    yield from (Entry(own[path].title, own[path].address) for path in (_ABOUT, _ACCESSIBILITY) if path in own)
    yield Entry(page_words.CALENDAR_AND_PROGRESS if has_plans else page_words.CALENDAR.title, addresses.CALENDAR)
    yield Entry(page_words.SUBSCRIBE_AND_DATA, addresses.SUBSCRIBE)
    if has_help:
        yield Entry(page_words.HELP, addresses.HELP)


def _usual_menu(build: Build) -> Iterator[NavEntry]:
    """Yield the menu of a site that has none in mkdocs.yml: its lists and the pages it makes, then its own texts."""
    yield NavEntry(page_words.STORIES_IN_MENU, f"{addresses.STORIES}index.md")
    for taxonomy in build.settings.used_taxonomies:
        yield NavEntry(sentence_case(VOCABULARIES[taxonomy].many), f"{taxonomy}/index.md")
    if build.has_places:
        yield NavEntry(sentence_case(build.register.called.many), f"{addresses.COUNCILS}index.md")
    if build.has_map:
        yield NavEntry(page_words.MAP.title, f"{addresses.MAP}index.md")
    yield NavEntry(page_words.CALENDAR.title, f"{addresses.CALENDAR}index.md")
    yield NavEntry(page_words.SUBSCRIBE.title, f"{addresses.SUBSCRIBE}index.md")
    yield from (NavEntry("", page.path) for page in build.pages if page.path not in {"index.md", _ACCESSIBILITY})


def _missing(path: str) -> str:
    """Say what a site without this page does not have."""
    folder = path.removesuffix("index.md")
    if folder == addresses.COUNCILS:
        return "no places (register: none)"
    if folder == addresses.MAP:
        return "no map (map: none), or no places to show on one"
    return f"no term in vocabularies.{folder.rstrip('/')}"


def _menu(build: Build, nav: Sequence[NavEntry] | None) -> Iterator[Entry]:
    """Yield the entries of the menu. Raises MenuError."""
    titles = {page.path: page.title for page in build.pages}
    for entry in _usual_menu(build) if nav is None else nav:
        if ":" in entry.target or entry.target.startswith("/"):
            yield Entry(entry.title or entry.target, entry.target, is_elsewhere=True)
            continue
        address = build.addresses_of_texts.get(entry.target)
        if address is None and build.is_preview and entry.target in build.tree.sizes:
            continue  # it cannot be read just now, which the preview says
        if address is None:
            if entry.target in addresses.PAGES_WITHOUT_SOURCE:
                raise MenuError(
                    f"nav: this site has no page '{entry.target}', as it has {_missing(entry.target)}; delete the entry"
                )
            raise MenuError(
                f"nav: there is no page '{entry.target}'; write the path of a text below "
                f"{build.tree.root}/, as in pages/about.md, or a full address"
            )
        title = entry.title or titles.get(entry.target) or address.strip("/").rpartition("/")[2].capitalize()
        yield Entry(title, address)
