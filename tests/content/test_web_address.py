"""How addresses are read: nothing that a browser takes for another site, and nothing that cannot be read at all."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.content.web_address import host_of, is_whole, misleading

SLASHES = (
    "needs exactly two slashes before the name of a site; write the full address, as in https://www.example.gov.uk/page"
)
MAILBOX = (
    "is not a link to one mailbox; write mailto: and one address, as in mailto:innovation@example.gov.uk, "
    "with nothing after it but a ?subject="
)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https:///www.gov.uk@evil.example/", SLASHES),
        ("http:/www.gov.uk@evil.example/", SLASHES),
        ("http:www.gov.uk@evil.example/", SLASHES),
        ("HTTP:page.md", SLASHES),
        ("https:", SLASHES),
        ("///www.gov.uk@evil.example/", SLASHES),
        ("////evil.example/", SLASHES),
        ("https:\\\\evil.example/", "has a backslash"),
        ("https:/\\evil.example/", "has a backslash"),
        ("/\\evil.example", "has a backslash"),
        (" \t///evil.example/", SLASHES),
        ("ht\ttps://evil.example/", "has a line end, a tab or a control character; remove it"),
        ("https://evil.example/\x85", "has a line end, a tab or a control character; remove it"),
        ("/\n/evil.example/", "has a line end, a tab or a control character; remove it"),
        ("https://www.gov.uk@evil.example/", "leads to evil.example, whatever comes before the @"),
        ("//www.gov.uk@evil.example/", "leads to evil.example, whatever comes before the @"),
        ("https://[::1/", "has '[::1' where the name of a site should be"),
        ("//[", "has '[' where the name of a site should be"),
        ("//", "has '' where the name of a site should be"),
        ("https://a]b/", "has 'a]b' where the name of a site should be"),
        ("https://[a.b]/", "has '[a.b]' where the name of a site should be"),
        ("https://www.gov.uk%40evil.example/", "where the name of a site should be"),
        ("https://www.gov.uk\uff0f@evil.example/", "leads to evil.example"),
        ("https://www.gov.uk\uff0fevil.example/", "where the name of a site should be"),
        ("https://www.gov.uk\u3002evil.example/", "where the name of a site should be"),
        ("https://www.gov.uk\u2044x.evil.example/", "where the name of a site should be"),
        ("https://www.gov.uk\uff0eevil.example/", "where the name of a site should be"),
        ("https://www.gov.uk\uff3cevil.example/", "where the name of a site should be"),
        ("https://[www.gov.uk:80]/", "where the name of a site should be"),
        ("https://a..b/", "where the name of a site should be"),
        ("https://a|b/", "where the name of a site should be"),
        ("https://a.example:99999/", "where the name of a site should be"),
        ("https://?a", "where the name of a site should be"),
        ("https://./", "where the name of a site should be"),
        ("mailto:a@b.uk?bcc=evil@evil.example", MAILBOX),
        ("mailto:a@b.uk?cc=c@d.uk", MAILBOX),
        ("mailto:a@b.uk?subject=x&bcc=c@d.uk", MAILBOX),
        ("mailto:a@b.uk?subject=x%0D%0ABcc:c@d.uk", MAILBOX),
        ("mailto:a@b.uk?body=hello", MAILBOX),
        ("mailto:a@b.uk%0d%0abcc:c@d.uk", MAILBOX),
        ("mailto:a@b.uk,c@d.uk", MAILBOX),
        ("mailto:a@b.uk%2Cc@d.uk", MAILBOX),
        ("mailto:a%3Fbcc=c@d.uk", MAILBOX),
        ("mailto:a#b@c.uk", MAILBOX),
        ("mailto:?subject=x", MAILBOX),
        ("mailto://a@b.uk", MAILBOX),
        ("MAILTO:a", MAILBOX),
    ],
)
def test_what_a_browser_reads_in_another_way_is_refused(address: str, said: str) -> None:
    reason = misleading(address)
    assert reason.startswith(f"'{address}' ")
    assert said in reason


@pytest.mark.parametrize(
    "address",
    [
        "https://www.gov.uk/a@b",
        "HTTPS://www.gov.uk",
        "https://www.gov.uk:8080/a//b?c=https://d@e#@",
        "https://[2001:db8::1]/",
        "https://münchen.example/",
        "https://mu\u0308nchen.example/",
        "https://MÜNCHEN.example./",
        "https://my_host.example/",
        "https://192.0.2.1/",
        "https://उदाहरण.example/",
        "https://medium.com/@york/x",
        " https://www.gov.uk/ ",
        "//www.gov.uk/",
        "a.pdf",
        "../2026/a.md#part",
        "a[b].pdf",
        "a//b.pdf",
        "/about/",
        "",
        "#part",
        "tel:+441904551550",
        "mailto:innovation@example.gov.uk",
        "mailto:waste%2Bhelp@example.gov.uk",
        "mailto:a@b.uk?subject=Bin%20rounds",
        "mailto:a@b.uk?subject=T%C5%B7",
    ],
)
def test_an_address_that_everybody_reads_alike_is_fine(address: str) -> None:
    assert misleading(address) == ""


@given(st.text(st.sampled_from("htps:/\\[]@.a1%?# \t|\uff0f\u2100")) | st.text())
def test_every_address_is_either_refused_or_can_be_read(address: str) -> None:
    if not misleading(address):
        urlsplit(address.strip())
    assert is_whole(address) in {True, False}
    assert isinstance(host_of(address), str)
