"""The board report as what the typesetter makes a PDF of."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from site_builder.drawing import pace_chart
from site_builder.files.pdf_values import fitted_all
from site_builder.files.pdfs import Typesetting, colour_source, folders_of, font_source
from site_builder.files.typefaces import letters
from site_builder.render.typst_code import Code, code, string
from site_builder.render.words import web_address
from site_builder.reports.board_view import make_view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from site_builder.content.website import Site
    from site_builder.drawing.site_colours import SiteColours
    from site_builder.files.identity import Fonts
    from site_builder.render.typst_code import Value
    from site_builder.reports.board_report import BoardReport
    from site_builder.reports.board_view import Section


def as_typesetting(
    report: BoardReport, site: Site, templates: Mapping[str, str], colours: SiteColours, fonts: Fonts
) -> Typesetting:
    """Return the sources of the report's PDF; it has the day of the report and no other moment."""
    view, day = make_view(report), report.as_of
    values: dict[str, Value] = {
        "title": view.title,
        "note": view.note,
        "status": view.status,
        "headline": view.headline,
        "sentences": [*view.sentences],
        "sections": [_section(section, colours) for section in view.sections],
        "site": {
            "author": site.author,
            "language": Code(string(site.language.partition("-")[0].lower())),
            "home": {"shown": web_address(site.url)},
            "year": day.year,
            "month": day.month,
            "date": day.day,
        },
    }
    main = f'#import "report.typ": document-of\n#document-of({code(fitted_all(values, letters()))})\n'
    moment = int(datetime.combine(day, site.publish_time, site.zone).timestamp())
    sources = {**templates, **colour_source(colours), **font_source(fonts), "main.typ": main}
    return Typesetting(sources, (), moment, folders_of(fonts))


def _section(section: Section, colours: SiteColours) -> Value:
    table = section.table
    has_rows = table or section.lines
    return {
        "heading": section.heading,
        "before": [*section.before],
        "drawing": Code(string(pace_chart.draw(section.chart, colours))) if section.chart else None,
        "spoken": section.spoken,
        "legend": [{"name": Code(string(name)), "text": text} for name, text in section.legend],
        "table": {"heads": [*table.heads], "sides": [*table.alignments], "rows": [[*row] for row in table.rows]}
        if table
        else None,
        "lines": [
            {
                "lead": line.lead,
                "title": line.title,
                "url": Code(string(line.url)) if line.url else None,
                "rest": line.rest,
            }
            for line in section.lines
        ],
        "empty": section.empty if section.empty and not has_rows else None,
        "after": [*section.after],
    }
