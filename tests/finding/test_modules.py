"""The search's modules by themselves, in Node.js: what is typed taken apart, stems, near words, names, help."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from site_builder.pages.cards import COUNCILS_IN_A_CARD
from site_builder.render import words
from tests.form.scripts import NODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MODULES = Path(__file__).parents[2] / "overrides" / "assets" / "search"
PROGRAM = """
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  const [module, name, ...given] = JSON.parse(line);
  const found = (await import(module))[name](...given);
  process.stdout.write(`${JSON.stringify(found ?? null)}\\n`);
}
"""
Call: TypeAlias = "Callable[..., Any]"


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    """Return a function that gives what a function of a module makes of values; one process answers all calls."""
    command = [str(NODE), "--input-type=module", "--eval", PROGRAM]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        asked, answers = process.stdin, process.stdout

        def call_(module: str, name: str, *given: Any) -> Any:
            asked.write(json.dumps([(MODULES / f"{module}.js").as_uri(), name, *given]) + "\n")
            asked.flush()
            return json.loads(answers.readline())

        yield call_


INDEX = {
    "called": ["council", "councils"],
    "ignored": ["borough", "city", "council", "lb", "mbc", "of", "royal"],
    "regions": ["Wales"],
    "stories": [["Bins & boxes"], ["Another", "an-other"]],
    "names": [
        ["service", "Adult social care", "adult-social-care", 2, ["elderly", "care homes"]],
        ["theme", "Unused", "unused", 0, ["idle"]],
        ["council", "Wigan", "", 1, [], -1, [0]],
        ["council", "Poole", "", 0, [], -1, [], [], "Until 2019, now part of Dorset"],
        ["council", "Monmouthshire", "", 1, ["sir fynwy"], 0, [1]],
        ["area", "Greater Manchester", "", 1, [], -1, [], [0]],
        ["kind", "Interviews", "interview", 1],
    ],
}
CALLED = """
import { Names, slugify } from "{folder}/names.js";
import { parse } from "{folder}/query.js";
import { prepare, rank } from "{folder}/ranking.js";
import { suggest } from "{folder}/suggestions.js";
import * as wording from "{folder}/../words.js";
"""


def script(text: str) -> Any:
    """Return what a program gives that has the modules at hand, and the index as 'index'."""
    folder = MODULES.as_uri()
    program = f"{CALLED.replace('{folder}', folder)}const index = {json.dumps(INDEX)};\nconst found = await (async () => {{{text}}})();\nprocess.stdout.write(JSON.stringify(found));"
    done = subprocess.run([str(NODE), "--input-type=module", "--eval", program], stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("trial", "trials"), ("saved", "savings"), ("library", "libraries"), ("commercialise", "commercialisation"),
        ("franchise", "franchize"), ("digitalization", "digitalisation"), ("hopped", "hopping"), ("agree", "agreed"),
        ("volunteer", "volunteering"), ("falls", "falling"), ("relate", "relation"), ("nappy", "nappies"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(word: str, other: str, call: Call) -> None:
    assert call("stem", "stem", word) == call("stem", "stem", other)


@pytest.mark.parametrize(("word", "other"), [("general", "genius"), ("care", "car"), ("school", "scholar")])
def test_other_words_have_others(word: str, other: str, call: Call) -> None:
    assert call("stem", "stem", word) != call("stem", "stem", other)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("roof tiles", ["roof", "tiles"]),
        ('"roof tiles" nappies', ["<roof tiles>", "nappies"]),
        ("\u201croof  tiles\u201d", ["<roof tiles>"]),
        ("how do councils help the elderly", ["(how)", "(do)", "(councils)", "help", "(the)", "elderly"]),
        ("how", ["how"]),
        ("Co-operative King\u2019s G\u00e2r", ["co operative", "kings", "gar"]),
        ('?! "" \u2014', []),
        ('an "unfinished', ["(an)", "unfinished"]),
        (" ".join("abcdefghijklmnopqrstuvwxyz"), ["(a)", *"bcdefgh", "(i)", *"jklmnop"]),
    ],
)
def test_what_was_typed_is_taken_apart(text: str, parts: list[str], call: Call) -> None:
    def shown(part: dict[str, Any]) -> str:
        words = " ".join(part["words"])
        return f"<{words}>" if part["isPhrase"] else f"({words})" if part["isSmall"] else words

    assert [shown(part) for part in call("query", "parse", text)] == parts


def test_pagefind_is_asked_in_quotation_marks(call: Call) -> None:
    assert call("query", "asked", 'a "b\u201d c') == '"a  b  c"'


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("recyling", ["recycling"]),
        ("healht", ["health"]),
        ("recyc", ["recycled", "recycling"]),
        ("flooding", []),
        ("bin", []),
        ("recycling", []),
    ],
)
def test_near_words(word: str, near: list[str], call: Call) -> None:
    words = {"common": ["health", "recycled", "recycling"], "rare": ["footing", "bins"]}
    assert call("near_words", "nearWords", word, words) == near


@pytest.mark.parametrize(
    ("a", "b", "far"), [("", "ab", 2), ("ab", "ba", 1), ("kitten", "sitting", 3), ("a", "bcdef", 4)]
)
def test_the_number_of_changes_between_two_words(a: str, b: str, far: int, call: Call) -> None:
    assert call("near_words", "distance", a, b, 3) == far


def test_queries_are_groups_of_names_and_words() -> None:
    groups = script(
        """const names = new Names(index);
        return ["LB Wigan bins", "Royal Borough of Wigan", "Sir Fynwy", "care home trials", "pools", "greater manchester",
                "council", "Wigan & Monmouthshire"].map(text => names.groups(parse(text)).map(
            ({text, ways, names}) => [text, ways.map(way => way.words.join(" ")), names.map(name => name.text)]));"""
    )
    assert groups == [
        [["LB Wigan", ["wigan"], ["Wigan"]], ["bins", ["bins"], []]],
        [["Royal Borough of Wigan", ["wigan"], ["Wigan"]]],
        [["Sir Fynwy", ["sir fynwy", "monmouthshire"], ["Monmouthshire"]]],
        [["care home", ["care home"], ["Adult social care"]], ["trials", ["trials"], []]],
        [["pools", ["pools"], []]],
        [["greater manchester", ["greater manchester"], ["Greater Manchester"]]],
        [["council", ["council"], []]],
        [["Wigan", ["wigan"], ["Wigan"]], ["Monmouthshire", ["monmouthshire"], ["Monmouthshire"]]],
    ]


def test_addresses_follow_from_names() -> None:
    addresses = script("return [...new Names(index).all, ...new Names(index).stories].map(({address}) => address);")
    assert addresses == [
        "services/adult-social-care/", "", "councils/wigan/", "", "councils/monmouthshire/", "", "stories/?kind=interview",
        "stories/bins-boxes/", "stories/an-other/",
    ]  # fmt: skip


def test_suggestions_begin_as_what_was_typed() -> None:
    found = script(
        """const names = new Names(index);
        return ["", "w", "sir", "eld", "ano", "b b", "idle"].map(text => suggest(names, text).map(({text, kind}) => `${text}: ${kind}`));"""
    )
    assert found == [
        [],
        ["Wigan: Council, 1 story"],
        ["Monmouthshire (sir fynwy): Council, 1 story"],
        ["Adult social care (elderly): Service, 2 stories"],
        ["Another: Story"],
        ["Bins & boxes: Story"],
        [],
    ]


def test_titles_come_before_summaries_and_names_before_both() -> None:
    found = script(
        """const names = new Names({...index, names: [["council", "Wigan", "", 1, [], -1, [2]]]});
        const stories = [["Trials", "-"], ["-", "A trial"], ["-", "-"], ["Self-service", "Wigan"]].map(([title, summary], n) =>
            prepare({n, title, summary, councils: n === 2 ? ["Wigan"] : [], terms: [], choices: new Set()}));
        const texts = new Map([["bins", new Map([[1, {score: 1, result: "passage"}]])]]);
        return ["trial", "wigan", "selfservice", "self service", "bins", "trial bins"].map(
            text => [...rank(stories, names.groups(parse(text)), texts)].map(([n, {result}]) => result ? `${n} ${result}` : n));"""
    )
    assert found == [[0, 1], [2, 3], [3], [3], ["1 passage"], ["1 passage"]]


def test_the_truth_about_nothing(call: Call) -> None:
    leeds = {"text": "Leeds", "names": [{"facet": "council", "text": "Leeds"}]}
    other = {"text": "drones", "names": []}
    cases = [("", [], True, True), ("Leeds CC", [leeds], False, False), ("drones", [other], True, False),
             ("drones", [other], True, True), ("Leeds drones", [leeds, other], False, False)]  # fmt: skip
    keys = ("query", "groups", "hasChoices", "isThereWithout")
    assert [call("nothing", "truth", dict(zip(keys, case, strict=True))) for case in cases] == [
        "No story matches all your choices.",
        "There is no story from Leeds yet.",
        "There is no story about \u2018drones\u2019 yet.",
        "No story about \u2018drones\u2019 matches all your choices.",
        "There is no story about \u2018Leeds drones\u2019 yet.",
    ]


def test_a_thousand_stories_are_ranked_in_no_time() -> None:
    """In the time of the processor, as the machine may do other things too."""
    taken = script(
        """const names = new Names(index);
        const summary = "How a council did something new, and what others would need to do the same. ".repeat(3);
        const stories = Array.from({length: 1000}, (_, n) => prepare(
            {n, title: `A title of usual length, number ${n}`, summary, councils: [], terms: ["Energy"], choices: new Set()}));
        const start = process.cpuUsage();
        for (let turn = 0; turn < 5; turn += 1) rank(stories, names.groups(parse("elderly people in Wigan MBC")));
        return process.cpuUsage(start).user / 1000 / 5;"""
    )
    assert taken < 50


# ---- The words of scripts


def test_words_agree_with_their_number() -> None:
    said = script("""return [
      ...[0, 1, 2, 1234].map(wording.stories),
      ...[0, 1, 1234].map((n) => wording.away(n, "mile")),
      wording.away(2, "kilometre"),
      ...["1", "1,234"].map(wording.showStories),
      ...[1, 2].map((n) => wording.withoutChoice("Remove it", n).join("")),
      ...[1, 2].map(wording.suggestions),
    ];""")
    assert said == [
        *("0 stories", "1 story", "2 stories", "1,234 stories"),
        *("here", "1 mile away", "1,234 miles away", "2 kilometres away"),
        *("Show 1 story", "Show 1,234 stories"),
        *("Remove it and there is 1 story.", "Remove it and there are 2 stories."),
        *("1 suggestion", "2 suggestions"),
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b", "c", "d"], "a, b, c and d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_names_are_listed_as_in_pages(names: list[str], said: str, call: Call) -> None:
    assert call("../words", "listed", names) == said == words.listed(names, COUNCILS_IN_A_CARD)
