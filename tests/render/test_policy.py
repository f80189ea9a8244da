"""The Content-Security-Policy of pages."""

from __future__ import annotations

import pytest

from site_builder.render.policy import content_security_policy


def rules(policy: str) -> dict[str, list[str]]:
    parts = (rule.split() for rule in policy.split(";"))
    return {name: sources for name, *sources in parts}


def test_the_hash_is_that_of_the_script() -> None:
    policy = content_security_policy("alert('Hello, world.');", needs_wasm=False)
    # The example of the specification: https://www.w3.org/TR/CSP3/#framework-directive-source-list
    assert "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='" in rules(policy)["script-src"]


@pytest.mark.parametrize("needs_wasm", [False, True])
def test_nothing_is_allowed_that_no_page_needs(needs_wasm: bool) -> None:  # noqa: FBT001
    found = rules(content_security_policy("x", needs_wasm=needs_wasm))
    assert "unsafe-inline" not in str(found)
    assert "'unsafe-eval'" not in str(found)
    assert ("'wasm-unsafe-eval'" in found["script-src"]) is needs_wasm
    assert found["default-src"] == ["'self'"]
    assert found["base-uri"] == found["object-src"] == ["'none'"]
