"""The words of a line of HTML that the settings have, and where its links lead."""

from __future__ import annotations

from html.parser import HTMLParser


def runs(html: str) -> tuple[tuple[str, str], ...]:
    """Return the pieces of a line in order: words, and the address that they link to, or nothing."""
    reader = _Reader()
    reader.feed(" ".join(html.split()))
    reader.close()
    return tuple(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.address = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a link."""
        if tag == "a":
            self.address = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        """End a link."""
        if tag == "a":
            self.address = ""

    def handle_data(self, data: str) -> None:
        """Take words."""
        self.found.append((data, self.address))
