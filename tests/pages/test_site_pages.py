"""The values that templates receive: finished, in order, and of public pieces alone unless it is a preview."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from site_builder.pages import site_pages
from site_builder.pages.calendar_page import CalendarView
from site_builder.pages.database_page import DatabaseView
from site_builder.pages.home_page import HomeView
from site_builder.pages.lists import IndexView, ListView
from site_builder.pages.parts import Day, Fact, Link
from site_builder.pages.story_page import Artefact, Material, Picture, StoryView
from site_builder.pages.subscribe_page import SubscribeView
from site_builder.pages.withdrawn_page import WithdrawnView, withdrawn_page
from tests import builders, sample
from tests.builders import story_text
from tests.making import STORY, build_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from site_builder.build import Build

V = TypeVar("V")

STORY_ADDRESS = "stories/good-story/"
UNPUBLISHED = ("Sixth", "Seventh", "Eighth", "Tenth", "An idea")


def view_of(build: Build, address: str, kind: type[V]) -> V:
    """Return the view of the page at an address."""
    view = next(page.view for page in site_pages.all_pages(build) if page.address == address)
    assert isinstance(view, kind)
    return view


def story_view(*, preview: bool = False, today: date = builders.TODAY, **changes: Any) -> StoryView:
    """Return the view of a site's only story."""
    others = ["2026/a b.png", "2026/slides.pdf"]
    build = build_of({STORY: story_text(**changes)}, others, preview=preview, today=today)
    return view_of(build, STORY_ADDRESS, StoryView)


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a view."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_in(part)


# ---- Which pages there are


def test_a_site_has_a_page_for_everything_published_and_nothing_else() -> None:
    assert [page.address for page in site_pages.all_pages(sample.build())] == [
        "", "stories/", "themes/", "themes/digitalisation/", "services/", "programmes/", "councils/",
        "councils/suffolk-coastal/", "councils/york/", "councils/east-suffolk/", "map/", "calendar/", "subscribe/", "data/",
        "stories/fourth/", "stories/third/", "stories/second/", "stories/first/", "stories/gone/", "write/", "404.html",
    ]  # fmt: skip


def test_a_preview_also_has_what_the_public_does_not_see() -> None:
    addresses = {page.address for page in site_pages.all_pages(sample.build(preview=True))}
    hidden = {"stories/sixth/", "stories/seventh/", "stories/eighth/", "stories/tenth/", "stories/idea/"}
    assert hidden | {"themes/commercialisation/"} <= addresses


def test_a_site_without_a_story_has_all_its_own_pages() -> None:
    addresses = [page.address for page in site_pages.all_pages(build_of({}))]
    assert addresses == [
        "",
        "stories/",
        "themes/",
        "services/",
        "programmes/",
        "councils/",
        "map/",
        "calendar/",
        "subscribe/",
        "data/",
        "write/",
        "404.html",
    ]


def test_no_public_page_has_a_word_of_what_is_unpublished() -> None:
    for page in site_pages.all_pages(sample.build()):
        for text in texts_in(page):
            assert not any(title in text for title in UNPUBLISHED), page.address


def test_every_view_is_finished() -> None:
    """Nothing in a view is left to compute: texts, numbers, and tuples of these."""
    plain = (str, int, bool, type(None))

    def check(value: object) -> None:
        if isinstance(value, dict):
            for part in value.values():
                check(part)
        elif isinstance(value, tuple | list):
            for part in value:
                check(part)
        else:
            assert isinstance(value, plain), value

    for page in site_pages.all_pages(sample.build(preview=True)):
        check(asdict(replace(page, source=None, changed=None)))


# ---- Home and lists


def test_home_shows_the_newest_the_themes_and_the_progress() -> None:
    home = view_of(sample.build(), "", HomeView)
    assert [card.title for card in home.newest] == ["Fourth & fifth", "Third", "Second", "First"]
    (theme,) = home.themes
    assert theme.link == Link("Digitalisation", "themes/digitalisation/", "4 stories")
    assert theme.cover.startswith("<svg")
    assert home.map is not None
    assert home.map.sentences == (
        "1 of the 5 councils of today has a story, and so has 1 former council or other place.",
    )
    assert home.count == "4 pieces to read"
    assert home.progress == (
        "2 of the 4 stories promised by 30 September 2027 are published. March and April 2027: 0 of 2 original pieces published."
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), ""),
        (
            date(2027, 9, 30),
            "3 of the 4 stories promised by 30 September 2027 are published. September and October 2027: 0 of 2 original pieces published.",
        ),
        (
            date(2027, 10, 1),
            "4 stories by 30 September 2027: missed, with 3 published. September and October 2027: 0 of 2 original pieces published.",
        ),
        (date(2027, 11, 1), "4 stories by 30 September 2027: missed, with 3 published."),
        (date(2028, 1, 1), "0 of the 3 stories promised by 31 December 2028 are published."),
    ],
    ids=str,
)
def test_the_progress_on_home_is_that_of_the_latest_plan_that_has_begun(today: date, expected: str) -> None:
    assert view_of(sample.build(today), "", HomeView).progress == expected


def test_home_shows_no_more_than_seven() -> None:
    texts = {f"2026/s{n}.md": story_text(id=f"story-{n}", date=date(2026, 11, 1) + timedelta(days=n)) for n in range(9)}
    newest = view_of(build_of(texts), "", HomeView).newest
    assert [card.address for card in newest] == [f"stories/s{n}/" for n in range(8, 1, -1)]


def test_pieces_of_one_day_are_in_the_order_of_their_ids_newest_last_id_first() -> None:
    texts = {f"2026/{name}.md": story_text(id=f"story-{name}") for name in "bca"}
    rows = view_of(build_of(texts), "stories/", DatabaseView).rows
    assert [row.card.address for row in rows] == ["stories/c/", "stories/b/", "stories/a/"]


def test_a_term_page_lists_its_own_pieces_with_its_own_feeds() -> None:
    options = builders.settings(vocabularies={"themes": [{"name": "digitalisation", "description": "Data."}, "unused"]})
    view = view_of(build_of({STORY: story_text()}, options=options), "themes/digitalisation/", ListView)
    assert (view.heading, view.eyebrow, view.introduction, view.count) == (
        "Digitalisation",
        "Theme",
        "Data.",
        "1 story",
    )
    assert view.feeds.rss == "themes/digitalisation/feed.xml"


def test_a_term_without_a_public_piece_borrows_the_sites_feeds_in_a_preview() -> None:
    view = view_of(sample.build(preview=True), "themes/commercialisation/", ListView)
    assert view.feeds.rss == "feed.xml"


def test_an_index_says_used_terms_from_those_that_wait() -> None:
    view = view_of(sample.build(), "themes/", IndexView)
    assert [term.link.text for term in view.terms] == ["Digitalisation"]
    assert view.waiting == "political leadership and commercialisation"
    assert view_of(sample.build(), "services/", IndexView).terms == ()


def test_councils_of_which_no_region_is_known_have_no_heading_but_that_of_the_page() -> None:
    options = builders.settings(places=[{"slug": "quedgeley", "name": "Quedgeley", "lat": 51.8, "lon": -2.3}])
    view = view_of(
        build_of({STORY: story_text(councils=["quedgeley", "york"])}, options=options), "councils/", IndexView
    )
    assert [(group.heading, [entry.text for entry in group.entries]) for group in view.groups] == [
        ("", ["Quedgeley", "York"])
    ]
    assert view_of(build_of({}), "councils/", IndexView).groups == ()


@pytest.mark.parametrize(
    ("slug", "eyebrow", "facts"),
    [
        ("york", "Council", {"Type": "Unitary council"}),
        ("suffolk-coastal", "Council", {"Type": "District council", "Status": "Until 2019, now part of East Suffolk"}),
    ],
)
def test_a_council_page_says_what_became_of_the_council(slug: str, eyebrow: str, facts: dict[str, str]) -> None:
    view = view_of(build_of({STORY: story_text(councils=[slug])}), f"councils/{slug}/", ListView)
    assert view.eyebrow == eyebrow
    assert {fact.label: fact.entries[0].text for fact in view.facts} == facts


def test_subscribe_lists_every_feed_by_kind() -> None:
    view = view_of(sample.build(), "subscribe/", SubscribeView)
    assert view.site.rss == "feed.xml"
    assert [(group.heading, group.slug, [feed.title for feed in group.feeds]) for group in view.groups] == [
        ("Themes", "themes", ["Digitalisation"]),
        ("Councils", "councils", ["Suffolk Coastal", "York"]),
    ]
    assert [feed.address for group in view.groups for feed in group.feeds] == [
        "themes/digitalisation/",
        "councils/suffolk-coastal/",
        "councils/york/",
    ]
    assert (view.ics, view.data_json, view.data_csv) == ("calendar.ics", "data/stories.json", "data/stories.csv")


def test_addresses_to_be_copied_are_whole() -> None:
    view = view_of(sample.build(), "subscribe/", SubscribeView)
    assert (view.site.rss_url, view.atom_url, view.json_url, view.ics_url) == (
        "https://stories.example/feed.xml",
        "https://stories.example/atom.xml",
        "https://stories.example/feed.json",
        "https://stories.example/calendar.ics",
    )
    theme = view_of(sample.build(), "themes/digitalisation/", ListView)
    assert theme.feeds.rss_url == "https://stories.example/themes/digitalisation/feed.xml"
    assert view_of(sample.build(), "calendar/", CalendarView).ics_url == view.ics_url


# ---- The page of a piece


def test_a_story_page_gives_the_facts_with_their_links() -> None:
    view = story_view(
        councils=["york", "suffolk-coastal"], services=["housing"], programmes=["Creative Councils"], partners=["Nesta"], started=2012,
    )  # fmt: skip
    assert view.facts == (
        Fact(
            "Councils",
            (
                Link("City of York Council", "councils/york/", ""),
                Link(
                    "Suffolk Coastal District Council",
                    "councils/suffolk-coastal/",
                    "until 2019, now part of East Suffolk",
                ),
            ),
        ),
        Fact("Theme", (Link("Digitalisation", "themes/digitalisation/"),)),
        Fact("Service", (Link("Housing", "services/housing/"),)),
        Fact("Programme", (Link("Creative Councils", "programmes/creative-councils/"),)),
        Fact("Partners", (Link("Nesta", ""),)),
        Fact("Started", (Link("2012", ""),)),
    )


def test_facts_without_a_value_are_left_out() -> None:
    assert [fact.label for fact in story_view(kind="guide", councils=[]).facts] == ["Theme"]


def test_a_story_page_gives_figures_sources_material_and_picture() -> None:
    view = story_view(
        outcomes=[{"what": "Visits", "figure": "1,200 in the first week", "source": "A"}],
        savings=[{"amount": 250000, "currency": "GBP", "period": "a year", "source": "B"}],
        sources=[{"title": "One", "date": "2013-09-12"}, {"title": "Two", "date": 2014, "url": "https://example.org/"}],
        artefacts=[
            {"title": "Slides", "kind": "slides", "file": "slides.pdf"},
            {"title": "Film", "kind": "video", "url": "https://example.org/film"},
        ],
        image={"file": "a b.png", "alt": "A b", "credit": "Us"},
        contact={"team": "Innovation", "email": "innovation@york.example"},
    )
    assert [(f.what, f.figure, f.source, f.is_short) for f in view.figures] == [
        ("Visits", "1,200 in the first week", "A", False),
        ("Saved (a year)", "£250,000", "B", True),
    ]
    assert [(s.title, s.url, s.note) for s in view.sources] == [
        ("One", "", "12 September 2013"),
        ("Two", "https://example.org/", "2014"),
    ]
    assert view.material == Material(
        "What others can use",
        (
            Artefact("Slides", "https://stories.example/stories/good-story/slides.pdf", "slides", "Slides, PDF"),
            Artefact("Film", "https://example.org/film", "video", "Video, on example.org"),
        ),
        Link("Innovation", "mailto:innovation@york.example", "innovation@york.example"),
    )
    assert view.picture == Picture('<img src="a%20b.png" alt="A b" loading="lazy">', "Us")


@pytest.mark.parametrize(
    ("count", "at_once"), [(0, 0), (1, 1), (3, 3), (4, 4), (5, 3), (8, 3)], ids=lambda number: f"{number}"
)
def test_many_figures_open_on_demand_and_never_a_single_one(count: int, at_once: int) -> None:
    view = story_view(outcomes=[{"what": f"{n}", "figure": f"{n}", "source": "A"} for n in range(count)])
    assert (len(view.figures), len(view.more_figures)) == (at_once, count - at_once)
    assert [figure.what for figure in (*view.figures, *view.more_figures)] == [f"{n}" for n in range(count)]


@pytest.mark.parametrize(
    ("artefacts", "contact", "heading", "expected"),
    [
        (1, False, "How", "What others can use"),
        (1, True, "How", "What others can use"),
        (1, False, "what others can use", "Materials"),
        (1, True, "What others can use", "Materials and contact"),
        (0, True, "What others can use", "Contact"),
        (0, False, "How", ""),
    ],
)
def test_what_others_can_use_is_a_heading_once(artefacts: int, heading: str, expected: str, *, contact: bool) -> None:
    view = story_view(
        body=f"## How\n\nSo.\n\n## {heading}\n\nThis.\n",
        artefacts=[{"title": "A", "kind": "data", "url": "https://www.example.org/"}] * artefacts,
        contact={"team": "Us", "email": "us@york.example"} if contact else None,
    )
    assert (view.material.heading if view.material else "") == expected
    notes = [artefact.note for artefact in view.material.artefacts] if view.material else []
    assert notes == ["Data, on example.org"] * artefacts


def test_a_page_shows_announced_updates_newest_first_and_none_of_the_future() -> None:
    updates = [{"date": day, "note": str(day)} for day in (date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 22))]
    view = story_view(updated=updates)
    assert [(day.text, note) for day, note in view.updates] == [
        ("20 November 2026", "2026-11-20"),
        ("18 November 2026", "2026-11-18"),
    ]


@pytest.mark.parametrize(("today", "shown"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)], ids=str)
def test_a_page_that_was_not_reviewed_says_so_from_the_day_after(today: date, *, shown: bool) -> None:
    view = story_view(review_by=date(2026, 12, 1), today=today)
    assert [notice.heading for notice in view.notices] == (["May be out of date"] if shown else [])


@pytest.mark.parametrize(
    ("changes", "mark"),
    [
        ({}, ""),
        ({"date": date(2026, 12, 8)}, "Scheduled for 8 December 2026"),
        ({"status": "draft"}, "Draft, planned for 16 November 2026"),
        ({"status": "review", "date": None}, "In review"),
        ({"status": "idea", "date": None}, "Idea"),
    ],
    ids=["published", "scheduled", "draft", "review", "idea"],
)
def test_a_preview_marks_what_the_public_does_not_see(changes: dict[str, Any], mark: str) -> None:
    view = story_view(preview=True, **changes)
    assert view.card.mark == mark
    assert [notice.heading for notice in view.notices] == ([mark] if mark else [])


def test_neighbours_in_time_lead_on() -> None:
    build = sample.build()
    middle = view_of(build, "stories/third/", StoryView)
    assert middle.newer == Link("Fourth & fifth", "stories/fourth/")
    assert middle.older == Link("Second", "stories/second/")
    assert view_of(build, "stories/fourth/", StoryView).newer is None
    assert view_of(build, "stories/first/", StoryView).older is None


def test_related_pieces_share_something_and_are_never_the_piece_itself() -> None:
    view = view_of(sample.build(), "stories/second/", StoryView)
    assert [card.title for card in view.related] == ["Third", "First", "Fourth & fifth"]


def test_a_signpost_points_to_where_the_story_is_reported() -> None:
    view = story_view(kind="signpost", link="https://example.org/")
    assert (view.signpost, view.card.kind) == ("https://example.org/", "Signpost")


def test_a_withdrawn_piece_keeps_a_notice_with_its_reason() -> None:
    page = next(page for page in site_pages.all_pages(sample.build()) if page.address == "stories/gone/")
    assert page.view == WithdrawnView("Gone", Day("1 February 2027", "2027-02-01"), "Wrong.")
    assert not page.head.is_indexed


def test_there_is_no_notice_of_a_piece_that_was_not_withdrawn() -> None:
    with pytest.raises(ValueError, match=r"2026/piece\.md keeps a notice without having been withdrawn"):
        withdrawn_page(sample.build(), builders.piece())


def test_a_piece_withdrawn_before_it_was_published_leaves_nothing() -> None:
    text = story_text(
        status="withdrawn", date=date(2026, 12, 1), withdrawn={"date": date(2026, 11, 1), "reason": "No."}
    )
    assert all(page.address != STORY_ADDRESS for page in site_pages.all_pages(build_of({STORY: text})))


def test_many_councils_in_a_card_are_cut_short() -> None:
    councils = ["york", "wigan", "wrexham", "derbyshire", "east-suffolk"]
    assert story_view(councils=councils).card.councils == "York, Wigan, Wrexham and 2 more"
