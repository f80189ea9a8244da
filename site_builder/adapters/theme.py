"""What mkdocs.yml says of the look of the site, and the files of the theme.

A theme is up to three folders, and a file is taken from the first that has it: the site's own (``theme.custom_dir``),
the engine's with all templates and assets, and the package of Material for MkDocs with the icons. Nothing of that
package is run.
"""

from __future__ import annotations

import math
import posixpath
import re
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from site_builder.adapters.fonts import read_fonts
from site_builder.adapters.project import ProjectError
from site_builder.content import media, svg
from site_builder.files.identity import FAVICON
from site_builder.pages.frame import Look, NavEntry, Script
from site_builder.render.templates import Templates
from site_builder.tasks import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from site_builder.adapters.project import Project

_PACKAGE = "mkdocs-material"
_ENGINE = "overrides"
_SIGN = "material/lightbulb-on-outline"
_ICON = re.compile(r"\.icons/[\w./-]+\.svg")
_PUBLISHED = (
    ".css",
    ".js",
    ".mjs",
    ".svg",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".ico",
    ".woff",
    ".woff2",
    ".txt",
)
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico")
"""What a logo may be."""
_MOST_BYTES = 200_000
"""How large a logo or icon may be, as every page loads it."""
_ICON_FILE, _ICON_SIGN = ".ico", b"\0\0\1\0"
_NO_EFFECT = ("markdown_extensions", "mdx_configs", "hooks", "extra_templates", "exclude_docs", "draft_docs")
_NO_EFFECT_IN_THEME = {
    "features": "",
    "palette": "; the colours are plugins.stories.colours",
    "font": "; the fonts are plugins.stories.fonts",
    "static_templates": "",
}


@dataclass(frozen=True)
class Theme:
    """The look of a site, and the files that are published for it: their places on disk by address.

    ``pdf_templates`` are those that PDFs are set with, by name.
    """

    look: Look
    files: Mapping[str, Path]
    pdf_templates: Mapping[str, str] = field(default_factory=dict)


def read_theme(project: Project) -> Theme:
    """Return the theme of a project. Raises ProjectError."""
    options = _options_of(project)
    own, package = _own_folder(project, options), _package()
    layers = [*([own] if own else []), engine_folder()]
    published = {path: folder / path for folder in reversed(layers) for path in _published(folder)}
    finder = _Finder(project, (*layers, project.folder, package), published)
    icon = options.get("icon")
    sign = (icon.get("logo") if isinstance(icon, dict) else None) or ("" if options.get("logo") else _SIGN)
    logo = finder.picture("theme.logo", options["logo"]) if options.get("logo") else ""
    favicon = finder.picture("theme.favicon", options["favicon"]) if options.get("favicon") else ""
    look = Look(
        templates=_templates(layers, package, sign),
        root=urlsplit(project.site.url).path.rstrip("/") + "/",
        favicon=favicon or (FAVICON if FAVICON in published else "" if sign else logo),
        sign=f".icons/{sign}.svg" if sign else "",
        logo=logo,
        copyright=str(project.options.get("copyright") or ""),
        extra_styles=tuple(finder.address("extra_css", path, (".css",)) for path in _list(project, "extra_css")),
        extra_scripts=tuple(_script(finder, entry) for entry in _list(project, "extra_javascript")),
        nav=_nav(project.options.get("nav")),
        fonts=read_fonts(project.settings.fonts),
    )
    return Theme(look, published, _pdf_templates(layers))


def engine_folder() -> Path:
    """Return the folder of the engine's templates and assets: inside the installed package, or beside a checkout's."""
    package = Path(str(files("site_builder")))
    inside = package / _ENGINE
    return inside if inside.is_dir() else package.parent / _ENGINE


def without_effect(project: Project) -> Iterator[str]:
    """Yield a sentence for each setting that does nothing, because the site makes its pages itself."""
    for name in _NO_EFFECT:
        if project.options.get(name):
            yield f"mkdocs.yml: {name}: has no effect any more, because the site makes its own pages. Delete it"
    for name, instead in _NO_EFFECT_IN_THEME.items():
        if _options_of(project).get(name):
            yield f"mkdocs.yml: theme.{name}: has no effect here{instead}. Delete it"
    for name in project.other_plugins:
        yield f"mkdocs.yml: plugins: '{name}' has no effect, because the site makes its own pages. Delete it"


def has_icon(name: str) -> bool:
    """Whether the package has an icon of this name. Raises ProjectError where there is no package."""
    return (
        f".icons/{name}.svg" == posixpath.normpath(f".icons/{name}.svg")
        and (_package() / f".icons/{name}.svg").is_file()
    )


def _options_of(project: Project) -> Mapping[str, Any]:
    theme = project.options.get("theme")
    return theme if isinstance(theme, dict) else {}


def _own_folder(project: Project, options: Mapping[str, Any]) -> Path | None:
    name = options.get("custom_dir")
    if not name:
        return None
    folder = project.root / str(name)
    if not folder.is_dir():
        raise ProjectError(f"mkdocs.yml: theme.custom_dir: there is no folder '{name}' beside it")
    return folder


def _package() -> Path:
    try:
        return Path(str(distribution(_PACKAGE).locate_file("material/templates")))
    except PackageNotFoundError:
        raise ProjectError(f"the package '{_PACKAGE}' is not installed; its icons are needed") from None


def _published(folder: Path) -> Iterator[str]:
    """Yield the paths of a theme's files that are no templates, nor hidden."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name.endswith(_PUBLISHED) and not any(p.startswith(".") for p in name.split("/")):
            yield name


def _templates(layers: Sequence[Path], package: Path, sign: str) -> Templates:
    sources: dict[str, str] = {}
    for folder in reversed(layers):
        texts = sorted(path for ending in ("*.html", "*.jinja") for path in folder.rglob(ending) if path.is_file())
        sources |= {path.relative_to(folder).as_posix(): _read(path) for path in texts}
    icons = {icon for source in sources.values() for icon in _ICON.findall(source)}
    for icon in sorted(icons | ({f".icons/{sign}.svg"} if sign else set())):
        place = next((folder / icon for folder in (*layers, package) if (folder / icon).is_file()), None)
        if place is None:
            name = icon.removeprefix(".icons/").removesuffix(".svg")
            raise ProjectError(
                f"mkdocs.yml: the theme has no icon '{name}'; write one of Material's, as in "
                "material/lightbulb-on-outline, and a picture of your own under theme.logo"
            )
        drawing = place.read_bytes()
        if fault := svg.fault(drawing):
            raise ProjectError(f"mkdocs.yml: the icon '{icon.removeprefix('.icons/')}' cannot be shown: {fault}")
        sources[icon] = drawing.decode("utf-8")
    return Templates(sources, digest(sources))


def _pdf_templates(layers: Sequence[Path]) -> Mapping[str, str]:
    return {path.name: _read(path) for folder in reversed(layers) for path in sorted((folder / "pdf").glob("*.typ"))}


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise ProjectError(f"the template '{path.name}' is not UTF-8; save it with the encoding UTF-8") from None


@dataclass(frozen=True)
class _Finder:
    """Finds the files that settings name, and adds them to those that are published."""

    project: Project
    folders: Sequence[Path]
    files: dict[str, Path]

    def address(self, option: str, value: object, endings: Sequence[str]) -> str:
        """Return the address of a file. Raises ProjectError."""
        name = str(value)
        if ":" in name or name.startswith("/") or ".." in name.split("/"):
            raise ProjectError(
                f"mkdocs.yml: {option}: '{name}' is not a file of this site, and pages fetch nothing from elsewhere; "
                "put the file into the theme's folder and write its path there"
            )
        if not name.lower().endswith(tuple(endings)):
            raise ProjectError(f"mkdocs.yml: {option}: '{name}' must end in one of these: {', '.join(endings)}")
        for folder in self.folders:
            if (folder / name).is_file():
                self.files.setdefault(name, folder / name)
                return name
        raise ProjectError(
            f"mkdocs.yml: {option}: there is no file '{name}' in the theme's folder or in {self.project.folder.name}/"
        )

    def picture(self, option: str, value: object) -> str:
        """Return the address of a picture that is one and that runs nothing. Raises ProjectError."""
        address = self.address(option, value, PICTURES)
        try:
            fault = picture_fault(self.files[address])
        except OSError as error:
            raise ProjectError(f"mkdocs.yml: {option}: '{address}' cannot be read: {error.strerror}") from None
        if fault:
            raise ProjectError(f"mkdocs.yml: {option}: '{address}' cannot be shown: {fault}")
        return address


def picture_fault(path: Path) -> str:
    """Return why a picture cannot be the logo, or nothing. Raises OSError where it cannot be read."""
    name = path.name
    with path.open("rb") as file:
        sample = media.Sample(path.stat().st_size, file.read(media.wanted(name)))
    if sample.size > _MOST_BYTES:
        size, most = math.ceil(sample.size / 1000), _MOST_BYTES // 1000
        return f"it has {size:,} KB, and every page loads it; save it smaller, with {most} KB at most"
    if name.lower().endswith(_ICON_FILE):
        is_icon = sample.head.startswith(_ICON_SIGN)
        return "" if is_icon else "its content is not an icon (ICO); save it as one, or as a PNG file"
    fault = media.fault(name, sample)
    if fault or media.ending_of(name) not in media.PHOTOS:
        return fault
    measured = media.measure(name, sample)
    return measured if isinstance(measured, str) else ""


def _list(project: Project, option: str) -> Sequence[object]:
    value = project.options.get(option) or []
    if not isinstance(value, list):
        raise ProjectError(f"mkdocs.yml: {option}: must be a list, each item after a hyphen")
    return value


def _script(finder: _Finder, entry: object) -> Script:
    options = entry if isinstance(entry, dict) else {"path": entry}
    kind = str(options.get("type") or ("module" if str(options.get("path")).endswith(".mjs") else ""))
    address = finder.address("extra_javascript", options.get("path"), (".js", ".mjs"))
    return Script(address, kind, bool(options.get("async")), bool(options.get("defer")))


def _nav(value: object) -> tuple[NavEntry, ...] | None:
    """Return the entries of a menu in order; those of a section are among the others, as the menu has one level."""
    if value is None:
        return None
    return tuple(_entries(value))


def _entries(value: object, title: str = "") -> Iterator[NavEntry]:
    if isinstance(value, str):
        yield NavEntry(title, value)
    elif isinstance(value, dict):
        for name, target in value.items():
            yield from _entries(target, str(name))
    elif isinstance(value, list):
        for entry in value:
            yield from _entries(entry)
    else:
        raise ProjectError(f"mkdocs.yml: nav: {value!r} is not a page; write 'Title: path.md'")
