"""A document as code of the typesetter Typst: calls of its functions, and of those that the theme's templates define.

All words are strings in it, so that no text can become code. What Typst cannot have is made simpler: lists and
quotations in one another beyond a depth, and levels of headings that were left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
    FootnoteReference,
    Heading,
    Image,
    Item,
    Kind,
    Link,
    ListBlock,
    Quotation,
    Rule,
    Table,
    Text,
    plain_words,
)
from site_builder.render import text_words
from site_builder.render.blocks import letters_across, parted
from site_builder.render.letters import Letters, breakable
from site_builder.render.typst_code import Code as Ready
from site_builder.render.typst_code import call, code, labelled, string
from site_builder.render.words import web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from site_builder.content.document import Node

_DEEPEST = 8
"""So many lists and quotations are inside one another; Typst itself gives up at about 25."""
_DEEPEST_IN_A_LINE = 12
_NAMES = {Kind.EMPHASIS: "emph", Kind.STRONG: "strong", Kind.STRIKETHROUGH: "strike"}
_ELEMENTS = {"sub": "sub", "sup": "super", "kbd": "keys", "em": "emph", "i": "emph", "cite": "emph"}
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9]+)*")
_LONGEST_IN_TABLES = (16, 12, 7)
"""Letters of a word that stay together in a table, by its width."""
_IN_THE_COLUMN, _ON_THE_PAGE = 62, 92
"""Letters of a table in a row that fit into the column of the text, and across the page."""
_COLUMNS_ON_THE_PAGE = 9


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a link leads: a full address, or with a ``label`` to a place in the same PDF."""

    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its path below the site's folder, and its width in pixels, 0 of a drawing (SVG)."""

    path: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class PrintSurroundings:
    """What a text needs to know of the PDF that it is in.

    ``prefix`` begins all its labels; ``below`` the level of the heading above it; ``letters`` are those of the fonts.
    """

    link: Callable[[str], Goal | None]
    picture: Callable[[str], Drawn | None]
    letters: Letters
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    below: int = 1


def document_typst(document: Document, surroundings: PrintSurroundings) -> Ready:
    """Return the code of a text's content."""
    writer = _Writer(document, surroundings)
    return Ready(writer.content(document.blocks))


class _Writer:
    """Writes one document. What is in a line is a call or a string; several are parted by ``;`` in braces."""

    def __init__(self, document: Document, surroundings: PrintSurroundings) -> None:
        self.around = surroundings
        self.footnotes = {note.number: note for note in document.footnotes}
        self.noted: set[str] = set()
        self.level = surroundings.below
        self.depth = 0
        self.depth_in_line = 0
        self.longest = 0
        self.is_in_note = False
        self.unused = _unexplained(document, surroundings.abbreviations)
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

    def content(self, nodes: Iterable[Node]) -> str:
        return f"{{{self.all(nodes)}}}"

    def all(self, nodes: Iterable[Node]) -> str:
        return "; ".join(filter(None, [self.writers[type(node)](node) for node in nodes]))

    def words(self, text: str) -> str:
        fitting = self.around.letters.fit(text)
        return string(breakable(fitting, self.longest) if self.longest else breakable(fitting))

    # ---- Within a line

    def text(self, text: Text) -> str:
        words = text.words
        if self.unused and self.abbreviation:
            words = self.abbreviation.sub(self.explained, words)
        return self.words(words)

    def explained(self, match: re.Match[str]) -> str:
        """Return an abbreviation, with its meaning where it is first."""
        meaning = self.unused.pop(match[0], None)
        return f"{match[0]} ({meaning})" if meaning else match[0]

    def code(self, code: Code) -> str:
        return f"code({self.words(' '.join(code.text.split()))})"

    def line_end(self, line_end: Break) -> str:
        return "linebreak()" if line_end.is_hard else '" "'

    def checkbox(self, box: Checkbox) -> str:
        return call("checkbox", box.is_ticked)

    def comment(self, _comment: Comment) -> str:
        return ""

    def footnote_reference(self, reference: FootnoteReference) -> str:
        label = f"{self.around.prefix}fn{reference.number}"
        return self.note(label, lambda: self.content(self.footnotes[reference.number].children))

    def note(self, label: str, make: Callable[[], str]) -> str:
        """Return the sign of a note at the foot of the page; its content is with the first."""
        to_label = call("label", label)
        if label in self.noted:
            return f"same-note({to_label})"
        self.noted.add(label)
        was_in_note, self.is_in_note = self.is_in_note, True
        content = make()
        self.is_in_note = was_in_note
        return labelled(f"note({content})", label)

    def image(self, image: Image) -> str:
        drawn = self.around.picture(image.target)
        return self.shown("picture-in-line", drawn, image) if drawn else self.words(image.alt)

    def shown(self, function: str, drawn: Drawn, image: Image) -> str:
        fit = self.around.letters.fit
        return call(function, drawn.path, fit(image.alt), width=drawn.width, caption=breakable(fit(image.title)))

    def link(self, link: Link) -> str:
        words, goal = self.inner(link.children), self.around.link(link.target)
        if goal is None:
            return words
        if goal.label:
            return f"link-inside(label({string(goal.label)}), {words})"
        linked = f"link({string(goal.url)}, {words})"
        address = web_address(goal.url)
        if address in plain_words(link.children):
            return linked
        if self.is_in_note:
            return f'{linked}; " ("; {self.words(address)}; ")"'
        return f"{linked}; {self.note(f'{self.around.prefix}to {goal.url}', lambda: self.address(goal.url))}"

    def address(self, url: str) -> str:
        return f"link({string(url)}, {self.words(web_address(url))})"

    def inner(self, nodes: Sequence[Node]) -> str:
        self.depth_in_line += 1
        content = self.content(nodes)
        self.depth_in_line -= 1
        return content

    def element(self, element: Element) -> str:
        if element.name == "br":
            return "linebreak()"
        if element.name == "details":
            return f"parbreak(); {self.all(element.children)}; parbreak()"
        if element.name == "summary":
            return f"{self.wrapped('strong', element.children)}; parbreak()"
        if element.name == "abbr":
            return self.abbr(element)
        language = _LANGUAGE.fullmatch(element.attributes.get("lang", ""))
        inside = self.wrapped(_ELEMENTS.get(element.name, ""), element.children)
        return f"text(lang: {string(language[1].lower())}, {{{inside}}})" if language else inside

    def abbr(self, element: Element) -> str:
        self.unused.pop(plain_words(element.children), None)
        title = element.attributes.get("title", "")
        return f"{self.all(element.children)}; {self.words(f' ({title})')}" if title else self.all(element.children)

    def wrapped(self, name: str, nodes: Sequence[Node]) -> str:
        if not name or self.depth_in_line >= _DEEPEST_IN_A_LINE:
            return self.all(nodes)
        return f"{name}({self.inner(nodes)})"

    # ---- Blocks

    def branch(self, branch: Branch) -> str:
        if branch.kind in _NAMES:
            return self.wrapped(_NAMES[branch.kind], branch.children)
        pictures = _only_pictures(branch)
        if pictures:
            return f"{self.pictures(pictures)}; parbreak()"
        inside = self.all(branch.children)
        return f"{inside}; parbreak()" if branch.kind is Kind.PARAGRAPH else inside

    def pictures(self, pictures: Iterable[Image]) -> str:
        found = [(self.around.picture(image.target), image) for image in pictures]
        return "; ".join(
            self.shown("picture", drawn, image) if drawn else self.words(image.alt) for drawn, image in found
        )

    def heading(self, heading: Heading) -> str:
        self.level = min(max(heading.level + self.around.below - 1, self.around.below + 1), self.level + 1)
        written = f"heading(level: {self.level}, {self.inner(heading.children)})"
        return f"parbreak(); {labelled(written, f'{self.around.prefix}#{heading.anchor}')}"

    def list_block(self, block: ListBlock) -> str:
        if self.depth >= _DEEPEST:
            return "; ".join(f"parbreak(); {self.all(item.children)}; parbreak()" for item in block.items)
        self.depth += 1
        items = ", ".join(map(self.item, block.items))
        self.depth -= 1
        inside = [node for item in block.items for node in item.children if isinstance(node, Branch)]
        tight = f"tight: {code(all(node.kind is not Kind.PARAGRAPH for node in inside))}"
        if block.first is not None:
            return f"parbreak(); enum(start: {block.first}, {tight}, {items}); parbreak()"
        if all(any(isinstance(node, Checkbox) for node in _first_line(item)) for item in block.items):
            return f"parbreak(); list(marker: none, body-indent: 0pt, {tight}, {items}); parbreak()"
        return f"parbreak(); list({tight}, {items}); parbreak()"

    def item(self, item: Item) -> str:
        return self.content(item.children)

    def quotation(self, quotation: Quotation) -> str:
        if self.depth >= _DEEPEST:
            return f"parbreak(); {self.all(quotation.children)}; parbreak()"
        self.depth += 1
        said, speaker = (quotation.children, ()) if quotation.alert else parted(quotation)
        inside = self.content(said)
        self.depth -= 1
        if quotation.alert:
            return f"parbreak(); alert({string(text_words.ALERTS[quotation.alert])}, {inside})"
        return f"parbreak(); quotation({inside}, {self.inner(speaker) if speaker else 'none'})"

    def code_block(self, block: CodeBlock) -> str:
        lines = breakable(self.around.letters.fit(block.text.expandtabs(4).rstrip("\n")), 60)
        return f"parbreak(); code-lines({string(lines)})"

    def rule(self, _rule: Rule) -> str:
        return "parbreak(); divider()"

    def table(self, table: Table) -> str:
        """Return a table; one that is too wide for the page is on its side, where it is by itself."""
        size = _size_of(table)
        self.longest = _LONGEST_IN_TABLES[size]
        head, *body = [[self.cell(cell) for cell in row.cells] for row in table.rows]
        self.longest = 0
        sides = ", ".join(alignment or "left" for alignment in table.alignments)
        cells = [cell for row in body for cell in row]
        given = f"size: {size}, on-its-own: {code(not self.depth and not self.is_in_note)}"
        return f"parbreak(); data-table(({sides},), {given}, ({', '.join(head)},), {', '.join(cells)})"

    def cell(self, cell: Cell) -> str:
        pictures = _only_pictures(cell)
        return f"{{{self.pictures(pictures)}}}" if pictures else self.content(cell.children)


def _size_of(table: Table) -> int:
    """Return which of the three sizes a table needs."""
    letters = letters_across(table, _LONGEST_IN_TABLES[0])
    if letters <= _IN_THE_COLUMN:
        return 0
    return 1 if letters <= _ON_THE_PAGE and len(table.alignments) <= _COLUMNS_ON_THE_PAGE else 2


def _first_line(item: Item) -> Sequence[Node]:
    first = item.children[0] if item.children else None
    return (*item.children[:1], *(first.children if isinstance(first, Branch) else ()))


def _only_pictures(branch: Branch | Cell) -> list[Image]:
    """Return the pictures of a paragraph or a cell that has nothing else."""
    others = [node for node in branch.children if not _is_space(node)]
    pictures = [node for node in others if isinstance(node, Image)]
    return pictures if len(pictures) == len(others) else []


def _is_space(node: Node) -> bool:
    return isinstance(node, Break) or (isinstance(node, Text) and not node.words.strip())


def _unexplained(document: Document, abbreviations: Mapping[str, str]) -> dict[str, str]:
    """Return the abbreviations whose meaning the text does not give itself."""
    if not abbreviations:
        return {}
    words = plain_words((*document.blocks, *document.footnotes)).casefold()
    return {short: meaning for short, meaning in abbreviations.items() if meaning.casefold() not in words}


def _any_of(abbreviations: Mapping[str, str]) -> re.Pattern[str] | None:
    longest_first = sorted(abbreviations, key=lambda short: (-len(short), short))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)") if longest_first else None
