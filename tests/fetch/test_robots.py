"""What a site asks of robots is honoured, and asked once."""

import time

import pytest

from articles.fetch import Policy, Robots, Unfetched, fetch
from articles.fetch.robots import MOST_READ, allowed, rules_for


def may(text, target):
    return allowed(rules_for(text), target)


@pytest.mark.parametrize(
    ("rules", "target", "answer"),
    [
        ("Disallow: /private", "/private/a", False),
        ("Disallow: /private", "/Private/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        # The longest rule counts, not the first (RFC 9309, 5.2).
        ("Disallow: /\nAllow: /news/", "/news/a", True),
        ("Allow: /\nDisallow: /admin", "/admin", False),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/a/b.pdf", False),
        ("Disallow: /*.pdf$", "/a/b.pdf?x", True),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /*?print", "/story?print=1", False),
        ("Disallow: *", "/a", False),
        ("Disallow: /a*b*a$", "/aba", False),
        ("Disallow: /a*a$", "/a", True),
        ("Disallow: /%7Ejoe/", "/~joe/", False),
        ("Disallow: /~joe/", "/%7ejoe/", False),
        ("Disallow: /a%2fb", "/a/b", True),
        ("Disallow: /a%2Fb", "/a%2fb", False),
        ("Disallow: /a%2Ab", "/acb", True),
        ("Disallow: /新", "/%E6%96%B0%E8%81%9E", False),
        ("Disallow: /a # not this", "/ab", False),
        ("Crawl-delay: ²\nDisallow: //[\nDisallow: /a", "/a", False),
        ("DISALLOW : /a", "/a", False),
        ("<html>Disallow: /", "/a", True),
    ],
)
def test_rules_are_read_as_the_standard_says(rules, target, answer):
    assert may(f"User-agent: *\n{rules}\n", target) is answer
    assert may(f"\ufeffUser-Agent:*\r\n\r\n{rules}\r\n", target) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("User-agent: *\nDisallow: /\nUser-agent: Newsarchive\nDisallow:", True),
        ("User-agent: NEWSARCHIVE/1.0 (bot)\nDisallow: /\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nUser-agent: newsarchive\nDisallow: /", False),
        ("User-agent: newsarchive\nAllow: /b\nUser-agent: newsarchive\nDisallow: /a", False),
        ("User-agent: newsarchive2\nDisallow: /", False),
        ("User-agent: newsarch\nDisallow: /", True),
        ("User-agent: other\nDisallow: /", True),
        ("Disallow: /", True),
        ("", True),
    ],
)
def test_groups_are_told_apart(text, answer):
    assert may(text, "/a") is answer


def test_a_hostile_pattern_takes_no_time():
    began = time.perf_counter()
    assert may("User-agent: *\nDisallow: /" + "*a" * 2000 + "b", "/" + "a" * 4000)
    assert time.perf_counter() - began < 0.5


@pytest.fixture
def policy(website):
    website.page("/a", "hello")
    website.page("/private", "secret")
    return Policy(allow=frozenset({website.place}))


def test_a_page_that_robots_should_leave_is_left(website, policy):
    website.page("/robots.txt", "User-agent: *\nDisallow: /private\n", content_type="text/plain")
    website.redirect("/hop", "/private")
    robots = Robots(policy)
    assert fetch(website.url("/a"), policy, robots).content == b"hello"
    for path in ("/private", "/hop"):
        with pytest.raises(Unfetched, match=r"robots\.txt"):
            fetch(website.url(path), policy, robots)
    assert website.paths() == ["/a", "/hop"]
    assert sum("/robots.txt" in head for head in website.asked) == 1


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "429 Slow down"])
def test_a_site_without_rules_has_none(website, policy, status):
    website.page("/robots.txt", "User-agent: *\nDisallow: /\n", status)
    assert fetch(website.url("/a"), policy, Robots(policy)).status == 200


def test_rules_that_cannot_be_had_are_none(website, policy):
    website.pages["/robots.txt"] = b""
    assert fetch(website.url("/a"), policy, Robots(policy)).status == 200


def test_a_site_that_cannot_say_is_asked_later(website, policy):
    website.page("/robots.txt", "", "503 Busy")
    with pytest.raises(Unfetched, match="Try again later"):
        fetch(website.url("/a"), policy, Robots(policy))
    assert website.paths() == []


def test_rules_are_found_behind_a_redirect(website, policy):
    website.redirect("/robots.txt", "/rules")
    website.page("/rules", "User-agent: *\nDisallow: /a\n")
    with pytest.raises(Unfetched):
        fetch(website.url("/a"), policy, Robots(policy))


def test_the_first_half_megabyte_of_rules_is_read(website, policy):
    website.page("/robots.txt", "User-agent: *\nDisallow: /private\n" + "#" * MOST_READ + "\nDisallow: /a\n")
    robots = Robots(policy)
    assert fetch(website.url("/a"), policy, robots).status == 200
    with pytest.raises(Unfetched):
        fetch(website.url("/private"), policy, robots)
