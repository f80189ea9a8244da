"""Whether a drawing is still: an SVG file is a document that can have programs and load things from elsewhere.

Opened by its own address it runs on the site's origin. What is not known to be harmless is refused (SVG 2, W3C; the
'secure static mode' of its section 2.2.5 is what browsers use for pictures in a page, and only there).

A hyperlink to a web address is harmless: it loads nothing by itself, does nothing where a page shows the drawing, and
in the drawing alone it is what a link in a text is. PowerPoint and Graphviz write such links.
"""

from __future__ import annotations

import re
import sys
from xml.parsers import expat

_SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML_EVENTS = "http://www.w3.org/2001/xml-events"
_RUNNING = frozenset({_XHTML, _XML_EVENTS})
_STILL = frozenset({
    "a", "circle", "clipPath", "defs", "desc", "ellipse", "filter", "flowPara", "flowRegion", "flowRoot", "flowSpan",
    "font", "font-face", "font-face-name", "font-face-src", "g", "glyph", "hkern", "image", "line", "linearGradient",
    "marker", "mask", "metadata", "missing-glyph", "path", "pattern", "polygon", "polyline", "radialGradient", "rect",
    "solidColor", "stop", "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use", "view",
    "vkern",
})  # fmt: skip
_EFFECT = re.compile(r"fe[A-Z][A-Za-z]+")
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp)[;,])", re.IGNORECASE)
_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][\w!#$%&'()*+,./:;=?@\[\]~-]*)?", re.IGNORECASE)
_ADDRESS_IN_STYLE = re.compile(r"url\s*\(\s*[\"']?", re.IGNORECASE)
_LOADING_STYLE = re.compile(r"@import|@font-face|(?:image-set|image|src|cross-fade)\s*\(", re.IGNORECASE)
_ESCAPE = re.compile(
    r"\\(?:(?P<number>[0-9A-F]{1,6})(?:\r\n|[ \t\r\n\f])?|(?P<line_end>\r\n|[\r\n\f])|(?P<character>.))", re.IGNORECASE
)
"""A character written another way (CSS Syntax Module Level 3, section 4.3.7), or a line that goes on in the next."""
_ADDRESS_END = re.compile("[\"')]")
_SURROGATES = range(0xD800, 0xE000)
_SEPARATOR = "|"


class _RefusedError(Exception):
    """The drawing has something that is not allowed; the message says what."""


def fault(content: bytes) -> str:
    """Return what keeps a drawing from being published, as the object of 'it has', or nothing."""
    reader = _Reader()
    try:
        reader.read(content)
    except _RefusedError as error:
        return str(error)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"it is not well-formed ({error})"
    return ""


class _Reader:
    """Reads a drawing from start to end, and stops at the first thing that is not allowed."""

    def __init__(self) -> None:
        self._style: list[str] | None = None
        self._is_root = True
        self._parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> None:
        self._parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise _RefusedError("it declares entities")

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":  # others, such as Illustrator's xpacket, do nothing
            raise _RefusedError(f"it has the instruction '{target}'")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        namespace, _, name = element.rpartition(_SEPARATOR)
        if self._is_root and (namespace, name) != (_SVG, "svg"):
            raise _RefusedError("it does not begin with <svg> of the namespace http://www.w3.org/2000/svg")
        self._is_root = False
        if self._style is not None:
            raise _RefusedError(f"its style has <{name}>")
        if namespace in _RUNNING or (namespace == _SVG and name not in _STILL and not _EFFECT.fullmatch(name)):
            raise _RefusedError(f"it has <{name}>, which can run, move or lead elsewhere")
        for attribute, value in attributes.items():
            local_name = attribute.rpartition(_SEPARATOR)[2]
            leads = (namespace, name, local_name) == (_SVG, "a", "href") and _LINK.fullmatch(value.strip())
            if not leads:
                _check_attribute(local_name, value)
        if name == "style":
            self._style = []

    def _text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def _end(self, _element: str) -> None:
        if self._style is not None:
            _check_style("".join(self._style))
            self._style = None


def _check_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise _RefusedError(f"it has the event handler '{name}'")
    if name in {"href", "src", "base", "ping"} and value.strip() and not _INSIDE.match(value):
        raise _RefusedError(f"it leads to '{value[:60]}'")
    if name == "style" or ("(" in value and "\\" in value):  # attributes that style are read as styles are
        _check_style(value)
    else:
        _check_addresses(value)


def _check_style(style: str) -> None:
    plain = _ESCAPE.sub(_unescaped, style)  # a class named 1x is written '.\31 x', and so can 'url' be hidden
    loading = _LOADING_STYLE.search(plain)
    if loading:
        raise _RefusedError(f"its style has '{loading[0]}', which can load something from elsewhere")
    _check_addresses(plain)


def _unescaped(escape: re.Match[str]) -> str:
    if escape["number"] is None:
        return escape["character"] or ""
    number = int(escape["number"], 16)
    return chr(number) if 0 < number <= sys.maxunicode and number not in _SURROGATES else "\ufffd"


def _check_addresses(value: str) -> None:
    """Refuse an address that leads out of the drawing; one may begin inside what looks like another."""
    for start in _ADDRESS_IN_STYLE.finditer(value):
        if not _INSIDE.match(value, start.end()):
            address = _ADDRESS_END.split(value[start.end() :], maxsplit=1)[0]
            raise _RefusedError(f"it loads '{address[:60]}'")
