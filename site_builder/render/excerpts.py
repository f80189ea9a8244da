"""As much of a story as so many characters have, in whole sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from site_builder.content.document import Branch, Heading, Image, Kind, ListBlock, plain_words, walk
from site_builder.render.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from site_builder.content.document import Document, Node


class _Unit(NamedTuple):
    """What goes in as a whole, with what comes before it; the entries of a list go in together."""

    joint: str
    text: str
    leads_on: bool = False
    of_list: int = 0


def excerpt(summary: str, document: Document, most: int) -> str:
    """Return the summary and the text from its start, cut after a sentence; nothing where the first is too long.

    Tables, pictures, code and quotations are left out. The end is never a heading, nor a sentence that leads on to what
    is left out, nor a part of a list.
    """
    units = [*_paragraph(summary), *_units(document)]
    taken: list[_Unit] = []
    length = 0
    for unit in units:
        length += len(unit.joint if taken else "") + len(unit.text)
        if length > most:
            taken = _without_part_of(unit.of_list, taken)
            break
        taken.append(unit)
    while taken and taken[-1].leads_on:
        taken.pop()
    return "".join(unit.joint + unit.text for unit in taken).lstrip()


def _without_part_of(of_list: int, units: Iterable[_Unit]) -> list[_Unit]:
    return [unit for unit in units if not of_list or unit.of_list != of_list]


def _units(document: Document) -> Iterator[_Unit]:
    """Yield the sentences, headings and lists of a text; a sentence that leads on to something else is left out."""
    waiting: _Unit | None = None
    for number, block in enumerate(document.blocks, start=1):
        units = list(_of_block(block, number))
        if waiting and units and units[0].of_list:
            yield waiting
        waiting = units.pop() if units and units[-1].text.endswith(":") else None
        yield from units


def _of_block(block: Node, number: int) -> Iterator[_Unit]:
    if isinstance(block, Heading):
        yield _Unit("\n\n", block.text, leads_on=True)
    elif isinstance(block, ListBlock):
        for n, item in enumerate(block.items):
            mark = "-" if block.first is None else f"{block.first + n}."
            yield _Unit("\n" if n else "\n\n", f"{mark} {plain_words((item,))}", of_list=number)
    elif isinstance(block, Branch) and block.kind is Kind.PARAGRAPH and not _has_picture(block):
        yield from _paragraph(plain_words((block,)))


def _has_picture(block: Branch) -> bool:
    return any(isinstance(node, Image) for node in walk((block,)))


def _paragraph(text: str) -> Iterator[_Unit]:
    for n, sentence in enumerate(sentences(text)):
        yield _Unit(" " if n else "\n\n", sentence, leads_on=sentence.endswith(":"))
