"""From the values of a page to its HTML."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from site_builder import addresses
from site_builder.build import once_a_build
from site_builder.files.artifact import Artifact
from site_builder.pages.texts import text_html, text_of
from site_builder.render import templates
from site_builder.tasks import Task, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from site_builder.build import Build
    from site_builder.pages.contents import Contents
    from site_builder.pages.frame import Frame
    from site_builder.pages.head import Head
    from site_builder.pages.made_page import MadePage


@dataclass(frozen=True)
class Values:
    """What the template of one page receives; ``own_problems`` and ``is_kept`` say what is wrong with its source."""

    address: str
    template: str
    head: Head
    view: object
    contents: Contents
    own_problems: tuple[str, ...]
    is_kept: bool


def page_tasks(build: Build, frame: Frame, pages: Iterable[MadePage]) -> Iterator[Task]:
    """Yield what makes every page."""
    for page in pages:
        yield _task(build, frame, page)


def _task(build: Build, frame: Frame, page: MadePage) -> Task:
    path = page.source.path if page.source else ""
    values = Values(
        page.address,
        page.template,
        page.head,
        page.view,
        page.contents,
        _problems_of(build).get(f"{build.tree.root}/{path}", ()),
        path in build.kept,
    )
    text = text_of(page.source, build) if page.source else None

    def prepare() -> partial[tuple[Artifact, ...]]:
        return partial(render, frame, values, text_html(page.source, build) if page.source else "")

    return Task(
        addresses.file_of(page.address),
        digest(frame.digest, values, *(text.known_by if text else ())),
        prepare,
    )


@once_a_build
def _problems_of(build: Build) -> Mapping[str, tuple[str, ...]]:
    """Return the problems of each file for a preview; they come by file."""
    in_files = groupby(build.problems if build.is_preview else (), key=lambda problem: problem.path)
    return {path: tuple(map(str, problems)) for path, problems in in_files}


def render(frame: Frame, page: Values, text: str) -> tuple[Artifact, ...]:
    """Return a page as a file; ``text`` is the HTML of what was read of its source. Raises TemplateError."""
    root = frame.look.root if page.address == addresses.NOT_FOUND else ""

    def link(address: str) -> str:
        if ":" in address:  # a whole one, or a mailbox: no address below the site's root has a colon
            return address
        return root + address if root else addresses.relative(address, page.address)

    values = {"site": frame, "look": frame.look, "page": page, "head": page.head, "view": page.view, "text": text}
    html = templates.render(frame.look.templates, page.template, link, values)
    return (Artifact.of_text(addresses.file_of(page.address), html),)
