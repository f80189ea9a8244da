"""Which piece an editor means: by its file, its folder, its short name, its id or its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content.reading import is_story_path
from site_builder.content.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from site_builder.collection import Collection
    from site_builder.content.story import Story


class NamingError(Exception):
    """No piece has this name, or more than one; the message says what to write."""


def find_story(named: str, collection: Collection, site_url: str = "") -> Story:
    """Return the piece that an editor names; raises NamingError."""
    root = f"{collection.tree.root}/"
    wanted = named.removeprefix(site_url).removeprefix("./").removeprefix(root).strip("/")
    found = [story for story in collection.stories if wanted in names_of(story)]
    if len(found) == 1:
        return found[0]
    if found:
        paths = " and ".join(root + story.path for story in found)
        raise NamingError(f"'{named}' is the name of {paths}; give the path of one")
    for path in (raw.path.removeprefix(root) for raw in collection.tree.texts):
        if is_story_path(path) and wanted in _names_of_file(path):
            raise NamingError(f"{root}{path} cannot be read as a story; fix what 'stories check' says of it first")
    known = [story.slug for story in collection.stories]
    raise NamingError(
        f"there is no story '{named}'{did_you_mean(wanted.rpartition('/')[2].removesuffix('.md'), known)}"
    )


def names_of(story: Story) -> tuple[str, ...]:
    """Return all by which a piece can be named, without slashes at the ends."""
    return (*_names_of_file(story.path), story.id, story.address.strip("/"))


def _names_of_file(path: str) -> tuple[str, str, str]:
    folder = path.removesuffix("/index.md").removesuffix(".md")
    return path, folder, folder.rpartition("/")[2]


def short_names(paths: Iterable[str], beginning: str) -> list[str]:
    """Return the short names of the pieces at these paths that begin so, for a shell that completes them."""
    slugs = (path.removesuffix("/index.md").removesuffix(".md").partition("/") for path in paths)
    return sorted(slug for year, _, slug in slugs if year.isdigit() and slug.startswith(beginning))
