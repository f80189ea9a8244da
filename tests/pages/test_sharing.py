"""Passing a piece on: the message, the reference, and for which pieces there are any."""

from __future__ import annotations

from datetime import date
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from site_builder.pages import site_pages
from site_builder.pages.story_page import StoryView
from tests import builders
from tests.builders import story_text
from tests.making import AS_READ, NASTY, STORY, build_of

if TYPE_CHECKING:
    from site_builder.pages.sharing import Sharing

URL = "https://stories.example/stories/good-story/"


def sharing(*, preview: bool = False, site: dict[str, Any] | None = None, **changes: Any) -> Sharing | None:
    """Return how the only story of a site is passed on."""
    build = build_of({STORY: story_text(**changes)}, preview=preview, **site or {})
    view = next(page.view for page in site_pages.all_pages(build) if page.address == "stories/good-story/")
    assert isinstance(view, StoryView)
    return view.sharing


def published(**changes: Any) -> Sharing:
    """Return how a published story is passed on."""
    found = sharing(**changes)
    assert found is not None
    return found


def test_a_message_has_title_summary_and_address_whatever_their_letters() -> None:
    mail = published(title=NASTY, summary=f"{NASTY} {builders.SUMMARY}").mail
    address, _, query = mail.partition("?")
    assert address == "mailto:"
    assert mail.isascii()
    assert not set(mail) & set(" +'\"<>\r\n")
    parts = {name: values[0] for name, values in parse_qs(query.replace("+", "%2B"), strict_parsing=True).items()}
    assert parts == {"subject": AS_READ, "body": f"{AS_READ}\r\n\r\n{AS_READ} {builders.SUMMARY}\r\n\r\n{URL}"}
    EmailMessage()["Subject"] = parts["subject"]  # refuses what could start another header


def test_a_message_is_one_link() -> None:
    mail = published(title="a & body=b # c % d").mail
    assert urlsplit(mail).fragment == ""
    assert unquote(mail.split("&")[0]) == "mailto:?subject=a & body=b # c % d"


@pytest.mark.parametrize(
    ("changes", "reference"),
    [
        ({}, "The editors (2026). ‘A good story’. Innovation Stories, 16 November 2026."),
        (
            {"updated": [{"date": date(2026, 11, 18), "note": "a"}, {"date": date(2026, 11, 20), "note": "b"}]},
            "The editors (2026). ‘A good story’. Innovation Stories, 16 November 2026, updated 20 November 2026.",
        ),
        (
            {"updated": [{"date": date(2026, 11, 22), "note": "of the future"}]},
            "The editors (2026). ‘A good story’. Innovation Stories, 16 November 2026.",
        ),
        ({"site": {"author": "Innovation Stories"}}, "Innovation Stories (2026). ‘A good story’. 16 November 2026."),
    ],
    ids=["plain", "updated", "not yet updated", "the site is its own author"],
)
def test_a_reference_names_author_year_title_site_and_days(changes: dict[str, Any], reference: str) -> None:
    assert published(**changes).reference == reference


def test_the_address_is_whole_and_permanent() -> None:
    assert published().url == URL


@pytest.mark.parametrize(
    ("changes", "is_shared"),
    [({}, True), ({"date": date(2026, 11, 22)}, False), ({"status": "draft"}, False), ({"date": None, "status": "idea"}, False)],
    ids=["published", "scheduled", "draft", "idea"],
)  # fmt: skip
def test_only_what_is_public_is_passed_on(changes: dict[str, Any], *, is_shared: bool) -> None:
    assert (sharing(preview=True, **changes) is not None) is is_shared
