"""Whether originals still stand: what is found, what is noted, and in which order they are looked at."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from articles.fetch import Robots
from articles.ingest import still_there
from articles.ingest.addresses import policy
from articles.models import Appearance, Article, LinkCheck
from articles.text import links
from tests.factories import make_article
from tests.website import story as page

pytestmark = pytest.mark.django_db
HEADLINE = "Ferry leaves the harbour"
DAY = dt.timedelta(days=1)


@pytest.fixture
def site(website, settings):
    """A web site that the archive may fetch from, without pauses."""
    settings.FETCH_ALLOW = frozenset({website.place})
    settings.FETCH_PAUSE_SECONDS = 0
    return website


def ran_at(url: str, headline: str = HEADLINE, **values) -> Article:
    """A story that was taken from an address."""
    held = make_article(headline, **values)
    Appearance.objects.create(article=held, url=url, url_digest=links.digest(url))
    return held


def check(held: Article, later: dt.timedelta = 0 * DAY) -> LinkCheck:
    """Look at the story's original, that much later."""
    url = held.appearances.get().url
    finding = still_there.found_at(url, [held.headline], Robots(policy()))
    return still_there.note(held, url, finding, timezone.now() + later)


def state_of(url: str, headline: str = HEADLINE) -> str:
    return still_there.found_at(url, [headline], Robots(policy())).state


# What is found


def test_a_page_with_the_headline_is_there(site):
    assert state_of(site.page("/a", page(HEADLINE))) == "alive"


def test_a_headline_that_was_touched_up_is_there(site):
    assert state_of(site.page("/a", page("Ferry left the harbour"))) == "alive"


def test_a_page_without_the_headline_changed(site):
    assert state_of(site.page("/a", page("Ministers meet for talks")), "Glacier calves near Nuuk") == "changed"


def test_a_headline_without_spaces_between_words_is_found(site):
    url = site.page("/a", page("フェリーが港を出発"))
    assert state_of(url, "フェリーが港を出発") == "alive"
    assert state_of(url, "首相が閣議を開催した") == "changed"


def test_an_empty_frame_says_nothing_against_a_page(site):
    assert state_of(site.page("/a", "<html><title>Wharf</title><div id=app></div></html>")) == "alive"


def test_a_file_that_is_no_page_is_there(site):
    assert state_of(site.page("/a", b"%PDF-1.7", content_type="application/pdf")) == "alive"


def test_a_page_that_leads_elsewhere_moved(site):
    url = site.redirect("/a", "/b")
    site.page("/b", page(HEADLINE))
    finding = still_there.found_at(url, [HEADLINE], Robots(policy()))
    assert (finding.state, finding.moved_to) == ("moved", site.url("/b"))


def test_a_page_that_leads_to_the_front_page_changed(site):
    url = site.redirect("/a", "/")
    site.page("/", page("Ministers meet for talks"))
    finding = still_there.found_at(url, ["Glacier calves near Nuuk"], Robots(policy()))
    assert (finding.state, finding.moved_to) == ("changed", site.url("/"))


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_not_found_is_missing(site, status):
    assert state_of(site.page("/a", page(HEADLINE), status)) == "missing"


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Slow down", "500 Odd", "503 Busy"])
def test_a_page_that_is_refused_tells_nothing(site, status):
    assert state_of(site.page("/a", page(HEADLINE), status)) == "untold"


def test_a_site_that_wants_no_robots_is_left_alone(site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    url = site.page("/a", page(HEADLINE))
    assert state_of(url) == "untold"
    assert site.paths() == []


def test_a_page_that_is_too_large_tells_nothing(site, monkeypatch):
    monkeypatch.setattr(still_there, "LARGEST", 100)
    assert state_of(site.page("/a", page(HEADLINE))) == "untold"


def test_nobody_gets_inside_by_an_original(internet):
    finding = still_there.found_at("http://127.0.0.1:5432/", [HEADLINE], Robots(policy()))
    assert finding.state == "untold"
    assert internet.reached == []


def test_canonical_addresses_are_also_asked_without_tls():
    assert still_there.spellings("https://news.example/a") == ["https://news.example/a", "http://news.example/a"]
    assert still_there.spellings("http://news.example/a") == ["http://news.example/a"]


# What is noted


def test_a_page_is_gone_when_it_is_not_found_twice_days_apart(site):
    held = ran_at(site.url("/a"))
    first = check(held)
    assert (first.state, first.told) == ("missing", "The server answered 404 (Not Found).")
    assert check(held, DAY).state == "missing"
    gone = check(held, 4 * DAY)
    assert (gone.state, gone.missing_since) == ("gone", first.missing_since)


def test_a_page_that_is_back_is_there_again(site):
    held = ran_at(site.url("/a"))
    check(held)
    check(held, 4 * DAY)
    site.page("/a", page(HEADLINE))
    back = check(held, 8 * DAY)
    assert (back.state, back.missing_since, back.told) == ("alive", None, "")
    assert LinkCheck.objects.count() == 1


def test_a_look_that_tells_nothing_leaves_what_was_told(site):
    held = ran_at(site.url("/a"))
    check(held)
    check(held, 4 * DAY)
    site.page("/a", "", "503 Busy")
    later = check(held, 8 * DAY)
    assert (later.state, later.told) == ("gone", "The server answered 503 (Service Unavailable).")


def test_another_address_begins_anew(site):
    held = ran_at(site.url("/a"))
    check(held)
    held.appearances.update(url=site.url("/b"))
    assert check(held, 4 * DAY).state == "missing"


# Which are looked at


def due(days: int = 30) -> list[str]:
    return [held.headline for held, _ in still_there.due(days, timezone.now())]


def looked_at(held: Article, days_ago: float, state: str = "alive") -> None:
    at = timezone.now() - days_ago * DAY
    LinkCheck.objects.create(
        article=held, url=held.appearances.get().url, state=state, checked_at=at,
        missing_since=at if state in ("missing", "gone") else None,
    )  # fmt: skip


def test_those_never_looked_at_come_first_then_the_longest_unseen():
    looked_at(ran_at("https://a.example/1", "Old"), 40)
    looked_at(ran_at("https://b.example/1", "Older"), 50)
    looked_at(ran_at("https://c.example/1", "Fresh"), 10)
    ran_at("https://d.example/1", "New")
    assert due() == ["New", "Older", "Old"]


def test_only_published_stories_with_an_address_are_looked_at():
    ran_at("https://a.example/1", "Draft", status="draft")
    make_article("Without")
    assert due() == []


def test_the_first_address_of_a_story_is_its_original():
    held = ran_at("https://a.example/1")
    Appearance.objects.create(article=held, url="https://b.example/1", url_digest=links.digest("https://b.example/1"))
    ((_, url),) = still_there.due(30, timezone.now())
    assert url == "https://a.example/1"


def test_what_was_missing_is_looked_at_again_after_days():
    looked_at(ran_at("https://a.example/1", "Missing"), 4, "missing")
    looked_at(ran_at("https://b.example/1", "Untold"), 2.5, "untold")
    looked_at(ran_at("https://c.example/1", "Just missing"), 2, "missing")
    looked_at(ran_at("https://d.example/1", "Gone"), 4, "gone")
    assert due() == ["Missing", "Untold"]


def test_a_site_is_asked_a_few_times_and_no_more():
    for number in range(8):
        ran_at(f"https://a.example/{number}", f"A {number}")
    ran_at("https://b.example/1", "B")
    assert sorted(due()) == ["A 0", "A 1", "A 2", "A 3", "A 4", "B"]


def test_one_run_looks_at_what_is_due(site):
    held = ran_at(site.page("/a", page(HEADLINE)))
    ran_at(site.url("/b"), "Another")
    assert still_there.look_at_some(30) == 2
    assert LinkCheck.objects.get(article=held).state == "alive"
    assert still_there.look_at_some(30) == 0
    assert still_there.look_at_those([held.pk]) == 1
