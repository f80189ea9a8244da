"""The index for the search in full texts, made by Pagefind; the only module that knows it.

Pagefind is given title and text of each piece, and nothing else of its page; its own script loads the index
piece by piece in the reader's browser. Its results are named by ids that say nothing of the page, and to learn more
the browser would have to load a file for every one of them: ``order.json`` says which piece each id is; a piece
without a text of its own, such as a signpost can be, has none.

Pagefind is asked in the way of its own wrappers for Node.js and Python, as a service that gives the files back. When it
writes them itself it does not notice that a disk is full: it ends well and leaves empty files behind.
"""

from __future__ import annotations

import errno
import gzip
import json
import subprocess
from base64 import b64decode, b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from html import escape
from importlib import import_module
from tempfile import gettempdir
from threading import Timer
from typing import IO, TYPE_CHECKING, Any, cast

from site_builder.files.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FOLDER = "pagefind"
ORDER = "order.json"

_SIGNATURE = b"pagefind_dcd"
_FRAGMENTS = "fragment/"
_NOT_USED = (
    "pagefind-component-ui.*",
    "pagefind-highlight.js",
    "pagefind-modular-ui.*",
    "pagefind-ui.*",
    "pagefind-worker.js",
    "wasm.unknown.pagefind",
)
"""Pagefind's own interfaces, its worker, and other languages."""
_INDEX: Mapping[str, object] = {
    "force_language": "en",
    "exclude_selectors": [".headerlink, .footnote-ref, .footnote-backref"],
}
_PAGE = (
    '<!doctype html><html lang="en"><body><h1 data-pagefind-meta="title">{title}</h1>'
    "<div data-pagefind-body>{html}</div></body></html>"
)
_END = b","
_AT_ONCE = 1 << 20
_LONGEST_WAIT = 600
_OF_ANOTHER_MACHINE = (errno.ENOENT, errno.ENOEXEC)
"""What starting a program gives that was made for another kind of machine; ENOENT where its libraries are missing."""


class SearchIndexError(Exception):
    """The index was not made; the message says why."""


class NoSearchProgramError(SearchIndexError):
    """There is no Pagefind for this machine."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is found of a piece: its title, and its text as HTML."""

    address: str
    title: str
    html: str


def make(texts: Sequence[Text]) -> tuple[Artifact, ...]:
    """Return the files of the index of pieces, which are in the order of the list; the same texts give the same bytes.

    Raises SearchIndexError.
    """
    if not texts:
        return ()
    try:
        made = _ask(texts)
        ids = _ids(made)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise SearchIndexError(f"pagefind gave an answer that cannot be used: {error}") from error
    order = json.dumps([ids.get(f"/{address}") for address in (text.address for text in texts)], separators=(",", ":"))
    used = {path: content for path, content in made.items() if not any(fnmatch(path, name) for name in _NOT_USED)}
    used[ORDER] = f"{order}\n".encode()
    return tuple(Artifact(f"{FOLDER}/{path}", content) for path, content in used.items())


def _ask(texts: Sequence[Text]) -> dict[str, bytes]:
    """Return every file that Pagefind makes of the pieces, by its path below the index's folder.

    The pieces are sent in a thread of their own while answers are read: to wait for each answer would cost a turn of
    Python's interpreter, which is busy with other things meanwhile.
    """
    with _start() as program, ThreadPoolExecutor(1) as sender:
        timer = Timer(_LONGEST_WAIT, program.kill)
        timer.start()
        try:
            answers = _answers(program)
            _send(program, [{"type": "NewIndex", "config": _INDEX}])
            index = {"index_id": next(answers)["index_id"]}
            sender.submit(_send, program, [_page(text) | index for text in texts])
            for _ in texts:
                next(answers)
            _send(program, [{"type": "GetFiles"} | index])
            return {file["path"]: b64decode(file["content"]) for file in next(answers)["files"]}
        finally:
            timer.cancel()
            program.kill()  # with it the sender ends


def _page(text: Text) -> dict[str, object]:
    html = _PAGE.format(title=escape(text.title), html=text.html)
    return {"type": "AddFile", "url": f"/{text.address}", "file_contents": html}


def _start() -> subprocess.Popen[bytes]:
    try:
        executable = import_module("pagefind_bin").get_executable()
        return subprocess.Popen(  # noqa: S603 - the command is ours
            [str(executable), "--service"],
            bufsize=0,
            cwd=gettempdir(),  # where it looks for settings of its own, and finds none
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except ImportError as error:
        raise NoSearchProgramError(
            "the program 'pagefind' is not installed; there is none for every kind of machine"
        ) from error
    except OSError as error:
        if (error.errno or errno.ENOENT) in _OF_ANOTHER_MACHINE:  # the package's own error has no number
            raise NoSearchProgramError(f"the program 'pagefind' does not run on this machine: {error}") from error
        raise SearchIndexError(f"the program 'pagefind' cannot be started: {error}") from error


def _send(program: subprocess.Popen[bytes], requests: Iterable[Mapping[str, object]]) -> None:
    """Send requests: each is JSON in base64, and a comma ends it."""
    messages = (json.dumps({"message_id": 1, "payload": request}).encode() for request in requests)
    with suppress(BrokenPipeError):  # what it said before it ended is more to the point
        cast("IO[bytes]", program.stdin).write(b"".join(b64encode(message) + _END for message in messages))


def _answers(program: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Yield its answers, which are as requests are. Raises SearchIndexError at its end and for one that is an error."""
    received = bytearray()
    while part := cast("IO[bytes]", program.stdout).read(_AT_ONCE):
        received += part
        if _END in part:
            *messages, rest = bytes(received).split(_END)
            received = bytearray(rest)
            yield from map(_payload, messages)
    raise SearchIndexError(_last_words(program))


def _payload(message: bytes) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(b64decode(message))["payload"]
    if payload["type"] == "Error":
        raise SearchIndexError(f"pagefind answered: {payload['message']}")
    return payload


def _last_words(program: subprocess.Popen[bytes]) -> str:
    said = cast("IO[bytes]", program.stderr).read().decode("utf-8", "replace").strip()
    return f"pagefind ended with code {program.wait()}: {said or 'it said nothing'}"


def _ids(made: Mapping[str, bytes]) -> dict[str, str]:
    """Return the id of every page in the index by its address."""
    return dict(_page_and_id(path, content) for path, content in made.items() if path.startswith(_FRAGMENTS))


def _page_and_id(path: str, content: bytes) -> tuple[str, str]:
    fragment = json.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
    return str(fragment["url"]), path.removeprefix(_FRAGMENTS).partition(".")[0]
