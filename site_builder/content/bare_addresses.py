"""Web addresses and mailboxes that are in a text without any mark (GFM, section 6.9, extended autolinks)."""

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
_LONGEST_REFERENCE = 40  # those of HTML have 33 characters at most
_END_OF_REFERENCE = re.compile(r";[A-Za-z0-9]+&")  # from right to left


@dataclass(frozen=True, slots=True)
class BareAddress:
    """An address from ``start`` to ``end`` of a text, and where it leads."""

    start: int
    end: int
    target: str


def may_hold_address(text: str) -> bool:
    """Whether it is worth looking for addresses."""
    return "://" in text or "www." in text or "@" in text


def bare_addresses(text: str) -> Iterator[BareAddress]:
    """Yield what GitHub makes links of in a text, in order."""
    if not may_hold_address(text):
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
    end = len(address)
    while True:  # what is left begins with a scheme or www, so this ends
        last = address[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ")" and surplus > 0:
            end -= 1
            surplus -= 1
        elif last == ";":
            reference = _END_OF_REFERENCE.match(address[max(end - _LONGEST_REFERENCE, 0) : end][::-1])
            end -= reference.end() if reference else 1
        else:
            return address[:end]
