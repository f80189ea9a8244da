"""The fonts that settings name: families of devices, or those of packages of PyPI whose names begin with 'fontpkg-'.

Each of these packages has the files of a family, and ``metadata.json``, which says what they are.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_builder.adapters.project import ProjectError
from site_builder.files.identity import SYSTEM_FONTS, FontFace, Fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.identity_options import FontOptions

_PREFIX = "fontpkg-"
_WEIGHTS = range(400, 701)
"""The weights that pages use: those of texts to those of headings."""
_WEIGHT_AXIS = "wght"


def read_fonts(options: FontOptions) -> Fonts:
    """Return the fonts of a site. Raises ProjectError."""
    faces: list[FontFace] = []
    families, own = {}, {}
    for option, name in (("headings", options.headings), ("text", options.text)):
        families[option] = SYSTEM_FONTS.get(name, "")
        if not families[option]:
            found = _faces(option, name)
            own[option] = found[0].family
            families[option] = f'"{found[0].family}", {SYSTEM_FONTS["serif" if option == "headings" else "sans"]}'
            faces += (face for face in found if face not in faces)
    return Fonts(families["headings"], families["text"], tuple(faces), own.get("headings", ""), own.get("text", ""))


def _faces(option: str, name: str) -> list[FontFace]:
    """Return the files of a package that pages use. Raises ProjectError."""
    where, package = f"mkdocs.yml: plugins.stories.fonts.{option}", f"{_PREFIX}{name}"
    others = f"or write one of {', '.join(SYSTEM_FONTS)}"
    try:
        folder = Path(str(distribution(package).locate_file(package.replace("-", "_"))))
        about = json.loads((folder / "metadata.json").read_text("utf-8"))
        found = list(_of_package(name, folder, about))
    except PackageNotFoundError:
        raise ProjectError(
            f"{where}: the package '{package}' is not installed; install it (pip install {package}), {others}"
        ) from None
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ProjectError(
            f"{where}: the package '{package}' cannot be read ({error}); choose another, {others}"
        ) from None
    if not found:
        raise ProjectError(f"{where}: the package '{package}' has no weight that pages use; choose another, {others}")
    return found


def _of_package(name: str, folder: Path, about: dict[str, Any]) -> Iterator[FontFace]:
    axes = {axis["tag"]: (int(axis["min"]), int(axis["max"])) for axis in about.get("axes", ())}
    for file in about["files"]:
        is_italic = file["style"] == "italic"
        if file["variable"]:
            least, most = axes.get(_WEIGHT_AXIS, (_WEIGHTS[0], _WEIGHTS[0]))
        else:
            least = most = int(file["weight"])
        weights = sorted({min(max(_WEIGHTS[0], least), _WEIGHTS[-1]), max(min(_WEIGHTS[-1], most), _WEIGHTS[0])})
        if least <= _WEIGHTS[-1] and most >= _WEIGHTS[0]:
            style = "-italic" if is_italic else ""
            address = f"assets/fonts/{name}{style}-{weights[0]}.ttf"
            source = str(folder / file["path"])
            yield FontFace(about["family"], address, tuple(weights), source, is_italic, str(about.get("version", "")))
