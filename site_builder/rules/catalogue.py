"""The register of rules: every id that a problem can carry, what it wants, and how it is broken and kept.

A rule is stated once. Where one function looks for it, and for nothing else, it is that function's docstring; others
are here. The examples are tested: the bad one breaks its rule and no other, the good one none at all.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from site_builder.problems import Severity
from site_builder.rules import foreign_syntax, house_style, pieces, plain_texts, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_Statement: TypeAlias = str | Callable[..., Any]


class Place(StrEnum):
    """Where a rule is broken: in a file itself, in its front matter, or in the text below that."""

    FILES = "files"
    FRONT_MATTER = "front matter"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule: its id, how much it matters, what it wants, and a bad and a good example.

    Examples are lines of the front matter or of the text, if they are not told ``in_words``: what is wrong with a file
    itself, or takes thousands of words.
    """

    id: str
    place: Place
    severity: Severity
    wants: str
    bad: str
    good: str
    in_words: bool = False


def _said(statement: _Statement) -> str:
    said = statement if isinstance(statement, str) else inspect.cleandoc(statement.__doc__ or "")
    return " ".join(said.replace("``", "'").split())


def _facts(id_: str, wants: _Statement, bad: str, good: str, severity: Severity = _ERROR) -> Entry:
    return Entry(id_, Place.FRONT_MATTER, severity, _said(wants), bad, good)


def _text(id_: str, wants: _Statement, bad: str, good: str, severity: Severity = _ERROR) -> Entry:
    return Entry(id_, Place.TEXT, severity, _said(wants), bad, good)


def _told(place: Place, id_: str, wants: _Statement, bad: str, good: str, severity: Severity = _ERROR) -> Entry:
    return Entry(id_, place, severity, _said(wants), bad, good, in_words=True)


def _of_file(id_: str, wants: str, bad: str, good: str, severity: Severity = _ERROR) -> Entry:
    return _told(Place.FILES, id_, wants, bad, good, severity)


_OF_FILES = (
    _of_file("not-read", "A path given to 'stories check' is one that it reads.",
          "stories check README.md", "stories check stories/2026/bins.md"),
    _of_file("file-readable", "A file can be read, and is not a symbolic link.",
          "a link stories/2026/bins.md to ../../secret.md", "the file stories/2026/bins.md itself"),
    _of_file("file-size", "The file of a piece or page is no larger than 1 MB.",
          "stories/2026/bins.md of 5 MB", "stories/2026/bins.md of 10 KB, with the pictures beside it"),
    _of_file("file-encoding", "The file of a piece or page is saved in UTF-8.",
          "stories/2026/bins.md, saved as Windows-1252", "stories/2026/bins.md, saved as UTF-8"),
    _of_file("file-characters", "A file has no invisible characters, however they are written.",
          "co&shy;operation", "cooperation"),
    _of_file("file-name", "The name of a file or folder works, and stays the same, on Windows, macOS and Linux.",
          "stories/2026/bins/con.png", "stories/2026/bins/container.png"),
    _of_file("file-ending", "The text of a piece or page ends in .md.",
          "stories/2026/bins.markdown", "stories/2026/bins.md"),
    _of_file("file-unused", "A piece, a page or the theme refers to every file. Other files are not published.",
          "stories/2026/bins/notes.docx, which nothing names", "stories/2026/bins/plan.docx, which the text links to",
          _WARNING),
    _of_file("story-place", "A piece is at <year>/<short-name>.md, or at <year>/<short-name>/index.md.",
          "stories/bins.md", "stories/2026/bins.md"),
    _of_file("slug-form", "A file name, which becomes the address, is lower-case letters, digits and hyphens.",
          "stories/2026/Bin_Rounds.md", "stories/2026/bin-rounds.md"),
    _of_file("page-place", "A page is in pages/, and not at an address that the site makes itself.",
          "stories/pages/calendar.md", "stories/pages/about.md"),
    _of_file("address-unique", "An address belongs to one piece, page or file.",
          "stories/2026/bins.md and stories/2027/bins.md", "stories/2026/bins.md and stories/2027/more-bins.md"),
)  # fmt: skip

_OF_YAML = (
    _facts("front-matter", "A file starts with its front matter: lines of 'key: value' between two lines of ---.",
           "- title: A good story", "title: A good story"),
    _facts("yaml-syntax", "The front matter is YAML. Text with a colon, or that starts with a sign, is in quotes.",
           "title: @home in York", 'title: "@home in York"'),
    _facts("yaml-space", "The spaces in the front matter are plain spaces, as the space bar types them.",
           "title:\u00a0A good story", "title: A good story"),
    _facts("yaml-alias", "The front matter has no YAML anchors (&name) or aliases (*name).",
           "partners: &them [Nesta]", "partners: [Nesta]"),
    _facts("yaml-tag", "A value has no YAML tag (!name).",
           "title: !Important news", 'title: "!Important news"'),
    _facts("yaml-depth", "Lists and groups are nested at most twelve deep.",
           "partners: [[[[[[[[[[[[[Nesta]]]]]]]]]]]]]", "partners: [Nesta]"),
    _told(Place.FRONT_MATTER, "yaml-size", "The front matter has at most 2,000 values.",
          "a list of 3,000 partners", "a list of 3 partners"),
    _facts("duplicate-key", "A key is given only once.",
           "started: 2010\nstarted: 2011", "started: 2010"),
    _facts("quotes", plain_texts.quotation_marks_are_straight,
           "title: \u201cA good story\u201d", 'title: "A good story"', _WARNING),
    _facts("comment", texts.nothing_is_a_comment,
           "title: Winner of #OurDay", 'title: "Winner of #OurDay"', _WARNING),
    _facts("comment-left", "A ready piece has no comments left that were advice for its author.",
           "# The year in which it began\nstarted: 2010", "started: 2010", _WARNING),
)  # fmt: skip

_OF_VALUES = (
    _facts("required", "Every required key is there and has a value.",
           "contact: {team: The waste team}", "contact: {team: The waste team, email: waste@example.gov.uk}"),
    _facts("unknown-key", "Every key is one that this site knows.",
           "tags: [waste]", "services: [housing]"),
    _facts("type", "A value has the type of its key: text, a number, true or false, a list, or a group of keys.",
           'started: "2015"', "started: 2015"),
    _facts("length", "A text is long enough and not too long: a title up to 100 characters, a summary 40 to 300.",
           "summary: Too short.", "summary: A council did something new, and here is how others can do it too."),
    _facts("choice", "A value with a few choices is one of them.",
           "kind: blog", "kind: story"),
    _facts("range", "A number is in its range: a year from 1800 to 2200, an amount from 0 on.",
           "started: 15", "started: 2015"),
    _facts("characters", "A text has no control characters.",
           'partners: ["Nes\\x07ta"]', "partners: [Nesta]"),
    _facts("plain-text", plain_texts.texts_are_plain,
           'title: "A **good** story"', "title: A good story", _WARNING),
    _facts("date-form", "A date is year-month-day without a time. The date of a source can be a month or a year.",
           "date: 16/11/2026", "date: 2026-11-16"),
    _facts("date-range", pieces.days_are_of_our_time,
           "shared: [{channel: Bulletin, date: 0206-11-20}]", "shared: [{channel: Bulletin, date: 2026-11-20}]"),
    _facts("url-form", "A web address is complete, starts with https:// or http://, and leads where it seems to.",
           "link: www.example.gov.uk", "link: https://www.example.gov.uk"),
    _facts("email-form", "An email address is one mailbox, without mailto: or a name.",
           "contact: {team: The waste team, email: mailto:waste@example.gov.uk}",
           "contact: {team: The waste team, email: waste@example.gov.uk}"),
    _facts("currency-form", "A currency is three capital letters.",
           "savings: [{amount: 25000, currency: \u00a3, period: a year, source: The accounts}]",
           "savings: [{amount: 25000, currency: GBP, period: a year, source: The accounts, url: https://www.example.gov.uk/}]"),
    _facts("repeated", "Nothing is named twice in one list.",
           "councils: [york, york]", "councils: [york]"),
    _facts("council-known", "A council is written as its slug in the register.",
           "councils: [City of York]", "councils: [york]"),
    _facts("theme-known", "A theme is one of those in mkdocs.yml.",
           "themes: [digitalization]", "themes: [digitalisation]"),
    _facts("service-known", "A service is one of those in mkdocs.yml.",
           "services: [houses]", "services: [housing]"),
    _facts("programme-known", "A programme is one of those in mkdocs.yml.",
           "programmes: [Creative Council]", "programmes: [Creative Councils]"),
    _facts("id-form", "An id is 6 to 64 lower-case letters, digits and hyphens.",
           "id: Bins", "id: bins-k3x9"),
    _facts("id-unique", "An id belongs to one piece.",
           "id: later-story", "id: bins-k3x9"),
)  # fmt: skip

_OF_PIECES = (
    _facts("ready-date", pieces.ready_has_date,
           "status: ready\ndate:", "status: ready\ndate: 2026-11-16"),
    _facts("ready-theme", pieces.ready_has_theme,
           "status: ready\nthemes: []", "status: ready\nthemes: [digitalisation]"),
    _facts("ready-council", pieces.ready_story_has_council,
           "status: ready\ncouncils: []", "status: ready\ncouncils: [york]"),
    _facts("ready-source", pieces.ready_story_has_source,
           "status: ready\nsources: []", "status: ready\nsources: [{title: A board paper, date: 2013-09-12}]"),
    _facts("summary", pieces.summary_needed,
           "status: draft\ndate: 2026-12-16\nsummary:", "status: idea\ndate: 2026-12-16\nsummary:"),
    _facts("signpost-link", pieces.signpost_needs_link,
           "kind: signpost", "kind: signpost\nlink: https://www.example.gov.uk/story"),
    _facts("withdrawn", pieces.withdrawn_needs_reason,
           "status: withdrawn", "status: withdrawn\nwithdrawn: {date: 2026-11-20, reason: The figures were wrong.}"),
    _facts("figure-link", pieces.figures_lead_to_their_source,
           "outcomes: [{what: Miles driven, figure: 20% fewer, source: A cabinet paper}]",
           "outcomes: [{what: Miles driven, figure: 20% fewer, source: A paper, url: https://www.example.gov.uk/}]",
           _WARNING),
    _facts("artefact", "An artefact has either a web address or a file beside the story.",
           "artefacts: [{title: A film, kind: video}]",
           "artefacts: [{title: A film, kind: video, url: https://www.example.gov.uk/film}]"),
    _facts("updated-date", pieces.updates_follow_publication,
           "date: 2026-11-16\nupdated: [{date: 2026-11-01, note: New figures.}]",
           "date: 2026-11-16\nupdated: [{date: 2026-11-20, note: New figures.}]"),
    _facts("alias-form", pieces.aliases_are_paths,
           "aliases: [old-page]", "aliases: [/old-page/]"),
    _facts("alias-unique", "An old address leads to one piece, and is listed only once.",
           "aliases: [/old-page/, /old-page/]", "aliases: [/old-page/]"),
    _facts("alias-clash", "An old address is not the address of a page or file that exists.",
           "aliases: [/calendar/]", "aliases: [/old-calendar/]"),
    _facts("plan-none", pieces.plan_covers_day,
           "date: 2031-11-16", "date: 2026-11-16", _WARNING),
    _facts("overdue", pieces.not_overdue,
           "status: draft\ndate: 2026-11-16", "status: draft\ndate: 2026-12-16", _WARNING),
    _facts("review-due", pieces.not_due_for_review,
           "review_by: 2026-11-20", "review_by: 2027-11-20", _WARNING),
    _facts("file-missing", "A file that is named is beside the piece or page.",
           "image: {file: foto.jpg, alt: A street, credit: The council}",
           "image: {file: photo.jpg, alt: A street, credit: The council}"),
    _facts("file-outside", "A file that is named is in the folder of the piece, and not in that of another piece.",
           "image: {file: ../photo.jpg, alt: A street, credit: The council}",
           "image: {file: photo.jpg, alt: A street, credit: The council}"),
    _facts("file-type", "A file that is named has a type that can be published there.",
           "image: {file: plan.pdf, alt: A street, credit: The council}",
           "image: {file: photo.jpg, alt: A street, credit: The council}"),
    _of_file("file-content", "The content of a published file is what its ending says, and cannot run.",
          "photo.jpg, which is a web page", "photo.jpg, which is a picture"),
)  # fmt: skip

_OF_TEXTS = (
    _text("how-section", texts.how_is_told,
          "## What we did\n\nWe asked.", "## How we did it\n\nWe asked."),
    _told(Place.TEXT, "body-empty", texts.body_has_text,
          "stories/2026/bins.md, whose front matter is all there is", "stories/2026/bins.md with a text", _WARNING),
    _text("heading-level", "Headings start at level 2, because the title is level 1 (WCAG 2.2, 1.3.1).",
          "# How it works", "## How it works", _WARNING),
    _text("heading-skipped", "Headings do not skip a level (WCAG 2.2, 1.3.1).",
          "## How it works\n\n#### Costs", "## How it works\n\n### Costs", _WARNING),
    _text("heading-empty", "A heading has words.",
          "## How it works\n\n###", "## How it works\n\n### Costs", _WARNING),
    _text("unsafe-html", "The only HTML is br, sub, sup, kbd, abbr, span lang, em, i, cite, details and summary.",
          "A <b>big</b> step.", "A **big** step."),
    _text("html-unclosed", "Every HTML tag is closed where it was opened.",
          "CO<sub>2.", "CO<sub>2</sub>."),
    _text("html-unopened", "Every closing HTML tag has one that opens.",
          "CO2</sub>.", "CO<sub>2</sub>."),
    _text("language-tag", "Words in another language are marked with its tag (BCP 47).",
          '<span lang="welsh">bore da</span>', '<span lang="cy">bore da</span>'),
    _text("unsafe-link", "A link leads to the web, a mailbox or a phone number, and leads where it seems to.",
          "[Click](javascript:alert)", "[Read](https://www.example.gov.uk/)"),
    _text("link-hollow", "A link has words and an address.",
          "[](https://www.example.gov.uk/)", "[The council](https://www.example.gov.uk/)", _WARNING),
    _text("link-target", "A link to a text on this site names a file that exists.",
          "[A story](nothing.md)", "[A story](good.md)"),
    _text("link-anchor", "A link to a section names a section that exists.",
          "[A story](good.md#costs)", "[A story](good.md#how)"),
    _text("link-unpublished", "A link does not lead to a piece that is published later or never.",
          "[A story](later.md)", "[A story](good.md)"),
    _text("link-relative", "A link to this site names a file, so that it works on GitHub too.",
          "[A story](/stories/good/)", "[A story](good.md)", _WARNING),
    _text("image-elsewhere", "A picture is beside the text and not on another site.",
          "![A street](https://www.example.gov.uk/photo.jpg)", "![A street](photo.jpg)"),
    _text("image-alt", "A picture says what it shows (WCAG 2.2, 1.1.1).",
          "![](photo.jpg)", "![A street](photo.jpg)", _WARNING),
    _text("foreign-syntax", foreign_syntax.nothing_is_foreign,
          "!!! note", "> [!NOTE]\n> A note.", _WARNING),
    _text("fill-in", texts.gaps_are_filled,
          "Write to [Fill in: the team and its mailbox].", "Write to the stories team.", _WARNING),
    _text("footnote-unused", "The text refers to every footnote.",
          "A claim.\n\n[^1]: A board paper.", "A claim.[^1]\n\n[^1]: A board paper.", _WARNING),
    _text("footnote-repeated", "A footnote has a name of its own.",
          "A claim.[^1]\n\n[^1]: A paper.\n\n[^1]: Another.",
          "A claim.[^1] And one.[^2]\n\n[^1]: A paper.\n\n[^2]: Another.", _WARNING),
    _text("footnote-missing", "Every reference to a footnote has one.",
          "A claim.[^1]", "A claim.[^1]\n\n[^1]: A board paper.", _WARNING),
    _told(Place.TEXT, "footnote-references", "A text refers at most 100 times to one footnote.",
          "a text in which [^1] is 101 times", "a text in which [^1] is twice"),
    _told(Place.TEXT, "nesting", "Lists, quotations and tags are nested at most forty deep.",
          "a line that begins with fifty >", "a line that begins with one >"),
    _told(Place.TEXT, "table-size", "The tables of a text have at most 20,000 cells.",
          "a table of 30,000 cells", "a table of 30 cells, and a CSV file beside the text"),
)  # fmt: skip

_OF_CHANGES = (
    _of_file("published-kept", "A published piece stays published, or is withdrawn with a notice (check --base).",
             "stories/2026/bins.md, deleted", "stories/2026/bins.md with status: withdrawn"),
    _of_file("id-kept", "A published piece keeps its id, because feeds and calendars know it by that (check --base).",
             "id: bins-k3x9, changed to id: more-bins-x8w7", "id: bins-k3x9, under a new title"),
    _of_file("address-kept", "An old address of a piece still leads to it (check --base).",
             "stories/2026/bins.md, renamed to rounds.md", "the same, with aliases: [/stories/bins/]"),
    _of_file("term-kept", "A term or place with published pieces keeps its name in mkdocs.yml (check --base).",
             "the theme digitalisation, renamed to digital", "the theme digitalisation, with a new description"),
    _of_file("feed-ids-kept", "The ids of all items in feeds and calendars start as before (check --base).",
             "a new site_url", 'a new site_url, and tag_authority: "old.example,2026"'),
)  # fmt: skip

_LONG = "The council listened, " + "and the crews drew, " * 10 + "and all was well."
_SHORT = "The council listened. The crews drew, and all was well."
_OF_STYLE = (
    _facts("style-summary", house_style.summary_says_more,
           "title: A council did it\nsummary: A council did it, and this is what others would need for the same.",
           "title: A new way\nsummary: A council did it, and this is what others would need for the same.", _WARNING),
    _text("style-acronym", house_style.acronyms_are_explained,
          "The MTFS was short.", "The medium-term financial strategy (MTFS) was short.", _WARNING),
    _text("style-sentence", house_style.sentences_are_short, _LONG, _SHORT, _WARNING),
    _text("style-link", house_style.links_say_where,
          "For the report, [click here](https://www.example.gov.uk/).",
          "See [the report of the board](https://www.example.gov.uk/).", _WARNING),
    _text("style-date", house_style.dates_have_years,
          "It began on 3 March.", "It began on 3 March 2026.", _WARNING),
    _facts("style-figure", house_style.figures_have_units,
           "outcomes: [{what: Waste put into the ground, figure: 250, source: A paper, url: 'https://example.org/'}]",
           "outcomes: [{what: Waste put into the ground, figure: 250 t, source: A paper, url: 'https://example.org/'}]",
           _WARNING),
)  # fmt: skip

REGISTRY: Mapping[str, Entry] = MappingProxyType(
    {
        entry.id: entry
        for entry in (*_OF_FILES, *_OF_YAML, *_OF_VALUES, *_OF_PIECES, *_OF_TEXTS, *_OF_STYLE, *_OF_CHANGES)
    }
)
"""Every rule by its id, in the order in which a file is read."""
