"""One GET from a server on this machine: redirects, limits, encodings, and what is kept of the answer."""

import datetime as dt
import gzip
import socket
import threading
import time
import zlib
from dataclasses import replace

import brotli
import pytest

from articles.fetch import Policy, Unfetched, fetch
from articles.fetch.names import look_up
from articles.fetch.policy import SLOW, UNREACHABLE
from tests.website import PROSE

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"\0" * 50_000_000, mtime=0)


@pytest.fixture
def policy(website):
    return Policy(allow=frozenset({website.place}), seconds=10)


def refused(url, policy):
    with pytest.raises(Unfetched) as refusal:
        fetch(url, policy)
    assert str(refusal.value) == f"{url}: {refusal.value.reason}"
    return refusal.value.reason


def test_a_page_comes_with_all_that_is_known_of_it(website, policy):
    url = website.page("/a?b=c", "hello", content_type="text/html; charset=Shift_JIS", etag='"7"', x_odd="a\x01b")
    before = dt.datetime.now(dt.UTC)
    fetched = fetch(url, policy)
    assert (fetched.asked, fetched.url, fetched.status, fetched.content) == (url, url, 200, b"hello")
    assert (fetched.media_type, fetched.charset) == ("text/html", "Shift_JIS")
    assert fetched.headers["etag"] == '"7"'
    assert fetched.headers["x-odd"] == "ab"
    assert before <= fetched.at <= dt.datetime.now(dt.UTC)
    assert fetched.redirects == ()


def test_a_page_that_says_nothing_of_itself(website, policy):
    website.pages["/"] = b"HTTP/1.0 200 OK\r\n\r\nhello"
    fetched = fetch(website.url(), policy)
    assert (fetched.content, fetched.media_type, fetched.charset) == (b"hello", "", "")


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "503 Busy", "204 No Content"])
def test_any_status_is_an_answer(website, policy, status):
    assert fetch(website.page("/", "", status), policy).status == int(status[:3])


@pytest.mark.parametrize("status", ["301 M", "302 M", "303 M", "307 M", "308 M"])
def test_redirects_are_followed_and_named(website, policy, status):
    first = website.redirect("/a", "b/c?d#e", status)
    second = website.redirect("/b/c?d", website.url("/end"), status)
    website.page("/end", "hello")
    fetched = fetch(first, policy)
    assert (fetched.asked, fetched.url, fetched.content) == (first, website.url("/end"), b"hello")
    assert fetched.redirects == (first, second)


def test_a_redirect_in_utf_8_is_understood(website, policy):
    website.page("/%E6%96%B0", "hello")
    website.pages["/"] = "HTTP/1.1 302 M\r\nLocation: /新\r\nContent-Length: 0\r\n\r\n".encode()
    assert fetch(website.url(), policy).content == b"hello"


def test_five_hops_and_no_more(website, policy):
    for number in range(6):
        website.redirect(f"/{number}", f"/{number + 1}")
    website.page("/6", "hello")
    assert fetch(website.url("/1"), policy).content == b"hello"
    assert "more than 5 times" in refused(website.url("/0"), policy)
    website.redirect("/loop", "/loop")
    assert "more than 5 times" in refused(website.url("/loop"), policy)


def test_the_body_of_a_redirect_stays_unread(website, policy):
    bomb = gzip.compress(b"\0" * 1_000_000)
    website.page("/", bomb, "302 Found", location="/end", content_encoding="gzip")
    website.page("/end", "hello")
    assert fetch(website.url(), policy).content == b"hello"
    website.drip("/drip", b"HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n", b"x")
    assert fetch(website.url("/drip"), policy).content == b"hello"


@pytest.mark.parametrize(
    ("name", "pack"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)],
)
def test_a_packed_page_is_unpacked(website, policy, name, pack):
    text = (PROSE * 500).encode()
    assert fetch(website.page("/", pack(text), content_encoding=name), policy).content == text
    assert "Accept-Encoding: gzip, deflate\r\n" in website.asked[0]
    both = website.page("/both", gzip.compress(pack(text)), content_encoding=f"{name}, gzip")
    assert fetch(both, policy).content == text


@pytest.mark.parametrize(
    ("encoding", "body", "why"),
    [
        ("gzip", BOMB, "far more"),
        ("gzip, gzip", gzip.compress(BOMB, mtime=0), "far more"),
        ("br", b"x", "cut short"),
        ("compress", b"x", "“compress”"),
        (", ".join(["gzip"] * 10), b"x", "packed 10 times"),
        ("gzip", b"<html>", "damaged"),
        ("gzip", gzip.compress(PROSE.encode(), mtime=0)[:-9], "cut short"),
        ("deflate", b"\xff\xff\xff", "damaged"),
    ],
)
def test_what_cannot_be_unpacked_is_named(website, policy, encoding, body, why):
    assert why in refused(website.page("/", body, content_encoding=encoding), policy)


def test_chunks_are_put_together(website, policy):
    website.pages["/"] = (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n \r\n5\r\nthere\r\n0\r\nX-Trail: 1\r\n\r\n"
    )
    assert fetch(website.url(), policy).content == b"hello there"


@pytest.mark.parametrize(
    "answer",
    [
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 10\r\n\r\nhello",
        HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        HEAD + b"X: " + b"x" * 100_000 + b"\r\n\r\n",
        HEAD + b"X: x\r\n" * 1000 + b"\r\n",
        b"220 mail.example ESMTP\r\n",
        b"HTTP/1.1 2000 OK\r\n\r\n",
        b"",
        b"\0" * 100,
    ],
)
def test_a_broken_answer_is_named(website, policy, answer):
    website.pages["/"] = answer
    assert "broke off" in refused(website.url(), policy)


@pytest.mark.parametrize("stated", ["2001", "9" * 15, "9" * 5000])
def test_a_page_that_says_it_is_too_large_is_not_read(website, policy, stated):
    website.drip("/", HEAD + f"Content-Length: {stated}\r\n\r\n".encode(), b"x")
    assert refused(website.url(), replace(policy, largest=2000)) == "It is larger than 0.002 MB."


@pytest.mark.parametrize("coding", [b"Transfer-Encoding: chunked\r\n\r\n", b"\r\n"])
def test_a_page_that_never_ends_is_left(website, policy, coding):
    chunk = b"400\r\n" + b"x" * 1024 + b"\r\n" if b"chunked" in coding else b"x" * 1024
    website.drip("/", HEAD + coding, chunk * 10)
    assert "larger than" in refused(website.url(), replace(policy, largest=50_000))


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"", b"H"),
        (HEAD, b"x"),
        (HEAD, b"X: y\r\n"),
        (HEAD + b"\r\n", b"x"),
        (HEAD + b"Content-Length: 5000\r\n\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"", mtime=0)),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_slow_drip_is_left_when_the_time_is_over(website, policy, head, drop):
    website.drip("/", head, drop)
    began = time.monotonic()
    assert refused(website.url(), replace(policy, seconds=0.3)) == SLOW
    assert time.monotonic() - began < 1.5


def test_the_time_is_for_all_hops_together(website, policy):
    for number in range(4):
        website.pages[f"/{number}"] = lambda line, to=number + 1: (
            website.closing.wait(0.2), line.sendall(f"HTTP/1.1 302 M\r\nLocation: /{to}\r\n\r\n".encode()),
        )  # fmt: skip
    website.page("/4", "hello")
    assert refused(website.url("/0"), replace(policy, seconds=0.5)) in (SLOW, UNREACHABLE)


def test_a_server_that_never_answers_is_left(website, policy):
    website.pages["/"] = lambda line: website.closing.wait(5)
    assert refused(website.url(), replace(policy, seconds=0.2)) == SLOW


def test_a_copy_at_hand_is_asked_about(website, policy):
    website.page("/", "", "304 Not Modified")
    fetched = fetch(
        website.url(), policy, held={"etag": 'W/"7"', "last-modified": "Mon, 25 Mar 2024 13:19:00 GMT", "x": "y"}
    )
    assert (fetched.status, fetched.content) == (304, b"")
    assert 'If-None-Match: W/"7"\r\n' in website.asked[0]
    assert "If-Modified-Since: Mon, 25 Mar 2024 13:19:00 GMT\r\n" in website.asked[0]
    fetch(website.url(), policy, held={"etag": "x\r\nCookie: a"})
    assert "Cookie" not in website.asked[1] and "If-" not in website.asked[1]


def test_names_are_looked_up():
    assert look_up("127.0.0.1", 80, 5) == ["127.0.0.1"]


@pytest.mark.parametrize("fault", [socket.gaierror("unknown"), UnicodeError("label too long")])
def test_a_name_that_is_none_has_no_address(monkeypatch, fault):
    def ask(*args, **options):
        raise fault

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    with pytest.raises(OSError):
        look_up("nowhere.example", 80, 5)
    assert refused("http://nowhere.example/", Policy()) == UNREACHABLE


def test_a_resolver_that_never_answers_is_left(monkeypatch):
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: never.wait(5) and [])
    assert refused("http://slow.example/", Policy(seconds=0.1)) == UNREACHABLE
    never.set()
