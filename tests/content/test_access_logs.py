from __future__ import annotations

from datetime import UTC, datetime

import pytest

from site_builder.content.access_logs import read_line

AGENT = "Mozilla/5.0 (X11)"


@pytest.mark.parametrize(
    ("line", "path", "agent"),
    [
        (f'192.0.2.1 - - [26/Nov/2026:02:14:28 +0100] "GET /a/?b#c HTTP/1.1" 200 5 "-" "{AGENT}"', "/a/", AGENT),
        (f'2001:db8::1 - Ann Bee [26/Nov/2026:01:14:28 +0000] "GET /a/ HTTP/2.0" 304 - "-" "{AGENT}"\n', "/a/", AGENT),
        (
            f'a.example:443 192.0.2.1 - - [25/Nov/2026:20:14:28 -0500] "GET /a/ HTTP/1.1" 200 5 "-" "{AGENT}" 0.01',
            "/a/",
            AGENT,
        ),
        (
            r'192.0.2.1 - - [26/Nov/2026:01:14:28 +0000] "GET /a\"b/ HTTP/1.1" 200 5 "a \"b\" c" "A \"B\""',
            r"/a\"b/",
            r"A \"B\"",
        ),
    ],
)
def test_what_servers_write(line: str, path: str, agent: str) -> None:
    request = read_line(line)

    assert request is not None
    assert request.moment == datetime(2026, 11, 26, 1, 14, 28, tzinfo=UTC)
    assert (request.path, request.agent, request.is_seen) == (path, agent, True)


@pytest.mark.parametrize(
    "request_",
    ["POST /a/ HTTP/1.1", "HEAD /a/ HTTP/1.1", "-", "", r"\x16\x03\x01", "GET http://other.example/ HTTP/1.1"],
)
def test_requests_that_show_nobody_a_page(request_: str) -> None:
    request = read_line(f'192.0.2.1 - - [26/Nov/2026:01:14:28 +0000] "{request_}" 200 5 "-" "-"')

    assert request is not None
    assert not request.is_seen


@pytest.mark.parametrize("status", [301, 404, 500])
def test_answers_that_are_no_page(status: int) -> None:
    request = read_line(f'192.0.2.1 - - [26/Nov/2026:01:14:28 +0000] "GET /a/ HTTP/1.1" {status} 5 "-" "-"')

    assert request is not None
    assert not request.is_seen


@pytest.mark.parametrize(
    "line",
    [
        "",
        "192.0.2.1",
        '192.0.2.1 - - [26/Nov/2026:01:14:28 +0000] "GET / HTTP/1.1" 200 5',
        '192.0.2.1 - - [31/Nov/2026:01:14:28 +0000] "GET / HTTP/1.1" 200 5 "-" "-"',
        '192.0.2.1 - - [26/Nix/2026:01:14:28 +0000] "GET / HTTP/1.1" 200 5 "-" "-"',
        "[" * 10_000,
        '"' * 10_000,
    ],
)
def test_what_is_no_line_of_the_format(line: str) -> None:
    assert read_line(line) is None
