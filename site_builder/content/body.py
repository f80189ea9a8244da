"""What the rules need to know of a Markdown body, found without rendering it.

A scan of the raw text keeps lines true and costs a fraction of a rendering. It is an early, readable
warning; what protects the reader is the sanitiser that every rendered page passes (``outputs.html``).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from site_builder.content.characters import referenced

_FENCE = re.compile(r"^[ \t>]*(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$", re.MULTILINE)
_BACKTICKS_OR_BLANK_LINE = re.compile(r"`+|\n[ \t]*\r?\n")
_SENTENCE = re.compile(r"^(?!#)[^\r\n]*[^\s=-]", re.MULTILINE)
"""A line that is neither empty nor a heading nor a rule: an untouched skeleton has none."""
_COMMENT = re.compile(r"(?P<indented>(?:^|(?<=[\r\n]))(?: {4}|\t)[ \t]*+)?(?P<mark><!--)")
_NOT_LINE_END = re.compile(r"[^\r\n]")
_ATX = re.compile(r"^(?P<level>#{1,6})(?P<text>[^\r\n]*)", re.MULTILINE)
_UNDERLINE = re.compile(r"\n(?P<mark>=+|-+)[ \t]*\r?(?=\n|$)")
_DESTINATION = re.compile(
    r"\]\([ \t]*(?:\r?\n[ \t]*)?(?:<(?P<angle>[^<>\n]{0,1000})>|(?P<plain>(?:[^\s()]|\([^\s()]*\)){0,1000}))"
)
_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]*)(?=\]\()")
_REFERENCE = re.compile(
    r"^(?: {0,3}(?:(?:>|[-*+]|[0-9]{1,9}[.)])[ \t]*)*|[ \t]++(?=[^\r\n]*\]:[ \t]*<?(?:[A-Za-z][A-Za-z0-9+.-]*:|//)))"
    r"\[(?!\^)[^\]\n]+\]:[ \t]*(?:\r?\n[ \t]*)?<?(?P<plain>[^\s>]+)",
    re.MULTILINE,
)
"""A definition, in quotations and lists too. So far to the right that it may be code, one of another site counts."""
_AUTOLINK = re.compile(r"<(?P<plain>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>")
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)"
    r"(?P<attributes>(?:[^<>=]+|=\s*\"[^\"]*\"|=\s*'[^']*'|=)*)"
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_:@][\w:.-]*)"
    r"(?P<equals>\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))?)?"
)
_ATTRIBUTE_LIST = re.compile(r"\{:?(?P<attributes>[^{}\n]+)\}")
_IGNORED_IN_SCHEME = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_ADDRESS_ATTRIBUTES = frozenset(
    {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset", "background"}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where its line starts, as an offset into the body."""

    level: int
    text: str
    offset: int


@dataclass(frozen=True)
class Link:
    """A link's or image's destination as written, and where it stands."""

    target: str
    offset: int
    is_image: bool = False
    alt: str = ""

    @cached_property
    def scheme(self) -> str:
        """The address's scheme as a browser would read it, or an empty text for an address on this site."""
        spelled_out = _IGNORED_IN_SCHEME.sub("", html.unescape(self.target)).lower()
        match = _SCHEME.match(spelled_out)
        return match[1] if match else ""

    @cached_property
    def file(self) -> str:
        """The name of the file that the link leads to, or an empty text where it leads to no place on this site."""
        name = unquote(self.target.partition("#")[0].partition("?")[0])
        return "" if self.scheme or name.startswith("/") else name


@dataclass(frozen=True, slots=True)
class Tag:
    """A raw HTML tag with the names of its attributes that have a value, and where it stands.

    A list of attributes (``{: onclick="..." }``) is a tag without a name. ``lang`` is that attribute's value.
    """

    name: str
    attributes: tuple[str, ...]
    offset: int
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Hidden:
    """An invisible character that is written as HTML writes it, as in ``&shy;``: its spelling, name and place."""

    written: str
    name: str
    offset: int


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a body that rules look at, in order of their places."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    tags: tuple[Tag, ...]
    is_empty: bool
    hidden: tuple[Hidden, ...] = ()


def scan(body: str) -> Body:
    """Find headings, links and raw HTML outside code and comments. Offsets count characters of ``body``."""
    text = _without_code(body)
    tags, links = _tags(text)
    links += _links(text)
    return Body(
        tuple(sorted(_headings(text), key=lambda h: h.offset)),
        tuple(sorted(links, key=lambda link: link.offset)),
        tuple(tags),
        _SENTENCE.search(text) is None,
        tuple(Hidden(written, name, offset) for offset, written, name in referenced(text)),
    )


def _without_code(body: str) -> str:
    """Blank out code and comments, keeping every offset."""
    text = _without_fences(body) if "```" in body or "~~~" in body else body
    text = _blanked(text, _code_spans(text)) if "`" in text else text
    return _blanked(text, _comments(text)) if "<!--" in text else text


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Replace what lies in these spans by spaces, but keep the line ends."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], _NOT_LINE_END.sub(" ", text[start:end])]
        done = end
    return "".join([*parts, text[done:]])


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Pair runs of backticks of the same length within a paragraph, in one pass from the end."""
    marks = list(_BACKTICKS_OR_BLANK_LINE.finditer(text))
    closing: dict[int, int] = {}
    partner: list[int | None] = [None] * len(marks)
    for n in range(len(marks) - 1, -1, -1):
        if marks[n][0][0] != "`":
            closing.clear()
            continue
        length = len(marks[n][0])
        partner[n] = closing.get(length)
        closing[length] = n
    spans, n = [], 0
    while n < len(marks):
        end = partner[n]
        if end is not None:
            spans.append((marks[n].start(), marks[end].end()))
            n = end
        n += 1
    return spans


def _comments(text: str) -> list[tuple[int, int]]:
    """Find comments. One that is indented as code is may be code, after which the text goes on: it is looked at."""
    spans, done = [], 0
    for opener in _COMMENT.finditer(text):
        start = opener.start("mark")
        if start < done or opener["indented"]:
            continue
        end = text.find("-->", start)
        if end < 0:
            break
        spans.append((start, end + 3))
        done = end
    return spans


def _without_fences(body: str) -> str:
    spans = []
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(body):
        mark = match["mark"]
        if opened is None:
            opened = match
        elif mark[0] == opened["mark"][0] and len(mark) >= len(opened["mark"]) and match[0].strip(" \t>\r") == mark:
            spans.append((opened.start(), match.end()))
            opened = None
    return _blanked(body, spans)


def _headings(text: str) -> list[Heading]:
    found = []
    if "#" in text:
        for m in _ATX.finditer(text):
            words = m["text"].strip().rstrip("#").strip()
            if words:
                found.append(Heading(len(m["level"]), words, m.start()))
    for m in _UNDERLINE.finditer(text):
        start = text.rfind("\n", 0, m.start()) + 1
        line = text[start : m.start()].rstrip("\r")
        if line and not line[0].isspace() and not line.startswith("#"):
            found.append(Heading(1 if m["mark"][0] == "=" else 2, line.strip(), start))
    return found


def _links(text: str) -> list[Link]:
    links = []
    if "](" in text:
        images = {m.end(): m["alt"].strip() for m in _IMAGE.finditer(text)} if "![" in text else {}
        for m in _DESTINATION.finditer(text):
            group = "angle" if m["angle"] is not None else "plain"
            alt = images.get(m.start())
            links.append(Link(m[group], m.start(group), alt is not None, alt or ""))
    if "]:" in text:
        links += [Link(m["plain"], m.start("plain")) for m in _REFERENCE.finditer(text)]
    if "<" in text:
        links += [Link(m["plain"], m.start("plain")) for m in _AUTOLINK.finditer(text)]
    return links


def _tags(text: str) -> tuple[list[Tag], list[Link]]:
    tags: list[Tag] = []
    links: list[Link] = []
    if "<" in text:
        for m in _TAG.finditer(text):
            name = m["name"].lower()
            names, lang, found = _attributes(m["attributes"], m.start("attributes"), is_image=name == "img")
            if not m["closing"]:
                tags.append(Tag(name, names, m.start(), lang))
            links += found
    if "{" in text:
        for m in _ATTRIBUTE_LIST.finditer(text):
            names, lang, found = _attributes(m["attributes"], m.start("attributes"), is_image=False)
            tags.append(Tag("", names, m.start(), lang))
            links += found
    return tags, links


def _attributes(text: str, start: int, *, is_image: bool) -> tuple[tuple[str, ...], str | None, list[Link]]:
    """Find attributes with a value; a word alone does nothing, and words between braces are mostly prose."""
    lang: str | None = None
    names: list[str] = []
    addresses: list[tuple[str, str, int]] = []
    alt = ""
    for m in _ATTRIBUTE.finditer(text):
        if m["equals"] is None:
            continue
        name = m["name"].lower()
        names.append(name)
        group = next((g for g in ("double", "single", "bare") if m[g] is not None), None)
        if group is not None and name == "alt":
            alt = m[group].strip()
        elif group is not None and name == "lang":
            lang = m[group]
        elif group is not None and name in _ADDRESS_ATTRIBUTES:
            addresses.append((name, m[group], start + m.start(group)))
    links = [
        Link(target, offset, is_image=True, alt=alt) if is_image and name == "src" else Link(target, offset)
        for name, target, offset in addresses
    ]
    return tuple(names), lang, links
