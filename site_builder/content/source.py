"""A source file as text that knows its lines, and the tree that such files are in."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from site_builder.content import media
from site_builder.content.characters import invisible, not_allowed
from site_builder.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from site_builder.content.pictures import Measure

MAX_BYTES = 1024 * 1024
"""The largest source file that is read: 1 MiB, some 150,000 words."""

_BOM = "\ufeff"
_LINE_END = re.compile(r"\r\n|\n|\r")
# What YAML 1.2 (section 5.1) and XML 1.0 (section 2.2) both refuse: a feed with one of these
# characters is not XML.
_FORBIDDEN = re.compile("[^\\x09\\x0A\\x0D\\x20-\\x7E\\x85\\xA0-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]")

_MARKDOWN_ENDINGS = frozenset({"md", "markdown", "mkd", "mkdn", "mdown", "mdwn", "mdtxt", "mdtext", "mdx", "rmd"})
# What may come before a fence: nothing that is seen, and comments. There is one way to take a text apart so, which
# keeps the time in proportion to it; groups that give nothing back would too, but Python 3.11.2 reads them wrongly.
_UNSEEN = r"[\s\ufeff\u200b-\u200f\u2060]*"
_NOTHING = rf"{_UNSEEN}(?:<!--(?:(?!-->).)*-->{_UNSEEN})*"
# A spreadsheet puts quotes round a line and the commas of its columns after it.
_FENCE = r"\"?(?P<hyphens>-{3,})[ \t\",;]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)"
_FENCE_FIRST = re.compile(_NOTHING + _FENCE, re.DOTALL)
_FENCE_LINE = re.compile(rf"(?:\A|[\r\n]){_FENCE}")
_FIRST_CUE = re.compile(r"[\r\n][^\r\n]*\d[ \t]+-->")
_KEY_OF_OURS = re.compile(r"(?:\A|[\r\n{,?])[ \t]*(?:&\w+[ \t]+)?[\"']?(?:id|title|status|summary)[\"']?\s*:")


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as the disk gave it.

    ``path`` is relative to the project's root; ``data`` has at most ``MAX_BYTES`` + 1 bytes, and
    ``fault`` says in plain words why there is no usable content (unreadable,
    leads out of the folder, has another ending); ``rule`` is what it breaks.
    """

    path: str
    data: bytes = b""
    fault: str = ""
    rule: str = "file-readable"


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything below the stories folder at one moment.

    ``root`` is the folder relative to the project's root, without a slash at the end (``stories``);
    ``texts`` the Markdown files, and what should be one; ``sizes`` the size in bytes of every file by its path
    relative to ``root``, without those that lead out of it; ``unfit`` says of some why their content must not be
    published under their name, ``pictures`` how large the pictures are that can be. Paths are in Unicode's form NFC,
    however the disk spells them: ``on_disk`` has the spelling of those that differ. ``of_look`` are the paths that the
    theme's settings name, such as that of a logo; they need not be here.
    """

    root: str
    texts: tuple[RawFile, ...]
    sizes: Mapping[str, int] = field(default_factory=dict)
    unfit: Mapping[str, str] = field(default_factory=dict)
    on_disk: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Measure] = field(default_factory=dict)
    of_look: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SourceText:
    """The text of a file, without a byte order mark, line ends as they are on disk."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of a character offset."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def problem(self, offset: int, rule: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
        """Return a problem at a character offset of this text."""
        line, column = self.position(offset)
        return Problem(self.path, line, column, severity, rule, printable(message))

    def invisible_characters(self) -> Iterator[Problem]:
        """Yield a problem for each invisible character, at most one a line: anyone who deletes one finds the others."""
        last = 0
        for offset, name in invisible(self.text):
            line, _ = self.position(offset)
            if line > last:
                yield self.problem(offset, "file-characters", not_allowed(name, self.text, offset))
            last = line


def printable(message: str) -> str:
    """Return a message that quotes a file without its line ends and what else cannot be seen.

    A stranger's key could otherwise forge a line of the report, or steer the terminal that shows it.
    """
    return "".join(c if c.isprintable() else " " if c == "\t" else "\ufffd" for c in message)


def decode(raw: RawFile) -> SourceText | Problem:
    """Return the text of a file, or the one problem that keeps it from being read at all."""
    if raw.fault:
        return Problem(raw.path, 1, 1, Severity.ERROR, raw.rule, raw.fault)
    if len(raw.data) > MAX_BYTES:
        return Problem(
            raw.path, 1, 1, Severity.ERROR, "file-size",
            "the file is larger than 1 MB, too large for a story; "
            "put pictures and documents beside the story as files of their own and link to them",
        )  # fmt: skip
    try:
        text = raw.data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw.data[: error.start].decode("utf-8").removeprefix(_BOM)
        return SourceText(raw.path, before).problem(
            len(before),
            "file-encoding",
            f"byte 0x{raw.data[error.start]:02X} is not UTF-8; save the file with the encoding UTF-8 "
            "(in most editors: Save As, then Encoding)",
        )
    source = SourceText(raw.path, text.removeprefix(_BOM))
    forbidden = _FORBIDDEN.search(source.text)
    if forbidden:
        return source.problem(
            forbidden.start(),
            "file-characters",
            f"the invisible control character U+{ord(forbidden[0]):04X} is not allowed; delete it",
        )
    return source


def misnamed(path: str, head: bytes) -> str:
    """Return what to say of a file that is the text of a story or a page, but has another ending than ``.md``.

    Such a file is known by its ending, or by front matter at its start; ``head`` is how the content begins.
    """
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    if ending == "md" and dot:
        return ""
    plain = (stem if dot else name).removesuffix(".md")
    if dot and ending.lower() in _MARKDOWN_ENDINGS:
        return (
            f"'{name}' is the text of a story or page, and only texts with the ending .md are read; "
            f"rename it to {plain}.md"
        )
    if not _begins_as_ours(head, media.ending_of(path)):
        return ""
    return (
        f"'{name}' begins like the text of a story or page, and such a text is read only from a file that ends in "
        f".md; if it is one, rename it to {plain}.md; if not, remove the line of hyphens at its start"
    )


def _begins_as_ours(head: bytes, ending: str) -> bool:
    """Whether a content begins with what must be taken for front matter.

    Nobody may come across a draft under another name. So a text that would be published must not begin with ``---``,
    whatever follows: that is the fence of YAML, for GitHub and all other tools too, and a draft may have any keys. A
    longer line of hyphens is a fence only here; minutes often begin with one. It counts where a key of ours follows,
    and so does every fence in a file that cannot be published.
    """
    if b"---" not in head:
        return False
    text = head.decode("utf-8", "replace")
    fence = _fence_of_captions(text) if ending == "vtt" else _FENCE_FIRST.match(text)
    if fence is None:
        return False
    if fence["hyphens"] == "---" and ending in media.TEXTS:
        return True
    closing = _FENCE_LINE.search(text, fence.end())
    return _KEY_OF_OURS.search(text[fence.end() : closing.start() if closing else len(text)]) is not None


def _fence_of_captions(text: str) -> re.Match[str] | None:
    """Return the first fence before the first caption (WebVTT, section 4): a header and notes may come before it."""
    cue = _FIRST_CUE.search(text)
    return _FENCE_LINE.search(text, 0, cue.start() if cue else len(text))
