"""What other generators write in their Markdown, as GitHub's Markdown: shortcodes, includes, boxes, raw HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from site_builder.content.characters import CONTROL, invisible
from site_builder.content.imported import Note

if TYPE_CHECKING:
    from collections.abc import Callable

_CODE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FIGURE = re.compile(
    r"\{\{[<%]\s*(?:figure|img|image)\s+([^{}]*?)/?[>%]\}\}|<img\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE
)
_VIDEO = re.compile(
    r"\{\{[<%]\s*(youtube|vimeo)\s+(?:id\s*=\s*)?[\"']?([\w-]+)[\"']?[^{}]*[>%]\}\}|\{%\s*(youtube|vimeo)\s+[\"']?([\w-]+)[^{}%]*%\}"
)
_WATCH = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}
_HIGHLIGHT = re.compile(r"\{%\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\{%\s*endhighlight\s*%\}", re.DOTALL)
_BASE = re.compile(r"\{\{\s*(?:site\.baseurl|site\.url|'[^']*'\s*\|\s*(?:relative_url|absolute_url))\s*\}\}")
_PLACE = re.compile(r"\{(?:filename|static|attach|photo|index)\}")
_TEMPLATES = re.compile(
    r"\{\{[<%][^{}\n]*[>%]\}\}|\{%[^{}%\n]*%\}|\{\{[^{}\n]*\}\}|^[ \t]*\[\[?_?TOC_?\]?\][ \t]*$|\{:[^{}\n]*\}",
    re.MULTILINE | re.IGNORECASE,
)
_BOX = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ \t]+(?P<kind>\w+)(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*\n(?P<text>(?:(?:[ ]{4}[^\n]*)?\n)*)",
    re.MULTILINE,
)
_KINDS = {
    "tip": "TIP",
    "hint": "TIP",
    "important": "IMPORTANT",
    "warning": "WARNING",
    "danger": "CAUTION",
    "caution": "CAUTION",
}
_LINK = re.compile(r"<a\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</a\s*>", re.IGNORECASE | re.DOTALL)
_BOLD = re.compile(r"</?(?:b|strong)\b[^<>]*>", re.IGNORECASE)
_ITALIC = re.compile(r"</?i\b[^<>]*>", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"<(iframe|video|audio|object|script|style|form)\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_WRAPPERS = re.compile(
    r"</?(?:div|span|p|center|font|section|article|figure|figcaption|u|small|big)\b[^<>]*>", re.IGNORECASE
)
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]]*)\]\((?P<target><[^<>\n]*>|[^\s()]+)(?:\s+[^()\n]*)?\)(?:\{[^{}\n]*\})?")
_FILE = re.compile(r"(?<!!)\[(?P<words>[^\[\]]+)\]\((?P<target><[^<>\n]*>|[^\s()]+)(?:\s+[^()\n]*)?\)")
_TOP = re.compile(r"^# ", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,5} )", re.MULTILINE)


class _Text:
    """A text on its way, in which code is hidden from all changes, with what was dropped of it."""

    def __init__(self, body: str, start: int) -> None:
        self.code: list[str] = []
        self.notes: list[Note] = []
        self.start = start
        self.text = _CODE.sub(self._hide, body)

    def _hide(self, match: re.Match[str]) -> str:
        self.code.append(match[0])
        return f"\ue000{len(self.code) - 1}\ue001" + "\n" * match[0].count("\n")

    def shown(self) -> str:
        """Return the text with its code."""
        return re.sub(r"\ue000(\d+)\ue001(\n*)", lambda m: self.code[int(m[1])], self.text)

    def line(self, offset: int) -> int:
        """Return the line of the file at an offset of the text, as far as earlier changes have kept lines."""
        return self.start + self.text.count("\n", 0, offset) + 1

    def drop(
        self, pattern: re.Pattern[str], said: str, instead: Callable[[re.Match[str]], str] = lambda _m: ""
    ) -> None:
        """Replace everything of a kind, and note each; ``said`` has a place for what was written."""

        def replaced(match: re.Match[str]) -> str:
            written = " ".join(match[0].split())
            short = written if len(written) <= 60 else f"{written[:57]}..."  # noqa: PLR2004 - as in a message
            self.notes.append(Note(said.format(short), self.line(match.start())))
            return instead(match) + "\n" * match[0].count("\n")

        self.text = pattern.sub(replaced, self.text)


def in_githubs_markdown(body: str, take: Callable[[str], str | None], start: int) -> tuple[str, list[Note]]:
    """Return a text as GitHub's Markdown, and what was dropped.

    ``take`` gives the name of a file that is beside it, as ``Beside`` does; ``start`` is the number of lines before
    the text.
    """
    body = CONTROL.sub("", body).replace("\u00a0", " ")
    hidden = {offset for offset, _ in invisible(body)}
    text = _Text("".join(c for n, c in enumerate(body) if n not in hidden) if hidden else body, start)
    text.text = _HIGHLIGHT.sub(lambda m: f"```{m[1]}\n{m[2].rstrip()}\n```", text.text)
    text.text = _PLACE.sub("", _BASE.sub("", text.text))
    text.text = _FIGURE.sub(_picture, text.text)
    text.text = _VIDEO.sub(_video, text.text)
    text.text = _BOX.sub(_alert, text.text)
    text.drop(_EMBEDDED, "'{}' cannot be kept", _source_of_frame)
    text.drop(_TEMPLATES, "'{}' belongs to another program and was left out")
    text.text = _ITALIC.sub("*", _BOLD.sub("**", _LINK.sub(_link, text.text)))
    text.text = _WRAPPERS.sub("", text.text)
    _take_files(text, take)
    if _TOP.search(text.text):
        text.text = _HEADING.sub(r"#\1", text.text)
    return text.shown().strip("\n"), text.notes


def _attributes(written: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(written)}


def _picture(match: re.Match[str]) -> str:
    said = _attributes(match[1] or match[2] or "")
    caption = said.get("caption", "")
    alt = re.sub(r"[\[\]]", "", said.get("alt") or caption or said.get("title", ""))
    return f"![{alt}](<{said.get('src', '')}>)" + (f"\n\n{caption}" if caption and caption != alt else "")


def _video(match: re.Match[str]) -> str:
    kind, name = (match[1] or match[3]), (match[2] or match[4])
    return f"[{kind.capitalize()} video]({_WATCH[kind].format(name)})"


def _alert(match: re.Match[str]) -> str:
    kind = _KINDS.get(match["kind"].lower(), "NOTE")
    title = f"> **{match['title']}**\n>\n" if match["title"] else ""
    lines = [f"> {line[4:]}".rstrip() for line in match["text"].rstrip().split("\n")]
    return f"> [!{kind}]\n{title}" + "\n".join(lines) + "\n\n"


def _source_of_frame(match: re.Match[str]) -> str:
    source = _attributes(match[2]).get("src", "")
    return f"[{source}]({source})" if source.startswith("https://") and match[1].lower() in {"iframe", "video"} else ""


def _link(match: re.Match[str]) -> str:
    target, words = _attributes(match[1]).get("href", ""), " ".join(match[2].split())
    return f"[{words}]({target})" if target and words else words


def _take_files(text: _Text, take: Callable[[str], str | None]) -> None:
    """Let pictures and documents lead to the files that were found; a picture that was not found is reported."""

    def picture(match: re.Match[str]) -> str:
        target = match["target"].strip("<>")
        name = take(target)
        if name is None:
            said = f"the picture {target} was not found; put it beside the story"
            text.notes.append(Note(said, text.line(match.start())))
        return f"![{match['alt']}]({name})" if name else match["alt"]

    def file(match: re.Match[str]) -> str:
        name = take(match["target"].strip("<>"))
        return f"[{match['words']}]({name})" if name else match[0]

    text.text = _FILE.sub(file, _PICTURE.sub(picture, text.text))
