"""What a first visit asks for and how much it weighs, packed as servers send it, everything included."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page, Response

pytestmark = pytest.mark.browser


def answers_to(page: Page, url: str) -> list[Response]:
    found: list[Response] = []
    page.on("response", lambda response: found.append(response))  # noqa: PLW0108 - the library marks its handlers
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return found


def weight(answers: list[Response]) -> int:
    """Return the bytes of these answers; what is packed already does not shrink again."""
    bodies = [answer.body() for answer in answers]
    return sum(min(len(body), len(gzip.compress(body, mtime=0))) for body in bodies)


@pytest.mark.parametrize(
    ("path", "bytes_", "requests"),
    [
        pytest.param("/", 30_000, 7, id="home"),
        pytest.param("/stories/derbyshire-bus-hour/", 40_000, 8, id="story"),
        pytest.param("/stories/", 40_000, 8, id="list"),
        pytest.param("/map/", 40_000, 6, id="map"),
    ],
)
def test_a_first_visit_is_light(
    open_context: Callable[..., BrowserContext], address: str, path: str, bytes_: int, requests: int
) -> None:
    answers = answers_to(open_context().new_page(), address + path)
    assert len(answers) <= requests, [answer.url for answer in answers]
    assert weight(answers) <= bytes_, {answer.url: len(answer.body()) for answer in answers}


def test_the_search_is_fetched_by_those_who_search(open_context: Callable[..., BrowserContext], address: str) -> None:
    answers = answers_to(open_context().new_page(), f"{address}/stories/")
    assert not [answer.url for answer in answers if "/pagefind/" in answer.url]
    found = answers_to(open_context().new_page(), f"{address}/stories/?q=council")
    searched = [answer for answer in found if "/pagefind/" in answer.url]
    assert searched
    assert weight(searched) <= 300_000
