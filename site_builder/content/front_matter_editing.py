"""Changing single keys of an editor's front matter in place.

Everything else stays as it is, byte for byte: comments, order, quotes, line ends, a byte order mark. Each change is
tried and read again, and is made only when the front matter then says exactly what it should. What cannot be changed
so is refused, with what the editor can type instead.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from site_builder.content import located_yaml
from site_builder.content.front_matter import FrontMatter, split
from site_builder.content.front_matter_model import FrontMatterModel
from site_builder.content.source import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_BOM = "\ufeff"
_ORDER = {key: n for n, key in enumerate(FrontMatterModel.model_fields)}
_NOT_CONTENT = re.compile(r"[ \t]*(?:#.*)?\Z")
_ITEM = re.compile(r"(?P<indent>[ \t]*)-(?P<gap>[ \t]+)\Z")
_MOST_TRIES = 200


class EditingError(Exception):
    """The front matter cannot be changed safely; the message says why, and what to write by hand."""


def with_value(text: str, key: str, value: object) -> str:
    """Return a file's text with a value for a key of its front matter, which is added where it is missing.

    Only a value on one line is replaced. Raises EditingError.
    """
    front_matter = _read(text)
    candidates = _replaced(front_matter, key, value) if key in front_matter.data else _added(front_matter, key, value)
    return _first_right(text, candidates, dict(front_matter.data) | {key: value}, f"write {_line(key, value)}")


def with_item(text: str, key: str, item: object) -> str:
    """Return a file's text with one more item at the end of a list. Raises EditingError."""
    front_matter = _read(text)
    items = front_matter.data.get(key)
    if items is not None and not isinstance(items, list):
        raise EditingError(f"'{key}' is not a list; {_by_hand(key, [items, item])}")
    if key not in front_matter.data:
        candidates = _added(front_matter, key, [item])
    elif front_matter.rest_of_line((key,)).startswith("["):
        candidates = _in_brackets(front_matter, key, items or [], item)
    elif items:
        candidates = _appended(front_matter, key, item)
    else:
        candidates = _filled(front_matter, key, [item])
    after = dict(front_matter.data) | {key: [*(items or []), item]}
    return _first_right(text, candidates, after, _by_hand(key, [*(items or []), item]))


def without_item(text: str, key: str, n: int) -> str:
    """Return a file's text without the item at a place of a list, and without the list when it is the only one.

    Raises EditingError.
    """
    front_matter = _read(text)
    items = front_matter.data.get(key)
    if not isinstance(items, list) or n >= len(items):
        raise EditingError(f"'{key}' has no item {n + 1}")
    left = [*items[:n], *items[n + 1 :]]
    after = dict(front_matter.data) | {key: left}
    if not left:
        del after[key]
    remedy = f"delete {located_yaml.written(items[n], in_brackets=True)} from '{key}' yourself"
    return _first_right(text, _taken_away(front_matter, key, n, is_last=not left), after, remedy)


def _read(text: str) -> FrontMatter:
    front_matter = split(SourceText("", text.removeprefix(_BOM)))
    if front_matter.problems or not front_matter.is_usable:
        said = next((f"line {problem.line}: {problem.message}" for problem in front_matter.problems), "it is empty")
        raise EditingError(f"its front matter cannot be read ({said}); fix that first")
    return front_matter


def _first_right(text: str, candidates: Iterable[str], after: Mapping[str, object], remedy: str) -> str:
    """Return the first of some texts whose front matter says what it should, above the same body."""
    body = split(SourceText("", text.removeprefix(_BOM))).body
    for n, candidate in enumerate(candidates):
        if n == _MOST_TRIES:
            break
        read = split(SourceText("", candidate))
        if not read.problems and read.data == after and read.body == body:
            return (_BOM if text.startswith(_BOM) else "") + candidate
    raise EditingError(f"its front matter is written in a way that cannot be changed safely; {remedy}")


def _replaced(front_matter: FrontMatter, key: str, value: object) -> Iterator[str]:
    text, start = front_matter.source.text, front_matter.offset_of((key,))
    spelling = front_matter.spelling((key,))
    if spelling is None:
        return
    new = located_yaml.written(value)
    for old in (spelling, f'"{spelling}"', f"'{spelling}'"):
        if text.startswith(old, start):
            yield text[:start] + ("" if spelling else " ") + new + text[start + len(old) :]


def _filled(front_matter: FrontMatter, key: str, value: object) -> Iterator[str]:
    """Yield the text with a value for a key that has none: in place of the whole line, but for its comment."""
    text = front_matter.source.text
    start = front_matter.offset_of_key((key,))
    end = text.find(":", start) + 1
    lines = _lines(front_matter, key, value)
    yield _with_lines(front_matter, text, _line_end(text, end), lines[1:])


def _added(front_matter: FrontMatter, key: str, value: object) -> Iterator[str]:
    """Yield the text with a new key: behind those that come before it in the usual order, else at the end."""
    text = front_matter.source.text
    order = _ORDER.get(key, len(_ORDER))
    before = [other for other in front_matter.data if _ORDER.get(other, len(_ORDER)) <= order]
    last = max(before, key=lambda other: _ORDER.get(other, len(_ORDER)), default=None)
    lines = _lines(front_matter, key, value)
    if last is not None:
        yield _with_lines(front_matter, text, _end_of(front_matter, last), lines)
    yield _with_lines(front_matter, text, front_matter.yaml_offset + len(front_matter.written), lines, before_line=True)


def _appended(front_matter: FrontMatter, key: str, item: object) -> Iterator[str]:
    """Yield the text with an item below those that have lines of their own."""
    text = front_matter.source.text
    first = front_matter.offset_of((key, 0))
    match = _ITEM.match(text, text.rfind("\n", 0, first) + 1, first)
    if match is None:
        return
    lines = located_yaml.written([item]).split("\n")
    inner = match["indent"] + " " * (1 + len(match["gap"]))
    shaped = [match["indent"] + "-" + match["gap"] + lines[0][2:], *(inner + line[2:] for line in lines[1:])]
    yield _with_lines(front_matter, text, _end_of(front_matter, key), shaped)


def _in_brackets(front_matter: FrontMatter, key: str, items: Sequence[object], item: object) -> Iterator[str]:
    """Yield the text with an item before each closing bracket in turn: the right one is found by reading."""
    text = front_matter.source.text
    start = front_matter.offset_of((key, len(items) - 1)) if items else front_matter.offset_of((key,))
    new = located_yaml.written(item, in_brackets=True)
    for match in re.finditer(r"\]", text[start : _end_of(front_matter, key)]):
        closing = start + match.start()
        before = len(text[:closing].rstrip())
        for place, comma in product((before, closing), (", ", " ") if items else ("",)):
            yield text[:place] + comma + new + text[place:]


def _taken_away(front_matter: FrontMatter, key: str, n: int, *, is_last: bool) -> Iterator[str]:
    text = front_matter.source.text
    if is_last:
        start = text.rfind("\n", 0, front_matter.offset_of_key((key,))) + 1
        yield text[:start] + text[_next_line(text, _end_of(front_matter, key)) :]
        return
    start = front_matter.offset_of((key, n))
    line = text.rfind("\n", 0, start) + 1
    if _ITEM.fullmatch(text, line, start):
        yield text[:line] + text[_next_line(text, start) :]
        return
    spelling = front_matter.spelling((key, n)) or ""
    for old in (spelling, f'"{spelling}"', f"'{spelling}'"):
        if text.startswith(old, start):
            end = start + len(old)
            yield re.sub(r"\s*,\s*\Z", "", text[:start]) + text[end:]
            yield text[:start] + re.sub(r"\A\s*,\s*", "", text[end:])


def _lines(front_matter: FrontMatter, key: str, value: object) -> list[str]:
    """Return the lines of a key, indented as the other keys are."""
    first = min((front_matter.offset_of_key((other,)) for other in front_matter.data), default=0)
    indent = front_matter.source.text[front_matter.source.text.rfind("\n", 0, first) + 1 : first]
    indent = indent if not indent.strip() else ""
    return [indent + line for line in located_yaml.written({key: value}).split("\n")]


def _end_of(front_matter: FrontMatter, key: str) -> int:
    """Return where the last line of a key's value ends, before its line end.

    What follows, down to the next key, is empty lines and comments, which belong to that key.
    """
    text = front_matter.source.text
    here = front_matter.offset_of_key((key,))
    later = [o for other in front_matter.data if (o := front_matter.offset_of_key((other,))) > here]
    end = front_matter.yaml_offset + len(front_matter.written)
    following = text.rfind("\n", 0, min(later)) + 1 if later else end
    start = here
    for line in re.finditer(r"[^\n]*\n?", text[here:following]):
        if not _NOT_CONTENT.match(line[0].rstrip("\r\n")):
            start = here + line.start()
    return _line_end(text, start)


def _line_end(text: str, offset: int) -> int:
    """Return where the line of an offset ends, before its line end."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _next_line(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _with_lines(
    front_matter: FrontMatter, text: str, offset: int, lines: Sequence[str], *, before_line: bool = False
) -> str:
    """Return a text with more lines, after the line that ends at an offset or before the one that begins there."""
    line_end = "\r\n" if text[: front_matter.yaml_offset].endswith("\r") else "\n"
    joined = line_end.join(lines)
    return text[:offset] + (joined + line_end if before_line else line_end + joined) + text[offset:]


def _line(key: str, value: object) -> str:
    return f"'{located_yaml.written({key: value})}'"


def _by_hand(key: str, items: Sequence[object]) -> str:
    return f"write {key}: {located_yaml.written(list(items), in_brackets=True)} yourself"
