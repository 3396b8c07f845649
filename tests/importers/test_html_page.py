"""Pages as HTML."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import importers
from articles.text import html

PARAGRAPHS = [
    "The two harbours of the northern coast will share one ferry line from autumn, the company said on Tuesday after a long meeting.",
    "Fishermen had asked for it since the old pier was closed, and the mayors of both towns signed the papers in the evening.",
    "A spokeswoman said the first ship would sail in May and the second in June, if the weather allows it.",
    "Tickets for islanders stay at half price, and freight goes by night so that the road stays free for the buses.",
]
DATA = {
    "@context": "https://schema.org",
    "@type": "OpinionNewsArticle",
    "headline": "One ferry line for two harbours",
    "datePublished": "2024-03-25T13:19:00+05:00",
    "dateModified": "2024-03-26T08:00:00+05:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Max Roe"}],
    "publisher": {"@type": "Organization", "name": "The Courier"},
    "image": {"@type": "ImageObject", "url": "/img/ferry.jpg"},
    "articleSection": "Coast",
    "keywords": ["Ferries", "Harbours"],
}


def page(head="", before="", paragraphs=PARAGRAPHS, after=""):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang=en-GB><head>{head}</head><body><nav><ul><li><a href=/a>World news today</a></ul></nav>"
        f"<main><article>{before}{body}</article>{after}</main><footer><p>All rights reserved by the publisher.</p></footer></body></html>"
    )


def read_html(source, url="https://courier.example/coast/ferry?utm_source=x"):
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    (reading,) = importers.read(data, format="html", url=url)
    return reading


def full_page():
    head = (
        f"<title>One ferry line for two harbours | The Courier</title><script type=application/ld+json>{json.dumps(DATA)}</script>"
        '<link rel=canonical href="/coast/ferry"><meta property=og:site_name content="The Courier">'
    )
    before = (
        "<h1>One ferry line for two harbours</h1><div class=byline>By Jane Doe and Max Roe</div><time>March 25, 2024 01:19 PM</time>"
        "<figure><img src=/img/ferry.jpg alt='A ferry'><figcaption>The ferry in port. Photo: Ana Tui</figcaption></figure>"
    )
    return page(
        head, before, after="<aside><h3>Most read</h3><ul><li><a href=/x>Ten quiet beaches to see</a></ul></aside>"
    )


def test_what_the_page_states_about_itself_is_read():
    story = read_html(full_page()).document
    assert (story.headline, story.authors, story.section) == (
        "One ferry line for two harbours",
        ("Jane Doe", "Max Roe"),
        "Coast",
    )
    assert (story.published.isoformat(), story.published.printed) == (
        "2024-03-25T13:19:00+05:00",
        "March 25, 2024 01:19 PM",
    )
    assert story.updated.isoformat() == "2024-03-26T08:00:00+05:00"
    assert (story.site_name, story.language, story.kind) == ("The Courier", "en-GB", "opinion")
    assert story.canonical_url == "https://courier.example/coast/ferry"
    assert [label.name for label in story.labels] == ["Ferries", "Harbours"]
    assert (story.pictures[0].url, story.pictures[0].credit) == ("https://courier.example/img/ferry.jpg", "Ana Tui")
    assert story.pictures[0].caption.startswith("The ferry in port.")
    assert html.paragraphs(story.body_html) == PARAGRAPHS
    assert story.evidence["published"].where == "JSON-LD datePublished"


def test_what_is_left_out_is_listed():
    left_out = "\n".join(removed.text for removed in read_html(full_page()).document.removed)
    assert "Ten quiet beaches to see" in left_out
    assert "All rights reserved" in left_out
    assert PARAGRAPHS[0] not in left_out


def test_without_structured_data_meta_and_text_serve():
    head = (
        '<meta property=article:published_time content="2024-03-25T13:19:00Z"><meta name=author content="By Jane Doe">'
        '<meta property=og:title content="One ferry line for two harbours - The Courier"><meta property=og:site_name content="The Courier">'
    )
    story = read_html(page(head)).document
    assert (story.headline, story.authors, story.published.isoformat()) == (
        "One ferry line for two harbours", ("Jane Doe",), "2024-03-25T13:19:00+00:00",
    )  # fmt: skip


def test_microdata_is_read():
    before = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>One ferry line</h1>"
        "<span itemprop=author itemscope><b itemprop=name>Jane Doe</b></span><meta itemprop=datePublished content=2024-03-25></div>"
    )
    story = read_html(page(before=before)).document
    assert (story.headline, story.authors, story.published.isoformat()) == (
        "One ferry line",
        ("Jane Doe",),
        "2024-03-25",
    )


def test_dates_that_disagree_are_said():
    head = f"<script type=application/ld+json>{json.dumps(DATA)}</script><meta name=date content=2019-01-01>"
    assert read_html(page(head)).document.conflicts["published"] == ("2024-03-25T13:19:00+05:00", "2019-01-01")


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        '{"@type": "NewsArticle", ' + '"a": [' * 300,
        "null",
        '{"@graph": 5}',
        '{"@type": ["NewsArticle", 7], "author": 5}',
    ],
)
def test_broken_structured_data_hides_nothing_else(broken):
    story = read_html(page(f"<title>One ferry line</title><script type=application/ld+json>{broken}</script>")).document
    assert story.headline == "One ferry line"
    assert html.paragraphs(story.body_html) == PARAGRAPHS


def test_links_and_emphasis_stay_as_simple_markup():
    text = PARAGRAPHS[0] + " See <a href='/plan' onclick=x>the <em>plan</em></a> &amp; more."
    body = read_html(page(paragraphs=[text, *PARAGRAPHS[1:]])).document.body_html
    assert "<em>plan</em>" in body
    assert "onclick" not in body
    assert "&amp; more." in body


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<div>" * 300 + "x", "deep"), ("x" * 5_000_001, "larger"), ("<br>" * 60_000, "tags"), ("\x00\x01\x02" * 100, "readable"),
        ("<html><body></body></html>", "No story"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said(source, says):
    assert says in read_html(source).problem.message


def test_other_encodings_are_read():
    source = page(
        "<meta charset=windows-1251><title>Новая линия для двух портов</title>",
        paragraphs=["Новая линия откроется осенью. " * 8] * 3,
    )
    assert read_html(source.encode("cp1251")).document.headline == "Новая линия для двух портов"


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<h1>", "</h1>", "text of a story", "<script type=application/ld+json>", "</script>", "{", '"', "<time datetime=x>",
             "<meta property=og:title content=x>", "<figure><img src=a>", "<!--", "<table>", "\x00", "<svg>", "<title>"]
        ),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_no_page_raises(source):
    reading = read_html(source)
    assert (reading.document is None) != (reading.problem is None)
