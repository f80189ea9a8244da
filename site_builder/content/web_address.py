"""Addresses of other sites and mailboxes, read as a browser reads them: the one place that takes them apart.

A browser forgives much (WHATWG URL Standard, section 4.4): it skips any number of slashes and backslashes before the
name of a site, and drops tabs and line ends. What then opens is not what an editor, or a strict parser, has read. So
an address has the one spelling that everybody reads in the same way, or it is refused; nothing here raises.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv6Address
from urllib.parse import unquote, urlsplit

MAILBOX = re.compile(r"[A-Za-z0-9!#$'*+/=^_`{|}~-]+(\.[A-Za-z0-9!#$'*+/=^_`{|}~-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
"""A mailbox (RFC 5322, section 3.4.1) without what has a meaning in a link to it: ``%``, ``&`` and ``?`` (RFC 6068)."""

_TRIMMED = "".join(map(chr, range(0x21)))
_CONTROL = re.compile(r"[\x00-\x1F\x7F-\x9F\u2028\u2029]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = frozenset({"http", "https"})
_OF_ANOTHER_SITE = re.compile(r"//([^/?#]*)")
_OF_A_NAME = frozenset({"Ll", "Lm", "Lo", "Mc", "Mn", "Nd"})
_SUBJECT = re.compile(r"subject=(?:[A-Za-z0-9._~!'()*,;:@/-]|%(?![01][0-9A-Fa-f]|7[Ff])[0-9A-Fa-f]{2})*")
_AS_IN = "write the full address, as in https://www.example.gov.uk/page"


def misleading(address: str) -> str:
    """Return why an address may lead elsewhere than it seems to, or nowhere at all; nothing where it is fine.

    It may be one of this site, without a scheme. Invisible characters are reported where they are, not here.
    """
    plain = address.strip(_TRIMMED)
    match = _SCHEME.match(plain)
    scheme = match[1].lower() if match else ""
    rest = plain[match.end() :] if match else plain
    if "\\" in plain:
        return f"'{address}' has a backslash, which browsers read as a slash; write / instead, or remove it"
    if _CONTROL.search(plain):
        return f"'{address}' has a line end, a tab or a control character; remove it"
    if scheme == "mailto":
        return _mail_fault(address, rest)
    slashes = len(rest) - len(rest.lstrip("/"))
    if (scheme in _WEB and slashes != 2) or slashes > 2:  # noqa: PLR2004 - as many as an address of the web has
        return f"'{address}' needs exactly two slashes before the name of a site; {_AS_IN}"
    if (not scheme or scheme in _WEB) and (authority := _OF_ANOTHER_SITE.match(rest)):
        return _site_fault(address, plain, authority[1])
    return ""


def _site_fault(address: str, plain: str, authority: str) -> str:
    """Return what is wrong with the part of an address that names the site."""
    if "@" in authority:
        host = authority.rpartition("@")[2]
        return f"'{address}' leads to {host}, whatever comes before the @; leave out everything between // and {host}"
    try:
        parts = urlsplit(plain)
        _ = parts.port  # raises what a browser would stumble over
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not (_is_address_of_a_machine(host) if authority.startswith("[") else _is_name_of_a_site(host)):
        return f"'{address}' has '{authority}' where the name of a site should be; {_AS_IN}"
    return ""


def _is_name_of_a_site(host: str) -> bool:
    """Whether a name has only what names are made of (RFC 5892), spelled as it is looked up.

    A sign that looks like a slash or a dot would show another site than it leads to.
    """
    letters = host.replace("-", "").replace(".", "").replace("_", "")
    is_plain = bool(letters) and all(unicodedata.category(letter) in _OF_A_NAME for letter in letters)
    return is_plain and ".." not in host and unicodedata.is_normalized("NFKC", unicodedata.normalize("NFC", host))


def _is_address_of_a_machine(host: str) -> bool:
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True


def _mail_fault(address: str, rest: str) -> str:
    """Return why a link would write to others than one mailbox, or put words into a reader's message (RFC 6068)."""
    mailbox, mark, more = rest.partition("?")
    is_one = MAILBOX.fullmatch(unquote(mailbox)) is not None and not mailbox.startswith("/") and "#" not in mailbox
    if is_one and (not mark or _SUBJECT.fullmatch(more)):
        return ""
    return (
        f"'{address}' is not a link to one mailbox; write mailto: and one address, "
        "as in mailto:innovation@example.gov.uk, with nothing after it but a ?subject="
    )


def is_whole(address: str) -> bool:
    """Whether this looks like the full address of a page on the web."""
    return re.match(r"(?i)https?://[^/?#]", address) is not None and not re.search(r"[\s<>\"]", address)


def host_of(address: str) -> str:
    """Return the name of the site that an address leads to, or nothing."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
