from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from site_builder.content.register import Council
from site_builder.content.vocabulary import Taxonomy, Term
from site_builder.programme.milestones import Milestone
from site_builder.programme.plan import Plan, Quota, Target, Waiver
from site_builder.settings import OptionFault, Settings, SettingsError, parse_settings

PLAN: dict[str, Any] = {
    "name": "2026-27",
    "starts": date(2026, 11, 1),
    "ends": date(2027, 10, 31),
    "quota": {"pieces": 2, "every_months": 2},
    "target": {"stories": 12, "by": date(2027, 9, 30)},
    "waivers": [{"period": date(2027, 5, 1), "pieces": 0, "reason": "pre-election period"}],
}


@pytest.mark.parametrize("options", [None, {}])
def test_without_options_everything_has_its_default(options: object) -> None:
    settings = parse_settings(options)
    assert settings == Settings()
    assert settings.zone == ZoneInfo("Europe/London")
    assert settings.publish_time == time(6)
    assert settings.how_section == ("how",)
    assert settings.on_shortfall == "warning"
    assert settings.pdf
    assert [list(vocabulary) for vocabulary in settings.taxonomies.values()] == [[], [], []]
    assert (settings.extra_places, settings.programme, settings.announced) == ((), (), ())
    assert settings.tag_authority is None


def test_all_options_are_taken_in_their_order() -> None:
    settings = parse_settings(
        {
            "timezone": "Europe/Dublin",
            "publish_time": "23:59",
            "vocabularies": {
                "themes": ["b", {"name": "a", "description": "First letter"}],
                "services": ["Adult  social care"],
                "programmes": [{"name": "c"}],
            },
            "places": [{"slug": "quedgeley", "name": "Quedgeley Town Council", "lat": 51.825, "lon": -2}],
            "how_section": ["how", "method"],
            "on_shortfall": "error",
            "pdf": False,
            "plans": [PLAN, {"name": "later", "starts": "2027-11-01", "ends": "2028-10-31"}],
            "milestones": [
                {
                    "name": "Meeting",
                    "date": date(2027, 1, 21),
                    "repeat": "FREQ=MONTHLY;INTERVAL=3",
                    "until": date(2027, 10, 31),
                },
                {"name": "Conference", "date": "2027-07-06"},
            ],
            "tag_authority": "stories.example.gov.uk,2026-11",
        }
    )
    assert (settings.zone.key, settings.publish_time) == ("Europe/Dublin", time(23, 59))
    assert list(settings.taxonomies[Taxonomy.THEMES]) == [
        Term(Taxonomy.THEMES, "b"),
        Term(Taxonomy.THEMES, "a", "First letter"),
    ]
    assert list(settings.taxonomies[Taxonomy.SERVICES]) == [Term(Taxonomy.SERVICES, "Adult social care")]
    assert settings.extra_places == (
        Council("quedgeley", "Quedgeley Town Council", "Quedgeley Town Council", "place", lat=51.825, lon=-2.0),
    )
    assert settings.how_section == ("how", "method")
    assert settings.on_shortfall == "error"
    assert not settings.pdf
    assert settings.programme == (
        Plan(
            "2026-27",
            date(2026, 11, 1),
            date(2027, 10, 31),
            Quota(2, 2),
            Target(12, date(2027, 9, 30)),
            (Waiver(date(2027, 5, 1), 0, "pre-election period"),),
        ),
        Plan("later", date(2027, 11, 1), date(2028, 10, 31)),
    )
    assert settings.announced == (
        Milestone("Meeting", date(2027, 1, 21), "FREQ=MONTHLY;INTERVAL=3", date(2027, 10, 31)),
        Milestone("Conference", date(2027, 7, 6)),
    )
    assert settings.tag_authority == "stories.example.gov.uk,2026-11"


@pytest.mark.parametrize("how_section", [[], ()])
def test_the_rule_of_the_how_can_be_switched_off(how_section: object) -> None:
    assert parse_settings({"how_section": how_section}).how_section == ()


@pytest.mark.parametrize("authority", ["a,2026", "Example.gov.uk,2026-11-16", "xn--ls8h.example,2026-11"])
def test_an_authority_is_a_host_and_a_date(authority: str) -> None:
    assert parse_settings({"tag_authority": authority}).tag_authority == authority


def plans(*changes: dict[str, object]) -> dict[str, object]:
    return {"plans": [PLAN | change for change in changes]}


def quotas(**quota: object) -> dict[str, object]:
    return plans({"quota": PLAN["quota"] | quota})


def milestone(**keys: object) -> dict[str, object]:
    return {"milestones": [{"name": "Meeting", "date": date(2027, 1, 21)} | keys]}


def terms(*names: object) -> dict[str, object]:
    return {"vocabularies": {"themes": list(names)}}


LIST = "must be a list, each item on a line of its own after a hyphen"
GROUP = "must be a group of keys"
NO_PERIOD = "2027-05-02 is not the first day of a period; they are:"


@pytest.mark.parametrize(
    ("options", "option", "message"),
    [
        pytest.param([], "", f"'options' {GROUP}, found a list", id="a list"),
        pytest.param("x", "", f"'options' {GROUP}, found 'x'", id="a word"),
        pytest.param({"plan": []}, "plan", "unknown key 'plan'; did you mean 'plans'?", id="unknown option"),
        pytest.param(
            {"timezone": "Europe/Londn"},
            "timezone",
            "'Europe/Londn' is not a time zone of the IANA database; write one such as Europe/London",
            id="time zone",
        ),
        pytest.param(
            {"timezone": "../etc"},
            "timezone",
            "'../etc' is not a time zone of the IANA database; write one such as Europe/London",
            id="time zone, a path",
        ),
        pytest.param(
            {"timezone": "Europe"},
            "timezone",
            "'Europe' is not a time zone of the IANA database; write one such as Europe/London",
            id="a folder of zones",
        ),
        pytest.param({"timezone": 1}, "timezone", "'timezone' must be text, found '1'", id="time zone, a number"),
        pytest.param(
            {"publish_time": 360},
            "publish_time",
            "'publish_time': YAML reads the time without quotes as the number 360; write \"06:00\"",
            id="6:00 bare",
        ),
        pytest.param(
            {"publish_time": 1439},
            "publish_time",
            "'publish_time': YAML reads the time without quotes as the number 1439; write \"23:59\"",
            id="23:59 bare",
        ),
        pytest.param(
            {"publish_time": 1440},
            "publish_time",
            "'1440' is not a time; write hours and minutes in quotes, as in \"06:00\"",
            id="24:00 bare",
        ),
        pytest.param(
            {"publish_time": -1},
            "publish_time",
            "'-1' is not a time; write hours and minutes in quotes, as in \"06:00\"",
            id="a time below nothing",
        ),
        pytest.param(
            {"publish_time": True},
            "publish_time",
            "'True' is not a time; write hours and minutes in quotes, as in \"06:00\"",
            id="a switch for a time",
        ),
        pytest.param(
            {"publish_time": "6:00"},
            "publish_time",
            "'6:00' is not a time; write hours and minutes in quotes, as in \"06:00\"",
            id="6:00",
        ),
        pytest.param(
            {"publish_time": "24:00"},
            "publish_time",
            "'24:00' is not a time; write hours and minutes in quotes, as in \"06:00\"",
            id="24:00",
        ),
        pytest.param(
            {"on_shortfall": "warn"},
            "on_shortfall",
            "'warn' is not allowed for 'on_shortfall'; did you mean 'warning'?",
            id="choice",
        ),
        pytest.param(
            {"how_section": "how"},
            "how_section",
            "'how_section' must be a list: write how_section: [how]",
            id="not a list",
        ),
        pytest.param({"how_section": [""]}, "how_section[0]", "'how_section' is empty", id="empty word"),
        pytest.param(
            {"tag_authority": "example.org"},
            "tag_authority",
            "'example.org' must be a host name and a date (RFC 4151), as in stories.example.gov.uk,2026",
            id="authority",
        ),
        pytest.param(
            {"repository": "https://github.com/council/stories"},
            "repository",
            "'https://github.com/council/stories' is not a repository on GitHub; write its owner and its name, "
            "as in council/innovation-stories",
            id="repository",
        ),
        pytest.param(
            {"branch": "the main branch"},
            "branch",
            "'the main branch' is not the name of a branch; write it as Git has it, as in main",
            id="branch",
        ),
        pytest.param(
            {"vocabularies": {"topics": []}},
            "vocabularies.topics",
            "unknown key 'topics'; use one of: themes, services, programmes",
            id="unknown vocabulary",
        ),
        pytest.param(
            terms(1), "vocabularies.themes[0]", "an entry of 'themes' must have name, found '1'", id="term a number"
        ),
        pytest.param(
            terms("a", {"description": "b"}),
            "vocabularies.themes[1].name",
            "'name' is missing or empty; an entry of 'themes' must have name",
            id="term without a name",
        ),
        pytest.param(
            terms("日本"),
            "vocabularies.themes",
            "'日本' has no letter from A to Z and no digit for its page's address",
            id="term without an address",
        ),
        pytest.param(
            terms("Re-use", "re use"),
            "vocabularies.themes",
            "'re use' and 'Re-use' would share the address /themes/re-use/",
            id="terms of one address",
        ),
        pytest.param(
            terms({"name": "a", "also": ["b"]}, "b"),
            "vocabularies.themes",
            "'b' (also of 'a') leads to 'b' already; leave it out at one of them",
            id="a name of two terms",
        ),
        pytest.param(
            {"places": [{"slug": "A b", "name": "A", "lat": 0, "lon": 0}]},
            "places[0].slug",
            "'A b' must be lower-case letters, digits and single hyphens",
            id="slug of a place",
        ),
        pytest.param(
            {"places": [{"slug": "a", "name": "A", "lat": 91, "lon": 0}]},
            "places[0].lat",
            "'lat' must be at most 90, found '91'",
            id="north of the pole",
        ),
        pytest.param(
            {"places": [{"slug": "a", "name": "A", "lat": 0, "lon": -180.5}]},
            "places[0].lon",
            "'lon' must be at least -180, found '-180.5'",
            id="around the world",
        ),
        pytest.param(
            {"places": [{"slug": s, "name": "A", "lat": 0, "lon": 0} for s in "aba"]},
            "places[2].slug",
            "'a' is listed twice",
            id="places of one slug",
        ),
        pytest.param(
            quotas(pieces=-1),
            "plans[0].quota.pieces",
            "'pieces' must be at least 0, found '-1'",
            id="quota below nothing",
        ),
        pytest.param(
            quotas(pieces="two"),
            "plans[0].quota.pieces",
            "'pieces' must be a whole number, found 'two'",
            id="quota in words",
        ),
        pytest.param(
            quotas(every_months=0),
            "plans[0].quota.every_months",
            "'every_months' must be at least 1, found '0'",
            id="every 0 months",
        ),
        pytest.param(
            plans({"starts": None}),
            "plans[0].starts",
            "'starts': nothing is not a date; write year-month-day, as in 2026-11-16",
            id="plan without a start",
        ),
        pytest.param(
            plans({"ends": date(2026, 10, 31)}),
            "plans[0].ends",
            "2026-10-31 is before the plan's start 2026-11-01",
            id="plan ends before it starts",
        ),
        pytest.param(
            plans({"target": {"stories": 1, "by": date(2026, 10, 31)}}),
            "plans[0].target.by",
            "2026-10-31 is before the plan's start 2026-11-01",
            id="target before the plan",
        ),
        pytest.param(
            plans({"waivers": [{"period": date(2027, 5, 2), "pieces": 0, "reason": "a"}]}),
            "plans[0].waivers[0].period",
            f"{NO_PERIOD} 2026-11-01, 2027-01-01, 2027-03-01, 2027-05-01, 2027-07-01, 2027-09-01",
            id="waiver of no period",
        ),
        pytest.param(
            quotas(every_months=1)
            | {
                "plans": [
                    PLAN
                    | {
                        "quota": {"pieces": 1, "every_months": 1},
                        "waivers": [{"period": date(2027, 5, 2), "pieces": 0, "reason": "a"}],
                    }
                ]
            },
            "plans[0].waivers[0].period",
            f"{NO_PERIOD} 2026-11-01, 2026-12-01, 2027-01-01, 2027-02-01, 2027-03-01, 2027-04-01, ...",
            id="waiver of no period, many periods",
        ),
        pytest.param(
            plans({"quota": None}),
            "plans[0].waivers[0].period",
            "2027-05-01 is not the first day of a period; they are: none, as the plan has no quota",
            id="waiver without quota",
        ),
        pytest.param(
            plans({"waivers": PLAN["waivers"] * 2}),
            "plans[0].waivers[1].period",
            "the period of 2027-05-01 is waived twice",
            id="waived twice",
        ),
        pytest.param(
            plans(
                {},
                {
                    "name": "b",
                    "starts": date(2027, 10, 31),
                    "ends": date(2028, 1, 1),
                    "target": None,
                    "waivers": [],
                },
            ),
            "plans[1]",
            "the plan 'b' overlaps the plan '2026-27'; end the older one the day before",
            id="plans overlap by a day",
        ),
        pytest.param(
            milestone(date="soon"),
            "milestones[0].date",
            "'soon' is not a date; write year-month-day, as in 2026-11-16",
            id="milestone without a day",
        ),
        pytest.param(
            milestone(repeat="monthly"),
            "milestones[0].repeat",
            "'monthly' is not a recurrence rule (RFC 5545): it must be parts 'NAME=VALUE' "
            "with semicolons between them, one of them FREQ; write one as in FREQ=MONTHLY;INTERVAL=3",
            id="rule in words",
        ),
        pytest.param(
            milestone(until=date(2027, 1, 20)),
            "milestones[0].until",
            "2027-01-20 is before the milestone's date 2027-01-21",
            id="milestone over before it begins",
        ),
        pytest.param(
            milestone(repeat="FREQ=MONTHLY;COUNT=2", until=date(2028, 1, 1)),
            "milestones[0].until",
            "the rule has COUNT already, and RFC 5545 allows only one of the two; remove 'until' or COUNT",
            id="two ends",
        ),
        pytest.param(
            milestone(repeat="FREQ=WEEKLY;BYDAY=MO"),
            "milestones[0].date",
            "2027-01-21 is not a day of its own rule 'FREQ=WEEKLY;BYDAY=MO'; give the first day that is",
            id="not its own day",
        ),
        pytest.param(
            milestone(repeat="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
            "milestones[0].date",
            "2027-01-21 is not a day of its own rule 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'; give the first day that is",
            id="a day that never comes",
        ),
    ],
)
def test_a_wrong_option_is_named_with_its_value_and_what_is_allowed(options: object, option: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings(options)
    assert error.value.faults == [OptionFault(option, message)]
    assert str(error.value) == (f"{option}: {message}" if option else message)


def test_all_wrong_options_are_reported_at_once() -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings({"timezone": "Mars", "plans": [{}], "x": 1})
    assert [fault.option for fault in error.value.faults] == [
        "timezone",
        "plans[0].name",
        "plans[0].starts",
        "plans[0].ends",
        "x",
    ]
    with pytest.raises(SettingsError) as error:
        parse_settings(plans({"ends": date(2026, 1, 1)}) | milestone(until=date(2026, 1, 1)))
    assert [fault.option for fault in error.value.faults] == ["plans[0].ends", "milestones[0].until"]


def test_a_key_that_is_no_word_is_reported_too() -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings({1: 2})
    assert len(error.value.faults) == 1


def test_plans_may_follow_each_other_from_one_day_to_the_next_in_any_order() -> None:
    later = {
        "name": "b",
        "starts": date(2027, 11, 1),
        "ends": date(2028, 1, 1),
        "target": None,
        "waivers": [],
    }
    for order in ([PLAN, PLAN | later], [PLAN | later, PLAN]):
        assert [plan.name for plan in parse_settings({"plans": order}).programme] == [plan["name"] for plan in order]


def test_plans_and_waivers_may_last_a_single_day() -> None:
    day = date(2026, 11, 1)
    waivers = [{"period": day, "pieces": 0, "reason": "a"}]
    (plan,) = parse_settings(plans({"ends": day, "target": {"stories": 1, "by": day}, "waivers": waivers})).programme
    assert (plan.starts, plan.ends) == (day, day)


def test_a_character_that_nobody_sees_is_reported_with_the_word_it_is_in() -> None:
    with pytest.raises(SettingsError) as error:
        parse_settings(terms("one", "lead\u200bership"))
    (fault,) = error.value.faults
    assert str(fault) == (
        "vocabularies.themes[1]: the invisible character U+200B (zero width space) in 'leadership', after 'lead' "
        "is not allowed; delete the word and type it again"
    )
