"""Canonical addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import links


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.ORG:80/News/", "https://example.org/News"),
        ("https://example.org/a?utm_source=x&utm_medium=y&id=3", "https://example.org/a?id=3"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?fbclid=abc#top", "https://example.org/a"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://example.org/2024/story/amp/", "https://example.org/2024/story"),
        ("https://example.org/story.amp.html", "https://example.org/story.html"),
        ("https://www-example-org.cdn.ampproject.org/c/s/www.example.org/story", "https://www.example.org/story"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        ("https://example.org/%7Ea/%e4%bd%a0", "https://example.org/~a/%E4%BD%A0"),
        ("https://bücher.example/", "https://xn--bcher-kva.example"),
        ("https://example.org/a/../b//c", "https://example.org/b/c"),
        ("https://example.org/read?ref=rss&article=7", "https://example.org/read?article=7"),
        ("https://example.org/read?ref=7", "https://example.org/read?ref=7"),
        ("https://example.org:8443/", "https://example.org:8443"),
        (" https://example.org/a\n", "https://example.org/a"),
    ],
)
def test_one_page_has_one_address(url, canonical):
    assert links.canonical(url) == canonical


@pytest.mark.parametrize("text", ["", "no address", "mailto:a@example.org", "http://[::1", "https://"])
def test_what_is_no_web_address_stays(text):
    assert links.canonical(text) == text.replace(" ", "")


@given(
    st.text(st.characters(codec=None), max_size=120),
    st.sampled_from(["", "https://example.org/", "http://m.example.org/amp/", "//"]),
)
def test_canonical_is_idempotent_and_never_raises(text, prefix):
    once = links.canonical(prefix + text)
    assert links.canonical(once) == once
    assert len(links.digest(prefix + text)) == 32


def test_the_digest_is_that_of_the_canonical_form():
    assert links.digest("http://example.org/a/?utm_source=b") == links.digest("https://example.org/a")
    assert links.digest("https://example.org/a") != links.digest("https://example.org/b")


@pytest.mark.parametrize(
    ("url", "base", "absolute"),
    [
        ("/a.jpg", "https://example.org/x/", "https://example.org/a.jpg"),
        ("https://example.org/a", "", "https://example.org/a"),
        ("javascript:alert(1)", "https://example.org/", ""),
        ("data:image/png;base64,AA", "https://example.org/", ""),
        ("/a", "", ""),
        ("http://[bad", "https://example.org/", ""),
    ],
)
def test_addresses_are_completed_or_refused(url, base, absolute):
    assert links.absolute(url, base) == absolute
