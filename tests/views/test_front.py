"""The front page."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from articles.models import Article, FrontPick, Image, ReadCount
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


def after(html: str, mark: str, end: str) -> str:
    """The part of a page from ``mark`` to ``end``."""
    return html.partition(mark)[2].partition(end)[0]


def test_what_editors_chose_leads_and_stands_below_in_their_order(client, index):
    for day in range(1, 12):
        make_article(f"Story {day}", on=f"2024-03-{day:02}")
    chosen = [make_article(f"Chosen {place}", on=f"2010-01-0{place}") for place in (1, 2, 3)]
    for place, story in zip((2, 1, 3), chosen, strict=True):
        FrontPick.objects.create(article=story, position=place)
    index()
    html = client.get("/").content.decode()
    assert "Chosen 2" in after(html, 'class="lead"', "</article>")
    below = after(html, 'class="secondary"', "</ol>")
    assert below.index("Chosen 1") < below.index("Chosen 3")
    latest = after(html, 'id="latest"', "</section>")
    assert latest.count("<h3") == 8
    assert "Story 11" in latest and "Chosen" not in latest


def test_a_chosen_story_leaves_after_its_last_day_and_waits_until_it_is_published(client, index):
    today = timezone.localdate()
    for headline, until, status in (
        ("Over", today - dt.timedelta(days=1), Article.Status.PUBLISHED),
        ("Not yet", None, Article.Status.DRAFT),
        ("Last day", today, Article.Status.PUBLISHED),
    ):
        story = make_article(headline, on="2010-01-01", status=status)
        FrontPick.objects.create(article=story, until=until)
    make_article("Newest", on="2024-03-01")
    index()
    html = client.get("/").content.decode()
    assert "Last day" in after(html, 'class="lead"', "</article>")
    assert 'class="secondary"' not in html
    assert "Not yet" not in html


def test_a_choice_shows_as_soon_as_the_index_has_seen_it(client, index):
    make_article("Newest", on="2024-03-01")
    story = make_article("Chosen", on="2010-01-01")
    index()
    assert "Newest" in after(client.get("/").content.decode(), 'class="lead"', "</article>")
    FrontPick.objects.create(article=story)
    index()
    assert "Chosen" in after(client.get("/").content.decode(), 'class="lead"', "</article>")


def test_topics_in_the_news_are_the_narrowest_of_late_with_stories_not_shown_above(client, index):
    wide = make_tag("Harbours")
    narrow = make_tag("Quay walls", parent=wide)
    shown = make_tag("Pilots")
    for day in range(1, 8):
        make_article(f"Old crack {day}", on=f"2024-03-0{day}", tags=[narrow])
    for day in range(10, 20):
        make_article(f"Pilot {day}", on=f"2024-03-{day}", tags=[shown] if day > 15 else [])
    make_article("Long ago", on="1990-03-01", tags=[narrow])
    index()
    news = after(client.get("/").content.decode(), 'id="news"', 'id="years"')
    assert "Quay walls" in news and "7 stories since" in news
    assert "Harbours" not in news
    assert "Pilots" not in news
    assert "Long ago" not in news
    assert [day for day in range(1, 8) if f"Old crack {day}<" in news] == [5, 6, 7]
