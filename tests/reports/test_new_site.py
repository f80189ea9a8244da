"""The files of a new site follow from its answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.characters import CONTROL, invisible
from site_builder.content.events import typographic
from site_builder.content.located_yaml import load_configuration
from site_builder.reports.new_site import EXAMPLE, Answers, AnswersError, check_answers, copies_of, files_of
from site_builder.settings import parse_settings
from tests.builders import TODAY, read, settings

SOURCES = {
    path.name: path.read_text("utf-8")
    for path in (Path(__file__).parents[2] / "site_builder" / "data" / "new-site").iterdir()
}
ADDRESS = "https://stories.example.org"
REQUIREMENT = "innovation-stories==1.0"


def files(today: date = TODAY, **answers: Any) -> dict[str, str]:
    return files_of(Answers(**{"name": "A network", "address": ADDRESS} | answers), today, SOURCES, REQUIREMENT)


def configuration(today: date = TODAY, **answers: Any) -> dict[str, Any]:
    value = load_configuration(files(today, **answers)["mkdocs.yml"])
    assert isinstance(value, dict)
    return value


def options(today: date = TODAY, **answers: Any) -> dict[str, Any]:
    found: dict[str, Any] = configuration(today, **answers)["plugins"][0]["stories"]
    return found


def test_every_source_is_used() -> None:
    made = files(pieces=1, stories=1, by=TODAY)

    assert len(made) == len(SOURCES) + 1  # requirements.txt is no more than what pip installs
    assert made["requirements.txt"] == "innovation-stories==1.0\n"


def test_every_file_ends_with_one_line_end() -> None:
    assert [path for path, text in files(pieces=1).items() if not text.endswith("\n") or text.endswith("\n\n")] == []


def test_the_settings_hold_what_was_answered_and_no_more() -> None:
    assert configuration()["site_url"] == f"{ADDRESS}/"
    assert options(register="none", themes=("health",)) == {"register": "none", "vocabularies": {"themes": ["health"]}}
    assert options(colour=150)["colours"] == {"brand": 150}
    assert options(colour="#0e3a46")["colours"] == {"brand": "#0e3a46"}
    assert configuration()["theme"] == {"name": "material"}
    assert configuration(icon="material/fire-truck")["theme"]["icon"] == {"logo": "material/fire-truck"}


def test_the_register_of_the_uk_is_credited_as_its_licence_asks() -> None:
    assert configuration()["copyright"].endswith("mySociety, CC BY 4.0 (changed).")
    assert configuration(register="none")["copyright"].endswith("CC BY 4.0</a>.")


def test_a_picture_and_a_register_of_one_s_own_are_copied() -> None:
    answers: dict[str, Any] = {
        "logo": "pictures/Our.Logo.PNG",
        "register": "lists/services.csv",
        "called": ("service", "services"),
    }

    assert configuration(**answers)["theme"] == {
        "name": "material", "logo": "assets/logo.png", "custom_dir": "overrides",
    }  # fmt: skip
    assert options(**answers)["register"] == {"file": "places.csv", "one": "service", "many": "services"}
    assert copies_of(Answers(**answers)) == {
        "overrides/assets/logo.png": "pictures/Our.Logo.PNG", "places.csv": "lists/services.csv",
    }  # fmt: skip
    assert copies_of(Answers(register="none")) == {}


@pytest.mark.parametrize(
    ("address", "repository"),
    [
        ("https://our-network.github.io/stories/", "our-network/stories"),
        ("https://our-network.github.io/stories", "our-network/stories"),
        ("https://Our-Network.github.io", "Our-Network/our-network.github.io"),
        ("https://stories.example.org/", None),
        ("https://our-network.github.io/stories/below/", None),
    ],
)
def test_an_address_on_github_pages_says_the_repository(address: str, repository: str | None) -> None:
    assert options(address=address).get("repository") == repository


QUOTA = {"quota": {"pieces": 2, "every_months": 3}}


@pytest.mark.parametrize(
    ("today", "answers", "plan"),
    [
        (date(2026, 11, 21), {"pieces": 2, "every_months": 3},
         {"name": "2026-27", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31), **QUOTA}),
        (date(2027, 1, 31), {"pieces": 2, "every_months": 3},
         {"name": "2027", "starts": date(2027, 1, 1), "ends": date(2027, 12, 31), **QUOTA}),
        (date(2028, 2, 29), {"pieces": 2, "every_months": 3},
         {"name": "2028-29", "starts": date(2028, 2, 1), "ends": date(2029, 1, 31), **QUOTA}),
        (date(2026, 11, 21), {"stories": 12, "by": date(2027, 9, 30)},
         {"name": "2026-27", "starts": date(2026, 11, 1), "ends": date(2027, 10, 31),
          "target": {"stories": 12, "by": date(2027, 9, 30)}}),
        (date(2026, 11, 21), {"stories": 12, "by": date(2029, 2, 3)},
         {"name": "2026-29", "starts": date(2026, 11, 1), "ends": date(2029, 2, 28),
          "target": {"stories": 12, "by": date(2029, 2, 3)}}),
    ],
)  # fmt: skip
def test_a_plan_is_a_year_from_this_month_on_or_lasts_until_the_target(
    today: date, answers: dict[str, Any], plan: dict[str, Any]
) -> None:
    assert options(today, **answers)["plans"] == [plan]


def test_without_a_promise_there_is_no_plan() -> None:
    assert "plans" not in options(every_months=3)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"name": " "}, "a site needs a name"),
        ({"name": "A\x07B"}, "the name has a control character; type it again"),
        ({"name": "A\u200bB"}, "zero width space"),
        ({"address": "stories.example.org"}, "'stories.example.org' is not a full address; write it as in https://"),
        ({"address": "https://a.example/?page=1"}, "leave out ? or # and what follows"),
        (
            {"address": "https://a.example/b/../c/"},
            "has two slashes or only dots between slashes; write the address as ",
        ),
        ({"address": "https://a.example//b"}, "has two slashes or only dots between slashes"),
        ({"address": "https://tŷ.example/"}, "has letters that feeds cannot have; open it in a browser"),
        ({"address": "https://good.example@bad.example/"}, "good.example"),
        ({"themes": ()}, "each story needs a theme; name at least one"),
        ({"themes": ("Health", "health")}, "'health' and 'Health' would share the address /themes/health/"),
        ({"stories": 3}, "a target has a number of stories and a day; give both, or neither"),
        ({"by": TODAY}, "a target has a number of stories and a day; give both, or neither"),
        ({"stories": 3, "by": date(2026, 10, 31)}, "2026-10-31 is before the plan's start 2026-11-01"),
        ({"colour": 400}, "'400' is not a colour"),
        ({"pieces": 2, "every_months": 0}, "every_months"),
    ],
)
def test_an_answer_that_no_site_can_start_from(answers: dict[str, Any], reason: str) -> None:
    with pytest.raises(AnswersError) as error:
        check_answers(Answers(**{"name": "A", "address": ADDRESS} | answers), TODAY)
    assert reason in str(error.value)


NAMES = st.text(min_size=1, max_size=60).filter(
    lambda name: name.strip() and not CONTROL.search(name) and not [*invisible(name)] and "\ufffd" not in name
)


@pytest.mark.uncounted
@given(
    name=NAMES | st.sampled_from(["'", '"', "a: b", "# a", "{{ a }}", "yes", "2026", "<b>&amp;", "`a`", "- a", "\\"])
)
def test_whatever_the_name_its_files_hold_it_and_have_no_error(name: str) -> None:
    made = files(name=name)

    told = configuration(name=name)
    assert told["site_name"] == " ".join(name.split())
    parse_settings(told["plugins"][0]["stories"])
    collection = read(
        {path.removeprefix("stories/"): text for path, text in made.items() if path.startswith("stories/")},
        options=settings(vocabularies={"themes": ["leading change"]}),
    )
    assert collection.errors == ()
    assert [page.title for page in collection.pages if page.path == "index.md"] == [typographic(" ".join(name.split()))]


def test_the_example_says_that_it_is_one_and_counts_for_nothing() -> None:
    text = files(themes=("health: ours", "other"))[f"stories/2026/{EXAMPLE}.md"]

    for line in (
        'title: "Example: how a story is told here"',
        "kind: guide",
        "themes: ['health: ours']",
        "date: 2026-11-21",
    ):
        assert f"\n{line}\n" in text
    assert "original" not in text
    assert "> This page is an example." in text


def test_what_is_written_for_a_site_without_places_names_none() -> None:
    assert "- `councils`: the councils it is about, by short names such as `york`\n" in files()["CONTRIBUTING.md"]
    said = "- `councils`: the fire services it is about, by short names from `places.csv`\n"
    called = ("fire service", "fire services")
    assert said in files(register="a.csv", called=called)["CONTRIBUTING.md"]
    assert "the fire services it is about, by short names such as `york`" in files(called=called)["CONTRIBUTING.md"]
    assert "council" not in "".join(files(register="none").values()).lower().replace("register: none", "").replace(
        "# where stories can come from: uk (its councils), none, or a csv file beside this one.", ""
    )
