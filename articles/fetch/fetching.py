"""One polite, guarded GET: each hop is understood, judged, asked for, and only then connected to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol

from urllib3.response import BaseHTTPResponse

from articles.fetch.inside import may_connect
from articles.fetch.place import Misunderstood, Place, understood
from articles.fetch.policy import SLOW, UNREACHABLE, Deadline, Policy, Unfetched
from articles.fetch.wire import Fault, answer_of
from articles.text import words
from articles.text.unpacking import Unpackable, encodings_of, unpacked

REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Whoever holds the address is asked to use the new one from now on (RFC 9110, 15.4.2 and 15.4.9).
PERMANENT = frozenset({301, 308})
_CHUNK = 65_536
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:\-]{1,40})""", re.IGNORECASE)
# What an answer's headers are kept for is evidence; a session of ours is none.
_PRIVATE = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    ``asked`` is the address as handed in, ``url`` the one that answered, ``redirects`` those on the way in their order.
    ``moved_to`` is where the address moved for good, "" where it did not: of several redirects, as far as all are permanent.
    ``headers`` have lower-case names; several of one name are joined by commas. ``content`` is unpacked. ``twin_of`` is
    the page that named this one as a fuller version of itself.
    """

    asked: str
    url: str
    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    redirects: tuple[str, ...] = ()
    moved_to: str = ""
    twin_of: str = ""

    @property
    def media_type(self) -> str:
        """What ``Content-Type`` calls it, in lower case: "text/html"."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding that ``Content-Type`` names, as it stands there; "" where it names none."""
        named = _CHARSET.search(self.headers.get("content-type", ""))
        return named[1] if named else ""

    @property
    def answered(self) -> str:
        """The status in a sentence: "The server answered 404 (Not Found)." """
        phrase = next((f" ({one.phrase})" for one in HTTPStatus if one == self.status), "")
        return f"The server answered {self.status}{phrase}."


class Manners(Protocol):
    """Who is asked before each request whether the site wants it: see ``robots.Robots``."""

    def permit(self, place: Place, deadline: Deadline) -> None:
        """Raises Fault where it does not."""


def fetch(
    url: str,
    policy: Policy,
    manners: Manners | None = None,
    held: Mapping[str, str] | None = None,
    deadline: Deadline | None = None,
) -> Fetched:
    """What ``url`` gives, after at most ``policy.hops`` redirects, whatever its status.

    ``held`` are the headers of a copy at hand: the answer is 304 and empty where that is still good (RFC 9110, 13.1).
    ``deadline`` may end sooner than the policy does. Raises Unfetched where there is no whole answer.
    """
    deadline = deadline or Deadline(policy.seconds)
    passed: list[str] = []
    moved_to, is_moving = "", True
    try:
        place: Place | None = understood(url)
        while place:
            policy = policy.once_at(place)
            addresses = judged(place, policy, deadline)
            if manners:
                manners.permit(place, deadline)
            with answer_of(place, addresses, _conditions(held or {}), policy, deadline) as response:
                onward = _location(response) if response.status in REDIRECTS else None
                if onward is None:
                    content = b"".join(_body(response, policy, deadline))
                    headers = _kept(response)
                    return Fetched(
                        url, place.url, response.status, content, headers, redirects=tuple(passed), moved_to=moved_to
                    )
                is_moving &= response.status in PERMANENT
            # The body of a redirect stays unread: nothing in it is wanted, and it may be a bomb.
            if len(passed) == policy.hops:
                raise Fault(f"It sends on more than {policy.hops} times.")
            passed.append(place.url)
            place = onward_from(place, onward)
            moved_to = place.url if is_moving else moved_to
    except (Misunderstood, Fault) as fault:
        raise Unfetched(url, str(fault)) from fault


def judged(place: Place, policy: Policy, deadline: Deadline) -> Sequence[str]:
    """The addresses of a place, to be connected to as they are. Raises Fault unless every one of them is public.

    One private address among public ones is enough: who answers for the name could choose which one is taken.
    """
    admitted = policy.admits(place)
    if not admitted and place.port not in policy.ports:
        raise Fault("Only the ports of the web, 80 and 443, are fetched from.")
    try:
        found = [place.host] if place.is_number else policy.resolve(place.host, place.port, deadline.left())
    except OSError:
        raise Fault(UNREACHABLE) from None
    if not found or not (admitted or all(map(may_connect, found))):
        raise Fault(UNREACHABLE)
    return found


def onward_from(place: Place, reference: str) -> Place:
    """Where a page sends on to. Raises Misunderstood or Fault where that is nothing to follow."""
    onward = place.leads_to(reference)
    if (place.scheme, onward.scheme) == ("https", "http"):
        raise Fault("It sends on from https to http, where anybody on the way could change it.")
    return onward


def _location(response: BaseHTTPResponse) -> str | None:
    """Headers arrive as Latin-1, whatever was meant; an address in them is UTF-8 or ASCII."""
    stated = response.headers.get("location")
    try:
        return stated and stated.encode("latin-1").decode()
    except UnicodeError:
        return stated


def _conditions(held: Mapping[str, str]) -> dict[str, str]:
    wanted = {"If-None-Match": held.get("etag"), "If-Modified-Since": held.get("last-modified")}
    return {name: value for name, value in wanted.items() if value and value.isascii() and value.isprintable()}


def _kept(response: BaseHTTPResponse) -> dict[str, str]:
    return {
        name.lower(): words.clean(value) for name, value in response.headers.items() if name.lower() not in _PRIVATE
    }


def _body(response: BaseHTTPResponse, policy: Policy, deadline: Deadline) -> Iterator[bytes]:
    encodings = encodings_of(response.headers.get("content-encoding", ""))
    yield from unpacked(_wire(response, policy, deadline), encodings, policy.largest)


def _wire(response: BaseHTTPResponse, policy: Policy, deadline: Deadline) -> Iterator[bytes]:
    """The body as sent. Raises Unpackable where it is too large, TimeoutError where it is too slow."""
    too_large = f"It is larger than {policy.largest / 1_000_000:g} MB."
    stated = response.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit() and (len(stated) > 15 or int(stated) > policy.largest):
        raise Unpackable(too_large)
    taken = 0
    for piece in response.stream(_CHUNK, decode_content=False):
        taken += len(piece)
        if taken > policy.largest:
            raise Unpackable(too_large)
        if not deadline.left():
            raise TimeoutError(SLOW)
        yield piece
