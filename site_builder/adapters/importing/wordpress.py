"""Exports of WordPress (WXR): the posts and pages that were there, with their categories and addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from site_builder.adapters.importing import html_text
from site_builder.adapters.importing.faults import ImportingError
from site_builder.content.imported import Imported, Note, facts_at_top

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = frozenset({"post", "page", "case-study", "case_study", "story", "stories", "casestudy"})
_NO_STORIES = frozenset(
    {"attachment", "nav_menu_item", "revision", "wp_block", "wp_navigation", "custom_css", "acf-field"}
)
_BLOCK = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)
_CAPTION = re.compile(r"\[caption[^\]]*\](?P<inner>.*?)\[/caption\]", re.DOTALL)
_SHORTCODE = re.compile(
    r"\[/?(?:[a-z]+_[a-z_]+|gallery|embed|contact-form-7|vc_row|audio|video|playlist|button)\b[^\]\n]*\]"
)
_PARAGRAPHS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote)\b", re.IGNORECASE)
_AROUND_BLOCKS = re.compile(r"(<(?:h[1-6]|ul|ol|table|blockquote|pre)\b)", re.IGNORECASE)
_AFTER_BLOCKS = re.compile(r"(</(?:h[1-6]|ul|ol|table|blockquote|pre)>)", re.IGNORECASE)
_DAY = re.compile(r"(?!0000)\d{4}-\d{2}-\d{2}")


class _Items:
    """What an export says of each of its items, by the names of the elements without their prefixes."""

    def __init__(self) -> None:
        self.found: list[tuple[int, dict[str, list[str]], list[tuple[str, str]]]] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse
        self.is_export = False
        self.words: list[str] = []
        self.domain = ""
        self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.words.clear()
        if name == "item":
            self.found.append((self.parser.CurrentLineNumber, {}, []))
        self.is_export = self.is_export or name == "wp:wxr_version"
        self.domain = attributes.get("domain", "") if name == "category" else ""

    def end(self, name: str) -> None:
        self.depth -= 1
        text = "".join(self.words).strip()
        self.words.clear()
        if not self.found or name == "item" or not text:
            return
        _, said, terms = self.found[-1]
        if name == "category":
            terms.append((self.domain, text))
        else:
            said.setdefault(name, []).append(text)

    def characters(self, text: str) -> None:
        self.words.append(text)

    def refuse(self, *_: object) -> None:
        raise ImportingError("it declares a document type, which a WordPress export never does; export it again")


def read(path: Path) -> Iterator[Imported]:
    """Yield the stories of an export; raises ImportingError."""
    items = _Items()
    try:
        items.parser.Parse(path.read_bytes(), True)  # noqa: FBT003 - expat takes it by position
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise ImportingError(f"it is not sound XML: {error}; export it again") from None
    if not items.is_export:
        raise ImportingError("it is XML, but not a WordPress export (Tools, then Export)")
    for line, said, terms in items.found:
        kind = _first(said, "wp:post_type")
        if kind in _KINDS and _first(said, "wp:status") not in {"trash", "auto-draft", "inherit"}:
            yield _story(path.name, line, said, terms)
        elif kind not in _NO_STORIES and kind not in _KINDS and _first(said, "content:encoded"):
            yield _story(path.name, line, said, terms, Note(f"it is of the type '{kind}' there", line))


def _first(said: dict[str, list[str]], name: str) -> str:
    return next(iter(said.get(name, [])), "")


def _story(origin: str, line: int, said: dict[str, list[str]], terms: list[tuple[str, str]], *notes: Note) -> Imported:
    address, content = _first(said, "link"), _first(said, "content:encoded")
    told = list(notes)
    if (status := _first(said, "wp:status")) not in {"publish", ""}:
        told.append(Note(f"its status there is '{status}', so readers had not seen it", line))
    text = html_text.read(_as_html(content, told, line), base=address)
    facts, body = facts_at_top(text.body)
    day = _DAY.match(_first(said, "wp:post_date"))
    own: dict[str, tuple[str, ...]] = {
        "date": (day[0],) if day else (),
        "summary": (_plain(_first(said, "excerpt:encoded")),),
        "slug": (_first(said, "wp:post_name"),),
        "words": tuple(
            word for domain, word in terms if domain in {"category", "post_tag"} and word != "Uncategorized"
        ),
        "addresses": tuple(
            dict.fromkeys(filter(None, (address, _first(said, "guid") if "?" in _first(said, "guid") else "")))
        ),
    }
    own |= {
        domain: (*own.get(domain, ()), word) for domain, word in terms if domain in {"councils", "themes", "services"}
    }
    moved = (Note(note.said, line + note.line if note.line else line) for note in text.notes)
    title = " ".join(_plain(_first(said, "title")).split())
    return Imported(
        origin, line, title=title, body=body, notes=(*told, *moved),
        facts={key: value for key, value in (facts | own).items() if any(value)},
    )  # fmt: skip


def _as_html(content: str, notes: list[Note], line: int) -> str:
    """Return the content of a post as a browser got it: paragraphs where empty lines are, no shortcodes."""
    content = _CAPTION.sub(lambda match: f"\n\n{match['inner']}\n\n", _BLOCK.sub("", content))
    for found in _SHORTCODE.finditer(content):
        if not found[0].startswith("[/"):
            where = line + content.count("\n", 0, found.start())
            notes.append(Note(f"the shortcode '{found[0][:60]}' was left out", where))
    content = _SHORTCODE.sub("", content)
    if _PARAGRAPHS.search(content) and "<p" in content:
        return content
    content = _AROUND_BLOCKS.sub(r"\n\n\1", _AFTER_BLOCKS.sub(r"\1\n\n", content))
    blocks = re.split(r"\n\s*\n", content)
    return "\n".join(
        b if _PARAGRAPHS.match(b.strip()) else f"<p>{b.strip().replace(chr(10), '<br>')}</p>" for b in blocks
    )


def _plain(html: str) -> str:
    return re.sub(r"\\(.)", r"\1", html_text.read(html).body)
