"""What operators and machines ask for."""

from __future__ import annotations

import datetime as dt
import os

from django.contrib.staticfiles import finders
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.models import ArticleChange
from articles.search import follower
from tests.factories import make_article


def test_the_process_says_it_is_alive_without_the_database(client):
    assert client.get("/healthz").content == b"ok\n"


def test_it_is_ready_with_its_database_tables_and_index(client, index):
    index()
    response = client.get("/readyz")
    assert response.status_code == 200
    answer = response.json()
    assert {name: answer[name] for name in ("database", "migrations", "index")} == dict.fromkeys(
        ("database", "migrations", "index"), "ok"
    )


def test_it_says_how_far_the_index_is_behind_and_whether_it_is_followed(client, committed, index_root):
    follower.catch_up()
    assert client.get("/readyz").json()["index_behind_seconds"] == 0
    make_article()
    ArticleChange.objects.update(logged_at=timezone.now() - dt.timedelta(seconds=90))
    os.utime(index_root / "follow.lock", (1, 1))
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert 90 <= answer.json()["index_behind_seconds"] < 1000
    assert answer.json()["index_followed_seconds_ago"] > 1000
    follower.catch_up()
    assert client.get("/readyz").json()["index_behind_seconds"] == 0


def test_it_is_not_ready_without_an_index(client, db, index_root):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["index"] != "ok"


def test_it_is_not_ready_before_its_migrations(client, index):
    index()
    MigrationRecorder(connection).migration_qs.filter(app="articles").order_by("name").last().delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"] == "1 migrations are not applied"


def test_readiness_is_never_kept(client, index):
    assert client.get("/readyz")["Cache-Control"] == "private, no-store"


def test_robots_are_shown_the_sitemap_and_kept_from_the_admin(client, db):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_browser_can_offer_the_search(client, db):
    assert 'template="http://testserver/articles/?q={searchTerms}"' in client.get("/opensearch.xml").content.decode()


def test_the_sitemap_names_every_published_story_once(client, index):
    stories = [make_article(on=day) for day in ("1951-09-08", "1951-12-31", "2024-01-01")]
    index()
    parts = client.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemap/1951.xml" in parts
    year = client.get("/sitemap/1951.xml").content.decode()
    assert [story.get_absolute_url() in year for story in stories] == [True, True, False]
    assert year.count("<loc>") == 2
    assert client.get("/sitemap/pages.xml").content.decode().count("<loc>") == 10


def test_the_sitemap_has_no_other_parts(client, db):
    for part in ("x", "2024-13", "0000", "99999"):
        assert client.get(f"/sitemap/{part}.xml").status_code == 404


def test_a_device_can_put_the_archive_among_its_apps(client, settings):
    settings.ARCHIVE_NAME = 'The "Harbour" Archive'
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["name"] == 'The "Harbour" Archive'
    assert manifest["start_url"] == "/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"any", "512x512"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
