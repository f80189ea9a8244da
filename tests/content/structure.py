"""What two pieces of HTML have in common for a reader: the tags that carry meaning, in order, and the words.

With it the HTML of our feeds is compared with that of the specifications and of GitHub's own parser.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias
from urllib.parse import quote

import cmarkgfm
from cmarkgfm.cmark import Options

from site_builder.content.markdown import read_document
from site_builder.render.document_html import Surroundings, feed_html
from site_builder.render.picture_html import Picture

Structure: TypeAlias = list[str]
"""Tags such as ``<a href='x'`` and ``</a``, and words between them."""

ANYWHERE = Surroundings(lambda target: target, Picture)
"""A site that has whatever a text names, at the address that the text names."""

_MEANT = ("href", "src", "alt", "title", "start", "align")
_ADDRESSES = ("href", "src")
_WITHIN_A_LINE = frozenset(
    {"a", "abbr", "cite", "code", "del", "em", "i", "img", "kbd", "span", "strong", "sub", "sup"}
)
_TYPED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "--", "—": "---", "…": "..."})
_SPEAKER_IN_QUOTATION = (
    ("<figure>\n", ""),
    ("</blockquote>\n<figcaption>", "<p>"),
    ("</figcaption>\n</figure>", "</p>\n</blockquote>"),
)
_BEFORE_A_SPEAKER = re.compile(r"(?:</p>\s*<p>|<br(?: /)?>\s*)(?=(?:—|–|-{2,3})\s)")
_EMPTY_COMMENT = re.compile(r"<!--(-?)>")  # Python's parser of HTML looks for an end after it
_WAY_BACK = re.compile(r'\s*<a href="#fnref-[^>]*>↩(?:<sup[^>]*>\d+</sup>)?</a>')
# Whether a box is ticked is not compared: cmark-gfm ticks one before which no `[x]` is, but after which one does.
_BOX = re.compile(r'<input type="checkbox"[^>]*>\s*(<p>)?|(?:☐|☑)\s')
_LEFT_AS_THEY_ARE = "-_.+!*'(),%#@?=;:/&$~"
_OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
_EXTENSIONS = ["table", "strikethrough", "autolink", "tasklist"]


def ours(text: str) -> Structure:
    """Return the structure of our HTML for a Markdown text."""
    return structure(feed_html(read_document(text), ANYWHERE))


def githubs(text: str) -> Structure:
    """Return the structure of GitHub's HTML for a Markdown text."""
    return structure(cmarkgfm.markdown_to_html_with_extensions(text, options=_OPTIONS, extensions=_EXTENSIONS))


def structure(html: str) -> Structure:
    """Return the structure of a piece of HTML.

    GitHub's has a section of footnotes with links there and back, where ours has a line, and no links in feeds.
    """
    parser = _Parser()
    parser.feed(_with_speakers_in_line(_BOX.sub(r"\1☐ ", _WAY_BACK.sub("", _EMPTY_COMMENT.sub("", html)))))
    parser.close()
    parser.end_words()
    return parser.found


@dataclass
class _Parser(HTMLParser):
    """Collects the structure of what it is fed with."""

    found: Structure = field(default_factory=list)
    words: str = ""
    is_verbatim: bool = False
    is_reference: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith("#fn-"):
            self.is_reference = True
            return
        self._add_tag(" ".join([f"<{'hr' if tag == 'section' else tag}", *_meant(given)]), tag)
        self.is_verbatim = self.is_verbatim or tag == "pre"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.is_reference:
            self.is_reference = False
        elif tag != "section":
            self._add_tag(f"</{tag}", tag)
            self.is_verbatim = self.is_verbatim and tag != "pre"

    def handle_data(self, data: str) -> None:
        self.words += data

    def _add_tag(self, written: str, name: str) -> None:
        self.end_words(is_at_block=name not in _WITHIN_A_LINE)
        self.found.append(written)

    def end_words(self, *, is_at_block: bool = True) -> None:
        """Take over the words since the last tag, without the spaces that no reader sees."""
        words, self.words = unicodedata.normalize("NFC", self.words.translate(_TYPED)), ""
        if not self.is_verbatim:
            words = re.sub(r"\s+", " ", re.sub("-{2,}", "--", words))
            words = words.rstrip() if is_at_block else words
            words = words if self._is_after_inline() else words.lstrip()
        if words:
            self.found.append(words)

    def _is_after_inline(self) -> bool:
        return bool(self.found) and self.found[-1].lstrip("</").partition(" ")[0] in _WITHIN_A_LINE


def _meant(given: dict[str, str]) -> list[str]:
    """Return the attributes that a reader notices; addresses in one spelling."""
    one_spelling = {
        name: quote(unicodedata.normalize("NFC", value), safe=_LEFT_AS_THEY_ARE) if name in _ADDRESSES else value
        for name, value in given.items()
    }
    return [f"{name}={one_spelling[name].translate(_TYPED)!r}" for name in _MEANT if name in given]


def _with_speakers_in_line(html: str) -> str:
    """Return HTML in which it makes no difference whether who is quoted is in a line of their own.

    We write a figure where GitHub shows the speaker as the last line of a quotation.
    """
    for ours_alone, as_github in _SPEAKER_IN_QUOTATION:
        html = html.replace(ours_alone, as_github)
    return _BEFORE_A_SPEAKER.sub("\n", html)
