"""A story's page: its elements, its addresses, and what stands there once it is withdrawn or merged."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile

from articles.models import Appearance, ArticleCountry, ArticleTag, Country, Image, Source
from tests.factories import make_article, make_tag
from tests.views.pages import PIXEL, read


@pytest.fixture
def story(index):
    """A story with everything a printed page has."""
    topic = make_tag("Harbour alliance")
    story = make_article(
        "Harbour ministers weigh a joint office",
        on="2024-03-25T08:19+00:00",
        section="News",
        source="Bay Wire",
        authors=["Ana Reyes", "Bo Lind"],
        standfirst="Two ministers would share one desk.",
        dateline="NORTH PORT, March 25",
        body_html="<p>The first paragraph.</p><p>The second one.</p>",
        credit="Bay Wire, with inputs from the Post",
        published_printed="March 25, 2024 01:19 PM",
        updated_at=dt.datetime(2024, 3, 25, 12, tzinfo=dt.UTC),
    )
    ArticleTag.objects.create(article=story, tag=topic, origin="editor")
    ArticleTag.objects.create(article=story, tag=make_tag("Mina Sato", kind="person"))
    ArticleCountry.objects.create(
        article=story, country=Country.objects.get(code="JP"), origin="name", evidence="Tokyo agreed."
    )
    outlet = Source.objects.create(name="The Post", slug="the-post")
    Appearance.objects.create(
        article=story, outlet=outlet, headline="Ministers may share", url="https://post.example/1",
        url_digest=hashlib.sha256(b"1").digest(),
    )  # fmt: skip
    image = Image(article=story, caption="The two harbours", credit="Bay Pictures", alt="Two harbours from above")
    image.file.save("harbour.png", ContentFile(PIXEL))
    make_article("Earlier talks", on="2024-03-01", tags=[topic])
    make_article("Later talks", on="2024-04-01", tags=[topic])
    index()
    return story


def test_it_has_every_element_of_the_printed_page(client, story):
    page = read(client, story.get_absolute_url())
    for element in (
        "News Harbour ministers weigh a joint office Two ministers would share one desk.",
        "Ana Reyes, Bo Lind Bay Wire 25 March 2024",
        "printed as “March 25, 2024 01:19 PM”, zone not stated on the page",
        "updated 25 March 2024, 12:00 UTC",
        "The two harbours Bay Pictures",
        "NORTH PORT, March 25 The first paragraph. The second one.",
        "Bay Wire, with inputs from the Post",
        "Topics Harbour alliance",
        "People Mina Sato",
        "Countries Japan",
        "Where it ran The Post, as “Ministers may share”",
        "Reyes, A., & Lind, B. (2024, March 25). Harbour ministers weigh a joint office. The Post. http://testserver/a/",
    ):
        assert element in page


def test_the_picture_has_its_alternative_text(client, story):
    html = client.get(story.get_absolute_url()).content.decode()
    assert re.search(r'<img src="/media/images/harbour[^"]*"\s+alt="Two harbours from above"', html)


def test_tags_and_countries_show_who_put_them_there_and_on_what_evidence(client, story):
    page = read(client, story.get_absolute_url())
    assert "Harbour alliance put there by an editor" in page
    assert "Japan named in the text" in page
    assert "Tokyo agreed." in page


def test_it_leads_to_the_earlier_and_the_later_story_of_its_topic(client, story):
    page = read(client, story.get_absolute_url())
    assert "Earlier, 1 March 2024 Earlier talks" in page
    assert "Later, 1 April 2024 Later talks" in page


@pytest.mark.parametrize("place", ["x.com/intent", "facebook.com/sharer", "wa.me/", "mailto:"])
def test_it_can_be_shared_by_plain_links(client, story, place):
    html = client.get(story.get_absolute_url()).content.decode()
    (link,) = re.findall(rf'href="([^"]*{re.escape(place)}[^"]*)"', html)
    assert f"%2Fa%2F{story.pk}" in link


def test_nothing_is_loaded_from_elsewhere(client, story):
    html = client.get(story.get_absolute_url()).content.decode()
    assert not re.search(r'<(?:script|img|iframe|link rel="stylesheet")[^>]*(?:src|href)="(?:https?:)?//', html)
    assert "<style" not in html
    assert " style=" not in html


def test_it_says_what_reference_managers_read(client, story):
    html = client.get(story.get_absolute_url()).content.decode()
    metas = dict(re.findall(r'<meta\s+(?:name|property)="([^"]+)"\s+content="([^"]*)"', html))
    assert metas["citation_title"] == "Harbour ministers weigh a joint office"
    assert metas["citation_publication_date"] == "2024/03/25"
    assert metas["citation_journal_title"] == "The Post"
    assert metas["og:url"] == f"http://testserver{story.get_absolute_url()}"
    assert metas["og:image"].startswith("http://testserver/media/images/harbour")
    assert re.findall(r'citation_author"\s+content="([^"]*)"', html) == ["Ana Reyes", "Bo Lind"]


def test_it_carries_structured_data(client, story):
    html = client.get(story.get_absolute_url()).content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2024-03-25T08:19:00+00:00"
    assert [author["name"] for author in data["author"]] == ["Ana Reyes", "Bo Lind"]


def test_structured_data_cannot_end_its_block(client, index):
    story = make_article("</script><script>alert(1)</script>", standfirst="<!-- & ]]>")
    html = client.get(story.get_absolute_url()).content.decode()
    assert "<script>alert" not in html
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html)[1])
    assert data["headline"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("precision", "on", "shown", "day"),
    [("year", "1952-01-01", "1952", "1952"), ("month", "1952-04-01", "April 1952", "1952/04"), ("day", "1952-04-28", "28 April 1952", "1952/04/28")],
)  # fmt: skip
def test_a_date_is_shown_no_finer_than_it_is_known(client, index, precision, on, shown, day):
    story = make_article("Treaty", on=on, published_precision=precision)
    html = client.get(story.get_absolute_url()).content.decode()
    assert f">{shown}</time>" in html
    assert f'citation_publication_date" content="{day}"' in " ".join(html.split())


def test_an_old_story_says_its_age(client, index):
    assert "This story is" in read(client, make_article(on="1951-09-08").get_absolute_url())
    fresh = dt.datetime.now(dt.UTC) - dt.timedelta(days=300)
    assert "This story is" not in read(client, make_article(on=fresh.isoformat()).get_absolute_url())


def test_a_story_in_another_language_says_which(client, index):
    html = client.get(make_article("港の会談", language="ja").get_absolute_url()).content.decode()
    assert re.search(r'<h1 lang="ja"\s+dir="auto">', html)


def test_the_short_address_leads_to_the_story(client, story):
    response = client.get(f"/a/{story.pk}")
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())


@pytest.mark.parametrize("wrong", ["/articles/2024/03/24/{slug}-{id}/", "/articles/2024/03/25/other-{id}/", "/articles/2024/02/31/{slug}-{id}/"])  # fmt: skip
def test_a_wrong_day_or_slug_leads_to_the_right_one(client, story, wrong):
    response = client.get(wrong.format(slug=story.slug, id=story.pk))
    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())


@pytest.mark.parametrize(
    "address", ["/a/0", "/a/999999999999999999", "/a/9999999999999999999999", "/a/x", "/articles/2024/03/25/x-0/"]
)
def test_there_is_no_story_of_an_unknown_number(client, db, address):
    assert client.get(address).status_code == 404


def test_a_withdrawn_story_is_gone_and_says_why(client, index):
    story = make_article("Wrong figures", status="withdrawn", withdrawn_reason="The figures <b>were</b> wrong.")
    for address in (f"/a/{story.pk}", story.get_absolute_url()):
        response = client.get(address)
        assert response.status_code == 410
        assert "The figures <b>were</b> wrong." in unescape(response.content.decode())
        assert "Wrong figures" not in response.content.decode()


def test_a_merged_story_leads_to_the_one_it_became_part_of(client, index):
    kept = make_article("Kept")
    merged = make_article("Merged", status="withdrawn", withdrawn_reason="The same.", merged_into=kept)
    for address in (f"/a/{merged.pk}", merged.get_absolute_url()):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, kept.get_absolute_url())


@pytest.mark.parametrize("status", ["draft", "review"])
def test_a_story_not_published_is_not_there_for_readers(client, index, status):
    story = make_article("Not yet", status=status)
    assert client.get(story.get_absolute_url()).status_code == 404
    client.force_login(User.objects.create_user("reader"))
    assert client.get(story.get_absolute_url()).status_code == 404


def test_who_may_view_stories_sees_a_draft_marked_as_such(client, index):
    user = User.objects.create_user("ana", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    for story in (make_article("Not yet", status="draft"), make_article("Undated", status="draft", published_at=None)):
        page = read(client, story.get_absolute_url())
        assert "Draft. Only editors see this page." in page
        html = client.get(story.get_absolute_url()).content.decode()
        assert "data-read" not in html
        assert "noindex" in html


def test_who_may_change_stories_finds_the_way_to_the_desk(client, index):
    story = make_article("Talks")
    assert "/admin/" not in client.get(story.get_absolute_url()).content.decode()
    user = User.objects.create_user("ana", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_article"))
    client.force_login(user)
    assert f"/admin/articles/article/{story.pk}/change/" in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("letters", "marked"), [(110, False), (111, True), (400, True)])
def test_a_headline_of_more_than_two_lines_is_set_smaller(client, index, letters, marked):
    story = make_article("A" * letters)
    page = client.get(story.get_absolute_url()).content.decode()
    assert ('<h1 class="long"' in page) == marked
