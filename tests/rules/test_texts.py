"""Rules for the text of a piece that no case of the folder ``cases`` shows."""

from __future__ import annotations

import pytest

from tests.builders import faults, read, story_text


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
