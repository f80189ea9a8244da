"""What to say of HTML that a text may not hold: what it is, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from site_builder.content.destinations import Leads, read_destination
from site_builder.content.html_tags import ALLOWED, LANGUAGE_TAG, Token, tokens

if TYPE_CHECKING:
    from site_builder.content.document import Flaw

_INSTEAD = {
    "a": "write [words](address)",
    "b": "write **words**",
    "strong": "write **words**",
    "u": "write **words**; readers take underlined words for a link",
    "mark": "write **words**",
    "del": "write ~~words~~",
    "s": "write ~~words~~",
    "strike": "write ~~words~~",
    "code": "write `words`",
    "pre": "write ``` on a line of its own before and after it",
    "blockquote": "write > at the start of each line",
    "hr": "write --- with an empty line before and after it",
    "img": "write ![what it shows](picture.jpg), and put the picture beside the text",
    "picture": "write ![what it shows](picture.jpg), and put the picture beside the text",
    "ul": "write - at the start of each line",
    "ol": "write 1. at the start of each line",
    "li": "write - at the start of each line",
    "p": "leave an empty line between paragraphs instead",
    "div": "delete the tag, and keep its words",
    "font": "delete the tag, and keep its words",
    "center": "delete the tag, and keep its words",
    "section": "delete the tag, and keep its words",
    "table": "write the table in Markdown: | at the edges of the cells, and | --- | --- | below the first row",
    "video": "link to it instead, or put it under artefacts",
    "audio": "link to it instead, or put it under artefacts",
    "iframe": "link to the page instead",
    "embed": "link to it instead",
    "object": "link to it instead",
    "script": "delete it and everything in it",
    "style": "delete it and everything in it",
} | {f"h{level}": f"write {'#' * max(level, 2)} at the start of the line" for level in range(1, 7)}
_FROM_WORD = ("<o:", "<v:", "<w:", "<m:", "<st1:")


def refused_html(flaw: Flaw) -> tuple[int, str, str]:
    """Return the offset, the rule and the message for HTML that did not go into the document."""
    tag = next(tokens(flaw.words))
    if flaw.words == "<!--":
        return flaw.start, flaw.rule, "this comment has no end, and hides everything below it; write --> where it ends"
    if flaw.rule == "html-unclosed":
        said = f"<{tag.name}> has no </{tag.name}> in the same paragraph, cell or block; write it where its words end"
        return flaw.start, flaw.rule, said
    if flaw.rule == "html-unopened":
        return flaw.start, flaw.rule, f"</{tag.name}> closes nothing; delete it, or write <{tag.name}> before its words"
    if flaw.words.lower().startswith(_FROM_WORD):
        return flaw.start + 1, flaw.rule, f"<{flaw.words[1:].split('>')[0].split()[0]}> is HTML from Word; delete it"
    return flaw.start, *_refused_tag(tag, flaw)


def _refused_tag(tag: Token, flaw: Flaw) -> tuple[str, str]:
    """Return the rule and the message for a tag that may not be here."""
    if tag.name == "img" and read_destination(tag.attributes.get("src", "")).leads is Leads.ELSEWHERE:
        return "image-elsewhere", picture_elsewhere(tag.attributes["src"])
    lang = tag.attributes.get("lang")
    if tag.name in ALLOWED and lang is not None and not LANGUAGE_TAG.fullmatch(lang):
        said = f"'{lang}' is not a language tag; write cy for Welsh, gd for Scottish Gaelic"
        return "language-tag", f'{said}, as in <span lang="cy">bore da</span>'
    shown = flaw.words.split("\n")[0] if len(flaw.words) <= 60 else f"{flaw.words[:57]}..."  # noqa: PLR2004 - letters that fit a line
    return flaw.rule, f"the HTML {shown} is not allowed; {_remedy(tag)}"


def picture_elsewhere(target: str) -> str:
    """Return what to say of a picture that is on another site."""
    return (
        f"the picture '{target}' is on another site, which would know about every reader; "
        "put a copy beside the text, if its licence allows that, and name the file"
    )


def _remedy(tag: Token) -> str:
    name = tag.name
    if name == "details" and not tag.attributes:
        return "put <details> on a line of its own, and not within a paragraph"
    if name == "summary" and not tag.attributes:
        return "put <summary> first inside <details>, with only words in it"
    if name in ALLOWED:
        attributes = ", ".join(sorted(ALLOWED[name]))
        rest = f" needs {attributes} and nothing else" if attributes else " takes no attributes"
        return f"<{name}>{rest}"
    return _INSTEAD.get(name, f"write Markdown instead, or `<{name}>` to show it")
