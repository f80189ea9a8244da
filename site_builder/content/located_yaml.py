"""YAML whose every value knows its place; the only module that knows PyYAML.

The document is built from PyYAML's stream of events, which gives three things that ``yaml.load`` does
not: the offset of each key and value, duplicate keys as faults, and a limit that is checked while
reading, so that neither 3,000 nested brackets nor an alias bomb costs time or memory.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver
from yaml_env_tag import construct_env_tag

from site_builder.content import yaml_slips
from site_builder.content.characters import invisible, not_allowed_as
from site_builder.content.yaml_errors import Fault, fault_of, in_plain_english

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[str | int, ...]

MAX_DEPTH = 12
MAX_CONFIGURATION_DEPTH = 100
MAX_NODES = 2_000
_LONGEST_NUMBER = 64
_NEVER_BROKEN = 2**20
if TYPE_CHECKING:
    _Loader = yaml.SafeLoader
else:
    _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's where it is there, which is much faster
# The types published for PyYAML leave this method out.
_tag_of: Callable[[type[yaml.Node], str, tuple[bool, bool]], str] = Resolver().resolve
_constructor = SafeConstructor()
_first_characters = frozenset(Resolver.yaml_implicit_resolvers)
"""Plain text that starts with none of these is text; quoted text always is."""
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([LP])|.)", re.DOTALL)
_SEPARATORS = {"L": "\u2028", "P": "\u2029"}
_Event: TypeAlias = Any  # an event of PyYAML's, of whose parts its stubs know too little


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML document: its plain value, and the offsets and original spelling of its parts.

    ``value`` has dicts, lists and scalars as ``yaml.safe_load`` would give them; a path such as
    ``("sources", 0, "title")`` leads to a value in ``values`` and, for a mapping's entry, to its key
    in ``keys``; ``spellings`` has scalars as they were written.
    """

    value: object
    keys: dict[Path, int] = field(default_factory=dict)
    values: dict[Path, int] = field(default_factory=dict)
    spellings: dict[Path, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def locate(self, path: Path) -> int | None:
        """Return the offset of the value at a path, or of the nearest part that has it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.values:
                return self.values[path[:end]]
        return None


class _RefusedError(Exception):
    """The document as a whole cannot be used; carries the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Builder:
    """Builds one Document from the event stream, by recursive descent of bounded depth."""

    def __init__(self, text: str) -> None:
        # yaml.parse is a generator around this call, and costs as much again as the parsing
        self.next_event: Callable[[], _Event] = _Loader(text).get_event
        self.text = text
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.spellings: dict[Path, str] = {}
        self.faults: list[Fault] = []

    def build(self) -> object:
        self.next_event()  # the stream starts
        if isinstance(self.next_event(), yaml.StreamEndEvent):
            return None
        value = self.node(self.next_event(), ())
        self.next_event()  # the document ends
        after = self.next_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _RefusedError(Fault(after.start_mark.index, "yaml-syntax", "only one YAML document is allowed here"))
        return value

    def node(self, event: _Event, path: Path) -> object:
        offset = event.start_mark.index
        self.refuse_references(event, offset)
        if len(path) > MAX_DEPTH:
            raise _RefusedError(
                Fault(
                    offset,
                    "yaml-depth",
                    f"brackets or lists are nested more than {MAX_DEPTH} deep; no key needs that",
                )
            )
        if len(self.values) >= MAX_NODES:
            raise _RefusedError(
                Fault(
                    offset,
                    "yaml-size",
                    f"more than {MAX_NODES:,} values are here; no story needs that many",
                )
            )
        self.values[path] = offset
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return self.mapping(path)

    def refuse_references(self, event: _Event, offset: int) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise _RefusedError(
                Fault(offset, "yaml-alias", "YAML anchors (&name) and aliases (*name) are not allowed; "
                      f"write the value out; {self.as_text(offset, '& or *')}")
            )  # fmt: skip
        if event.tag is not None:
            raise _RefusedError(
                Fault(offset, "yaml-tag", f"the YAML tag {_short(event.tag)} is not allowed; remove it; "
                      f"{self.as_text(offset, '!')}")
            )  # fmt: skip

    def as_text(self, offset: int, sign: str) -> str:
        """Say how what looks like a sign of YAML's is written as a text, with the line where it is the whole value."""
        slip = yaml_slips.in_line_of(self.text, offset)
        return slip.message if slip and slip.offset == offset else f"text that starts with {sign} must be in quotes"

    def scalar(self, event: _Event, path: Path) -> object:
        """Return a scalar's value; what is a date or a number in form only (2026-02-30) stays text.

        So does what is too long to be either: reading a number takes time that grows with the square of its
        length, and Python refuses to print one of more than some thousand digits.
        """
        text: str = event.value
        self.spellings[path] = text
        if event.style == '"':
            self.refuse_escapes(event, text)
        if not event.implicit[0] or text[:1] not in _first_characters or len(text) > _LONGEST_NUMBER:
            return text
        tag = _tag_of(yaml.ScalarNode, text, event.implicit)
        construct = SafeConstructor.yaml_constructors.get(tag)
        if construct is None:
            return text
        try:
            return construct(_constructor, yaml.ScalarNode(tag, text))
        except (ValueError, OverflowError):
            return text

    def refuse_escapes(self, event: _Event, text: str) -> None:
        """Note the first escape that means an invisible character; those in plain sight are reported by the source."""
        start = event.start_mark.index
        spelled = self.text[start : event.end_mark.index]
        if "\\" not in spelled:
            return
        names = {text[offset]: name for offset, name in invisible(text)}
        for match in _ESCAPE.finditer(spelled) if names else ():
            name = names.get(_escaped(match))
            if name:
                self.faults.append(Fault(start + match.start(), "file-characters", not_allowed_as(match[0], name)))
                return

    def sequence(self, path: Path) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self.next_event(), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return items

    def mapping(self, path: Path) -> dict[str, object]:
        entries: dict[str, object] = {}
        while not isinstance(event := self.next_event(), yaml.MappingEndEvent):
            offset = event.start_mark.index
            self.refuse_references(event, offset)
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError(Fault(offset, "yaml-syntax", "a key must be a plain word"))
            key = event.value
            if key in entries:
                self.faults.append(
                    Fault(offset, "duplicate-key", f"the key '{key}' is given twice; keep one of the two")
                )
                self.node(self.next_event(), (*path, f"{key}\0again", len(self.values)))
                continue
            self.keys[*path, key] = offset
            entries[key] = self.node(self.next_event(), (*path, key))
        return entries


def _escaped(match: re.Match[str]) -> str:
    """Return the character that an escape of YAML means (1.2, section 5.7), if it can be one that nobody sees."""
    code = match[1] or match[2] or match[3]
    if not code:
        return _SEPARATORS.get(match[4] or "", "")
    number = int(code, 16)
    return chr(number) if number <= sys.maxunicode else ""


def _short(tag: str) -> str:
    """Return a tag as people write it."""
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def parse(text: str) -> Document:
    """Read one YAML document; whatever is wrong comes back as faults, nothing is raised."""
    builder = _Builder(text)
    try:
        value = builder.build()
    except _RefusedError as refusal:
        return Document(None, faults=(*builder.faults, refusal.fault))
    except yaml.YAMLError as error:
        return Document(None, faults=(*builder.faults, fault_of(*_told(error), text)))
    return Document(value, builder.keys, builder.values, builder.spellings, tuple(builder.faults))


def _told(error: yaml.YAMLError) -> tuple[str, int | None, int | None]:
    """Return what PyYAML says, where it says so, and where that began."""
    marks = (getattr(error, "problem_mark", None), getattr(error, "context_mark", None))
    at, began = (None if mark is None else mark.index for mark in marks)
    return str(getattr(error, "problem", None) or error), at, began


def written(value: object, *, in_brackets: bool = False) -> str:
    """Return a plain value as YAML, without a line end: its lists and groups in lines of their own, or in brackets."""
    text: str = yaml.safe_dump(
        value, default_flow_style=in_brackets, allow_unicode=True, sort_keys=False, width=_NEVER_BROKEN
    )
    return text.removesuffix("...\n").rstrip("\n")


class _ConfigurationLoader(_Loader):
    """A safe loader that reads mkdocs.yml without MkDocs.

    ``!ENV`` is resolved; other tags (``!!python/name``, ``!relative``) concern the engine alone and give
    None.
    """


def _date_or_text(loader: Any, node: yaml.ScalarNode) -> object:  # noqa: ANN401 - PyYAML's stubs know no loader in C
    """Return a date, or the text of one that the calendar does not have, so that the settings can say where."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


_ConfigurationLoader.add_constructor("!ENV", construct_env_tag)
_ConfigurationLoader.add_constructor("tag:yaml.org,2002:timestamp", _date_or_text)
_ConfigurationLoader.add_multi_constructor("!", lambda _loader, _suffix, _node: None)
_ConfigurationLoader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, _node: None)


class ConfigurationSyntaxError(Exception):
    """mkdocs.yml is not YAML; the message says where and why."""


def load_configuration(text: str) -> object:
    """Return the plain value of a mkdocs.yml text. Raises ConfigurationSyntaxError."""
    try:
        _refuse_depth(text)
        return yaml.load(text, Loader=_ConfigurationLoader)  # noqa: S506 - a subclass of the safe loader
    except yaml.MarkedYAMLError as error:
        fault = in_plain_english(*_told(error), text)
        line_start = text.rfind("\n", 0, fault.offset) + 1
        place = f"line {text.count(chr(10), 0, fault.offset) + 1}, column {fault.offset - line_start + 1}"
        raise ConfigurationSyntaxError(f"{place}: {fault.message}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationSyntaxError(f"not valid YAML: {error}") from error


def _refuse_depth(text: str) -> None:
    """Raise ConfigurationSyntaxError for nesting that would break down PyYAML, and Python with it."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_CONFIGURATION_DEPTH:
            raise ConfigurationSyntaxError(f"brackets or lists are nested more than {MAX_CONFIGURATION_DEPTH} deep")
