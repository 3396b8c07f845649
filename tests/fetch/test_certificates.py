"""Encrypted connections go to the address that was judged, and are checked against the name that was asked for."""

import contextlib
import ssl
from pathlib import Path

import pytest

from articles.fetch import Policy, Unfetched, fetch, wire

# A certificate for news.example, signed by itself, good until 2126.
CERTIFICATE = Path(__file__).parent / "samples" / "news.example.pem"
PUBLIC = "93.184.215.14"


@pytest.fixture
def policy(internet, website):
    """A site that speaks TLS at each name; ``website.names`` are those it was asked for in the handshake."""
    website.names = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda plug, name, _: website.names.append(name)
    plain = website.answer

    def answer(line):
        with contextlib.suppress(OSError), context.wrap_socket(line, server_side=True) as secure:
            plain(secure)

    website.answer = answer
    internet.name("news.example", [PUBLIC])
    internet.name("other.example", [PUBLIC])
    wire._trust.cache_clear()
    yield Policy(resolve=internet.resolve, seconds=10)
    wire._trust.cache_clear()


def test_the_name_is_sent_and_checked(policy, internet, website, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    website.page("/", "hello")
    assert fetch("https://news.example/", policy).content == b"hello"
    assert internet.reached == [(PUBLIC, 443)]
    assert website.names == ["news.example"]
    assert "Host: news.example\r\n" in website.asked[0]


def test_a_slow_drip_is_left_here_too(policy, website, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    website.drip("/", b"HTTP/1.1 200 OK\r\n\r\n", b"x")
    with pytest.raises(Unfetched, match="too long"):
        fetch("https://news.example/", Policy(resolve=policy.resolve, seconds=0.5))


def test_a_certificate_for_another_name_is_refused(policy, website, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with pytest.raises(Unfetched, match="certificate"):
        fetch("https://other.example/", policy)
    assert website.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(policy, website):
    with pytest.raises(Unfetched, match="certificate"):
        fetch("https://news.example/", policy)
    assert website.asked == []


def test_a_server_that_does_not_encrypt_is_unreachable(policy, website):
    website.answer = lambda line: line.sendall(b"HTTP/1.1 200 OK\r\n\r\nhello")
    with pytest.raises(Unfetched, match="could not be reached"):
        fetch("https://news.example/", policy)
