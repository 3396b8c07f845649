"""The page of a story, where its own page has nearly none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.fetch import Fetched, Policy, Robots, Unfetched, fetch_page, fetch_pages
from articles.fetch.pages import look_at
from tests.website import story

SHELL = "<!doctype html><title>Ferry</title>{}<p>Please switch on scripts.</p>"


@pytest.fixture
def policy(website):
    return Policy(allow=frozenset({website.place}), seconds=10)


@pytest.fixture
def page_of(policy):
    def page_of(url):
        return fetch_page(url, policy, Robots(policy))

    return page_of


def test_a_page_with_a_story_is_taken_as_it_is(website, page_of):
    url = website.page("/a", story(head='<link rel="amphtml" href="/amp">'))
    website.page("/amp", story(paragraphs=50))
    assert (page_of(url).url, page_of(url).twin_of) == (url, "")
    assert set(website.paths()) == {"/a"}


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="amphtml" href="/twin">',
        '<link rel="alternate" media="print" href="/twin">',
        '<link rel=canonical href="/twin">',
    ],
)
def test_a_fuller_twin_is_taken_instead(website, page_of, link):
    url = website.page("/a", SHELL.format(link))
    website.page("/twin", story())
    page = page_of(url)
    assert (page.asked, page.url, page.twin_of) == (url, website.url("/twin"), url)
    assert b"ferry left the harbour" in page.content


def test_the_fullest_of_several_twins_wins(website, page_of):
    links = '<link rel="amphtml" href="/amp"><link rel="canonical" href="/whole"><link rel="alternate" media="print" href="/gone">'
    url = website.page("/a", SHELL.format(links))
    website.page("/amp", story(paragraphs=8))
    website.page("/whole", story(paragraphs=9))
    assert page_of(url).url == website.url("/whole")


@pytest.mark.parametrize(
    "links",
    [
        '<link rel="amphtml" href="/missing">',
        '<link rel="amphtml" href="http://127.0.0.1:1/">',
        '<link rel="amphtml" href="http://[">',
        '<link rel="amphtml" href="/emptier">',
        '<link rel="canonical" href="/">',
        '<link rel="canonical" href="/a#top">',
    ],
)
def test_a_twin_that_is_none_changes_nothing(website, page_of, links):
    url = website.page("/a", SHELL.format(links))
    website.page("/", story(paragraphs=30))
    website.page("/emptier", "<p>No.</p>")
    assert (page_of(url).url, page_of(url).status) == (url, 200)
    assert "/" not in website.paths()


@pytest.mark.parametrize(
    "content", ["0; url=/b", "0;URL='/b'", "3;/b", "0 ; url = \"/b\"", "0.5; url=b"]
)  # fmt: skip
def test_a_page_that_sends_on_at_once_is_followed(website, page_of, content):
    attribute = content.replace('"', "&quot;")
    url = website.page("/a", SHELL.format(f'<meta http-equiv="Refresh" content="{attribute}">'))
    website.page("/b", story())
    page = page_of(url)
    assert (page.asked, page.url, page.redirects) == (url, website.url("/b"), (url,))


def test_a_header_that_sends_on_is_followed(website, page_of):
    url = website.page("/a", "<p>Wait.</p>", refresh="0; url=/b")
    website.page("/b", story())
    assert page_of(url).url == website.url("/b")


@pytest.mark.parametrize("content", ["300; url=/b", "0", "0; url=", "soon; url=/b", "0; url=/a"])
def test_a_page_that_renews_itself_is_no_redirect(website, page_of, content):
    url = website.page("/a", SHELL.format(f'<meta http-equiv="refresh" content="{content}">'))
    assert page_of(url).url == url


def test_a_page_with_a_story_is_not_left_for_another(website, page_of):
    url = website.page("/a", story(head='<meta http-equiv="refresh" content="0; url=/b">'))
    assert page_of(url).url == url


def test_hops_of_both_kinds_count_together(website, page_of):
    for number in range(6):
        if number % 2:
            website.redirect(f"/{number}", f"/{number + 1}")
        else:
            website.page(f"/{number}", f'<meta http-equiv="refresh" content="0;/{number + 1}"><p>Wait.</p>')
    website.page("/6", story())
    assert len(page_of(website.url("/1")).redirects) == 5
    with pytest.raises(Unfetched, match="more than"):
        page_of(website.url("/0"))


@pytest.mark.parametrize(
    ("status", "said"), [("404 Gone fishing", "404 (Not Found)"), ("503 X", "503"), ("599 X", "599."), ("304 X", "304")]
)
def test_a_page_that_is_not_there_is_named(website, page_of, status, said):
    with pytest.raises(Unfetched) as refusal:
        page_of(website.page("/", "a secret of the server", status))
    assert said in refusal.value.reason and "secret" not in str(refusal.value)


def test_an_empty_page_is_named(website, page_of):
    with pytest.raises(Unfetched, match="nothing on the page"):
        page_of(website.page("/", " \n"))


def test_other_files_are_taken_as_they_are(website, page_of):
    url = website.page("/a.json", '{"headline": "Ferry"}', content_type="application/json")
    assert page_of(url).content.startswith(b"{")


@pytest.mark.parametrize("content", [b"", b"\0\1", b"<", b"<p>" * 300 + b"x", b"<b>" * 300_000, b"x" * 6_000_000])
def test_nothing_is_seen_in_what_cannot_be_parsed_safely(content):
    look = look_at(Fetched("", "http://news.example/", 200, content))
    assert not look.refresh and not look.twins


PIECES = st.sampled_from(
    ["<meta ", "http-equiv=refresh ", 'content="', "0;url=", "9" * 30, "²", '"', "'", ">", "<link rel=amphtml href=", "http://[", "\x00", "<p>", "</p>", "<!--", "]]>", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=20))
def test_no_page_is_too_odd_to_look_at(content, header):
    look_at(Fetched("", "http://news.example/", 200, content.encode(), {"refresh": header, "content-type": header}))


def test_several_pages_come_in_their_order_with_their_faults(website, policy):
    urls = [website.page(f"/{number}", story(str(number))) for number in range(6)]
    answers = fetch_pages([*urls, website.url("/missing"), "file:///etc/passwd"], policy)
    assert [answer.url for answer in answers[:6]] == urls
    assert [answer.address for answer in answers[6:]] == [website.url("/missing"), "file:///etc/passwd"]
    assert sum("/robots.txt" in head for head in website.asked) == 1
