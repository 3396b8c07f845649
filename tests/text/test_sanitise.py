"""Which HTML is stored."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from articles.text.bounds import excess
from articles.text.sanitise import TAGS, clean_html

PIECES = st.sampled_from(
    [
        "<p>", "</p>", "<div class=x>", "</div>", "<b>", "</b>", "<i id=a>", "<a href='/x'>", "</a>", "<a href=//e.org>",
        "<a href='javascript:alert(1)'>", "<script>alert(1)</script>", "<svg><p>", "<math><mi>", "<table><tr><td>", "</table>", "<li>",
        "<ul>", "<!--", "-->", "<style>", "</style>", "<img src=x onerror=alert(1)>", "<h1>", "</h1>", "text", " ", "&lt;b&gt;", "&#0;",
        "&#11;", "&nbsp;", "\u0338", "<br>", "<plaintext", "<blockquote>", "\x00", "<a href='https://e.org/ä b'>", "<p><p>", "<q>", "]]>",
        "<a href='ht\ntps://e.org'>", "<noscript><p title='</noscript><img src=x>'>",
    ]
)  # fmt: skip
SOUP = st.lists(PIECES, max_size=25).map("".join)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p onclick=x class=y id=z style=s>Plain</p>", "<p>Plain</p>"),
        ("<script>alert(1)</script><p>Left</p>", "<p>Left</p>"),
        ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"),
        ("<h1>Head</h1><h5>Small</h5>", "<h2>Head</h2><h4>Small</h4>"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        ('<a href="/rel">x</a>', "x"),
        ('<a href="tel:1">x</a>', "x"),
        ('<a href="https://example.org/a" target=_blank>x</a>', '<a href="https://example.org/a">x</a>'),
        ('<a href="mailto:desk@example.org">x</a>', '<a href="mailto:desk@example.org">x</a>'),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<p></p><p> </p><ul></ul>", ""),
        ("<form><input name=q><p>Login</p></form>", "<p>Login</p>"),
    ],
)
def test_only_text_markup_stays(dirty, clean):
    assert clean_html(dirty) == clean


def test_relative_links_are_completed():
    assert clean_html('<a href="../b">x</a>', "https://example.org/a/c") == '<a href="https://example.org/b">x</a>'


def test_a_base_that_is_no_address_is_ignored():
    assert clean_html('<a href="/b">x</a>', "javascript:alert(1)") == "x"


@settings(max_examples=400)
@given(SOUP)
def test_nothing_dangerous_survives_and_cleaning_twice_changes_nothing(dirty):
    clean = clean_html(dirty, "https://example.org/")
    assert clean_html(clean, "https://example.org/") == clean
    assert clean_html(clean) == clean
    for element in parser.fragment_fromstring(clean, create_parent="main").iterdescendants():
        assert element.tag in TAGS
        assert set(element.attrib) <= ({"href"} if element.tag == "a" else set())
        assert re.match(r"(?i)(https?://|mailto:)", element.get("href", "https://"))


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_can_be_cleaned(text):
    clean = clean_html(text)
    assert clean_html(clean) == clean
    assert "\x00" not in clean
    clean.encode()


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 100_000,
        "".join(f"<b id={n}>" for n in range(20_000)),
        "<b></i>" * 20_000,
        "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<p " + " ".join(f'a{n}=">"' for n in range(100_000)) + ">",
        "<a" * 500_000,
        "<!--" * 300_000,
        "&" * 1_000_000,
        "<table><a>" * 20_000,
        "<svg>" + "<path/>" * 40_000,
        "<script>" * 100_000,
        "<svg><p>" + "<path/>" * 40_000,
        'x"' * 500_000 + "<p " + '"' * 500_000,
    ],
    ids=range(13),
)
def test_hostile_markup_takes_bounded_time(hostile):
    started = time.process_time()
    clean_html(hostile)
    assert time.process_time() - started < 5


def test_text_of_markup_too_deep_is_kept():
    assert clean_html("<div>" * 400 + "The words") == "<p>The words</p>"


def test_a_sane_page_is_within_bounds():
    assert excess("<p>" * 1_000 + "<div><b>x</b></div>" * 500 + "<br>" * 500) == ""


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("<i>" * 257, "deep"),
        ("<br>" * 50_001, "50,000 tags"),
        ("x" * 5_000_001, "longer"),
        ("<p" + " a b" * 60 + ">", "attributes"),
    ],
)
def test_excess_says_what_is_too_much(markup, word):
    assert word in excess(markup)
