"""The one reading of an address that everything here goes by.

Parsers of addresses differ, and a guard that reads another host than the connection does is none. An address is
therefore taken apart once, put together anew from its parts, and refused unless two parsers read the same out of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

PORTS = {"http": 80, "https": 443}
LONGEST = 4000
LONGEST_HOST = 253  # RFC 1035, 2.3.4, without the root's dot

# C0 and C1 controls, the backslash (a slash to browsers and to no one else), and lone surrogates.
_TREACHEROUS = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")
_AUTHORITY = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<name>[^\[\]:@/?#%\s]+))(?::(?P<port>[0-9]{0,5}))?")
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
# The URL Standard's "ends in a number" (4.4): such a host is an IPv4 address in one of inet_aton's many spellings.
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")
# IDNA 2003, which Python has, and IDNA 2008 make different hosts of these; RFC 5894, 7.2.
_DEVIATING = re.compile("[ßẞς\u200c\u200d]")
_TO_QUOTE = re.compile(r"[^\x21-\x7e]+|[\"<>`{}]+")


class Misunderstood(ValueError):
    """Why an address is not one that can be fetched: a sentence for the editor, from the text of the address alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address taken apart: ``host`` in lower-case ASCII, ``target`` the path and query as they are sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_number(self) -> bool:
        """Whether the host is an IP address and no name."""
        return ":" in self.host or bool(_ENDS_IN_NUMBER.search(self.host))

    @property
    def authority(self) -> str:
        """The host, and the port where it is not the scheme's own, as a ``Host`` header has them (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.target

    def leads_to(self, reference: str) -> Place:
        """The place that an address on this place's page, or in its ``Location``, means. Raises Misunderstood."""
        if _TREACHEROUS.search(reference):
            raise Misunderstood("It leads to an address with characters that no address has.")
        try:
            return understood(urljoin(self.url, reference.strip(" ")))
        except Misunderstood:
            raise
        except ValueError:
            raise Misunderstood("It leads to something that is no address.") from None


def understood(url: str) -> Place:
    """An http or https address taken apart. Raises Misunderstood for anything that is none, or could be read in two ways."""
    if len(url) > LONGEST:
        raise Misunderstood(f"The address is longer than {LONGEST} characters.")
    if _TREACHEROUS.search(url):
        raise Misunderstood("The address has characters in it that no address has.")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Misunderstood("This is not an address.") from None
    if parts.scheme not in PORTS:
        raise Misunderstood("Only addresses that begin with http:// or https:// can be fetched.")
    if "@" in parts.netloc:
        raise Misunderstood("The address holds a user name or password. Take it out.")
    authority = _AUTHORITY.fullmatch(parts.netloc)
    if authority is None:
        raise Misunderstood("This is not an address.")
    host = _six(authority["v6"]) if authority["v6"] else _host(authority["name"])
    port = int(authority["port"] or PORTS[parts.scheme])
    if not 0 < port < 65536:
        raise Misunderstood("The address names a port that does not exist.")
    query = f"?{parts.query}" if parts.query else ""
    place = Place(parts.scheme, host, port, _TO_QUOTE.sub(_quoted, (parts.path or "/") + query))
    if len(place.url) > LONGEST:
        raise Misunderstood(f"The address is longer than {LONGEST} characters.")
    _check_agreement(place)
    return place


def _quoted(run: re.Match[str]) -> str:
    return quote(run[0], safe="")


def _six(text: str) -> str:
    try:
        return str(IPv6Address(text))
    except AddressValueError:
        raise Misunderstood("This is not an address.") from None


def _host(name: str) -> str:
    """A name in lower-case ASCII, or an IPv4 address in its one plain spelling. Raises Misunderstood for all else."""
    if len(name) > LONGEST_HOST + 1 or _DEVIATING.search(name):
        raise Misunderstood("The address has a host name that cannot be used.")
    try:
        host = name.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise Misunderstood("The address has a host name that cannot be used.") from None
    if not _NAME.fullmatch(host):
        raise Misunderstood("The address has a host name that cannot be used.")
    if _ENDS_IN_NUMBER.search(host):
        # "127.1", "2130706433" and "0x7f000001" are 127.0.0.1 to the C library and nothing to most guards.
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            raise Misunderstood("The address has a number for a host, in a spelling that cannot be used.") from None
    return host


def _check_agreement(place: Place) -> None:
    try:
        ours, theirs = urlsplit(place.url), parse_url(place.url)
        read = {
            (place.scheme, place.host, place.port),
            (ours.scheme, ours.hostname, ours.port or PORTS[place.scheme]),
            (theirs.scheme, (theirs.host or "").strip("[]"), theirs.port or PORTS[place.scheme]),
        }
    except (ValueError, LocationParseError):
        read = set()
    if len(read) != 1:
        raise Misunderstood("The address can be read in more than one way.")
