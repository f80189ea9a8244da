"""What it takes to give a piece another address, year or a folder of its own, worked out before anything is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.content import assets
from site_builder.content.fields import YEARS
from site_builder.content.front_matter_editing import EditingError, with_item, without_item
from site_builder.content.relinking import relinked
from site_builder.content.slugs import SLUG
from site_builder.content.source import SourceText, decode
from site_builder.content.story import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from site_builder.collection import Collection
    from site_builder.content.outline import Outline
    from site_builder.content.story import Story

_GOAL = re.compile(r"(?P<only>[0-9]{4})/?|(?:(?P<year>[0-9]{4})/)?(?P<slug>[^/]+?)(?P<form>\.md|/|/index\.md)?")
_INDEX = "index.md"


class MoveError(Exception):
    """The piece cannot be moved there; the message says why, and what to do."""


@dataclass(frozen=True)
class Move:
    """All that changes; paths are relative to the stories folder.

    ``texts`` are the new contents of texts by their old paths, ``files`` the new paths of what is beside the story,
    and ``copies`` those that another piece needs where they are. ``alias`` is the old address that is left behind, if
    any; ``by_hand`` says where a link has to be changed by an editor.
    """

    old: str
    new: str
    texts: Mapping[str, str]
    files: Mapping[str, str]
    copies: Mapping[str, str]
    alias: str = ""
    by_hand: tuple[str, ...] = ()


def goal_of(story: Story, named: str, root: str, *, own_folder: bool) -> str:
    """Return the path that a piece is to have: ``named`` is a short name or a path; raises MoveError."""
    match = _GOAL.fullmatch(named.removeprefix("./").removeprefix(f"{root}/"))
    if match is None:
        said = f"give a short name, or a path as in {root}/2027/short-name.md"
        raise MoveError(f"'{named}' is no place for a story; {said}")
    year, slug = match["year"] or match["only"] or story.path[:4], match["slug"] or story.slug
    if int(year) not in YEARS:
        raise MoveError(f"the year {year} is not between {YEARS[0]} and {YEARS[-1]}")
    if not SLUG.fullmatch(slug) or addresses.is_reserved(f"{addresses.STORIES}{slug}/"):
        raise MoveError(f"'{slug}' cannot be an address; give a short name of lower-case letters, digits and hyphens")
    is_folder = own_folder or (match["form"] or "").startswith("/") or (not match["form"] and _has_folder(story))
    return f"{year}/{slug}/{_INDEX}" if is_folder else f"{year}/{slug}.md"


def leaves_alias(story: Story, today: date) -> bool:
    """Whether readers may know the address of a piece, so that it has to go on answering."""
    return story.state(today) is State.PUBLISHED or story.keeps_notice()


def plan_move(story: Story, goal: str, collection: Collection, *, alias: bool) -> Move:
    """Return what it takes to move a piece to a path; raises MoveError."""
    slug = _slug_of(goal)
    _refuse_taken(story, goal, slug, collection)
    files, copies = _files(story, goal, collection)
    texts, by_hand = _texts(story, goal, collection)
    left = f"/{story.address}" if alias and slug != story.slug else ""
    try:
        texts |= {story.path: _with_aliases(texts[story.path], story, f"/{addresses.STORIES}{slug}/", left)}
    except EditingError as error:
        raise MoveError(f"{collection.tree.root}/{story.path} stays where it is: {error}") from None
    unchanged = {path for path, source in _sources(collection) if texts.get(path) == source.text}
    changed = {path: text for path, text in texts.items() if path == story.path or path not in unchanged}
    return Move(story.path, goal, changed, files, copies, left, by_hand)


def _slug_of(path: str) -> str:
    return path.removesuffix(f"/{_INDEX}").removesuffix(".md").rpartition("/")[2]


def _has_folder(story: Story) -> bool:
    return story.path.endswith(f"/{_INDEX}")


def _refuse_taken(story: Story, goal: str, slug: str, collection: Collection) -> None:
    root = collection.tree.root
    if goal == story.path:
        raise MoveError(f"{root}/{goal} is where the story is already")
    for other in collection.stories:
        if other.slug == slug and other.path != story.path:
            raise MoveError(f"there is {root}/{other.path} already; give another short name")
        if other.path != story.path and any(_is_address(alias, slug) for alias in other.meta.aliases):
            raise MoveError(f"'{slug}' is an old address of {root}/{other.path}; give another short name")
    folder = assets.folder_of(goal) if goal.endswith(f"/{_INDEX}") else f"{goal.removesuffix('.md')}/"
    for path in collection.tree.sizes:
        if path == goal or (path.startswith(folder) and not _is_within(path, story)):
            raise MoveError(f"there is {root}/{path} already; move it away first, or give another short name")


def _is_address(alias: str, slug: str) -> bool:
    return addresses.normalise(alias) == f"{addresses.STORIES}{slug}/"


def _is_within(path: str, story: Story) -> bool:
    """Whether a file belongs to a piece: it is in the piece's own folder, or the piece names it."""
    if _has_folder(story):
        return path.startswith(story.folder)
    return path in {assets.source_of(story.folder, name) for name in assets.named_by(story)}


def _files(story: Story, goal: str, collection: Collection) -> tuple[dict[str, str], dict[str, str]]:
    """Return where the files of a piece go, and which are copied because others name them too."""
    tree, folder = collection.tree, assets.folder_of(goal)
    if folder == story.folder:
        return {}, {}
    beside = [
        path for path in tree.sizes if path != story.path and not path.endswith(".md") and _is_within(path, story)
    ]
    if beside and _has_folder(story) and not goal.endswith(f"/{_INDEX}"):
        kept = f"{tree.root}/{goal.removesuffix('.md')}/"
        raise MoveError(f"files are beside the story, so it needs a folder of its own; move it to {kept}")
    goals = {path: folder + path.removeprefix(story.folder) for path in beside}
    for path in goals.values():
        if path in tree.sizes:
            raise MoveError(f"there is {tree.root}/{path} already, which a file of the story would replace; rename one")
    shared = goals.keys() & set(_named_by_others(story, collection))
    return (
        {path: to for path, to in goals.items() if path not in shared},
        {path: to for path, to in goals.items() if path in shared},
    )


def _named_by_others(story: Story, collection: Collection) -> Iterator[str]:
    for other in collection.stories:
        if other.path != story.path:
            yield from (assets.source_of(other.folder, name) for name in assets.named_by(other))


def _texts(story: Story, goal: str, collection: Collection) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the texts whose links change, by their paths as they are now, and the links to change by hand."""
    texts: dict[str, str] = {}
    by_hand: list[str] = []
    root, moved = collection.tree.root, {story.path: goal}
    documents = _outlines(collection)
    for path, source in _sources(collection):
        if path != story.path and not _leads_to(documents.get(path), assets.folder_of(path), story.path):
            continue
        done = relinked(source, path, moved.get(path, path), moved)
        texts[path] = done.text
        by_hand += [f"{root}/{moved.get(path, path)}:{line}" for line in done.by_hand]
    return texts, tuple(by_hand)


def _outlines(collection: Collection) -> dict[str, Outline]:
    return {story.path: story.outline for story in collection.stories} | {
        page.path: page.outline for page in collection.pages
    }


def _leads_to(outline: Outline | None, folder: str, path: str) -> bool:
    return outline is not None and any(
        found.to.path and found.to.source(folder) == path for found in outline.references
    )


def _sources(collection: Collection) -> Iterator[tuple[str, SourceText]]:
    for raw in collection.tree.texts:
        source = decode(raw)
        if isinstance(source, SourceText):
            yield raw.path.removeprefix(f"{collection.tree.root}/"), source


def _with_aliases(text: str, story: Story, address: str, left: str) -> str:
    """Return a text that answers at its old address too, and does not call its new one an old one."""
    for n, alias in reversed(list(enumerate(story.meta.aliases))):
        if addresses.normalise(alias) == addresses.normalise(address):
            text = without_item(text, "aliases", n)
    return with_item(text, "aliases", left) if left else text
