"""Addresses taken apart: one reading, or none."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetch.place import LONGEST, Misunderstood, Place, understood

SPELLINGS_OF_LOOPBACK = [
    "127.1", "127.0.1", "0", "2130706433", "0x7f000001", "0x7f.1", "0X7F.1", "0177.0.0.1", "017700000001",
    "127.000.000.001", "127.0.0.1..", "0x", "1.2.3.4.5", "256.1.1.1", "foo.1", "foo.0x1f",
]  # fmt: skip


def refused(url):
    with pytest.raises(Misunderstood) as refusal:
        understood(url)
    return str(refusal.value)


def test_an_address_is_taken_apart():
    assert understood("HTTPS://News.Example:8443/a/b?c=d&e#f") == Place("https", "news.example", 8443, "/a/b?c=d&e")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("http://news.example", "http://news.example/"),
        ("http://news.example?q=1", "http://news.example/?q=1"),
        ("http://news.example:80/", "http://news.example/"),
        ("http://news.example./a", "http://news.example/a"),
        ("https://news.example:80/", "https://news.example:80/"),
        ("http://bücher.example/ä b?ü=%C3%BC", "http://xn--bcher-kva.example/%C3%A4%20b?%C3%BC=%C3%BC"),
        ("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        ("https://[2001:DB8:0::1]:444/", "https://[2001:db8::1]:444/"),
        ("http://news.example/a%2fb//c/../d", "http://news.example/a%2fb//c/../d"),
        ("http://127.0.0.1.news.example/", "http://127.0.0.1.news.example/"),
    ],
)
def test_it_has_one_spelling(written, read):
    assert understood(written).url == read
    assert understood(read).url == read


@pytest.mark.parametrize("host", SPELLINGS_OF_LOOPBACK)
def test_a_number_in_an_odd_spelling_is_refused(host):
    refused(f"http://{host}/")


@pytest.mark.parametrize(
    "host", ["127.0.0.1.", "１２７.０.０.１", "①②⑦.0.0.①", "127。0。0。1", "127｡0．0.1", "⑯⑨.254.169.254"]
)
def test_a_number_in_disguise_is_read_as_the_number(host):
    assert understood(f"http://{host}/").host in ("127.0.0.1", "169.254.169.254")
    assert understood(f"http://{host}/").is_number


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "file:/etc/passwd", "file:etc/passwd", "FILE:///etc/passwd", "ftp://h/", "gopher://h/",
        "dict://h:11211/", "data:text/html,hello", "jar:http://h/!/", "netdoc:///etc", "unix:///run/x", "ldap://h/",
        "javascript:alert(1)", " javascript:alert(1)", "%20javascript:alert(1)", "//news.example/", "news.example", "",
        "view-source:http://h/", "blob:http://h/1", "ws://h/", "http+unix://h/", "mailto:a@example.org",
    ],
)  # fmt: skip
def test_only_the_web_is_fetched(url):
    assert refused(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://good@127.0.0.1/", "http://good:secret@news.example/", "http://@news.example/", "http://a@b@news.example/",
        "http://127.0.0.1#@good/".replace("#", "%23"), "http://good\\@127.0.0.1/", "http://127.0.0.1\\@good/",
        "http://good%2f@127.0.0.1/", "http://good%00.example/", "http://go\tod/", "http://go\rod/", "http://go\nod/",
        "http://go\0od/", "http://good/\x7f", "http://good/\ud800", "http://[::1", "http://::1/", "http://[::1]x/",
        "http://[fe80::1%25lo]/", "http://[fe80::1%lo]/", "http://[1.2.3.4]/", "http://[v1.x]/", "http://[]/",
        "http:///path", "http://", "http:/news.example/", "http:news.example/", "http://:80/", "http://./", "http://a..b/",
        "http://news example/", "http://new℀s/", "http://straße.example/", "http://a\u200db.example/",
        f"http://{'a' * 2100}.example/", f"http://{'.'.join('a' * 260)}/", f"http://{'a' * 64}.example/",
        f"http://news.example/{'a' * LONGEST}", f"http://news.example/{'ä' * (LONGEST // 2)}",
        "http://news.example:0/", "http://news.example:65536/", "http://news.example:80:22/", "http://news.example:８０/",
        "http://news.example:-1/", "http://news.example:+80/", "http://news.example:http/", "http://1e100/x\\..",
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_refused(url):
    assert refused(url)


def test_what_follows_a_hash_is_no_host():
    assert understood("http://127.0.0.1#@good/") == Place("http", "127.0.0.1", 80, "/")


def test_a_look_alike_is_fetched_from_where_it_says():
    assert understood("http://аррӏе.example/").host.startswith("xn--")


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("b", "https://news.example/a/b"),
        (" /b ", "https://news.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("?q", "https://news.example/a/?q"),
        ("http://other.example", "http://other.example/"),
        ("#c", "https://news.example/a/"),
    ],
)
def test_a_page_leads_on(reference, url):
    assert understood("https://news.example/a/").leads_to(reference).url == url


@pytest.mark.parametrize(
    "reference", ["java\nscript:x", "\thttp://h/", "http://[", "file:///x", "//u@h/", "/\\h", "\0"]
)
def test_a_page_does_not_lead_anywhere(reference):
    with pytest.raises(Misunderstood):
        understood("https://news.example/a/").leads_to(reference)


AUTHORITIES = st.text(st.sampled_from("aé.:@/\\#?%[]0x1 ②。\t\0-_~!"), max_size=24)


@given(AUTHORITIES, st.text(max_size=20))
def test_whatever_is_understood_is_understood_alike_again(authority, path):
    try:
        place = understood(f"http://{authority}/{path}")
    except Misunderstood:
        return
    assert understood(place.url) == place
    assert urlsplit(place.url).hostname == place.host
    assert place.url.isascii() and place.url.isprintable() and " " not in place.url
