"""Plain text as Markdown in which every character is literal."""

from __future__ import annotations

import re

from site_builder.content.characters import CONTROL, invisible

_MARKUP = re.compile(
    r"(?P<address><https?://[^\s<>\\]+>|\bhttps?://[^\s<>\\]+)|[\\`*~]|(?<![^\W_])_|_(?![^\W_])"
    r"|\[(?=[^\]]*\]\s*[\[(:])|\[(?=[\^ xX\[])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\{(?=[{%:])"
)
_LINE_START = re.compile(
    r"(?P<space>[ \t]*)(?P<number>\d{1,9})?"
    r"(?P<sign>#{1,6}(?=\s|\Z)|[-+](?=\s|\Z)|>|[.)](?=\s|\Z)|=+\s*\Z|-+\s*\Z|:::|!!!)"
)
_BULLET = re.compile(r"^[ \t]*[•·▪◦‣–][ \t]+", re.MULTILINE)


def escaped(text: str) -> str:
    """Return words in which nothing is taken for emphasis, a link, HTML or the like."""
    return _MARKUP.sub(lambda match: match[0] if match["address"] else f"\\{match[0]}", text)


def escaped_line(line: str) -> str:
    """Return a line of a paragraph that cannot be taken for a heading, a list or the like."""
    match = _LINE_START.match(line)
    if match is None or bool(match["number"]) != (match["sign"] in {".", ")"}):
        return line
    return f"{line[: match.start('sign')]}\\{line[match.start('sign') :]}"


def clean(text: str) -> str:
    """Return a text with plain spaces, and without characters that nobody sees."""
    text = CONTROL.sub("", text.replace("\u00a0", " ").replace("\u202f", " "))
    hidden = {offset for offset, _ in invisible(text)}
    return "".join(c for n, c in enumerate(text) if n not in hidden) if hidden else text


def in_markdown(text: str) -> str:
    """Return plain text as paragraphs and lists of Markdown: an empty line parts them, a bullet begins an entry."""
    paragraphs = re.split(r"\n[ \t]*\n", clean(text).strip())
    return "\n\n".join(_paragraph(paragraph) for paragraph in paragraphs if paragraph.strip())


def _paragraph(paragraph: str) -> str:
    lines = [line.strip() for line in paragraph.split("\n") if line.strip()]
    shaped: list[str] = []
    for line in lines:
        bullet = _BULLET.match(line)
        words = escaped(line[bullet.end() :] if bullet else line)
        if shaped and bool(bullet) != shaped[-1].startswith("- "):
            shaped.append("")
        elif shaped and not bullet:
            shaped[-1] += "\\"
        shaped.append(f"- {words}" if bullet else escaped_line(words))
    return "\n".join(shaped)
