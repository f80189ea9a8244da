"""A document as HTML: the plain one of feeds, and that of its page, which does more for phones and keyboards.

Only what is written here can be in a page: text is escaped, and addresses come from anyone who knows the site.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

from site_builder.content.document import (
    Branch,
    Break,
    Cell,
    Checkbox,
    Code,
    CodeBlock,
    Comment,
    Document,
    Element,
    Footnote,
    FootnoteReference,
    Heading,
    Image,
    Item,
    Kind,
    Link,
    ListBlock,
    Quotation,
    Row,
    Rule,
    Table,
    Text,
    plain_words,
)
from site_builder.render import text_words
from site_builder.render.blocks import letters_across, parted
from site_builder.render.picture_html import Picture, img, picture_html, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from site_builder.content.document import Node

_TAGS = {
    Kind.PARAGRAPH: "p",
    Kind.EMPHASIS: "em",
    Kind.STRONG: "strong",
    Kind.STRIKETHROUGH: "del",
}


_PHONE = 34
"""A phone of 320 CSS pixels shows about so many letters of a table in a row; a wider one is a stop of the Tab key."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text needs to know of the site that it is written for.

    ``link`` gives the address to write for a destination, ``picture`` what to show for one; both give nothing where
    there is none, and the words stay. ``abbreviations`` are marked where a text first uses them.
    """

    link: Callable[[str], str | None]
    picture: Callable[[str], Picture | None]
    abbreviations: Mapping[str, str] = field(default_factory=dict)


def feed_html(document: Document, surroundings: Surroundings) -> str:
    """Return the HTML of a feed, which is read without our styles and at another address: no class and no id."""
    return _Writer(surroundings).document(document)


def page_html(document: Document, surroundings: Surroundings) -> str:
    """Return the HTML of a page: headings can be linked to, wide tables scroll, footnotes lead back."""
    return _PageWriter(surroundings).document(document)


class _Writer:
    """Writes one document."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings
        self.unused = dict(surroundings.abbreviations)
        self.abbreviation = _any_of(self.unused)
        self.writers: Mapping[type, Callable[[Any], str]] = {
            Text: self.text,
            Code: self.code,
            Break: self.line_end,
            Checkbox: self.checkbox,
            Comment: self.comment,
            FootnoteReference: self.footnote_reference,
            Image: self.image,
            Branch: self.branch,
            Element: self.element,
            Link: self.link,
            Heading: self.heading,
            ListBlock: self.list_block,
            Item: self.item,
            Quotation: self.quotation,
            CodeBlock: self.code_block,
            Rule: self.rule,
            Table: self.table,
        }

    def document(self, document: Document) -> str:
        return self.all(document.blocks) + self.footnotes(document.footnotes)

    def all(self, nodes: Iterable[Node]) -> str:
        return "".join([self.writers[type(node)](node) for node in nodes])

    # ---- Within a line

    def text(self, text: Text) -> str:
        """Return words, with each abbreviation marked where it is used first."""
        parts, done = [], 0
        for match in self.abbreviation.finditer(text.words) if self.unused and self.abbreviation else ():
            meaning = self.unused.pop(match[0], None)
            if meaning is not None:
                before, short = text.words[done : match.start()], match[0]
                parts += [escape(before, quote=False), tag("abbr", [("title", meaning)]), escape(short, quote=False)]
                parts.append("</abbr>")
                done = match.end()
        return "".join([*parts, escape(text.words[done:], quote=False)])

    def code(self, code: Code) -> str:
        return f"<code>{escape(code.text, quote=False)}</code>"

    def line_end(self, line_end: Break) -> str:
        return "<br>\n" if line_end.is_hard else "\n"

    def checkbox(self, box: Checkbox) -> str:
        return "☑ " if box.is_ticked else "☐ "

    def comment(self, _comment: Comment) -> str:
        return ""

    def footnote_reference(self, reference: FootnoteReference) -> str:
        return f"<sup>{reference.number}</sup>"

    def image(self, image: Image) -> str:
        picture = self.surroundings.picture(image.target)
        if picture is None:
            return escape(image.alt, quote=False)
        return self.picture(picture, image.alt, image.title)

    def picture(self, picture: Picture, alt: str, title: str) -> str:
        return img(picture, alt, title)

    def link(self, link: Link) -> str:
        words, address = self.all(link.children), self.surroundings.link(link.target)
        if address is None:
            return words
        attributes = [("href", address)]
        if link.title:
            attributes.append(("title", link.title))
        return f"{tag('a', attributes)}{words}</a>"

    def element(self, element: Element) -> str:
        if element.name == "br":
            return "<br>"
        if element.name == "abbr":
            self.unused.pop(plain_words(element.children), None)
        end = "\n" if element.name in {"details", "summary"} else ""
        inside = self.all(element.children)
        if element.name == "details" and not _has_summary(element):
            inside = f"<summary>{text_words.DETAILS}</summary>\n{inside}"  # what browsers show in its place
        return f"{tag(element.name, element.attributes.items())}{inside}</{element.name}>{end}"

    # ---- Blocks

    def branch(self, branch: Branch) -> str:
        inside = self.all(branch.children)
        if branch.kind is Kind.PLAIN:
            return inside
        tag = _TAGS[branch.kind]
        end = "\n" if branch.kind is Kind.PARAGRAPH else ""
        return f"<{tag}>{inside}</{tag}>{end}"

    def heading(self, heading: Heading) -> str:
        return f"<h{heading.level}>{self.all(heading.children)}</h{heading.level}>\n"

    def list_block(self, block: ListBlock) -> str:
        tag = "ul" if block.first is None else "ol"
        start = f' start="{block.first}"' if block.first not in {None, 1} else ""
        return f"<{tag}{start}>\n{self.all(block.items)}</{tag}>\n"

    def item(self, item: Item) -> str:
        return f"<li>{self.all(item.children)}</li>\n"

    def quotation(self, quotation: Quotation) -> str:
        if quotation.alert:
            title = f"<p><strong>{quotation.alert}</strong></p>\n"
            return f"<blockquote>\n{title}{self.all(quotation.children)}</blockquote>\n"
        said, speaker = parted(quotation)
        quoted = f"<blockquote>\n{self.all(said)}</blockquote>\n"
        return self.attributed(quoted, self.all(speaker)) if speaker else quoted

    def attributed(self, quoted: str, speaker: str) -> str:
        return f"<figure>\n{quoted}<figcaption>— {speaker}</figcaption>\n</figure>\n"

    def code_block(self, block: CodeBlock) -> str:
        return f"<pre><code>{escape(block.text, quote=False)}</code></pre>\n"

    def rule(self, _rule: Rule) -> str:
        return "<hr>\n"

    def table(self, table: Table) -> str:
        head, *body = table.rows
        rows = "".join(self.row(row, table.alignments, "td") for row in body)
        inside = f"<tbody>\n{rows}</tbody>\n" if rows else ""
        return f"<table>\n<thead>\n{self.row(head, table.alignments, 'th')}</thead>\n{inside}</table>\n"

    def row(self, row: Row, alignments: Iterable[str], tag: str) -> str:
        cells = zip(row.cells, alignments, strict=False)
        return f"<tr>\n{''.join(self.cell(cell, alignment, tag) for cell, alignment in cells)}</tr>\n"

    def cell(self, cell: Cell, alignment: str, tag: str) -> str:
        aligned = f' align="{alignment}"' if alignment else ""
        return f"<{tag}{aligned}>{self.all(cell.children)}</{tag}>\n"

    def footnotes(self, footnotes: Iterable[Footnote]) -> str:
        notes = "".join(f"<li>\n{self.all(note.children)}</li>\n" for note in footnotes)
        return f"<hr>\n<ol>\n{notes}</ol>\n" if notes else ""


class _PageWriter(_Writer):
    """Writes the text of a page."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        self.last_heading = ""
        self.labels: Counter[str] = Counter()

    def checkbox(self, box: Checkbox) -> str:
        sign, meaning = ("☑", text_words.DONE) if box.is_ticked else ("☐", text_words.TO_DO)
        return f'<span class="st-box" role="img" aria-label="{meaning}">{sign}</span> '

    def footnote_reference(self, reference: FootnoteReference) -> str:
        number = reference.number
        address = f'class="footnote-ref" href="#fn:{number}" aria-label="{text_words.footnote(number)}"'
        return f'<sup id="{_reference_id(number, reference.occurrence)}"><a {address}>{number}</a></sup>'

    def picture(self, picture: Picture, alt: str, title: str) -> str:
        return picture_html(picture, alt, title)

    def heading(self, heading: Heading) -> str:
        self.last_heading = heading.text
        tag = f"h{heading.level}"
        # For a pointer alone: read aloud it would be part of each heading's name, and the contents have the same links.
        hidden = 'aria-hidden="true" tabindex="-1"'
        title = f'title="{text_words.LINK_TO_SECTION}"'
        to_itself = f'<a class="headerlink" href="#{heading.anchor}" {hidden} {title}>¶</a>'
        return f'<{tag} id="{heading.anchor}">{self.all(heading.children)}{to_itself}</{tag}>\n'

    def quotation(self, quotation: Quotation) -> str:
        if not quotation.alert:
            return super().quotation(quotation)
        title = f'<p class="admonition-title">{text_words.ALERTS[quotation.alert]}</p>\n'
        kind = quotation.alert.lower()
        return f'<div class="admonition {kind}">\n{title}{self.all(quotation.children)}</div>\n'

    def attributed(self, quoted: str, speaker: str) -> str:
        return f'<figure class="st-quote">\n{quoted}<figcaption>{speaker}</figcaption>\n</figure>\n'

    def table(self, table: Table) -> str:
        """Return a table; a wide one in a region that scrolls, by keyboard too, with a name of its own."""
        written = super().table(table)
        if letters_across(table) <= _PHONE:
            return written
        label = text_words.table(self.last_heading)
        self.labels[label] += 1
        name = escape(label if self.labels[label] == 1 else f"{label} ({self.labels[label]})")
        return f'<div class="st-table" role="region" tabindex="0" aria-label="{name}">{written}</div>\n'

    def cell(self, cell: Cell, alignment: str, tag: str) -> str:
        aligned = f' class="st-{alignment}"' if alignment else ""
        return f"<{tag}{aligned}>{self.all(cell.children)}</{tag}>\n"

    def footnotes(self, footnotes: Iterable[Footnote]) -> str:
        notes = "".join(
            f'<li id="fn:{note.number}">\n{self.all(note.children)}<p>{_ways_back(note)}</p>\n</li>\n'
            for note in footnotes
        )
        return f'<div class="footnote">\n<hr>\n<ol>\n{notes}</ol>\n</div>\n' if notes else ""


def _has_summary(details: Element) -> bool:
    return any(isinstance(child, Element) and child.name == "summary" for child in details.children)


def _any_of(abbreviations: Mapping[str, str]) -> re.Pattern[str] | None:
    """Return a pattern of whole words, or nothing where there is none."""
    longest_first = sorted(abbreviations, key=lambda short: (-len(short), short))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None


def _reference_id(number: int, occurrence: int) -> str:
    return f"fnref:{number}" if occurrence == 1 else f"fnref:{number}:{occurrence}"


def _ways_back(note: Footnote) -> str:
    links = []
    for occurrence in range(1, note.references + 1):
        address = f"#{_reference_id(note.number, occurrence)}"
        label = text_words.back_to_footnote(note.number, occurrence)
        links.append(f'<a class="footnote-backref" href="{address}" aria-label="{label}">↩</a>')
    return " ".join(links)
