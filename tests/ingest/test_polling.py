"""Polls of subscriptions: what is new comes in once, how it went is noted, and the server is left in peace."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from articles.editing import undo
from articles.ingest import polling, runs
from articles.models import Article, ChangeSet, Country, Import, Source, SubscribedEntry, Subscription
from tests.factories import make_article, make_tag
from tests.syndication import SUMMARY, item, serve
from tests.website import story

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def site(website, settings):
    """A web site that the archive may fetch from, without pauses."""
    settings.FETCH_ALLOW = frozenset({website.place})
    settings.FETCH_PAUSE_SECONDS = 0
    return website


def subscribe(address: str, **values) -> Subscription:
    return Subscription.objects.create(name="Daily Wharf: world", address=address, **values)


def poll(subscription: Subscription) -> Import | None:
    """A poll with the run of the import that it made."""
    run = polling.poll(Subscription.objects.get(pk=subscription.pk))
    subscription.refresh_from_db()
    return runs.execute(run) if run else None


def headlines() -> list[str]:
    return sorted(Article.objects.values_list("headline", flat=True))


def wait_of(subscription: Subscription) -> dt.timedelta:
    """How long from now the next poll is, to the minute."""
    return dt.timedelta(minutes=round((subscription.next_due_at - timezone.now()) / MINUTE))


def test_what_is_in_the_feed_becomes_an_import_named_after_it(site):
    subscription = subscribe(serve(site, item(1), item(2)))
    run = poll(subscription)

    assert headlines() == ["Ferry number 1 sails", "Ferry number 2 sails"]
    assert run.subscription == subscription
    assert run.changeset.title == "Subscription “Daily Wharf: world”: 2 stories created"
    assert run.files.get().url == subscription.address
    assert (subscription.failures, wait_of(subscription)) == (0, dt.timedelta(hours=1))


def test_what_was_seen_makes_no_change_set(site):
    subscription = subscribe(serve(site, item(1)))
    poll(subscription)

    assert poll(subscription) is None
    assert ChangeSet.objects.count() == Import.objects.count() == 1


def test_only_what_is_new_is_imported(site):
    subscription = subscribe(serve(site, item(1), item(2)))
    poll(subscription)
    serve(site, item(3), item(1), item(2))
    run = poll(subscription)

    assert list(run.items.values_list("position", "outcome")) == [(0, "created")]
    assert len(headlines()) == 3


def test_an_entry_that_changed_updates_its_story(site):
    subscription = subscribe(serve(site, item(1)))
    poll(subscription)
    serve(site, item(1, title="Ferry sank"))
    run = poll(subscription)

    assert list(run.items.values_list("outcome", "reason")) == [("updated", "Changed: headline")]
    assert headlines() == ["Ferry sank"]


def test_an_entry_that_comes_twice_is_one_story(site):
    subscription = subscribe(serve(site, item(1), item(1), item(2, guid="https://ids.example/1")))
    poll(subscription)
    assert headlines() == ["Ferry number 1 sails"]


def test_the_copy_at_hand_is_named_and_a_304_is_a_success(site):
    modified = "Mon, 25 Mar 2024 08:19:00 GMT"
    subscription = subscribe(serve(site, item(1), etag='"v1"', last_modified=modified))
    poll(subscription)
    site.page("/feed", "", "304 Not Modified", content_type="", content_length="")

    assert poll(subscription) is None
    assert 'If-None-Match: "v1"' in site.asked[-1]
    assert f"If-Modified-Since: {modified}" in site.asked[-1]
    assert (subscription.failures, subscription.etag) == (0, '"v1"')


def test_an_import_can_be_undone_and_does_not_come_back(site, admin_user):
    subscription = subscribe(serve(site, item(1)), user=admin_user)
    run = poll(subscription)
    undo.undo(run.changeset, admin_user)
    serve(site, item(1), item(2))
    poll(subscription)

    assert headlines() == ["Ferry number 2 sails"]


def test_the_defaults_of_the_subscription_hold_for_its_stories(site, admin_user):
    subscription = subscribe(
        serve(site, item(1, category="Ships")),
        source=Source.objects.create(name="Daily Wharf", slug="daily-wharf"),
        language="pt", kind="analysis", publish=True, user=admin_user,
    )  # fmt: skip
    subscription.topics.add(make_tag("Harbours"))
    subscription.countries.add(Country.objects.get(code="PT"))
    poll(subscription)

    written = Article.objects.get()
    assert (written.source.name, written.language, written.kind) == ("Daily Wharf", "pt", "analysis")
    assert (written.status, written.added_by) == ("published", admin_user)
    assert [tag.name for tag in written.tags.all()] == ["Harbours"]
    assert [country.code for country in written.countries.all()] == ["PT"]


def test_labels_of_the_feed_become_topics_only_where_that_is_wanted(site):
    make_tag("Ships")
    subscription = subscribe(serve(site, item(1, category="Ships"), item(2, category="Uncategorized")))
    poll(subscription)
    assert set(Article.objects.values_list("headline", "tags__name")) == {
        ("Ferry number 1 sails", "Ships"),
        ("Ferry number 2 sails", None),
    }

    subscription.makes_topics = True
    subscription.save()
    serve(site, item(3, category="Weather"))
    poll(subscription)
    assert Article.objects.get(tags__name="Weather").headline == "Ferry number 3 sails"


def test_it_goes_on_when_its_editor_has_left(site, admin_user):
    subscription = subscribe(serve(site, item(1)), user=admin_user, publish=True)
    poll(subscription)
    admin_user.is_active = False
    admin_user.save()
    serve(site, item(1, title="Ferry sank"))
    run = poll(Subscription.objects.get())
    assert (run.items.get().outcome, run.changeset.user) == ("updated", None)


# Whole stories


def test_the_page_is_fetched_where_the_feed_has_a_summary(site):
    page = site.page("/1", story("Ferry number 1 sails at last"))
    subscription = subscribe(serve(site, item(1, page, SUMMARY), item(2)), publish=True)
    run = poll(subscription)

    written = Article.objects.get(guid="https://ids.example/1")
    assert written.headline == "Ferry number 1 sails at last"
    assert written.word_count > 100
    assert written.published_at == dt.datetime(2024, 3, 25, 8, 19, tzinfo=dt.UTC)
    assert written.is_published
    assert run.items.count() == 2
    assert site.paths() == ["/feed", "/1"]


def test_a_page_is_not_fetched_again_while_its_entry_stays(site):
    subscription = subscribe(serve(site, item(1, site.page("/1", story()), SUMMARY)))
    poll(subscription)
    poll(subscription)
    assert site.paths() == ["/feed", "/1", "/feed"]


def test_the_story_can_be_read_again_from_what_was_kept(site):
    run = poll(subscribe(serve(site, item(1, site.page("/1", story("Ferry leaves")), SUMMARY))))
    reading = runs.reading_of(run.items.get())
    assert reading.document.headline == "Ferry leaves"
    assert reading.document.guid == "https://ids.example/1"


def test_a_summary_never_takes_the_place_of_the_whole_story(site):
    page = site.page("/1", story("Ferry leaves"))
    subscription = subscribe(serve(site, item(1, page, SUMMARY)))
    poll(subscription)
    subscription.whole_pages = False
    subscription.save()
    serve(site, item(1, page, SUMMARY + " Corrected."))
    run = poll(subscription)

    assert run.items.get().outcome == "unchanged"
    assert Article.objects.get().word_count > 100


def test_a_summary_passes_for_a_story_where_that_is_wanted(site):
    poll(subscribe(serve(site, item(1, site.url("/1"), SUMMARY)), whole_pages=False, publish=True))
    assert Article.objects.get().is_published
    assert site.paths() == ["/feed"]


def test_a_page_that_cannot_be_had_is_named_tried_again_and_given_up(site):
    subscription = subscribe(serve(site, item(1, site.url("/1"), SUMMARY), item(2), etag='"v1"'), publish=True)
    run = poll(subscription)
    assert headlines() == ["Ferry number 2 sails"]
    assert subscription.remark == f"{site.url('/1')}: The server answered 404 (Not Found)."
    assert run.changeset.note == subscription.remark
    assert subscription.etag == ""

    assert poll(subscription) is None
    run = poll(subscription)
    assert run.items.get().reason == "Kept as a draft: only its summary was to be had."
    assert Article.objects.get(headline="Ferry number 1 sails").status == "draft"
    assert poll(subscription) is None
    assert site.paths().count("/1") == polling.MOST_TRIES


def test_a_page_that_is_back_is_taken(site):
    subscription = subscribe(serve(site, item(1, site.url("/1"), SUMMARY)))
    assert poll(subscription) is None
    site.page("/1", story("Ferry leaves"))
    poll(subscription)
    assert headlines() == ["Ferry leaves"]


def test_what_does_not_fit_into_one_poll_comes_soon(site, monkeypatch):
    monkeypatch.setattr(polling, "MOST_PAGES", 2)
    items = [item(number, site.page(f"/{number}", story(f"Story {number}")), SUMMARY) for number in range(3)]
    subscription = subscribe(serve(site, *items, etag='"v1"'))
    poll(subscription)
    assert (len(headlines()), wait_of(subscription), subscription.etag) == (2, dt.timedelta(minutes=5), "")

    poll(subscription)
    assert headlines() == ["Story 0", "Story 1", "Story 2"]
    assert subscription.etag == '"v1"'


def test_robots_txt_is_honoured(site):
    site.page("/robots.txt", "User-agent: *\nDisallow: /1", content_type="text/plain")
    subscription = subscribe(serve(site, item(1, site.page("/1", story()), SUMMARY)))
    poll(subscription)
    assert "robots.txt" in subscription.remark
    assert "/1" not in site.paths()


# Failures


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        ("500 Odd", "", "The server answered 500 (Internal Server Error)."),
        ("404 Not Found", "", "The server answered 404 (Not Found)."),
        ("200 OK", "", "There is nothing at the address."),
        ("200 OK", "<!doctype html><p>Hello</p>", "This is no feed. It looks like: HTML page."),
        (
            "200 OK",
            '{"version": "https://jsonfeed.org/version/1.1"}',
            "The feed cannot be read. The JSON has no list of “items”, so it is no JSON Feed.",
        ),
    ],
)
def test_a_failure_is_named(site, status, body, said):
    subscription = subscribe(site.page("/feed", body, status))
    assert poll(subscription) is None
    assert (subscription.failures, subscription.failure) == (1, said)
    assert not Import.objects.exists()


def test_a_page_says_which_feeds_it_names(site):
    head = '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
    subscription = subscribe(site.page("/feed", story(head=head)))
    poll(subscription)
    assert f"It names these feeds: {site.url('/rss.xml')}." in subscription.failure


def test_nobody_gets_inside_by_a_subscription(internet):
    subscription = subscribe("http://169.254.169.254/feed")
    poll(subscription)
    assert subscription.failure == "It could not be reached."
    assert internet.reached == []


def test_each_failure_doubles_the_wait_up_to_a_day(site):
    subscription = subscribe(site.page("/feed", "", "500 Odd"))
    waits = []
    for _ in range(6):
        poll(subscription)
        waits.append(wait_of(subscription) / dt.timedelta(hours=1))
    assert waits == [2, 4, 8, 16, 24, 24]


@pytest.mark.parametrize(
    ("stated", "hours"), [("36000", 10), ("60", 2), ("99999999999", 168), ("soon", 2), ("", 2), ("-5", 2)]
)
def test_a_server_may_ask_for_more_patience(site, stated, hours):
    subscription = subscribe(site.page("/feed", "", "503 Busy", retry_after=stated))
    poll(subscription)
    assert wait_of(subscription) == dt.timedelta(hours=hours)


def test_a_server_may_name_the_time_to_come_back(site):
    at = (timezone.now() + dt.timedelta(hours=5)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    subscription = subscribe(site.page("/feed", "", "429 Slow down", retry_after=at))
    poll(subscription)
    assert wait_of(subscription) == dt.timedelta(hours=5)


def test_a_feed_that_is_gone_is_not_asked_for_again(site):
    subscription = subscribe(site.page("/feed", "", "410 Gone"))
    poll(subscription)
    assert (subscription.state, subscription.failure) == ("gone", "The server answered 410 (Gone).")
    assert subscription in Subscription.objects.in_trouble()


def test_after_ten_failures_it_stops_by_itself(site):
    subscription = subscribe(site.page("/feed", "", "500 Odd"))
    for _ in range(9):
        poll(subscription)
    assert subscription.state == "active"
    poll(subscription)
    assert subscription.state == "stopped"
    assert not Subscription.objects.active().exists()


def test_a_success_forgets_the_failures(site):
    subscription = subscribe(site.page("/feed", "", "500 Odd"))
    poll(subscription)
    serve(site, item(1))
    poll(subscription)
    assert (subscription.failures, subscription.failure) == (0, "")
    assert subscription not in Subscription.objects.in_trouble()


def test_an_editor_who_pauses_it_meanwhile_has_the_last_word(site):
    subscription = subscribe(site.page("/feed", "", "410 Gone"))
    asked = Subscription.objects.get()
    Subscription.objects.update(state="paused")
    polling.poll(asked)
    subscription.refresh_from_db()
    assert subscription.state == "paused"


def test_what_was_deleted_meanwhile_imports_nothing(site):
    subscribe(serve(site, item(1)))
    asked = Subscription.objects.get()
    Subscription.objects.all().delete()
    assert polling.poll(asked) is None
    assert not Article.objects.exists()
    assert not SubscribedEntry.objects.exists()


def test_a_story_held_by_its_address_is_no_second_one(site):
    held = make_article("Ferry held")
    runs_before = poll(subscribe(serve(site, item(1))))
    assert runs_before.items.get().outcome == "created"
    serve(site, item(9, "https://news.example/1?utm_source=rss"))
    run = poll(Subscription.objects.get())
    assert run.items.get().outcome == "updated"
    assert Article.objects.exclude(pk=held.pk).count() == 1
