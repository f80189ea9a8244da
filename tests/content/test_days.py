from __future__ import annotations

from datetime import date

import pytest

from site_builder.content import days


@pytest.mark.parametrize(
    "text",
    [
        "10/3/2027", "10.03.2027", "10-03-2027", "2027/03/10", "2027-3-10", "10 March 2027", "10th of March 2027",
        "10 Mar 2027", "10-Mar-2027", "March 10, 2027", "Mar 10th 2027", "Wednesday 10 March 2027", "Wed, 10 march 2027",
        "10/03/2027 06:00", "10 March 2027 at 6.00", "2027-03-10T06:00:00Z", "2027-03-10 06:00",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_in_the_united_kingdom_write_it(text: str) -> None:
    assert days.read(text) == date(2027, 3, 10)


@pytest.mark.parametrize(
    "text", ["soon", "March 2027", "10/13/2027", "31 June 2027", "10 Foo 2027", "10/03/27", "2027", "", "1" * 1000]
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert days.read(text) is None


@pytest.mark.parametrize(
    ("text", "month"),
    [("September 2013", "2013-09"), ("Sept 2013", "2013-09"), ("9/2013", "2013-09"), ("13/2013", None), ("soon", None),
     ("Foo 2013", None), ("x" * 1000, None)],
)  # fmt: skip
def test_a_month_is_read_where_one_is_enough(text: str, month: str | None) -> None:
    assert days.read_month(text) == month


def test_a_day_in_words() -> None:
    assert days.in_words(date(2027, 3, 10)) == "10 March 2027"
