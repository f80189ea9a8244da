"""The index for the search in full texts, made by Pagefind; the only module that knows it.

Pagefind reads the finished pages, takes the parts marked ``data-pagefind-body``, and writes what its own
script loads piece by piece in the reader's browser. Its results are named by ids that say nothing of the
page, and to learn more the browser would have to load a file for every one of them: ``order.json`` tells
which piece each id is; a piece without a text of its own, such as a signpost can be, has none.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "pagefind"
ORDER = "order.json"

_SIGNATURE = b"pagefind_dcd"
_NOT_USED = (
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "pagefind-modular-ui.*",
    "pagefind-ui.*",
    "pagefind-worker.js",
    "wasm.unknown.pagefind",
)
_LONGEST_WAIT = 600


class SearchIndexError(Exception):
    """The index was not made; the message says why."""


def make(site: Path, addresses: Sequence[str]) -> None:
    """Write the index of a site's pieces into its folder; the same pages give the same bytes.

    ``addresses`` are those of the pieces in the order of the list. Whatever goes wrong, nothing of the index
    is left behind, and the reason is raised as ``SearchIndexError``.
    """
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    if not addresses:
        return
    try:
        _run(site)
        _tidy(folder)
        ids = _ids(folder)
        order = json.dumps([ids.get(f"/{address}") for address in addresses], separators=(",", ":"))
        (folder / ORDER).write_text(f"{order}\n", "utf-8")
    except (OSError, ImportError, subprocess.SubprocessError, ValueError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise SearchIndexError(_reason(error)) from error


def _run(site: Path) -> None:
    """Let Pagefind read the pieces' pages; the others are not even opened."""
    executable = import_module("pagefind_bin").get_executable()
    subprocess.run(  # noqa: S603 - the command is ours
        [
            str(executable),
            "--site",
            str(site.resolve()),
            "--glob",
            "stories/*/index.html",
            "--output-subdir",
            FOLDER,
            "--force-language",
            "en",
            "--exclude-selectors",
            ".headerlink, .footnote-ref, .footnote-backref",
            "--silent",
        ],
        cwd=site,
        capture_output=True,
        check=True,
        timeout=_LONGEST_WAIT,
    )


def _tidy(folder: Path) -> None:
    """Remove what the site does not use: Pagefind's own interfaces, its worker, and other languages."""
    for pattern in _NOT_USED:
        for path in folder.glob(pattern):
            path.unlink()


def _ids(folder: Path) -> dict[str, str]:
    """Return the id of every page in the index by its address."""
    ids = {}
    for path in (folder / "fragment").glob("*"):
        content = gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)
        ids[str(json.loads(content)["url"])] = path.stem
    return ids


def _reason(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "the program 'pagefind' is not installed; there is none for every kind of machine"
    if isinstance(error, subprocess.CalledProcessError):
        said = error.stderr.decode("utf-8", "replace").strip() or error.stdout.decode("utf-8", "replace").strip()
        return f"pagefind ended with code {error.returncode}: {said or 'it said nothing'}"
    return str(error)
