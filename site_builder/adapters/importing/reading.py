"""Which reader a file needs, by what it has and how it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.adapters import disk
from site_builder.adapters.importing import markdown_file, tables, web_page, word, wordpress
from site_builder.adapters.importing.faults import LARGEST_FILE, ImportingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from site_builder.content.imported import Imported

    Reader = Callable[[Path], Iterator[Imported]]

_READERS: Mapping[str, Reader] = {
    "docx": word.read,
    "html": web_page.read,
    "htm": web_page.read,
    "xhtml": web_page.read,
    "csv": tables.read_csv,
    "tsv": tables.read_csv,
    "xlsx": tables.read_xlsx,
    "xml": wordpress.read,
    "wxr": wordpress.read,
    **dict.fromkeys(("md", "markdown", "mkd", "mdown", "mdx", "txt"), markdown_file.read),
}
_OTHERS = {
    "doc": "save it as .docx in Word",
    "docm": "save it as .docx, without macros",
    "rtf": "save it as .docx in Word",
    "odt": "save it as .docx",
    "pages": "export it as .docx",
    "pdf": "a PDF has lost its headings and paragraphs; use the document it was made from",
    "xls": "save it as .xlsx in Excel",
    "xlsm": "save it as .xlsx, without macros",
    "ods": "save it as .xlsx or as CSV",
    "zip": "unpack it first, and give the files or the folder in it",
    "json": "save it as CSV, with a row for each story",
}


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files at these paths; of folders those that can be read, without hidden ones and symbolic links."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            parts = file.relative_to(path).parts
            is_hidden = any(part.startswith((".", "_")) for part in parts[:-1]) or parts[-1].startswith(".")
            if _ending(file) in _READERS and file.is_file() and not file.is_symlink() and not is_hidden:
                yield file


def read(path: Path) -> list[Imported]:
    """Return the stories in a file. Raises ImportingError, whatever a stranger has put into it."""
    ending = _ending(path)
    reader = _READERS.get(ending)
    if reader is None:
        known = "Word (.docx), HTML, Markdown, CSV, Excel (.xlsx) and exports of WordPress (.xml)"
        raise ImportingError(_OTHERS.get(ending, f"only {known} can be read"))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ImportingError("it is larger than 50 MB; make its pictures smaller, or split it")
        return list(reader(path))
    except OSError as error:
        raise ImportingError(disk.in_words(error)) from None
    except RecursionError:
        raise ImportingError("its parts are inside one another deeper than those of any text") from None


def _ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")
