"""The figures of a piece in words, each with its source: for its page, the feeds and the table of the open data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from site_builder.render import story_words, words
from site_builder.render.sanitiser import escape

if TYPE_CHECKING:
    from site_builder.content.front_matter_model import FrontMatterModel


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """What a figure measures, the figure, who says so, and where that can be read: empty where no address is known."""

    what: str
    figure: str
    source: str
    url: str


def figures_of(meta: FrontMatterModel) -> tuple[SourcedFigure, ...]:
    """Return what came of it, then what was saved."""
    outcomes = [SourcedFigure(o.what, o.figure, o.source, meta.link_of(o) or "") for o in meta.outcomes]
    savings = [saved(s.amount, s.currency, s.period, s.source, meta.link_of(s)) for s in meta.savings]
    return (*outcomes, *savings)


def saved(amount: float, currency: str, period: str, source: str, url: str | None) -> SourcedFigure:
    """Return what was saved, as a figure."""
    return SourcedFigure(story_words.saved(period), words.money(amount, currency), source, url or "")


def figures_html(meta: FrontMatterModel) -> str:
    """Return the figures as a list of HTML for feeds, or nothing."""
    items = [
        story_words.figure(escape(figure.what), f"<strong>{escape(figure.figure)}</strong>", _source(figure))
        for figure in figures_of(meta)
    ]
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""


def in_a_line(figure: SourcedFigure) -> str:
    """Return a figure with its source as one text: 'Miles driven: 20% fewer (source: a paper, https://...)'."""
    return story_words.figure(figure.what, figure.figure, ", ".join(filter(None, (figure.source, figure.url))))


def _source(figure: SourcedFigure) -> str:
    source = escape(figure.source)
    return f'<a href="{escape(figure.url)}">{source}</a>' if figure.url else source
