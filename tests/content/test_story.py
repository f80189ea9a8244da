from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from site_builder.content.front_matter_model import FrontMatterModel, Kind, Status
from site_builder.content.story import State
from tests.builders import SUMMARY, piece

DAY = date(2026, 11, 16)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
WITHDRAWAL = {"date": DAY, "reason": "It was not true."}


@pytest.mark.parametrize(
    ("status", "day", "today", "expected"),
    [
        (Status.READY, DAY, BEFORE, State.SCHEDULED),
        (Status.READY, DAY, DAY, State.PUBLISHED),
        (Status.READY, DAY, AFTER, State.PUBLISHED),
        (Status.READY, None, DAY, State.PLANNED),
        *((status, DAY, AFTER, State.PLANNED) for status in (Status.IDEA, Status.DRAFT, Status.REVIEW)),
        *((status, None, AFTER, State.PLANNED) for status in (Status.IDEA, Status.DRAFT, Status.REVIEW)),
        (Status.WITHDRAWN, DAY, BEFORE, State.WITHDRAWN),
        (Status.WITHDRAWN, DAY, AFTER, State.WITHDRAWN),
        (Status.WITHDRAWN, None, DAY, State.WITHDRAWN),
    ],
)
def test_the_state_follows_from_status_and_date(status: Status, day: date | None, today: date, expected: State) -> None:
    assert piece(day=day, status=status).state(today) is expected


@pytest.mark.parametrize(
    ("status", "day", "withdrawn", "expected"),
    [
        pytest.param("withdrawn", BEFORE, WITHDRAWAL, True, id="published the day before"),
        pytest.param("withdrawn", DAY, WITHDRAWAL, True, id="published on the day"),
        pytest.param("withdrawn", AFTER, WITHDRAWAL, False, id="withdrawn before its day"),
        pytest.param("withdrawn", None, WITHDRAWAL, True, id="without a date"),
        pytest.param("withdrawn", DAY, None, False, id="without a reason"),
        pytest.param("ready", BEFORE, WITHDRAWAL, False, id="not withdrawn"),
    ],
)
def test_only_what_was_public_keeps_a_notice(
    status: str, day: date | None, withdrawn: dict[str, object] | None, *, expected: bool
) -> None:
    assert piece(day=day, status=status, withdrawn=withdrawn).keeps_notice() is expected


def test_pieces_are_ordered_by_day_and_then_by_id_with_undated_ones_last() -> None:
    pieces = [piece("b-piece"), piece("undated", None), piece("a-piece"), piece("z-earlier", BEFORE)]
    ordered = sorted(pieces, key=lambda story: story.order)
    assert [story.id for story in ordered] == ["z-earlier", "a-piece", "b-piece", "undated"]


def test_updates_are_those_up_to_today_oldest_first() -> None:
    days = [AFTER, DAY, AFTER + timedelta(days=5)]
    story = piece(day=DAY, updated=[{"date": day, "note": f"of {day}"} for day in days])
    assert [update.date for update in story.updates(BEFORE)] == []
    assert [update.date for update in story.updates(DAY)] == [DAY]
    assert [update.date for update in story.updates(AFTER)] == [DAY, AFTER]
    assert [update.date for update in story.updates(date.max)] == sorted(days)


def test_the_last_change_is_the_latest_announced_one() -> None:
    story = piece(day=DAY, updated=[{"date": AFTER, "note": "a"}])
    assert story.last_changed(DAY) == DAY
    assert story.last_changed(AFTER) == AFTER
    assert piece(day=DAY, updated=[{"date": BEFORE, "note": "too early"}]).last_changed(AFTER) == DAY


@pytest.mark.parametrize(("today", "expected"), [(BEFORE, False), (DAY, False), (AFTER, True)])
def test_a_review_is_due_from_the_day_after_its_last_day(today: date, *, expected: bool) -> None:
    assert piece(review_by=DAY).review_is_due(today) is expected
    assert not piece().review_is_due(today)


def test_an_undated_piece_has_no_day() -> None:
    with pytest.raises(ValueError, match=r"2026/idea\.md has no date"):
        _ = piece("idea", None, status="idea").day


@pytest.mark.parametrize(("path", "folder"), [("2026/a.md", "2026/"), ("2026/a/index.md", "2026/a/"), ("a.md", "")])
def test_the_folder_is_that_of_the_source(path: str, folder: str) -> None:
    story = piece("a-piece", path=path)
    assert story.folder == folder
    assert story.address == "stories/a-piece/"


def test_the_least_front_matter_is_a_draft_of_a_story() -> None:
    meta = FrontMatterModel.model_validate({"id": "abcdef", "title": "A title"})
    assert (meta.kind, meta.status, meta.original) == (Kind.STORY, Status.DRAFT, False)
    filled = meta.model_dump(exclude={"id", "title", "kind", "status", "original"})
    assert set(filled.values()) == {None, ()}


def test_the_whole_front_matter_is_taken() -> None:
    given = {
        "id": "abcdef",
        "title": "A title",
        "kind": "signpost",
        "status": "withdrawn",
        "withdrawn": WITHDRAWAL,
        "date": DAY,
        "original": True,
        "owner": "@ann-bee",
        "summary": SUMMARY,
        "councils": ["york"],
        "themes": ["digitalisation"],
        "services": ["housing"],
        "programmes": ["Creative Councils"],
        "partners": ["Nesta"],
        "started": 2013,
        "outcomes": [{"what": "Families helped", "figure": 120, "source": "A paper"}],
        "savings": [{"amount": 1.5, "currency": "GBP", "period": 2013, "source": "A paper"}],
        "sources": [{"title": "A paper", "date": 2013, "url": "https://example.org/"}],
        "artefacts": [{"title": "A film", "kind": "video", "url": "https://example.org/", "file": "film.mp4"}],
        "image": {"file": "a.png", "alt": "A street", "credit": "The council"},
        "contact": {"team": "Innovation team", "email": "innovation@example.gov.uk"},
        "updated": [{"date": DAY, "note": "A figure"}],
        "review_by": DAY,
        "aliases": ["/old/"],
        "link": "https://example.org/",
        "shared": [{"channel": "Bulletin", "date": DAY, "url": "https://example.org/"}],
    }
    meta = FrontMatterModel.model_validate(given)
    assert set(given) == set(FrontMatterModel.model_fields)
    dumped = meta.model_dump(mode="json")
    assert dumped["outcomes"] == [{"what": "Families helped", "figure": "120", "source": "A paper", "url": None}]
    saving = {"amount": 1.5, "currency": "GBP", "period": "2013", "source": "A paper", "url": None}
    assert dumped["savings"] == [saving]
    assert dumped["sources"] == [{"title": "A paper", "date": "2013", "url": "https://example.org/"}]
    assert FrontMatterModel.model_validate(meta.model_dump() | {"councils": ["york"]}) == meta


@pytest.mark.parametrize("key", ["summary", "date", "councils", "image", "withdrawn", "review_by"])
def test_a_key_without_a_value_is_no_key(key: str) -> None:
    least = {"id": "abcdef", "title": "A title"}
    assert FrontMatterModel.model_validate(least | {key: None}) == FrontMatterModel.model_validate(least)


@pytest.mark.parametrize(("key", "shortest", "longest"), [("id", 6, 64), ("title", 1, 100), ("summary", 40, 300)])
def test_texts_may_be_as_short_and_as_long_as_this(key: str, shortest: int, longest: int) -> None:
    least = {"id": "abcdef", "title": "A title"}
    for length in (shortest, longest):
        assert getattr(FrontMatterModel.model_validate(least | {key: "a" * length}), key) == "a" * length
    for length in (shortest - 1, longest + 1):
        with pytest.raises(ValidationError):
            FrontMatterModel.model_validate(least | {key: "a" * length})


def test_an_unknown_key_without_a_value_is_still_unknown() -> None:
    with pytest.raises(ValidationError) as error:
        FrontMatterModel.model_validate({"id": "abcdef", "title": "A title", "sumary": None})
    assert [(details["type"], details["loc"]) for details in error.value.errors()] == [("extra_forbidden", ("sumary",))]


@pytest.mark.parametrize("name", ["slug", "meta", "body"])
def test_a_story_never_changes(name: str) -> None:
    with pytest.raises(ValidationError):
        piece().meta.title = "Another"
    with pytest.raises(AttributeError):
        setattr(piece(), name, "another")
