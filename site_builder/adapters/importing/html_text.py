"""From HTML to Markdown as GitHub shows it; the only module that knows markdownify and Beautiful Soup."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import NavigableString
from markdownify import ATX, BACKSLASH, MarkdownConverter

from site_builder.content.characters import CONTROL
from site_builder.content.imported import Note
from site_builder.content.plain_text import clean, escaped, escaped_line

if TYPE_CHECKING:
    from collections.abc import Callable

_DROPPED = {
    "script": "a script", "style": "", "form": "a form", "input": "", "button": "", "select": "", "textarea": "",
    "noscript": "", "template": "", "canvas": "a drawing by a script", "svg": "a drawing inside the page",
    "object": "an embedded object", "embed": "an embedded object", "applet": "a program", "math": "a formula",
    "head": "", "nav": "", "link": "", "meta": "", "title": "",
}  # fmt: skip
_FRAMES = ("iframe", "video", "audio")
_NOTED = re.compile(
    r"<(?:a|img|p|script|canvas|svg|object|embed|applet|math|form|iframe|video|audio)(?=[\s>])", re.IGNORECASE
)
_LINE = "data-line"
_HEADING = re.compile(r"h[1-6]")
_FOOTNOTE = re.compile(r"#?(?P<kind>footnote|endnote)-(?P<to>ref-)?(?P<n>\d+)")
_HELD = {"(": "\ue000", ")": "\ue001", "[": "\ue002", "]": "\ue003", "^": "\ue004", "<": "\ue005", ">": "\ue006"}
"""Characters of Markdown that the escaping must leave alone are so until the end."""
_HOLD = str.maketrans(_HELD)
_RELEASE = str.maketrans({held: plain for plain, held in _HELD.items()})
_HEADING_WORDS = 12
_MOST_LETTERS = 100
_BLOCKS = ("p", "div", "ul", "ol", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "section", "li")


@dataclass
class Markdown:
    """A text in Markdown, with what its HTML said of the page, and what was dropped."""

    body: str = ""
    title: str = ""
    notes: list[Note] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


class _GitHubs(MarkdownConverter):
    """Writes Markdown in which every character of a text is literal."""

    class Options:
        heading_style = ATX
        bullets = "-"
        newline_style = BACKSLASH
        table_infer_header = True
        autolinks = False
        escape_asterisks = False
        escape_underscores = False

    def escape(self, text: str, parent_tags: set[str]) -> str:
        del parent_tags
        return escaped(text)

    def convert_p(self, _el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ANN401 - markdownify's own interface
        if parent_tags & {"td", "th"}:
            return f"\n{text.strip()}\n"
        lines = (escaped_line(line) for line in text.strip().split("\n"))
        if "_inline" in parent_tags:
            return f" {' '.join(text.split())} "
        return "\n\n{}\n\n".format("\n".join(lines)) if text.strip() else ""

    def convert_br(self, _el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ANN401 - (the same)
        if parent_tags & {"td", "th"}:
            return f"{text}\n"
        return f"{text} " if "_inline" in parent_tags else f"\\\n{text}"

    def convert_td(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ANN401 - (the same)
        del parent_tags
        columns = str(el.get("colspan") or "1")
        width = min(int(columns), 20) if columns.isdecimal() else 1
        return f" {_in_cell(text)} |" + " |" * (width - 1)

    convert_th = convert_td

    def _as_tag(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ANN401 - (the same)
        del parent_tags
        return f"<{el.name}>{text}</{el.name}>" if text.strip() else text

    convert_sub = convert_sup = convert_kbd = convert_cite = _as_tag

    def convert_dt(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ANN401 - (the same)
        del el, parent_tags
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Any, text: str, parent_tags: set[str]) -> str:  # noqa: ANN401 - (the same)
        return self.convert_p(el, text, parent_tags)


def read(
    html: str, *, base: str = "", picture: Callable[[str], str | None] = lambda _src: None, whole_page: bool = False
) -> Markdown:
    """Return the Markdown of HTML.

    ``base`` is the address of the page, to which links lead on; ``picture`` gives the name of the file beside the story
    for the source of a picture, None where there is none, and an empty text where that is told already. Of a
    ``whole_page`` only the main part is taken.
    Raises RecursionError where tags are in one another deeper than any text needs.
    """
    soup = BeautifulSoup(_with_lines(CONTROL.sub("", html)), "lxml")
    found = Markdown()
    if whole_page:
        found.title = _title(soup)
        soup = _main_part(soup)
    _drop(soup, found)
    footnotes = _take_footnotes(soup)
    _unwrap_tables(soup)
    _set_headings(soup, found)
    _set_links(soup, base, found)
    _set_pictures(soup, base, picture, found)
    options = {name: value for name, value in vars(_GitHubs.Options).items() if not name.startswith("_")}
    body = _GitHubs(**options).convert_soup(soup)
    for n, note in footnotes:
        body += f"\n\n[^{n}]: {_tidy(_GitHubs(**options).convert_soup(note)).replace(chr(10), chr(10) + '    ')}"
    found.body = _tidy(body)
    return found


def _in_cell(text: str) -> str:
    """Return what is in a cell on one line, its paragraphs and entries with breaks between them."""
    parts = [re.sub(r"^\s*[-+*]\s+", "• ", part).strip(" \\") for part in text.strip().split("\n")]
    return re.sub(r"(?<!\\)\|", r"\\|", "<br>".join(part for part in parts if part))


def _tidy(text: str) -> str:
    """Return a text with plain spaces, and without characters that nobody sees and too many empty lines."""
    text = clean(text.translate(_RELEASE)).replace("\t", " ")
    lines = [line.rstrip() if not line.endswith("\\\\") else line for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _tags(soup: Tag, *names: str) -> list[Tag]:
    return list(soup.find_all(names))


def _title(soup: Tag) -> str:
    main = _main_part(soup)
    for place in (main.find("h1"), soup.find("h1"), soup.find("title")):
        if isinstance(place, Tag) and (words := " ".join(place.get_text(" ").split())):
            if place.name == "h1":
                place.decompose()
            return words
    return ""


def _main_part(soup: Any) -> Any:  # noqa: ANN401 - a page, or a part of it
    for found in (soup.find("main"), soup.find(attrs={"role": "main"}), soup.find("article"), soup.find("body")):
        if isinstance(found, Tag):
            return found
    return soup


def _drop(soup: Tag, found: Markdown) -> None:
    """Remove what is no text; say of what readers saw that it is gone."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in _tags(soup, *_DROPPED):
        if not tag.decomposed:
            if _DROPPED[tag.name]:
                found.notes.append(Note(f"{_DROPPED[tag.name]} cannot be kept", _line(tag)))
            tag.decompose()
    for tag in _tags(soup, "header", "footer", "aside"):
        if not tag.decomposed and soup.name in {"body", "[document]"}:
            tag.decompose()
    for tag in _tags(soup, *_FRAMES):
        source = tag.find("source")
        src = tag.get("src") or (source.get("src") if isinstance(source, Tag) else "")
        found.notes.append(Note(f"an embedded {tag.name} became a link: {src}", _line(tag)))
        tag.name, tag.string = "a", str(tag.get("title") or src)
        tag.attrs = {"href": str(src)}


def _line(tag: Tag) -> int:
    line = str(tag.get(_LINE) or "")
    return int(line) if line.isdecimal() else 0


def _with_lines(html: str) -> str:
    """Return HTML whose tags know their lines, for the notes; libxml2 does not report them."""
    starts = [match.end() for match in re.finditer("\n", html)]
    return _NOTED.sub(lambda match: f'{match[0]} {_LINE}="{bisect_right(starts, match.start()) + 1}"', html)


def _take_footnotes(soup: Tag) -> list[tuple[str, Any]]:
    """Take the footnotes of a Word document from the end of its HTML, and mark their places."""
    notes: list[tuple[str, Any]] = []
    for anchor in _tags(soup, "a"):
        match = _FOOTNOTE.fullmatch(str(anchor.get("href") or ""))
        if match is None:
            continue
        name = match["n"] if match["kind"] == "footnote" else f"e{match['n']}"
        if match["to"]:  # the arrow back
            anchor.decompose()
        else:
            around = anchor.parent if anchor.parent is not None and anchor.parent.name == "sup" else anchor
            around.replace_with(NavigableString(f"[^{name}]".translate(_HOLD)))
    for item in _tags(soup, "li"):
        if match := _FOOTNOTE.fullmatch(str(item.get("id") or "")):
            whole = item.parent
            item.extract()
            item.name = "div"
            notes.append((match["n"] if match["kind"] == "footnote" else f"e{match['n']}", item))
            if whole is not None and not whole.find("li"):
                whole.decompose()
    return notes


def _unwrap_tables(soup: Tag) -> None:
    """Make of a table in a cell, and of a table with one cell, what is in it."""
    for table in _tags(soup, "table"):
        cells = _tags(table, "td", "th")
        if table.find_parent("table") is not None or len(cells) <= 1:
            for part in _tags(table, "td", "th", "tr", "tbody", "thead", "tfoot", "caption", "colgroup", "col"):
                part.name = "p" if part.name in {"td", "th"} else "div"
            table.name = "div"


def _set_headings(soup: Tag, found: Markdown) -> None:
    """Let headings begin at level 2 and leave none out; where there are none, short lines in bold are headings."""
    if not soup.find(_HEADING):
        for paragraph in _tags(soup, "p"):
            if _is_heading_in_bold(paragraph):
                paragraph.name = "h2"
                words = paragraph.get_text().strip()
                for strong in _tags(paragraph, "strong", "b"):
                    strong.unwrap()
                found.notes.append(Note(f"the line in bold '{words}' became a heading", _line(paragraph)))
    open_levels: list[int] = []
    for heading in soup.find_all(_HEADING):
        if heading.find_parent(["table", "li", "blockquote"]) is not None or not heading.get_text().strip():
            heading.name = "strong" if heading.get_text().strip() else "p"
            continue
        level = int(heading.name[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.name = f"h{min(len(open_levels) + 1, 6)}"
        for strong in _tags(heading, "strong", "b"):
            strong.unwrap()
        for line_break in _tags(heading, "br"):
            line_break.replace_with(NavigableString(" "))


def _is_heading_in_bold(paragraph: Tag) -> bool:
    words = paragraph.get_text().strip()
    if paragraph.find_parent(["table", "li", "blockquote"]) is not None or not words or words[-1] in ".,;:":
        return False
    if len(words.split()) > _HEADING_WORDS or len(words) > _MOST_LETTERS:
        return False
    bold = "".join(tag.get_text() for tag in _tags(paragraph, "strong", "b"))
    return "".join(bold.split()) == "".join(words.split()) and paragraph.find("img") is None


def _set_links(soup: Tag, base: str, found: Markdown) -> None:
    for anchor in _tags(soup, "a"):
        href = re.sub(r"[\x00-\x20]", "", str(anchor.get("href") or ""))
        target = href if href.startswith("#") else _joined(base, href)
        try:
            scheme = urlsplit(target).scheme
        except ValueError:
            scheme = ""
        if not href or scheme not in {"http", "https", "mailto", "tel"} or not _has_content(anchor):
            if href and not href.startswith("#") and _has_content(anchor):
                words = " ".join(anchor.get_text().split())
                said = f"the link of '{words}' led to {href[:80]}, which cannot be followed"
                found.notes.append(Note(said, _line(anchor)))
            anchor.unwrap()
            continue
        anchor["href"] = target.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E")
        del anchor["title"]


def _joined(base: str, address: str) -> str:
    """Return where an address leads from a page, as it is written where one of the two is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _has_content(anchor: Tag) -> bool:
    return bool(anchor.get_text().strip()) or anchor.find("img") is not None


def _set_pictures(soup: Tag, base: str, picture: Callable[[str], str | None], found: Markdown) -> None:
    for image in _tags(soup, "img"):
        src, alt = str(image.get("src") or ""), " ".join(str(image.get("alt") or "").split())
        del image["title"]
        for linked in [parent for parent in image.parents if parent.name == "a"]:
            linked.unwrap()
        name = picture(src)
        if name:
            image["src"], image["alt"] = name, re.sub(r"([\[\]\\`*_<])", r"\\\1", alt)
            found.pictures.append(name)
            _free_from_inline(image)
            continue
        if src.startswith("data:"):
            found.notes.append(
                Note(f"a picture inside the page{f' ({alt})' if alt else ''} could not be taken", _line(image))
            )
        elif src and name is None:
            found.notes.append(
                Note(f"the picture {_joined(base, src)} has to be fetched and put beside the story", _line(image))
            )
        image.replace_with(NavigableString(f" {alt} " if alt else ""))


def _free_from_inline(image: Tag) -> None:
    """Take a picture out of a heading, a cell or bold words, where Markdown would lose it."""
    for around in [
        p for p in image.parents if p.name in {"td", "th", "strong", "b", "em", "i"} or _HEADING.fullmatch(p.name)
    ]:
        outer = around if around.name not in {"td", "th"} else around.find_parent("table") or around
        outer.insert_after(image.extract())
