"""Front matter that knows its lines: what is between the first two fences of a file.

The handler is python-frontmatter's, with our fence and our YAML, and so is the writing; this is the only
module that knows that library. Three things it passes silently are faults here (a list as front matter, a
missing fence, a repeated key), and places are offsets into the raw text, so that blank lines, a byte order
mark or CRLF never shift a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import frontmatter
from frontmatter.default_handlers import YAMLHandler

from site_builder.content import located_yaml, yaml_slips
from site_builder.content.located_yaml import Document, Path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.content.source import SourceText
    from site_builder.problems import Problem

_FENCE = re.compile(r"^-{3,}[ \t]*\r?$", re.MULTILINE)


class LocatedYAMLHandler(YAMLHandler):
    """python-frontmatter's handler, with fences that may end in CR and YAML that is never trusted."""

    def __init__(self) -> None:
        super().__init__(fm_boundary=_FENCE)

    def located(self, fm: str) -> Document:
        """Return the front matter as a document that knows its places, where ``load`` returns a dict."""
        return located_yaml.parse(fm)


_handler = LocatedYAMLHandler()


@dataclass(frozen=True)
class FrontMatter:
    """The two halves of a file.

    ``data`` is the front matter as a plain mapping, ``body`` the Markdown below it, which starts at
    ``body_offset`` of the source; ``problems`` has everything that keeps the YAML from being used.
    """

    source: SourceText
    data: Mapping[str, object]
    body: str
    body_offset: int
    problems: tuple[Problem, ...]
    document: Document
    fence_offset: int
    yaml_offset: int

    @property
    def is_usable(self) -> bool:
        """Whether there is a mapping to read; single keys may still be wrong."""
        return self.document.value is not None

    @property
    def written(self) -> str:
        """The text between the fences; nothing where one is missing."""
        closing = self.source.text.rfind("\n", self.yaml_offset, max(0, self.body_offset - 1)) + 1
        return self.source.text[self.yaml_offset : closing]

    def offset_of(self, path: Path) -> int:
        """Return where the value at a path is, else the nearest part that has it, else the fence."""
        offset = self.document.locate(path)
        return self.fence_offset if offset is None else self.yaml_offset + offset

    def offset_of_key(self, path: Path) -> int:
        """Return where the key at a path is, or its value where it is not a mapping's key."""
        offset = self.document.keys.get(path)
        return self.offset_of(path) if offset is None else self.yaml_offset + offset

    def as_written(self, path: Path) -> str | None:
        """Return a scalar as it was written, or the line of a list or group that begins with its bracket."""
        rest = self.rest_of_line(path)
        return rest if rest[:1] in {"[", "{"} else self.spelling(path)

    def rest_of_line(self, path: Path) -> str:
        """Return what is in the line of a value from its beginning on."""
        return self.source.text[self.offset_of(path) :].partition("\n")[0].strip()

    def spelling(self, path: Path) -> str | None:
        """Return a scalar as it was written, or None for lists, groups and missing values."""
        return self.document.spellings.get(path)


def split(source: SourceText) -> FrontMatter:
    """Split a file at its fences and read the front matter."""
    text = source.text
    start = len(text) - len(text.lstrip())
    opening = _FENCE.match(text, start)
    if opening is None:
        what = "the file is empty" if start == len(text) else "the front matter is missing"
        return _without(
            source, 0 if start == len(text) else start,
            f"{what}; the file must start with a line of three hyphens (---), then 'key: value' lines, "
            "then a second line of three hyphens",
        )  # fmt: skip
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        return _without(
            source, start,
            "the front matter opened here is never closed; "
            "put a line of three hyphens (---) after its last key",
        )  # fmt: skip
    document = _handler.located(text[opening.end() : closing.start()])
    yaml_offset = opening.end()
    problems = [*source.invisible_characters()]
    problems += [source.problem(yaml_offset + f.offset, f.rule, f.message) for f in document.faults]
    value: Any = document.value
    if not document.faults and not isinstance(value, dict):
        problems.append(_not_a_mapping(source, start, (yaml_offset, closing.start()), document))
    if not isinstance(value, dict):
        document = Document(None)
    body_offset = min(closing.end() + 1, len(text))
    return FrontMatter(
        source, value if isinstance(value, dict) else {}, text[body_offset:], body_offset,
        tuple(problems), document, start, yaml_offset,
    )  # fmt: skip


def _without(source: SourceText, offset: int, message: str) -> FrontMatter:
    problem = source.problem(offset, "front-matter", message)
    return FrontMatter(source, {}, source.text, 0, (problem,), Document(None), offset, offset)


def _not_a_mapping(source: SourceText, fence: int, within: tuple[int, int], document: Document) -> Problem:
    """Return what is wrong with YAML ``within`` two offsets that is no mapping."""
    if slip := yaml_slips.wrong_space(source.text, *within):
        return source.problem(slip.offset, slip.rule, slip.message)
    if document.value is None:
        return source.problem(fence, "front-matter", "the front matter is empty; it needs at least an id and a title")
    kind = "a list" if isinstance(document.value, list) else "plain text"
    return source.problem(
        within[0] + document.values[()], "front-matter",
        f"the front matter is {kind}; it must be lines of 'key: value', as in title: \"A short title\"",
    )  # fmt: skip


def compose(data: Mapping[str, object], body: str) -> str:
    """Return the text of a file with this front matter, keys in the order given, and this body."""
    post = frontmatter.Post(body, handler=None, **data)
    return frontmatter.dumps(post, sort_keys=False, allow_unicode=True, width=100) + "\n"
