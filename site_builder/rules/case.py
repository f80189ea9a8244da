"""What a rule about one piece may look at, and how it reports a problem."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from site_builder.addresses import PAGES_WITHOUT_SOURCE
from site_builder.content import assets, media
from site_builder.content.front_matter_model import Kind, Status
from site_builder.content.suggest import Hints, closest
from site_builder.content.web_address import MAILBOX
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from site_builder.content.front_matter import FrontMatter
    from site_builder.content.located_yaml import Path
    from site_builder.content.outline import Outline
    from site_builder.content.source import Tree
    from site_builder.content.story import Story
    from site_builder.settings import Settings


_ENDINGS_OF_PAGES = {"asp", "aspx", "htm", "html", "markdown", "md", "php"}
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.([A-Za-z]{2,})(?=[/?#]|$)")


@dataclass(frozen=True)
class TextCase:
    """The text of a piece or a page, and all that the rules of texts may look at.

    ``path`` is relative to the stories folder. ``outlines`` has the outline of every readable text by its path,
    ``stories`` the pieces; ``shown_on`` is the day on which readers see this text, if they ever do.
    ``made`` are the paths of pages that the site makes.
    """

    path: str
    front_matter: FrontMatter
    outline: Outline
    tree: Tree
    stories: Mapping[str, Story]
    outlines: Mapping[str, Outline]
    shown_on: date | None
    made: frozenset[str] = PAGES_WITHOUT_SOURCE

    @property
    def folder(self) -> str:
        """The folder of the text, with a slash at the end."""
        return assets.folder_of(self.path)

    @cached_property
    def prose(self) -> str:
        """The text as it was written, with spaces in place of code."""
        return self.outline.without_code(self.front_matter.body)

    @cached_property
    def page_hints(self) -> Hints:
        """Hints for links to pages, as they are written in this text."""
        pages = [path for path in self.tree.sizes if path.endswith(".md") and path != self.path]
        return Hints.among([posixpath.relpath(path, self.folder or ".") for path in pages])

    @cached_property
    def section_hints(self) -> Hints:
        """Hints for links to sections: the path of a text and an anchor, with ``#`` between them."""
        return Hints(self._sections)

    def _sections(self, wanted: str) -> str:
        path, _, anchor = wanted.rpartition("#")
        anchors = [section.anchor for section in self.outlines[path].sections]
        if close := closest(anchor, anchors):
            return f"; did you mean '#{close}'?"
        return f"; its sections are {', '.join(f'#{anchor}' for anchor in anchors[:5])}" if anchors else ""

    @cached_property
    def link_hints(self) -> Hints:
        """Hints for names of files, as a link has to write them."""
        return Hints(lambda name: f"; did you mean '{quote(close)}'?" if (close := closest(name, self._beside)) else "")

    @cached_property
    def file_hints(self) -> Hints:
        """Hints for names of files: those that are right beside the text."""
        return Hints.among(self._beside)

    @cached_property
    def _beside(self) -> list[str]:
        beside = [path.removeprefix(self.folder) for path in self.tree.sizes if path.startswith(self.folder)]
        return [name for name in beside if not name.endswith(".md") and "/" not in name]

    def file_fault(
        self, name: str, endings: Collection[str] = media.MEDIA_TYPES.keys(), *, in_link: bool = False
    ) -> assets.Fault | None:
        """Return what is wrong with a reference to a file of one of these types, with a hint where there is none."""
        fault = assets.fault(self.path, name, self.tree, endings)
        if fault is None or fault.rule != "file-missing" or name.endswith(".md"):
            return fault
        hints = self.link_hints if in_link else self.file_hints
        return assets.Fault(fault.rule, f"{fault.message}{outside(name) or hints.for_(name)}")

    def problem(self, offset: int, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a place of the text."""
        return self.front_matter.source.problem(self.front_matter.body_offset + offset, rule, message, severity)


def outside(name: str) -> str:
    """Return what to write for the name of a file that is the address of a site or a mailbox, or nothing."""
    if MAILBOX.fullmatch(name):
        return "; to link to a mailbox write mailto: before it"
    host = _HOST.match(name)
    if host and (name.startswith("www.") or host[1].lower() not in _ENDINGS_OF_PAGES | media.MEDIA_TYPES.keys()):
        return "; for a web address write https:// before it"
    return ""


@dataclass(frozen=True)
class Case:
    """One piece and all that its rules may look at.

    ``tree`` has the files of the stories folder, ``stories`` all readable pieces by their path; ``today`` is
    needed only by rules about lateness. ``set_aside`` are keys with a value that cannot be used, which the story
    is read without: a rule that misses one of them says nothing.
    """

    story: Story
    front_matter: FrontMatter
    settings: Settings
    tree: Tree
    stories: Mapping[str, Story]
    outlines: Mapping[str, Outline]
    today: date
    set_aside: frozenset[str] = frozenset()
    made: frozenset[str] = PAGES_WITHOUT_SOURCE

    @cached_property
    def text(self) -> TextCase:
        """The text of the piece."""
        story = self.story
        day = story.meta.date if self.is_ready else None
        return TextCase(
            story.path, self.front_matter, story.outline, self.tree, self.stories, self.outlines, day, self.made
        )

    @property
    def is_ready(self) -> bool:
        """Whether the piece is meant for the public."""
        return self.story.meta.status is Status.READY

    @property
    def is_ready_story(self) -> bool:
        """Whether the piece is a story, in the narrow sense, that is meant for the public."""
        return self.is_ready and self.story.meta.kind is Kind.STORY and "kind" not in self.set_aside

    def lacks(self, key: str) -> bool:
        """Whether a key is not there; one with an unusable value is."""
        return not getattr(self.story.meta, key) and key not in self.set_aside

    def at(self, path: Path, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a value of the front matter, or at the fence where it is missing."""
        return self.front_matter.source.problem(self.front_matter.offset_of(path), rule, message, severity)


Rule = Callable[[Case], Iterator[Problem]]
TextRule = Callable[[TextCase], Iterator[Problem]]
