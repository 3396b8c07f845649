"""Feeds that move for good, and entries that are forgotten when their feed has long ceased to list them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.ingest import polling
from articles.jobs import subscriptions as jobs
from articles.models import Article, ImportItem, SubscribedEntry, Subscription
from tests.ingest.test_polling import headlines, poll, site, subscribe
from tests.syndication import item, serve

__all__ = ["site"]
pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


# Where a feed moves


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_a_feed_that_moved_for_good_is_asked_for_there_from_then_on(site, status):
    new = serve(site, item(1), path="/new")
    subscription = subscribe(site.redirect("/old", "/new", status))
    poll(subscription)

    assert (subscription.address, subscription.moved_from) == (new, site.url("/old"))
    assert subscription.moved_at is not None
    site.asked.clear()
    assert poll(subscription) is None
    assert site.paths() == ["/new"]


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_a_feed_that_is_elsewhere_for_now_keeps_its_address(site, status):
    serve(site, item(1), path="/new")
    subscription = subscribe(site.redirect("/old", "/new", status))
    poll(subscription)
    assert (subscription.address, subscription.moved_from) == (site.url("/old"), "")
    assert headlines() == ["Ferry number 1 sails"]


def test_of_several_redirects_those_before_the_first_temporary_one_count(site):
    serve(site, item(1), path="/d")
    site.redirect("/c", "/d", "301 Moved Permanently")
    site.redirect("/b", "/c", "302 Found")
    subscription = subscribe(site.redirect("/a", "/b", "301 Moved Permanently"))
    poll(subscription)
    assert subscription.address == site.url("/b")


def test_an_address_that_leads_to_no_feed_is_not_taken(site):
    site.page("/sale", "<!doctype html><title>This name is for sale</title>")
    subscription = subscribe(site.redirect("/old", "/sale", "301 Moved Permanently"))
    poll(subscription)
    assert (subscription.address, subscription.failures) == (site.url("/old"), 1)


def test_an_address_that_another_subscription_has_is_left_to_it_and_told(site):
    new = serve(site, item(1), path="/new")
    subscribe(new)
    subscription = subscribe(site.redirect("/old", "/new", "301 Moved Permanently"))
    poll(subscription)
    assert subscription.address == site.url("/old")
    assert subscription.remark.startswith(f"The feed has moved to {new} for good.")


def test_an_editors_new_address_meanwhile_wins(site):
    serve(site, item(1), path="/new")
    old = Subscription.objects.get(pk=subscribe(site.redirect("/old", "/new", "301 Moved Permanently")).pk)
    Subscription.objects.update(address=site.url("/chosen"))
    assert polling.poll(old) is None
    assert Subscription.objects.get().address == site.url("/chosen")


def test_the_desk_shows_the_old_address(site, admin_client):
    serve(site, item(1), path="/new")
    subscription = subscribe(site.redirect("/old", "/new", "301 Moved Permanently"))
    poll(subscription)
    page = admin_client.get(reverse("admin:articles_subscription_change", args=[subscription.pk])).content.decode()
    assert f"From {site.url('/old')} on " in page


def test_a_feed_that_is_gone_is_asked_for_no_more(site):
    subscription = subscribe(site.page("/feed", "", "410 Gone"))
    poll(subscription)
    site.asked.clear()
    jobs.poll_subscription(subscription_id=subscription.pk)
    assert site.asked == []
    assert (subscription.state, subscription.failure) == ("gone", "The server answered 410 (Gone).")


# What is forgotten


def long_ago(subscription: Subscription, days: int) -> None:
    """All that was seen until now was seen that many days ago."""
    subscription.entries.update(seen_at=timezone.now() - days * DAY)


def test_what_the_feed_has_not_listed_for_a_year_is_forgotten_and_the_rest_is_not(site):
    subscription = subscribe(serve(site, item(1), item(2)))
    poll(subscription)
    long_ago(subscription, 400)
    serve(site, item(2), item(3))
    poll(subscription)

    jobs.forget_entries(timestamp=0)
    assert subscription.entries.count() == 2
    assert poll(subscription) is None


def test_what_was_listed_within_the_year_is_remembered(site):
    subscription = subscribe(serve(site, item(1)))
    poll(subscription)
    long_ago(subscription, 300)
    serve(site, item(2))
    poll(subscription)
    assert polling.forget(timezone.now()) == 0
    assert subscription.entries.count() == 2


def test_what_a_silent_feed_lists_is_remembered(site):
    subscription = subscribe(serve(site, item(1), item(2)))
    poll(subscription)
    long_ago(subscription, 800)
    assert polling.forget(timezone.now()) == 0


def test_each_feed_is_judged_by_itself(site):
    silent, busy = subscribe(serve(site, item(1), path="/silent")), subscribe(serve(site, item(2), path="/busy"))
    for one in (silent, busy):
        poll(one)
        long_ago(one, 800)
    serve(site, item(3), path="/busy")
    poll(busy)
    assert polling.forget(timezone.now()) == 1
    assert set(SubscribedEntry.objects.values_list("subscription", flat=True)) == {silent.pk, busy.pk}


@pytest.mark.parametrize("known_by", ["guid", "address"])
def test_a_forgotten_entry_that_comes_back_is_no_second_story(site, known_by):
    entry = item(1) if known_by == "guid" else item(1, guid="")
    subscription = subscribe(serve(site, entry))
    poll(subscription)
    long_ago(subscription, 400)
    serve(site, item(2))
    poll(subscription)
    assert polling.forget(timezone.now()) == 1

    serve(site, entry, item(2))
    run = poll(subscription)
    again = run.items.get()
    assert (again.outcome, again.article) == (ImportItem.Outcome.UNCHANGED, Article.objects.get(headline__contains="1"))
    assert Article.objects.count() == 2
