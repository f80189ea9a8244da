"""Rules for the text of a piece that no case of the folder ``cases`` shows."""

from __future__ import annotations

import pytest

from tests.builders import TODAY, faults, read, story_text


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[a](https://evil.example\\\\@www.gov.uk/)", "has a backslash"),
        ("[a](https://www.gov.uk@evil.example/)", "leads to evil.example"),
        ("<https://www.gov.uk@evil.example/>", "leads to evil.example"),
        ("[a](//www.gov.uk@evil.example/)", "leads to evil.example"),
        ("[a](/\\\\evil.example/)", "has a backslash"),
        ("[a](images\\map.png)", "has a backslash"),
        ("[a](https://www.gov.uk&#64;evil.example/)", "leads to evil.example"),
        ("[a](https:///www.gov.uk@evil.example/)", "needs exactly two slashes"),
        ("[a](http:www.gov.uk@evil.example/)", "needs exactly two slashes"),
        ("[a]\n\n[a]: ///www.gov.uk@evil.example/", "needs exactly two slashes"),
        ("[a](ht&Tab;tps://www.gov.uk@evil.example/)", "has a line end, a tab or a control character"),
        ("[a](mailto:a@b.uk?bcc=evil@evil.example)", "is not a link to one mailbox"),
        ("<mailto:a@b.uk?cc=evil@evil.example>", "is not a link to one mailbox"),
        ("[a](mailto:a@b.uk%0d%0abcc:evil@evil.example)", "is not a link to one mailbox"),
        ("[x](https://[::1/)", "where the name of a site should be"),
        ("[x](//[)", "where the name of a site should be"),
        ("[x](\n//[)", "where the name of a site should be"),
        ("[x][r]\n\n[r]:\n  https://a]b/", "where the name of a site should be"),
        ("![x](http://[)", "where the name of a site should be"),
    ],
)
def test_an_address_that_misleads_is_refused(link: str, said: str) -> None:
    found = [
        line for line in faults(read({"2026/a.md": story_text(f"{link}\n\n## How\n\nSo.\n")})) if "unsafe-link" in line
    ]
    assert len(found) == 1
    assert said in found[0]


@pytest.mark.parametrize(
    "link",
    [
        "[a](https://example.org/a\\_b)",
        "[a](https://example.org/@team)",
        "[a](https://example.org/?q=a@b.uk)",
        "[a](mailto:a@b.uk?subject=Bins)",
    ],
)
def test_an_address_that_only_looks_odd_is_fine(link: str) -> None:
    assert faults(read({"2026/a.md": story_text(f"{link}\n\n## How\n\nSo.\n")})) == []


PAGE = "---\ntitle: A page\ndescription: What this site is.\n---\n\nText.\n"
DRAFT = story_text(id="draft-story", status="draft")
GONE = story_text(id="gone-story", status="withdrawn", withdrawn={"date": TODAY, "reason": "Wrong."})


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[w](/nowhere/)", "error [link-target] there is no page '/nowhere/' on this site"),
        ("[w](/stories/draft/)", "error [link-unpublished] '2026/draft.md' is not ready"),
        ("[w](/stories/other/)", "warning [link-relative] '/stories/other/' does not work on GitHub; link to the file instead, as in other.md"),
        ("[w](/stories/other)", "warning [link-relative] '/stories/other' does not work on GitHub; link to the file instead, as in other.md"),
        ("[w](/map)", "warning [link-relative] '/map' does not work on GitHub; link to the file instead, as in ../map/index.md"),
        ("[w](/about/)", "warning [link-relative] '/about/' does not work on GitHub; link to the file instead, as in ../pages/about.md"),
        ("[w](/#news)", "error [link-anchor] there is no section '#news' in 'index.md'"),
        ("[w](/)", "warning [link-relative] '/' does not work on GitHub; link to the file instead, as in ../index.md"),
        ("[w](/old/other/)", "error [link-target] there is no page '/old/other/' on this site; link to the file instead, as in other.md"),
        ("[w](/pages/about/)", "error [link-target] there is no page '/pages/about/' on this site; link to the file instead, as in ../pages/about.md"),
        ("[w](map.html)", "error [link-target] 'map.html' is an address, which only works on the site; link to the file: ../map/index.md"),
        ("[w]()", "warning [link-hollow] this link has no address between ( and )"),
        ("[w](team@example.gov.uk)", "error [file-missing] there is no file 'team@example.gov.uk' beside the story; to link to a mailbox write mailto: before it"),
        ("[w](/feed.xml)", "warning [link-relative] '/feed.xml' does not work on GitHub; write the full address"),
        ("[w](Other.md)", "did you mean 'other.md'?"),
        ("[w](../../stories/2026/other.md)", "error [link-target] there is no page '../stories/2026/other.md'"),
        ("[w](other.html)", "error [link-target] 'other.html' is an address, which only works on the site; link to the file: other.md"),
        ("[w](a-b.pdf)", "did you mean 'a%20b.pdf'?"),
        ("[w](gone.md#a)", "error [link-anchor] '2026/gone.md' has no section to link to; leave out #a"),
        ("[w](../map/index.md#foo)", "error [link-anchor] 'map/index.md' has no section to link to"),
        ("[w](#how-it-work)", "did you mean '#how-it-works'?"),
        ("<details open>\n<summary>a</summary>\n</details>", "<details> takes no attributes"),
        ("<summary>a</summary>", "put <summary> first inside <details>"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", "warning [footnote-repeated] there is a footnote [^1] already"),
        ("a <details> b", "put <details> on a line of its own, and not within a paragraph"),
        ("<!-- never\nended", "error [html-unclosed] this comment has no end, and hides everything below it; write --> where it ends"),
        ("{src=https://a.example/map.png}", "error [image-elsewhere] the picture 'https://a.example/map.png' is on another site"),
        ("a <name> b", "write Markdown instead, or `<name>` to show it"),
    ],
)  # fmt: skip
def test_a_fault_is_reported_with_a_way_out_that_works(link: str, said: str) -> None:
    texts = {
        "2026/a.md": story_text(f"{link}\n\n## How it works\n\nSo.\n"),
        "2026/other.md": story_text(id="other-story"),
        "2026/draft.md": DRAFT,
        "2026/gone.md": GONE,
        "index.md": PAGE,
        "pages/about.md": PAGE,
    }
    assert said in "\n".join(line for line in faults(read(texts, ["2026/a b.pdf"])) if line.startswith("2026/a.md"))


@pytest.mark.parametrize(
    "link",
    [
        "## Caf\u00e9\n\n[w](#cafe%CC%81)",
        "see [[1]](other.md)",
        "`{: .x}` and {a=1} and {width=100}",
        "[w](//example.org/)",
    ],
)
def test_what_only_looks_wrong_is_fine(link: str) -> None:
    texts = {
        "2026/a.md": story_text(f"{link}\n\n## How it works\n\nSo.\n"),
        "2026/other.md": story_text(id="other-story"),
    }
    assert faults(read(texts)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<o:p>x</o:p>", ["12:2 error [unsafe-html] <o:p> is HTML from Word; delete it"]),
        ("Words <o:p>x</o:p>", ["12:8 error [unsafe-html] <o:p> is HTML from Word; delete it"]),
        (
            "In <st1:place w:st='on'>York</st1:place>",
            ["12:5 error [unsafe-html] <st1:place> is HTML from Word; delete it"],
        ),
        (
            "<p><o:p>&nbsp;</o:p></p>",
            [
                "12:1 error [unsafe-html] the HTML <p> is not allowed; leave an empty line between paragraphs instead",
                "12:5 error [unsafe-html] <o:p> is HTML from Word; delete it",
            ],
        ),
        ("To show it, write `<o:p>`.", []),
    ],
)
def test_what_word_leaves_behind_is_reported_once(text: str, expected: list[str]) -> None:
    found = faults(read({"2026/a.md": story_text(f"{text}\n\n## How it works\n\nSo.\n")}))

    assert found == [f"2026/a.md:{fault}" for fault in expected]


@pytest.mark.uncounted
@pytest.mark.parametrize("sign", ["{{", "{%", "{{<", "{: ", "[["])
def test_signs_of_others_are_looked_for_in_proportion_to_the_text(sign: str) -> None:
    signs = (sign * 100_000)[:200_000]
    assert read({"2026/a.md": story_text(f"{signs}\n\n## How\n\nSo.\n")}).stories
