from __future__ import annotations

from bs4 import BeautifulSoup

from tests.audit.sampling import MOST_OF_A_KIND, sample
from tests.audit.small import page


def chosen(**pages: str) -> list[str]:
    return sample({path: BeautifulSoup(html, "lxml") for path, html in pages.items()})


def test_pages_that_load_the_same_are_of_one_kind_and_the_richest_shows_it() -> None:
    assert chosen(a=page("<p>a"), b=page("<p>a<ul><li>b</ul>"), c=page("<p>c")) == ["b"]


def test_what_the_richest_lacks_another_shows() -> None:
    assert chosen(a=page("<p>a</p><table><tr><td>a</table>"), b=page("<p>a"), c=page('<p class="x"><b>c</b>')) == [
        "a",
        "c",
    ]


def test_of_one_kind_there_are_only_a_few() -> None:
    many = {f"p{n}": page(f'<p class="x{n}">a') for n in range(9)}
    assert len(chosen(**many)) == MOST_OF_A_KIND


def test_each_template_is_there() -> None:
    styles = {name: page(head=f'<link rel="stylesheet" href="../{name}.css">') for name in ("a", "b")}
    assert chosen(**styles, c=page()) == ["a", "b", "c"]


def test_a_page_that_leads_on_is_left_out() -> None:
    assert chosen(a=page(head='<meta http-equiv="refresh" content="0; url=b">')) == []


def test_no_pages_give_no_sample() -> None:
    assert chosen() == []
