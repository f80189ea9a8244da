"""What a ZIP file of Office or OpenDocument has, and whether anything of it runs.

Both are judged by the directory at the end of the file, which programs go by, and by the few small parts that say what
the others are. An object of another program (OLE) is refused with the macros: opened, it starts that program, and what
it has may be a program itself. So is what Word loads from elsewhere with a text: a template can bring macros.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    _Element = tuple[str, dict[str, str]]

DAMAGED = "it is damaged, or only part of it arrived; save it again, then upload it again"
TOO_MANY = "it has too many parts, or too large ones, to look through; save it as a PDF file"

_TYPES = "[content_types].xml"
_MIMETYPE = "mimetype"
_MANIFEST = "meta-inf/manifest.xml"
_DESCRIBING = frozenset({_TYPES, _MIMETYPE, _MANIFEST})
_RELATIONS_OF_WORD = re.compile(r"word/_rels/[^/]+\.rels")
_MAIN_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
_MAIN_PARTS = {
    "docx": re.compile(r"word/document[^/]*\.xml"),
    "xlsx": re.compile(r"xl/workbook[^/]*\.xml"),
    "pptx": re.compile(r"ppt/presentation[^/]*\.xml"),
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
# Programs go by the declared type, whatever a part is called: ...vbaProject, ...macroEnabled..., ...macrosheet+xml.
_MACRO_TYPE = re.compile(r"vba|macro|activex")
_MACRO_PART = re.compile(r"(?:.*/)?(?:vba(?:project|data)[^/]*|(?:macrosheets|activex|basic|scripts)/.+)")
_OBJECT_TYPE = re.compile(r"oleobject")
_OBJECT_PART = re.compile(r"(?:.*/)?(?:embeddings/[^/]+\.bin|oleobject[^/]*\.bin)")
_LOADED = ("attachedtemplate", "oleobject", "frame", "subdocument")
_ELSEWHERE = re.compile(r"\s*(?!file:)[a-z][a-z0-9+.-]+:", re.IGNORECASE)  # 'C:' is a drive: Word names its template so


@dataclass(frozen=True, slots=True)
class Archive:
    """What the directory of a ZIP file says, and those of its parts that ``described`` asks for.

    Names are as ``plain`` gives them; ``fault`` says why the file cannot be looked through, ``is_encrypted`` whether a
    part of it needs a password.
    """

    names: tuple[str, ...] = ()
    parts: Mapping[str, bytes] = field(default_factory=dict)
    is_encrypted: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """What a ZIP file is: the ending that fits it, nothing for one like any other, and why it must not be published."""

    kind: str = ""
    fault: str = ""


NOT_PACKED = Package()


def plain(name: str) -> str:
    """Return the name of a part as it is compared: capitals do not matter (ISO/IEC 29500-2, section 6.2.2)."""
    return name.replace("\\", "/").lstrip("/").lower()


def described(names: Iterable[str]) -> list[str]:
    """Return those of the parts that say what the others are, or what is loaded with them."""
    return [name for name in names if name in _DESCRIBING or _RELATIONS_OF_WORD.fullmatch(name)]


def judge(archive: Archive) -> Package:
    """Return what a ZIP file is."""
    if archive.fault:
        return Package(fault=archive.fault)
    wanted = described(archive.names)
    try:
        manifest = _elements(archive.parts.get(_MANIFEST))
        types = _declared_types(archive, manifest)
        kind = _kind(archive, types)
        is_twofold = len(set(wanted)) < len(wanted)  # one program reads the first, another the last
        return Package(kind, (DAMAGED if is_twofold else _fault(kind, archive, types, manifest)) if kind else "")
    except (expat.ExpatError, ValueError, LookupError):
        return Package(fault=DAMAGED)


def _kind(archive: Archive, types: Collection[str]) -> str:
    declared = archive.parts.get(_MIMETYPE, b"").strip()
    if declared in _OPEN_DOCUMENT:
        return _OPEN_DOCUMENT[declared]
    if _TYPES not in archive.names:
        return ""
    by_type = (ending for ending, type_ in _MAIN_TYPES.items() if type_ in types)
    by_part = (ending for ending, part in _MAIN_PARTS.items() if any(map(part.fullmatch, archive.names)))
    return next(by_type, "") or next(by_part, "")


def _fault(kind: str, archive: Archive, types: Collection[str], manifest: Iterable[_Element]) -> str:
    if any(map(_MACRO_PART.fullmatch, archive.names)) or any(map(_MACRO_TYPE.search, types)):
        return f"it has macros, which are programs; save it as {kind.upper()} without macros"
    if archive.is_encrypted or any(element == "encryption-data" for element, _ in manifest):
        return "it needs a password; save it without one"
    if any(map(_OBJECT_PART.fullmatch, archive.names)) or any(map(_OBJECT_TYPE.search, types)):
        return (
            "it has an object of another program (OLE), which starts that program; "
            "put a picture of it in its place, or save it as a PDF file"
        )
    loaded = next(_loaded(archive), "")
    return f"it loads '{loaded[:60]}' when it is opened; remove that, or save it as a PDF file" if loaded else ""


def _declared_types(archive: Archive, manifest: Iterable[_Element]) -> set[str]:
    """Return the types of the parts, in small letters; a type for an ending counts where a part has that ending."""
    endings = {name.rpartition(".")[2] for name in archive.names}
    types = {attributes.get("media-type", "").lower() for _, attributes in manifest}
    for element, attributes in _elements(archive.parts.get(_TYPES)):
        if element == "override" or attributes.get("extension", "").lower() in endings:
            types.add(attributes.get("contenttype", "").lower())
    return types


def _loaded(archive: Archive) -> Iterator[str]:
    """Yield what Word loads from elsewhere without being asked; links that a reader follows are none of it."""
    for name, content in archive.parts.items():
        if _RELATIONS_OF_WORD.fullmatch(name):
            for _, attributes in _elements(content):
                target = attributes.get("target", "")
                if attributes.get("type", "").lower().endswith(_LOADED) and _ELSEWHERE.match(target):
                    yield target


def _elements(content: bytes | None) -> list[_Element]:
    """Return the elements of an XML text with their attributes, by their names in small letters without prefixes."""
    found: list[_Element] = []
    if content is None:
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    def refuse(_name: str, _system: str | None, _public: str | None, has_declarations: int) -> None:
        if has_declarations:
            raise ValueError("entities are declared")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position
    return found


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
