"""The values that templates receive: finished texts, links and lists; nothing left to sort, filter or compute.

Addresses are paths below the site's root, without a slash at the start; a template passes them through the
engine's ``url`` filter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from site_builder.pages.head import Head


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``note`` is a short text behind it, such as a count or a date."""

    text: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day for the eye and for machines (ISO 8601)."""

    text: str
    iso: str


@dataclass(frozen=True, slots=True)
class Card:
    """A piece in a list.

    ``kind`` is empty for an ordinary story; ``mark`` is empty on the public site and says in a preview why
    readers do not see the piece ('Scheduled for 8 December 2026', 'Draft'). ``cover`` is a drawing, as an SVG
    element; ``hue`` is the class that sets the theme's colours.
    """

    title: str
    address: str
    summary: str
    kind: str
    day: Day | None
    councils: str
    themes: tuple[Link, ...]
    mark: str = ""
    is_original: bool = False
    cover: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term of a vocabulary that leads to its stories; only a theme has a drawing."""

    link: Link
    description: str
    cover: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the at-a-glance panel; an entry without an address is plain text."""

    label: str
    entries: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A sourced figure: 'what' it measures, the figure itself and who says so; one that ``is_short`` is set large."""

    what: str
    figure: str
    source: str
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A source; ``url`` is empty where there is none to give."""

    title: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class Artefact:
    """Something to watch, read or reuse; ``kind`` is a word for its sign, ``note`` says the same to readers."""

    title: str
    url: str
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Material:
    """What others can use, and whom they can ask; one of both may be missing."""

    heading: str
    artefacts: tuple[Artefact, ...]
    contact: Link | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """How to pass a piece on: its whole address, a link that starts a message, a reference without the address."""

    url: str
    mail: str
    reference: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The sections of a text, none where there is no choice, and the first that tells how; links within the page."""

    sections: tuple[Link, ...]
    how: Link | None
    is_long: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture beside the story: its HTML, and who made it."""

    html: str
    credit: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A box above the text: its heading and what it says."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class MiniMap:
    """A decorative map: the drawing of its points, and the file that holds the land below them (``#uk``)."""

    view_box: str
    points: str
    outline_file: str


@dataclass(frozen=True, slots=True)
class MapTeaser:
    """A decorative map of all councils with a story, and what it says, in sentences."""

    map: MiniMap
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """A piece's page; the text itself is the page's content.

    ``more_figures`` are those that open on demand. ``sharing`` is empty for a piece that is not public.
    """

    card: Card
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    more_figures: tuple[Figure, ...]
    sources: tuple[Reference, ...]
    material: Material | None
    picture: Picture | None
    signpost: str
    updates: tuple[tuple[Day, str], ...]
    notices: tuple[Notice, ...]
    related: tuple[Card, ...]
    newer: Link | None
    older: Link | None
    sharing: Sharing | None
    map: MiniMap | None = None


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """What stands at the address of a withdrawn piece."""

    title: str
    day: Day
    reason: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The home page; its few words of introduction are the page's content."""

    newest: tuple[Card, ...]
    themes: tuple[TermCard, ...]
    progress: str
    count: str
    map: MapTeaser


@dataclass(frozen=True, slots=True)
class FeedSet:
    """The three feeds of the page at an address; ``rss_url`` is the whole address of the first, to be copied."""

    title: str
    address: str
    rss: str
    atom: str
    json: str
    rss_url: str


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """The feeds of one kind of page; ``slug`` is the name of the group within the page."""

    heading: str
    slug: str
    feeds: tuple[FeedSet, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Links under a heading; the heading is empty where there is only one group."""

    heading: str
    entries: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A council on a map: one link, drawn at one point, or at several where several councils took over.

    ``label`` says everything. ``lines`` and ``count`` are the words beside the mark, always there when
    ``is_named`` and otherwise only while it is pointed at. ``drawing`` and ``target`` are SVG paths: what is
    seen, and what a pointer hits. ``shape`` is a word for styles: 'disc', 'ring', 'diamond' or 'square'.
    """

    label: str
    lines: tuple[str, ...]
    count: str
    address: str
    shape: str
    radius: int
    points: tuple[tuple[int, int], ...]
    drawing: str
    target: str
    text_x: int
    text_y: int
    anchor: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG with its name and its marks, in the order of the Tab key; ``specks`` is the path of all councils."""

    label: str
    view_box: str
    marks: tuple[Mark, ...]
    specks: str


@dataclass(frozen=True, slots=True)
class Key:
    """What a shape on a map stands for."""

    shape: str
    text: str
    drawing: str


@dataclass(frozen=True, slots=True)
class MapView:
    """A map, and in ``groups`` the same councils as a list.

    ``land`` and ``around`` are the coast's SVG paths on the map's own page; other pages leave them empty and
    refer to ``outline_file``, which has them under the names 'uk' and 'around'. ``is_long`` says that the list
    needs the width of the page.
    """

    uk: Drawing
    london: Drawing | None
    london_frame: str
    land: str
    around: str
    outline_file: str
    keys: tuple[Key, ...]
    groups: tuple[Group, ...]
    count: str
    missing: tuple[str, ...]
    is_long: bool
    credit: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of pieces: all of them, or those of a term or a council; those of a theme have its cover."""

    heading: str
    eyebrow: str
    introduction: str
    count: str
    cards: tuple[Card, ...]
    feeds: FeedSet
    facts: tuple[Fact, ...] = ()
    notices: tuple[Notice, ...] = ()
    cover: str = ""
    hue: str = ""
    map: MapView | None = None


@dataclass(frozen=True, slots=True)
class IndexView:
    """The list of a vocabulary's terms, or of the councils by region."""

    heading: str
    introduction: str
    terms: tuple[TermCard, ...] = ()
    groups: tuple[Group, ...] = ()
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class Milestones:
    """Announced days with their names, in order; ``more`` are those that a long list keeps folded."""

    first: tuple[tuple[Day, str], ...] = ()
    more: tuple[tuple[Day, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period of a plan: ``status`` is a word for styles ('met', 'open' ...), ``label`` the same for readers.

    ``marks`` draw the quota: the class of a theme's colours for every original piece, an empty text for one that is
    due; there are none where they would be too many to look at. ``waiver`` is the reason why fewer pieces are due.
    ``pieces`` are all that were published, ``more`` those that a long list keeps folded.
    """

    heading: str
    status: str
    label: str
    is_current: bool
    is_over: bool
    sentence: str
    waiver: str
    published: int
    required: int
    marks: tuple[str, ...]
    pieces: tuple[Card, ...]
    more: tuple[Card, ...]
    milestones: Milestones


@dataclass(frozen=True, slots=True)
class Column:
    """A month of the drawn year, or several of a long plan.

    ``label`` and ``short`` are its name for wide and for narrow screens, ``year`` is empty where it is that of the
    column before. ``tiles`` are the published pieces: the
    class of the theme's colours, and whether the piece is original; ``more`` counts those that are not drawn.
    """

    label: str
    short: str
    year: str
    is_current: bool
    starts_period: bool
    tiles: tuple[tuple[str, bool], ...]
    more: int
    milestones: int


@dataclass(frozen=True, slots=True)
class Year:
    """A plan drawn month by month; ``keys`` are the themes in it, each with the class of its colours."""

    columns: tuple[Column, ...]
    keys: tuple[tuple[str, str], ...]
    has_originals: bool
    has_milestones: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan with its target in one sentence, drawn as a year, and its periods.

    ``is_leading`` marks the plan that the page opens with; the others are folded, with ``tally`` to sum them up.
    ``earlier`` and ``later`` are the periods that a long plan keeps folded. A plan without a quota has one period.
    """

    heading: str
    dates: str
    is_leading: bool
    tally: str
    target: str
    target_by: str
    target_status: str
    target_label: str
    target_published: int
    target_required: int
    target_marks: tuple[str, ...]
    year: Year
    periods: tuple[PeriodView, ...]
    earlier: tuple[PeriodView, ...] = ()
    later: tuple[PeriodView, ...] = ()


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The calendar page; ``ics_url`` is the whole address to subscribe to; ``upcoming`` is filled in previews only."""

    plans: tuple[PlanView, ...]
    other_milestones: Milestones
    ics: str
    ics_url: str
    upcoming: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class SubscribeView:
    """Every feed, the calendar and the data; addresses that end in ``url`` are whole, to be copied."""

    site: FeedSet
    atom_url: str
    json_url: str
    groups: tuple[FeedGroup, ...]
    ics: str
    ics_url: str
    data_json: str
    data_csv: str
    data_schema: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a facet: its value in the form, its text, and how many pieces fit it."""

    slug: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices; ``name`` is the key in the address of a filtered list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class DatabaseRow:
    """A piece in the list of all: its card, the numbers of the choices it fits, councils that the card leaves out."""

    card: Card
    choices: str
    councils: str


@dataclass(frozen=True, slots=True)
class DatabaseView:
    """The list of all pieces, or a page of a long one; only the first page has facets.

    ``position`` says which page of how many and is empty where there is one; ``index`` is the address of all rows as
    data, empty where they all stand in the page.
    """

    heading: str
    introduction: str
    count: str
    facets: tuple[Facet, ...]
    rows: tuple[DatabaseRow, ...]
    position: str
    newer: Link | None
    older: Link | None
    index: str
    has_full_text: bool
    feeds: FeedSet


View = (
    StoryView | WithdrawnView | HomeView | ListView | IndexView | MapView | CalendarView | SubscribeView | DatabaseView
)


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of the site: its address, the template that shows it, and what the template receives."""

    address: str
    template: str
    head: Head
    view: View
