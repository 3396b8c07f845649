"""Subscriptions at the desk: tried before they are saved, their trouble named, polled, paused and exchanged."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.importers import opml
from articles.ingest import polling, runs
from articles.models import SubscribedEntry, Subscription
from tests.factories import make_article, make_tag
from tests.syndication import SUMMARY, item, serve

pytestmark = pytest.mark.django_db
LIST, ADD = "admin:articles_subscription_changelist", "admin:articles_subscription_add"


@pytest.fixture
def site(website, settings):
    settings.FETCH_ALLOW = frozenset({website.place})
    return website


def subscribe(address: str = "https://news.example/feed", **values) -> Subscription:
    return Subscription.objects.create(**({"name": "Daily Wharf", "address": address} | values))


def filled_in(address: str, **values) -> dict[str, str]:
    return {
        "name": "Daily Wharf",
        "address": address,
        "state": "active",
        "interval": "60",
        "whole_pages": "on",
    } | values


def act(client, action: str, *chosen: Subscription):
    data = {"action": action, "_selected_action": [one.pk for one in chosen]}
    return client.post(reverse(LIST), data, follow=True)


def test_it_is_saved_for_who_made_it_and_due_at_once(at_desk, editor):
    topic = make_tag("Harbours")
    answer = at_desk.post(reverse(ADD), filled_in("news.example/feed", topics=[topic.pk]))
    assert answer.status_code == 302
    made = Subscription.objects.get()
    assert (made.address, made.user, made.state) == ("https://news.example/feed", editor, "active")
    assert list(made.topics.all()) == [topic]
    assert made.next_due_at <= timezone.now()


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "https://me:secret@news.example/", "https://0x7f.1/feed", "nonsense"]
)
def test_an_address_that_cannot_be_fetched_is_refused(at_desk, address):
    answer = at_desk.post(reverse(ADD), filled_in(address))
    assert answer.context["adminform"].form.errors["address"]
    assert not Subscription.objects.exists()


def test_one_feed_has_one_subscription(at_desk):
    subscribe()
    answer = at_desk.post(reverse(ADD), filled_in("https://news.example/feed"))
    assert "already exists" in str(answer.context["adminform"].form.errors["address"])


def test_trying_shows_what_the_feed_holds_and_saves_nothing(at_desk, site):
    address = serve(site, item(1), item(2, text=SUMMARY))
    answer = at_desk.post(reverse(ADD), filled_in(address, _try="Try it now"))
    page = answer.content.decode()
    assert "2 entries; 1 of those below is only a summary" in " ".join(page.split())
    assert "Ferry number 1 sails" in page
    assert f'value="{address}"' in page
    assert "errornote" not in page
    assert not Subscription.objects.exists()


def test_trying_what_is_saved_changes_nothing(at_desk, site):
    held = subscribe(serve(site, item(1), etag='"v1"'), etag='"v1"', failures=3, failure="Once")
    answer = at_desk.post(held.get_absolute_url(), filled_in(held.address, name="Another", _try="Try it now"))
    assert "Ferry number 1 sails" in answer.content.decode()
    held.refresh_from_db()
    assert (held.name, held.failures) == ("Daily Wharf", 3)


def test_trying_names_what_is_wrong(at_desk, site):
    address = site.page("/feed", "<!doctype html><p>Hello</p>")
    page = at_desk.post(reverse(ADD), filled_in(address, _try="Try it now")).content.decode()
    assert "This is no feed. It looks like: HTML page." in page


def test_trying_an_empty_form_names_its_fields(at_desk):
    answer = at_desk.post(reverse(ADD), {"_try": "Try it now"})
    assert {"name", "address"} <= answer.context["adminform"].form.errors.keys()


def test_what_a_feed_says_is_escaped(at_desk, site):
    address = serve(site, item(1, title="<script>alert(1)</script> sails"))
    page = at_desk.post(reverse(ADD), filled_in(address, _try="Try it now")).content.decode()
    assert "<script>alert" not in page


def test_the_list_and_the_form_say_how_it_fares(at_desk, site):
    held = subscribe(serve(site, item(1), item(2)))
    runs.execute(polling.poll(held))
    failing = subscribe("https://b.example/", failures=2, failure="It could not be reached.", failed_at=timezone.now())
    page = at_desk.get(reverse(LIST)).content.decode()
    assert "It could not be reached." in page
    assert "2 times in a row" in page
    assert f'by_subscription={held.pk}">2</a>' in page
    assert "It could not be reached." in at_desk.get(failing.get_absolute_url()).content.decode()


def test_its_stories_can_be_listed(at_desk, site):
    make_article("Another")
    held = subscribe(serve(site, item(1)))
    runs.execute(polling.poll(held))
    page = at_desk.get(reverse("admin:articles_article_changelist"), {"by_subscription": held.pk})
    assert [story.headline for story in page.context["cl"].result_list] == ["Ferry number 1 sails"]


def test_the_front_page_names_trouble(at_desk):
    subscribe(name="Fine feed")
    now = timezone.now()
    subscribe("https://b.example/", name="Failing feed", failures=1, failure="It took too long.", failed_at=now)
    subscribe("https://c.example/", name="Stopped feed", state="stopped", failures=10, failure="Odd.", failed_at=now)
    subscribe("https://d.example/", name="Paused feed", state="paused", failures=2, failure="Odd.", failed_at=now)
    page = at_desk.get(reverse("admin:index"))
    assert [one.name for one in page.context["waiting"].subscriptions] == ["Failing feed", "Stopped feed"]
    assert "Failing</span>" in page.content.decode()
    assert "It took too long." in page.content.decode()
    assert '?state__exact=paused">1 paused</a>' in page.content.decode()


def test_several_can_be_paused_resumed_and_polled(at_desk):
    one = subscribe(state="stopped", failures=10, failure="Odd.")
    two = subscribe("https://b.example/")
    act(at_desk, "pause", one, two)
    assert set(Subscription.objects.values_list("state", flat=True)) == {"paused"}
    act(at_desk, "resume", one)
    one.refresh_from_db()
    assert (one.state, one.failures, one.failure) == ("active", 0, "")
    act(at_desk, "poll", one, two)
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"subscription_id": one.pk}]


def test_another_address_begins_anew(at_desk):
    held = subscribe(state="gone", failures=1, failure="Gone.", etag='"v1"')
    at_desk.post(held.get_absolute_url(), filled_in("https://news.example/new", state="gone"))
    held.refresh_from_db()
    assert (held.state, held.failures, held.etag) == ("active", 0, "")


def test_a_change_of_anything_else_keeps_what_is_known(at_desk):
    held = subscribe(etag='"v1"', failures=1, failure="Odd.")
    at_desk.post(held.get_absolute_url(), filled_in(held.address, name="Renamed"))
    held.refresh_from_db()
    assert (held.name, held.etag, held.failures) == ("Renamed", '"v1"', 1)


def test_it_can_be_deleted_and_its_stories_stay(at_desk, site):
    held = subscribe(serve(site, item(1)))
    run = runs.execute(polling.poll(held))
    page = at_desk.post(reverse("admin:articles_subscription_delete", args=[held.pk]), {"post": "yes"})
    assert page.status_code == 302
    assert not Subscription.objects.exists() and not SubscribedEntry.objects.exists()
    assert run.items.get().article.headline == "Ferry number 1 sails"


def test_a_contributor_only_looks(contributor, desk_of):
    held, client = subscribe(), desk_of(contributor)
    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(held.get_absolute_url()).status_code == 200
    assert client.get(reverse(ADD)).status_code == 403
    assert client.post(held.get_absolute_url(), filled_in(held.address, _try="x")).status_code == 403
    assert client.get(reverse("admin:articles_subscription_opml")).status_code == 403


# Lists of feeds


def upload(client, content: bytes, **values):
    data = {"file": SimpleUploadedFile("feeds.opml", content), "interval": "180", "begin": "active"} | values
    return client.post(reverse("admin:articles_subscription_opml"), data, follow=True)


def test_a_list_of_feeds_becomes_subscriptions(at_desk, editor):
    subscribe("https://held.example/feed")
    outlines = [
        ("Tide", "https://tide.example/"),
        ("Held", "https://held.example/feed"),
        ("Odd", "gopher://a.example/"),
    ]
    answer = upload(at_desk, opml.write("Mine", (opml.Outline(*one) for one in outlines)))
    assert [str(message) for message in answer.context["messages"]] == [
        "1 subscription made; 1 was there already.",
        "Left out: Odd: Only addresses that begin with http:// or https:// can be fetched.",
    ]
    made = Subscription.objects.get(name="Tide")
    assert (made.state, made.interval, made.user, made.publish) == ("active", 180, editor, False)


def test_a_file_that_is_no_list_says_so(at_desk):
    answer = upload(at_desk, b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml/>")
    assert answer.context["form"].errors["file"]
    assert not Subscription.objects.exists()


def test_all_can_be_downloaded_as_a_list(at_desk):
    subscribe(name="Fähre & Co")
    answer = at_desk.get(reverse("admin:articles_subscription_download"))
    assert "subscriptions.opml" in answer["Content-Disposition"]
    assert opml.read(answer.content) == [opml.Outline("Fähre & Co", "https://news.example/feed")]
