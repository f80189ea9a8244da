"""Collections of made-up stories: the same number gives the same files, on every machine."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from site_builder.adapters.disk import read_register
from site_builder.content.located_yaml import load_configuration
from tests.site.projects import SHOWCASE, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = date(2026, 11, 21)

_SEED = 2013
_PARAGRAPHS = 13
_WORDS = [
    "council",
    "service",
    "resident",
    "team",
    "budget",
    "year",
    "project",
    "school",
    "carer",
    "library",
    "street",
    "officer",
    "member",
    "partner",
    "town",
    "data",
    "plan",
    "trial",
    "home",
    "visit",
    "health",
    "work",
    "change",
    "idea",
    "place",
    "people",
    "money",
    "time",
    "need",
    "care",
    "report",
    "result",
    "question",
    "answer",
    "county",
    "district",
    "borough",
    "group",
    "board",
    "paper",
    "figure",
    "source",
    "risk",
    "leave",
    "start",
    "stop",
    "learn",
    "share",
    "ask",
    "tell",
    "find",
    "use",
    "build",
    "open",
    "close",
    "local",
    "public",
    "new",
    "old",
    "small",
    "large",
    "first",
    "last",
    "early",
    "late",
    "quiet",
    "simple",
    "honest",
    "useful",
    "shared",
    "joint",
    "with",
    "from",
    "into",
    "about",
    "after",
    "before",
    "between",
    "without",
    "under",
    "over",
    "again",
    "often",
    "never",
    "always",
    "only",
    "more",
    "less",
    "most",
    "least",
]
_PLAIN_PAGES = {"index.md": "# Home\n\nWelcome.\n", "about.md": "# About\n\nWho we are.\n"}


@dataclass(frozen=True)
class Story:
    """A made-up story: its path, its front matter and its text."""

    path: str
    meta: dict[str, Any]
    body: str


def stories(count: int) -> Iterator[Story]:
    """Yield stories of about a thousand words each, spread over years, terms and councils; 49 of 50 are published."""
    draw = random.Random(_SEED)  # noqa: S311 - the same files each time are the point
    vocabularies = _options()["vocabularies"]
    terms = {key: [t["name"] if isinstance(t, dict) else t for t in named] for key, named in vocabularies.items()}
    councils = [council.slug for council in read_register()]
    published: list[str] = []
    for n in range(count):
        day = TODAY - timedelta(days=(count - n) * 3650 // count)
        path = f"{day.year}/story-{n:05}.md"
        is_draft = n % 50 == 49
        meta = {
            "id": f"bench-story-{n:05}",
            "title": f"{_sentence(draw, 6)} ({n})",
            "status": "draft" if is_draft else "ready",
            "date": TODAY + timedelta(days=30) if is_draft else day,
            "original": draw.random() < 0.3,
            "summary": f"{_sentence(draw, 18)}.",
            "councils": draw.sample(councils, draw.choice([1, 1, 1, 2, 3])),
            "themes": draw.sample(terms["themes"], draw.choice([1, 2])),
            "services": draw.sample(terms["services"], draw.choice([1, 2])),
            "programmes": draw.sample(terms["programmes"], draw.choice([0, 1])),
            "partners": [_sentence(draw, 3) for _ in range(2)],
            "sources": [{"title": _sentence(draw, 7), "date": str(draw.randint(2010, 2025))} for _ in range(2)],
        }
        yield Story(path, meta, _body(draw, published))
        if not is_draft:
            published.append(path)


def _options() -> dict[str, Any]:
    """Return the plugin's options of the showcase, with a plan on record for the ten years before its own."""
    configuration: Any = load_configuration((SHOWCASE / "mkdocs.yml").read_text("utf-8"))
    (options,) = (entry["stories"] for entry in configuration["plugins"] if "stories" in entry)
    earlier = {"name": "earlier", "starts": date(2016, 11, 1), "ends": date(2025, 10, 31)}
    return {**options, "plans": [earlier, *options["plans"]]}


def _sentence(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize()


def _paragraph(draw: random.Random) -> str:
    return " ".join(f"{_sentence(draw, draw.randint(8, 16))}." for _ in range(5))


def _body(draw: random.Random, published: list[str]) -> str:
    parts = []
    for n in range(_PARAGRAPHS):
        if n % 3 == 1:
            parts.append(f"## {'How ' if n == 1 else ''}{_sentence(draw, 4)}")
        parts.append(_paragraph(draw))
    parts.insert(
        4, "\n".join(f"- {_sentence(draw, 8)}, *{draw.choice(_WORDS)}* and **{draw.choice(_WORDS)}**" for _ in range(6))
    )
    parts.insert(8, "\n".join(f"{k}. {_sentence(draw, 9)}" for k in range(1, 6)))
    rows = [f"| {_sentence(draw, 3)} | {draw.randint(1, 9999):,} | {_sentence(draw, 2)} |" for _ in range(6)]
    parts.insert(12, "\n".join(["| What | How many | Where |", "| --- | ---: | --- |", *rows]))
    links = [f"[{_sentence(draw, 3)}](https://www.example.org/{draw.randint(1, 999)}/)" for _ in range(3)]
    links += [f"[{_sentence(draw, 3)}](../{path})" for path in draw.sample(published, min(3, len(published)))]
    parts.append(f"See {', '.join(links)}.")
    parts.append(f"> {_sentence(draw, 20)}.")
    return "\n\n".join(parts) + "\n"


def write_ours(folder: Path, count: int, *, pdf: bool = False) -> Path:
    """Write our project, with PDFs or without; return its folder."""
    make_project(folder, {}, {**_options(), "pdf": pdf})
    for story in stories(count):
        front_matter = yaml.safe_dump(story.meta, allow_unicode=True, sort_keys=False)
        _write(folder / "stories", {story.path: f"---\n{front_matter}---\n\n{story.body}"})
    return folder


def write_both(folder: Path, count: int) -> tuple[Path, Path]:
    """Write our project and a plain one of the same texts; return their folders."""
    ours, plain = write_ours(folder / f"ours-{count}", count), folder / f"plain-{count}"
    _write(plain / "docs", _PLAIN_PAGES)
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(_plain_configuration(), sort_keys=False), "utf-8")
    for story in stories(count):
        title = yaml.safe_dump({"title": story.meta["title"]}, allow_unicode=True)
        _write(plain / "docs", {story.path: f"---\n{title}---\n\n{story.body}"})
    return ours, plain


def _plain_configuration() -> dict[str, Any]:
    """Return MkDocs + Material with its search and the Markdown that people switch on; the stories are not in its menu."""
    ours: Any = load_configuration((SHOWCASE / "base.yml").read_text("utf-8"))
    return {
        "site_name": ours["site_name"],
        "site_url": ours["site_url"],
        "theme": {"name": "material", "language": "en", "font": False},
        "nav": [{"Home": "index.md"}, {"About": "about.md"}],
        "not_in_nav": "/2*/",
        "markdown_extensions": [
            "abbr",
            "admonition",
            "attr_list",
            "def_list",
            "footnotes",
            "md_in_html",
            "tables",
            {"toc": {"permalink": True}},
        ],
        "plugins": ["search"],
    }


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
