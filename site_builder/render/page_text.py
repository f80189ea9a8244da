"""The text of a page: what the sanitiser has passed, made fit for a phone and for the keyboard. Feeds do without it.

The sanitiser's own spelling is relied on: every tag is closed, every attribute stands in double quotes, and an angle
bracket that belongs to no tag is written as a reference.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import TYPE_CHECKING

from site_builder.render.sanitiser import without_heading_links

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANY_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-z][a-z0-9]*)[^>]*>")
_BREAK = re.compile(r"\s*<br>\s*$")
_TABLE_OR_HEADING = re.compile(r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<(?P<closing>/?)table[^>]*>", re.DOTALL)
_CAPTION = re.compile(r"<caption[^>]*>(.*?)</caption>", re.DOTALL)
_CELL = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
_CELL_TAG = re.compile(r"<t[dh] [^>]*>")
_ALIGN = re.compile(r' align="(left|center|right)"')
_QUOTE = re.compile(r"<(?P<closing>/?)blockquote[^>]*>")
_LAST_PARAGRAPH = re.compile(r"(?P<tag><p(?: [^>]*)?>)(?P<text>(?:(?!<p[ >]).)*)</p>\s*$", re.DOTALL)
_SAYS_WHO = re.compile(r"(?:—|–|--)[ \t](?P<who>.+)", re.DOTALL)

# A phone of 320 CSS pixels shows about so many letters of a table in a row. A column needs room for its longest word
# and, when it holds sentences, for two words or so.
_PHONE = 34
_SENTENCE = 12
_PADDING = 2


def for_page(safe: str) -> str:
    """Return the text of a page: wide tables scroll within themselves, and quotations name who said it."""
    text = _with_attributions(safe) if "<blockquote" in safe else safe
    return _with_tables(text) if "<table" in text else text


def plain(rendered: str) -> str:
    """Return the words of rendered text, without the link that a heading has to itself."""
    text = _ANY_TAG.sub(lambda tag: " " if tag["name"] == "br" else "", without_heading_links(rendered))
    return " ".join(html.unescape(text).split())


def _with_tables(text: str) -> str:
    parts: list[str] = []
    labels: Counter[str] = Counter()
    done = 0
    for start, end, heading in _outermost_tables(text):
        table = _CELL_TAG.sub(_aligned_by_class, text[start:end])
        parts += [text[done:start], table if _fits_a_phone(table) else _scrolling(table, heading, labels)]
        done = end
    return "".join([*parts, text[done:]])


def _outermost_tables(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each table starts and ends, with the heading before it."""
    heading, depth, start = "", 0, 0
    for part in _TABLE_OR_HEADING.finditer(text):
        if part["heading"] is not None:
            heading = plain(part["heading"])
        elif part["closing"]:
            depth -= 1
            if depth == 0:
                yield start, part.end(), heading
        else:
            start = part.start() if depth == 0 else start
            depth += 1


def _aligned_by_class(tag: re.Match[str]) -> str:
    """Return a cell's tag with a class for its alignment, which HTML leaves to styles."""
    align = _ALIGN.search(tag[0])
    if align is None:
        return tag[0]
    name, rest = f"st-{align[1]}", _ALIGN.sub("", tag[0])
    return rest.replace(' class="', f' class="{name} ', 1) if ' class="' in rest else f'{rest[:-1]} class="{name}">'


def _fits_a_phone(table: str) -> bool:
    """Whether a table can be read on a phone without scrolling, so that it needs no stop of the Tab key."""
    columns: Counter[int] = Counter()
    for row in table.split("<tr")[1:]:
        for n, cell in enumerate(_CELL.findall(row)):
            words = plain(cell)
            longest = max((len(word) for word in words.split()), default=0)
            columns[n] = max(columns[n], longest, min(len(words), _SENTENCE))
    return sum(columns.values()) + _PADDING * len(columns) <= _PHONE


def _scrolling(table: str, heading: str, labels: Counter[str]) -> str:
    """Return a table in a region that scrolls, by keyboard too; its name differs from that of every other."""
    caption = _CAPTION.search(table)
    label = plain(caption[1]) if caption else f"Table: {heading}" if heading else "Table"
    labels[label] += 1
    name = html.escape(label if labels[label] == 1 else f"{label} ({labels[label]})")
    return f'<div class="st-table" role="region" tabindex="0" aria-label="{name}">{table}</div>'


def _with_attributions(text: str) -> str:
    parts: list[str] = []
    depth, start, done, is_nested = 0, 0, 0, False
    for tag in _QUOTE.finditer(text):
        depth += -1 if tag["closing"] else 1
        if not tag["closing"]:
            start, is_nested = (tag.start(), False) if depth == 1 else (start, True)
        elif depth == 0 and not is_nested and (figure := _attributed(text[start : tag.start()])):
            parts += [text[done:start], figure]
            done = tag.end()
    return "".join([*parts, text[done:]])


def _attributed(quote: str) -> str:
    """Return a quotation with its last line as the caption, where that line says whose words they are; else nothing."""
    last = _LAST_PARAGRAPH.search(quote)
    words, _, line = last["text"].rpartition("\n") if last else ("", "", "")
    said = _SAYS_WHO.fullmatch(line.strip())
    if last is None or said is None or not _is_whole(said["who"]):
        return ""
    words = _BREAK.sub("", words)
    before = quote[: last.start()] + (f"{last['tag']}{words}</p>" if words.strip() else "")
    if not plain(before):
        return ""
    caption = f"<figcaption>{said['who']}</figcaption>"
    return f'<figure class="st-quote">\n{before.rstrip()}\n</blockquote>\n{caption}\n</figure>'


def _is_whole(fragment: str) -> bool:
    """Whether every tag of a fragment is opened and closed in it."""
    opened: list[str] = []
    for tag in _ANY_TAG.finditer(fragment):
        if not tag["closing"]:
            opened += [tag["name"]] if tag["name"] not in {"br", "img", "wbr"} else []
        elif not opened or opened.pop() != tag["name"]:
            return False
    return not opened
