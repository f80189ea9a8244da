"""The Content-Security-Policy that pages ask browsers to keep to (CSP Level 3, W3C).

It is in a ``meta`` element, because a static site does not choose its server's headers. Scripts come from
the site's own files; one that is in a page must be the very text whose hash is in the policy.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

_OWN = "'self'"


@cache
def content_security_policy(inline_script: str, *, needs_wasm: bool) -> str:
    """Return the policy of a page with one script in it; ``needs_wasm`` allows the search its WebAssembly.

    Images may also be ``data:``, as those of Material's style sheet are.
    """
    digest = base64.b64encode(hashlib.sha256(inline_script.encode()).digest()).decode()
    wasm = " 'wasm-unsafe-eval'" if needs_wasm else ""
    rules = {
        "default-src": _OWN,
        "script-src": f"{_OWN} 'sha256-{digest}'{wasm}",
        "img-src": f"{_OWN} data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": _OWN,
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())
