"""The board report as JSON, Markdown and HTML."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from site_builder.render import templates
from site_builder.reports.board_view import make_view

if TYPE_CHECKING:
    from site_builder.drawing.site_colours import SiteColours
    from site_builder.render.templates import Templates
    from site_builder.reports.board_report import BoardReport


def as_json(report: BoardReport) -> str:
    """Return the report for programs: its values under their own names."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2, default=date.isoformat)


def as_markdown(report: BoardReport, look: Templates) -> str:
    """Return the report as Markdown. Raises TemplateError."""
    return templates.render(look, "reports/report.md.jinja", str, {"r": make_view(report)})


def as_html(report: BoardReport, look: Templates, colours: SiteColours) -> str:
    """Return the report as one HTML file that needs no other, to be mailed or printed. Raises TemplateError."""
    return templates.render(look, "reports/report.html", str, {"r": make_view(report), "colours": colours}) + "\n"
