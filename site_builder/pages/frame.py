"""What all pages have around them: the menu, the site's name and sign, style sheets and scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from site_builder.files.identity import Fonts
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from site_builder.build import Build
    from site_builder.render.templates import Templates


class MenuError(Exception):
    """The menu names something that is not there; the message says what, and what to do."""


@dataclass(frozen=True)
class Entry:
    """An entry of the menu: a page of the site by its address, or a whole address elsewhere."""

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

    ``sign`` names an icon of the theme, ``logo`` a picture that stands in its place; ``favicon`` is empty where the
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
    """What every page of a build is given beside its own values; pages of equal digests stand in equal frames.

    ``brand`` is the colour of the masthead.
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
    digest: bytes = field(default=b"")


def make_frame(build: Build, look: Look) -> Frame:
    """Return the frame of a build's pages. Raises MenuError."""
    site = build.site
    problems = tuple(map(str, build.problems)) if build.is_preview else ()
    brand = build.settings.site_colours.light("brand")
    facts = (site.name, site.description, site.author, site.language, brand)
    menu = tuple(_menu(build, look.nav))
    plain = (look.root, look.favicon, look.sign, look.logo, look.copyright)
    known_by = digest(
        facts, plain, look.extra_styles, look.extra_scripts, look.templates.digest, menu, build.is_preview, problems
    )
    return Frame(*facts, look, menu, build.is_preview, problems, known_by)


def _menu(build: Build, nav: Sequence[NavEntry] | None) -> Iterator[Entry]:
    """Yield the entries of the menu; without one in mkdocs.yml it has the texts of pages/."""
    titles = {page.path: page.title for page in build.pages}
    if nav is None:
        nav = [NavEntry("", path) for path in titles if path != "index.md"]
    for entry in nav:
        if ":" in entry.target or entry.target.startswith("/"):
            yield Entry(entry.title or entry.target, entry.target, is_elsewhere=True)
            continue
        address = build.addresses_of_texts.get(entry.target)
        if address is None and build.is_preview and entry.target in build.tree.sizes:
            continue  # it cannot be read just now, which the preview tells
        if address is None:
            raise MenuError(
                f"nav: there is no page '{entry.target}'; write the path of a text below "
                f"{build.tree.root}/, as in pages/about.md, or a whole address"
            )
        title = entry.title or titles.get(entry.target) or address.strip("/").rpartition("/")[2].capitalize()
        yield Entry(title, address)
