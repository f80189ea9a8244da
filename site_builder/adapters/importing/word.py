"""Word documents (.docx); the only module that knows mammoth."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import mammoth

from site_builder.adapters.importing import html_text, packages
from site_builder.adapters.importing.faults import ImportingError
from site_builder.content import media
from site_builder.content.imported import Attached, Imported, Note, facts_at_top

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STYLES = """
p[style-name='Title'] => p.document-title:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p > em:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
"""
_TITLE = re.compile(r'<p class="document-title">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MAIN = "word/document.xml"
_LOST: tuple[tuple[bytes, str], ...] = (
    (b"<w:ins ", "tracked insertions were taken as accepted; {} of them"),
    (b"<w:del ", "tracked deletions were left out, as if accepted; {} of them"),
    (b"<w:commentReference ", "comments of reviewers were left out; {} of them"),
    (b"<m:oMath>", "formulas were left out; {} of them"),
    (b"<c:chart ", "charts were left out; add pictures of them instead; {} of them"),
    (b"<dgm:relIds ", "diagrams (SmartArt) were left out; add pictures of them instead; {} of them"),
)
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


class _Pictures:
    """The pictures of a document, named in the order in which they come."""

    def __init__(self) -> None:
        self.files: list[Attached] = []
        self.notes: list[Note] = []

    def take(self, image: Any) -> dict[str, str]:  # noqa: ANN401 - mammoth has no types
        """Keep a picture that can be published; return what its tag says of it."""
        ending = _ENDINGS.get(image.content_type, "")
        name = f"picture-{len(self.files) + 1}.{ending}"
        with image.open() as file:
            content = file.read()
        if not ending or media.fault(name, media.Sample(len(content), content)):
            kind = image.content_type.rpartition("/")[2]
            self.notes.append(Note(f"a picture of the type {kind} cannot be published; save it as PNG and add it"))
            return {"src": ""}
        self.files.append(Attached(name, content))
        return {"src": name}


def read(path: Path) -> Iterator[Imported]:
    """Yield the one story of a document; raises ImportingError."""
    packages.look_through(path, "docx")
    pictures = _Pictures()
    try:
        with path.open("rb") as file:
            converted = mammoth.convert_to_html(
                file, style_map=_STYLES, convert_image=mammoth.images.img_element(pictures.take)
            )
    except Exception as error:  # noqa: BLE001 - mammoth reports a document that it cannot read in many ways
        raise ImportingError(f"it cannot be read as a Word document ({type(error).__name__}); save it again") from None
    titles = [html.unescape(_TAG.sub("", title)).strip() for title in _TITLE.findall(converted.value)]
    names = {file.name for file in pictures.files}
    text = html_text.read(_TITLE.sub("", converted.value), picture=lambda src: src if src in names else None)
    facts, body = facts_at_top(text.body)
    title, body = (" ".join(titles), body) if titles else _first_heading(body)
    used = set(text.pictures)
    yield Imported(
        path.name, title=title, body=body, facts=facts, notes=(*_lost(path), *pictures.notes, *text.notes),
        files=tuple(file for file in pictures.files if file.name in used),
    )  # fmt: skip


def _first_heading(body: str) -> tuple[str, str]:
    """Return a heading with which a text begins as its title, with the rest, whose headings move up into its place."""
    match = re.match(r"## (?P<title>.+)\n*", body)
    if not match:
        return "", body
    rest = body[match.end() :]
    if not re.search(r"^## ", rest, re.MULTILINE):
        rest = re.sub(r"^#(?=##+ )", "", rest, flags=re.MULTILINE)
    return re.sub(r"\\(.)", r"\1", match["title"]), rest


def _lost(path: Path) -> Iterator[Note]:
    content = packages.part_of(path, _MAIN)
    for sign, said in _LOST:
        if count := content.count(sign):
            yield Note(said.format(count))
