"""One request over one connection, to an address that was judged before and never looked up again."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache

import certifi
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from articles.fetch.place import Place
from articles.fetch.policy import SLOW, UNREACHABLE, Deadline, Policy
from articles.text.unpacking import ACCEPTED, Unpackable

# One wording for every archive; a site that wants to say something to it can do so in robots.txt.
USER_AGENT = "Mozilla/5.0 (compatible; Newsarchive/1.0)"
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MOST_TRIED = 4
_BROKEN_OFF = "Its answer broke off, or is not one that a web server gives."


class Fault(Exception):
    """What stopped a request: a sentence for the editor."""


@contextmanager
def answer_of(
    place: Place, addresses: Sequence[str], headers: Mapping[str, str], policy: Policy, deadline: Deadline
) -> Iterator[BaseHTTPResponse]:
    """The answer to a GET of ``place`` from one of its ``addresses``, its body still on the wire.

    Neither cookies nor credentials are sent, no proxy is asked, and nothing is followed or unpacked. The connection ends
    with the block. Raises Fault, also for what goes wrong while the block reads the body.
    """
    with _connected(place, addresses, policy, deadline) as plug:
        # Every byte of a slow drip starts a socket's own time limit anew. This clock hangs up, whatever arrives.
        clock = threading.Timer(deadline.left(), _hang_up, [plug])
        clock.daemon = True
        clock.start()
        line = HTTPConnection(place.host, place.port, timeout=max(deadline.left(), 0.001))
        line.sock = plug
        try:
            line.request("GET", place.target, headers=_headers(place) | dict(headers), preload_content=False)
            with line.getresponse() as response:
                yield response
        except (HTTPError, http.client.HTTPException, OSError, Unpackable, ValueError) as fault:
            if not deadline.left():
                raise Fault(SLOW) from None
            raise Fault(str(fault) if isinstance(fault, Unpackable) else _BROKEN_OFF) from fault
        finally:
            clock.cancel()
            line.close()
        # A body without a stated length ends as well when the clock hangs up.
        if not deadline.left():
            raise Fault(SLOW)


def _headers(place: Place) -> dict[str, str]:
    return {
        "Host": place.authority,
        "User-Agent": USER_AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED,
        "Connection": "close",
    }


def _connected(place: Place, addresses: Sequence[str], policy: Policy, deadline: Deadline) -> socket.socket:
    """A connection to the first of the addresses that takes one, with TLS where the scheme asks for it."""
    for address in addresses[:MOST_TRIED]:
        plug = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        try:
            plug.settimeout(max(min(policy.connect_seconds, deadline.left()), 0.001))
            plug.connect((address, place.port))
            plug.settimeout(max(deadline.left(), 0.001))
            return _trust().wrap_socket(plug, server_hostname=place.host) if place.scheme == "https" else plug
        except ssl.SSLCertVerificationError:
            plug.close()
            raise Fault("Its certificate is not one to be trusted.") from None
        except OSError:
            plug.close()
    raise Fault(UNREACHABLE)


@cache
def _trust() -> ssl.SSLContext:
    """Certificates are checked against the system's roots, where it has any, and those that browsers ship."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


def _hang_up(plug: socket.socket) -> None:
    with suppress(OSError):
        # Not the TLS socket's own: that one takes the cipher away under the thread that is reading.
        socket.socket.shutdown(plug, socket.SHUT_RDWR)
