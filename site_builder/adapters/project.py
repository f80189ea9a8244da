"""The project on disk: mkdocs.yml read without MkDocs, the stories folder and the settings."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.adapters import disk
from site_builder.adapters.cache import Cache, digest_of_program
from site_builder.adapters.kept_values import KeptOutlines
from site_builder.adapters.memory import nothing_thrown_away
from site_builder.collection import Collection, read_collection
from site_builder.content.located_yaml import ConfigurationSyntaxError, load_configuration
from site_builder.content.own_register import RegisterError, read_own_register
from site_builder.content.register import Register
from site_builder.content.suggest import did_you_mean
from site_builder.content.website import Site, default_authority, default_repository
from site_builder.drawing import countries
from site_builder.drawing.geography import UNITED_KINGDOM
from site_builder.identity_options import NONE, UK
from site_builder.settings import Settings, SettingsError, parse_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from site_builder.content.source import RawFile, Tree
    from site_builder.drawing.geography import Coastline

CONFIGURATION = "mkdocs.yml"
CACHE = ".cache/stories"
PLUGIN = "stories"
LANGUAGE = "en"
"""The language of the words that templates and modules have."""
_ARE_THE_UK = ((UK,), (UNITED_KINGDOM,))
_DEEPEST_INHERITANCE = 10


class ProjectError(Exception):
    """There is no usable project here; the message says what is wrong and where."""


@dataclass(frozen=True)
class Project:
    """A project's folder, its settings and what the site says of itself.

    ``options`` are all of mkdocs.yml; ``other_plugins`` are the names of plugins beside ours. ``configuration`` is the
    name of that file where it is another, ``own_register`` what the site's own file of places has, if it has one.
    """

    root: Path
    folder: Path
    settings: Settings
    site: Site
    site_dir: Path
    options: Mapping[str, Any]
    other_plugins: tuple[str, ...] = ()
    configuration: str = CONFIGURATION
    own_register: Register | None = None

    @property
    def is_strict(self) -> bool:
        """Whether warnings keep a site from being built."""
        return bool(self.options.get("strict"))

    @property
    def register_file(self) -> Path | None:
        """The site's own file of places, if it has one."""
        return self.root / self.settings.register_options.file if self.own_register is not None else None

    @cached_property
    def register(self) -> Register:
        """The councils of the register and the places beside it."""
        options = self.settings.register_options
        known = self.own_register
        if known is None:
            councils = disk.read_register() if options.is_uk else ()
            known = Register(councils, self.settings.called, options.credit)
        return known.with_places(self.settings.extra_places)

    @cached_property
    def coastline(self) -> Coastline | None:
        """The land of the places or of the countries chosen, whether a map shows it or not; None without any point."""
        if not self.register.has_points():
            return None
        chosen = self.settings.map if self.settings.has_map(self.register) else None
        chosen = chosen or ((UK,) if self.settings.register_options.is_uk else ())
        if chosen in _ARE_THE_UK:
            return disk.read_coastline()
        points = [(c.lon, c.lat) for c in self.register if c.lon is not None and c.lat is not None]
        known = disk.read_countries()
        names = [UNITED_KINGDOM if name == UK else name for name in chosen] or countries.around(points, known)
        if tuple(names) in _ARE_THE_UK:
            return disk.read_coastline()
        return countries.coastline_of(names, points, known)

    def read_tree(self) -> Tree:
        """Read the stories folder as it is now."""
        return replace(disk.read_tree(self.folder, self.root), of_look=frozenset(self._files_of_look()))

    def _files_of_look(self) -> Iterator[str]:
        """Yield the paths of files that the theme's settings name; they may be in the stories folder."""
        theme = self.options.get("theme")
        yield from (str(theme[name]) for name in ("logo", "favicon") if isinstance(theme, dict) and name in theme)
        for name in ("extra_css", "extra_javascript"):
            listed = self.options.get(name)
            for entry in listed if isinstance(listed, list) else ():
                yield str(entry.get("path") if isinstance(entry, dict) else entry)

    def read(self, today: date, on_read: Callable[[RawFile], object] = lambda _raw: None) -> Collection:
        """Read and check the collection as it is now."""
        return self.read_from(self.read_tree(), today, on_read)

    def cache(self) -> Cache:
        """Return what earlier runs have made, for one run."""
        return Cache(self.root / CACHE, digest_of_program())

    def read_from(
        self,
        tree: Tree,
        today: date,
        on_read: Callable[[RawFile], object] = lambda _raw: None,
        cache: Cache | None = None,
    ) -> Collection:
        """Read and check the collection in a tree, with what the cache has of its texts."""
        outlines = KeptOutlines(cache or self.cache())
        with nothing_thrown_away():
            collection = read_collection(tree, self.settings, self.register, today, on_read, outlines)
            outlines.keep([*collection.stories, *collection.pages])
        return collection


def load_project(configuration: Path | None = None) -> Project:
    """Return the project of this mkdocs.yml, or of the one in the current folder or above it.

    Raises ProjectError.
    """
    project = parse_project(configuration or _find(), Path.read_bytes)
    if not project.folder.is_dir():
        name = project.options.get("docs_dir", "docs")
        raise ProjectError(f"{project.configuration}: docs_dir: there is no folder '{name}' beside it")
    return project


def parse_project(path: Path, read: Callable[[Path], bytes]) -> Project:
    """Return the project of a mkdocs.yml that is read in some way, whether or not its stories folder is there.

    Raises ProjectError.
    """
    options = _read_configuration(path, read)
    plugins = _plugins(options, path)
    plugin = _plugin_options(plugins, path)
    try:
        settings = parse_settings(plugin)
    except SettingsError as error:
        where = f"  plugins.{PLUGIN}"
        lines = "\n".join(f"{where}.{f}" if f.option else f"{where}: {f}" for f in error.faults)
        raise ProjectError(f"{path.name} has settings that cannot be used:\n{lines}") from None
    root = path.absolute().parent  # links on the way to it, and that to the stories folder, stay
    folder = _stories_folder(root, options, path)
    _refuse_other_languages(options, path)
    others = tuple(str(name) for name, _ in plugins if name != PLUGIN)
    _refuse_unknown_countries(settings, path)
    register = _own_register(root, settings, read, path)
    site_dir = root / str(options.get("site_dir") or "site")
    return Project(root, folder, settings, make_site(options, settings), site_dir, options, others, path.name, register)


def make_site(options: Mapping[str, Any], settings: Settings) -> Site:
    """Return what the site says of itself, from the options of mkdocs.yml."""
    url = str(options.get("site_url") or "")
    url = url if url.endswith("/") or not url else f"{url}/"  # as MkDocs writes it
    return Site(
        name=str(options.get("site_name") or ""),
        url=url,
        description=str(options.get("site_description") or ""),
        author=str(options.get("site_author") or options.get("site_name") or ""),
        language=LANGUAGE,
        zone=settings.zone,
        publish_time=settings.publish_time,
        tag_authority=settings.tag_authority or default_authority(url),
        repository=settings.repository or default_repository(str(options.get("repo_url") or "")),
        branch=settings.branch,
    )


def _own_register(root: Path, settings: Settings, read: Callable[[Path], bytes], path: Path) -> Register | None:
    """Return the places in the file that the settings name, or None where they name none. Raises ProjectError."""
    options = settings.register_options
    if options.file in {UK, NONE}:
        return None
    where = f"{path.name}: plugins.{PLUGIN}.register"
    try:
        return read_own_register(read(root / options.file), settings.called, options.credit)
    except RegisterError as error:
        raise ProjectError(f"{where}: {error.said_of(options.file)}") from None
    except FileNotFoundError:
        raise ProjectError(f"{where}: there is no file '{options.file}' beside {path.name}") from None
    except OSError as error:
        raise ProjectError(f"{where}: '{options.file}' cannot be read: {error.strerror}") from None


def _refuse_other_languages(options: Mapping[str, Any], path: Path) -> None:
    """Refuse a language that there are no words in: a page says which it is in, and is read out in it."""
    theme = options.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    if language not in {None, LANGUAGE}:
        raise ProjectError(
            f"{path.name}: theme.language: '{language}' cannot be used: the words of the pages are in English only, "
            f"and screen readers would read them wrongly under another name; write language: {LANGUAGE}"
        )


def _refuse_unknown_countries(settings: Settings, path: Path) -> None:
    chosen = settings.map or ()
    if chosen in {(), (UK,), (NONE,)}:
        return
    known = disk.read_countries()
    for name in chosen:
        if name not in known and name != UK:
            way_out = did_you_mean(name, known) if name != NONE else f"; '{NONE}' is alone"
            raise ProjectError(f"{path.name}: plugins.{PLUGIN}.map: there is no country '{name}'{way_out}")


def _stories_folder(root: Path, options: Mapping[str, Any], path: Path) -> Path:
    name = options.get("docs_dir", "docs")
    if not isinstance(name, str):
        raise ProjectError(f"{path.name}: docs_dir: must be text, as in docs_dir: stories; found {name!r}")
    folder = Path(os.path.normpath(root / name))
    if folder == root or not folder.is_relative_to(root):
        raise ProjectError(f"{path.name}: docs_dir: '{name}' must be a folder inside the project's folder")
    return folder


def _find() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIGURATION).is_file():
            return folder / CONFIGURATION
    raise ProjectError(f"there is no {CONFIGURATION} in this folder or above it; go to the folder of the project first")


def _read_configuration(path: Path, read: Callable[[Path], bytes], depth: int = 0) -> dict[str, Any]:
    """Read a configuration and, as MkDocs does, what it INHERITs from, which it is merged over."""
    if depth > _DEEPEST_INHERITANCE:
        raise ProjectError(f"{path.name}: INHERIT leads back to itself")
    try:
        options = load_configuration(read(path).decode("utf-8-sig"))
    except ConfigurationSyntaxError as error:
        raise ProjectError(f"{path.name}: {error}") from None
    except UnicodeDecodeError:
        raise ProjectError(f"{path.name} is not UTF-8; save it with that encoding") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror}") from None
    if not isinstance(options, dict):
        raise ProjectError(f"{path.name} must be lines of 'key: value'")
    parent = options.pop("INHERIT", None)
    if parent is None:
        return options
    return _merged(_read_configuration(path.parent / str(parent), read, depth + 1), options)


def _merged(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _plugins(options: Mapping[str, Any], path: Path) -> list[tuple[object, object]]:
    """Return the plugins with their options, whichever of its two forms the list has."""
    plugins = options.get("plugins") or []
    if not isinstance(plugins, dict | list):
        raise ProjectError(f"{path.name}: plugins: must be a list, each item after a hyphen; found {plugins!r}")
    return list(plugins.items() if isinstance(plugins, dict) else map(_entry, plugins))


def _plugin_options(plugins: Iterable[tuple[object, object]], path: Path) -> object:
    for name, plugin in plugins:
        if name == PLUGIN:
            # 'enabled' is MkDocs' own option for every plugin
            return {k: v for k, v in plugin.items() if k != "enabled"} if isinstance(plugin, dict) else plugin
    raise ProjectError(f"{path.name}: plugins: the plugin '{PLUGIN}' is not among them; add it, as in the README")


def _entry(item: object) -> tuple[object, object]:
    """Return name and options of an entry of the list form: ``- name`` or ``- name: {...}``."""
    return next(iter(item.items()), (None, None)) if isinstance(item, dict) else (item, None)
