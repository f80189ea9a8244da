"""Running the typesetter Typst, which only this module knows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, cast

import typst

from site_builder.files.typefaces import FOLDERS
from site_builder.render.typst_code import string

if TYPE_CHECKING:
    from pathlib import Path

    from site_builder.files.pdfs import Typesetting

_STANDARD: Final = "ua-1"
"""PDF/UA-1 (ISO 14289-1): what a PDF needs so that everyone can read it. Typst refuses what does not keep to it."""
_UNSEEN = "hidden-drawings.typ"


class TypesettingError(Exception):
    """A PDF that could not be made; the message ends with what Typst says of it."""


def typeset(typesetting: Typesetting, folder: Path) -> bytes:
    """Return a PDF; pictures are read from the folder of the site. Raises TypesettingError."""
    hidden = [path for path in typesetting.drawings if not _can_be_drawn(path, folder)]
    listed = "".join(f"{string(path)}, " for path in hidden)
    sources = {**typesetting.sources, _UNSEEN: f"#let hidden-drawings = ({listed})\n"}
    return _compiled(sources, folder, typesetting.moment, typesetting.fonts)


def _can_be_drawn(path: str, folder: Path) -> bool:
    """Whether Typst can show a drawing (SVG): one may have no size, or words in letters that no font has."""
    look = '#set document(title: "-")\n#set text(fallback: false, font: "Source Sans 3")\n'
    main = f'{look}#image({string(path)}, alt: "-")\n'
    try:
        _compiled({"main.typ": main}, folder, 0)
    except TypesettingError:
        return False
    return True


def _compiled(sources: dict[str, str], folder: Path, moment: int, fonts: tuple[str, ...] = ()) -> bytes:
    files = {name: source.encode() for name, source in sources.items()}  # Typst takes it; its types do not say so
    try:
        compiler = typst.Compiler(
            cast("bytes", files), root=str(folder), font_paths=_fonts(fonts), ignore_system_fonts=True
        )
        made = compiler.compile(format="pdf", pdf_standards=[_STANDARD], timestamp=moment)
    except typst.TypstError as error:
        raise TypesettingError("; ".join([str(error), *error.hints])) from None
    if not isinstance(made, bytes):
        raise TypesettingError("Typst made no PDF")
    return made


@cache
def _fonts(own: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[*FOLDERS, *own])
