"""The front page."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Image, ReadCount
from tests.factories import make_article, make_tag
from tests.views.pages import PIXEL, read


def test_an_empty_archive_has_a_front_page(client, index):
    index()
    assert "There is no story here yet." in read(client, "/")


def test_the_newest_story_with_a_picture_leads(client, index):
    pictured = make_article("With a picture", on="2024-03-01")
    image = Image(article=pictured, caption="A quay")
    image.file.save("quay.png", ContentFile(PIXEL))
    make_article("Newer, without one", on="2024-03-02")
    make_article("An opinion", on="2024-03-03", kind="opinion")
    index()
    html = client.get("/").content.decode()
    lead = html.partition('class="lead"')[2].partition("</article>")[0]
    assert "With a picture" in lead
    assert html.count(">With a picture</a>") == 1


def test_it_has_topics_and_countries_with_their_counts(client, index):
    topic = make_tag("Harbour alliance")
    make_article(tags=[topic], countries=["JP"])
    make_article(tags=[topic])
    index()
    page = read(client, "/")
    assert "Harbour alliance 2" in page
    assert "Japan 1" in page


def test_opinion_stands_with_its_authors(client, index):
    make_article("Small circles", kind="opinion", authors=["Chie Mori", "Ana Reyes"])
    index()
    assert "Opinion Chie Mori, Ana Reyes Small circles" in read(client, "/")


def test_it_shows_this_day_in_other_years(client, index):
    today = timezone.localdate()
    day = today if (today.month, today.day) != (2, 29) else today - dt.timedelta(days=1)
    make_article("Ten years ago", on=f"{today.year - 8}-{day:%m-%d}")
    make_article("Dated by the month alone", on=f"{today.year - 8}-{day:%m-%d}", published_precision="month")
    index()
    page = read(client, "/")
    rail = page.partition("in other years")[2]
    if day == today:
        assert f"{today.year - 8} Ten years ago" in rail
    assert "Dated by the month alone" not in rail.partition("By date")[0]


def test_most_read_are_the_published_stories_with_most_readers_this_week(client, index):
    today = timezone.now().date()
    old, much, little = make_article("Read long ago"), make_article("Read much"), make_article("Read little")
    gone = make_article("Read and withdrawn", status="withdrawn", withdrawn_reason="Wrong.")
    ReadCount.objects.create(article=old, day=today - dt.timedelta(days=20), readers=500)
    ReadCount.objects.create(article=much, day=today, readers=9)
    ReadCount.objects.create(article=little, day=today - dt.timedelta(days=6), readers=2)
    ReadCount.objects.create(article=gone, day=today, readers=99)
    index()
    rail = read(client, "/").partition("Most read ")[2]
    assert rail.startswith("Read much Read little Read long ago")


def test_a_story_read_long_ago_is_better_than_none(client, index):
    story = make_article("Read last year")
    ReadCount.objects.create(article=story, day=dt.date(2020, 1, 1), readers=1)
    index()
    assert "Most read Read last year" in read(client, "/")
