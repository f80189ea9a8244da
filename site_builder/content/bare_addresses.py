"""Web addresses and mailboxes that stand in a text without any mark (GFM, section 6.9, extended autolinks)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = re.compile(
    r"(?<![A-Za-z])(?P<scheme>(?i:https?)://)(?P<host>[^\W_][^\s<!-,/:-@\[-^`{-~]*)(?P<rest>[^\s<]*)"
    r"|(?:(?<=[\s*_~(])|^)(?P<www>www\.[^\W_][^\s<!-,/:-@\[-^`{-~]*)(?P<rest_of_www>[^\s<]*)"
    r"|(?<![A-Za-z0-9.+_-])(?P<mailbox>[A-Za-z0-9.+_-]+@[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)"
)
_TRAILING = "?!.,:*_~'\""
_REFERENCE_AT_END = re.compile(r"&[A-Za-z0-9]+;\Z")


@dataclass(frozen=True, slots=True)
class BareAddress:
    """An address from ``start`` to ``end`` of a text, and where it leads."""

    start: int
    end: int
    target: str


def bare_addresses(text: str) -> Iterator[BareAddress]:
    """Yield what GitHub makes links of in a text, in order."""
    if "://" not in text and "www." not in text and "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        if match["mailbox"] is not None:
            if match["mailbox"][-1].isalpha():
                yield BareAddress(match.start(), match.end(), f"mailto:{match['mailbox']}")
            continue
        if not _is_host(match["host"] or match["www"]):
            continue
        written = _without_trailing(match[0])
        target = written if match["scheme"] else f"http://{written}"
        yield BareAddress(match.start(), match.start() + len(written), target)


def _is_host(written: str) -> bool:
    """Whether an address leads to a host: the last two parts of its name have no ``_``."""
    ends = (n for n, char in enumerate(written) if char not in "-._" and unicodedata.category(char).startswith("P"))
    return "_" not in "".join(written[: next(ends, None)].rstrip(".").split(".")[-2:])


def _without_trailing(address: str) -> str:
    """Return an address without what belongs to the sentence around it."""
    surplus = address.count(")") - address.count("(")
    while True:
        if address[-1] in _TRAILING:
            address = address.rstrip(_TRAILING)
        elif address[-1] == ")" and surplus > 0:
            address = address[:-1]
            surplus -= 1
        elif address[-1] == ";":
            reference = _REFERENCE_AT_END.search(address)
            address = address[: reference.start()] if reference else address[:-1]
        else:
            return address
