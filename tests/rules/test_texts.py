"""Rules for the text of a piece that no case of the folder ``cases`` shows."""

from __future__ import annotations

import pytest

from tests.builders import TODAY, faults, read, story_text


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[a](https://evil.example\\\\@www.gov.uk/)", "holds a backslash"),
        ("[a](https://www.gov.uk@evil.example/)", "leads to evil.example"),
        ("<https://www.gov.uk@evil.example/>", "leads to evil.example"),
        ("[a](//www.gov.uk@evil.example/)", "leads to evil.example"),
        ("[a](/\\\\evil.example/)", "holds a backslash"),
        ("[a](images\\map.png)", "holds a backslash"),
        ("[a](https://www.gov.uk&#64;evil.example/)", "leads to evil.example"),
        ("[a](https:///www.gov.uk@evil.example/)", "needs exactly two slashes"),
        ("[a](http:www.gov.uk@evil.example/)", "needs exactly two slashes"),
        ("[a]\n\n[a]: ///www.gov.uk@evil.example/", "needs exactly two slashes"),
        ("[a](ht&Tab;tps://www.gov.uk@evil.example/)", "holds a line end, a tab or a control character"),
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


DRAFT = story_text(id="draft-story", status="draft")
GONE = story_text(id="gone-story", status="withdrawn", withdrawn={"date": TODAY, "reason": "Wrong."})


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[w](/nowhere/)", "error [link-target] there is no page '/nowhere/' on this site"),
        ("[w](/stories/draft/)", "error [link-unpublished] '2026/draft.md' is not ready"),
        ("[w](/stories/other/)", "warning [link-relative] '/stories/other/' does not work on GitHub; link to the file instead, as in other.md"),
        ("[w](/feed.xml)", "warning [link-relative] '/feed.xml' does not work on GitHub; write the whole address"),
        ("[w](Other.md)", "did you mean 'other.md'?"),
        ("[w](../../stories/2026/other.md)", "error [link-target] there is no page '../stories/2026/other.md'"),
        ("[w](other.html)", "error [link-target] 'other.html' is an address, which only works on the site; link to the file: other.md"),
        ("[w](a-b.pdf)", "did you mean 'a%20b.pdf'?"),
        ("[w](gone.md#a)", "error [link-anchor] '2026/gone.md' has no section to link to; leave out #a"),
        ("[w](../map/index.md#foo)", "error [link-anchor] 'map/index.md' has no section to link to"),
        ("[w](#how-it-work)", "did you mean '#how-it-works'?"),
        ("<details open>\n<summary>a</summary>\n</details>", "<details> takes no attributes"),
        ("<summary>a</summary>", "<summary> stands first within <details>"),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", "warning [footnote-repeated] there is a footnote [^1] already"),
        ("a <name> b", "write Markdown instead, or `<name>` to show it"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_a_way_out_that_works(link: str, said: str) -> None:
    texts = {
        "2026/a.md": story_text(f"{link}\n\n## How it works\n\nSo.\n"),
        "2026/other.md": story_text(id="other-story"),
        "2026/draft.md": DRAFT,
        "2026/gone.md": GONE,
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


@pytest.mark.uncounted
@pytest.mark.parametrize("sign", ["{{", "{%", "{{<", "{: ", "[["])
def test_signs_of_others_are_looked_for_in_proportion_to_the_text(sign: str) -> None:
    assert read({"2026/a.md": story_text(f"{sign * 200_000}\n\n## How\n\nSo.\n")}).stories
